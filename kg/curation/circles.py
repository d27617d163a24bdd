"""What is part of something that is part of something …: no end of it, or a circle, is a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.curation.corpus import Corpus, Named
from kg.problems import Problem

#: Places in places, bodies in bodies, events in events: five or six are many.
STEPS_LIMIT: Final = 30


def circles(corpus: Corpus) -> Iterator[Problem]:
    """Give a Problem for every entity or event that is part of itself, or at the end of far too many steps."""
    yield from _of_field("within", corpus.entities)
    yield from _of_field("part-of", corpus.entities)
    yield from _of_field("part-of", corpus.codings)


def _of_field(field: str, records: Iterable[Named]) -> Iterator[Problem]:
    above = {each.slug: each.record.texts(field) for each in records}
    for each in records:
        problem = _judged(each.slug, above) if above[each.slug] else ""
        if problem:
            yield Problem(each.mark, f"{each.slug} is {problem.format(field=field)}")


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
