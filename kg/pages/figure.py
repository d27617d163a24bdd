"""The figure of a report: for each pair a bar of P to the right and one of N to the left, as plain SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

WIDTH: Final = 720
LEFT: Final = 250
ROW: Final = 26
_ROOM: Final = WIDTH - LEFT - 70


@dataclass(frozen=True, slots=True)
class Bar:
    """One pair with its two channels on one basis; `planned` bars are drawn hollow."""

    label: str
    p: float
    n: float
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn row: where its two bars begin and end, in pixels."""

    bar: Bar
    y: int
    n_x: float
    n_width: float
    p_x: float
    p_width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the scale."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The geometry of the whole figure, in pixels."""

    width: int
    height: int
    zero: float
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


def figure(bars: Sequence[Bar]) -> Figure:
    """Give where everything stands: one scale for all bars, N to the left of zero, P to the right."""
    most_n = max((bar.n for bar in bars), default=0.0)
    most_p = max((bar.p for bar in bars), default=0.0)
    step = _step(most_n + most_p)
    left, right = ceil(most_n / step - 1e-9), max(ceil(most_p / step - 1e-9), 1)
    unit = _ROOM / ((left + right) * step)
    zero = LEFT + 20 + left * step * unit
    ticks = tuple(
        Tick(round(zero + k * step * unit, 1), f"{abs(k) * step:g}") for k in range(-left, right + 1)
    )
    lines = tuple(_line(bar, index, zero, unit) for index, bar in enumerate(bars))
    return Figure(WIDTH, ROW * len(bars) + 44, round(zero, 1), lines, ticks)


def _line(bar: Bar, index: int, zero: float, unit: float) -> Line:
    n_width, p_width = round(bar.n * unit, 1), round(bar.p * unit, 1)
    return Line(bar, ROW * index + 30, round(zero - n_width, 1), n_width, round(zero, 1), p_width)


def _step(total: float) -> float:
    """Give the step of the scale: 1, 2 or 5 times a power of ten, at most about eight of them in all."""
    step = 0.1
    while total / step > 8:
        step = round(step * (2.5 if f"{step:e}"[0] == "2" else 2), 10)
    return step
