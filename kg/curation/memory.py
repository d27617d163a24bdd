"""How Python looks after the memory while many small values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let nothing look for circles in the block: trees and records have none, and each look walks them all.

    Looking as they grow takes a third of the time to read a file.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collector_kept_away() -> Iterator[None]:
    """Pause as above, and let what was made count as old: else all of it is walked as soon as the block ends."""
    with collector_paused():
        yield
        if not gc.get_freeze_count():  # what a caller has set aside stays so
            gc.freeze()
            gc.unfreeze()


@contextmanager
def collector_spared() -> Iterator[None]:
    """Let looks for circles in the block pass over what is held by now: they walk only what is made in it.

    With 100,000 claims in memory each look takes half a second, and loading a module may start several.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
