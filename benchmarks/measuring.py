"""Two ways to one answer, run in turn, and the ratio of what they take."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_CHILD: Final = """
import sys
from benchmarks.measuring import peak_of_this_process
import {module}
before = peak_of_this_process()
kept = {module}.{function}(*sys.argv[1:])
print(peak_of_this_process() - before)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: `ratio` holds if it is at most (or at least) the floor; `ours` and `theirs` are shown."""

    name: str
    ratio: float
    floor: float
    at_most: bool = True
    ours: str = ""
    theirs: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the figure is met."""
        return self.ratio <= self.floor if self.at_most else self.ratio >= self.floor

    def __str__(self) -> str:
        bound = "at most" if self.at_most else "at least"
        verdict = "ok   " if self.holds else "short"
        return f"{verdict} {self.ratio:7.2f}  {bound:>8} {self.floor:<5g} {self.name}  ({self.ours} / {self.theirs})"


@dataclass(frozen=True, slots=True)
class Pair:
    """Our way and another to the same answer. `answer` makes what comes out comparable; it is not timed."""

    name: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    floor: float
    at_most: bool = True
    answer: Callable[[Any], object] = lambda made: made
    rounds: int = 5


class DifferentAnswers(Exception):
    """The two ways do not come to the same: no time of theirs says anything."""


def compared(pair: Pair) -> None:
    """Run both ways once; raise DifferentAnswers unless they come to the same."""
    if pair.answer(pair.ours()) != pair.answer(pair.theirs()):
        raise DifferentAnswers(pair.name)


def measured(pair: Pair) -> Figure:
    """Compare the answers, then run the ways in turn; the ratio is the median of the rounds' ratios.

    Where the floor is “at least so many times faster”, the ratio is theirs over ours.
    """
    compared(pair)
    rounds = [(seconds(pair.ours), seconds(pair.theirs)) for _ in range(pair.rounds)]
    ratio = statistics.median(a / b if pair.at_most else b / a for a, b in rounds)
    ours, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Figure(pair.name, ratio, pair.floor, pair.at_most, in_seconds(ours), in_seconds(theirs))


def seconds(way: Callable[[], Any]) -> float:
    """Give the time that one run takes by the clock on the wall, what it makes thrown away after."""
    gc.collect()
    start = time.perf_counter()
    made = way()
    taken = time.perf_counter() - start
    del made
    return taken


def process(*arguments: str, environment: dict[str, str] | None = None) -> Callable[[], str]:
    """Give a way that runs a program and answers with what it says."""

    def run() -> str:
        said = subprocess.run(arguments, capture_output=True, check=True, text=True, env=environment)
        return said.stdout

    return run


def peak_bytes(function: Callable[..., Any], *arguments: str) -> int:
    """Give by how many bytes a process of its own grows at its peak while it runs a function of a module."""
    text = _CHILD.format(module=function.__module__, function=function.__name__)
    said = subprocess.run(
        [sys.executable, "-c", text, *arguments], capture_output=True, check=True, text=True
    )
    return int(said.stdout)


def peak_of_this_process() -> int:
    """Give the most bytes of memory that this process ever held (Linux)."""
    # Not ru_maxrss, which a process inherits from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def in_seconds(taken: float) -> str:
    """Give a time as a person writes it."""
    return f"{taken * 1000:.0f} ms" if taken < 1 else f"{taken:.1f} s"


def in_bytes(size: float) -> str:
    """Give a size as a person writes it."""
    return f"{size / 2**20:.0f} MB" if size >= 2**20 else f"{size / 2**10:.1f} kB"


def exponent(sizes: Iterable[float], taken: Iterable[float]) -> float:
    """Give e of the curve `taken = c * size^e` through the first and the last point."""
    import math

    (first, *_, last), (early, *_, late) = tuple(sizes), tuple(taken)
    return math.log(late / early) / math.log(last / first)
