"""The network of ties: parties as nodes, ties as undirected edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.ties.tie import Tie

if TYPE_CHECKING:
    import networkx

SIGNS = {"+": 1, "-": -1}


def network(
    ties: Iterable[Tie], *, nodes: Iterable[str] = (), labels: Mapping[str, str] | None = None
) -> networkx.Graph[str]:
    """Give the network of the ties as a networkx graph, nodes and edges in order of name.

    Edges carry `strength` S, `distance` 1/S for path measures, `sign` (1, −1, or 0 for mixed and weak),
    `polarity`, `p`, `n`, `ambivalence`, `basis` and `events`. A tie of strength 0 is no edge, its parties
    are nodes all the same; `nodes` adds further ones. Nodes carry `label`.
    """
    import networkx

    ties = sorted(ties, key=lambda tie: (tie.a, tie.b))
    graph: networkx.Graph[str] = networkx.Graph()
    for node in sorted({*nodes, *(side for tie in ties for side in (tie.a, tie.b))}):
        graph.add_node(node, label=(labels or {}).get(node, node))
    for tie in ties:
        if tie.strength > 0:
            graph.add_edge(tie.a, tie.b, **edge_of(tie))
    return graph


def edge_of(tie: Tie) -> dict[str, float | int | str]:
    """Give the attributes of a tie's edge."""
    return {
        "strength": tie.strength,
        "distance": 1 / tie.strength,
        "sign": SIGNS.get(tie.sign, 0),
        "polarity": tie.polarity,
        "p": tie.p,
        "n": tie.n,
        "ambivalence": tie.ambivalence,
        "basis": tie.basis,
        "events": tie.events,
    }
