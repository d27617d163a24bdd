"""Of thousands of slips of one kind the first hundred are told, and how many more there are; --all tells every one."""

from __future__ import annotations

from pathlib import Path

from documents import kg
from travels import folder, trip

from kg.cli.telling import FIRST, kind_of, some_left_out, told
from kg.problems import Mark, Problem


def problems(*messages: str) -> list[Problem]:
    return [Problem(Mark("f.csv", line, 2), message) for line, message in enumerate(messages, start=1)]


# two messages of one kind, and one that is of another
KINDS = (
    (
        "place: nothing is called kito (did you mean “quito”?)",
        "place: nothing is called limma",
        "who: nothing is called limma",
    ),
    ("the weight 'x' is no number", "the weight 'y z' is no number", "an edge needs a source and a target"),
    ("8 cells, and the header has 9", "1 cell, and the header has 9", ""),
    ("edtf: “2018-02-31” does not exist", "edtf: “2019-02-30” does not exist", "edtf: “May” is no date"),
    ("the event one-two has no label", "the event three has no label", "by needs said: the statement"),
)


def test_what_differs_between_two_slips_makes_no_kind() -> None:
    assert len(KINDS) == 5
    for one, same, other in KINDS[:2] + KINDS[3:4]:
        kinds = [kind_of(problem) for problem in problems(one, same, other)]
        assert kinds[0] == kinds[1] != kinds[2]
    assert kind_of(problems(KINDS[4][0])[0]) != kind_of(problems(KINDS[4][2])[0])


def test_the_rest_of_a_kind_is_counted_where_it_begins() -> None:
    many = problems(*("the weight 'x' is no number" for _ in range(FIRST + 1_500)), "by needs said")
    lines = list(told(many, every=False))
    assert FIRST == 100
    assert lines[0] == "f.csv:1:2: the weight 'x' is no number"
    assert lines[100:] == [
        "f.csv:101:2: and 1,500 more of this kind: the weight 'x' is no number",
        "f.csv:1601:2: by needs said",
    ]
    assert some_left_out(many)
    assert list(told(many, every=True)) == [str(problem) for problem in many]


def test_a_hundred_and_one_are_told_one_by_one() -> None:
    many = problems(*("by needs said" for _ in range(FIRST + 1)))
    assert list(told(many, every=False)) == [str(problem) for problem in many]
    assert not some_left_out(many)


def persons(place: Path, number: int) -> str:
    (place / "many.yaml").write_text("".join(f"p-{n}: {{kind: Person}}\n" for n in range(number)))
    return str(place / "many.yaml")


def test_every_command_tells_the_first_and_the_number(tmp_path: Path) -> None:
    facts = persons(tmp_path, 300)
    out = str(tmp_path / "out")
    hundred = f"{facts}:101:8: and 200 more of this kind: name is missing"
    for words, hint in (
        (("check", facts), "kg: 300 problems; --all tells every one"),
        (
            ("build", facts, "-o", out),
            "300 problems in the facts; nothing was written; --all tells every one",
        ),
        (("stats", "--facts", facts), "nothing was written; kg check --all tells every one"),
    ):
        text, code = kg(*words)
        assert code == 1
        assert len(text.splitlines()) == 102, text[-500:]
        assert hundred in text
        assert hint in text


def test_names_of_the_shipped_facts_are_answered_with_the_option_that_adds_them(tmp_path: Path) -> None:
    facts = tmp_path / "names.yaml"
    facts.write_text("ana-roca: {kind: Person, name: Ana Roca, state: ECU}\n")
    hint = "the shipped facts have names that are missing: add --with-corpus"
    for words in (("check", str(facts)), ("stats", "--facts", str(facts))):
        text, code = kg(*words)
        assert (code, hint in text) == (1, True), text
        text, code = kg(*words, "--with-corpus")
        assert (code, hint in text) == (0, False), text
    facts.write_text("ana-roca: {kind: Person, name: Ana Roca, state: XXX}\n")
    text, code = kg("check", str(facts))
    assert (code, "nothing is called XXX" in text, hint in text) == (1, True, False), text


def test_all_tells_every_one(tmp_path: Path) -> None:
    facts = persons(tmp_path, 300)
    for words in (("check", facts), ("build", facts, "-o", str(tmp_path / "out"))):
        text, code = kg(*words, "--all")
        assert code == 1
        assert len(text.splitlines()) == 301
        assert "--all" not in text


def test_rejected_entries_of_a_record_are_counted_too(tmp_path: Path) -> None:
    bad = [trip(id=str(n), start_date="2001-03-02", end_date="2001-03-01") for n in range(2, 152)]
    source = folder(tmp_path / "office", trip(), *bad)
    run = ("import", "travels", str(source), "-o", str(tmp_path / "out"))
    text, code = kg(*run)
    assert code == 1
    assert "and 50 more of this kind" in text
    assert "150 entries were rejected; --all tells every one" in text
    every, code = kg(*run, "--all")
    assert code == 1
    assert "of this kind" not in every
    assert sum("alder-ann-b.xml:" in line for line in every.splitlines()) == 150
