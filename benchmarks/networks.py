"""Networks: betweenness by the second engine, triads, and ties from a snapshot."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import igraph
import networkx

from benchmarks.files import corpus_of
from benchmarks.measuring import Figure, Pair, exponent, in_seconds, seconds
from benchmarks.synthetic import facts_files
from kg.graph.build import built
from kg.graph.dataset import Dataset, open_dataset
from kg.graph.snapshot import publish
from kg.graph.views import view_named
from kg.ties.measures import measure
from kg.ties.observed import observations
from kg.ties.tie import ties
from kg.ties.triads import triad_counts

VIEWS = (
    *("tie-events", "tie-sides", "tie-claims", "tie-passages", "tie-dates"),
    *("tie-participants", "tie-tenures", "tie-agreements", "tie-belongings", "tie-issues"),
)
TRIADS_S = 5.0


def pairs(claims: int, folder: Path, *, nodes: int = 2_000) -> Iterator[Pair]:
    """Give the comparisons of betweenness (networks of five ties a node) and of ties from so many claims."""
    graph = weighed(nodes, 5 * nodes)
    name = f"betweenness of {nodes:,} nodes and {5 * nodes:,} ties"
    yield Pair(
        f"{name} / networkx",
        lambda: measure(graph, "betweenness").values,
        lambda: networkx.betweenness_centrality(graph, weight="distance"),
        25,
        at_most=False,
        answer=rounded,
        rounds=1,
    )
    yield Pair(
        f"{name} / igraph by hand",
        lambda: measure(graph, "betweenness").values,
        lambda: by_hand(graph),
        1.3,
        answer=rounded,
        rounds=3,
    )
    dataset = snapshot(claims, folder / "ties")
    yield Pair(
        f"ties of {claims:,} claims ({len(dataset.store):,} quads) / plain iteration over the same rows",
        lambda: ties(observations(dataset)),
        lambda: iterated(dataset),
        1.5,
        answer=lambda made: True,
        rounds=3,
    )


def figures(sizes: tuple[int, ...], folder: Path) -> Iterator[Figure]:
    """Give the growth of the time for ties over so many claims, and the time for triads."""
    datasets = [snapshot(claims, folder / f"ties-{claims}") for claims in sizes]
    quads = [float(len(dataset.store)) for dataset in datasets]
    taken = [seconds(lambda held=dataset: ties(observations(held))) for dataset in datasets]  # type: ignore[misc]
    span = f"{quads[0]:,.0f} to {quads[-1]:,.0f} quads"
    yield Figure(
        f"growth of the time for ties, {span}",
        exponent(quads, taken),
        1.2,
        ours=in_seconds(taken[-1]),
        theirs=in_seconds(taken[0]),
    )
    graph = signed(150, 1_250)
    triads = seconds(lambda: triad_counts(graph))
    yield Figure("seconds for the triads of 150 nodes and 1,250 signed ties", triads, TRIADS_S)


def weighed(nodes: int, edges: int, seed: int = 1) -> networkx.Graph[str]:
    """Give a random network with strengths and distances; some nodes may stand alone."""
    chance = random.Random(seed)
    graph = _named(nodes, edges, seed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = chance.uniform(0.05, 3.0)
        data["distance"] = 1 / data["strength"]
    return graph


def signed(nodes: int, edges: int, seed: int = 1) -> networkx.Graph[str]:
    """Give a random network of friends and opponents."""
    chance = random.Random(seed)
    graph = _named(nodes, edges, seed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = chance.choice([-1.0, 1.0])
    return graph


def _named(nodes: int, edges: int, seed: int) -> networkx.Graph[str]:
    graph = networkx.gnm_random_graph(nodes, edges, seed=seed)
    return networkx.relabel_nodes(graph, {node: f"n{node:06}" for node in graph})


def by_hand(graph: networkx.Graph[str]) -> dict[str, float]:
    """Measure betweenness as a short script would: the network as igraph's, and its values by name."""
    place = {node: at for at, node in enumerate(graph)}
    plain = igraph.Graph(n=len(graph), edges=[(place[a], place[b]) for a, b in graph.edges])
    values = plain.betweenness(weights=[length for _, _, length in graph.edges.data("distance")])
    scale = 2 / ((len(graph) - 1) * (len(graph) - 2))
    return {node: value * scale for node, value in zip(graph, values, strict=True)}


def rounded(values: Any) -> dict[str, float]:
    """Give values that two engines can share."""
    return {node: round(value, 9) for node, value in values.items()}


def snapshot(claims: int, folder: Path) -> Dataset:
    """Publish a snapshot of so many claims, and open it."""
    text, counts = built(corpus_of(facts_files(claims)))
    dataset = open_dataset(publish(text, {"counts": counts}, folder))
    assert len(dataset.store) > claims
    return dataset


def iterated(dataset: Dataset) -> int:
    """Read every value of every row that ties are made from."""
    count = 0
    for name in VIEWS:
        for row in dataset.store.query(view_named(name).query):
            count += len([None if term is None else term.value for term in row])
    return count
