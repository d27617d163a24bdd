"""The command as a user meets it: exit codes, words on stderr, data on stdout, no traceback, nothing half written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from facts_cases import CASES, changed


def kg(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


# command: (exit code, what the words on stderr say)
REFUSED = {
    "frobnicate": (2, "There is no command “frobnicate”"),
    "qurey": (2, "did you mean “query”?"),
    "query": (2, "name a file (- for standard input), or give the query with -q"),
    "query missing.rq": (3, "missing.rq: No such file or directory"),
    "query -q SELECT": (2, "line 1"),
    "query -q ASK{} --memory 5": (2, "write 512MB or 2GB"),
    "query -q ASK{} --timeout nan": (2, "“nan” is not a number of seconds above 0; write 30 or 0.5"),
    "query -q ASK{} -p x": (2, "write it as name=value"),
    "query -q ASK{} -p x=1 -p x=2": (2, "given twice"),
    "query -q LOAD<http://a.example/>": (2, "LOAD is not allowed"),
    "query -q ASK{} --graph missing.ttl": (3, "missing.ttl"),
    "query -q ASK{} --graph .": (3, "kg build -o DIR makes one"),
    "ask no-such-question": (2, "kg ask lists them"),
    "ask visits host=MEX": (2, "its values behind -p: kg ask visits -p host=MEX"),
    "ask timeline -p since=2019-02-30": (2, "is no day of the calendar"),
    "show Atlantis": (2, "nothing is called “Atlantis”"),
    "show a": (2, "may be any of"),
    "check missing": (3, "there is no such file or folder"),
    "check .": (1, "the folder holds no .yaml file"),
    "build": (2, "Missing option '-o'"),
    "build -o .": (2, "needs a folder of its own"),
    "build --facts . -o out": (1, "the folder holds no .yaml file"),
    "stats --with-corpus": (2, "--with-corpus adds the shipped facts"),
    "stats --graph a --facts b": (2, "give one of them"),
    "ties --during 2019-13": (2, "write 2019, 2018/2019 or 2019-07-01/2019-07-31"),
    "ties --without Atlantis": (2, "nothing is called “Atlantis”"),
    "explain USA USA": (2, "a tie has two"),
    "dossier hezbollah ARG -o x.html": (2, "is of the kind ArmedGroup (hezbollah); here stands a State"),
    "dossier US U.S. -o x.html": (2, "a dossier has two"),
    "map -o .": (2, "is a folder; name a file"),
    "report -o .": (2, "needs a folder of its own"),
    "matrix --with Atlantis -o x.html": (2, "nothing is called “Atlantis”"),
    "tours --tour mike-pompeo -o x.html": (2, "“mike-pompeo” is no tour with stops"),
    "tours --during soon -o x.html": (2, "write 2019, 2018/2019 or 2019-07-01/2019-07-31"),
    "timeline --during 2019-13 -o x.html": (2, "write 2019, 2018/2019 or 2019-07-01/2019-07-31"),
    "verify": (2, "name --articles DIR or --snapshot DIR"),
    "verify --articles missing": (3, "there is no such folder"),
    "verify --articles /dev/null": (3, "it is a file, not the folder of the texts"),
    "verify --articles .": (3, "a text is missing"),
    "verify --snapshot .": (1, "is not what was published"),
    "agreements MEX --on yesterday": (2, "is not a day such as 2019-07-31"),
    "agreements MEX USA SLV": (2, "name at most two parties"),
    "new missing.txt": (3, "missing.txt"),
}


def test_the_table_of_refusals_is_whole() -> None:
    assert len(REFUSED) == 43


@pytest.mark.parametrize("command", REFUSED)
def test_wrong_usage_is_refused_in_words(command: str, tmp_path: Path) -> None:
    code, words = REFUSED[command]
    done = kg(*command.split(" "), folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_is_there_for_every_command_and_shows_an_example(tmp_path: Path) -> None:
    listed = kg("--help", folder=tmp_path).stdout
    names = re.findall(r"^  (\S+)", listed.split("Commands:")[1], flags=re.M)
    commands = [name for name in names if name.isalpha()]
    assert len(commands) >= 18
    for name in commands:
        shown = kg(name, "--help", folder=tmp_path)
        assert shown.returncode == 0
        assert f"Example:  kg {name}" in shown.stdout


def test_data_go_to_stdout_and_words_to_stderr(tmp_path: Path) -> None:
    done = kg("ties", "--format", "json", folder=tmp_path)
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert {"a", "b", "strength", "p", "n"} <= set(rows[0])
    assert all(row["a"] < row["b"] for row in rows)


def test_facts_with_problems_are_never_built(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", "place: oslo", "plase: oslo")
    done = kg("build", "--facts", str(folder), "-o", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "article.yaml:17:5: a claim" in done.stderr or "article.yaml:17:5: a meeting" in done.stderr
    assert not (tmp_path / "out").exists()


def test_check_lists_problems_on_stdout_and_exits_with_one(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", "place: oslo", "plase: oslo")
    done = kg("check", str(folder), folder=tmp_path)
    assert done.returncode == 1
    assert [line.rpartition(": ")[0] == "" for line in done.stdout.splitlines()] == [False]
    assert ":17:5: " in done.stdout


def test_the_same_facts_give_the_same_snapshot(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        done = kg(
            "build", "--facts", str(CASES), "-o", name, folder=tmp_path, PYTHONHASHSEED=seed, LC_ALL="C"
        )
        assert done.returncode == 0, done.stderr
    one, two = (tmp_path / name / "graph.nq" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert kg("verify", "--snapshot", "one", folder=tmp_path).returncode == 0


def test_a_built_snapshot_answers_as_the_facts_do(tmp_path: Path) -> None:
    kg("build", "--facts", str(CASES), "-o", "built", folder=tmp_path)
    query = "SELECT ?who { ?m a kg:Meeting ; kg:participation/kg:who ?who } ORDER BY ?who"
    answers = [
        kg("query", "-q", query, "--format", "csv", *source, folder=tmp_path).stdout
        for source in (("--graph", "built"), ("--graph", "built/graph.nq"), ("--facts", str(CASES)))
    ]
    assert answers[0].splitlines() == [
        "who",
        "https://w3id.org/legation/id/ane-berg",
        "https://w3id.org/legation/id/luis-paz",
    ]
    assert answers[1:] == answers[:1] * 2


def test_ask_that_is_false_exits_with_zero(tmp_path: Path) -> None:
    done = kg("query", "-q", "ASK { id:nobody a kg:Person }", "--format", "json", folder=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["boolean"]) == (0, False)


@pytest.mark.parametrize(
    "filler", ["", "# /a/b" + "é" * 5000 + "\n"], ids=["short", "longer than a file's name"]
)
def test_a_query_may_stand_in_the_command_itself(tmp_path: Path, filler: str) -> None:
    query = filler + "ASK { id:mike-pompeo a kg:Person }"
    done = kg("query", query, "--format", "json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["boolean"] is True


def test_a_file_is_read_though_its_name_looks_like_a_query(tmp_path: Path) -> None:
    (tmp_path / "{a}.rq").write_text("ASK { id:nobody a kg:Person }", encoding="utf-8")
    done = kg("query", "{a}.rq", "--format", "json", folder=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["boolean"]) == (0, False)


def test_names_are_written_in_utf8_whatever_the_locale(tmp_path: Path) -> None:
    done = kg("show", "lenin moreno", folder=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 0
    assert "Lenín Moreno" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m kg query -q 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --format csv | head -1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.stdout.startswith("s,p,o")
    assert "Traceback" not in done.stderr


def test_what_has_no_label_goes_by_the_words_of_a_claim() -> None:
    """A stance has no label of its own: it goes by its accepted claim, not by the words of its name."""
    from kg.graph.dataset import open_dataset
    from kg.graph.finding import resolve

    assert resolve(open_dataset(), "colombia-supports-pressure-on-maduro").label == (
        "Santos stands behind the US effort to press Maduro's government"
    )


@pytest.mark.parametrize("name", ["001/ebrard-talks", "claim:001/ebrard-talks", "claim:001\\/ebrard-talks"])
def test_one_claim_is_shown_with_every_field_that_it_has(name: str) -> None:
    from kg.graph.dataset import open_dataset
    from kg.graph.dossiers import show

    shown = show(open_dataset(), name)
    fields = dict(shown.described)
    assert (shown.found.kind, fields["tells"], fields["evidence"]) == (
        "Claim",
        "pompeo-ebrard-mexico-city",
        "001#8.1",
    )
    assert fields["pompeo-ebrard-mexico-city date"] == "2019-07-21"
    assert [row.claim for row in shown.claims] == ["001/ebrard-talks"]


def test_a_measure_may_be_written_in_capitals(tmp_path: Path) -> None:
    written = [
        kg("rank", "--by", name, "--format", "csv", folder=tmp_path) for name in ("PageRank", "pagerank")
    ]
    assert [done.returncode for done in written] == [0, 0]
    assert written[0].stdout == written[1].stdout


@pytest.mark.parametrize("command", ["ties", "compare 2018 2019", "map -o m.html", "timeline -o t.html"])
def test_a_graph_without_claims_is_said_where_they_would_be_counted(command: str, tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text("<urn:a> <urn:knows> <urn:b> .\n", encoding="utf-8")
    counted = kg(*command.split(), "--graph", "theirs.ttl", folder=tmp_path)
    assert counted.returncode == 0 and "theirs.ttl: no claims" in counted.stderr
    asked = kg("query", "-q", "ASK {}", "--graph", "theirs.ttl", folder=tmp_path)
    assert "no claims" not in asked.stderr
