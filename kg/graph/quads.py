"""Facts become quads: entities, the coding, the description of every claim, and each claim's own graph."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

from kg.curation.corpus import Article, Claim, Corpus, Entry, Named, ParagraphFrame
from kg.curation.dates import parse_edtf
from kg.curation.form import Field, Holds, Kind, load_form
from kg.curation.records import Item, Record
from kg.vocabulary import (
    ARTICLE,
    CLAIM,
    CONFLICT,
    EDTF,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    ID,
    KG,
    PREFIXES,
    RDF_TYPE,
    RDFS,
    XSD,
)

TYPE = ox.NamedNode(RDF_TYPE)
_STRING, _EDTF, _DATE = ox.NamedNode(XSD + "string"), ox.NamedNode(EDTF), ox.NamedNode(XSD + "date")
_HAS_SOURCE = ox.NamedNode(PREFIXES["oa"] + "hasSource")

Triple: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def kg(name: str) -> ox.NamedNode:
    """Give the ontology's term of that local name."""
    return ox.NamedNode(KG + name)


def thing(slug: str) -> ox.NamedNode:
    """Give the node of an entity or event."""
    return ox.NamedNode(ID + slug)


def claim_node(name: str) -> ox.NamedNode:
    """Give the node (and graph) of a claim, named such as `001/ebrard-talks`."""
    return ox.NamedNode(CLAIM + name)


def text(value: str) -> ox.Literal:
    """Give a plain text as a literal."""
    return ox.Literal(value)


def told_triples(claim: Claim, left_out: Collection[Item] = ()) -> tuple[Triple, ...]:
    """Give what the claim says, the content of its graph; values in `left_out` are passed over."""
    subject, record = thing(claim.subject), claim.told
    if left_out:
        kept = ((field, tuple(i for i in items if i not in left_out)) for field, items in record.fields)
        record = Record(record.kind, tuple(kept), record.mark)
    return ((subject, TYPE, ox.NamedNode(claim.kind.iri)), *record_triples(subject, record))


def record_triples(subject: ox.NamedNode, record: Record) -> Iterator[Triple]:
    """Give the triples of a record's fields; nested records get nodes named by their content."""
    for field, items in record.fields:
        for item in items:
            if field.holds is Holds.DATING and item.record is not None:
                yield from dating_triples(subject, item.record.text("edtf") or "")
            elif item.record is not None and field.nested is not None:
                node = nested_node(subject, field, item.record)
                yield subject, ox.NamedNode(field.path), node
                yield node, TYPE, ox.NamedNode(field.nested.iri)
                yield from record_triples(node, item.record)
            else:
                yield subject, ox.NamedNode(field.path), value_term(field, item)


def dating_triples(subject: ox.NamedNode, edtf: str) -> Iterator[Triple]:
    """Give a date as stated and its earliest and latest day, where it has them."""
    dating = parse_edtf(edtf)
    yield subject, kg("date"), ox.Literal(edtf, datatype=_EDTF)
    if dating.earliest is not None:
        yield subject, kg("earliest"), ox.Literal(dating.earliest.isoformat(), datatype=_DATE)
    if dating.latest is not None:
        yield subject, kg("latest"), ox.Literal(dating.latest.isoformat(), datatype=_DATE)


def nested_node(subject: ox.NamedNode, field: Field, record: Record) -> ox.NamedNode:
    """Name a nested record by its content, so that two claims of equal content give one node."""
    digest = hashlib.sha256(_canonical(record).encode()).hexdigest()[:8]
    return ox.NamedNode(f"{subject.value}{'-' if '#' in subject.value else '#'}{field.name}-{digest}")


def _canonical(record: Record) -> str:
    parts = (
        f"{f.name}={_canonical(i.record) if i.record else i.text!r}"
        for f, items in record.fields
        for i in items
    )
    return "{" + ",".join(sorted(parts)) + "}"


def value_term(field: Field, item: Item) -> ox.NamedNode | ox.Literal:
    """Give a field's value as an RDF term."""
    if field.holds is Holds.CHOICE:
        return kg(item.text)
    if field.holds is Holds.REFERENCE:
        return claim_node(item.text) if field.range == KG + "Claim" else thing(item.text)
    if field.holds is Holds.ADDRESS:
        return ox.NamedNode(item.text)
    return ox.Literal(item.text, datatype=ox.NamedNode(field.datatype) if field.datatype else _STRING)


def entity_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    """Give graph/entities: entities, articles, and the class hierarchy."""
    graph = ox.NamedNode(GRAPH_ENTITIES)
    for triple in chain(_named_triples(corpus.entities), _article_triples(corpus.articles), _hierarchy()):
        yield ox.Quad(*triple, graph)


