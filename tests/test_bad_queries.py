"""Queries made to do harm, given to the command: refused at their place, cut at a named limit, or answered.

What the guard says of each word and what the worker does is tested elsewhere; here it is the whole process,
on the shipped facts: no traceback, no signal, no request, no file, and the limits that are promised.
"""

# ruff: noqa: E501 (a case stands on one line)

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from confined import Done, listening, run, through

TIMEOUT_S = 2.0
MEMORY_MB = 300


@dataclass(frozen=True, slots=True)
class Query:
    """A query's file, the exit code, what is said, and what never is."""

    text: str | bytes
    code: int
    says: tuple[str, ...]
    never: tuple[str, ...] = ()


def refused(text: str | bytes, *says: str) -> Query:
    return Query(text, 2, says)


def cut(text: str) -> Query:
    return Query(text, 3, ("the query was cut",))


def answered(text: str, *says: str, never: tuple[str, ...] = ()) -> Query:
    return Query(text, 0, says, never)


SERVICE = "SERVICE is not allowed: a query asks this graph and nothing else"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
DOUBLED = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}, ?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(13))
QUERIES = {
    # what the samples try, in our own words
    "another machine": refused("SELECT * { SERVICE <http://127.0.0.1:PORT/s> { ?s ?p ?o } }", "line 1, column 12: " + SERVICE),
    "another machine, oddly written": refused("SELECT * {\n sErViCe<http://127.0.0.1:PORT/s>{ ?s ?p ?o } }", "line 2, column 2: " + SERVICE),
    "another machine, inside": refused("ASK { ?a ?b ?c FILTER NOT EXISTS { SERVICE <http://127.0.0.1:PORT/s> { ?a ?p ?o } } }", SERVICE),
    "another machine, told our data": refused("SELECT * { ?a ?b ?c . SERVICE <http://127.0.0.1:PORT/s> { ?s ?p ?c } }", SERVICE),
    "a graph elsewhere": refused("ASK FROM <http://127.0.0.1:PORT/d.ttl> { ?s ?p ?o }", "FROM <http://127.0.0.1:", "is not a graph of this dataset"),
    "an insertion": refused("INSERT DATA { <urn:a> <urn:b> 1 }", "line 1, column 1: INSERT is not allowed: the graph is only read"),
    "a wipe": refused("DROP ALL ; CLEAR ALL", "DROP is not allowed"),
    "all pairs of all paths": cut("SELECT (COUNT(*) AS ?n) { ?a (!<urn:z>|^!<urn:z>)* ?b . ?c (!<urn:z>|^!<urn:z>)* ?d }"),
    "a sorted product": cut(f"SELECT * {{ {PRODUCT} }} ORDER BY ?a ?d LIMIT 1"),
    "a doubled text": cut(f'SELECT (STRLEN(?a13) AS ?l) {{ BIND("{"a" * 32}" AS ?a0) {DOUBLED} }}'),
    "a collected product": cut(f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {PRODUCT} }}"),
    "a regular expression that hangs others": answered(f'SELECT ?r {{ BIND(REGEX("{"a" * 40}!", "^(a+)+$") AS ?r) }}', "false"),
    "20,000 brackets": refused(f"ASK {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}", "brackets nest deeper than 100"),
    "20,000 signs": refused(f"ASK {{ FILTER({'!' * 20_000}true) }}", "more than 20 signs like ! in a row"),
    "a path of 20,000 brackets": refused(f"ASK {{ ?s {'(' * 20_000}<urn:p>{')' * 20_000} ?o }}", "brackets nest deeper than 100"),
    "2,000 alternatives": refused(f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * 2_000)} }}", "more than 1,000 operators"),
    "a limit beyond all numbers": refused("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999", "LIMIT is too large"),
    "a NUL": refused(b'SELECT * { ?s ?p "\0" }', "line 1, column 19: a NUL character"),
    "a script in the answer": answered('SELECT ("<script>alert(1)</script>" AS ?x) {}', '"value":"<script>alert(1)</script>"'),
    "two million bytes": refused("ASK { } #" + "x" * 2_000_000, "the query is longer than 1,000,000 bytes"),
    # more of the same family
    "another machine, spelt in escapes": refused("ASK { \\u0053ERVICE <http://127.0.0.1:PORT/s> { ?s ?p ?o } }", SERVICE),
    "another machine, glued to its name": refused("PREFIX e: <http://127.0.0.1:PORT/>\nASK { SERVICEe:x { ?s ?p ?o } }", SERVICE),
    "another machine, by a variable": refused("SELECT * { ?s ?p ?o . SERVICE SILENT ?s { ?a ?b ?c } }", SERVICE),
    "another machine, deep in a sub-SELECT": refused("ASK { { SELECT * { OPTIONAL { { SERVICE <http://127.0.0.1:PORT/s> {} } } } } }", SERVICE),
    "a named graph elsewhere": refused("ASK FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", "is not a graph of this dataset"),
    "a load": refused("LOAD <http://127.0.0.1:PORT/d.ttl>", "LOAD is not allowed"),
    "an update after a query": refused("ASK { } ; DELETE WHERE { ?s ?p ?o }", "DELETE is not allowed"),
    "half a character": refused(b"ASK { ?s ?p '" + b"\xed\xa0\x80" + b"' }", "not UTF-8 at byte 13"),
    "nothing": refused("", "there is no SELECT or ASK or CONSTRUCT or DESCRIBE"),
    "9,500 alternatives in a filter": refused(f"ASK {{ FILTER({' || '.join(['true'] * 9_500)}) }}", "more than 1,000 operators"),
    "an endless answer": cut(f"SELECT * {{ {PRODUCT} }}"),
    "a product without end, counted": cut(f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"),
    "a quote that never ends": refused("ASK { ?s ?p 'x }", "this text is never closed"),
    "100,001 characters": refused("ASK { } #" + "x" * 100_000, "at most 100,000 are read"),
}  # fmt: skip


