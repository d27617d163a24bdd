"""What is part of something that is part of something …: no end of it, or a circle, is a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kg.curation.corpus import Corpus
from kg.problems import Mark, Problem

#: Places in places, bodies in bodies, events in events: five or six are many.
STEPS_LIMIT: Final = 30
_FIELDS: Final = (("entity", "within"), ("entity", "part-of"), ("coding", "part-of"))


class Part(NamedTuple):
    """What one entity or coding says it is part of, in a field such as `within`."""

    what: str
    field: str
    slug: str
    wholes: tuple[str, ...]
    mark: Mark


def parts(corpus: Corpus) -> Iterator[Part]:
    """Give what each record says that it is part of."""
    named = {"entity": corpus.entities, "coding": corpus.codings}
    for what, field in _FIELDS:
        for each in named[what]:
            wholes = each.record.texts(field)
            if wholes:
                yield Part(what, field, each.slug, wholes, each.mark)


def circles(every: Iterable[Part]) -> Iterator[Problem]:
    """Give a Problem for every entity or event that is part of itself, or at the end of far too many steps."""
    in_order = sorted(every)
    for kind in _FIELDS:
        of_kind = [part for part in in_order if (part.what, part.field) == kind]
        above = {part.slug: part.wholes for part in of_kind}
        for part in of_kind:
            problem = _judged(part.slug, above)
            if problem:
                yield Problem(part.mark, f"{part.slug} is {problem.format(field=part.field)}")


def _judged(slug: str, above: Mapping[str, Iterable[str]]) -> str:
    reached: set[str] = set()
    holders = set(above[slug])
    for _ in range(STEPS_LIMIT):
        if slug in holders:
            return "part of itself through {field}"
        reached |= holders
        holders = {each for holder in holders for each in above.get(holder, ())} - reached
        if not holders:
            return ""
    return f"more than {STEPS_LIMIT} steps below the last by {{field}}"
