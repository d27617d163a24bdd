"""Measures of a party's place in a network of ties, by name: a graph in, a value for every node out.

Networks are undirected. Edges carry `strength` (1 where absent) and, for signed measures, `sign`. With
`raw`, counts and sums instead of the values normalised as networkx normalises them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, suggestion
from kg.ties.counts import degree, k_core, negative_degree, positive_degree, strength
from kg.ties.measured import STRENGTH, Measured, edge_sign
from kg.ties.paths import betweenness, closeness, harmonic
from kg.ties.spectra import eigenvector, katz, pagerank, pn_index

if TYPE_CHECKING:
    from kg.ties.measured import Network


def measure(graph: Network, by: str, *, raw: bool = False) -> Measured:
    """Apply the measure named `by`; KgError for an unknown one or negative weights it does not define."""
    if by not in MEASURES:
        raise KgError(f"no measure {by!r}; there are {', '.join(MEASURES)}{suggestion(by, MEASURES)}")
    if by not in SIGNED and any(weight < 0 for _, _, weight in graph.edges.data(STRENGTH, default=1.0)):
        raise KgError(f"{by} is not defined for negative weights; {', '.join(SIGNED)} are")
    if len(graph) == 0:
        return Measured({}, "the network is empty")
    found = MEASURES[by](graph, raw)
    if by in _OF_SIGNS and graph.edges and not any(edge_sign(data) for _, _, data in graph.edges(data=True)):
        return replace(found, note="; ".join(filter(None, (found.note, "no tie has a sign"))))
    return found


MEASURES: Final[Mapping[str, Callable[[Network, bool], Measured]]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "harmonic": harmonic,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "katz": katz,
    "k-core": k_core,
    "positive-degree": positive_degree,
    "negative-degree": negative_degree,
    "pn-index": pn_index,
}
_OF_SIGNS: Final = ("positive-degree", "negative-degree", "pn-index")
SIGNED: Final = ("degree", "k-core", "positive-degree", "negative-degree", "pn-index")