def _named_triples(entities: Sequence[Named]) -> Iterator[Triple]:
    for entity in entities:
        yield thing(entity.slug), TYPE, ox.NamedNode(entity.record.kind.iri)
        yield from record_triples(thing(entity.slug), entity.record)


def _hierarchy() -> Iterator[Triple]:
    for name, above in load_form().ancestors.items():
        for ancestor in above - {name}:
            yield ox.NamedNode(name), ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(ancestor)


def _article_triples(articles: Sequence[Article]) -> Iterator[Triple]:
    for article in articles:
        node = ox.NamedNode(ARTICLE + article.id)
        yield node, TYPE, kg("Article")
        yield from record_triples(node, article.record)
        for item in article.record.items("published"):
            yield from _stated_triples(node, item)


def _stated_triples(node: ox.NamedNode, item: Item) -> Iterator[Triple]:
    for name, path in (("stated", "dateStated"), ("derived", "dateDerived")):
        for each in item.record.items(name) if item.record else ():
            yield node, kg(path), kg(each.text) if name == "derived" else text(each.text)


def coding_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    """Give graph/coding: what the project itself says of each event, signed by its curator."""
    graph, curators = ox.NamedNode(GRAPH_CODING), dict(corpus.curators)
    for coding in corpus.codings:
        node = thing(coding.slug)
        yield ox.Quad(node, TYPE, kg("CodedEvent"), graph)
        yield ox.Quad(node, kg("codedBy"), text(curators[coding.slug]), graph)
        for triple in record_triples(node, coding.record):
            yield ox.Quad(*triple, graph)


def claim_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    """Give graph/claims without status: the description of every claim, and the passages they rest on."""
    graph, frames = ox.NamedNode(GRAPH_CLAIMS), _frames(corpus.articles)
    for claim in corpus.claims:
        for triple in chain(_description(claim), _passages(claim, frames), _speech(claim)):
            yield ox.Quad(*triple, graph)


def _frames(articles: Sequence[Article]) -> dict[tuple[str, int], ParagraphFrame | Entry]:
    return {(a.id, each.number): each for a in articles for each in (*a.paragraphs, *a.entries)}


def _description(claim: Claim) -> Iterator[Triple]:
    node = claim_node(claim.name)
    yield node, TYPE, kg("Claim")
    yield node, kg("article"), ox.NamedNode(ARTICLE + claim.article)
    yield node, kg("tells"), thing(claim.subject)
    yield node, kg("tellsKind"), ox.NamedNode(claim.kind.iri)
    if claim.asserted_by is None:
        yield node, kg("assertedBy"), ox.NamedNode(ARTICLE + claim.article)
    for field, items in claim.own.fields:
        if field.name != "at":
            for item in items:
                yield node, ox.NamedNode(field.path), value_term(field, item)
    for item in claim.told.items("date"):
        yield from _stated_triples(node, item)


def _passages(claim: Claim, frames: dict[tuple[str, int], ParagraphFrame | Entry]) -> Iterator[Triple]:
    article = ox.NamedNode(ARTICLE + claim.article)
    for place in claim.own.texts("at"):
        passage, frame = ox.NamedNode(f"{article.value}#{place}"), frames[claim.article, _number(place)]
        yield claim_node(claim.name), kg("evidence"), passage
        yield passage, TYPE, kg("Passage")
        yield passage, _HAS_SOURCE, article
        yield passage, kg("sentence"), text(place)
        yield passage, kg("sha256"), text(frame.sha256)
        if isinstance(frame, ParagraphFrame):
            yield passage, kg("paragraph"), _whole(frame.number)
            continue
        yield passage, kg("line"), _whole(frame.line)
        if frame.remarks is not None:
            yield passage, kg("remarksLine"), _whole(frame.remarks)


def _number(place: str) -> int:
    return int(place.partition(".")[0])


def _whole(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))


def _speech(claim: Claim) -> Iterator[Triple]:
    for said in claim.own.texts("said"):
        yield thing(said), kg("content"), claim_node(claim.name)
    if claim.modality == "denied":
        yield thing(claim.subject), kg("disputedBy"), claim_node(claim.name)


def conflict_quads(conflicts: Sequence[Named]) -> Iterator[ox.Quad]:
    """Give the conflicts that a curator wrote down."""
    graph = ox.NamedNode(GRAPH_CLAIMS)
    for conflict in conflicts:
        node = ox.NamedNode(CONFLICT + conflict.slug)
        yield ox.Quad(node, TYPE, kg("Conflict"), graph)
        yield ox.Quad(
            node, kg("computed"), ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean")), graph
        )
        for triple in record_triples(node, conflict.record):
            yield ox.Quad(*triple, graph)


def kind_is(kind: Kind, name: str) -> bool:
    """Tell whether the kind stands under the ontology's class of that name."""
    return load_form().is_a(kind, KG + name)
