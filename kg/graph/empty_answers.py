"""Why a prepared question has no answer: which of the values given stands in none of its answers, and what does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final

import pyoxigraph as ox

from kg.graph.answer import Table, Term
from kg.graph.answering import ask_here
from kg.graph.dataset import Dataset
from kg.graph.finding import is_held, things
from kg.graph.terms import short
from kg.graph.views import Parameter, View
from kg.problems import suggestion
from kg.vocabulary import GRAPH_ENTITIES, KG, PREFIXES, RDF_TYPE

Values = Mapping[str, ox.NamedNode | ox.Literal]

# The whole of a question grows faster than its graph: pairs of persons are asked in 0.1 s here, the corpus in 0.01 s.
_MOST_QUADS: Final = 50_000
_LISTED: Final = 12
_NAMES: Final = ("iri", "term", "article")


def why_empty(dataset: Dataset, view: View, given: Values) -> Iterator[str]:
    """Say of each value that no answer of the question holds it: of what kind it is, and which kind or values do.

    The question is asked once more without the names given, which a graph of more than 50,000 quads is spared.
    Of a thing that the graph does not hold nothing is said: that is told when its name is looked up.
    """
    named = [p for p in view.parameters if p.name in given and p.kind in _NAMES]
    whole = _whole(dataset, view, given if named else {})
    for parameter in named:
        value, held = given[parameter.name], _column(whole, parameter.name)
        if not is_held(dataset, value) and (parameter.kind == "iri" or not held):
            if parameter.kind != "iri":
                yield f"{parameter.name}: this graph holds nothing called “{short(value)}”"
        elif held and value not in held:
            yield _sentence(dataset, view, parameter, value, held)


def kinds_due(dataset: Dataset, view: View, parameter: str) -> list[str]:
    """Give the kinds of the things that the answers of a question have for a parameter; none of too large a graph."""
    kinds = _kinds(dataset)
    return sorted(
        {_kind(dataset, kinds, each) for each in _column(_whole(dataset, view, {}), parameter)} - {""}
    )


def _column(whole: Table, name: str) -> set[Term]:
    column = whole.variables.index(name)
    return {cell for row in whole.rows if (cell := row[column]) is not None}


def _whole(dataset: Dataset, view: View, given: Values) -> Table:
    """Give all answers of the question on the days and texts given, or if there are none, all that it has."""
    if not dataset.has_claims or len(dataset.store) > _MOST_QUADS:
        return Table(view.columns, ())
    others = {p.name: given[p.name] for p in view.parameters if p.name in given and p.kind not in _NAMES}
    for values in (others, {}):
        found = ask_here(dataset.store, view.unordered, bindings=values, prefixes=PREFIXES)
        if isinstance(found, Table) and found.rows:
            return found
    return Table(view.columns, ())


def _sentence(
    dataset: Dataset,
    view: View,
    parameter: Parameter,
    value: ox.NamedNode | ox.Literal,
    held: Set[Term],
) -> str:
    kinds = _kinds(dataset)
    kind = _kind(dataset, kinds, value) if parameter.kind == "iri" else ""
    due = sorted({_kind(dataset, kinds, each) for each in held} - {""})
    if kind and due and kind not in due:
        state = next((each for each in _states(dataset, value) if each in held), None)
        hint = f" (try {short(state)})" if state is not None else ""
        where = f"in {view.name} it is of {_listed(due)}{hint}"
        return f"{parameter.name}: {short(value)} is of the kind {kind}; {where}"
    known = sorted(map(short, held))
    others = f"; it has some with {', '.join(known)}" if len(known) <= _LISTED else ""
    meant = suggestion(short(value), known) if parameter.kind != "iri" else ""
    return f"{parameter.name}: {view.name} has no answer with {short(value)}{meant}{others}"


def _listed(kinds: list[str]) -> str:
    if len(kinds) == 1:
        return f"the kind {kinds[0]}"
    others = f" and {len(kinds) - _LISTED} more" if len(kinds) > _LISTED else ""
    return f"the kinds {', '.join(kinds[:_LISTED])}{others}"


def _kinds(dataset: Dataset) -> dict[str, str]:
    return {iri: found.kind for iri, found in things(dataset).items()}


def _kind(dataset: Dataset, kinds: Mapping[str, str], term: Term) -> str:
    """Give the kind of a thing, or the type of what is none, as a claim; nothing for a text."""
    if not isinstance(term, ox.NamedNode):
        return ""
    typed = dataset.store.quads_for_pattern(term, ox.NamedNode(RDF_TYPE), None, None)
    return kinds.get(term.value) or min((short(quad.object) for quad in typed), default="")


def _states(dataset: Dataset, value: ox.NamedNode | ox.Literal) -> Iterator[Term]:
    """Give the states to which a person, body, government or place belongs."""
    if isinstance(value, ox.NamedNode):
        graph = ox.NamedNode(GRAPH_ENTITIES)
        for quad in dataset.store.quads_for_pattern(value, ox.NamedNode(KG + "state"), None, graph):
            yield quad.object
