"""A comparison that is never true is said beside an empty answer, and no other is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from documents import kg as command

import kg
from kg.graph.strange_comparisons import strange_comparisons
from kg.graph.views import views

FORTY = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
IN_VAIN = "compares with nothing after"
SAID = {
    '?e kg:date ?d FILTER(?d > "2019-07-20")': [
        f'"2019-07-20" {IN_VAIN} kg:date: what stands there is such as "../2019-06"^^edtf:EDTF; '
        "kg:earliest and kg:latest are days"
    ],
    '?e kg:earliest ?d FILTER(?d >= "2019-07-20" && ?d < "2020-01-01"^^xsd:date)': [
        f'"2019-07-20" {IN_VAIN} kg:earliest: what stands there is such as "1980-01-01"^^xsd:date'
    ],
    "?e kg:earliest ?d . FILTER(?d = 2019)": [
        f'2019 {IN_VAIN} kg:earliest: what stands there is such as "1980-01-01"^^xsd:date'
    ],
    '?c kg:status ?s FILTER(?s = "accepted")': [
        f'"accepted" {IN_VAIN} kg:status: what stands there is such as kg:accepted'
    ],
    "?c kg:evidence/kg:sentence ?s FILTER(?s = 8.1)": [
        f'8.1 {IN_VAIN} kg:sentence: what stands there is such as "1"'
    ],
    # these have an order, or are the same
    "?q kg:value ?v FILTER(?v > 5)": [],
    '?s rdfs:label ?l FILTER(?l = "Mexico")': [],
    '?e kg:earliest ?d FILTER(?d > "1066-10-14"^^xsd:date)': [],
    '?e kg:date ?d FILTER(?d = "2019-07-21"^^edtf:EDTF)': [],
    # a function of it is another value, and what stands behind no property is unknown
    '?e kg:date ?d FILTER(STR(?d) > "2019-07-20")': [],
    '?e ?p ?d FILTER(?d > "2019-07-20")': [],
}


@pytest.mark.parametrize("pattern", SAID)
def test_a_comparison_in_vain_is_told(pattern: str) -> None:
    assert len(SAID) == 11
    assert strange_comparisons(kg.open(), f"SELECT * {{ {pattern} }}") == SAID[pattern]


def test_the_shipped_questions_make_no_such_comparison() -> None:
    queries = [view.query for view in views().values()]
    queries += [each["query"] for each in yaml.safe_load(FORTY.read_text(encoding="utf-8"))]
    assert len(queries) > 160
    assert [said for query in queries if (said := strange_comparisons(kg.open(), query))] == []


def test_it_is_told_beside_an_empty_answer() -> None:
    text, _ = command("query", "-q", 'SELECT ?e { ?e kg:date ?d FILTER(?d > "2019-07-20") }')
    assert text.startswith(f'"2019-07-20" {IN_VAIN} kg:date: ')
