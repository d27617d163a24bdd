"""The values with which the site asks a prepared question: its example's, or where the data lack these, their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.answer import Table, Term
from kg.graph.answering import ask_here
from kg.graph.finding import is_held
from kg.graph.terms import short
from kg.graph.views import Parameter, View, bindings, parameter_term
from kg.vocabulary import ARTICLE, CLAIM, GRAPH_ACCEPTED, GRAPH_ENTITIES, ID, KG, LABEL, PREFIXES, XSD

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

#: Above so many quads a question is not asked as a whole, only to choose a value for it.
MOST_QUADS: Final = 50_000
_EXAMPLE: Final = re.compile(r"^# example: (.+)$", re.M)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_CLAIM_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*")
_INTEGER: Final = ox.NamedNode(XSD + "integer")
_NAMES: Final = ("iri", "term", "article")


def example_of(view: View) -> Mapping[str, str]:
    """Give the values of the question's example, which are names of the shipped facts."""
    example = _EXAMPLE.search(view.query)
    return dict(each.split("=", 1) for each in example[1].split()) if example else {}


def sample_values(dataset: Dataset, view: View) -> Mapping[str, str]:
    """Give the example's values if the question has an answer with them here, else values of these data.

    Then only what must be given is: of the question's answers as a whole the values with the most rows. Where no
    answer has any, or the graph is too large to ask for all, a value that must be given is missing.
    """
    given = example_of(view)
    if _answered(dataset, view, given):
        return given
    needed = [parameter for parameter in view.parameters if parameter.required]
    return _chosen(dataset, view, needed) if needed and len(dataset.store) <= MOST_QUADS else {}


def _answered(dataset: Dataset, view: View, given: Mapping[str, str]) -> bool:
    """Tell whether the data hold all things that are given, and the question has a row with them."""
    known = {parameter.name: parameter for parameter in view.parameters}
    named = [
        parameter_term(known[name], value) for name, value in given.items() if known[name].kind in _NAMES
    ]
    if not all(is_held(dataset, term) for term in named):
        return False
    found = ask_here(dataset.store, view.query, bindings=bindings(view, given), prefixes=PREFIXES)
    return not given or not isinstance(found, Table) or bool(found.rows)


def _chosen(dataset: Dataset, view: View, needed: Sequence[Parameter]) -> Mapping[str, str]:
    """Give for each parameter that must be given a value of the data: together those that the most rows have."""
    fixed = {each.name: term for each in needed if (term := _outside(dataset, each)) is not None}
    found = ask_here(dataset.store, view.unordered, bindings=fixed, prefixes=PREFIXES)
    if not isinstance(found, Table):
        return {}
    columns = [(each, found.variables.index(each.name)) for each in needed]
    counted = Counter(
        tuple(_written(each, row[column]) for each, column in columns)
        for row in found.rows
        if not _counts_nothing(row)
    )
    # Nobody asks whether one met oneself.
    whole = {
        values: rows for values, rows in counted.items() if all(values) and len({*values}) == len(values)
    }
    if not whole:
        return {}
    best = min(whole, key=lambda values: (-whole[values], values))
    return dict(zip((each.name for each in needed), best, strict=True))


def _counts_nothing(row: Sequence[Term | None]) -> bool:
    """Tell whether a row has numbers, and each is 0."""
    numbers = {cell.value for cell in row if isinstance(cell, ox.Literal) and cell.datatype == _INTEGER}
    return numbers == {"0"}


def _written(parameter: Parameter, term: Term | None) -> str:
    """Give a thing, a claim, an article or a text as `kg ask` takes it; nothing for what it takes for no such thing."""
    name = short(term)
    if not isinstance(term, ox.NamedNode):
        return name
    if term.value.startswith(CLAIM):
        return f"claim:{name}" if _CLAIM_NAME.fullmatch(name) else ""
    base = ARTICLE if parameter.kind == "article" else ID
    return name if term.value.startswith(base) and _NAME.fullmatch(name) else ""


def _outside(dataset: Dataset, parameter: Parameter) -> Term | None:
    """Give a day or a text, which a question only compares with and has in no answer of its own; else None."""
    if parameter.kind == "date":
        day = _day(dataset, parameter.name)
        return parameter_term(parameter, day) if day else None
    return _word(dataset) if parameter.name == "text" else None


def _day(dataset: Dataset, name: str) -> str:
    """Give the first day of all for `since`, the last for `until`, else that of the most events."""
    earliest, accepted = ox.NamedNode(KG + "earliest"), ox.NamedNode(GRAPH_ACCEPTED)
    found = dataset.store.quads_for_pattern(None, earliest, None, accepted)
    days = Counter(day for quad in found if _DAY.fullmatch(day := short(quad.object)))
    if name in ("since", "until"):
        return (min if name == "since" else max)(days, default="")
    return min(days, key=lambda day: (-days[day], day), default="")


def _word(dataset: Dataset) -> Term | None:
    """Give the last word of the first name that the data hold."""
    label, entities = ox.NamedNode(LABEL), ox.NamedNode(GRAPH_ENTITIES)
    names = (short(quad.object) for quad in dataset.store.quads_for_pattern(None, label, None, entities))
    words = re.findall(r"\w+", min(names, default=""))
    return ox.Literal(words[-1]) if words else None
