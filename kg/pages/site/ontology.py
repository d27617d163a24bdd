"""The ontology's page: every term with its labels in both languages, definition, example, place and uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.terms import short
from kg.pages.site.content import Piece, term
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.site.terms import SORTS, Term
from kg.vocabulary import KG, OWL, RDF_TYPE


@dataclass(frozen=True, slots=True)
class Documented:
    """A term as the page shows it: what stands above and below it, where it is used, how often."""

    term: Term
    label: str
    above: tuple[Piece, ...]
    below: tuple[Piece, ...]
    kinds: tuple[Piece, ...]
    range: Piece | None
    source: str
    uses: int


def ontology_page(held: Holdings, frame: Frame) -> bytes:
    """Give the page of all terms, sort by sort, in order of name."""
    uses, below = _uses(held), _below(held.terms)
    shown = {
        sort: [
            _documented(held, frame, each, uses[each.iri], below.get(each.iri, ()))
            for each in sorted(held.terms.values(), key=lambda each: each.name.casefold())
            if each.sort == sort
        ]
        for sort in SORTS
    }
    return frame.page("ontology.html", "ontology", frame.texts("nav.ontology"), sorts=shown)


def _documented(held: Holdings, frame: Frame, each: Term, uses: int, below: Iterable[str]) -> Documented:
    language = frame.texts.language

    def named(iris: Iterable[str]) -> tuple[Piece, ...]:
        return tuple(term(held, iri, language) for iri in iris)

    return Documented(
        term=each,
        label=each.label(language),
        above=named(each.above),
        below=named(below),
        kinds=named(each.kinds),
        range=term(held, each.range, language) if each.range else None,
        source=short(ox.NamedNode(each.source)) if each.source.startswith("http") else each.source,
        uses=uses,
    )


def _below(terms: Mapping[str, Term]) -> dict[str, list[str]]:
    """Give for each class its narrower classes and its choices."""
    found: dict[str, list[str]] = {}
    for each in sorted(terms.values(), key=lambda each: each.name.casefold()):
        for above in each.above:
            if not above.startswith(OWL):
                found.setdefault(above, []).append(each.iri)
    return found


def _uses(held: Holdings) -> Counter[str]:
    """Count the things of each class, the statements with each property, those with each choice as value.

    What several graphs say counts once.
    """
    classes: dict[str, set[str]] = {}
    uses: Counter[str] = Counter()
    for triple in {quad.triple for quad in held.store}:
        predicate, value = triple.predicate.value, triple.object
        if predicate.startswith(KG):
            uses[predicate] += 1
        if not isinstance(value, ox.NamedNode) or not value.value.startswith(KG):
            continue
        if predicate == RDF_TYPE:
            classes.setdefault(value.value, set()).add(str(triple.subject))
        elif predicate != KG + "tellsKind":
            uses[value.value] += 1
    uses.update({iri: len(members) for iri, members in classes.items()})
    return uses
