"""The bad inputs that lie beside the project, if they are there, each as it is, through the command it is made for.

The project's own cases of the same families stand in tests/bad_facts.py, bad_graphs.py, test_bad_queries.py and
test_bad_texts.py; this holds that the originals, too, end within their limits and do nothing that they must not.
"""

from __future__ import annotations

import gzip
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from confined import Done, listening, run, through

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "badinputs"
COMMANDS = {
    "yaml": ("build", "--facts", "FILE", "-o", "out"),
    "rdf": ("query", "-q", "SELECT * { ?s ?p ?o } LIMIT 9", "--format", "json", "--graph", "FILE"),
    "sparql": ("query", "FILE", "--format", "json", "--timeout", "2", "--memory", "512MB"),
    "article": ("new", "FILE", "--id", "x", "-o", "out"),
}
COUNTS = {"yaml": 34, "rdf": 16, "sparql": 20, "article": 4}
# What a case must never say stands in its manifest in words for a reader; these are looked for as they are.
_LITERAL = re.compile(r"[\"'<>\[\]A-Za-z0-9:=\ufffd.-]+")
# The input itself says these words, so that an error which quotes it says them too.
_QUOTED = frozenset({"sparql-37", "yaml-05"})


def cases() -> list[dict[str, Any]]:
    if not FOLDER.is_dir():
        return []
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return [case for case in manifest if case["kind"] in COMMANDS]


def tried(case: dict[str, Any], folder: Path, port: int) -> tuple[Done, list[str]]:
    source = FOLDER / case["file"]
    data = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    path = folder / source.name.removesuffix(".gz")
    path.write_bytes(data.replace(b"PORT", str(port).encode()))
    arguments = [path.name if each == "FILE" else each for each in COMMANDS[case["kind"]]]
    done = run(*arguments, folder=folder, seconds=20.0, TMPDIR=str(folder), **through(port))
    return done, sorted(each.name for each in folder.iterdir() if each != path)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Done, list[str]]]:
    """Try every case, two at a time; no request may come to this machine meanwhile."""
    if not FOLDER.is_dir():
        pytest.skip("../shared is absent: the shared bad inputs are not tried")
    assert run("stats", folder=tmp_path_factory.mktemp("first")).code == 0  # the cache is filled once
    with listening() as (port, requests), ThreadPoolExecutor(2) as pool:
        folders = {case["id"]: tmp_path_factory.mktemp(case["id"]) for case in cases()}
        trials = {case["id"]: pool.submit(tried, case, folders[case["id"]], port) for case in cases()}
        found = {name: trial.result() for name, trial in trials.items()}
    assert requests == []
    return found


def test_every_shared_case_is_tried(outcomes: dict[str, tuple[Done, list[str]]]) -> None:
    kinds = [case["kind"] for case in cases()]
    assert {kind: kinds.count(kind) for kind in COUNTS} == COUNTS
    assert len(outcomes) == 74


@pytest.mark.parametrize("number", range(74))
def test_a_shared_case_ends_as_its_manifest_says(
    number: int, outcomes: dict[str, tuple[Done, list[str]]]
) -> None:
    case = cases()[number]
    done, left = outcomes[case["id"]]
    assert (done.code in (0, 1, 2, 3), "Traceback" in done.said) == (True, False), done.said[-1_000:]
    outcome = case["outcome"]
    if case["kind"] == "yaml":  # another format than ours: told in words, and nothing is written
        assert (done.code, left) == (1, [])
        assert re.match(rf"{re.escape(Path(case['file']).name)}:[0-9]+:[0-9]+: ", done.err), done.err
    elif outcome in ("reject", "cut"):
        assert (done.code > 0, done.out, left) == (True, "", []), done.said
    elif outcome in ("accept", "accept_exact", "accept_escaped", "survive", "no_fetch"):
        assert done.code == 0, done.err
    # The limits of a query are those that the command was given, and the start of two processes.
    most = case["limits"]["max_seconds"] + (2.0 if case["kind"] == "sparql" else 0.0)
    assert (done.seconds <= most, done.peak_mb <= case["limits"]["max_rss_mb"]) == (True, True), done
    if case["id"] not in _QUOTED:
        never = [words for words in case["must_not"] if _LITERAL.fullmatch(words)]
        assert [words for words in never if words in done.said] == [], done.said[:1_000]


def test_no_shared_case_wrote_outside() -> None:
    assert not list(Path("/var/tmp").glob("pwned*"))
