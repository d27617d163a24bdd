"""Facts become quads: entities, the coding, the description of every claim, and each claim's own graph."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Final, TypeAlias

from kg.curation.corpus import Article, Claim, Corpus, Entry, Named, ParagraphFrame
from kg.curation.dates import parse_edtf
from kg.curation.form import Field, Holds, Kind, load_form
from kg.curation.records import Item, Record
from kg.graph.statements import TYPE, Statement, claim_node, escaped, iri, kg, literal, thing
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, EDTF, ID, KG, PREFIXES, RDFS, XSD

_DATE: Final = iri(XSD + "date")
_INTEGER: Final = iri(XSD + "integer")
_FALSE: Final = literal("false", iri(XSD + "boolean"))
_HAS_SOURCE: Final = iri(PREFIXES["oa"] + "hasSource")
_SUBCLASS: Final = iri(RDFS + "subClassOf")


def told_statements(claim: Claim, left_out: Collection[Item] = ()) -> list[Statement]:
    """Give what the claim says, the content of its graph; values in `left_out` are passed over."""
    subject, record = thing(claim.subject), claim.told
    if left_out:
        kept = ((field, tuple(i for i in items if i not in left_out)) for field, items in record.fields)
        record = Record(record.kind, tuple(kept), record.mark)
    return [(subject, f"{TYPE} {iri(claim.kind.iri)}"), *record_statements(subject, record)]


def record_statements(subject: str, record: Record) -> Iterator[Statement]:
    """Give the statements of a record's fields; nested records get nodes named by their content."""
    for field, items in record.fields:
        before, after = _frame(field)
        for item in items:
            inner = item.record
            if inner is None:
                yield subject, f"{before}{escaped(item.text)}{after}"
            elif field.holds is Holds.DATING:
                yield from ((subject, said) for said in _dating(inner.text("edtf") or ""))
            else:
                node = _nested_node(subject, field, inner)
                yield subject, f"{iri(field.path)} {node}"
                yield node, f"{TYPE} {iri(inner.kind.iri)}"
                yield from record_statements(node, inner)


@cache
def _frame(field: Field) -> tuple[str, str]:
    """Give what stands before and after the value of a field, its predicate included."""
    predicate = iri(field.path)
    match field.holds:
        case Holds.CHOICE:
            return f"{predicate} <{KG}", ">"
        case Holds.REFERENCE:
            return f"{predicate} <{CLAIM if field.range == KG + 'Claim' else ID}", ">"
        case Holds.ADDRESS:
            return f"{predicate} <", ">"
    plain = field.datatype in (None, XSD + "string")
    return f'{predicate} "', '"' if plain else f'"^^{iri(field.datatype or "")}'


@lru_cache(maxsize=10_000)
def _dating(edtf: str) -> tuple[str, ...]:
    """Give what is said of a thing by its date: the date as stated, its earliest and its latest day."""
    dating = parse_edtf(edtf)
    days = (("earliest", dating.earliest), ("latest", dating.latest))
    bounds = (f"{kg(name)} {literal(day.isoformat(), _DATE)}" for name, day in days if day is not None)
    return (f"{kg('date')} {literal(edtf, iri(EDTF))}", *bounds)


def _nested_node(subject: str, field: Field, record: Record) -> str:
    """Name a nested record by its content, so that two claims of equal content give one node."""
    digest = hashlib.sha256(_canonical(record).encode()).hexdigest()[:8]
    return f"{subject[:-1]}{'-' if '#' in subject else '#'}{field.name}-{digest}>"


def _canonical(record: Record) -> str:
    parts = (
        f"{f.name}={_canonical(i.record) if i.record else i.text!r}"
        for f, items in record.fields
        for i in items
    )
    return "{" + ",".join(sorted(parts)) + "}"


def entity_statements(corpus: Corpus) -> Iterator[Statement]:
    """Give graph/entities: entities, articles, the class hierarchy, and what is for or against its target."""
    parts = (
        _named_statements(corpus.entities),
        _article_statements(corpus.articles),
        _hierarchy(),
        _bearings(),
    )
    return chain.from_iterable(parts)


def _named_statements(entities: Sequence[Named]) -> Iterator[Statement]:
    for entity in entities:
        yield thing(entity.slug), f"{TYPE} {iri(entity.record.kind.iri)}"
        yield from record_statements(thing(entity.slug), entity.record)


def _hierarchy() -> Iterator[Statement]:
    for name, above in load_form().ancestors.items():
        for ancestor in above - {name}:
            yield iri(name), f"{_SUBCLASS} {iri(ancestor)}"


