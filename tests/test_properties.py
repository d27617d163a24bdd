"""What holds of any facts: shown on generated corpora, in which events are told again, with other dates and in vain."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.files import corpus_of, write_facts
from benchmarks.synthetic import facts_files
from kg.curation.corpus import Corpus
from kg.curation.loading import check
from kg.graph.acceptance import accept
from kg.graph.build import dataset_text
from kg.graph.dataset import open_dataset
from kg.graph.export import graph_text
from kg.graph.serializing import sorted_nquads
from kg.graph.snapshot import publish
from kg.vocabulary import CLAIM, GRAPH_ACCEPTED, GRAPH_CLAIMS, GRAPH_ENTITIES, ID, KG

Tree = Mapping[str, Any]

CLAIMS = 100
seeds = st.integers(min_value=1, max_value=4)
numbers = st.integers(min_value=0, max_value=CLAIMS - 1)
several = settings(max_examples=8, deadline=None)


def files(seed: int) -> list[tuple[str, Tree]]:
    """Give the facts files of a small archive: two articles and a bit, in which three claims in ten tell again."""
    return list(facts_files(CLAIMS, seed=seed, per_article=50))


@cache
def corpus(seed: int) -> Corpus:
    return corpus_of(files(seed))


@cache
def lines(seed: int) -> frozenset[str]:
    return quads(corpus(seed))


def quads(facts: Corpus) -> frozenset[str]:
    return frozenset(dataset_text(facts).decode().splitlines())


def sha256(facts: Corpus) -> str:
    return hashlib.sha256(dataset_text(facts)).hexdigest()


def of_graph(found: Iterable[str], graph: str) -> frozenset[str]:
    return frozenset(line for line in found if line.endswith(f" <{graph}> ."))


def test_the_archives_hold_what_the_properties_are_about() -> None:
    """Claims of every status, conflicts, and dates that gave way to narrower ones: else nothing is shown here."""
    found = [accept(corpus(seed)) for seed in range(1, 5)]
    assert {status for each in found for status in each.status.values()} >= {
        "accepted", "attributed", "anticipated"
    }  # fmt: skip
    assert sum(len(each.clashes) for each in found) >= 3
    assert sum(len(each.left_out) for each in found) >= 20


@several
@given(seeds, numbers)
def test_the_order_of_files_and_of_records_changes_no_byte(seed: int, number: int) -> None:
    shuffler = random.Random(number)
    shuffled = [(name, turned(tree, shuffler)) for name, tree in files(seed)]
    shuffler.shuffle(shuffled)
    assert sha256(corpus_of(shuffled)) == sha256(corpus(seed))


def turned(tree: Tree, shuffler: random.Random) -> Tree:
    """Give the records, and the fields of each record, in another order; paragraphs are numbered and stay."""
    entries = [
        (key, turned(value, shuffler) if isinstance(value, dict) and key != "paragraphs" else value)
        for key, value in tree.items()
    ]
    shuffler.shuffle(entries)
    return dict(entries)


@pytest.mark.parametrize("seed", range(1, 3))
def test_what_is_written_is_read_back_as_it_was(seed: int, tmp_path: Path) -> None:
    write_facts(files(seed), tmp_path / "facts")
    read, problems = check([tmp_path / "facts"])
    assert problems == []
    assert sha256(read) == sha256(corpus(seed))
    dataset = open_dataset(publish(dataset_text(read), {}, tmp_path / "snapshot"))
    assert hashlib.sha256(sorted_nquads(dataset.store)).hexdigest() == dataset.sha256 == sha256(read)
    for form, suffix in (("nquads", "nq"), ("trig", "trig"), ("jsonld", "jsonld")):
        path = tmp_path / f"exported.{suffix}"
        path.write_bytes(graph_text(dataset, form))
        assert open_dataset(path).sha256 == dataset.sha256, form


@several
@given(seeds, numbers)
def test_adding_a_claim_removes_nothing(seed: int, number: int) -> None:
    """What it is said of, who said it and where stay; only what it stands against, or says better, is accepted less."""
    whole = corpus(seed)
    added = whole.claims[number]
    before = quads(replace(whole, claims=tuple(claim for claim in whole.claims if claim is not added)))
    lost = before - lines(seed)
    about = f"<{ID}{added.subject}"
    assert of_graph(lost, GRAPH_ENTITIES) == frozenset()
    for line in lost:
        subject, predicate, *_, graph, _ = line.split(" ")
        if (
            graph == f"<{GRAPH_CLAIMS}>"
        ):  # a status that the new claim turned into “contested”, or a conflict's kind
            assert predicate in (f"<{KG}status>", f"<{KG}conflictKind>"), line
        else:
            assert (graph, subject.startswith(about)) == (f"<{GRAPH_ACCEPTED}>", True), line


@several
@given(seeds, numbers)
def test_what_is_accepted_follows_from_the_claims_alone(seed: int, number: int) -> None:
    """Neither what the project says of events, nor what an article is, nor the order of the claims has a part in it."""
    whole = corpus(seed)
    other = replace(whole, claims=whole.claims[number:] + whole.claims[:number], codings=(), curators=())
    accepted = of_graph(lines(seed), GRAPH_ACCEPTED)
    assert of_graph(quads(other), GRAPH_ACCEPTED) ^ accepted == frozenset()
    assert accept(other).status == accept(whole).status


@pytest.mark.parametrize("seed", range(1, 5))
def test_accepted_is_what_accepted_claims_tell_and_nothing_else(seed: int) -> None:
    whole = corpus(seed)
    acceptance, every = accept(whole), lines(seed)
    told = {
        name: {line.rpartition(" <")[0] for line in of_graph(every, f"{CLAIM}{name}")}
        for name, status in acceptance.status.items()
        if status == "accepted"
    }
    accepted = {line.rpartition(" <")[0] for line in of_graph(every, GRAPH_ACCEPTED)}
    assert accepted <= set().union(*told.values())
    for name, triples in told.items():
        if name not in acceptance.left_out:
            assert triples <= accepted, name


def test_a_status_is_told_of_every_claim_once() -> None:
    status = ox.NamedNode(KG + "status")
    every = ox.parse(dataset_text(corpus(1)), format=ox.RdfFormat.N_QUADS)
    told = [quad.subject for quad in every if quad.predicate == status]
    assert len(told) == len(set(told)) == CLAIMS
