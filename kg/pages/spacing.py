"""Room between the boxes of a drawing: none over another, none on a line that is not its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

PASSES = 80
ROUNDS = 60
CROWDED = 0.5
CLEAR = 17.0
WIDEN = 1.01
SPARSE = 400


def spaced(points: Points, sizes: Points, links: Sequence[tuple[int, int]]) -> Points:
    """Scale the places up and move them a little, so that boxes and lines keep clear of each other.

    With more than 400 lines there is no such room: then only the boxes are kept apart.
    """
    points = _separate(_spread(points, sizes), sizes)
    for _ in range(ROUNDS if len(links) <= SPARSE else 0):
        moved = _clear(points, links)
        if moved is points:
            break
        points = _separate(moved * WIDEN, sizes)
    return points


def _spread(points: Points, sizes: Points) -> Points:
    """Scale the picture up until few boxes overlap, so that removing the rest bends it little."""
    import numpy as np

    first, second = np.triu_indices(len(points), k=1)
    room = (sizes[first] + sizes[second]) / 2
    free = (room / np.maximum(abs(points[first] - points[second]), 1e-9)).min(axis=1)
    few = min(len(free) - 1, round(CROWDED * len(points)))
    return points * float(np.sort(free)[-1 - few])


def _separate(points: Points, sizes: Points) -> Points:
    """Push overlapping boxes apart, each pair along the way that is shorter."""
    import numpy as np

    places: list[list[float]] = points.tolist()
    rooms: list[list[float]] = sizes.tolist()
    for _ in range(PASSES):
        pairs = _overlaps(np.array(places), sizes)
        for i, j in pairs:
            _push(places[i], places[j], rooms[i], rooms[j])
        if not pairs:
            break
    return np.array(places)


def _push(here: list[float], there: list[float], size: list[float], other: list[float]) -> None:
    """Move two places apart, along one axis, until their boxes no longer overlap."""
    excess = [(size[axis] + other[axis]) / 2 - abs(there[axis] - here[axis]) for axis in (0, 1)]
    if min(excess) > 0:
        axis = 0 if excess[0] < excess[1] else 1
        push = (excess[axis] / 2 + 0.5) * (1 if there[axis] >= here[axis] else -1)
        here[axis] -= push
        there[axis] += push


def _clear(points: Points, links: Sequence[tuple[int, int]]) -> Points:
    """Move every node that stands on a line between two others off it, squarely; the same object if none.

    A line that runs under a third node reads as if it ended there.
    """
    import numpy as np

    ends = np.array(links)
    begin, along = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    length = np.maximum(np.hypot(*along.T), 1e-9)
    unit = along / length[:, None]
    to = points[None] - begin[:, None]
    forward = (to * unit[:, None]).sum(axis=2)
    aside = to[..., 0] * -unit[:, None, 1] + to[..., 1] * unit[:, None, 0]
    on = (forward > CLEAR) & (forward < length[:, None] - CLEAR) & (abs(aside) < CLEAR - 1e-6)
    moved = points.copy()
    for line, node in zip(*(found.tolist() for found in np.nonzero(on)), strict=True):
        push = (CLEAR - abs(aside[line, node])) * (1 if aside[line, node] >= 0 else -1)
        moved[node] += push * np.array([-unit[line, 1], unit[line, 0]])
    return moved if on.any() else points


def _overlaps(points: Points, sizes: Points) -> list[tuple[int, int]]:
    """Give the pairs of indices whose boxes overlap, in order.

    Only boxes that stand next to each other from left to right are compared.
    """
    import numpy as np

    order = np.argsort(points[:, 0], kind="stable")
    x, y = points[order].T
    width, height = sizes[order].T
    last = np.searchsorted(x, x + (width + width.max()) / 2)
    counts = last - np.arange(len(x)) - 1
    first = np.repeat(np.arange(len(x)), counts)
    second = np.arange(len(first)) - np.repeat(counts.cumsum() - counts, counts) + first + 1
    meets = 2 * abs(x[first] - x[second]) < width[first] + width[second]
    meets &= 2 * abs(y[first] - y[second]) < height[first] + height[second]
    return sorted(zip(order[first[meets]].tolist(), order[second[meets]].tolist(), strict=True))