def _bearings() -> Iterator[Statement]:
    for name, bearing in load_form().bearings.items():
        yield iri(name), f"{kg('bearing')} {literal(bearing)}"


def _article_statements(articles: Sequence[Article]) -> Iterator[Statement]:
    for article in articles:
        node = iri(ARTICLE + article.id)
        yield node, f"{TYPE} {kg('Article')}"
        yield from record_statements(node, article.record)
        for item in article.record.items("published"):
            yield from _stated(node, item)


def _stated(node: str, item: Item) -> Iterator[Statement]:
    for each in item.record.items("stated") if item.record else ():
        yield node, f"{kg('dateStated')} {literal(each.text)}"
    for each in item.record.items("derived") if item.record else ():
        yield node, f"{kg('dateDerived')} {kg(each.text)}"


def coding_statements(corpus: Corpus) -> Iterator[Statement]:
    """Give graph/coding: what the project itself says of each event, signed by its curator."""
    curators = dict(corpus.curators)
    for coding in corpus.codings:
        node = thing(coding.slug)
        yield node, f"{TYPE} {kg('CodedEvent')}"
        yield node, f"{kg('codedBy')} {literal(curators[coding.slug])}"
        yield from record_statements(node, coding.record)


def claim_statements(corpus: Corpus) -> Iterator[Statement]:
    """Give graph/claims without status: the description of every claim, and the passages they rest on."""
    frames = _frames(corpus.articles)
    for claim in corpus.claims:
        node, article = claim_node(claim.name), iri(ARTICLE + claim.article)
        yield from _description(claim, node, article)
        yield from _passages(claim, node, article, frames)
        yield from _speech(claim, node)


_Frames: TypeAlias = Mapping[tuple[str, int], ParagraphFrame | Entry]


def _frames(articles: Sequence[Article]) -> _Frames:
    frames: dict[tuple[str, int], ParagraphFrame | Entry] = {}
    for article in articles:
        frames.update({(article.id, each.number): each for each in article.paragraphs})
        frames.update({(article.id, each.number): each for each in article.entries})
    return frames


def _description(claim: Claim, node: str, article: str) -> Iterator[Statement]:
    yield node, f"{TYPE} {kg('Claim')}"
    yield node, f"{kg('article')} {article}"
    yield node, f"{kg('tells')} {thing(claim.subject)}"
    yield node, f"{kg('tellsKind')} {iri(claim.kind.iri)}"
    if claim.asserted_by is None:
        yield node, f"{kg('assertedBy')} {article}"
    for field, items in claim.own.fields:
        if field.name != "at":
            before, after = _frame(field)
            for item in items:
                yield node, f"{before}{escaped(item.text)}{after}"
    for item in claim.told.items("date"):
        yield from _stated(node, item)


def _passages(claim: Claim, node: str, article: str, frames: _Frames) -> Iterator[Statement]:
    for place in claim.own.texts("at"):
        passage, frame = f"{article[:-1]}#{place}>", frames[claim.article, int(place.partition(".")[0])]
        yield node, f"{kg('evidence')} {passage}"
        yield passage, f"{TYPE} {kg('Passage')}"
        yield passage, f"{_HAS_SOURCE} {article}"
        yield passage, f"{kg('sentence')} {literal(place)}"
        yield passage, f"{kg('sha256')} {literal(frame.sha256)}"
        if isinstance(frame, ParagraphFrame):
            yield passage, f"{kg('paragraph')} {literal(str(frame.number), _INTEGER)}"
            continue
        yield passage, f"{kg('line')} {literal(str(frame.line), _INTEGER)}"
        if frame.remarks is not None:
            yield passage, f"{kg('remarksLine')} {literal(str(frame.remarks), _INTEGER)}"


def _speech(claim: Claim, node: str) -> Iterator[Statement]:
    for said in claim.own.texts("said"):
        yield thing(said), f"{kg('content')} {node}"
    if claim.modality == "denied":
        yield thing(claim.subject), f"{kg('disputedBy')} {node}"


def conflict_statements(conflicts: Sequence[Named]) -> Iterator[Statement]:
    """Give the conflicts that a curator wrote down."""
    for conflict in conflicts:
        node = iri(CONFLICT + conflict.slug)
        yield node, f"{TYPE} {kg('Conflict')}"
        yield node, f"{kg('computed')} {_FALSE}"
        yield from record_statements(node, conflict.record)


def kind_is(kind: Kind, name: str) -> bool:
    """Tell whether the kind stands under the ontology's class of that name."""
    return load_form().is_a(kind, KG + name)
