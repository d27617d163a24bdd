"""The second engine, igraph: the measures on paths and cores where networkx would be slow, same values.

igraph counts betweenness as networkx does without normalising, gives closeness within a node's own component
and harmonic closeness as a mean; each function converts to the conventions of `kg.ties.paths`. It is an extra
(`legation[large]`), because its licence is the GPL; without it networkx measures everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import igraph

    from kg.ties.measured import Network

LARGE: Final = 60_000
"""Nodes × ties from which on loading igraph (0.1 s) and converting costs less than networkx takes longer."""

SLOW: Final = 250_000
"""Nodes × ties from which on networkx takes a second and more, so that the extra is worth a word."""

MEASURED: Final = ("betweenness", "closeness", "harmonic", "k-core")
"""What the second engine measures."""


def installed() -> bool:
    """Whether the second engine is installed."""
    return find_spec("igraph") is not None


def is_large(graph: Network) -> bool:
    """Whether the second engine is to measure this network."""
    return _size(graph) >= LARGE and installed()


def word(graph: Network, by: str) -> str | None:
    """Say that this measure of a large network would be quicker with the extra; None where it would not."""
    if by not in MEASURED or _size(graph) < SLOW or installed():
        return None
    return (
        f"networkx measures {by} of {len(graph)} nodes and {graph.number_of_edges()} ties slowly; "
        "pip install 'legation[large]' adds igraph (GPL), which is many times as fast, with the same values"
    )


def _size(graph: Network) -> int:
    return len(graph) * graph.number_of_edges()


def betweenness(
    nodes: Sequence[str], lengths: Mapping[tuple[str, str], float], raw: bool
) -> dict[str, float]:
    """Give betweenness over these lengths; without `raw` times 2/((n − 1)(n − 2))."""
    found = _graph(nodes, lengths).betweenness(weights=_weights(lengths))
    n = len(nodes)
    scale = 1.0 if raw or n < 3 else 2 / ((n - 1) * (n - 2))
    return _by_node(nodes, (value * scale for value in found))


def closeness(nodes: Sequence[str], lengths: Mapping[tuple[str, str], float], raw: bool) -> dict[str, float]:
    """Give closeness; without `raw` scaled by the share of the network that a node reaches."""
    graph = _graph(nodes, lengths)
    reached = [0] * len(nodes)
    for part in graph.connected_components():
        for place in part:
            reached[place] = len(part) - 1
    # 1/Σ d within the component; a node alone gives NaN, which the factor 0 must not multiply
    found = graph.closeness(weights=_weights(lengths), normalized=False)
    others = max(len(nodes) - 1, 1)
    factors = [1.0 if raw else count * count / others for count in reached]
    values = (
        value * factor if count else 0.0 for value, factor, count in zip(found, factors, reached, strict=True)
    )
    return _by_node(nodes, values)


def harmonic(nodes: Sequence[str], lengths: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Give the sum of the inverse distances to all others."""
    found = _graph(nodes, lengths).harmonic_centrality(weights=_weights(lengths), normalized=False)
    return _by_node(nodes, found)


def k_core(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Give the core number of each node."""
    return _by_node(nodes, _graph(nodes, edges).coreness())


def _graph(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> igraph.Graph:
    import igraph

    place = {node: at for at, node in enumerate(nodes)}
    return igraph.Graph(n=len(nodes), edges=[(place[a], place[b]) for a, b in edges])


def _weights(lengths: Mapping[tuple[str, str], float]) -> list[float] | None:
    """Give the lengths in the order of the edges, None where all are 1: igraph then only counts steps."""
    return None if all(length == 1 for length in lengths.values()) else [float(x) for x in lengths.values()]


def _by_node(nodes: Sequence[str], values: Iterable[float]) -> dict[str, float]:
    return dict(zip(nodes, map(float, values), strict=True))
