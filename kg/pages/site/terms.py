"""The ontology's terms as the site shows them: labels in both languages, definition, example, place, matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.curation.form import load_form
from kg.graph.terms import short
from kg.vocabulary import KG, LABEL, OWL, PREFIXES, RDF_TYPE, RDFS, SKOS, ontology_folder

_SORTS: Final = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    OWL + "NamedIndividual": "choice",
    OWL + "AnnotationProperty": "mark",
}
SORTS: Final = ("class", "property", "choice", "mark")
_MATCHES: Final = (RDFS + "subClassOf", RDFS + "subPropertyOf")


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `above` are its classes, `kinds` the kinds of records whose fields use a property.

    `order` is its place in the ontology's file.
    """

    name: str
    iri: str
    sort: str
    labels: Mapping[str, str]
    definition: str
    example: str
    source: str
    above: tuple[str, ...]
    range: str
    kinds: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    order: int

    def label(self, language: str) -> str:
        """Give the term's label in a language, its name where it has none."""
        return self.labels.get(language, self.name)


@cache
def read_terms() -> Mapping[str, Term]:
    """Read every term of the ontology by its IRI, in the order of the file."""
    said: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=str(ontology_folder() / "kg.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG):
            said.setdefault(quad.subject.value, []).append(quad)
    kinds, matches = _kinds(), _matches()
    return {
        iri: replace(_term(iri, quads, kinds.get(iri, ()), matches.get(iri, ())), order=order)
        for order, (iri, quads) in enumerate(said.items())
    }


def _term(
    iri: str, quads: Iterable[ox.Quad], kinds: Iterable[str], matches: Iterable[tuple[str, str]]
) -> Term:
    found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object)
    types = [each.value for each in found.get(RDF_TYPE, [])]
    above = [each.value for each in (*found.get(RDFS + "subClassOf", []), *found.get(RDF_TYPE, []))]
    labels = {each.language: each.value for each in found.get(LABEL, []) if isinstance(each, ox.Literal)}

    def first(predicate: str) -> str:
        return next((each.value for each in found.get(predicate, [])), "")

    return Term(
        name=iri.removeprefix(KG),
        iri=iri,
        sort=next((_SORTS[each] for each in types if each in _SORTS), "mark"),
        labels={language: label for language, label in labels.items() if language},
        definition=first(SKOS + "definition"),
        example=first(SKOS + "example"),
        source=first(PREFIXES["dcterms"] + "source"),
        above=tuple(each for each in above if each.startswith(KG)),
        range=first(RDFS + "range"),
        kinds=tuple(kinds),
        matches=tuple(sorted(matches)),
        order=0,
    )


def _kinds() -> dict[str, list[str]]:
    """Give for each property the kinds of records that have a field of it."""
    found: dict[str, list[str]] = {}
    for kind in sorted(load_form().kinds.values(), key=lambda each: each.name):
        for field in kind.fields.values():
            if kind.iri not in found.setdefault(field.path, []):
                found[field.path].append(kind.iri)
    return found


def _matches() -> dict[str, list[tuple[str, str]]]:
    """Give for each term how it stands to terms of other vocabularies."""
    found: dict[str, list[tuple[str, str]]] = {}
    for quad in ox.parse(path=str(ontology_folder() / "alignments.ttl"), format=ox.RdfFormat.TURTLE):
        matching = quad.predicate.value in _MATCHES or quad.predicate.value.startswith(SKOS)
        if matching and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.subject.value, []).append((short(quad.predicate), short(quad.object)))
    return found
