"""Places of nodes: no overlaps, no node on a foreign line, the same in any order."""

from __future__ import annotations

import math
import random
import time

import pytest

from kg.pages.layout import Box, Link, layout

STAR = [("hub", f"leaf-{i}") for i in range(24)]
CHAIN = [(f"n{i}", f"n{i + 1}") for i in range(12)]
PARTS = [*STAR[:6], ("a", "b"), ("c", "d"), ("d", "e"), ("e", "c")]
WHEEL = [*STAR, *[(f"leaf-{i}", f"leaf-{(i + 5) % 24}") for i in range(0, 24, 3)]]
GRAPHS = {
    "star": STAR,
    "chain": CHAIN,
    "parts": PARTS,
    "wheel": WHEEL,
    "pair": [("a", "b")],
    "loop": [("a", "a")],
}


def graph(pairs, alone=()):
    ids = sorted({end for pair in pairs for end in pair}.union(alone))
    return [Box(id, 70.0, 36.0) for id in ids], [Link(a, b, 0.5) for a, b in pairs]


def meet(places, boxes):
    size = {box.id: box for box in boxes}
    return [
        (a, b)
        for a, (ax, ay) in places.items()
        for b, (bx, by) in places.items()
        if a < b
        and abs(ax - bx) < (size[a].width + size[b].width) / 2 - 1
        and abs(ay - by) < (size[a].height + size[b].height) / 2 - 1
    ]


@pytest.mark.parametrize("name", GRAPHS)
def test_no_box_stands_on_another(name):
    boxes, links = graph(GRAPHS[name], alone=("far", "further"))
    places = layout(boxes, links)
    assert set(places) == {box.id for box in boxes}
    assert meet(places, boxes) == []


def test_every_graph_was_tried():
    assert len(GRAPHS) == 6


@pytest.mark.parametrize("name", GRAPHS)
def test_the_order_of_nodes_and_ties_changes_nothing(name):
    boxes, links = graph(GRAPHS[name])
    shuffled = random.Random(1)
    turned = [Link(link.target, link.source, link.weight) for link in links]
    other = layout(shuffled.sample(boxes, len(boxes)), shuffled.sample(turned, len(turned)))
    assert other == layout(boxes, links)


@pytest.mark.parametrize("name", ["star", "wheel", "chain"])
def test_no_node_stands_on_a_line_of_others(name):
    boxes, links = graph(GRAPHS[name])
    places = layout(boxes, links)
    for id, (x, y) in places.items():
        for link in links:
            if id not in (link.source, link.target):
                (ax, ay), (bx, by) = places[link.source], places[link.target]
                length = math.hypot(bx - ax, by - ay)
                forward = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
                aside = abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length
                assert not (20 < forward < length - 20 and aside < 10), (id, link)


def test_the_best_connected_node_stands_in_the_middle():
    places = layout(*graph(STAR))
    left, right = min(x for x, _ in places.values()), max(x for x, _ in places.values())
    assert abs(places["hub"][0] - (left + right) / 2) < (right - left) / 10


def test_stronger_ties_are_shorter():
    boxes, _ = graph(STAR)
    links = [Link(a, b, 1.0 if b == "leaf-7" else 0.0) for a, b in STAR]
    places = layout(boxes, links)
    far = {id: math.dist(places["hub"], place) for id, place in places.items() if id != "hub"}
    assert far["leaf-7"] < sorted(far.values())[len(far) // 2]


def test_parts_stand_in_rows_apart_from_each_other():
    large = [("hub-0", f"hub-{i}") for i in range(1, 40)]
    places = layout(*graph([*large, *PARTS], alone=("z",)))
    parts = [
        {id for id in places if id.startswith("hub-")},
        {id for id in places if len(id) > 1 and id[:4] != "hub-"},
        {*"ab"},
        {*"cde"},
        {"z"},
    ]
    frames = []
    for part in parts:
        xs, ys = zip(*(places[id] for id in part), strict=True)
        frames.append((min(xs), max(xs), min(ys), max(ys)))
    assert len(frames) == 5
    for a, one in enumerate(frames):
        for other in frames[a + 1 :]:
            assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
    assert all(frame[2] > frames[0][3] for frame in frames[1:])


def test_nothing_gives_nothing():
    assert layout([], []) == {}


def test_five_hundred_nodes_take_seconds():
    pairs = [(f"n{i}", f"n{(i * 7 + 3) % (i + 1)}") for i in range(1, 500)]
    boxes, links = graph(pairs)
    start = time.perf_counter()
    places = layout(boxes, links)
    assert len(places) == 500
    assert time.perf_counter() - start < 20
