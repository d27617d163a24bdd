"""Whatever the bytes: the reader gives problems or facts that hold, the query check lets through or refuses.

A short run with a seed, and records and queries made of the words that mean something; benchmarks/fuzz_*.py run for
long, guided by coverage.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import fuzz_facts, fuzz_guard
from benchmarks.fuzzing import mutated
from kg.curation.form import Field, Holds, Kind, load_form

RUNS = 1_500
# A target, its seeds and words, and how many of the mutated seeds pass: without any, nothing beyond the check is tried.
TARGETS: dict[str, tuple[Callable[[bytes], bool], list[bytes], list[str], int]] = {
    "facts": (fuzz_facts.one_input, fuzz_facts.seeds(), fuzz_facts.words(), 10),
    "guard": (fuzz_guard.one_input, fuzz_guard.seeds(), fuzz_guard.words(), 10),
}


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_with_a_few_edits_pass_or_are_refused(name: str) -> None:
    target, seeds, words, least = TARGETS[name]
    inputs = list(mutated(seeds, words, RUNS, seed=1))
    assert len(set(inputs)) > RUNS * 0.9
    assert sum(map(target, inputs)) >= least


def test_the_same_seed_gives_the_same_inputs() -> None:
    _, seeds, words, _ = TARGETS["facts"]
    assert list(mutated(seeds, words, 20, seed=1)) == list(mutated(seeds, words, 20, seed=1))
    assert list(mutated(seeds, words, 20, seed=1)) != list(mutated(seeds, words, 20, seed=2))


# ---- records of the form's own fields, filled with what fits and what does not

KNOWN = (
    "NOR",
    "ECU",
    "oslo",
    "ane-berg",
    "luis-paz",
    "nor-foreign-minister",
    "fishing",
    "cod-accord",
    "the-herald",
)
FITTING = {
    Holds.TEXT: st.sampled_from(["A word", "Two words"]),
    Holds.INTEGER: st.sampled_from(["1", "20", "-3"]),
    Holds.DECIMAL: st.sampled_from(["0.5", "12", "1e3"]),
    Holds.BOOLEAN: st.sampled_from(["true", "false", "yes"]),
    Holds.DATE: st.sampled_from(["2020", "2020-05-03", "../2020-05", "2020-05-03/2020-06", "2020-13"]),
    Holds.REFERENCE: st.sampled_from(KNOWN),
    Holds.ADDRESS: st.sampled_from(["https://a.example/x", "ftp://a.example"]),
    Holds.DATING: st.just({"edtf": "2020-05-03", "derived": "text"}),
}
ODD = st.one_of(
    st.text(max_size=8),
    st.none(),
    st.integers(),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(KNOWN), max_size=3),
)


def filled(field: Field, depth: int) -> st.SearchStrategy[Any]:
    """Give what fits a field nine times of ten, alone or in a list."""
    if field.holds is Holds.CHOICE:
        fitting: st.SearchStrategy[Any] = st.sampled_from(sorted(field.choices))
    elif field.nested is not None:
        fitting = record(field.nested, depth + 1) if depth < 2 else st.just({})
    else:
        fitting = FITTING[field.holds]
    one = st.one_of(*[fitting] * 9, ODD)
    return st.one_of(one, one, st.lists(one, max_size=2))


def record(kind: Kind, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Give records of a kind: what it needs, some of the rest, now and then a field that it has not."""
    fields = {field.name: filled(field, depth) for field in kind.fields.values()}
    needed = {name: fields[name] for name, field in kind.fields.items() if field.required and name in fields}
    others = {name: each for name, each in fields.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional={**others, "nonsense": ODD} if depth == 0 else others)


def entities() -> st.SearchStrategy[dict[str, Any]]:
    kinds = [kind for kind in load_form().kinds.values() if kind.key is None and kind.name != "Claim"]
    one = st.sampled_from(kinds).flatmap(
        lambda kind: record(kind).map(lambda told: {"kind": kind.name, **told})
    )
    return st.dictionaries(st.sampled_from(["x", "y-1", "ABC", "Not A Slug"]), one, min_size=1, max_size=2)


def articles() -> st.SearchStrategy[dict[str, Any]]:
    claim = load_form().kinds["Claim"]
    told = st.sampled_from(sorted(load_form().keys.values(), key=lambda kind: kind.name)).flatmap(
        lambda kind: st.tuples(record(claim), record(kind)).map(
            lambda both: {"at": "1.1", "modality": "happened", **both[0], **both[1], kind.key: "some-event"}
        )
    )
    head = {
        "id": "901", "file": "901.txt", "sha256": "0" * 64, "publisher": "the-herald", "genre": "report",
        "published": {"edtf": "2020-05-04", "derived": "text"},
    }  # fmt: skip
    frames = {"1": {"sha256": "0" * 64, "sentences": "1"}}
    return st.dictionaries(st.sampled_from(["a", "b"]), told, min_size=1, max_size=2).map(
        lambda claims: {"article": head, "paragraphs": frames, "claims": claims}
    )


@settings(max_examples=60, deadline=None)
@given(st.one_of(entities(), articles()))
def test_records_of_the_forms_own_fields_give_problems_or_facts(tree: dict[str, Any]) -> None:
    fuzz_facts.one_input(json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def test_every_way_to_fill_a_field_is_there() -> None:
    assert {*FITTING, Holds.CHOICE, Holds.RECORD} == set(Holds)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(fuzz_guard.words()), st.text(max_size=4)), max_size=30))
def test_words_of_queries_in_any_order_are_let_through_or_refused(words: list[str]) -> None:
    fuzz_guard.one_input(" ".join(words).encode("utf-8", "surrogatepass"))
