"""Ctrl-C in the middle of writing: it waits until nothing stands unfinished any more."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruption_held_back() -> Iterator[Callable[[], None]]:
    """Hold an interruption (SIGINT) back until the block is left, which then can clean up undisturbed.

    Gives a function for the block to call where it can stop: it does what the interruption would have done, as
    a rule raise KeyboardInterrupt. Elsewhere than in the main thread, where no interruption arrives, nothing is
    held back; nor where the program ignores interruptions.
    """
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT) if in_main else None
    if before is None or before is signal.SIG_IGN:
        yield _nothing
        return
    asked: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def stop_if_asked() -> None:
        if asked and callable(before):
            before(asked.pop(), None)

    signal.signal(signal.SIGINT, remember)
    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            signal.raise_signal(signal.SIGINT)


def _nothing() -> None:
    """Stop nowhere."""
