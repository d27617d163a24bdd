"""Rows of ties, ranks and explanations as text: table, csv, tsv, json or markdown.

Numbers have four decimals in `table` and `markdown` and are exact in the others. In `csv` and `tsv` a text
that a spreadsheet would run as a formula (beginning with = + - @, a tab or a carriage return) gets a
leading apostrophe; a sign that stands alone cannot be a formula and stays as it is.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kg.graph import plain_text
from kg.graph.plain_text import marked_down, no_formula
from kg.problems import KgError, suggestion
from kg.ties.explanation import Explanation, behind, contribution_row, explanation_json

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Cell = str | int | float | bool | date | None
Row = Mapping[str, Cell]

NOTHING: Final = "–"


def rows_of(values: Iterable[DataclassInstance]) -> tuple[Row, ...]:
    """Give flat dataclass values (ties, ranks) as rows, one cell per field in the order of the fields."""
    return tuple(
        {field.name: getattr(value, field.name) for field in dataclasses.fields(value)} for value in values
    )


def columns_of(kind: type[DataclassInstance]) -> tuple[str, ...]:
    """Give the names of the columns of a table of such values."""
    return tuple(field.name for field in dataclasses.fields(kind))


def table_text(rows: Sequence[Row], format: str, columns: Sequence[str] | None = None) -> str:
    """Write the rows in a format; `columns` chooses and orders them and heads an empty table.

    Ends in a line feed. KgError for a format that does not exist.
    """
    if format not in WRITERS:
        choices = ", ".join(WRITERS)
        raise KgError(f"no format {format!r}; there are {choices}{suggestion(format, WRITERS)}")
    names = tuple(columns) if columns is not None else tuple(rows[0]) if rows else ()
    return WRITERS[format](rows, names)


def explanation_text(explanation: Explanation, format: str) -> str:
    """Write an explanation: `json` in its own layout, `table` to be read, the others one row per event."""
    if format == "json":
        return json_text(explanation_json(explanation))
    rows = [contribution_row(one) for one in explanation.contributions]
    if format == "table":
        return _read_aloud(explanation)
    return table_text(rows, format, columns=EXPLAINED)


def json_text(value: Any) -> str:
    """Write plain values as JSON, two spaces deep, letters as they are, dates as ISO days."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_iso) + "\n"


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _json(rows: Sequence[Row], columns: Sequence[str]) -> str:
    return json_text([{name: row[name] for name in columns} for row in rows])


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def _tsv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    lines = ["\t".join(columns)]
    lines += ["\t".join(_tsv_cell(guarded(row[name])) for name in columns) for row in rows]
    return "\n".join(lines) + "\n"


def guarded(cell: Cell) -> str:
    """Give a cell as a text that no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        return no_formula(cell)
    return "" if cell is None else _word(cell)


def _word(cell: Cell) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _tsv_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    marks = ["---:" if _numeric(rows, name) else "---" for name in columns]
    lines = [columns, marks, *([marked_down(shown(row[name])) for name in columns] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    body = [[shown(row[name]) for name in columns] for row in rows]
    widths = [max(map(plain_text.width, column)) for column in zip(columns, *body, strict=True)]
    right = [_numeric(rows, name) for name in columns]
    lines = [columns, ["-" * width for width in widths], *body]
    return "".join(_aligned(line, widths, right) for line in lines)


def _aligned(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, flush in zip(cells, widths, right, strict=True):
        space = " " * (width - plain_text.width(cell))
        padded.append(space + cell if flush else cell + space)
    return "  ".join(padded).rstrip() + "\n"


def _numeric(rows: Sequence[Row], column: str) -> bool:
    cells = [row[column] for row in rows]
    return any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)


def shown(cell: Cell) -> str:
    """Give a cell as a reader sees it: four decimals, a dash for nothing, unseen letters written out."""
    if cell is None:
        return NOTHING
    if isinstance(cell, float):
        return f"{cell:.4f}" if abs(cell) >= 0.00005 else f"{0:.4f}"
    return plain_text.shown(_word(cell))


def _read_aloud(explanation: Explanation) -> str:
    head = f"{explanation.a} – {explanation.b}, {explanation.basis}"
    lines = [f"{head}: P {explanation.p:.4f}, N {explanation.n:.4f}"]
    for one in explanation.contributions:
        lines += _event_lines(contribution_row(one), [_claim_line(claim) for claim in behind(one)])
    if explanation.left_out:
        lines += ["", "left out:"]
    lines += [
        f"  {left.reason:<13} {left.observation.event} ({shown(left.observation.dated or None)})"
        + (", only presupposed" if left.presupposed else ", only denied" if left.denied else "")
        for left in explanation.left_out
    ]
    return "\n".join(lines) + "\n"


def _event_lines(row: Mapping[str, Any], claims: Iterable[str]) -> list[str]:
    within = f", within {row['within']}" if row["within"] else ""
    factors = f"level {row['level']:g} × confidence {row['confidence']:g}"
    factors += f" × decay {row['decay']:.4f}" if row["decay"] != 1 else ""
    factors += f" / {row['divisor']}" + (", parties assumed" if row["assumed"] else "")
    derived = ", dated by publication" if row["dated_by"] == "publication" else ""
    return [
        "",
        f"{row['contribution']:+.4f}  {shown(row['label'])} ({shown(row['date'])}{derived}){within}",
        f"         {row['kind']}, {row['code']}, score {row['score']:g} / 10"
        f" × weight {row['weight']:.4f} ({factors})",
        *claims,
    ]


def _claim_line(claim: Any) -> str:
    place = ", ".join(claim.paragraph)
    publisher = shown(claim.publisher or "publisher not named")
    days = dict.fromkeys(str(day) for day in (claim.published_from, claim.published_to) if day)
    when = f", published {' to '.join(days)}" if days else ""
    return f"         {claim.claim} at {place}: {publisher}{when}; {claim.modality}, says {claim.asserted_by}"


EXPLAINED: Final = (
    "event",
    "label",
    "date",
    "kind",
    "code",
    "score",
    "level",
    "confidence",
    "divisor",
    "assumed",
    "dated_by",
    "decay",
    "weight",
    "contribution",
    "within",
)

WRITERS: Final[Mapping[str, Callable[[Sequence[Row], Sequence[str]], str]]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
    "tsv": _tsv,
}
