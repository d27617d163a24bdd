"""Two patterns of a query that never match together are said beside an answer that no dataset has."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from documents import kg as command

import kg
from kg.graph import strange_joins as module
from kg.graph.strange_joins import strange_joins

FORTY = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
PARTS = "what stands after kg:participation has no rdfs:label: it has kg:as, kg:for, kg:role, kg:who"
SAID = {
    # a part has no name of its own
    "?m kg:participation ?p . ?p rdfs:label ?n": [PARTS],
    "?p rdfs:label ?n . GRAPH ?g { ?m kg:participation ?p }": [PARTS],
    # a claim is not what it tells
    "?t kg:status kg:accepted ; kg:who ?who": [
        "nothing has both kg:status kg:accepted and kg:who; a claim kg:tells what has it"
    ],
    "?c a kg:Claim ; kg:place ?p": [
        "nothing has both the kind kg:Claim and kg:place; a claim kg:tells what has it"
    ],
    # an event has its own kind only
    "?e a kg:Event ; kg:date ?d": [
        "nothing has the kind kg:Event itself: a/rdfs:subClassOf* kg:Event has those below it"
    ],
    "?m kg:target ?t . ?n kg:capital ?t": ["nothing stands after both kg:capital and kg:target"],
    "?m kg:mayBe ?x": ["nothing has kg:mayBe"],
    "<https://w3id.org/legation/id/MEX> kg:capital ?c . ?c a kg:Person": [
        "what stands after kg:capital has not the kind kg:Person: it has"
    ],
    "id:MEX kg:capital ?c . ?c kg:capital ?d": ["what stands after kg:capital has no kg:capital: it has"],
    "?t kg:status kg:accepted . VALUES (?a ?b) { (kg:status kg:who) (kg:status kg:accepted) }": [],
    # these match together
    "?m a kg:Meeting ; kg:participation ?p . ?p kg:who ?w": [],
    "?e a/rdfs:subClassOf* kg:Event ; kg:date ?d": [],
    "?c kg:tells ?t ; kg:status kg:accepted . ?t kg:who ?w": [],
    # a property or an end that is not named may be any, and so may what need not match
    "?t ?p kg:accepted ; ?q ?who": [],
    '?t kg:status kg:accepted ; rdfs:label "a:b"': [],
    "?t kg:status kg:accepted OPTIONAL { ?t kg:who ?who }": [],
    "{ ?t kg:status kg:accepted } UNION { ?t kg:who ?who }": [],
}


@pytest.mark.parametrize("pattern", SAID)
def test_patterns_that_never_match_together_are_told(pattern: str) -> None:
    assert len(SAID) == 17
    told = strange_joins(kg.open(), f"SELECT * {{ {pattern} }}")
    assert [one[: len(said)] for one, said in zip(told, SAID[pattern], strict=True)] == SAID[pattern]


def test_of_queries_that_have_an_answer_nothing_is_told() -> None:
    queries = [each["query"] for each in yaml.safe_load(FORTY.read_text(encoding="utf-8"))]
    assert len(queries) == 40
    assert [said for query in queries if (said := strange_joins(kg.open(), query))] == []


def test_they_are_told_beside_an_empty_answer_alone() -> None:
    query = "SELECT ?n { ?m a kg:Meeting ; kg:participation ?p . ?p rdfs:label ?n }"
    assert command("query", "-q", query)[0].splitlines()[0] == PARTS
    assert PARTS not in command("query", "-q", query.replace("rdfs:label", "kg:who"))[0]


def test_of_a_large_graph_nothing_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_QUADS", 100)
    assert strange_joins(kg.open(), "SELECT * { ?t kg:status kg:accepted ; kg:who ?who }") == []
