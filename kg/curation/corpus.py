"""The corpus: entities, articles, claims, codings and conflicts, read from facts files as one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.curation.form import Kind
from kg.curation.records import Record
from kg.problems import Mark


@dataclass(frozen=True, slots=True)
class Named:
    """A record under a name of its own: an entity, a coding or a conflict."""

    slug: str
    record: Record
    mark: Mark


@dataclass(frozen=True, slots=True)
class ParagraphFrame:
    """What an article's file states of one paragraph: its SHA-256 and its number of sentences."""

    number: int
    sha256: str
    sentences: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record's file states of one entry, by the source's own number: its lines and their SHA-256.

    `line` counts from 1; `remarks` is the line on which the entry's remarks begin, if it has any.
    """

    number: int
    line: int
    lines: int
    sha256: str
    remarks: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A sentence (`8.2`) or a paragraph (`8`) on which no claim rests, with the reason."""

    place: str
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its description, its paragraphs (or a record's entries), and what of it is not claimed."""

    id: str
    record: Record
    paragraphs: tuple[ParagraphFrame, ...]
    unclaimed: tuple[Unclaimed, ...]
    mark: Mark
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says in one record: `own` describes the claim, `told` the node `subject` that it tells."""

    article: str
    slug: str
    own: Record
    subject: str
    told: Record
    mark: Mark

    @property
    def name(self) -> str:
        """Give the claim's name, such as `001/ebrard-talks`."""
        return f"{self.article}/{self.slug}"

    @property
    def kind(self) -> Kind:
        """Give the kind of the node that is told."""
        return self.told.kind

    @property
    def modality(self) -> str:
        """Give the modality: happened, planned, expected, conditional, denied or claimed."""
        return self.own.text("modality") or ""

    @property
    def asserted_by(self) -> str | None:
        """Give the slug of who asserts it, or None for the article's own voice."""
        return self.own.text("by")


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A record that could not be read: its name, and for a claim its article and the places it rests on.

    It stands in the files, so nothing else is wrong for naming it. Without a name it is a whole file.
    """

    name: str
    article: str = ""
    places: tuple[str, ...] = ()


WHOLE_FILE = Unread("")


@dataclass(frozen=True)
class Corpus:
    """All facts, in an order that does not depend on the order of files or records."""

    entities: tuple[Named, ...] = ()
    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    codings: tuple[Named, ...] = ()
    conflicts: tuple[Named, ...] = ()
    curators: tuple[tuple[str, str], ...] = ()
    unread: tuple[Unread, ...] = ()

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Give the kind of every name that stands in the corpus, entity or told node."""
        told = {claim.subject: claim.kind for claim in reversed(self.claims)}
        return told | {entity.slug: entity.record.kind for entity in self.entities}

    @cached_property
    def _unread(self) -> frozenset[str]:
        return frozenset(each.name for each in self.unread)

    def may_hold(self, name: str) -> bool:
        """Tell whether the name may be that of a record that could not be read."""
        return name in self._unread or WHOLE_FILE.name in self._unread


def joined(parts: Iterable[Corpus]) -> Corpus:
    """Give all parts as one corpus, in an order that does not depend on theirs."""
    every = tuple(parts)
    return Corpus(
        tuple(sorted((e for part in every for e in part.entities), key=_by_slug)),
        tuple(sorted((a for part in every for a in part.articles), key=lambda a: (a.id, a.mark))),
        tuple(sorted((c for part in every for c in part.claims), key=lambda c: (c.article, c.slug, c.mark))),
        tuple(sorted((c for part in every for c in part.codings), key=_by_slug)),
        tuple(sorted((c for part in every for c in part.conflicts), key=_by_slug)),
        tuple(sorted(curator for part in every for curator in part.curators)),
        tuple(sorted(unread for part in every for unread in part.unread)),
    )


def _by_slug(named: Named) -> tuple[str, Mark]:
    return named.slug, named.mark


def places(article: Article) -> Iterator[str]:
    """List every sentence of the article, `1.1`, `2.1`, `2.2` …, or every entry of the record, `3777` …"""
    for paragraph in article.paragraphs:
        for sentence in range(1, paragraph.sentences + 1):
            yield f"{paragraph.number}.{sentence}"
    for entry in article.entries:
        yield str(entry.number)
