"""A record in place of a text: its entries in the facts file, and every slip in them at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation.loading import check, read_corpus
from kg.curation.texts import paragraph_hash
from kg.curation.verification import verify
from kg.problems import ProblemsFound

LIST = "a list\n7; Oslo;  a visit\n8; Bergen;\n   two lines\n"
FACTS = f"""\
article:
  id: list
  file: list.txt
  sha256: {"0" * 64}
  published: {{edtf: 2020-05-01, derived: text}}
  genre: record
entries:
  7: {{line: 2, lines: 1, sha256: {paragraph_hash("7; Oslo; a visit")}}}
  8: {{line: 3, lines: 2, remarks: 4, sha256: {paragraph_hash("8; Bergen; two lines")}}}
unclaimed:
  "8": of no interest
claims:
  visit:
    at: "7"
    modality: happened
    location: oslo
    paraphrase: Oslo was visited.
"""
ENTITIES = "oslo: {kind: Place, name: Oslo}\n"


def facts(folder: Path, text: str = FACTS) -> Path:
    (folder / "list.yaml").write_text(text, encoding="utf-8")
    (folder / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    return folder


def changed(folder: Path, old: str, new: str) -> Path:
    assert FACTS.count(old) == 1
    return facts(folder, FACTS.replace(old, new))


def test_a_record_is_read_with_the_lines_of_its_entries(tmp_path: Path) -> None:
    (article,) = read_corpus((facts(tmp_path),)).articles
    assert [(e.number, e.line, e.lines, e.remarks) for e in article.entries] == [
        (7, 2, 1, None),
        (8, 3, 2, 4),
    ]
    assert article.paragraphs == ()


SLIPS = {
    "no such entry": ('at: "7"', 'at: "9"', "list.yaml:14:9", "9: the record has no entry of this number"),
    "a sentence of an entry": ('at: "7"', 'at: "7.1"', "list.yaml:14:9", "7.1: the record has no entry"),
    "no line": ("line: 2, ", "", "list.yaml:8:6", "entry 7 needs line, lines and sha256"),
    "a strange field": ("remarks: 4", "pages: 4", "list.yaml:9:6", "entry 8 needs line, lines and sha256"),
    "line 0": ("line: 2", "line: 0", "list.yaml:8:6", "line: “0” is not a count of lines from 1"),
    "a line in words": ("line: 2", "line: two", "list.yaml:8:6", "line: “two” is not a count of lines"),
    "no hash": ("remarks: 4, sha256: ", "remarks: 4, sha256: x", "list.yaml:9:6", "a SHA-256 has 64"),
    "an entry without number": ("  7: {", "  seven: {", "list.yaml:8:10", "“seven” is not an entry's number"),
    "paragraphs as well": ("entries:", "paragraphs: {}\nentries:", "list.yaml:7:13", "not both"),
    "an entry left over": (
        'unclaimed:\n  "8": of no interest\n',
        "",
        "list.yaml:2:3",
        "entry 8 of list stands behind no claim",
    ),
}


def test_there_are_ten_slips() -> None:
    assert len(SLIPS) == 10


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_at_its_place(slip: str, tmp_path: Path) -> None:
    old, new, place, words = SLIPS[slip]
    _, problems = check((changed(tmp_path, old, new),))
    found = [(str(problem.mark).removeprefix(f"{tmp_path}/"), problem.message) for problem in problems]
    assert any(at == place and words in message for at, message in found), found


def verified(tmp_path: Path, text: str):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "list.txt").write_text(text, encoding="utf-8")
    (found,) = verify(read_corpus((facts(tmp_path),)), tmp_path / "texts")
    return found


def test_a_record_is_held_against_the_readers_copy(tmp_path: Path) -> None:
    assert verified(tmp_path, LIST).row() == {
        "article": "list",
        "paragraphs": 2,
        "sentences": 2,
        "claims": 1,
        "orphans": 0,
        "uncovered": 0,
    }


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        # White space is not content.
        (LIST.replace(";  a", "; a"), ()),
        (
            LIST.replace("visit", "journey"),
            ("entry 7 is not as it was curated", "claim list/visit stands on an entry that differs"),
        ),
        (LIST.replace("two", "three"), ("entry 8 is not as it was curated",)),
        ("a list\n7; Oslo; a visit\n", ("entry 8 is not as it was curated",)),
        (
            "\n" + LIST,
            (
                "entry 7 is not as it was curated",
                "entry 8 is not as it was curated",
                "claim list/visit stands on an entry that differs",
            ),
        ),
    ],
)
def test_what_has_changed_is_found(tmp_path: Path, text: str, findings: tuple[str, ...]) -> None:
    assert verified(tmp_path, text).findings == findings


def test_an_entry_on_which_nothing_rests_is_called_one(tmp_path: Path) -> None:
    found = read_corpus((changed(tmp_path, 'unclaimed:\n  "8": of no interest\n', ""),))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "list.txt").write_text(LIST, encoding="utf-8")
    (verified,) = verify(found, tmp_path / "texts")
    assert (verified.findings, verified.uncovered) == (("entry 8 is unaccounted for",), 1)


def test_facts_of_a_record_that_do_not_hold_are_not_opened(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        read_corpus((changed(tmp_path, 'at: "7"', 'at: "9"'),))
