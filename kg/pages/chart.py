"""One map of one or more tours: marks at the stops, arcs from stop to stop, names placed so that all can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import Final

from kg.pages.callouts import Box, Callout, Point, placed
from kg.pages.certainty import NAMES
from kg.pages.geography import WIDTH, Window, land, unwrapped, window_of
from kg.pages.itineraries import Spot, Stop, Tour
from kg.pages.languages import OWN, Texts
from kg.pages.languages import texts as texts_of
from kg.pages.sheet import to_anchor

COLOURS: Final = 6
_LONGEST: Final = 30
_BEND: Final = 0.17
_SAMPLES: Final = 14
_INTERVAL: Final = re.compile(r"(\d{4}-\d\d-\d\d)( \D+ )(\d{4}-\d\d-\d\d)")
_RANKS: Final = NAMES


@dataclass(frozen=True, slots=True)
class Arc:
    """The way from one stop to the next, as a path of SVG, with the points of its arrowhead."""

    path: str
    head: str
    planned: bool
    colour: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on the map and what stands beside it; `told` is false where it stands for a whole state."""

    href: str
    style: str
    number: str
    name: str
    note: str
    told: bool
    callout: Callout


@dataclass(frozen=True, slots=True)
class Chart:
    """A map ready to be drawn."""

    title: str
    window: Window
    arcs: tuple[Arc, ...]
    marks: tuple[Mark, ...]

    @property
    def transforms(self) -> tuple[str, ...]:
        """Give the transforms of the land."""
        return self.window.transforms(land()[0])


@dataclass(frozen=True, slots=True)
class _Name:
    """What is to stand beside one spot."""

    href: str
    style: str
    number: str
    name: str
    note: str
    told: bool


def tour_chart(tour: Tour, colour: int = 0) -> Chart | None:
    """Give the map of one tour, None where no stop can be placed."""
    stops = drawn(tour)
    if not stops:
        return None
    places = unwrapped((spot.latitude, spot.longitude) for _, spot in stops)
    window = window_of(places)
    points = [_rounded(window.at(place)) for place in places]
    same = len(stops) > 1 and len({stop.when for stop, _ in stops}) == 1
    names = [_of_stop(stop, spot, same) for stop, spot in stops]
    arcs, samples = _arcs(stops, points, colour)
    return Chart(tour.title, window, arcs, _marks(names, points, window, samples))


def overview_chart(tours: Sequence[Tour], language: str = OWN) -> Chart | None:
    """Give one map of all tours: each place once, with the tours that go there, None where none can be placed."""
    at: dict[Spot, list[tuple[Tour, Stop]]] = defaultdict(list)
    for tour in tours:
        for stop, spot in drawn(tour):
            at[spot].append((tour, stop))
    if not at:
        return None
    ordered = sorted(at, key=lambda spot: (spot.longitude, spot.latitude, spot.name))
    places = dict(zip(ordered, unwrapped((s.latitude, s.longitude) for s in ordered), strict=True))
    window = window_of(list(places.values()))
    where = {spot: _rounded(window.at(place)) for spot, place in places.items()}
    arcs: list[Arc] = []
    samples: list[Point] = []
    for index, tour in enumerate(tours):
        stops = drawn(tour)
        ways, along = _arcs(stops, [where[spot] for _, spot in stops], colour_of(index, len(tours)))
        arcs += ways
        samples += along
    texts = texts_of(language)
    names = [_of_place(spot, at[spot], texts) for spot in ordered]
    marks = _marks(names, [where[spot] for spot in ordered], window, samples)
    return Chart(texts("tours.all"), window, tuple(arcs), marks)


def drawn(tour: Tour) -> list[tuple[Stop, Spot]]:
    """Give the stops of a tour that have a place on the map."""
    return [(stop, stop.spot) for stop in tour.stops if stop.spot]


def colour_of(index: int, count: int) -> int:
    """Give the number of a tour's colour, 0 (one for all) where there are more tours than colours."""
    return index + 1 if count <= COLOURS else 0


