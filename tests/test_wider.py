"""A query without an answer says which wider dataset has one, and no other query does."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import kg as command

SAID = "nothing of this is accepted, but it is announced, said, judged or implied: --dataset claims has "
DENIED = "nothing of this is accepted or claimed, but somebody denies it: --dataset all has "
# The dataset, a query, and what is said: Bukele announced a recruitment, a US official denies a pursuit.
CASES = {
    ("accepted", "SELECT ?e { ?e a kg:Recruitment }"): SAID + "1 row",
    ("accepted", "SELECT ?e ?q { ?e a kg:Recruitment ; kg:quantity ?q }"): SAID + "2 rows",
    ("accepted", "SELECT (COUNT(?e) AS ?n) { ?e a kg:Recruitment }"): SAID + "an answer",
    ("accepted", "ASK { ?e a kg:Recruitment }"): SAID + "an answer",
    ("accepted", "CONSTRUCT { ?e a kg:Event } { ?e a kg:Recruitment }"): SAID + "an answer",
    ("accepted", "SELECT ?e { ?e kg:act kg:pursued }"): DENIED + "1 row",
    ("claims", "SELECT ?e { ?e kg:act kg:pursued }"): DENIED + "1 row",
    ("claims", "SELECT ?e { ?e a kg:Recruitment }"): "",
    ("all", "SELECT ?e { ?e kg:act kg:noSuchAct }"): "",
    # an answer is one, and a number that is nought is no count of nothing
    ("accepted", "SELECT ?e { ?e a kg:Meeting }"): "",
    ("accepted", "SELECT (0 AS ?n) {}"): "",
    # no dataset has any, whatever a graph that is named holds
    ("accepted", "SELECT ?e { ?e a kg:Recruitment ; kg:place id:quito }"): "",
    ("accepted", "SELECT ?e { GRAPH graph:accepted { ?e a kg:Recruitment } }"): "",
}


@pytest.mark.parametrize(("dataset", "query"), CASES)
def test_where_an_answer_stands_is_said_beside_an_empty_one(dataset: str, query: str) -> None:
    assert len(CASES) == 13
    text, code = command("query", "--dataset", dataset, "-q", query)
    said = [line for line in text.splitlines() if line.startswith("nothing of this")]
    assert (said, code) == ([CASES[dataset, query]] if CASES[dataset, query] else [], 0)


def test_of_a_graph_that_is_not_ours_nothing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    text, _ = command("query", "--graph", str(file), "-q", "SELECT ?e { ?e a kg:Recruitment }")
    assert "nothing of this" not in text
