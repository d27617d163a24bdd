"""RDF files made to do harm, given to the command: refused at their line, or held as they are, within limits.

What the reader says of each slip in each format is tested elsewhere; here it is the process that is watched.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bad_graphs import HELD, REFUSED, Graph
from confined import Done, listening, run, through

EVERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY STR(?s) LIMIT 20"


def asked(graph: Graph, folder: Path, port: int) -> tuple[Done, list[str]]:
    """Ask the file for its triples; gives how that ended, and the files that then stand beside it."""
    path = folder / graph.name
    path.write_bytes(graph.content.replace(b"PORT", str(port).encode()))
    done = run(
        *("query", "-q", EVERY, "--graph", graph.name, "--format", "json"),
        folder=folder,
        seconds=graph.seconds,
        TMPDIR=str(folder),
        **through(port),
    )
    return done, sorted(each.name for each in folder.iterdir() if each != path)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Done, list[str]]]:
    """Try every file, two at a time; no request may come to this machine meanwhile."""
    every = {**REFUSED, **HELD}
    with listening() as (port, requests), ThreadPoolExecutor(2) as pool:
        folders = {name: tmp_path_factory.mktemp("graph") for name in every}
        trials = {name: pool.submit(asked, each, folders[name], port) for name, each in every.items()}
        found = {name: trial.result() for name, trial in trials.items()}
    assert requests == []
    return found


def test_every_case_of_the_family_is_there() -> None:
    assert (len(REFUSED), len(HELD)) == (20 + 20, 6 + 4)


@pytest.mark.parametrize("name", REFUSED)
def test_a_graph_made_to_do_harm_is_refused_at_its_line(
    name: str, outcomes: dict[str, tuple[Done, list[str]]]
) -> None:
    graph, (done, left) = REFUSED[name], outcomes[name]
    assert (done.code in (1, 2), done.out, left, "Traceback" in done.err) == (True, "", [], False), done.err
    for words in graph.says:
        assert words.replace("FILE", graph.name) in done.err, done.err
    assert [words for words in graph.never if words in done.said] == []
    assert done.seconds <= graph.seconds
    assert done.peak_mb <= graph.peak_mb


@pytest.mark.parametrize("name", HELD)
def test_an_odd_graph_is_held_as_it_is_written(
    name: str, outcomes: dict[str, tuple[Done, list[str]]]
) -> None:
    graph, (done, left) = HELD[name], outcomes[name]
    assert (done.code, left, "Traceback" in done.err) == (0, [], False), done.err
    values = [cell["value"] for row in json.loads(done.out)["results"]["bindings"] for cell in row.values()]
    assert [words for words in graph.says if words not in values] == []
    assert [words for words in graph.never if words in values] == []
    assert (done.seconds <= graph.seconds, done.peak_mb <= graph.peak_mb) == (True, True)


def test_an_integer_of_5000_digits_passes_through_every_form(tmp_path: Path) -> None:
    (tmp_path / "big.nt").write_bytes(HELD["an integer of 5,000 digits"].content)
    for form in ("table", "csv", "tsv", "json", "ndjson", "markdown"):
        done = run("query", "-q", EVERY, "--graph", "big.nt", "--format", form, folder=tmp_path)
        assert (done.code, "9" * 5_000 in done.out) == (0, True), (form, done.err[-500:])
    done = run("export", "--graph", "big.nt", "--format", "nquads", "-o", "out.nq", folder=tmp_path)
    assert done.code == 0
    assert "9" * 5_000 in (tmp_path / "out.nq").read_text(encoding="utf-8")


def test_a_strangers_graph_changes_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "theirs.trig").write_bytes(HELD["a graph named as if it were ours"].content)
    before = run("stats", "--format", "json", folder=tmp_path).out
    theirs = run(
        "query", "-q", "ASK { GRAPH graph:entities { ?s ?p ?o } }", "--graph", "theirs.trig", folder=tmp_path
    )
    assert theirs.out == "false\n"
    assert run("stats", "--format", "json", folder=tmp_path).out == before


def test_a_lower_limit_of_the_system_is_kept_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> <urn:b> .", encoding="utf-8")
    done = run("query", "-q", EVERY, "--graph", "a.ttl", folder=tmp_path, address_mb=3_000)
    assert (done.code, "urn:b" in done.out) == (0, True), done.err
