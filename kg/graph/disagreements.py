"""Where claims exclude, contradict or revise each other, as text to read: under each conflict its sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kg.graph.answer import Table, Term
from kg.graph.dataset import Dataset
from kg.graph.finding import conflict_named, resolve
from kg.graph.plain_text import shown
from kg.graph.terms import short

_Side = Mapping[str, str]


def disagreements(dataset: Dataset, things: Sequence[str] = ()) -> Table:
    """Give a row for each sentence of each side of the conflicts that concern all of the things (by any name).

    The id of a conflict gives that one. Raises KgError for a name that is nobody's, or may be that of several.
    """
    every = dataset.view("conflict-sides")
    kept = [_concerning(dataset, name) for name in things]
    at = every.variables.index("conflict")
    return Table(every.variables, tuple(row for row in every.rows if all(row[at] in each for each in kept)))


def _concerning(dataset: Dataset, name: str) -> set[Term | None]:
    conflict = conflict_named(dataset, name)
    if conflict is not None:
        return {conflict}
    table = dataset.view("conflicts-concerning", thing=resolve(dataset, name).id)
    return {row[table.variables.index("conflict")] for row in table.rows}


def conflicts_text(sides: Table) -> str:
    """Give the rows of the prepared question `conflict-sides` as paragraphs, in their order; empty without any."""
    rows = [dict(zip(sides.variables, map(_read, row), strict=True)) for row in sides.rows]
    blocks = (
        "\n".join(_conflict(list(group))) for _, group in groupby(rows, key=lambda row: row["conflict"])
    )
    return "\n\n".join(blocks)


def _read(term: object) -> str:
    return shown(short(term))


def _conflict(rows: Sequence[_Side]) -> Iterator[str]:
    first = rows[0]
    yield f"{first['label']} ({first['conflict']})"
    about = list(dict.fromkeys(row["about"] for row in rows))
    yield f"{first['kind']}{' in ' + first['field'] if first['field'] else ''}, about {', '.join(about)}"
    if first["reason"]:
        yield first["reason"]
    for speaker in dict.fromkeys(row["by"] for row in rows):
        told = [row for row in rows if row["by"] == speaker]
        yield f"  {'article ' if speaker == told[0]['article'] else ''}{speaker}"
        yield from _said(told, first["settled_for"])


def _said(rows: Sequence[_Side], settled_for: str) -> Iterator[str]:
    for claim in dict.fromkeys(row["claim"] for row in rows):
        told = [row for row in rows if row["claim"] == claim]
        sentences = ", ".join(dict.fromkeys(row["sentence"] for row in told))
        places = ", ".join(dict.fromkeys(row["place"] for row in told if row["place"]))
        yield f"    {told[0]['paraphrase']}{' (settled for this)' if claim == settled_for else ''}"
        where = f"; place: {places}" if places else ""
        yield f"      {told[0]['modality']}, {told[0]['status']}{where}; {told[0]['article']} {sentences}; {claim}"
