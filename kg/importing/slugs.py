"""Readable names for things, made from what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kg.curation.names import searchable

_OTHER: Final = re.compile(r"[^a-z0-9]+")
LONGEST: Final = 80


@cache
def slug_of(*words: str) -> str:
    """Give the words as one slug, at most 80 letters long; an empty text if no letter is left."""
    text = " ".join(searchable(word) for word in words)
    return _OTHER.sub("-", text).strip("-")[:LONGEST].rstrip("-")


class Slugs:
    """Slugs that are given out once: a second thing of a name gets its own ending."""

    def __init__(self, shipped: Iterable[str] = ()) -> None:
        self._taken = set(shipped)
        self._claimed: set[str] = set()

    def fresh(self, wanted: str, ending: str) -> str:
        """Give `wanted`, or with the ending where another thing has it."""
        wanted = wanted or "unnamed"
        slug, number = wanted, 1
        while slug in self._taken:
            tail = f"-{slug_of(ending)}" + (f"-{number}" if number > 1 else "")
            slug, number = f"{wanted[: LONGEST - len(tail)]}{tail}", number + 1
        self._taken.add(slug)
        return slug

    def claim(self, slug: str) -> bool:
        """Tell whether a shipped slug is still to be given out, and give it out."""
        free = slug not in self._claimed
        self._claimed.add(slug)
        return free
