"""The outline of the land, and the window through which a map shows a part of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Final

WIDTH: Final = 720
"""The width of every map, in pixels."""
_TALLEST: Final = 640
_LOWEST: Final = 360
_MARGIN: Final = 84
_LEAST_SPAN: Final = 9.0
_ALONE_SPAN: Final = 22.0

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One coast as a path of SVG in units from west to east and north to south, and its bounds in degrees."""

    path: str
    west: float
    east: float
    south: float
    north: float


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the earth on WIDTH × `height` pixels, every degree of latitude of the same length.

    `scale` is pixels a degree of latitude, `narrow` how much shorter a degree of longitude is; `west` may
    lie beyond ±180 where the part crosses the 180th meridian.
    """

    west: float
    north: float
    scale: float
    narrow: float
    height: int

    @property
    def east(self) -> float:
        """Give the meridian of the right edge."""
        return self.west + WIDTH / (self.scale * self.narrow)

    @property
    def south(self) -> float:
        """Give the parallel of the lower edge."""
        return self.north - self.height / self.scale

    def at(self, place: Place) -> tuple[float, float]:
        """Give where a place lies, in pixels."""
        return (place[1] - self.west) * self.scale * self.narrow, (self.north - place[0]) * self.scale

    def sees(self, ring: Ring) -> bool:
        """Whether a part of the ring may be seen."""
        upright = ring.north > self.south and ring.south < self.north
        return upright and any(
            ring.west + t < self.east and ring.east + t > self.west for t in (-360, 0, 360)
        )

    def transforms(self, units: int) -> tuple[str, ...]:
        """Give the transforms that put the land here, more than one where it is seen beyond a meridian."""
        x, y = self.scale * self.narrow / units, self.scale / units
        # a coast may reach beyond the 180th meridian
        turns = [turn for turn in (-360, 0, 360) if -200 + turn < self.east and 200 + turn > self.west]
        return tuple(
            f"matrix({x:.5f} 0 0 {y:.5f} {(turn - self.west) * x * units:.2f} {self.north * y * units:.2f})"
            for turn in turns
        )


@cache
def land() -> tuple[int, tuple[Ring, ...]]:
    """Give the units to a degree, and the coasts (Natural Earth, made by docs/make_land.py)."""
    text = (files("kg.pages") / "templates" / "land.json").read_text("utf-8")
    kept = json.loads(text)
    return kept["units"], tuple(_ring(path, kept["units"]) for path in kept["rings"])


def _ring(path: str, units: int) -> Ring:
    numbers = [int(found) for found in re.findall(r"-?\d+", path)]
    x, y = numbers[0], numbers[1]
    xs, ys = [x], [y]
    for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + step_x, y + step_y
        xs.append(x)
        ys.append(y)
    return Ring(path, min(xs) / units, max(xs) / units, -max(ys) / units, -min(ys) / units)


def land_path(windows: Iterable[Window]) -> str:
    """Give the coasts that any of the windows sees, as one path."""
    windows = tuple(windows)
    return "".join(ring.path for ring in land()[1] if any(window.sees(ring) for window in windows))


def window_of(places: Sequence[Place]) -> Window:
    """Give the window that holds these places with room for their names."""
    south, north = min(place[0] for place in places), max(place[0] for place in places)
    west, east = min(place[1] for place in places), max(place[1] for place in places)
    narrow = max(cos(radians((south + north) / 2)), 0.35)
    least = _ALONE_SPAN if (west, south) == (east, north) else _LEAST_SPAN
    wide, high = max((east - west) * narrow, least), max(north - south, least)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high)
    height = round(min(max(high * scale + 2 * _MARGIN, _LOWEST), _TALLEST))
    return Window(
        west=(west + east) / 2 - WIDTH / 2 / (scale * narrow),
        north=(south + north) / 2 + height / 2 / scale,
        scale=scale,
        narrow=narrow,
        height=height,
    )


def unwrapped(places: Iterable[Place]) -> tuple[Place, ...]:
    """Give the places with each meridian on the shorter way from the one before, also beyond ±180."""
    found: list[Place] = []
    for latitude, longitude in places:
        if found:
            longitude += 360 * round((found[-1][1] - longitude) / 360)
        found.append((latitude, longitude))
    return tuple(found)
