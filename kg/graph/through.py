"""What a prepared question about a state leaves out, because the sources name a government of it instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.graph.answer import Answer, Table, Term
from kg.graph.answering import ask_here
from kg.graph.dataset import Dataset
from kg.graph.terms import short
from kg.graph.views import View
from kg.vocabulary import GRAPH_ENTITIES, KG, PREFIXES, RDF_TYPE

# Each government is asked for in turn, which may take a second in a larger graph.
_MOST_QUADS: Final = 500_000
_ENTITIES: Final = ox.NamedNode(GRAPH_ENTITIES)


def told_of_governments(
    dataset: Dataset, view: View, given: Mapping[str, ox.NamedNode | ox.Literal], answer: Answer
) -> Iterator[str]:
    """Say of each state given which of its governments the question has further claims of, and how to ask for them.

    Of questions that name no claims nothing is said.
    """
    if not (dataset.has_claims and "claim" in view.columns and len(dataset.store) <= _MOST_QUADS):
        return
    known = _claims(answer)
    for parameter in (each.name for each in view.parameters if each.kind == "iri" and each.name in given):
        for government in _governments(dataset, given[parameter]):
            values = {**given, parameter: government}
            found = ask_here(dataset.store, view.unordered, bindings=values, prefixes=PREFIXES)
            more = len(_claims(found) - known)
            if more:
                words = "1 more claim names" if more == 1 else f"{more} more claims name"
                name = short(government)
                yield f"{parameter}: {words} {name} instead of {short(given[parameter])}: -p {parameter}={name}"


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
