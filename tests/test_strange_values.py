"""A value that is written otherwise in the graph is said beside the answer, and no other value is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import kg
from kg.graph.strange_values import strange_values
from kg.graph.views import views

FORTY = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
NOTHING = "matches nothing after"
SAID = {
    'SELECT * { ?m kg:date "2019-07-21" }': [
        f'"2019-07-21" {NOTHING} kg:date: it stands there as "2019-07-21"^^edtf:EDTF'
    ],
    "SELECT * { ?m kg:earliest '2019-07-21' ; kg:date ?d }": [
        f'"2019-07-21" {NOTHING} kg:earliest: it stands there as "2019-07-21"^^xsd:date'
    ],
    'SELECT * { ?m kg:earliest "2019-07-21"^^xsd:date }': [],
    "SELECT * { ?q kg:quantity/kg:value 90 }": [
        f'90 {NOTHING} kg:value: it stands there as "90"^^xsd:decimal'
    ],
    "SELECT * { ?q kg:value ?v FILTER(?v = 90) }": [],
    "SELECT * { ?c kg:killed 85 }": [],
    "SELECT * { ?c kg:evidence/kg:sentence 8.1 }": [f'8.1 {NOTHING} kg:sentence: it stands there as "8.1"'],
    'SELECT * { ?c kg:modality "happened" }': [f'"happened" {NOTHING} kg:modality: it stands there as kg:happened'],
    'SELECT * { ?c kg:article "001" }': [f'"001" {NOTHING} kg:article: it stands there as article:001'],
    'SELECT * { ?s rdfs:label "Mexico"@en }': [f'"Mexico"@en {NOTHING} rdfs:label: it stands there as "Mexico"'],
    'SELECT * { ?s rdfs:label "México"@es , "Mexico" }': [],
    # a day of which nothing is told is no mistake, one that is no day is
    'SELECT * { ?m kg:earliest "1066-10-14"^^xsd:date }': [],
    'SELECT * { ?m kg:edtf "1066" ; kg:noSuchWord 3 }': [],
    'SELECT * { ?c kg:status "wonderful" }': [
        f'"wonderful" {NOTHING} kg:status: what stands there is such as kg:presupposed'
    ],
    # behind these stands a part
    "SELECT * { ?s kg:speaker id:mike-pompeo }": [f"id:mike-pompeo {NOTHING} kg:speaker: it is kg:speaker/kg:who"],
    "SELECT * { ?m kg:participation id:USA , ?p }": [
        f"id:USA {NOTHING} kg:participation: it is kg:participation/kg:for"
    ],
    "SELECT * { ?c kg:amount 100000000 }": [f"100000000 {NOTHING} kg:amount: it is kg:amount/schema:value"],
    "SELECT * { ?a kg:quantity 90 }": [f"90 {NOTHING} kg:quantity: it is kg:quantity/kg:value"],
    "SELECT * { ?s kg:speaker/kg:who id:mike-pompeo ; kg:about id:USA }": [],
    "SELECT * { ?s kg:speaker id:quito }": [],  # who speaks is no place, so that no path helps
    "SELECT * { ?x kg:date id:MEX ; kg:target id:mike-pompeo }": [],
    # behind another property too, in a list of values and in a template nothing is taken for a mistake
    'SELECT * { ?s rdfs:label|kg:date "2019-07-21" VALUES (?p ?v) { (kg:value 90) } }': [],
    "CONSTRUCT { ?q kg:value 90 } WHERE { ?q kg:value ?v }": [],
    'PREFIX k: <https://w3id.org/legation/ontology#> SELECT * { ?q k:value "90"^^xsd:int }': [
        f'"90"^^xsd:int {NOTHING} kg:value: it stands there as "90"^^xsd:decimal'
    ],
}  # fmt: skip


@pytest.mark.parametrize("query", SAID)
def test_a_value_that_is_written_otherwise_is_told(query: str) -> None:
    assert len(SAID) == 24
    assert strange_values(kg.open(), query) == SAID[query]


def test_no_more_than_twenty_are_told() -> None:
    asked = " ; ".join(f"kg:value {n}" for n in range(3000))
    assert len(strange_values(kg.open(), f"SELECT * {{ ?q {asked} }}")) == 20


def test_the_shipped_questions_use_no_such_value() -> None:
    queries = [view.query for view in views().values()]
    queries += [each["query"] for each in yaml.safe_load(FORTY.read_text(encoding="utf-8"))]
    assert len(queries) > 160
    assert [said for query in queries if (said := strange_values(kg.open(), query))] == []
