"""Where the names beside the marks of a map stand, so that none hides another: near, else on a leader line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import Final

_DISTANCES: Final = (9.0, 20.0, 34.0, 52.0, 74.0, 100.0, 130.0, 165.0, 205.0)
_DIRECTIONS: Final = 16
_NEAR: Final = 14.0
_MARK: Final = 7.0
_GAP: Final = 2.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, `x`, `y` its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Give the area that two boxes share."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(wide, 0.0) * max(high, 0.0)

    def nearest(self, point: Point) -> Point:
        """Give the point of the box that is nearest to another."""
        x = min(max(point[0], self.x), self.x + self.width)
        return x, min(max(point[1], self.y), self.y + self.height)


@dataclass(frozen=True, slots=True)
class Callout:
    """A placed box for the mark at `mark`; a leader line runs to `foot` where it stands apart."""

    mark: Point
    box: Box
    foot: Point | None


def placed(
    marks: Sequence[Point], sizes: Sequence[Point], frame: Box, lines: Iterable[Point] = ()
) -> tuple[Callout, ...]:
    """Place a box of each size beside its mark within the frame; `lines` are points better left free."""
    crowd = [sum(_apart(a, b) < 90 for b in marks) for a in marks]
    order = sorted(range(len(marks)), key=lambda k: (-crowd[k], marks[k], k))
    hard = [Box(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK) for x, y in dict.fromkeys(marks)]
    soft, found = tuple(lines), dict[int, Callout]()
    for k in order:
        box = min(_candidates(marks[k], sizes[k]), key=lambda box: _cost(box, marks[k], frame, hard, soft))
        hard.append(Box(box.x - _GAP, box.y - _GAP, box.width + 2 * _GAP, box.height + 2 * _GAP))
        foot = box.nearest(marks[k])
        found[k] = Callout(marks[k], box, foot if _apart(foot, marks[k]) > _NEAR else None)
    return tuple(found[k] for k in range(len(marks)))


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _candidates(mark: Point, size: Point) -> Iterator[Box]:
    """Give boxes around a mark, the near ones first, to the right and left before above and below."""
    wide, high = size
    for distance in _DISTANCES:
        for turn in range(_DIRECTIONS):
            x, y = cos(2 * pi * turn / _DIRECTIONS), sin(2 * pi * turn / _DIRECTIONS)
            # the centre lies so far out that the box ends at the distance from the mark
            out = min(
                (wide / 2 + distance) / abs(x) if abs(x) > 1e-9 else 1e9,
                (high / 2 + distance) / abs(y) if abs(y) > 1e-9 else 1e9,
            )
            yield Box(
                round(mark[0] + x * out - wide / 2, 1), round(mark[1] + y * out - high / 2, 1), wide, high
            )


def _cost(box: Box, mark: Point, frame: Box, hard: Sequence[Box], soft: Sequence[Point]) -> float:
    """Give how bad a place is: outside or over another counts most, then over a line, then far away."""
    outside = box.width * box.height - box.overlap(frame)
    covered = sum(box.overlap(other) for other in hard)
    crossed = sum(
        box.x - 3 < x < box.x + box.width + 3 and box.y - 3 < y < box.y + box.height + 3 for x, y in soft
    )
    upright = abs(box.y + box.height / 2 - mark[1]) * 0.02
    return 1000.0 * (outside + covered) + 9.0 * crossed + _apart(box.nearest(mark), mark) + upright
