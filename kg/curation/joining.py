"""An official record beside the articles: what both name is one thing, in the articles' words."""

from __future__ import annotations

from dataclasses import replace

from kg.curation.corpus import Corpus, Named, joined
from kg.curation.names import folded
from kg.curation.records import Item, Record


def with_record(corpus: Corpus, record: Corpus) -> Corpus:
    """Add a record's articles, claims, and whatever the corpus does not name itself.

    Of a thing that both name, the corpus' description and coding stand; the record's other names are added.
    """
    entities = {entity.slug: entity for entity in corpus.entities}
    coded = {coding.slug for coding in corpus.codings}
    own = tuple(e for e in record.entities if not _same_kind(entities.get(e.slug), e))
    twice = {e.slug: e for e in record.entities if _same_kind(entities.get(e.slug), e)}
    named = tuple(
        _named_too(each, twice[each.slug]) if each.slug in twice else each for each in corpus.entities
    )
    rest = replace(
        record,
        entities=own,
        codings=tuple(coding for coding in record.codings if coding.slug not in coded),
        curators=tuple(pair for pair in record.curators if pair[0] not in coded),
    )
    return joined((replace(corpus, entities=named), rest))


def _same_kind(one: Named | None, other: Named) -> bool:
    return one is not None and one.record.kind == other.record.kind


def _named_too(entity: Named, other: Named) -> Named:
    """Give the entity with the names that the other record has for it."""
    names = [text for field in ("name", "names") for text in entity.record.texts(field)]
    known = {folded(name) for name in names}
    found = [item for field in ("name", "names") for item in other.record.items(field)]
    new = {folded(item.text): item for item in reversed(found) if folded(item.text) not in known}
    if not new:
        return entity
    return replace(entity, record=_with_names(entity.record, tuple(new[key] for key in sorted(new))))


def _with_names(record: Record, new: tuple[Item, ...]) -> Record:
    field = record.kind.fields["names"]
    kept = dict(record.fields)
    kept[field] = (*kept.get(field, ()), *new)
    order = sorted(kept, key=lambda each: (each.order, each.name))
    return replace(record, fields=tuple((each, kept[each]) for each in order))
