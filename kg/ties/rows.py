"""The rows that ties are observed from, read from the prepared questions `tie-…` as plain texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.vocabulary import ARTICLE, CLAIM, ID, KG, PREFIXES

if TYPE_CHECKING:
    from kg.graph.asking import Table

Row = Mapping[str, str | None]
Rows = Mapping[str, tuple[Row, ...]]


class Viewed(Protocol):
    """Anything that answers prepared questions, such as a `kg.graph.dataset.Dataset`."""

    def view(self, name: str, **parameters: str) -> Table:
        """Answer the prepared question of that name."""


@dataclass(frozen=True, slots=True)
class Observed:
    """All rows that ties are observed from, each group by what it is about."""

    events: tuple[Row, ...]
    sides: Rows
    claims: Rows
    passages: Rows
    dates: Rows
    participants: Rows
    tenures: Rows
    agreements: Rows
    belongings: Rows
    issues: Rows


def observed_rows(dataset: Viewed) -> Observed:
    """Ask the ten prepared questions; IRIs of our own come back as their slugs."""

    short = _Short()

    def grouped(name: str, by: str) -> Rows:
        return _in_order(group(_asked(dataset, name, short), by))

    return Observed(
        events=tuple(sorted(_asked(dataset, "tie-events", short), key=_by_values)),
        sides=grouped("tie-sides", "event"),
        claims=grouped("tie-claims", "event"),
        passages=grouped("tie-passages", "claim"),
        dates=grouped("tie-dates", "event"),
        participants=grouped("tie-participants", "event"),
        tenures=grouped("tie-tenures", "who"),
        agreements=grouped("tie-agreements", "event"),
        belongings=grouped("tie-belongings", "agent"),
        issues=grouped("tie-issues", "claim"),
    )


def asked(dataset: Viewed, name: str) -> Iterator[Row]:
    """Answer a prepared question as texts by column, in the order of the question."""
    return _asked(dataset, name)


def _asked(dataset: Viewed, name: str, short: _Short | None = None) -> Iterator[Row]:
    """Answer a prepared question straight from the store, where the dataset has one here.

    An answer's terms as values of their own would double the time over a million quads. With `short`, which keeps
    texts from one question to the next, rows come in no order: the engine takes as long to sort as to find them.
    """
    store = getattr(dataset, "store", None)
    if store is None:
        yield from plain_rows(dataset.view(name))
        return
    from kg.graph.views import view_named

    view = view_named(name)
    solutions = store.query(view.query if short is None else view.unordered, prefixes=PREFIXES)
    names = tuple(variable.value for variable in solutions.variables)
    texts = _Short() if short is None else short
    for solution in solutions:
        values = [None if term is None else texts[term.value] for term in solution]
        yield dict(zip(names, values, strict=True))


class _Short(dict[str, str]):
    """The text of each term by its value, worked out once."""

    def __missing__(self, value: str) -> str:
        self[value] = _shortened(value)
        return self[value]


def group(rows: Iterable[Row], by: str) -> Rows:
    """Gather rows by one column, each group in the order of the rows."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[by] or ""].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _in_order(rows: Rows) -> Rows:
    """Give each group in order of its values: the same for the same facts, whatever order they came in."""
    return {
        key: found if len(found) == 1 else tuple(sorted(found, key=_by_values)) for key, found in rows.items()
    }


def _by_values(row: Row) -> list[str]:
    return [value or "" for value in row.values()]


def plain_rows(table: Table) -> Iterator[Row]:
    """Give the rows of an answer as texts by column."""
    names = table.variables
    for row in table.rows:
        yield {name: _text(term) for name, term in zip(names, row, strict=True)}


def _text(term: object) -> str | None:
    """Give a literal's text, the slug of an IRI of ours, any other IRI whole."""
    value = getattr(term, "value", None)
    return None if value is None else _shortened(value)


def _shortened(value: str) -> str:
    for base in (ID, CLAIM, ARTICLE, KG):
        if value.startswith(base):
            return value[len(base) :]
    return value
