"""A report as one folder: a page to read and print, its explanations, Markdown, the map, every table as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.pages.figure import Bar, figure
from kg.pages.languages import OWN, Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.model import Evidence
from kg.pages.templating import asset, english, environment, plain, with_policy
from kg.ties.tables import Cell, Row, table_text

if TYPE_CHECKING:
    from jinja2 import Template

    from kg.pages.evidence import EvidencePage

GENERATOR: Final = "Legation report"
STYLES: Final = ("page.css", "report.css")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as a page shows it; without `digits` its cells are texts, with `keep` on one line.

    Of `english` ones the texts are those of the facts, in English on every page.
    """

    key: str
    heading: str
    digits: int | None = None
    sign: bool = False
    keep: bool = False
    english: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A value that leads to where it is explained."""

    value: Cell
    href: str


PageCell = Cell | Link | tuple[Link, ...]
PageRow = Mapping[str, PageCell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as a page shows them, and under `name`.csv and .json the full rows as data (none if no name).

    A row's `aside` stands under its first cell; `title` and `words` stand above the table, `empty` in its place
    where it has no row (no record, if nothing else is said).
    """

    columns: tuple[Column, ...]
    rows: tuple[PageRow, ...]
    name: str | None = None
    data: tuple[Row, ...] = ()
    data_columns: tuple[str, ...] = ()
    title: str = ""
    words: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: words, then a figure, then tables."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    tables: tuple[Table, ...] = ()
    claims: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its sections in order, and the pages that explain its numbers.

    A report that is no `folder` is one page by itself, without map and Markdown; `above` leads out of it.
    `data_at` is the address of the folder with its tables as data, where that is another, which all languages share;
    `twins` are its folders in the other languages.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    credit: str
    evidence: tuple[EvidencePage, ...] = ()
    folder: bool = True
    above: tuple[Link, ...] = ()
    language: str = OWN
    data_at: str = ""
    twins: tuple[Twin, ...] = ()

    def tables(self) -> tuple[Table, ...]:
        """Give the tables of all sections in order."""
        return tuple(table for section in self.sections for table in section.tables)


def report_files(report: Report, map_page: str) -> dict[str, bytes]:
    """Give every file of the report's folder by name; the same report gives the same bytes."""
    from kg.pages.evidence import evidence_html

    texts = {"index.html": report_html(report), "report.md": _markdown(report), "map.html": map_page}
    texts |= {page.name: evidence_html(page, report) for page in report.evidence}
    for table in report.tables():
        if table.name and not report.data_at:
            for kind in ("csv", "json"):
                texts[f"{table.name}.{kind}"] = table_text(table.data, kind, table.data_columns)
    return {name: texts[name].encode("utf-8", "backslashreplace") for name in sorted(texts)}


def write_report(files: Mapping[str, bytes], folder: Path) -> Path:
    """Put the report's folder in place, whole; an older report there is replaced, nothing else ever is.

    Raises KgError where the folder holds something else, or cannot be written.
    """
    from kg.graph.writing import write_whole_folder

    return write_whole_folder(folder, files, ours=_is_report, kind="a report")


def check_report_place(folder: Path) -> None:
    """Raise KgError, before anything is measured, where the report's folder could not be put in place."""
    from kg.graph.destination import check_destination

    check_destination(folder, ours=_is_report, kind="a report")


def _is_report(folder: Path) -> bool:
    page = folder / "index.html"
    return page.is_file() and f'content="{GENERATOR}"'.encode() in page.read_bytes()[:2000]


def report_html(report: Report) -> str:
    """Give the page to read as one HTML text that needs no script."""
    return with_policy(_template(report.language).render(report=report, style=asset(*STYLES)))


@cache
def _template(language: str) -> Template:
    """Give the page's template in a language, read once: a site has many such pages."""
    jinja = environment()
    jinja.globals |= {"figure": figure, "parts": parts, "generator": GENERATOR}
    jinja.globals |= {"t": texts_of(language), "english": english(language)}
    return jinja.get_template("report.html.j2")


def parts(row: PageRow, column: Column) -> tuple[tuple[str, str | None], ...]:
    """Give the texts of a cell, each with where it leads; one dash for nothing."""
    value = row.get(column.key)
    if isinstance(value, tuple) and value:
        return tuple((_shown(link.value, column), link.href) for link in value)
    if isinstance(value, Link):
        return ((_shown(value.value, column), value.href),)
    return ((_shown(None if isinstance(value, tuple) else value, column), None),)


def cell(row: PageRow, column: Column) -> str:
    """Give a cell as a page shows it, without its links."""
    return ", ".join(text for text, _ in parts(row, column))


def _shown(value: Cell, column: Column) -> str:
    """Give a value as a page shows it: a dash for nothing, a true minus, a fixed count of decimals."""
    if value is None or value == "":
        return "–"
    if column.digits is None or isinstance(value, str):
        return "−" if value == "-" else plain(value)
    text = f"{value:{'+' if column.sign else ''}.{column.digits}f}"
    return f"{0:.{column.digits}f}" if float(text) == 0 else text.replace("-", "−")


def _markdown(report: Report) -> str:
    lines = [f"# {escaped(report.title)}", "", escaped(report.subtitle), ""]
    for section in report.sections:
        lines += [f"## {escaped(section.title)}", ""]
        for words in section.words:
            lines += [escaped(words), ""]
        for table in section.tables:
            lines += [*_markdown_table(table, texts_of(report.language)), ""]
    return "\n".join([*lines, escaped(report.credit), ""])


def _markdown_table(table: Table, texts: Texts) -> Sequence[str]:
    above = [f"### {escaped(table.title)}", ""] if table.title else []
    above += [line for words in table.words for line in (escaped(words), "")]
    if not table.rows:
        return [*above, escaped(table.empty or texts("sheet.no-record"))]
    marks = ["---" if column.digits is None else "---:" for column in table.columns]
    heads = [[escaped(column.heading) for column in table.columns], marks]
    body = [[_markdown_cell(row, column) for column in table.columns] for row in table.rows]
    for line, row in zip(body, table.rows, strict=True):
        line[0] += f" ({escaped(str(row['aside']))})" if row.get("aside") else ""
    return [*above, *("| " + " | ".join(line) + " |" for line in [*heads, *body])]


def _markdown_cell(row: PageRow, column: Column) -> str:
    found = ((escaped(text), href) for text, href in parts(row, column))
    return ", ".join(f"[{text}]({href})" if href else text for text, href in found)


def escaped(text: str) -> str:
    """Give a text that Markdown shows as it is, on one line."""
    letters = (f"\\{c}" if c in "\\`*_[]<>|#" else c for c in plain(text).replace("\n", " "))
    return "".join(letters)
