"""What a name that nobody bears may have meant: the nearest of those that stand in the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from kg.problems import suggestion

#: Among 100,000 names a hint takes a second, and a missing file leaves thousands of words unknown.
_COMPARISONS: Final = 500_000
_LEAST_HINTS: Final = 5


class Hints:
    """The nearest of many names, found once for each word: only for the first words where it takes long.

    `names` is called when the first hint is asked for.
    """

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._give = names
        self._found: dict[str, str] = {}

    @cached_property
    def _names(self) -> list[str]:
        return sorted(set(self._give()))

    def of(self, word: str) -> str:
        """Give ` (did you mean “x”?)`, or an empty text."""
        if word not in self._found:
            most = max(_LEAST_HINTS, _COMPARISONS // (len(self._names) + 1))
            self._found[word] = suggestion(word, self._names) if len(self._found) < most else ""
        return self._found[word]
