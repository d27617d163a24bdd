"""The scale of days beside a table: where an event lies on it, as a mark for a day and a bar for a stretch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 200
_EDGE: Final = 8
_LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One event on the scale, in pixels; `day` for a single day, the ends open where a bound is unknown."""

    x: float
    width: float
    day: bool
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from `first` to `last` over WIDTH pixels."""

    first: date
    last: date

    def bar(self, earliest: date | None, latest: date | None) -> Bar:
        """Give the mark of a day, or the bar of a stretch; an unknown end reaches to the end of the scale."""
        begin, end = self._at(earliest or self.first), self._at(latest or self.last)
        if earliest is None:
            begin = 0.0
        if latest is None:
            end = float(WIDTH)
        if earliest == latest:
            return Bar(round(begin, 1), 0.0, True)
        width = max(end - begin, _LEAST)
        return Bar(round(begin, 1), round(width, 1), False, earliest is None, latest is None)

    def _at(self, day: date) -> float:
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return _EDGE + share * (WIDTH - 2 * _EDGE)


def scale_of(bounds: Iterable[tuple[date | None, date | None]]) -> Scale:
    """Give the scale that holds all of these stretches, of which each has at least one end."""
    days = [day for pair in bounds for day in pair if day]
    return Scale(min(days), max(days))
