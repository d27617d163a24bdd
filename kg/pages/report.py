"""A report as one folder: a page to read and print, Markdown, the map, and every table as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.pages.figure import Bar, figure
from kg.pages.templating import asset, environment, plain, with_policy
from kg.ties.tables import Cell, Row, table_text

GENERATOR: Final = "Legation report"
STYLES: Final = ("page.css", "report.css")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as a page shows it; without `digits` its cells are texts, with `keep` on one line."""

    key: str
    heading: str
    digits: int | None = None
    sign: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as a page shows them, and under `name`.csv and .json the full rows as data (none if no name).

    A row's `href` leads from its first cell to where the row is explained; its `aside` stands under it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str | None = None
    data: tuple[Row, ...] = ()
    data_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: words, then a figure, then a table."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    table: Table | None = None
    empty: str = "No record."


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its sections in order, and how to cite it."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    credit: str


def report_files(report: Report, map_page: str) -> dict[str, bytes]:
    """Give every file of the report's folder by name; the same report gives the same bytes."""
    texts = {"index.html": _html(report), "report.md": _markdown(report), "map.html": map_page}
    for section in report.sections:
        table = section.table
        if table and table.name:
            for kind in ("csv", "json"):
                texts[f"{table.name}.{kind}"] = table_text(table.data, kind, table.data_columns)
    return {name: texts[name].encode("utf-8", "backslashreplace") for name in sorted(texts)}


def write_report(files: Mapping[str, bytes], folder: Path) -> Path:
    """Put the report's folder in place, whole; an older report there is replaced, nothing else ever is.

    Raises KgError where the folder holds something else, or cannot be written.
    """
    from kg.graph.writing import write_whole_folder

    return write_whole_folder(folder, files, ours=_is_report, kind="a report")


def _is_report(folder: Path) -> bool:
    page = folder / "index.html"
    return page.is_file() and f'content="{GENERATOR}"'.encode() in page.read_bytes()[:2000]


def _html(report: Report) -> str:
    jinja = environment()
    jinja.globals |= {"figure": figure, "cell": cell, "generator": GENERATOR}
    template = jinja.get_template("report.html.j2")
    return with_policy(template.render(report=report, style=asset(*STYLES)))


def cell(row: Row, column: Column) -> str:
    """Give a cell as a page shows it: a dash for nothing, a true minus, a fixed count of decimals."""
    value: Cell = row.get(column.key)
    if value is None or value == "":
        return "–"
    if column.digits is None or isinstance(value, str):
        return "−" if value == "-" else plain(value)
    text = f"{value:{'+' if column.sign else ''}.{column.digits}f}"
    return f"{0:.{column.digits}f}" if float(text) == 0 else text.replace("-", "−")


def _markdown(report: Report) -> str:
    lines = [f"# {_escaped(report.title)}", "", _escaped(report.subtitle), ""]
    for section in report.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        for words in section.words:
            lines += [_escaped(words), ""]
        if section.table:
            lines += [*_markdown_table(section.table, section.empty), ""]
    return "\n".join([*lines, _escaped(report.credit), ""])


def _markdown_table(table: Table, empty: str) -> Sequence[str]:
    if not table.rows:
        return [_escaped(empty)]
    marks = ["---" if column.digits is None else "---:" for column in table.columns]
    heads = [[_escaped(column.heading) for column in table.columns], marks]
    body = [[_escaped(cell(row, column)) for column in table.columns] for row in table.rows]
    for line, row in zip(body, table.rows, strict=True):
        line[0] += f" ({_escaped(str(row['aside']))})" if row.get("aside") else ""
    return ["| " + " | ".join(line) + " |" for line in [*heads, *body]]


def _escaped(text: str) -> str:
    """Give a text that Markdown shows as it is, on one line."""
    letters = (f"\\{c}" if c in "\\`*_[]<>|#" else c for c in plain(text).replace("\n", " "))
    return "".join(letters)
