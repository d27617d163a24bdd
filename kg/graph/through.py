"""What a prepared question about a state leaves out, because the sources name a government or an official instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Final

import pyoxigraph as ox

from kg.graph.answer import Answer, Table, Term
from kg.graph.answering import ask_here
from kg.graph.dataset import Dataset
from kg.graph.terms import short
from kg.graph.views import View, view_named
from kg.vocabulary import GRAPH_ENTITIES, KG, PREFIXES, RDF_TYPE

Values = Mapping[str, ox.NamedNode | ox.Literal]

# Each government is asked for in turn, which may take a second in a larger graph.
_MOST_QUADS: Final = 500_000
# Those who act for a state are many: the question is asked once without it, which grows faster than the graph.
_MOST_QUADS_WHOLE: Final = 50_000
_LISTED: Final = 6
# Another in the place of what a question leaves out adds to the answer without being in it.
_LEFT_OUT: Final = "besides"
_ENTITIES: Final = ox.NamedNode(GRAPH_ENTITIES)


def told_of_others(dataset: Dataset, view: View, given: Values, answer: Answer) -> Iterator[str]:
    """Say of each state given of whom else the question has further claims, and how to ask for them.

    First of its governments, each in turn, then of those who act for it: its bodies, officials and persons in office.
    Of questions that name no claims nothing is said.
    """
    if not (dataset.has_claims and "claim" in view.columns and len(dataset.store) <= _MOST_QUADS):
        return
    known = _claims(answer)
    named = [each.name for each in view.parameters if each.kind == "iri" and each.name in given]
    for parameter in (name for name in named if name != _LEFT_OUT):
        state = short(given[parameter])
        for government in _governments(dataset, given[parameter]):
            more = len(_claims(_asked(dataset, view, {**given, parameter: government})) - known)
            if more:
                name = short(government)
                yield f"{parameter}: {_more(more)} {name} instead of {state}: -p {parameter}={name}"
        others = _acting_for(dataset, view, given, parameter, known)
        if others:
            words = _more(len(set().union(*others.values())))
            yield f"{parameter}: {words} {_listed(parameter, others, state)}"


def _more(claims: int) -> str:
    return "1 more claim names" if claims == 1 else f"{claims} more claims name"


def _listed(parameter: str, others: Mapping[str, set[Term | None]], state: str) -> str:
    """Give the names, whoever has the most claims first, and what to type for the first of them."""
    names = sorted(others, key=lambda name: (-len(others[name]), name))
    to_type = f"-p {parameter}={names[0]}"
    if len(names) == 1:
        return f"{names[0]}, who acts for {state}: {to_type}"
    counted = ", ".join(f"{name} ({len(others[name])})" for name in names[:_LISTED])
    further = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"those who act for {state}, {counted}{further}: {to_type}"


def _acting_for(
    dataset: Dataset, view: View, given: Values, parameter: str, known: Set[Term | None]
) -> dict[str, set[Term | None]]:
    """Give the claims that are not known of each who acts for the state given, its governments left out."""
    if len(dataset.store) > _MOST_QUADS_WHOLE:
        return {}
    agents = _asked(dataset, view_named("acting-for"), {"state": given[parameter]})
    wanted = {row[agents.variables.index("agent")] for row in agents.rows}
    wanted -= set(_governments(dataset, given[parameter]))
    found: dict[str, set[Term | None]] = defaultdict(set)
    if wanted:
        whole = _asked(dataset, view, {name: value for name, value in given.items() if name != parameter})
        who, claim = whole.variables.index(parameter), whole.variables.index("claim")
        for row in whole.rows:
            if row[who] in wanted and row[claim] not in known:
                found[short(row[who])].add(row[claim])
    return found


def _asked(dataset: Dataset, view: View, given: Values) -> Table:
    found = ask_here(dataset.store, view.unordered, bindings=given, prefixes=PREFIXES)
    return found if isinstance(found, Table) else Table(view.columns, ())


def _claims(answer: Answer) -> set[Term | None]:
    if not isinstance(answer, Table):
        return set()
    at = answer.variables.index("claim")
    return {row[at] for row in answer.rows}


def _governments(dataset: Dataset, thing: ox.NamedNode | ox.Literal) -> list[ox.NamedNode]:
    """Give the administrations of a state, in order of name; none of anything else."""
    if not isinstance(thing, ox.NamedNode):
        return []
    own = dataset.store.quads_for_pattern(None, ox.NamedNode(KG + "state"), thing, _ENTITIES)
    kind, administration = ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Administration")
    found = {
        quad.subject
        for quad in own
        if isinstance(quad.subject, ox.NamedNode)
        and ox.Quad(quad.subject, kind, administration, _ENTITIES) in dataset.store
    }
    return sorted(found, key=lambda node: node.value)
