"""The report's folder: readable without scripts, the same in every format, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from links import broken_links, links_of

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.figure import Bar, figure
from kg.pages.model import Evidence
from kg.pages.report import Column, Link, Report, Section, Table, cell, report_files, write_report
from kg.pages.templating import plain
from kg.problems import KgError

COLUMNS = (
    Column("pair", "Pair"),
    Column("sign", "Sign"),
    Column("strength", "Strength", 3),
    Column("polarity", "Polarity", 2, sign=True),
    Column("when", "When", keep=True),
)
ROWS = (
    {
        "pair": Link("Aldovia – Brusland", "map.html#tie=a"),
        "sign": "-",
        "strength": Link(1.0367, "explained.html#a-b"),
        "polarity": -0.6454,
        "when": "2031-05",
        "aside": "one article",
    },
    {"pair": "Aldovia – São Casimir", "sign": "+", "strength": 0.2776, "polarity": 0.0, "when": None},
)
DATA = (
    {"pair": "Aldovia – Brusland", "sign": "-", "strength": 1.0367},
    {"pair": "Aldovia – São Casimir", "sign": "+", "strength": 0.2776},
)
CLAIM = Evidence(
    "1/visit", "A visit.", "2031-05", "1", "Herald", ("4.1",), "Ministry", "planned", "attributed"
)
PAGES = (
    EvidencePage(
        "explained.html",
        "What is behind the ties",
        "Every pair.",
        (
            Entry(
                "a-b",
                "Aldovia – Brusland",
                ("P = 1",),
                (Item("The visit", ("2031-05", "CONSULT:Visit"), (CLAIM,)), Item("A quarrel", (), (), False)),
                links=(Link("onward", "index.html#ties"),),
            ),
        ),
    ),
    EvidencePage(
        "claims.html", "All claims", "Everything.", (Entry("article-1", "Article 1", claims=(CLAIM,)),)
    ),
)


def sample():
    """A report of three sections (words, a table with a figure, a table without rows) and two pages behind."""
    table = Table(COLUMNS, ROWS, "ties", DATA, ("pair", "sign", "strength"), "All ties", ("In order.",))
    none = Table(COLUMNS, (), "disputed", (), ("pair",), empty="None.")
    return Report(
        "Ties of Aldovia",
        "An invented report",
        (
            Section("coverage", "What was counted", ("Two articles.", "One publisher.")),
            Section(
                "ties", "Ties", (), (Bar("Aldovia – Brusland", 0.5, 1.5), Bar("A – B", 0.2, 0.0)), (table,)
            ),
            Section("disputed", "Disputed", tables=(none,)),
        ),
        "Invented for a test.",
        PAGES,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_report(
        report_files(sample(), "<!doctype html><title>map</title>"), tmp_path_factory.mktemp("r") / "report"
    )


def test_the_folder_holds_the_page_the_map_and_every_table(folder):
    names = {"index.html", "report.md", "map.html", "ties.csv", "ties.json", "disputed.csv", "disputed.json"}
    names |= {"explained.html", "claims.html"}
    assert {path.name for path in folder.iterdir()} == names


def test_every_link_of_every_page_resolves(folder):
    assert broken_links(folder) == []
    assert {name: len(links) for name, links in links_of(folder).items()} == {
        "index.html": 11,
        "explained.html": 3,
        "claims.html": 1,
    }


def test_what_stands_behind_a_number_is_shown_with_its_claims(folder, opened):
    seen = opened(folder / "explained.html", "#a-b")
    page = seen.page
    assert page.inner_text("#a-b h2") == "Aldovia – Brusland"
    assert page.locator("#a-b .item h3").all_inner_texts() == ["The visit", "A quarrel"]
    said = page.inner_text("#a-b .claim")
    for words in ("A visit.", "planned", "attributed", "asserted by Ministry", "Herald, article 1, ¶ 4.1"):
        assert words in said
    page.click("#a-b .claim a")
    assert page.locator(".claim:target").inner_text().startswith("A visit.")


@pytest.mark.parametrize("scripts", [True, False])
def test_it_is_read_without_scripts_and_asks_for_nothing(folder, opened, scripts):
    seen = opened(folder / "index.html", java_script_enabled=scripts)
    page = seen.page
    assert page.locator("script").count() == 0
    assert page.inner_text("h1") == "Ties of Aldovia"
    assert page.locator("section table tbody tr").count() == 2
    assert page.inner_text("#disputed .note") == "None."
    assert len(seen.requests) == 1
    assert seen.console == []
    if scripts:
        assert seen.quiet()


def test_numbers_are_shown_rounded_and_kept_whole_in_the_data(folder, opened):
    page = opened(folder / "index.html").page
    rows = page.eval_on_selector_all(
        "#ties tbody tr", "all => all.map(row => [...row.cells].map(one => one.innerText))"
    )
    assert rows == [
        ["Aldovia – Brusland\none article", "−", "1.037", "−0.65", "2031-05"],
        ["Aldovia – São Casimir", "+", "0.278", "0.00", "–"],
    ]
    read = list(csv.DictReader(io.StringIO((folder / "ties.csv").read_text("utf-8"))))
    assert read == [{key: str(value) for key, value in row.items()} for row in DATA]
    assert json.loads((folder / "ties.json").read_text("utf-8")) == list(DATA)


def test_markdown_says_the_same(folder):
    lines = (folder / "report.md").read_text("utf-8").splitlines()
    assert lines[0] == "# Ties of Aldovia"
    assert "| Pair | Sign | Strength | Polarity | When |" in lines
    first = "[Aldovia – Brusland](map.html#tie=a) (one article)"
    assert f"| {first} | − | [1.037](explained.html#a-b) | −0.65 | 2031-05 |" in lines
    assert (
        lines.index("### All ties")
        < lines.index("In order.")
        < lines.index("| Pair | Sign | Strength | Polarity | When |")
    )
    assert lines.count("None.") == 1


def test_a_telephone_shows_it_without_sideways_scroll(folder, opened):
    page = opened(folder / "index.html", viewport={"width": 390, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_leaves_out_what_paper_cannot_do(folder, opened):
    page = opened(folder / "index.html").page
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator("#ties table").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_bars_stand_where_the_numbers_say():
    # N up to 1.5 and P up to 0.5: steps of 0.5 (2.0 / 8 < 0.5), 3 to the left and 1 to the right of zero
    drawn = figure([Bar("a", 0.5, 1.5), Bar("b", 0.0, 0.0)])
    assert [tick.text for tick in drawn.ticks] == ["1.5", "1", "0.5", "0", "0.5"]
    apart = {round(b.x - a.x, 1) for a, b in zip(drawn.ticks, drawn.ticks[1:], strict=False)}
    assert len(apart) == 1
    first, second = drawn.lines
    assert first.n_x == drawn.ticks[0].x
    assert first.n_x + first.n_width == pytest.approx(drawn.zero, abs=0.11)
    assert first.p_x + first.p_width == pytest.approx(drawn.ticks[4].x, abs=0.11)
    assert (second.n_width, second.p_width) == (0.0, 0.0)


def test_a_figure_of_nothing_has_a_scale():
    assert figure([]).lines == ()
    assert [tick.text for tick in figure([]).ticks] == ["0", "0.1"]


CELLS = [
    (None, Column("a", "A", 2), "–"),
    ((), Column("a", "A"), "–"),
    ((Link("x", "#x"), Link("y", "#y")), Column("a", "A"), "x, y"),
    (Link(-0.25, "#x"), Column("a", "A", 2), "−0.25"),
    ("", Column("a", "A"), "–"),
    (3, Column("a", "A", 0), "3"),
    (-0.0004, Column("a", "A", 2, sign=True), "0.00"),
    (0.5, Column("a", "A", 2, sign=True), "+0.50"),
    (-1.25, Column("a", "A", 1), "−1.2"),
    ("-", Column("a", "A"), "−"),
    ("a\u202eb", Column("a", "A"), "a\\u202eb"),
]


@pytest.mark.parametrize(("value", "column", "shown"), CELLS)
def test_cells(value, column, shown):
    assert cell({"a": value}, column) == shown


def test_every_cell_was_tried():
    assert len(CELLS) == 11


PAYLOADS = [
    "</script><script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{#",
    '" onmouseover="window.pwned=1',
    "[a](javascript:alert(1)) | b `c` <b>",
    "\u202egnp.exe\u0000\ud800",
    "POLICY-OF-THIS-PAGE",
]


def poisoned(value, payload):
    if isinstance(value, str):
        return payload
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if isinstance(value, dict):
        return {key: poisoned(item, payload) for key, item in value.items()}
    if isinstance(value, Column):
        return replace(value, heading=payload)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    kept = {"id", "name", "data_columns", "href", "language", "data_at"}
    changed = {f.name: poisoned(getattr(value, f.name), payload) for f in fields(value) if f.name not in kept}
    return replace(value, **changed)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_in_every_field_stay_text(tmp_path, opened, payload):
    files = report_files(poisoned(sample(), payload), "")
    folder = write_report(files, tmp_path / "report")
    seen = opened(folder / "index.html")
    page = seen.page
    said = " ".join(plain(payload).split())
    assert page.inner_text("h1") == said
    assert page.inner_text("#ties tbody tr:first-child td") == said
    assert page.locator("script, img, iframe, [onmouseover], a[href^='javascript']").count() == 0
    assert page.evaluate("window.pwned") is None
    assert seen.quiet()
    behind = opened(folder / "explained.html")
    assert behind.page.inner_text("h1") == said
    assert behind.page.locator("script, img, iframe, [onmouseover], a[href^='javascript']").count() == 0
    assert behind.quiet()
    for line in files["report.md"].decode().splitlines():
        ours = line.replace("](map.html#tie=a)", "").replace("](explained.html#a-b)", "")
        assert not re.search(r"(?<!\\)<|(?<!\\)\]\(", ours)


def test_every_payload_was_tried():
    assert len(PAYLOADS) == 8


def test_an_older_report_is_replaced_and_nothing_else_ever(tmp_path):
    files = report_files(sample(), "")
    folder = write_report({**files, "old.csv": b""}, tmp_path / "report")
    write_report(files, folder)
    assert {path.name for path in folder.iterdir()} == set(files)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("<title>my own page</title>")
    with pytest.raises(KgError, match="not a report"):
        write_report(files, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "report"]


BUILD = """
import pathlib, sys
from importlib import util
sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))
spec = util.spec_from_file_location("test_report", sys.argv[1])
module = util.module_from_spec(spec)
spec.loader.exec_module(module)
for name, data in module.report_files(module.sample(), "").items():
    sys.stdout.buffer.write(name.encode() + b"\\n" + data)
"""


def test_the_bytes_are_the_same_everywhere(tmp_path):
    made = set()
    for seed, locale, zone in (
        ("0", "C", "UTC"),
        ("1", "POSIX", "America/Lima"),
        ("9", "C.UTF-8", "Asia/Tehran"),
    ):
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "TZ": zone,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-c", BUILD, str(Path(__file__))]
        made.add(subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True).stdout)
    assert len(made) == 1
    assert b"\r" not in made.pop()
    assert list(tmp_path.iterdir()) == []
