"""Records in memory become a published snapshot, and a snapshot is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from benchmarks.files import corpus_of
from benchmarks.measuring import Pair
from benchmarks.synthetic import facts_files
from kg.graph.build import built, dataset_text
from kg.graph.dataset import open_dataset
from kg.graph.serializing import sorted_nquads
from kg.graph.snapshot import open_snapshot, publish

Quad: TypeAlias = tuple[str, str, str, str]


def pairs(claims: int, folder: Path) -> Iterator[Pair]:
    """Give the comparisons of building and opening; rdflib gets a tenth of the claims, as it takes so long."""
    yield _publishing(claims, folder / "published")
    few = max(claims // 10, 100)
    yield _adding(few, folder / "added")
    yield _opening(few, folder / "opened")


def _publishing(claims: int, folder: Path) -> Pair:
    corpus = corpus_of(facts_files(claims))
    quads = list(texts(dataset_text(corpus)))

    def ours() -> Path:
        dataset, counts = built(corpus)
        return publish(dataset, {"counts": counts}, folder)

    def answer(made: Any) -> str:
        text = sorted_nquads(made) if isinstance(made, ox.Store) else open_snapshot(made).quads.read_bytes()
        return hashlib.sha256(text).hexdigest()

    name = f"{claims:,} claims in memory published ({len(quads):,} quads) / N-Quads by hand and bulk_load"
    return Pair(name, ours, lambda: by_hand(quads), 1.6, answer=answer, rounds=3)


def texts(nquads: bytes) -> Iterator[Quad]:
    """Give the quads as texts of their terms, which is what a hand-written script would hold."""
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)


def by_hand(quads: list[Quad]) -> ox.Store:
    """Write the quads as N-Quads and load them."""
    text = "".join([f"{s} {p} {o} {g} .\n" for s, p, o, g in quads])
    store = ox.Store()
    store.bulk_load(input=text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _adding(claims: int, folder: Path) -> Pair:
    import rdflib

    corpus = corpus_of(facts_files(claims))
    held = rdflib.Dataset()
    held.parse(data=dataset_text(corpus), format="nquads")
    quads = [(s, p, o, rdflib.URIRef(str(g))) for s, p, o, g in held.quads() if g is not None]

    def theirs() -> rdflib.Dataset:
        dataset = rdflib.Dataset()
        for s, p, o, g in quads:
            dataset.graph(g).add((s, p, o))
        return dataset

    def ours() -> Path:
        return publish(built(corpus)[0], {}, folder)

    def answer(made: Any) -> int:
        if isinstance(made, Path):
            return int(open_snapshot(made).manifest["quads"])
        return sum(1 for _ in made.quads())

    name = f"{claims:,} claims in memory published ({len(quads):,} quads) / rdflib add"
    return Pair(name, ours, theirs, 5, at_most=False, answer=answer, rounds=2)


def _opening(claims: int, folder: Path) -> Pair:
    import rdflib

    publish(built(corpus_of(facts_files(claims)))[0], {}, folder)

    def theirs() -> rdflib.Dataset:
        dataset = rdflib.Dataset()
        dataset.parse(folder / "graph.nq", format="nquads")
        return dataset

    def answer(made: Any) -> int:
        return len(made.store) if hasattr(made, "sha256") else sum(1 for _ in made.quads())

    name = f"a snapshot of {claims:,} claims opened / rdflib parse of the same N-Quads"
    return Pair(name, lambda: open_dataset(folder), theirs, 10, at_most=False, answer=answer, rounds=2)
