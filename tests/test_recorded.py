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
        last_modified_datetime="2021-06-02T09:00:00-04:00",
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
    # The record was edited in 2021, which is no year of any article.
    assert "The periods side by side: 2018 → 2019 → 2025" in page
    assert "2018: 1 article, 1 named publisher: 002 (preview)." in page
    assert "An official record covers it." not in page.partition("2018: 1 article")[2][:300]
    named = json.loads((place / "compare.json").read_text(encoding="utf-8"))
    assert {row["before"] for row in named} | {row["after"] for row in named} == {"2018", "2019", "2025"}


def test_a_record_alone_is_reported_and_drawn_by_the_years_of_which_it_tells(tmp_path: Path) -> None:
    days = ("2016-05-01", "2017-05-01", "2018-05-01", "2019-05-01")
    trips = [
        trip(id=str(n), start_date=day, end_date=day, last_modified_datetime="2021-06-02T09:00:00-04:00")
        for n, day in enumerate(days, start=1)
    ]
    assert kg("import", "travels", str(folder(tmp_path, *trips)), "-o", str(tmp_path / "record"))[1] == 0
    alone = ("--graph", str(tmp_path / "record"))
    assert kg("report", *alone, "-o", str(tmp_path / "report"))[1] == 0
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "The periods side by side: 2016 → 2017 → 2018 → 2019" in page
    assert "2017: 0 articles, no named publisher: none. An official record covers it." in page
    # It tells of 1 May 2016 to 1 May 2019: of all of 2017 and 2018, and of parts of 2016 and 2019.
    rows = json.loads((tmp_path / "report" / "compare.json").read_text(encoding="utf-8"))
    told = [(row["before"], row["change"]) for row in rows if row["table"] == "told"]
    assert told == [("2016", "not comparable"), ("2017", "unchanged"), ("2018", "not comparable")]
    assert kg("map", *alone, "-o", str(tmp_path / "map.html"))[1] == 0
    drawn = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "No article. An official record covers it." in drawn
    assert kg("dossier", "USA", "MEX", *alone, "-o", str(tmp_path / "pair.html"))[1] == 0
    assert "2016" in (tmp_path / "pair.html").read_text(encoding="utf-8")


def test_without_a_record_the_report_has_no_such_section(tmp_path: Path) -> None:
    assert kg("report", "-o", str(tmp_path / "report"))[1] == 0
    assert not (tmp_path / "report" / "record.csv").exists()
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "beside the official record" not in page
