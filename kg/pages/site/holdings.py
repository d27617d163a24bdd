"""All that the site shows, read once: things, claims, what names what, where each has its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.claims import SIDES, ClaimRow, every_claim
from kg.graph.finding import Found, things
from kg.pages.material import Material, read_material
from kg.pages.site.addresses import addresses
from kg.pages.site.terms import Term, read_terms
from kg.ties.method import Method
from kg.vocabulary import (
    ARTICLE,
    CLAIM,
    GRAPH_ACCEPTED,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    ID,
    KG,
    LABEL,
    PREFIXES,
    RDF_TYPE,
)

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

#: Pages of things, at most: those of which most is claimed.
MOST_THINGS: Final = 3000
Said = tuple[str, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Holdings:
    """A dataset as the site shows it; things, pages and `about` by IRI, claims by name.

    `about` gives the claims that tell or name a thing, are asserted by it or in it, or tell an event on a side of
    which it is coded, `named` the things that a claim names; `naming` what the entity files and the coding say
    with the thing as value; `translated` the labels in other languages; `left_out` counts the things without a
    page of their own.
    """

    material: Material
    terms: Mapping[str, Term]
    things: Mapping[str, Found]
    claims: Mapping[str, ClaimRow]
    about: Mapping[str, tuple[str, ...]]
    named: Mapping[str, tuple[str, ...]]
    naming: Mapping[str, tuple[tuple[str, str], ...]]
    translated: Mapping[tuple[str, str], str]
    pages: Mapping[str, str]
    articles: tuple[str, ...]
    left_out: int

    @property
    def store(self) -> ox.Store:
        """Give the store of the dataset."""
        return self.material.dataset.store

    def label(self, iri: str, language: str) -> str:
        """Give what a thing is called: in this language where its entity has a name in it."""
        other = self.translated.get((iri, language))
        return other or (self.things[iri].label if iri in self.things else iri)

    def said(self, subject: str, graph: str) -> list[Said]:
        """Give what a graph says of a subject, in a fixed order."""
        quads = self.store.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(graph))
        found = [
            (q.predicate.value, q.object) for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)
        ]
        return sorted(found, key=lambda each: (each[0], str(each[1])))

    def value(self, subject: str, name: str, graph: str = GRAPH_CLAIMS) -> str:
        """Give the first value of one of our properties, an empty text if there is none."""
        quads = self.store.quads_for_pattern(
            ox.NamedNode(subject), ox.NamedNode(KG + name), None, ox.NamedNode(graph)
        )
        values = (q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))
        return min(values, default="")


def read_holdings(dataset: Dataset, chosen: Method) -> Holdings:
    """Read a dataset for the site."""
    every = things(dataset)
    named = _named(dataset, every)
    rows = {row.claim: row for row in every_claim(dataset)}
    about = _about(dataset, named)
    articles = tuple(iri for iri in every if iri.startswith(ARTICLE))
    own = every.keys() - set(articles)
    shown = sorted(own, key=lambda iri: (not _is_entity(dataset, iri), -len(about.get(iri, ())), iri))[
        :MOST_THINGS
    ]
    return Holdings(
        material=read_material(dataset, chosen),
        terms=read_terms(),
        things={**every, **_titled(dataset, articles, every)},
        claims=rows,
        about=about,
        named=named,
        naming=_naming(dataset),
        translated=_translated(dataset),
        pages=addresses((*shown, *articles)),
        articles=articles,
        left_out=len(own) - len(shown),
    )


def _titled(dataset: Dataset, articles: Iterable[str], every: Mapping[str, Found]) -> dict[str, Found]:
    """Give the articles by their titles, where they have one."""
    title, graph = ox.NamedNode(PREFIXES["dcterms"] + "title"), ox.NamedNode(GRAPH_ENTITIES)
    titled = {}
    for iri in articles:
        quads = dataset.store.quads_for_pattern(ox.NamedNode(iri), title, None, graph)
        for words in sorted(q.object.value for q in quads if isinstance(q.object, ox.Literal)):
            titled[iri] = replace(every[iri], label=f"{every[iri].id}: {words}")
    return titled


def _is_entity(dataset: Dataset, iri: str) -> bool:
    pattern = (ox.NamedNode(iri), ox.NamedNode(RDF_TYPE), None, ox.NamedNode(GRAPH_ENTITIES))
    return next(dataset.store.quads_for_pattern(*pattern), None) is not None


def _named(dataset: Dataset, every: Mapping[str, Found]) -> dict[str, tuple[str, ...]]:
    """Give the things that the content of each claim names, in order of IRI."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in _content(dataset):
        ends = {term.value for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
        found[quad.graph_name.value.removeprefix(CLAIM)] |= ends  # type: ignore[union-attr]
    return {claim: tuple(sorted(each & every.keys())) for claim, each in found.items()}


def _content(dataset: Dataset) -> Iterator[ox.Quad]:
    for name in dataset.graph_names:
        if name.startswith(CLAIM):
            yield from dataset.store.quads_for_pattern(None, None, None, ox.NamedNode(name))


def _about(dataset: Dataset, named: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim, iris in named.items():
        for iri in iris:
            found[iri].add(claim)
    telling: dict[str, set[str]] = defaultdict(set)
    for name in ("tells", "assertedBy", "said", "article"):
        for claim, thing in _pairs(dataset, name, GRAPH_CLAIMS):
            found[thing].add(claim.removeprefix(CLAIM))
            if name == "tells":
                telling[thing].add(claim.removeprefix(CLAIM))
    for role in SIDES:
        for event, side in _pairs(dataset, role, GRAPH_CODING):
            found[side] |= telling[event]
    return {iri: tuple(sorted(claims)) for iri, claims in found.items()}


def _pairs(dataset: Dataset, name: str, graph: str) -> Iterator[tuple[str, str]]:
    """Give subjects and values of one of our properties in a graph."""
    for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(KG + name), None, ox.NamedNode(graph)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value


def _naming(dataset: Dataset) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for graph in (GRAPH_ENTITIES, GRAPH_CODING):
        for quad in dataset.store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                found[quad.object.value].add((quad.predicate.value, quad.subject.value))
    return {iri: tuple(sorted(each)) for iri, each in found.items() if iri.startswith((ID, ARTICLE))}


def _translated(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Give the labels that name their language."""
    pattern = (None, ox.NamedNode(LABEL), None, ox.NamedNode(GRAPH_ENTITIES))
    found = [
        ((quad.subject.value, quad.object.language), quad.object.value)
        for quad in dataset.store.quads_for_pattern(*pattern)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language
    ]
    return dict(sorted(found, reverse=True))


def data_date(held: Holdings) -> str:
    """Give the latest day of the data: on which an article appeared, else on which something accepted lies."""
    latest = ox.NamedNode(KG + "latest")
    for graph in (GRAPH_ENTITIES, GRAPH_ACCEPTED):
        quads = held.store.quads_for_pattern(None, latest, None, ox.NamedNode(graph))
        dated = graph != GRAPH_ENTITIES
        days = [q.object.value for q in quads if dated or str(q.subject).startswith(f"<{ARTICLE}")]  # type: ignore[union-attr]
        if days:
            return max(days)
    return ""
