"""What a query gives: a table, a truth, or triples; values only, in the query's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.curation.memory import collector_paused

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT; `None` where a variable has no value in a row."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE makes, each triple once."""

    triples: tuple[Triple, ...]


_RENAMED: Final = frozenset((BlankNode, Triple))

Answer: TypeAlias = Table | Truth | Triples


def table_from_tsv(text: str) -> Table:
    """Give the table that SPARQL 1.1 results in TSV hold (about a second for a million rows)."""
    head, *lines = text.split("\n")
    lines.pop()
    variables = tuple(name.removeprefix("?") for name in head.split("\t")) if head else ()
    if not variables:
        return Table((), ((),) * len(lines))
    term = _Terms().__getitem__
    with collector_paused():
        return Table(variables, tuple(tuple(map(term, line.split("\t"))) for line in lines))


def table_from_rows(variables: Iterable[str], rows: Iterable[Iterable[Term | None]]) -> Table:
    """Give a table of the engine's own solutions, blank nodes named by their first appearance."""
    with collector_paused():
        found = tuple(map(tuple, rows))
        if _RENAMED.isdisjoint(map(type, chain.from_iterable(found))):
            return Table(tuple(variables), found)
        names = _Names()
        return Table(tuple(variables), tuple(tuple(map(names.renamed, row)) for row in found))


def triples_from(triples: Iterable[Triple]) -> Triples:
    """Give each triple once, blank nodes named by their first appearance."""
    names = _Names()
    return Triples(tuple(dict.fromkeys(names.triple(each) for each in triples)))


def triples_from_text(text: bytes) -> Triples:
    """Give the triples that an N-Triples text holds."""
    return triples_from(quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


class _Terms(dict[str, Term | None]):
    """From a TSV cell to its term, each distinct cell read once."""

    def __init__(self) -> None:
        super().__init__({"": None})
        self._blank = _numbers()

    def __missing__(self, cell: str) -> Term:
        self[cell] = term = self._read(cell)
        return term

    def _read(self, cell: str) -> Term:
        if cell.startswith("_:"):
            return BlankNode(next(self._blank))
        if cell.startswith("<") and not cell.startswith("<<"):
            return NamedNode(cell[1:-1])
        if cell.startswith('"') and cell.endswith('"') and "\\" not in cell:
            return Literal(cell[1:-1])
        rows = parse_query_results(f"?x\n{cell}\n", QueryResultsFormat.TSV)
        return next(iter(rows))[0]  # type: ignore[no-any-return, arg-type]


class _Names:
    """The engine names blank nodes at random; here they are b0, b1 … so that one answer has one text."""

    def __init__(self) -> None:
        self._known: dict[BlankNode, BlankNode] = {}
        self._fresh = _numbers()

    def renamed(self, term: Term | None) -> Term | None:
        if isinstance(term, BlankNode):
            if term not in self._known:
                self._known[term] = BlankNode(next(self._fresh))
            return self._known[term]
        return self.triple(term) if isinstance(term, Triple) else term

    def triple(self, triple: Triple) -> Triple:
        subject, predicate, value = triple
        return Triple(self.renamed(subject), predicate, self.renamed(value))  # type: ignore[arg-type]


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        yield f"b{number}"
        number += 1
