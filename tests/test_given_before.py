"""A question that was answered before is answered again: the same words, and never those of other facts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import group
from kg.graph import given_before
from kg.graph.cache_folder import VARIABLE
from kg.graph.dataset import open_dataset
from kg.graph.formats import write_answer
from kg.graph.given_before import answers_folder, question_in, said_before
from kg.graph.views import views
from kg.vocabulary import corpus_folder

# The words after `kg`, and the question that they are.
PLAIN = [
    (["ask", "tours"], ("tours", (), "table")),
    (["ask", "tours", "--format", "csv"], ("tours", (), "csv")),
    (["ask", "visits", "-p", "host=Mexico"], ("visits", ("host=Mexico",), "table")),
    (
        ["ask", "visits", "-p", "tour=x", "--format", "json", "-p", "host=MEX"],
        ("visits", ("tour=x", "host=MEX"), "json"),
    ),
]
NOT_PLAIN = [
    [],
    ["ask"],
    ["ask", "--help"],
    ["report", "tours"],
    ["ask", "tours", "visits"],
    ["ask", "tours", "-p"],
    ["ask", "tours", "--graph", "snapshot"],
    ["ask", "tours", "--facts", "facts"],
    ["ask", "tours", "--with-record", "record"],
    ["ask", "tours", "--with-corpus"],
    ["ask", "tours", "--format", "csv", "--format", "json"],
    ["ask", "tours", "-h"],
    ["ask", "-p", "host=MEX", "visits"],
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def asked(*words: str) -> Result:
    result = CliRunner().invoke(group, ["ask", *words])
    assert result.exit_code == 0, result.output
    return result


def in_a_process(*words: str, measured: bool = False) -> subprocess.CompletedProcess[str]:
    told = ("-X", "importtime") if measured else ()
    command = [sys.executable, *told, "-m", "kg", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("words", "question"), PLAIN)
def test_a_plain_question_is_read_from_the_words(words: list[str], question: tuple[object, ...]) -> None:
    assert question_in(words) == question


@pytest.mark.parametrize("words", NOT_PLAIN)
def test_what_names_other_facts_or_is_no_question_is_left_to_the_command(words: list[str]) -> None:
    assert question_in(words) is None
    assert (len(PLAIN), len(NOT_PLAIN)) == (4, 13)


def test_the_second_time_the_same_is_said_without_the_command_line(cache: Path) -> None:
    words = ("ask", "visits", "-p", "host=Mexico", "--format", "csv")
    first, again = in_a_process(*words), in_a_process(*words)
    assert first.stdout == again.stdout
    assert first.stderr == again.stderr == "host: “Mexico” is taken for MEX\n"
    assert "2019" in first.stdout
    loaded = in_a_process(*words, measured=True).stderr
    assert "kg.graph.given_before" in loaded
    assert "click" not in loaded
    assert "pyoxigraph" not in loaded


def test_with_the_first_answer_all_that_need_no_value_are_kept_as_they_are_given(cache: Path) -> None:
    asked("visits", "-p", "host=MEX")
    dataset, seen = open_dataset(), 0
    for view in views().values():
        if not any(parameter.required for parameter in view.parameters):
            seen += 1
            answer = write_answer(dataset.ask(view.name, {}), "table")
            assert said_before((view.name, (), "table")) == (answer, ())
    assert seen > 100
    assert said_before(("visits", (), "csv")) is None


def test_a_damaged_answer_is_not_given_and_is_made_again(cache: Path) -> None:
    whole = asked("tours").output
    for file in answers_folder().iterdir():
        data = file.read_bytes()
        file.write_bytes(data.replace(b"rex-tillerson", b"rex-tillersen", 1))
    assert said_before(("tours", (), "table")) is None
    assert in_a_process("ask", "tours").stdout == whole
    said = said_before(("tours", (), "table"))
    assert said is not None
    assert said[0].rstrip("\n") == whole.rstrip("\n")


def test_half_an_answer_is_none(cache: Path) -> None:
    asked("tours")
    for file in answers_folder().iterdir():
        file.write_bytes(file.read_bytes()[:-5])
    assert said_before(("tours", (), "table")) is None


def test_other_facts_have_answers_of_their_own(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("tours")
    before = answers_folder()
    copy = tmp_path / "corpus"
    shutil.copytree(corpus_folder(), copy)
    monkeypatch.setattr(given_before, "corpus_folder", lambda: copy)
    same_words = answers_folder()
    file = next(copy.rglob("*.yaml"))
    file.write_bytes(file.read_bytes() + b"# a note\n")
    assert len({before, same_words, answers_folder()}) == 3  # the place of the facts counts, and each byte
    assert said_before(("tours", (), "table")) is None


def test_answers_from_other_facts_are_cleared_away_and_a_full_folder_begins_anew(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cache / "answers" / "of-another-program"
    other.mkdir(parents=True)
    (other / "answer").write_text("old")
    asked("tours")
    assert [each.name for each in other.parent.iterdir()] == [answers_folder().name]
    (answers_folder() / "left").write_text("x")
    monkeypatch.setattr(given_before, "_MOST_KEPT", 5)
    asked("visits", "-p", "host=MEX")
    assert not (answers_folder() / "left").exists()
    assert said_before(("visits", ("host=MEX",), "table")) is not None


def test_where_nothing_can_be_kept_the_answer_is_given_all_the_same(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked("tours").output
    shutil.rmtree(cache / "answers")
    (cache / "answers").write_text("a file in its place")
    assert asked("tours").output == whole
    assert (cache / "answers").read_text() == "a file in its place"


def test_what_is_wrong_is_said_again_and_other_graphs_are_not_remembered(cache: Path, tmp_path: Path) -> None:
    first, again = in_a_process("ask", "towers"), in_a_process("ask", "towers")
    assert first.returncode == again.returncode == 2
    assert first.stderr == again.stderr != ""
    graph = tmp_path / "graph.ttl"
    graph.write_text("<urn:a> <urn:b> <urn:c> .\n")
    assert CliRunner().invoke(group, ["ask", "tours", "--graph", str(graph)]).exit_code == 0
    assert not (cache / "answers").exists()


@pytest.mark.skipif(os.name != "posix", reason="a closed stream and a full device, as POSIX has them")
@pytest.mark.parametrize(("where", "code"), [(">&-", 3), ("> /dev/full", 3), ("| true", 0)])
def test_a_stream_that_takes_nothing_ends_an_answer_given_again_as_any(
    cache: Path, where: str, code: int
) -> None:
    asked("tours")
    if where == "> /dev/full" and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    line = f"set -o pipefail; {sys.executable} -m kg ask tours {where}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False)