def _of_stop(stop: Stop, spot: Spot, same: bool) -> _Name:
    number = str(stop.number) if stop.number else ""
    note = "" if same else brief(stop.when)
    return _Name(_to(stop), stop.standing.name, number, _cut(stop.name), note, spot.told)


def _of_place(spot: Spot, at: Sequence[tuple[Tour, Stop]], texts: Texts) -> _Name:
    best = min((stop.standing.name for _, stop in at), key=_RANKS.index)
    name = at[0][1].name
    undated = texts("year.undated")
    visits = [(tour.year or undated) + (f" ({stop.number})" if stop.number else "") for tour, stop in at]
    return _Name(_to(at[0][1]), best, "", _cut(name), _cut(", ".join(visits)), spot.told)


def _to(stop: Stop) -> str:
    return to_anchor("stop", stop.id)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def brief(when: str) -> str:
    """Give an interval without what its second day repeats: “2018-02-03 to 04”."""
    found = _INTERVAL.fullmatch(when)
    if not found:
        return when
    begin, to, end = found.groups()
    return f"{begin}{to}{end[8:] if begin[:7] == end[:7] else end[5:] if begin[:4] == end[:4] else end}"


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _marks(
    names: Sequence[_Name], points: Sequence[Point], window: Window, samples: Iterable[Point]
) -> tuple[Mark, ...]:
    sizes = [_size(name) for name in names]
    frame = Box(4, 4, WIDTH - 8, window.height - 8)
    marks = [
        Mark(name.href, name.style, name.number, name.name, name.note, name.told, callout)
        for name, callout in zip(names, placed(points, sizes, frame, samples), strict=True)
    ]
    # what is surest is drawn last, so that nothing less sure lies over it
    return tuple(sorted(marks, key=lambda mark: -_RANKS.index(mark.style)))


def _size(name: _Name) -> Point:
    """Give the room that a name needs, in pixels: wide letters, so that no font is cut."""
    number = 20 if name.number else 0
    return 10 + max(number + 7.6 * len(name.name), 6.4 * len(name.note)), 32.0 if name.note else 19.0


def _arcs(
    stops: Sequence[tuple[Stop, Spot]], points: Sequence[Point], colour: int
) -> tuple[tuple[Arc, ...], list[Point]]:
    """Give the ways between stops that the sources order, with points along them."""
    arcs, samples = [], []
    for (before, after), (a, b) in zip(pairwise(stops), pairwise(points), strict=True):
        if after[0].follows and after[0].number == (before[0].number or 0) + 1 and a != b:
            planned = any(stop.standing.name in ("planned", "claimed") for stop, _ in (before, after))
            along = list(_along(a, b))
            arcs.append(replace(_arc(a, b, along), planned=planned, colour=colour))
            samples += along
    return tuple(arcs), samples


def _control(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2 - (b[1] - a[1]) * _BEND, (a[1] + b[1]) / 2 + (b[0] - a[0]) * _BEND


def _along(a: Point, b: Point) -> Iterator[Point]:
    c = _control(a, b)
    for k in range(1, _SAMPLES):
        t = k / _SAMPLES
        yield (
            (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * c[0] + t * t * b[0],
            (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * c[1] + t * t * b[1],
        )


def _arc(a: Point, b: Point, along: Sequence[Point]) -> Arc:
    c = _control(a, b)
    x, y = along[_SAMPLES // 2]
    length = hypot(b[0] - a[0], b[1] - a[1])
    dx, dy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    corners = [(x + 7 * dx, y + 7 * dy), (x - 5 * dx - 5 * dy, y - 5 * dy + 5 * dx)]
    corners.append((x - 5 * dx + 5 * dy, y - 5 * dy - 5 * dx))
    head = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners)
    return Arc(f"M{a[0]} {a[1]}Q{c[0]:.1f} {c[1]:.1f} {b[0]} {b[1]}", head, False, 0)
