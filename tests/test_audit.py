"""The articles beside the official record: every status by a case of our own, and the shipped articles by the whole."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from documents import kg
from travels import ABSENT, RECORD, SHARED

from kg.curation.dates import parse_edtf
from kg.curation.loading import read_corpus
from kg.importing.against import record_against
from kg.importing.audit import COLUMNS, STATUSES, _near, audit
from kg.importing.beside import coverage_ends

CASES = Path(__file__).parent / "cases" / "audit"
# kind, person, state, claim: status, and the words of the detail
ROWS = {
    ("stop", "ann-b-alder", "czechoslovakia", "a1/prague"): ("confirmed", "1988-05-04/1988-05-05, prague"),
    ("stop", "ann-b-alder", "MEX", "a1/mexico"): ("confirmed", "alder-ann-b.xml:3, 1)"),
    # Between the two the record has a third, which no article tells.
    ("stop", "ann-b-alder", "RUS", "secretary-travels-alder-ann-b/stop-2"): (
        "missing-in-graph",
        "1988-05-03, moscow",
    ),
    ("stop", "ann-b-alder", "PER", "a1/peru"): ("missing-in-record", "the record lists no such stop"),
    ("stop", "ann-b-alder", "", "a1/home"): ("not-covered", "on US soil"),
    ("stop", "ann-b-alder", "MEX", "a1/north"): ("differs", "another place: 2001-02-01/2001-02-02, tijuana"),
    ("stop", "ben-birch", "MEX", "secretary-travels-birch-ben/stop-11"): ("missing-in-graph", "2019-12-31"),
    ("stop", "ben-birch", "TUR", "a1/ankara"): ("differs", "other days: 2020-01-03"),
    ("stop", "ben-birch", "MEX", "a1/later"): ("not-covered", "after 2024-01-01, where this copy"),
    ("stop", "ann-b-alder", "", "a1/andes"): ("not-covered", "no state is named"),
    # The palace lies in Mexico City, where the record has the stop.
    ("meeting", "ann-b-alder", "MEX", "a1/dos"): ("confirmed", "1988-05-01/1988-05-02, mexico-city"),
    ("meeting", "ann-b-alder", "MEX", "a1/flor"): ("missing-in-record", "the record does not name rosa-flor"),
    ("meeting", "rosa-flor", "MEX", "a1/flor-dos"): (
        "not-covered",
        "no US Secretary of State and no President",
    ),
    ("counterpart", "Foreign Secretary Tres", "MEX", "secretary-travels-alder-ann-b/stop-1"): (
        "missing-in-graph",
        "no article tells that they met",
    ),
    ("counterpart", "rosa-flor", "MEX", "a1/flor"): ("missing-in-record", "not named"),
    ("counterpart", "uno-dos", "MEX", "a1/dos"): ("confirmed", "alder-ann-b.xml:3, 1)"),
    ("counterpart", "alvaro-nunez", "MEX", "secretary-travels-alder-ann-b/stop-5"): (
        "missing-in-graph",
        "xml:60, 5)",
    ),
    ("counterpart", "deniz-kaya", "TUR", "secretary-travels-birch-ben/stop-12"): (
        "missing-in-graph",
        "xml:17, 12)",
    ),
    ("order", "ann-b-alder", "MEX, czechoslovakia", "a1/mexico"): (
        "differs",
        "the record: MEX, czechoslovakia; the articles: czechoslovakia, MEX",
    ),
}


def audited(*facts: Path):
    corpus = read_corpus(facts)
    return audit(corpus, record_against("travels", RECORD, corpus))


def test_there_are_nineteen_rows_of_four_kinds_and_five_statuses() -> None:
    assert len(ROWS) == 19
    assert {kind for kind, *_ in ROWS} == {"stop", "meeting", "counterpart", "order"}
    assert {status for status, _ in ROWS.values()} == set(STATUSES)


def test_every_thing_told_or_listed_is_a_row() -> None:
    rows = audited(CASES)
    found = {(row.kind, row.person, row.state, row.claim): row for row in rows}
    assert {key: row.status for key, row in found.items()} == {
        key: status for key, (status, _) in ROWS.items()
    }
    assert len(rows) == len(ROWS)
    for key, (_, words) in ROWS.items():
        assert words in found[key].detail, key
        assert found[key].article == found[key].claim.partition("/")[0]


def test_a_person_or_place_under_another_slug_is_found_by_name(tmp_path: Path) -> None:
    for path in CASES.iterdir():
        text = (
            path.read_text(encoding="utf-8")
            .replace("uno-dos", "president-dos")
            .replace("mexico-city", "capital")
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    status = {(row.kind, row.claim): row.status for row in audited(tmp_path)}
    assert status["meeting", "a1/dos"] == status["stop", "a1/mexico"] == "confirmed"


def test_an_import_is_audited_like_its_source(tmp_path: Path) -> None:
    assert kg("import", "travels", str(RECORD), "-o", str(tmp_path / "out"))[1] == 0
    corpus = read_corpus((CASES,))
    assert audit(corpus, record_against("travels", tmp_path / "out", corpus)) == audited(CASES)


def asked(*words: str) -> tuple[list[dict[str, str]], str, int]:
    text, code = kg("audit", "--against", "travels", *words)
    return json.loads(text[: text.rindex("]") + 1]), text, code


def test_the_command_gives_rows_as_json_and_strictness_an_exit_code() -> None:
    rows, text, code = asked(str(RECORD), "--facts", str(CASES))
    assert (len(rows), code) == (19, 0)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert "19 rows: 4 confirmed, 3 differs, 5 missing-in-graph, 3 missing-in-record, 4 not-covered" in text
    assert asked(str(RECORD), "--facts", str(CASES), "--strict")[2] == 1
    text, code = kg("audit", "--against", "travels", str(RECORD), "--facts", str(CASES), "--format", "csv")
    assert code == 0
    assert len(list(csv.DictReader(text.splitlines()[:20]))) == 19


def test_nothing_that_is_left_out_or_not_covered_makes_it_strict(tmp_path: Path) -> None:
    for path in CASES.iterdir():
        text = path.read_text(encoding="utf-8")
        for wrong in ("peru", "north", "ankara", "flor"):
            text = without_claim(text, wrong)
        text = text.replace("sequence: 1", "sequence: 3")
        for slug in ("alder-peru", "alder-north", "birch-ankara", "alder-flor"):
            text = "".join(
                line for line in text.splitlines(keepends=True) if not line.startswith(f"  {slug}: {{")
            )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    rows, _, code = asked(str(RECORD), "--facts", str(tmp_path), "--strict")
    assert code == 0
    assert {row["status"] for row in rows} == {"confirmed", "missing-in-graph", "not-covered"}


def without_claim(text: str, slug: str) -> str:
    head, found, rest = text.partition(f"\n  {slug}:\n")
    if not found:
        return text
    lines = rest.splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines) if not line.startswith("    ")), len(lines))
    return head + "\n" + "".join(lines[end:])


def test_the_record_ends_where_its_last_traveller_does_whom_the_facts_need_not_know(tmp_path: Path) -> None:
    for path in CASES.iterdir():
        text = (
            path.read_text(encoding="utf-8")
            .replace("ben-birch", "ben-beech")
            .replace("Ben Birch", "Ben Beech")
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    details = {row.claim: row.detail for row in audited(tmp_path)}
    assert details["a1/later"] == "after 2024-01-01, where this copy of the record ends"
    assert details["a1/ankara"] == "the record lists no such stop"


def test_a_folder_without_a_record_is_said(tmp_path: Path) -> None:
    text, code = kg("audit", "--against", "travels", str(tmp_path))
    assert (code, "no travels: the folder holds no .xml file" in text) == (1, True)


# --- the shipped articles beside the whole record -----------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> list[dict[str, str]]:
    if not SHARED.exists():
        pytest.skip(ABSENT)
    rows, _, code = asked(str(SHARED))
    assert code == 0
    return rows


def of(rows: list[dict[str, str]], kind: str, status: str) -> list[dict[str, str]]:
    return [row for row in rows if (row["kind"], row["status"]) == (kind, status)]


def test_the_nine_stops_of_2018_and_2019_are_found(shipped) -> None:
    found = [(row["person"], row["state"]) for row in of(shipped, "stop", "confirmed")]
    assert sorted(found) == [
        *(("mike-pompeo", state) for state in ("ARG", "ECU", "MEX", "SLV")),
        *(("rex-tillerson", state) for state in ("ARG", "COL", "JAM", "MEX", "PER")),
    ]


def test_whom_the_articles_leave_out_comes_out(shipped) -> None:
    assert {row["person"] for row in of(shipped, "counterpart", "missing-in-graph")} >= {
        *("enrique-pena-nieto", "luis-videgaray-caso", "jorge-faurie", "pedro-pablo-kuczynski"),
        *("andrew-holness", "jose-valencia", "cayetana-aljovin", "maria-angela-holguin"),
    }
    assert {row["person"] for row in of(shipped, "counterpart", "confirmed")} == {
        *("mauricio-macri", "lenin-moreno", "marcelo-ebrard", "nayib-bukele")
    }


def test_the_order_of_stops_and_bariloche_come_out_as_the_record_has_them(shipped) -> None:
    orders = {row["person"]: row for row in shipped if row["kind"] == "order"}
    assert orders["rex-tillerson"]["state"] == "MEX, ARG, PER, COL, JAM"
    assert orders["rex-tillerson"]["status"] == "missing-in-graph"
    assert orders["mike-pompeo"]["state"] == "ARG, ECU, MEX, SLV"
    assert orders["mike-pompeo"]["status"] == "confirmed"
    (argentina,) = [
        r for r in shipped if (r["kind"], r["person"], r["state"]) == ("stop", "rex-tillerson", "ARG")
    ]
    assert "2018-02-03/2018-02-04, bariloche and buenos-aires" in argentina["detail"]


def test_what_the_record_cannot_know_is_not_covered(shipped) -> None:
    found = {row["claim"]: row["detail"] for row in shipped if row["status"] == "not-covered"}
    assert "after 2025-02-19, where this copy of the record ends" in found["004/mexico-stop"]
    assert "on US soil" in found["000/puerto-rico-stop-planned"]
    assert "on US soil" in found["000/orlando-stop-planned"]
    assert "no US Secretary of State" in found["001/ebrard-met-bukele"]


@pytest.mark.parametrize(
    ("told", "near"),
    [("2019-07-17", True), ("2019-07-18", False), ("2019-06-17", True), ("2019-06-16", False)],
)
def test_a_stop_is_taken_for_the_told_one_within_fourteen_days(told: str, near: bool) -> None:
    # the record's stop lasts from 1 to 3 July
    stop = SimpleNamespace(first=date(2019, 7, 1), dating=parse_edtf("2019-07-01/2019-07-03"))
    assert _near(stop, SimpleNamespace(datings=[parse_edtf(told)])) is near


def test_a_record_ends_with_the_latest_day_of_any_stop() -> None:
    traveller = SimpleNamespace(post="us-president")
    stops = [
        SimpleNamespace(traveller=traveller, first=parse_edtf(edtf).earliest, dating=parse_edtf(edtf))
        for edtf in ("2019-07-01/2019-07-09", "2019-07-02/2019-07-03")
    ]
    assert coverage_ends(stops) == {"us-president": date(2019, 7, 9)}
