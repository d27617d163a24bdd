"""Facts files made to do harm: each is refused at its line, or kept as it is written, within its limits.

The command runs as a process that is watched. What the reader says of each slip is tested elsewhere; here it
is that nothing else happens: no traceback, no signal, no file, no request, no more time or memory than stated.
"""

from __future__ import annotations

import csv
import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bad_facts import DATES, KEPT, ODD, REFUSED, Case, link, person
from confined import Done, listening, run, through
from facts_cases import copied


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def tried(case: Case, folder: Path, port: int) -> tuple[Done, bool]:
    """Build from the case's facts; gives how that ended, and whether every file is as it was and alone."""
    facts = copied(folder)
    if case.edit is not None:
        file, old, new = case.edit
        text = (facts / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (facts / file).write_text(text.replace(old, new), encoding="utf-8")
    if case.more:
        (facts / "more.yaml").write_bytes(case.more if isinstance(case.more, bytes) else case.more.encode())
    for name, text in case.files.items():
        (facts / name).write_text(text, encoding="utf-8")
    before = everything(folder)
    done = run(
        *("build", "--facts", "facts", "-o", "out"), folder=folder, seconds=case.seconds, **through(port)
    )
    return done, everything(folder) == before


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Done, bool]]:
    """Try every refused case, two at a time; no request may come to this machine meanwhile."""
    folder = tmp_path_factory.mktemp("bad-facts")
    with listening() as (port, asked), ThreadPoolExecutor(2) as pool:
        places = {name: folder / str(number) for number, name in enumerate(REFUSED)}
        for place in places.values():
            place.mkdir()
        trials = {name: pool.submit(tried, REFUSED[name], places[name], port) for name in REFUSED}
        found = {name: trial.result() for name, trial in trials.items()}
    assert asked == []
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_made_to_do_harm_is_refused_at_its_line(
    name: str, outcomes: dict[str, tuple[Done, bool]]
) -> None:
    case, (done, untouched) = REFUSED[name], outcomes[name]
    assert (done.code, untouched, "Traceback" in done.said) == (1, True, False), done.said[-2_000:]
    *problems, last = done.err.splitlines()
    assert all(re.match(r"facts/\S+\.yaml:[0-9]+:[0-9]+: \S", line) for line in problems), problems[:5]
    rest = "; --all tells every one" if "more of this kind: " in done.err else ""
    assert re.fullmatch(rf"kg: [0-9,]+ problems? in the facts; nothing was written{rest}", last), last
    assert [words for words in case.says if words not in done.err] == [], done.err[:2_000]
    assert [words for words in case.never if words in done.said.replace(str(case.more), "")] == []
    assert done.seconds <= case.seconds, done.seconds
    assert done.peak_mb <= case.peak_mb, done.peak_mb
    assert not list(Path("/var/tmp").glob("pwned*"))


def test_every_case_of_the_family_is_there() -> None:
    samples = 28
    assert len(REFUSED) == samples + 26 + 30
    assert (len(KEPT), len(DATES), len(ODD)) == (22, 4, 4)


def rows(done: Done) -> list[list[str]]:
    assert done.code == 0, done.err
    return list(csv.reader(io.StringIO(done.out, newline="")))[1:]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the name that the dataset holds for each name that is written, by its number."""
    folder = tmp_path_factory.mktemp("kept")
    lines = (f"p-{number}: {{kind: Person, name: {name}}}\n" for number, name in enumerate(KEPT))
    (copied(folder) / "more.yaml").write_text("".join(lines), encoding="utf-8")
    query = 'SELECT ?p ?n { ?p a kg:Person ; rdfs:label ?n FILTER(STRSTARTS(STR(?p), STR(id:p-))) }'  # fmt: skip
    done = run("query", "--facts", "facts", "-q", query, "--format", "csv", folder=folder)
    return {iri.rpartition("/p-")[2]: name for iri, name in rows(done)}


@pytest.mark.parametrize("number", range(len(KEPT)), ids=KEPT)
def test_a_name_is_kept_as_it_is_written(number: int, held: dict[str, str]) -> None:
    assert held[str(number)] == list(KEPT.values())[number]


def test_dates_keep_their_precision_and_their_day(tmp_path: Path) -> None:
    facts = copied(tmp_path)
    article = (facts / "article.yaml").read_text(encoding="utf-8")
    for number, date in enumerate(DATES):
        (tmp_path / f"f{number}").mkdir()
        copy = copied(tmp_path / f"f{number}")
        (copy / "article.yaml").write_text(
            article.replace("edtf: 2020-05-03", f"edtf: {date}"), encoding="utf-8"
        )
        query = "SELECT ?d ?e ?l { id:berg-paz-oslo kg:date ?d ; kg:earliest ?e ; kg:latest ?l }"
        done = run("query", "--facts", copy, "-q", query, "--format", "csv", folder=tmp_path)
        assert rows(done) == [list(DATES[date])]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_as_the_good_one(name: str, tmp_path: Path) -> None:
    text = "x:\n  kind: Person\n  name: Xavier Ex\n  names: [X, 'Éx']\n"
    (copied(tmp_path) / "more.yaml").write_bytes(ODD[name](text))
    query = "SELECT ?n { id:x rdfs:label|skos:altLabel ?n } ORDER BY ?n"
    done = run("query", "--facts", "facts", "-q", query, "--format", "csv", folder=tmp_path)
    assert rows(done) == [["X"], ["Xavier Ex"], ["Éx"]]


def test_a_name_that_looks_like_a_query_finds_itself_only(tmp_path: Path) -> None:
    (copied(tmp_path) / "more.yaml").write_text(person('"x\\" || \\"1\\" = \\"1"'), encoding="utf-8")
    found = run("search", 'x" || "1" = "1', "--facts", "facts", "--format", "json", folder=tmp_path)
    assert [row["id"] for row in json.loads(found.out)] == ["x"]
    asked = run(
        *("query", "-q", "SELECT ?p ?n { ?p rdfs:label ?n }", "-p", 'n=x" || "1" = "1'),
        *("--facts", "facts", "--format", "csv"),
        folder=tmp_path,
    )
    assert [row[0].rpartition("/")[2] for row in rows(asked)] == ["x"]


def test_an_address_is_kept_as_a_citation_and_never_fetched(tmp_path: Path) -> None:
    with listening() as (port, asked):
        address = f"http://127.0.0.1:{port}/latest/meta-data/"
        (copied(tmp_path) / "more.yaml").write_text(link(address), encoding="utf-8")
        for arguments in (
            ("check", "facts"),
            ("build", "--facts", "facts", "-o", "out"),
            ("show", "X", "--facts", "facts"),
        ):
            done = run(*arguments, folder=tmp_path, **through(port))
            assert done.code == 0, done.err
        assert address in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
        assert asked == []


def test_problems_do_not_hide_each_other(tmp_path: Path) -> None:
    facts = copied(tmp_path)
    for number, name in enumerate(("a NUL as an escape", "a merge key", "a list as a key", "not UTF-8")):
        more = REFUSED[name].more
        (facts / f"m{number}.yaml").write_bytes(more if isinstance(more, bytes) else more.encode())
    done = run("check", "facts", folder=tmp_path)
    assert done.code == 1
    assert {line.split(":")[0] for line in done.out.splitlines()} == {f"facts/m{n}.yaml" for n in range(4)}
    assert "Traceback" not in done.said
