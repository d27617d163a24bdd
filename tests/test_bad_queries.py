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
    # and more
    "a path starred over and over": cut("SELECT (COUNT(*) AS ?n) { ?s ((((<urn:z>|!<urn:y>)*)*)*)* ?o }"),
    "95 OPTIONALs in each other": answered("SELECT * { " + "?a ?b ?c OPTIONAL { " * 95 + "?s ?p ?o" + "}" * 95 + " } LIMIT 0", '"bindings":[]'),
    "45,000 values": answered("SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 45_000 + "} }", '"45000"'),
    "values times values": cut("SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 20_000 + "} VALUES ?y { " + "1 " * 20_000 + "} }"),
    "6,000 groups": cut("ASK { " + "{?s?p?o}" * 6_000 + " }"),
    "8,000 blocks of values": cut("ASK { " + "VALUES?x{1}" * 8_000 + " }"),
    "12,000 patterns": cut("ASK { " + "?s?p?o." * 12_000 + " }"),
    "30,000 objects": cut("ASK { ?s ?p " + ",".join(["?o"] * 30_000) + " }"),
    "a list of 45,000": cut("ASK { ?s ?p (" + "1 " * 45_000 + ") }"),
    "30 lists in each other": answered("ASK { ?s ?p " + "(" * 30 + "1" + ")" * 30 + " }", "false"),
    "a text replaced over and over": cut("SELECT (STRLEN(" + "REPLACE(" * 90 + "'aaaaaaaaaa'" + ",'a','aaaaaaaaaa')" * 90 + ") AS ?n) {}"),
    "a pattern of a million": answered("SELECT (REGEX('a','(((a{1,100}){1,100}){1,100})') AS ?x) {}", '"bindings":[{}]'),
    "a pattern 20,000 deep": answered("SELECT (REGEX('a','" + "(" * 20_000 + "a" + ")" * 20_000 + "') AS ?x) {}", '"bindings":[{}]'),
    "a pattern from the data": cut("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?o), CONCAT('(', STR(?c), ')+$'))) }"),
    "a separator of 50,000 characters": answered("SELECT (STRLEN(GROUP_CONCAT(STR(?x); SEPARATOR='" + "x" * 50_000 + "')) AS ?y) { VALUES ?x { 1 2 } }", '"50002"'),
    "numbers among texts among days": answered("SELECT ?x { VALUES ?x { 1 'a' '2024-01-01'^^xsd:date <urn:a> UNDEF 'NaN'^^xsd:double 'P1Y'^^xsd:duration } } ORDER BY ?x", "NaN"),
    "beyond the largest number": answered("SELECT (9223372036854775807+1 AS ?a) (-9223372036854775808/-1 AS ?b) (1/0 AS ?d) {}", '"bindings":[{}]'),
    "90,000 digits": answered("SELECT (" + "9" * 90_000 + " AS ?x) {}", "9" * 1_000),
    "days beyond the calendar": answered("SELECT ('2024-01-01'^^xsd:date + 'P999999999999999999D'^^xsd:dayTimeDuration AS ?b) {}", '"bindings":[{}]'),
    "a part from before the beginning": answered("SELECT (SUBSTR('abc',-9223372036854775808,9223372036854775807) AS ?a) {}"),
    "another machine, after a comment": refused("ASK { SERVICE#x\n<http://127.0.0.1:PORT/> { ?s ?p ?o } }", SERVICE),
    "another machine, in long escapes": refused("ASK { \\U00000053eRv\\u0049ce<http://127.0.0.1:PORT/>{ } }", SERVICE),
    "another machine, with a letter like it": refused("ASK { \u017fERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "line 1, column 7: the character '\u017f' cannot stand here"),
    "another machine, behind a quote in escapes": refused("ASK { ?s ?p '\\u0027 } SERVICE <http://127.0.0.1:PORT/> { ?s ?p \\u0027' }", "write that without an escape"),
    "another machine, as a function": refused("SELECT (<http://127.0.0.1:PORT/f>(1) AS ?x) {}", "is not supported"),
    "a graph that is not here": refused("ASK FROM <urn:absent> { ?s ?p ?o }", "FROM <urn:absent> is not allowed"),
    "a graph 5,000 times": answered("ASK " + "FROM graph:claims " * 5_000 + "{ ?s ?p ?o }", "true"),
    "90 triples in each other": refused("ASK { " + "<<" * 101 + " <urn:a> <urn:b> <urn:c> " + ">>" * 101 + " ?p ?o }", "brackets nest deeper than 100"),
    "9,000 notes on a triple": refused("ASK { ?s ?p ?o " + "{|?a ?b|}" * 9_000 + " }", "more than 1,000 operators"),
    "a million characters": refused("ASK { " + "?s ?p ?o ." * 90_000 + "}", "at most 100,000 are read"),
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
    assert len(QUERIES) == 20 + 14 + 30


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
