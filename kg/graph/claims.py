"""Claims as rows that a person reads: what is said, by whom, where, how surely, about what and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.graph.dataset import Dataset
from kg.graph.terms import short
from kg.vocabulary import (
    CLAIM,
    GRAPH_ACCEPTED,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    KG,
    LABEL,
    PREFIXES,
)

_PUBLISHER = PREFIXES["dcterms"] + "publisher"
SIDES: Final = ("actorSide", "recipientSide", "sharedSide")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, described; `date` is EDTF, `earliest` and `latest` are ISO days; empty where it has none.

    `observed` is when a post's holder is shown in it, `said_on` when it was said, where that is accepted.
    """

    claim: str
    article: str
    publisher: str
    sentences: tuple[str, ...]
    asserted_by: str
    modality: str
    status: str
    subject: str
    subject_label: str
    kind: str
    date: str
    earliest: str
    latest: str
    observed: str
    said_on: str
    paraphrase: str
    qualified: str

    @property
    def when(self) -> str:
        """Give the date of what is told, else when it was observed or said, in words; `undated` without."""
        if self.date or not (self.observed or self.said_on):
            return self.date or "undated"
        return f"seen {self.observed}" if self.observed else f"said {self.said_on}"


def claim_row(dataset: Dataset, claim: ox.NamedNode) -> ClaimRow:
    """Describe one claim."""
    reader = _Reader(dataset, claim)
    subject, article = reader.node("tells"), reader.node("article")
    asserted = reader.node("assertedBy")
    return ClaimRow(
        claim=short(claim),
        article=short(article),
        publisher=short(_object(dataset, article, _PUBLISHER, GRAPH_ENTITIES)),
        sentences=reader.sentences(),
        asserted_by="article" if asserted == article else short(asserted),
        modality=reader.text("modality"),
        status=reader.text("status"),
        subject=short(subject),
        subject_label=label_of(dataset, subject),
        kind=reader.text("tellsKind"),
        date=short(_object(dataset, subject, KG + "date", claim.value)),
        earliest=short(_object(dataset, subject, KG + "earliest", claim.value)),
        latest=short(_object(dataset, subject, KG + "latest", claim.value)),
        observed=short(_object(dataset, subject, KG + "observed", claim.value)),
        said_on=short(_object(dataset, reader.node("said"), KG + "date", GRAPH_ACCEPTED)),
        paraphrase=reader.text("paraphrase"),
        qualified=reader.text("qualified"),
    )


def claims_about(dataset: Dataset, thing: ox.NamedNode) -> tuple[ClaimRow, ...]:
    """Give every claim that tells the thing, names it, or is asserted by it or in it; by date, then by name.

    A claim also counts as one about those whom the coding puts on a side of the event that it tells.
    """
    graph = ox.NamedNode(GRAPH_CLAIMS)
    named = {
        q.graph_name
        for quads in (
            dataset.store.quads_for_pattern(None, None, thing),
            dataset.store.quads_for_pattern(thing, None, None),
        )
        for q in quads
        if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value.startswith(CLAIM)
    }
    described = (
        quad
        for name in ("assertedBy", "said")
        for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(KG + name), thing, graph)
    )
    claims = named | {q.subject for q in described if isinstance(q.subject, ox.NamedNode)}
    for role in SIDES:
        pattern = (ox.NamedNode(KG + role), thing, ox.NamedNode(GRAPH_CODING))
        for coded in dataset.store.quads_for_pattern(None, *pattern):
            if isinstance(coded.subject, ox.NamedNode):
                claims |= set(_telling(dataset, coded.subject))
    return ordered(claim_row(dataset, claim) for claim in claims if isinstance(claim, ox.NamedNode))


def every_claim(dataset: Dataset) -> tuple[ClaimRow, ...]:
    """Describe every claim of the dataset, by name."""
    pattern = (ox.NamedNode(KG + "tells"), None, ox.NamedNode(GRAPH_CLAIMS))
    quads = dataset.store.quads_for_pattern(None, *pattern)
    rows = (claim_row(dataset, q.subject) for q in quads if isinstance(q.subject, ox.NamedNode))
    return tuple(sorted(rows, key=lambda row: row.claim))


def ordered(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Order claims by date, else by when they were observed or said, undated ones last, then by name."""
    return tuple(sorted(rows, key=lambda row: (_day(row), row.claim)))


def _day(row: ClaimRow) -> str:
    return row.earliest or row.latest or row.date or row.observed or row.said_on or "9999"


def label_of(dataset: Dataset, thing: ox.NamedNode) -> str:
    """Give the label of an entity or event; else the words of a claim, in “…” if not accepted, else of its slug."""
    for graph in (GRAPH_ENTITIES, GRAPH_CODING):
        for quad in dataset.store.quads_for_pattern(thing, ox.NamedNode(LABEL), None, ox.NamedNode(graph)):
            if isinstance(quad.object, ox.Literal) and quad.object.language is None:
                return quad.object.value
    for claimed, claim in sorted(
        (not _is_accepted(dataset, each), each.value) for each in _telling(dataset, thing)
    ):
        words = short(_object(dataset, ox.NamedNode(claim), KG + "paraphrase", GRAPH_CLAIMS)).removesuffix(
            "."
        )
        if words:
            return f"“{words}”" if claimed else words
    return short(thing).replace("-", " ")


def _telling(dataset: Dataset, thing: ox.NamedNode) -> Iterator[ox.NamedNode]:
    pattern = (ox.NamedNode(KG + "tells"), thing, ox.NamedNode(GRAPH_CLAIMS))
    quads = dataset.store.quads_for_pattern(None, *pattern)
    return (quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode))


def _is_accepted(dataset: Dataset, claim: ox.NamedNode) -> bool:
    return short(_object(dataset, claim, KG + "status", GRAPH_CLAIMS)) == "accepted"


class _Reader:
    """Reads the description of one claim."""

    def __init__(self, dataset: Dataset, claim: ox.NamedNode) -> None:
        self.dataset, self.claim = dataset, claim

    def _objects(self, name: str) -> Iterator[ox.Quad]:
        pattern = (ox.NamedNode(KG + name), None, ox.NamedNode(GRAPH_CLAIMS))
        return self.dataset.store.quads_for_pattern(self.claim, *pattern)

    def node(self, name: str) -> ox.NamedNode:
        found = next((q.object for q in self._objects(name) if isinstance(q.object, ox.NamedNode)), None)
        return found or ox.NamedNode(KG + "none")

    def text(self, name: str) -> str:
        return ", ".join(sorted(short(quad.object) for quad in self._objects(name)))

    def sentences(self) -> tuple[str, ...]:
        found = (short(quad.object).rpartition("#")[2] for quad in self._objects("evidence"))
        return tuple(sorted(found, key=lambda place: [int(part) for part in place.split(".")]))


def _object(dataset: Dataset, subject: ox.NamedNode, predicate: str, graph: str) -> object:
    quads = dataset.store.quads_for_pattern(subject, ox.NamedNode(predicate), None, ox.NamedNode(graph))
    return next((quad.object for quad in quads), None)
