"""Communities: parts of a network with more strength within than chance would put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from kg.problems import KgError
from kg.ties.measured import STRENGTH

if TYPE_CHECKING:
    import networkx

    from kg.ties.measured import Network

COLUMNS: Final = ("community", "size", "members", "modularity")

STARTS: Final = 20
"""Seeds tried; the best partition by modularity is kept, the first of equal ones."""


@dataclass(frozen=True, slots=True)
class Community:
    """One community, numbered by size: its members by name, and its part of the modularity."""

    community: int
    size: int
    members: tuple[str, ...]
    modularity: float


@dataclass(frozen=True, slots=True)
class Communities:
    """A partition of all nodes; the parts of the modularity add up to `modularity` (None without ties)."""

    parts: tuple[Community, ...]
    modularity: float | None


def communities(graph: Network) -> Communities:
    """Give the communities of highest modularity that Louvain finds from a fixed set of starts.

    Q = Σ_c (L_c/m − (D_c/2m)²), m the sum of strengths, L_c that within a community, D_c the sum of its
    members' strengths. Newman and Girvan (2004), Physical Review E 69; Blondel et al. (2008). Weighted by
    strength, undirected; KgError for negative strengths. Two separate ties have Q = 2 × (1/2 − 1/4) = 0.5.
    """
    if any(weight < 0 for _, _, weight in graph.edges.data(STRENGTH, default=1.0)):
        raise KgError("modularity is not defined for negative weights; the camps of a balance are")
    nodes = sorted(graph)
    if not graph.size(STRENGTH):
        return Communities(tuple(Community(at, 1, (node,), 0.0) for at, node in enumerate(nodes, 1)), None)
    found = sorted(
        (sorted(nodes[at] for at in part) for part in _best(_numbered(graph, nodes))), key=_by_size
    )
    parts = tuple(
        Community(at, len(part), tuple(part), _share(graph, set(part))) for at, part in enumerate(found, 1)
    )
    return Communities(parts, fsum(part.modularity for part in parts))


def _by_size(part: list[str]) -> tuple[int, list[str]]:
    return -len(part), part


def _numbered(graph: Network, nodes: list[str]) -> networkx.Graph[int]:
    """Give the network with numbers for names: the order in a set of names changes from run to run."""
    import networkx

    place = {node: at for at, node in enumerate(nodes)}
    plain: networkx.Graph[int] = networkx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    edges = ((place[a], place[b], weight) for a, b, weight in graph.edges.data(STRENGTH, default=1.0))
    plain.add_weighted_edges_from(sorted((min(a, b), max(a, b), weight) for a, b, weight in edges))
    return plain


def _best(plain: networkx.Graph[int]) -> list[set[int]]:
    import networkx

    tried = [networkx.community.louvain_communities(plain, seed=seed) for seed in range(STARTS)]
    return max(tried, key=lambda parts: round(networkx.community.modularity(plain, parts), 12))


def _share(graph: Network, part: set[str]) -> float:
    """Give a community's part of the modularity."""
    whole = graph.size(STRENGTH)
    inside = graph.subgraph(part).size(STRENGTH)
    ends = fsum(strength for _, strength in graph.degree(part, weight=STRENGTH))
    return float(inside / whole - (ends / (2 * whole)) ** 2)


def community_rows(found: Communities) -> tuple[Mapping[str, str | int | float], ...]:
    """Give the communities as flat rows, their members in one text."""
    return tuple({name: _cell(getattr(part, name)) for name in COLUMNS} for part in found.parts)


def _cell(value: str | int | float | tuple[str, ...]) -> str | int | float:
    return ", ".join(value) if isinstance(value, tuple) else value
