"""The palette: readable in both themes, and told apart by readers with any of four kinds of vision.

Vision: Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB; difference: CIEDE2000 (Sharma 2005).
"""

from __future__ import annotations

import itertools
import math
import re
from importlib.resources import files

import pytest

from kg.pages.looks import NODES, OTHER, SIGNS

VISIONS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
THEMES = ("light", "dark")


def palette(theme):
    css = (files("kg.pages") / "templates" / "page.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.S)
    assert len(blocks) == 2
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks)
    return light if theme == "light" else {**light, **dark}


def linear(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)


def contrast(a, b):
    light, dark = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(a), linear(b))), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    rows = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    xyz = [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in rows]
    f = [
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(xyz, (0.95047, 1.0, 1.08883), strict=True))
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(colour, vision):
    rgb = linear(colour)
    return lab([min(max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0), 1) for row in VISIONS[vision]])


def ciede2000(one, two):
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dh_ = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turn = (
        2
        * math.sqrt(cm**7 / (cm**7 + 25**7))
        * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    )
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh_ / sh) ** 2 - turn * (dc / sc) * (dh_ / sh))


# Published pairs of Sharma, Wu, Dalal 2005, table 1 (numbers 1, 7, 17, 25, 34)
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "two", "published"), SHARMA)
def test_the_difference_is_the_published_one(one, two, published):
    assert ciede2000(one, two) == pytest.approx(published, abs=5e-5)
    assert ciede2000(two, one) == pytest.approx(published, abs=5e-5)


def pairs_to_tell_apart():
    looks = {look.colour: look for look in (*NODES.values(), OTHER)}
    marks = [
        (f"mark-{a}", f"mark-{b}")
        for a, b in itertools.combinations(sorted(looks), 2)
        if looks[a].shape == looks[b].shape
    ]
    lines = sorted({f"line-{colour}" for colour in SIGNS.values()} - {"line-none"})
    return [*marks, *itertools.combinations(lines, 2)]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_colours_that_share_a_form_are_told_apart(theme, vision):
    colours = palette(theme)
    pairs = pairs_to_tell_apart()
    assert len(pairs) == 10
    near = {
        pair: round(ciede2000(seen(colours[pair[0]], vision), seen(colours[pair[1]], vision)), 1)
        for pair in pairs
    }
    assert {pair: d for pair, d in near.items() if d < 15} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_texts_and_marks_stand_out(theme):
    colours = palette(theme)
    grounds = [colours[name] for name in ("paper", "surface", "raised")]
    for name in ("ink", "soft", "accent"):
        assert min(contrast(colours[name], ground) for ground in grounds) >= 4.5, name
    marks = [name for name in colours if name.startswith(("line-", "mark-"))]
    assert len(marks) == 16
    low = {name: round(contrast(colours[name], colours["paper"]), 2) for name in marks}
    assert {name: c for name, c in low.items() if c < 3} == {}


def test_every_look_has_its_colour():
    for theme in THEMES:
        named = {f"mark-{look.colour}" for look in (*NODES.values(), OTHER)}
        assert named | {f"line-{colour}" for colour in SIGNS.values()} <= set(palette(theme))
