"""Measures on shortest paths, where a strong tie is a short way: distance 1/S."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Any

import networkx

from kg.ties import large
from kg.ties.large import is_large
from kg.ties.measured import STRENGTH, Measured

if TYPE_CHECKING:
    from kg.ties.measured import Network

Edge = tuple[str, str]


def betweenness(graph: Network, raw: bool = False) -> Measured:
    """Give the share of shortest paths between two others that pass through each node.

    Distance 1/S, undirected: C_B(v) = Σ_{s<t} σ_st(v)/σ_st, times 2/((n−1)(n−2)) unless raw. Freeman
    (1977), Sociometry 40; Brandes (2001). On a path a–b–c, b lies on the one path between a and c.

    >>> betweenness(networkx.path_graph(["a", "b", "c"])).values
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    note = "fewer than three nodes: nobody can be between two others" if len(graph) < 3 else None
    lengths = comparable(graph)
    if is_large(graph):
        return Measured(large.betweenness(list(graph), lengths, raw), note)
    near = _with_lengths(graph, lengths)
    # steps are counted faster than lengths added up
    weight = None if all(length == 1 for length in lengths.values()) else "length"
    return Measured(dict(networkx.betweenness_centrality(near, weight=weight, normalized=not raw)), note)


def closeness(graph: Network, raw: bool = False) -> Measured:
    """Give how near each node is to those it reaches, in distance 1/S.

    C(v) = (r−1)/Σ d(v,u) × (r−1)/(n−1) over the r−1 nodes reached (so that small components do
    not win: Wasserman and Faust (1994)); raw: 1/Σ d(v,u). A node that reaches nobody has 0. On a path,
    b: 2/(1 + 1) = 1.

    >>> closeness(networkx.path_graph(["a", "b", "c"])).values["b"]
    1.0
    """
    if is_large(graph):
        return Measured(large.closeness(list(graph), distances(graph), raw), _parts_note(graph))
    far = _with_lengths(graph, distances(graph))
    if not raw:
        return Measured(dict(networkx.closeness_centrality(far, distance="length")), _parts_note(graph))
    sums = {node: sum(lengths.values()) for node, lengths in _ways(far)}
    return Measured({node: 1 / total if total else 0.0 for node, total in sums.items()}, _parts_note(graph))


def harmonic(graph: Network, raw: bool = False) -> Measured:
    """Give the sum of the inverse distances from each node to all others, unreachable ones 0.

    Distance 1/S; raw or not is the same. Marchiori and Latora (2000), Physica A 285: H(v) = Σ_u 1/d(v,u).
    On a path a–b–c, a: 1/1 + 1/2 = 1.5.

    >>> harmonic(networkx.path_graph(["a", "b", "c"])).values
    {'a': 1.5, 'b': 2.0, 'c': 1.5}
    """
    if is_large(graph):
        return Measured(large.harmonic(list(graph), distances(graph)))
    return Measured(
        {
            node: sum(1 / length for other, length in lengths.items() if other != node)
            for node, lengths in _ways(_with_lengths(graph, distances(graph)))
        }
    )


def distances(graph: Network) -> dict[Edge, float]:
    """Give the distance 1/S of every tie; ties of strength 0 have none."""
    return {(a, b): 1 / weight for a, b, weight in _ties(graph)}


def comparable(graph: Network) -> dict[Edge, int]:
    """Give distances as whole numbers, so that equal paths are equal.

    Sums of 1/S in floating point make two equally long paths unequal in the last digit, and betweenness
    then counts one of them only (the networkx reference warns of it). Whole strengths up to 100 give exact
    lengths, others nine digits of the shortest distance.
    """
    ties = _ties(graph)
    weights = {weight for _, _, weight in ties}
    if all(weight <= 100 and float(weight).is_integer() for weight in weights):
        unit = reduce(lcm, map(int, weights), 1)
        lengths = {weight: unit // int(weight) for weight in weights}
    else:
        scale = 1e9 * max(weights)
        lengths = {weight: round(scale / weight) for weight in weights}
    return {(a, b): lengths[weight] for a, b, weight in ties}


def _ties(graph: Network) -> list[tuple[str, str, float]]:
    found = graph.edges.data(STRENGTH, default=1.0)
    return [(a, b, weight) for a, b, weight in found if weight > 0 and a != b]


def _with_lengths(graph: Network, lengths: Mapping[Edge, float]) -> Network:
    """Give the nodes of the network with the ties of these lengths."""
    near: Network = networkx.Graph()
    near.add_nodes_from(graph)
    near.add_edges_from((a, b, {"length": length}) for (a, b), length in lengths.items())
    return near


def _ways(near: Network) -> Any:
    return networkx.all_pairs_dijkstra_path_length(near, weight="length")


def _parts_note(graph: Network) -> str | None:
    parts = networkx.number_connected_components(graph)
    return f"the network falls into {parts} parts: values count those reached only" if parts > 1 else None
