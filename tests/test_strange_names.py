"""A name that can match nothing is said beside the answer, and no other name is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import kg
from kg.graph.strange_names import strange_names
from kg.graph.views import views

FORTY = Path(__file__).parent / "cases" / "questions" / "forty.yaml"
NOTHING = "matches nothing"
SAID = {
    "SELECT * { ?m a kg:Meetings }": [
        f"kg:Meetings {NOTHING}: it is no word of the ontology (did you mean “Meeting”?)"
    ],
    "SELECT * { ?s kg:issues ?i }": [
        f"kg:issues {NOTHING}: in the graph the field “issues” of a record is kg:issue"
    ],
    # kg:host is a role, and as such stands behind a property.
    "SELECT * { ?s kg:host ?h }": [
        f"kg:host {NOTHING}: in the graph the field “host” of a record is kg:hostState"
    ],
    "SELECT * { ?p kg:role kg:host }": [],
    "SELECT * { ?p kg:role ?r VALUES ?r { kg:host kg:visitor } }": [],
    "SELECT * { ?c ^kg:tells/kg:modaliti ?m }": [
        f"kg:modaliti {NOTHING}: it is no word of the ontology (did you mean “modality”?)"
    ],
    "SELECT * { ?s kg:Meeting ?x }": [f"kg:Meeting {NOTHING} as a property: it is none"],
    "SELECT * { <https://w3id.org/legation/id/mexico> ?p ?o . article:009 ?q ?r }": [
        f"id:mexico {NOTHING}: it stands nowhere in this graph; kg search finds names",
        f"article:009 {NOTHING}: it stands nowhere in this graph; kg search finds names",
    ],
    "SELECT * { claim:001\\/ebrard-talks kg:tells id:pompeo-ebrard-mexico-city }": [],
    "SELECT * { GRAPH graph:entitys { ?s ?p ?o } GRAPH graph:coding { ?s ?q ?r } }": [
        f"graph:entitys {NOTHING}: the graphs are entities, accepted, coding and claims"
    ],
    "BASE <https://w3id.org/legation/id/> SELECT * { <MEX> ?p ?o }": [],
    "CONSTRUCT { ?m kg:mine id:mine } WHERE { ?m a kg:Meeting }": [],
    "PREFIX kg: <urn:other:> SELECT * { ?s kg:none 'kg:none' }": [],
}


@pytest.mark.parametrize("query", SAID)
def test_a_name_that_can_match_nothing_is_told(query: str) -> None:
    assert len(SAID) == 13
    assert strange_names(kg.open(), query) == SAID[query]


def test_no_more_than_twenty_are_told_of_each_sort() -> None:
    names = " ".join(f"kg:none{n} id:none{n}" for n in range(3000))
    said = strange_names(kg.open(), f"SELECT * {{ VALUES ?x {{ {names} }} }}")
    assert [each.split()[0] for each in said] == [f"{p}:none{n}" for p in ("kg", "id") for n in range(20)]


def test_the_shipped_questions_use_no_such_name() -> None:
    queries = [view.query for view in views().values()]
    queries += [each["query"] for each in yaml.safe_load(FORTY.read_text(encoding="utf-8"))]
    assert len(queries) > 160
    assert [said for query in queries if (said := strange_names(kg.open(), query))] == []


def test_it_is_said_on_standard_error_and_changes_no_answer(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-q", "SELECT ?h { ?s kg:host ?h }", "--format", "csv"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (ran.returncode, ran.stdout.split()) == (0, ["h"])
    assert ran.stderr == f"kg:host {NOTHING}: in the graph the field “host” of a record is kg:hostState\n"
