"""Forty questions asked of the shipped graph, four of each family, each with one plain query and its rows."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from kg.graph.asking import Table
from kg.graph.dataset import Dataset, open_dataset
from kg.vocabulary import PREFIXES

PATH = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
QUESTIONS = yaml.safe_load(PATH.read_text(encoding="utf-8"))
FAMILIES = (
    "lookup",
    "join",
    "time",
    "provenance",
    "conflict",
    "aggregate",
    "bilateral",
    "cross-tour",
    "issue",
    "negative",
)


@cache
def dataset() -> Dataset:
    return open_dataset()


def short(term: object) -> str:
    """Give a term as the cases write it: prefixed, or the literal's text, or a dash for no value."""
    if isinstance(term, ox.NamedNode):
        fitting = (name for name, iri in PREFIXES.items() if term.value.startswith(iri))
        name = max(fitting, key=lambda prefix: len(PREFIXES[prefix]))
        return f"{name}:{term.value.removeprefix(PREFIXES[name])}"
    return term.value if isinstance(term, ox.Literal) else "-"


def test_there_are_forty_questions_four_of_each_family() -> None:
    assert len(QUESTIONS) == len({each["id"] for each in QUESTIONS}) == 40
    assert Counter(each["family"] for each in QUESTIONS) == dict.fromkeys(FAMILIES, 4)
    assert all(each["rows"] for each in QUESTIONS)


@pytest.mark.parametrize("asked", QUESTIONS, ids=[each["id"] for each in QUESTIONS])
def test_the_graph_answers_with_exactly_these_rows(asked: dict[str, str | list[str]]) -> None:
    answer = dataset().query_here(str(asked["query"]), dataset=str(asked.get("dataset", "accepted")))
    assert isinstance(answer, Table)
    assert [" | ".join(map(short, row)) for row in answer.rows] == asked["rows"]


@pytest.mark.parametrize("name", ["claims", "all"])
def test_a_wider_dataset_loses_no_row_of_the_accepted_facts(name: str) -> None:
    narrow = [each for each in QUESTIONS if "dataset" not in each and "COUNT(" not in each["query"]]
    assert len(narrow) == 27
    for each in narrow:
        answer = dataset().query_here(each["query"], dataset=name)
        assert isinstance(answer, Table)
        given = {" | ".join(map(short, row)) for row in answer.rows}
        assert set(each["rows"]) <= given, each["id"]
