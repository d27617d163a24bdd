"""Measures on shortest paths, where a strong tie is a short way: distance 1/S."""

from __future__ import annotations

from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Any

import networkx

from kg.ties.measured import STRENGTH, Measured

if TYPE_CHECKING:
    from kg.ties.measured import Network


def betweenness(graph: Network, raw: bool = False) -> Measured:
    """Give the share of shortest paths between two others that pass through each node.

    Distance 1/S, undirected: C_B(v) = Σ_{s<t} σ_st(v)/σ_st, times 2/((n−1)(n−2)) unless raw. Freeman
    (1977), Sociometry 40; Brandes (2001). On a path a–b–c, b lies on the one path between a and c.

    >>> betweenness(networkx.path_graph(["a", "b", "c"])).values
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    note = "fewer than three nodes: nobody can be between two others" if len(graph) < 3 else None
    found = networkx.betweenness_centrality(comparable(graph), weight="length", normalized=not raw)
    return Measured(dict(found), note)


def closeness(graph: Network, raw: bool = False) -> Measured:
    """Give how near each node is to those it reaches, in distance 1/S.

    C(v) = (r−1)/Σ d(v,u) × (r−1)/(n−1) over the r−1 nodes reached (so that small components do
    not win: Wasserman and Faust (1994)); raw: 1/Σ d(v,u). A node that reaches nobody has 0. On a path,
    b: 2/(1 + 1) = 1.

    >>> closeness(networkx.path_graph(["a", "b", "c"])).values["b"]
    1.0
    """
    far = distant(graph)
    if not raw:
        return Measured(dict(networkx.closeness_centrality(far, distance="distance")), _parts_note(graph))
    sums = {node: sum(lengths.values()) for node, lengths in _lengths(far)}
    return Measured({node: 1 / total if total else 0.0 for node, total in sums.items()}, _parts_note(graph))


def harmonic(graph: Network, raw: bool = False) -> Measured:
    """Give the sum of the inverse distances from each node to all others, unreachable ones 0.

    Distance 1/S; raw or not is the same. Marchiori and Latora (2000), Physica A 285: H(v) = Σ_u 1/d(v,u).
    On a path a–b–c, a: 1/1 + 1/2 = 1.5.

    >>> harmonic(networkx.path_graph(["a", "b", "c"])).values
    {'a': 1.5, 'b': 2.0, 'c': 1.5}
    """
    return Measured(
        {
            node: sum(1 / length for other, length in lengths.items() if other != node)
            for node, lengths in _lengths(distant(graph))
        }
    )


def distant(graph: Network) -> Network:
    """Give the same network with `distance` 1/S on every edge; edges of strength 0 are gone."""
    far: Network = networkx.Graph()
    far.add_nodes_from(graph)
    for a, b, weight in graph.edges.data(STRENGTH, default=1.0):
        if weight > 0 and a != b:
            far.add_edge(a, b, distance=1 / weight)
    return far


def comparable(graph: Network) -> Network:
    """Give the same network with distances as whole numbers in `length`, so that equal paths are equal.

    Sums of 1/S in floating point make two equally long paths unequal in the last digit, and betweenness
    then counts one of them only (the networkx reference warns of it). Whole strengths up to 100 give exact
    lengths, others nine digits of the shortest distance.
    """
    ties = [(a, b, weight) for a, b, weight in graph.edges.data(STRENGTH, default=1.0) if weight > 0]
    weights = [weight for _, _, weight in ties]
    near: Network = networkx.Graph()
    near.add_nodes_from(graph)
    if all(weight <= 100 and float(weight).is_integer() for weight in weights):
        unit = reduce(lcm, map(int, weights), 1)
        near.add_edges_from((a, b, {"length": unit // int(weight)}) for a, b, weight in ties)
    else:
        scale = 1e9 * max(weights)
        near.add_edges_from((a, b, {"length": round(scale / weight)}) for a, b, weight in ties)
    return near


def _lengths(far: Network) -> Any:
    return networkx.all_pairs_dijkstra_path_length(far, weight="distance")


def _parts_note(graph: Network) -> str | None:
    parts = networkx.number_connected_components(graph)
    return f"the network falls into {parts} parts: values count those reached only" if parts > 1 else None
