"""Outlines are made of the records that were read, and records without their fields are made of outlines."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from kg.curation.corpus import Claim, Corpus, Named, joined
from kg.curation.form import load_form
from kg.curation.names import folded
from kg.curation.nodes import Scalar
from kg.curation.outlines import Coding, Entity, Key, Outline, Outlines, Told
from kg.curation.records import Record, references
from kg.problems import Mark


def outlined(corpus: Corpus, paths: Iterable[str]) -> Outlines:
    """Give the outline of each of these files, from the records that the corpus has of it."""
    drafts = {path: _Draft() for path in paths}
    for entity in corpus.entities:
        drafts[entity.mark.path].add_entity(entity)
    for article in corpus.articles:
        draft = drafts[article.mark.path]
        draft.article = article.id
        draft.add_names(article.record)
    for claim in corpus.claims:
        drafts[claim.mark.path].add_claim(claim)
    for coding in corpus.codings:
        drafts[coding.mark.path].add_coding(coding)
    for conflict in corpus.conflicts:
        draft = drafts[conflict.mark.path]
        draft.conflicts.append(conflict.slug)
        draft.add_names(conflict.record)
    return Outlines({path: draft.outline() for path, draft in drafts.items()})


class _Draft:
    """An outline as it grows."""

    def __init__(self) -> None:
        self.article = ""
        self.entities: list[Entity] = []
        self.told: list[Told] = []
        self.codings: list[Coding] = []
        self.conflicts: list[str] = []
        self.names: set[str] = set()

    def add_names(self, record: Record) -> None:
        self.names.update(item.text for _, item in references(record))

    def add_entity(self, entity: Named) -> None:
        record, mark = entity.record, entity.mark
        names = tuple(folded(name) for name in record.texts("name"))
        wholes = (record.texts("within"), record.texts("part-of"))
        self.entities.append(Entity(entity.slug, record.kind.name, mark.line, mark.column, names, *wholes))
        self.add_names(record)

    def add_claim(self, claim: Claim) -> None:
        mark, told = claim.mark, claim.told.mark
        places = (mark.line, mark.column, told.line, told.column)
        self.told.append(Told(claim.slug, claim.subject, claim.kind.name, *places))
        self.add_names(claim.own)
        self.add_names(claim.told)

    def add_coding(self, coding: Named) -> None:
        record, mark = coding.record, coding.mark
        sides = (record.texts("between"), record.texts("part-of"))
        self.codings.append(Coding(coding.slug, mark.line, mark.column, *sides))
        self.add_names(record)

    def outline(self) -> Outline:
        outline = Outline(self.article, self.entities, self.told, self.codings, self.conflicts)
        defines = {key for key, _ in outline.said()}
        names = set(map(str.casefold, self.names)) - defines
        return replace(outline, defines=sorted(defines), names=sorted(names))


def stubs(outlines: Outlines, keys: Set[Key]) -> Corpus:
    """Give what the files define of these keys, as records with nothing in them but what others ask of them."""
    near = {path: each for path, each in outlines.by_path.items() if not keys.isdisjoint(each.defines)}
    of_claims = {
        claim.subject.casefold()
        for each in near.values()
        for claim in each.told
        if f"{each.article}/{claim.slug}".casefold() in keys
    }
    if not of_claims <= keys:
        return stubs(outlines, keys | of_claims)
    return joined(_stub(path, each, keys) for path, each in near.items())


def _stub(path: str, outline: Outline, keys: Set[Key]) -> Corpus:
    entities = (each for each in outline.entities if each.slug.casefold() in keys)
    told = (each for each in outline.told if each.subject.casefold() in keys)
    codings = (each for each in outline.codings if each.slug.casefold() in keys)
    return Corpus(
        entities=tuple(_entity(path, each) for each in entities),
        claims=tuple(_claim(path, outline.article, each) for each in told),
        codings=tuple(_coding(path, each) for each in codings),
    )


def _entity(path: str, entity: Entity) -> Named:
    mark = Mark(path, entity.line, entity.column)
    return Named(entity.slug, Record(load_form().kinds[entity.kind], (), mark), mark)


def _claim(path: str, article: str, claim: Told) -> Claim:
    kinds = load_form().kinds
    mark, told = Mark(path, claim.line, claim.column), Mark(path, claim.told_line, claim.told_column)
    own = Record(kinds["Claim"], (), mark)
    return Claim(article, claim.slug, own, claim.subject, Record(kinds[claim.kind], (), told), mark)


def _coding(path: str, coding: Coding) -> Named:
    kind, mark = load_form().kinds["Coding"], Mark(path, coding.line, coding.column)
    sides = tuple(Scalar(each, path, coding.line, coding.column) for each in coding.between)
    fields = ((kind.fields["between"], sides),) if sides else ()
    return Named(coding.slug, Record(kind, fields, mark), mark)
