"""A default graph of several graphs is their merge: what two of them hold counts once."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.asking import Answer, Table, ask_apart, ask_here
from kg.graph.dataset import open_dataset
from kg.graph.store import load_quads

# One triple in both graphs, one in each, one in a graph that is not asked: three to count.
QUADS = b"""\
<urn:a> <urn:killed> "85"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g1> .
<urn:a> <urn:killed> "85"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g2> .
<urn:b> <urn:killed> "5"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g1> .
<urn:c> <urn:killed> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g2> .
<urn:d> <urn:killed> "9"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g3> .
"""
TOGETHER = ["urn:g1", "urn:g2"]
CASES = {
    "SELECT (COUNT(*) AS ?n) { ?x ?p ?y }": 3,
    "SELECT (SUM(?n) AS ?all) { ?x <urn:killed> ?n }": 91,
    "SELECT (COUNT(*) AS ?n) { ?x ?p ?y . ?x ?q ?z }": 3,
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?x ?p ?y } }": 5,
    "SELECT (COUNT(*) AS ?n) { GRAPH <urn:g3> { ?x ?p ?y } }": 1,
    # A query with FROM has its own dataset. Asked apart; here it is the caller who says which graphs there are.
    "SELECT (SUM(?n) AS ?all) FROM <urn:g1> FROM <urn:g2> { ?x <urn:killed> ?n }": 91,
}


def number(answer: Answer) -> int:
    assert isinstance(answer, Table)
    ((term,),) = answer.rows
    assert isinstance(term, ox.Literal)
    return int(term.value)


@pytest.mark.parametrize(("query", "expected"), CASES.items())
def test_a_triple_of_two_graphs_counts_once(query: str, expected: int, tmp_path: Path) -> None:
    assert len(CASES) == 6
    path = tmp_path / "graph.nq"
    path.write_bytes(QUADS)
    assert number(ask_apart(path, query, default_graphs=TOGETHER)) == expected
    assert number(ask_here(load_quads(QUADS), query, default_graphs=TOGETHER)) == expected


def test_asking_leaves_the_store_as_it_was() -> None:
    store = load_quads(QUADS)
    ask_here(store, "SELECT * { ?x ?p ?y }", default_graphs=TOGETHER)
    assert len(store) == 5


# The bombing of 1994 is told by two articles and killed 85, the one of 2018 killed 5.
@pytest.mark.parametrize("dataset", ["accepted", "claims", "all"])
def test_the_dead_of_an_attack_told_twice_are_summed_once(dataset: str) -> None:
    query = "SELECT (SUM(?n) AS ?dead) { ?attack a kg:Attack ; kg:casualties/kg:killed ?n }"
    assert number(open_dataset().query_here(query, dataset=dataset)) == 90
