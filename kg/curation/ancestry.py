"""What stands above a thing, step by step: the places that hold a place, the classes over a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def all_above(name: str, above: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Give everything that stands above the name, to the outermost; itself only where a circle leads back to it.

    >>> sorted(all_above("oslo", {"oslo": ["norway"], "norway": ["europe"]}))
    ['europe', 'norway']
    """
    seen: set[str] = set()
    waiting = list(above.get(name, ()))
    while waiting:
        holder = waiting.pop()
        if holder not in seen:
            seen.add(holder)
            waiting.extend(above.get(holder, ()))
    return frozenset(seen)
