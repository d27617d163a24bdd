"""Facts whose every text is made to do harm go through every command: pages, tables and graphs hold them as texts."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from confined import Done, listening, run, through
from facts_cases import copied

# Each holds at most 20 words and 200 characters; PORT becomes that of a listener which must not be asked.
HOSTILE = (
    '"><script>alert(1)</script>',
    "</script><script src=http://127.0.0.1:PORT/a></script>",
    "<img src=http://127.0.0.1:PORT/b onerror=alert(1)>",
    "=HYPERLINK(http://127.0.0.1:PORT/c)",
    "[a](javascript:alert(1)) ![b](http://127.0.0.1:PORT/d)",
    "| ## Fake | --- |",
    "{{ 7 * 7 }} {% raw %} {#",
    "<!--<script>]]>&lt;b&gt; &amp;#x3c;",
    "' OR 1=1 } DROP ALL #",
    "${x} `id` $(id) %s %n {0}",
)
SITE = ("site/id/ane-berg.html", "site/es/article/900.html", "site/search.html", "site/dossier/ECU-NOR.html")
_TEXT = re.compile(r"\b(?:(label|paraphrase|curator|as(?=: an)): [^\n]+|(name|stated): [^,}\n]+)")


class _Requests(HTMLParser):
    """Gathers what a page would ask for or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            address = str(value).lower().strip()
            outside = name in ("src", "href", "action") and re.match(
                r"//|(?!data:,$)[a-z][a-z0-9+.-]*:", address
            )
            if name.startswith("on") or outside:
                self.found.append((tag, f"{name}={value}"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], dict[str, Done]]:
    """Give the folder with all that the commands wrote, the hostile texts, and how each command ended."""
    folder = tmp_path_factory.mktemp("hostile")
    facts, used = copied(folder), []
    with listening() as (port, asked):

        def hostile(found: re.Match[str]) -> str:
            text = f"{HOSTILE[len(used) % len(HOSTILE)].replace('PORT', str(port))} {len(used)}"
            used.append(text)
            quoted = text.replace("'", "''")
            return f"{found[1] or found[2]}: '{quoted}'"

        for path in sorted(facts.glob("*.yaml")):
            path.write_text(_TEXT.sub(hostile, path.read_text(encoding="utf-8")), encoding="utf-8")
        commands = {
            "check": ("check", "facts"),
            "build": ("build", "--facts", "facts", "-o", "snapshot"),
            "report": ("report", "--graph", "snapshot", "-o", "report"),
            "site": ("site", "--graph", "snapshot", "-o", "site"),
            "map": ("map", "--graph", "snapshot", "-o", "map.html"),
            "matrix": ("matrix", "--all-pairs", "--graph", "snapshot", "-o", "matrix.html"),
            "timeline": ("timeline", "--graph", "snapshot", "-o", "timeline.html"),
            "tours": ("tours", "--graph", "snapshot", "-o", "tours.html"),
            "show": ("show", "ane-berg", "--graph", "snapshot", "--format", "markdown"),
            "sources": ("sources", "--graph", "snapshot"),
            **{
                form: ("export", "--graph", "snapshot", "--format", form, "-o", f"out.{form}")
                for form in ("turtle", "trig", "nquads", "jsonld", "csv", "graphml", "gexf")
            },
        }
        ended = {
            name: run(*each, folder=folder, seconds=40.0, **through(port)) for name, each in commands.items()
        }
        assert asked == []
    return folder, used, ended


def test_every_text_of_the_small_corpus_is_hostile(made: tuple[Path, list[str], dict[str, Done]]) -> None:
    _, used, ended = made
    assert len(used) == 18
    assert {name: (done.code, "Traceback" in done.err) for name, done in ended.items()} == dict.fromkeys(
        ended, (0, False)
    )
    assert len(ended) == 17


def test_only_what_was_asked_for_is_written(made: tuple[Path, list[str], dict[str, Done]]) -> None:
    folder = made[0]
    forms = ("csv", "gexf", "graphml", "jsonld", "nquads", "trig", "turtle")
    names = [
        "facts",
        "map.html",
        "matrix.html",
        *(f"out.{form}" for form in forms),
        "report",
        "site",
        "snapshot",
        "timeline.html",
        "tours.html",
    ]
    assert sorted(each.name for each in folder.iterdir()) == names


@pytest.mark.parametrize(
    "page", ["map.html", "matrix.html", "report/index.html", "report/map.html", "timeline.html"]
)
def test_a_page_asks_for_nothing_and_runs_nothing_of_it(
    page: str, made: tuple[Path, list[str], dict[str, Done]]
) -> None:
    text = (made[0] / page).read_text(encoding="utf-8")
    parser = _Requests()
    parser.feed(text)
    assert parser.found == []
    assert [each for each in HOSTILE if "<" in each and each in text] == []
    assert sum(each in html.unescape(text) or json.dumps(each)[1:-1] in text for each in made[1]) >= 1


def test_markdown_shows_the_texts_and_forges_nothing(made: tuple[Path, list[str], dict[str, Done]]) -> None:
    folder, _, ended = made
    for text in ((folder / "report" / "report.md").read_text(encoding="utf-8"), ended["show"].out):
        assert re.search(r"(?<!\\)<(?:script|img)", text) is None
        assert re.search(r"(?<!\\)\[[^\]]*\]\((?:javascript|http://127)", text) is None
        assert [line for line in text.splitlines() if "Fake" in line and line.startswith("#")] == []


def test_tables_hold_no_formula(made: tuple[Path, list[str], dict[str, Done]]) -> None:
    folder = made[0]
    tables = [folder / "out.csv", *sorted((folder / "report").glob("*.csv"))]
    assert len(tables) >= 5
    for path in tables:
        cells = [cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))) for cell in row]
        assert [cell for cell in cells if re.match(r"[=@]|[+-](?![0-9.]|$)", cell)] == [], path.name


def test_every_export_is_read_back_with_the_texts_as_they_are(
    made: tuple[Path, list[str], dict[str, Done]],
) -> None:
    folder, used, _ = made
    kinds = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
    held = {}
    for name, form in kinds.items():
        quads = set(ox.parse((folder / f"out.{name}").read_bytes(), format=form))
        held[name] = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    assert held["trig"] == held["nquads"] == held["jsonld"]
    assert [text for text in used if text not in held["trig"]] == []
    for name in ("graphml", "gexf"):
        root = ElementTree.fromstring((folder / f"out.{name}").read_bytes())
        assert sum(1 for _ in root.iter()) > 5
