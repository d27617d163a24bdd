"""Measures from the whole matrix of ties: eigenvector, PageRank, Katz and the PN index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import networkx
import numpy

from kg.ties.equations import leading, solved
from kg.ties.measured import STRENGTH, Measured, edge_sign, undefined

if TYPE_CHECKING:
    from kg.ties.measured import Network

_PN_WEIGHT: Final = {1: 1.0, -1: -2.0, 0: 0.0}


def eigenvector(graph: Network, raw: bool = False) -> Measured:
    """Give each node the share of its neighbours' values: A x = λ x, λ the largest, x of unit length, ≥ 0.

    Weighted by strength, undirected. Bonacich (1972), Journal of Mathematical Sociology 2. Where the network
    falls apart, the part with the largest λ has all the value; where two parts share it, nobody has one.
    On a path a–b–c: λ = √2, x = (1, √2, 1)/2.

    >>> round(eigenvector(networkx.path_graph(["a", "b", "c"])).values["b"], 12)
    0.707106781187
    """
    parts = _parts(graph)
    if not parts:
        return undefined(graph, "there are no ties")
    found = sorted(((*leading(graph, part, STRENGTH), part) for part in parts), key=lambda one: -one[0])
    if len(found) > 1 and found[1][0] > found[0][0] * (1 - 1e-9):
        return undefined(graph, "two separate parts of the network have the same largest eigenvalue")
    _, vector, part = found[0]
    inside = dict(zip(part, map(float, vector), strict=True))
    lengths = f"only the part around {max(part, key=lambda node: inside[node])} has values above 0"
    note = f"the network falls apart: {lengths}" if len(part) < len(graph) else None
    return Measured({node: inside.get(node, 0.0) for node in graph}, note)


def pagerank(graph: Network, raw: bool = False) -> Measured:
    """Give the time a walker spends at each node, who follows ties by strength and jumps with chance 0.15.

    x = 0.85 M x + 0.15/n, iterated to 1e-14 per node; a node without ties jumps. Sums to 1. Brin and Page
    (1998). On a path a–b–c, b: 0.05 + 0.85 (a + c), a: 0.05 + 0.85 b/2, so b = 0.9/1.85.

    >>> round(pagerank(networkx.path_graph(["a", "b", "c"])).values["b"], 12)
    0.486486486486
    """
    found = networkx.pagerank(graph, alpha=0.85, tol=1e-14, max_iter=5000, weight=STRENGTH)
    return Measured({node: float(value) for node, value in found.items()})


def katz(graph: Network, raw: bool = False) -> Measured:
    """Give the number of walks that end at each node, a walk of k ties counting 0.1^k times its strengths.

    x = (I − αA)^-1 1, divided by its length unless raw; α = 0.1, or 0.9/λ with a word where 0.1 is not below
    1/λ. Katz (1953), Psychometrika 18. On a tie a–b: x = 1/(1 − 0.1) for both.

    >>> round(katz(networkx.path_graph(["a", "b"]), raw=True).values["a"], 12)
    1.111111111111
    """
    largest = max((leading(graph, part, STRENGTH)[0] for part in _parts(graph)), default=0.0)
    alpha, note = 0.1, None
    if largest * alpha >= 1:
        alpha = 0.9 / largest
        note = f"α is {alpha:.6g}: 0.1 is too large for these strengths"
    found = solved(graph, alpha, STRENGTH)
    scale = 1.0 if raw else float(numpy.linalg.norm(found))
    return Measured({node: float(value) / scale for node, value in zip(graph, found, strict=True)}, note)


def pn_index(graph: Network, raw: bool = False) -> Measured:
    """Give the PN index: PN = (I − A/(2(n−1)))^-1 1 with A = P − 2N, P and N the signs as 0 and 1.

    High with positive ties to those who have many, low with negative ties. Undirected; raw or not is the
    same. Everett and Borgatti (2014), Social Networks 38: 111–120. On one positive tie a–b, n = 2:
    x = 1 + x/2, so 2. Two nodes with one negative tie have none: x_a + x_b = 1 has no single solution.

    >>> pn_index(networkx.Graph([("a", "b", {"sign": 1})])).values["a"]
    2.0
    """
    if len(graph) < 2:
        return undefined(graph, "a network of one node has no PN index")
    if len(graph) == 2 and any(edge_sign(data) < 0 for _, _, data in graph.edges(data=True)):
        return undefined(graph, "the PN index of two nodes with a negative tie is not determined")
    weighed: Network = networkx.Graph()
    weighed.add_nodes_from(graph)
    edges = ((a, b, _PN_WEIGHT[edge_sign(data)]) for a, b, data in graph.edges(data=True) if a != b)
    weighed.add_weighted_edges_from(edges)
    found = solved(weighed, 1 / (2 * (len(graph) - 1)), "weight")
    return Measured(dict(zip(graph, map(float, found), strict=True)))


def _parts(graph: Network) -> list[list[str]]:
    """Give the connected parts of the network that have ties."""
    return [sorted(part) for part in networkx.connected_components(graph) if len(part) > 1]
