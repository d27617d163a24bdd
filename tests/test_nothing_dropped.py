"""What is given is used, and what is left out is said: paths after --facts, unknown names, sides, exports."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import click
import pytest
from documents import kg
from facts_cases import CASES
from pyoxigraph import Literal, NamedNode

from kg.cli import _COMMANDS, _INSTEAD, _each_named
from kg.graph.answer import Table, Term
from kg.graph.disagreements import conflicts_text
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, ID, KG

_ALONE = click.Command("stats", params=[])
_NAMED = click.Command("show", params=[click.Argument(["name"])])

# words: (what a command without names makes of them, what one that takes a name makes)
WORDS = {
    "--facts a b c --format json": ("--facts a --facts b --facts c --format json", "--facts a b c --format json"),
    "--facts a": ("--facts a", "--facts a"),
    "--facts=a b": ("--facts=a --facts b", "--facts=a b"),
    "--facts a --facts b c": ("--facts a --facts b --facts c", "--facts a --facts b c"),
    "--facts a --with-corpus b": ("--facts a --with-corpus b", "--facts a --with-corpus b"),
    "-o out --facts a b": ("-o out --facts a --facts b", "-o out --facts a b"),
    "--facts a.yaml b.yml MEX c.yaml": (
        "--facts a.yaml --facts b.yml --facts MEX --facts c.yaml",
        "--facts a.yaml --facts b.yml MEX c.yaml",
    ),
    "--facts a -- b": ("--facts a -- b", "--facts a -- b"),
    "MEX --facts": ("MEX --facts", "MEX --facts"),
}  # fmt: skip


def test_the_table_is_whole() -> None:
    assert len(WORDS) == 9


@pytest.mark.parametrize("words", WORDS)
def test_paths_after_facts_are_told_from_names(words: str) -> None:
    alone, named = WORDS[words]
    assert _each_named(words.split(), _ALONE) == alone.split()
    assert _each_named(words.split(), _NAMED) == named.split()


def test_files_given_one_after_another_are_read_together(tmp_path: Path) -> None:
    files = [str(shutil.copy(path, tmp_path)) for path in sorted(CASES.glob("*.yaml"))]
    assert len(files) == 3
    text, code = kg("stats", "--facts", *files)
    assert (code, text.splitlines()[0].split()) == (0, ["claims", "3"])
    text, code = kg("show", "--facts", *files, "Berg")
    assert (code, text.splitlines()[0]) == (0, "Ane Berg (Person, ane-berg)")


def test_a_name_that_the_graph_does_not_hold_is_said() -> None:
    said = "other: this graph holds nothing called “nobody”; kg search finds names"
    text, code = kg("ask", "did-they-meet", "-p", "one=mike-pompeo", "-p", "other=nobody")
    assert (code, [line for line in text.splitlines() if "holds nothing" in line]) == (0, [said])
    text, code = kg("ask", "did-they-meet", "-p", "one=mike-pompeo", "-p", "other=marcelo-ebrard")
    assert (code, "holds nothing" in text) == (0, False)


def test_conflicts_show_every_side_with_its_source() -> None:
    text, code = kg("conflicts", "--format", "csv")
    rows = [line for line in text.splitlines() if "venezuela-us-aircraft" in line]
    assert code == 0
    sides = (
        "ep3-over-international-waters",
        "su30-shadowed-ep3",
        "unsafe-distance",
        "us-aircraft-entered-airspace",
    )
    assert all(any(f"claim/001/{side}" in row for row in rows) for side in sides)


_SIDES = ("conflict", "kind", "about", "by", "place", "modality", "status", "article", "sentence", "claim")
_WORDS = ("paraphrase", "label", "field", "reason", "settled_for")


def _side(by: str, claim: str, sentence: str, said: str, place: str = "") -> tuple[Term | None, ...]:
    named = (
        f"{CONFLICT}fire",
        f"{KG}contradicts",
        f"{ID}fire-1",
        by,
        place,
        f"{KG}happened",
        f"{KG}accepted",
    )
    nodes = (
        *named,
        f"{ARTICLE}001",
        sentence,
        f"{CLAIM}{claim}",
        said,
        "Who\u202e lit it",
        "",
        "",
        f"{CLAIM}001/a",
    )
    return tuple(
        None if not one else NamedNode(one) if one.startswith("http") else Literal(one) for one in nodes
    )


def test_a_conflict_reads_side_by_side_each_claim_once() -> None:
    rows = (
        _side(f"{ARTICLE}001", "001/a", "1.1", "A lit it.", f"{ID}oslo"),
        _side(f"{ARTICLE}001", "001/a", "2.1", "A lit it.", f"{ID}oslo"),
        _side(f"{ID}bo", "001/b", "3.1", "B lit it."),
    )
    assert conflicts_text(Table((*_SIDES, *_WORDS), rows)).splitlines() == [
        "Who\\u202e lit it (fire)",
        "contradicts, about fire-1",
        "  article 001",
        "    A lit it. (settled for this)",
        "      happened, accepted; place: oslo; 001 1.1, 2.1; 001/a",
        "  bo",
        "    B lit it.",
        "      happened, accepted; 001 3.1; 001/b",
    ]
    assert conflicts_text(Table((*_SIDES, *_WORDS), ())) == ""


def test_that_there_is_no_conflict_is_said() -> None:
    assert kg("conflicts", "--facts", str(CASES)) == (f"{CASES}: no conflict\n", 0)
    assert kg("conflicts", "Bergen", "--facts", str(CASES)) == (
        f"{CASES}: no conflict that concerns Bergen\n",
        0,
    )
    text, code = kg("conflicts", "nobody", "--facts", str(CASES))
    assert (code, "nothing is called “nobody”" in text) == (2, True)


# the names, and the conflicts that concern them all: read by hand from kg/corpus/conflicts.yaml and the articles
CONCERNED = {
    ("Venezuela",): {
        "bachelet-report-on-venezuela",
        "standing-of-the-maduro-government",
        "venezuela-us-aircraft",
    },
    ("VEN", "USA"): {"venezuela-us-aircraft"},
    ("Mexico",): {
        "has-mexico-done-enough-2019",
        "readings-of-mexico-talks",
    },  # the first through its officials
    ("Mexico", "Mike Pompeo"): {"has-mexico-done-enough-2019", "readings-of-mexico-talks"},
    ("maduro-government",): {"standing-of-the-maduro-government"},  # what it is about
    ("us-southcom",): {"venezuela-us-aircraft"},  # who asserts a side
    ("El Salvador",): {"el-salvador-army-recruitment-2019-quantities"},  # found by the program
    ("Peru",): set(),
}


@pytest.mark.parametrize("names", CONCERNED)
def test_conflicts_are_found_by_whom_they_concern(names: tuple[str, ...]) -> None:
    text, code = kg("conflicts", *names, "--format", "csv")
    found = {row["conflict"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(text)) if row["kind"]}
    assert (code, found) == (0, CONCERNED[names])


def test_every_concern_was_tried() -> None:
    assert len(CONCERNED) == 8


def test_an_explanation_of_nothing_says_so_and_where_more_is_told(tmp_path: Path) -> None:
    text, code = kg("explain", "COL", "VEN")
    said = "no event told as having happened stands between COL and VEN in what is counted here"
    assert (code, text.splitlines()) == (
        0,
        [
            "COL – VEN, told: P 0.0000, N 0.0000",
            f"{said}; kg dossier COL VEN -o FILE gives all that names both",
        ],
    )
    page = tmp_path / "page.html"
    assert kg("dossier", "COL", "VEN", "-o", str(page))[1] == 0
    assert "Santos stands behind" in page.read_text("utf-8")  # the Maduro government is Venezuela's
    text, code = kg("explain", "COL", "USA", "--basis", "announced")
    assert (code, "no event" in text) == (0, False)
    text, code = kg("explain", "Mike Pompeo", "Nayib Bukele", "--between", "officials", "--during", "1999")
    assert (code, text.splitlines()[-1].startswith("no event told"), "dossier" in text) == (0, True, False)


def test_an_export_that_cannot_hold_everything_says_so(tmp_path: Path) -> None:
    for form, said in (("turtle", True), ("trig", False)):
        text, code = kg("export", "--format", form, "-o", str(tmp_path / "out"), "--facts", str(CASES))
        assert (code, "are left out" in text) == (0, said)


@pytest.mark.parametrize("name", _INSTEAD)
def test_a_name_given_to_a_command_about_all_is_answered_with_the_command_for_one(name: str) -> None:
    text, code = kg(name, *(("-o", "out.html") if name == "timeline" else ()), "MEX")
    assert (code, text.splitlines()[-1]) == (2, f"kg {name} is about all; {_INSTEAD[name]}.")
    for instead in _INSTEAD[name].split("kg ")[1:]:
        words = re.split(r" (?:takes|tells|gives) ", instead)[0].replace("NAME", "MEX").split()
        assert kg(*words)[1] == 0, words


def test_every_command_about_all_is_one() -> None:
    assert len(_INSTEAD) == 4 and set(_INSTEAD) <= set(_COMMANDS)
