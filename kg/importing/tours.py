"""Tours rebuilt from stops that follow each other, and stops that a record lists twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from kg.importing.trips import Trip

#: A stop belongs to the tour of the one before it if it begins at most this many days after that one's end.
GAP_DAYS: Final = 1


def tours(trips: Iterable[Trip]) -> tuple[tuple[Trip, ...], ...]:
    """Gather one traveller's stops into tours, in order of their first days; equal days in the file's order."""
    found: list[list[Trip]] = []
    end = None
    for trip in sorted(trips, key=lambda each: (each.start, each.line)):
        if end is None or trip.start - end > timedelta(days=GAP_DAYS):
            found.append([])
        end = trip.end if end is None or not found[-1] else max(end, trip.end)
        found[-1].append(trip)
    return tuple(tuple(tour) for tour in found)


def doubles(trips: Sequence[Trip]) -> Mapping[int, int]:
    """Give for each trip that stands a second time (traveller, days, places), by its index, that of the first."""
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, int] = {}
    for index, trip in enumerate(trips):
        key = (trip.role, trip.who, trip.start, trip.end, trip.country.id, trip.locale)
        if first.setdefault(key, index) != index:
            found[index] = first[key]
    return found
