"""Makes the outline of the land for the map of the tours: `python docs/make_land.py` (needs npm).

It takes Natural Earth's land at 1:50 million (public domain) as the npm package world-atlas ships it, drops
the smallest islands, and leaves out the points that matter least (Visvalingam and Whyatt, 1993): those whose
triangle with their neighbours is smallest, with finer limits in Central America and the Caribbean. What is kept
is coast and no border.
"""

from __future__ import annotations

import heapq
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

PACKAGE = "world-atlas@2.0.2"
MEMBER = "package/land-50m.json"
OUTLINE = Path(__file__).parents[1] / "kg" / "pages" / "templates" / "land.json"
UNITS = 20  # to a degree, so that a unit is 5.6 km at the equator
MOST_BYTES = 60_000
FINE = (-118.0, -58.0, 5.0, 33.0)  # west, east, south, north: Central America and the Caribbean
ISLAND, FINE_ISLAND = 0.1, 0.005  # square degrees below which a ring is dropped
TRIANGLE, FINE_TRIANGLE = 0.02, 0.002  # square degrees below which a point is
SOUTH = -62.0  # nobody's capital lies beyond

Point = tuple[float, float]


def main(arguments: Sequence[str]) -> None:
    """Write the outline from the file named, or from the package."""
    text = Path(arguments[0]).read_text("utf-8") if arguments else _fetched()
    rings = sorted(filter(None, map(_written, rings_of(json.loads(text)))))
    head = {"source": f"Natural Earth 4.1.0, 1:50m land, as {PACKAGE} ships it", "units": UNITS}
    lines = ",\n".join(json.dumps(ring) for ring in rings)
    out = f'{json.dumps(head)[:-1]}, "rings": [\n{lines}\n]}}\n'
    if len(out) > MOST_BYTES:
        raise SystemExit(f"{len(out)} bytes are too many; raise TRIANGLE")
    OUTLINE.write_text(out, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{OUTLINE.name}: {len(rings)} rings, {len(out)} bytes\n")


def _fetched() -> str:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            member = package.extractfile(MEMBER)
            if member is None:
                raise SystemExit(f"{PACKAGE} holds no {MEMBER}")
            return member.read().decode("utf-8")


def rings_of(topology: dict) -> Iterator[list[Point]]:  # type: ignore[type-arg]
    """Give every outer ring in degrees, from the arcs of a TopoJSON file."""
    arcs = list(_arcs(topology))
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            ring: list[Point] = []
            for index in polygon[0]:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += arc[1:] if ring else arc
            yield _unwrapped(ring)


def _unwrapped(ring: list[Point]) -> list[Point]:
    """Give a ring that crosses the 180th meridian in one piece, beyond it, its middle within ±180."""
    found = ring[:1]
    for x, y in ring[1:]:
        found.append((x + 360 * round((found[-1][0] - x) / 360), y))
    turn = 360 * round((min(found)[0] + max(found)[0]) / 720)
    return [(x - turn, y) for x, y in found]


def _arcs(topology: dict) -> Iterator[list[Point]]:  # type: ignore[type-arg]
    (scale_x, scale_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + from_x, y * scale_y + from_y))
        yield points


def _written(ring: list[Point]) -> str | None:
    """Give a ring as the path of SVG, in units from west to east and north to south; None if it is dropped."""
    fine = any(_is_fine(point) for point in ring)
    if all(y < SOUTH for _, y in ring) or abs(_area(ring)) < (FINE_ISLAND if fine else ISLAND):
        return None
    placed: list[tuple[int, int]] = []
    for x, y in simplified(ring[:-1]):
        unit = (round(x * UNITS), round(-y * UNITS))
        if not placed or unit != placed[-1]:
            placed.append(unit)
    if len(placed) < 3:
        return None
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(placed)]
    return (
        f"M{_pair(placed[0])}l"
        + "".join(("" if n == 0 or x < 0 else " ") + _pair((x, y)) for n, (x, y) in enumerate(steps))
        + "z"
    )


def _pair(point: tuple[int, int]) -> str:
    return f"{point[0]}{'' if point[1] < 0 else ' '}{point[1]}"


def _is_fine(point: Point) -> bool:
    west, east, south, north = FINE
    return west < point[0] < east and south < point[1] < north


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def simplified(ring: Sequence[Point]) -> list[Point]:
    """Leave out the points with the smallest triangles, until all that are left are large enough."""
    count = len(ring)
    before, after = [(k - 1) % count for k in range(count)], [(k + 1) % count for k in range(count)]
    kept, left = [True] * count, count
    sizes = [_size(ring, before, after, k) for k in range(count)]
    heap = [(size, k) for k, size in enumerate(sizes)]
    heapq.heapify(heap)
    while heap and left > 4:
        size, k = heapq.heappop(heap)
        if size >= 1:
            break
        if not kept[k] or size != sizes[k]:
            continue
        kept[k], left = False, left - 1
        after[before[k]], before[after[k]] = after[k], before[k]
        for near in (before[k], after[k]):
            sizes[near] = max(_size(ring, before, after, near), size)
            heapq.heappush(heap, (sizes[near], near))
    return [point for point, keeps in zip(ring, kept, strict=True) if keeps]


def _size(ring: Sequence[Point], before: Sequence[int], after: Sequence[int], k: int) -> float:
    """Give the size of a point's triangle, 1 being the least that is kept."""
    triangle = abs(_area([ring[before[k]], ring[k], ring[after[k]]]))
    return triangle / (FINE_TRIANGLE if _is_fine(ring[k]) else TRIANGLE)


if __name__ == "__main__":
    main(sys.argv[1:])
