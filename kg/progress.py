"""How far long work has come: told on standard error while it lasts, where the command line asked for that.

A terminal has one line that is written over each second; a file or a pipe gets a line every twenty seconds.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, TextIO, TypeVar

T = TypeVar("T")

#: Seconds until something is told, and then between one telling and the next: on a terminal, elsewhere.
FIRST_S: Final = (3.0, 20.0)
EVERY_S: Final = (1.0, 20.0)
#: With the “^C” that a terminal writes behind it, a line fits 80 columns.
_WIDTH: Final = 77
_BEHIND: Final = 2


@dataclass(slots=True, eq=False)
class Step:
    """A piece of work: what is done, and of how many (files, say) it is done; without a total of one."""

    what: str
    total: int = 0
    noun: str = ""
    done: int = 0

    def __str__(self) -> str:
        return f"{self.what}: {self.done:,} of {self.total:,} {self.noun}" if self.total else self.what


_steps: list[Step] = []
_teller: _Teller | None = None


@contextmanager
def step(what: str, total: int = 0, noun: str = "") -> Iterator[Step]:
    """Name what is done in the block; whoever does it counts `done` up to the total, if there is one."""
    at = Step(what, total, noun)
    _steps.append(at)
    try:
        yield at
    finally:
        _steps.remove(at)


def over(items: Iterable[T], what: str, total: int, noun: str) -> Iterator[T]:
    """Give the items one by one, each of them counted as done when the next is asked for."""
    with step(what, total, noun) as at:
        for item in items:
            yield item
            at.done += 1


def show_on(stream: TextIO) -> None:
    """From now on, until `hush`, tell on the stream how far the innermost step has come, when it takes long."""
    global _teller
    hush()
    _teller = _Teller(stream)
    with suppress(RuntimeError):  # the system gives no thread: then nothing is told
        _teller.start()


def hush() -> None:
    """Tell nothing more, and wipe what stands on the terminal's line: what follows is the answer."""
    global _teller
    teller, _teller = _teller, None
    if teller is not None:
        teller.stop()


def wipe() -> None:
    """Wipe what stands on the terminal's line, for a sentence that comes while the work goes on."""
    if _teller is not None:
        _teller.wipe()


class _Teller(threading.Thread):
    """Looks now and then at the steps and tells of the innermost."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._over = threading.Event()
        self._begun = time.monotonic()
        self._standing = 0
        self._lock = threading.Lock()

    def run(self) -> None:
        where = 0 if self._terminal else 1
        pause = FIRST_S[where]
        with suppress(OSError, ValueError):  # a stream that takes no words: then nothing is told
            while not self._over.wait(pause):
                pause = EVERY_S[where]
                with self._lock:
                    innermost = _steps[-1:]  # in one go: the other thread may end the step at any moment
                    if innermost and not self._over.is_set():
                        self._tell(innermost[0])

    def _tell(self, at: Step) -> None:
        seconds = f" ({time.monotonic() - self._begun:.0f} s)"
        width = self._width()
        line = f"{str(at)[: max(0, width - len(seconds))]}{seconds}"
        if self._terminal:
            self._stream.write(f"\r{line.ljust(min(self._standing, width))}")
            self._standing = len(line)
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _width(self) -> int:
        """Give how many characters stand on one line: one that went on below could not be written over."""
        columns = 0
        with suppress(OSError, ValueError):  # no terminal of the system's, or it tells no size
            columns = os.get_terminal_size(self._stream.fileno()).columns if self._terminal else 0
        return min(_WIDTH, max(1, columns - 1 - _BEHIND)) if columns else _WIDTH

    def stop(self) -> None:
        """Tell nothing more; gives back when nothing is being told."""
        self._over.set()
        if self.is_alive():
            self.join()
        self.wipe()

    def wipe(self) -> None:
        """Leave the terminal's line empty."""
        with self._lock, suppress(OSError, ValueError):
            if self._standing:
                self._stream.write(f"\r{' ' * (self._standing + _BEHIND)}\r")
                self._stream.flush()
            self._standing = 0