def asked(query: Query, folder: Path, port: int) -> tuple[Done, list[str]]:
    """Give the query's file to the command; gives how that ended, and what then stands beside the file."""
    data = query.text if isinstance(query.text, bytes) else query.text.encode()
    (folder / "query.rq").write_bytes(data.replace(b"PORT", str(port).encode()))
    limits = ("--timeout", str(TIMEOUT_S), "--memory", f"{MEMORY_MB}MB")
    done = run("query", "query.rq", "--format", "json", *limits, folder=folder, seconds=20.0, TMPDIR=str(folder), **through(port))  # fmt: skip
    return done, sorted(each.name for each in folder.iterdir() if each.name != "query.rq")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Done, list[str]]]:
    """Try every query, two at a time; no request may come to this machine meanwhile."""
    assert run("stats", folder=tmp_path_factory.mktemp("first")).code == 0  # the cache is filled once
    with listening() as (port, requests), ThreadPoolExecutor(2) as pool:
        folders = {name: tmp_path_factory.mktemp("query") for name in QUERIES}
        trials = {name: pool.submit(asked, each, folders[name], port) for name, each in QUERIES.items()}
        found = {name: trial.result() for name, trial in trials.items()}
    assert requests == []
    return found


def test_every_case_of_the_family_is_there() -> None:
    assert len(QUERIES) == 20 + 14


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_made_to_do_harm_is_refused_cut_or_answered(
    name: str, outcomes: dict[str, tuple[Done, list[str]]]
) -> None:
    query, (done, left) = QUERIES[name], outcomes[name]
    assert (done.code, left, "Traceback" in done.err) == (query.code, [], False), done.err
    assert [words for words in query.says if words not in done.said] == [], done.said
    assert [words for words in query.never if words in done.said] == []
    if query.code:
        assert (done.out, done.err.count("\n"), done.err.startswith("kg: ")) == ("", 1, True), done.said
    # The limits, the start of two processes, and the time to load the graph.
    assert done.seconds <= TIMEOUT_S + 3.0
    assert done.peak_mb <= MEMORY_MB + 200
