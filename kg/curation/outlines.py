"""What a facts file says to the others: with it their records can be checked though the file is not read again.

A file is good by its own words and by what the others say of the names in it. So after a change it need be read
again only where that has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from kg.curation.circles import Part
from kg.problems import Mark

#: A name without regard to case, by which things are one or two; or a kind and a name in words.
Key: TypeAlias = str
#: What is said of a key, without the place where it stands.
Said: TypeAlias = tuple[str, ...]
Rows: TypeAlias = Sequence[Sequence[Any]]


class Entity(NamedTuple):
    """An entity: its kind, its names (folded), what it is within and part of."""

    slug: str
    kind: str
    line: int
    column: int
    names: Sequence[str]
    within: Sequence[str]
    part_of: Sequence[str]


class Told(NamedTuple):
    """A claim of the file's article: what it tells, and of which kind; its place, and that of what is told."""

    slug: str
    subject: str
    kind: str
    line: int
    column: int
    told_line: int
    told_column: int


class Coding(NamedTuple):
    """The coding of an event: the states between which it is, and what it is part of."""

    slug: str
    line: int
    column: int
    between: Sequence[str]
    part_of: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outline:
    """One good file: what it defines, row by row, the keys of that, and those of what it names besides.

    Rows are held as they were read and become tuples with names when they are asked for.
    """

    article: str = ""
    entity_rows: Rows = ()
    told_rows: Rows = ()
    coding_rows: Rows = ()
    conflicts: Sequence[str] = ()
    defines: Sequence[Key] = ()
    names: Sequence[Key] = ()

    @property
    def entities(self) -> Iterator[Entity]:
        """Give the file's entities."""
        return map(Entity._make, self.entity_rows)

    @property
    def told(self) -> Iterator[Told]:
        """Give the file's claims."""
        return map(Told._make, self.told_rows)

    @property
    def codings(self) -> Iterator[Coding]:
        """Give the file's codings."""
        return map(Coding._make, self.coding_rows)

    def names_any(self, keys: Set[Key]) -> bool:
        """Tell whether one of the keys is defined or named here."""
        return not (keys.isdisjoint(self.defines) and keys.isdisjoint(self.names))

    def said(self) -> Iterator[tuple[Key, Said]]:
        """Give what the file says of each key; the same thing told twice is one thing told."""
        for entity in self.entities:
            yield entity.slug.casefold(), ("entity", entity.slug, entity.kind)
            yield from ((_named(entity.kind, name), ("named", entity.slug)) for name in entity.names)
        if self.article:
            yield self.article.casefold(), ("article", self.article)
        for claim in self.told:
            name = f"{self.article}/{claim.slug}"
            yield name.casefold(), ("claim", name)
        for subject, kind in {(claim.subject, claim.kind) for claim in self.told}:
            yield subject.casefold(), ("told", subject, kind)
        for coding in self.codings:
            yield coding.slug.casefold(), ("coding", coding.slug, *coding.between)
        for conflict in self.conflicts:
            yield conflict.casefold(), ("conflict", conflict)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of files, by their paths as problems name them."""

    by_path: Mapping[str, Outline]

    def without(self, paths: Set[str]) -> Outlines:
        """Give those of the other files."""
        return Outlines({path: each for path, each in self.by_path.items() if path not in paths})

    def only(self, paths: Set[str]) -> Outlines:
        """Give those of these files, as far as there are any."""
        return Outlines({path: self.by_path[path] for path in paths & self.by_path.keys()})

    def entity_names(self) -> Iterator[str]:
        """Give the names of the entities."""
        return (entity.slug for each in self.by_path.values() for entity in each.entities)

    def thing_names(self) -> Iterator[str]:
        """Give the names of the entities and of what is told."""
        told = (claim.subject for each in self.by_path.values() for claim in each.told)
        return chain(self.entity_names(), told)

    def claim_names(self) -> Iterator[str]:
        """Give the names of the claims."""
        return (f"{article}/{claim.slug}" for article, claim in self._told())

    def telling(self) -> Iterator[tuple[str, str]]:
        """Give the article and what is told of every claim."""
        return ((article, claim.subject) for article, claim in self._told())

    def _told(self) -> Iterator[tuple[str, Told]]:
        return ((each.article, claim) for each in self.by_path.values() for claim in each.told)

    def parts(self) -> Iterator[Part]:
        """Give what the records say that they are part of."""
        for path, each in self.by_path.items():
            for entity in each.entities:
                mark = Mark(path, entity.line, entity.column)
                if entity.within:
                    yield Part("entity", "within", entity.slug, tuple(entity.within), mark)
                if entity.part_of:
                    yield Part("entity", "part-of", entity.slug, tuple(entity.part_of), mark)
            for coding in each.codings:
                if coding.part_of:
                    mark = Mark(path, coding.line, coding.column)
                    yield Part("coding", "part-of", coding.slug, tuple(coding.part_of), mark)

    def naming(self, keys: Set[Key]) -> frozenset[str]:
        """Give the paths of the files in which one of the keys is named or defined."""
        return frozenset(path for path, each in self.by_path.items() if each.names_any(keys))


NO_OUTLINES: Final = Outlines({})


def changed_keys(old: Outlines, new: Outlines, others: Outlines) -> frozenset[Key]:
    """Give the keys of which something else is said when files that were `old` are `new`.

    What is told of a thing counts once: if one of the `others` tells the same, nothing has changed.
    """
    before, after = (Counter(_every_said(outlines)) for outlines in (old, new))
    changed = {each for each in before.keys() | after.keys() if before[each] != after[each]}
    keys = {key for key, _ in changed}
    beside = [each for each in others.by_path.values() if not keys.isdisjoint(each.defines)]
    still = {each for outline in beside for each in outline.said() if each[1][0] == "told"}
    return frozenset(key for key, said in changed - still)


def _named(kind: str, name: str) -> Key:
    return f"{kind}\0{name}"


def _every_said(outlines: Outlines) -> Iterator[tuple[Key, Said]]:
    """Give all that is said, what is told of a thing once."""
    every = [each for outline in outlines.by_path.values() for each in outline.said()]
    yield from (each for each in every if each[1][0] != "told")
    yield from {each for each in every if each[1][0] == "told"}
