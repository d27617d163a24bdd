"""Where the nodes of a map stand: each connected part by stress, without overlaps, small parts in rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.pages.model import MapPage
from kg.pages.spacing import spaced
from kg.pages.stress import majorised, walk
from kg.progress import step

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

GAP = 46.0
WIDE = 1.4


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its label under it: width and height in pixels at scale 1."""

    id: str
    width: float
    height: float


class Link(NamedTuple):
    """A tie between two boxes; a stronger one (weight 0 to 1) is drawn shorter."""

    source: str
    target: str
    weight: float


def placed(page: MapPage) -> MapPage:
    """Give the page with a place for every node; names take the room of one or two lines."""
    boxes = [Box(n.id, max(6.6 * min(len(n.label), 18), 2 * n.size), 2 * n.size + 20) for n in page.nodes]
    top = max((tie.strength or 0.0 for tie in page.ties), default=0.0) or 1.0
    places = layout(boxes, [Link(t.source, t.target, (t.strength or 0.0) / top) for t in page.ties])
    nodes = (replace(node, x=places[node.id][0], y=places[node.id][1]) for node in page.nodes)
    return replace(page, nodes=tuple(nodes))


def layout(boxes: Sequence[Box], links: Sequence[Link]) -> dict[str, tuple[int, int]]:
    """Give each box its centre in pixels; the same boxes and links in any order give the same places."""
    ordered = sorted(boxes, key=lambda box: box.id)
    neighbours = _neighbours(links)
    with step("laying out the map"):
        placed = [(part, _place(part, neighbours)) for part in _components(ordered, neighbours)]
    return _packed(placed)


def _neighbours(links: Sequence[Link]) -> dict[str, dict[str, float]]:
    """Give for each id its neighbours with the length of the shortest tie, 0.7 to 1.3."""
    lengths: dict[str, dict[str, float]] = defaultdict(dict)
    for source, target, weight in links:
        if source != target:
            length = min(1.3 - 0.6 * weight, lengths[source].get(target, 2.0))
            lengths[source][target] = lengths[target][source] = length
    return {id: dict(sorted(ends.items())) for id, ends in sorted(lengths.items())}


def _components(boxes: Sequence[Box], neighbours: dict[str, dict[str, float]]) -> list[list[Box]]:
    """Give the connected parts, the largest first, then by their first id."""
    left = {box.id: box for box in boxes}
    parts = []
    while left:
        start = next(iter(left))
        ids = sorted(walk(start, neighbours, frozenset()))
        parts.append([left.pop(id) for id in ids])
    return sorted(parts, key=lambda part: (-len(part), part[0].id))


def _place(part: list[Box], neighbours: dict[str, dict[str, float]]) -> Points:
    """Give the places of one component, without overlaps, around its own middle."""
    import numpy as np

    ids = [box.id for box in part]
    points = majorised(ids, neighbours)
    if len(part) == 1:
        return points
    if np.ptp(points[:, 1]) > np.ptp(points[:, 0]):
        points = points[:, ::-1].copy()
    index = {id: i for i, id in enumerate(ids)}
    links = [(index[a], index[b]) for a in ids for b in neighbours[a] if a < b]
    points = spaced(points * (WIDE, 1.0), np.array([(box.width, box.height) for box in part]), links)
    middle: Points = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle


def _packed(placed: list[tuple[list[Box], Points]]) -> dict[str, tuple[int, int]]:
    """Put the components in rows, the largest first, no row wider than that one (or 640 pixels)."""
    places: dict[str, tuple[int, int]] = {}
    frames = [_frame(part, points) for part, points in placed]
    room = max([640.0, *(width for width, _ in frames)])
    for row, top in _rows(frames, room):
        left = -sum(frames[k][0] for k in row) / 2 - GAP * (len(row) - 1) / 2
        for k in row:
            width, height = frames[k]
            for box, (x, y) in zip(*placed[k], strict=True):
                places[box.id] = (round(left + width / 2 + x), round(top + height / 2 + y))
            left += width + GAP
    return places


def _frame(part: list[Box], points: Points) -> tuple[float, float]:
    """Give width and height of the room a component needs, labels included."""
    width = max(x + box.width / 2 for box, (x, _) in zip(part, points, strict=True))
    height = max(y + box.height / 2 for box, (_, y) in zip(part, points, strict=True))
    return 2 * float(width), 2 * float(height)


def _rows(frames: list[tuple[float, float]], room: float) -> Iterator[tuple[list[int], float]]:
    """Give the components of each row with the row's upper edge."""
    row: list[int] = []
    top, used = 0.0, 0.0
    for k, (width, _) in enumerate(frames):
        if row and used + width > room:
            yield row, top
            top += max(frames[i][1] for i in row) + GAP
            row, used = [], 0.0
        row.append(k)
        used += width + GAP
    if row:
        yield row, top
