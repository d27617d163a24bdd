"""Measures that count: degree, strength, k-core, positive and negative degree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import networkx

from kg.ties import large
from kg.ties.measured import STRENGTH, Measured, edge_sign

if TYPE_CHECKING:
    from kg.ties.measured import Network


def degree(graph: Network, raw: bool = False) -> Measured:
    """Give the number of ties of each node, divided by n − 1 unless raw.

    Unweighted, undirected. Freeman (1979), Social Networks 1. On a path a–b–c, b has 2 / 2 = 1. In a two-mode
    network divided by the number of nodes of the other mode (Borgatti and Everett 1997, Social Networks 19).

    >>> degree(networkx.path_graph(["a", "b", "c"])).values
    {'a': 0.5, 'b': 1.0, 'c': 0.5}
    """
    return Measured(_shared({node: float(count) for node, count in graph.degree()}, graph, raw))


def strength(graph: Network, raw: bool = False) -> Measured:
    """Give the sum of the strengths of each node's ties; raw or not is the same.

    Weighted, undirected. Barrat et al. (2004), PNAS 101: s_i = Σ_j w_ij.

    >>> g = networkx.Graph([("a", "b", {"strength": 0.5}), ("b", "c", {"strength": 1.5})])
    >>> strength(g).values
    {'a': 0.5, 'b': 2.0, 'c': 1.5}
    """
    return Measured({node: float(total) for node, total in graph.degree(weight=STRENGTH)})


def k_core(graph: Network, raw: bool = False) -> Measured:
    """Give the largest k such that the node lies in a part where everyone has at least k ties within it.

    Unweighted; raw or not is the same. Seidman (1983), Social Networks 5. In a triangle everyone has 2.

    >>> k_core(networkx.complete_graph(["a", "b", "c"])).values["a"]
    2.0
    """
    edges = [(a, b) for a, b in graph.edges if a != b]
    if large.is_large(graph):
        return Measured(large.k_core(list(graph), edges))
    plain = networkx.Graph(edges)
    plain.add_nodes_from(graph)
    cores = networkx.core_number(plain)
    return Measured({node: float(cores[node]) for node in graph})


def positive_degree(graph: Network, raw: bool = False) -> Measured:
    """Give the number of positive ties of each node, divided by n − 1 unless raw.

    Everett and Borgatti (2014), Social Networks 38. With a–b positive and b–c negative, b has 1 / 2.

    >>> g = networkx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1})])
    >>> positive_degree(g).values["b"], negative_degree(g).values["b"]
    (0.5, 0.5)
    """
    return Measured(_shared(_signed_degree(graph, 1), graph, raw))


def negative_degree(graph: Network, raw: bool = False) -> Measured:
    """Give the number of negative ties of each node, divided by n − 1 unless raw; see `positive_degree`."""
    return Measured(_shared(_signed_degree(graph, -1), graph, raw))


def _shared(counts: Mapping[str, float], graph: Network, raw: bool) -> dict[str, float | None]:
    """Divide each count by the number of possible ties: n − 1, or the size of the other mode."""
    if raw:
        return dict(counts)
    modes = {node: data.get("mode") for node, data in graph.nodes(data=True)}
    sizes = Counter(modes.values())
    among = {mode: (len(graph) - 1 if mode is None else len(graph) - size) for mode, size in sizes.items()}
    return {node: count / max(among[modes[node]], 1) for node, count in counts.items()}


def _signed_degree(graph: Network, sign: int) -> dict[str, float]:
    counts = dict.fromkeys(graph, 0.0)
    for a, b, data in graph.edges(data=True):
        if edge_sign(data) == sign and a != b:
            counts[a] += 1
            counts[b] += 1
    return counts
