"""The report's section on the official record: in it on request, and whole."""

from __future__ import annotations

import json
from pathlib import Path

from documents import kg
from travels import folder, trip


def reported(tmp_path: Path) -> Path:
    told = trip(
        "peru",
        "tillerson-rex-w",
        name="Rex W. Tillerson",
        start_date="2018-02-05",
        end_date="2018-02-06",
        country="Peru",
        locale="Lima",
        remarks="Met with President Pedro Pablo Kuczynski.",
    )
    later = trip(
        "qatar",
        "birch-ben",
        id="2",
        name="Ben Birch",
        start_date="2019-12-01",
        end_date="2019-12-01",
        country="Qatar",
        locale="Doha",
    )
    source = folder(tmp_path, told, name="tillerson-rex-w.xml")
    folder(tmp_path, later, name="birch-ben.xml")
    assert kg("import", "travels", str(source), "-o", str(tmp_path / "record"))[1] == 0
    assert kg("report", "--with-record", str(tmp_path / "record"), "-o", str(tmp_path / "report"))[1] == 0
    return tmp_path / "report"


def test_the_report_says_what_the_articles_had_right_and_what_they_left_out(tmp_path: Path) -> None:
    place = reported(tmp_path)
    page = (place / "index.html").read_text(encoding="utf-8")
    assert page.index("<h2><bdi>The articles beside the official record") < page.index("<bdi>Method</bdi>")
    for title in ("had right", "left out", "does not bear the articles out", "does not cover"):
        assert title in page
    assert "Pedro Pablo Kuczynski" in page
    rows = json.loads((place / "record.json").read_text(encoding="utf-8"))
    found = {(row["kind"], row["person"], row["state"]): row["status"] for row in rows}
    assert found["stop", "rex-tillerson", "PER"] == "confirmed"
    assert found["counterpart", "pedro-pablo-kuczynski", "PER"] == "missing-in-graph"
    # The record covers 2018 and has no other stop.
    assert found["stop", "rex-tillerson", "JAM"] == "missing-in-record"
    assert found["stop", "marco-rubio", "ECU"] == "not-covered"
    assert "The articles beside the official record" in (place / "report.md").read_text(encoding="utf-8")


def test_without_a_record_the_report_has_no_such_section(tmp_path: Path) -> None:
    assert kg("report", "-o", str(tmp_path / "report"))[1] == 0
    assert not (tmp_path / "report" / "record.csv").exists()
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "beside the official record" not in page
