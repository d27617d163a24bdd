"""Where snapshots of a content are kept, so that the second run is fast."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.graph.cache_folder import VARIABLE, cache_folder
from kg.graph.disk import Contents, plainly
from kg.graph.snapshot import Snapshot, is_snapshot, open_snapshot, publish
from kg.graph.writing import clear_folder
from kg.problems import KgError
from kg.progress import wipe

#: What the kept snapshots may hold together; one of 100,000 claims holds 740 MB.
LARGEST_BYTES: Final = 2_000_000_000
_IN_USE_S: Final = 3600.0
Build = Callable[[], tuple[Contents, Mapping[str, object]]]


def cached_snapshot(key: str, build: Build, *, say: Callable[[str], object] | None = None) -> Snapshot:
    """Give the snapshot kept under `key` (a hash of everything it is made from), building it if need be.

    A damaged one is built again. Where the cache cannot be written, `say` (by default a line on stderr)
    tells so, and the snapshot stands in a temporary folder until the process ends. Of what nobody has opened for
    an hour, the longest unused goes when a new one makes the whole larger than `LARGEST_BYTES`.
    """
    place = cache_folder() / "snapshots" / key
    kept = _kept(place)
    if kept is not None:
        return kept
    quads, manifest = build()
    try:
        _clear_damaged(place)
        published = open_snapshot(publish(quads, manifest, place))
        clear_folder(place.parent)
        with suppress(OSError):  # another process may clear up at the same time
            _make_room(place)
        return published
    except KgError as error:
        (say or _say_on_stderr)(f"working without a cache ({VARIABLE} names another folder): {error}")
    return open_snapshot(publish(quads, manifest, _temporary_folder() / key))


def _kept(place: Path) -> Snapshot | None:
    try:
        kept = open_snapshot(place)
    except KgError:
        return None
    with suppress(OSError):  # a cache that may only be read is as good
        os.utime(place)  # it is in use
    return kept


def _make_room(place: Path) -> None:
    """Remove what has not been opened for an hour, the longest unused first, while all is too large."""
    import shutil

    beside = [each for each in place.parent.iterdir() if each.is_dir() and not each.name.startswith(".")]
    others = sorted((each.stat().st_mtime, each) for each in beside if each != place)
    held = {each: sum(file.stat().st_size for file in each.glob("*")) for _, each in others}
    room = LARGEST_BYTES - sum(file.stat().st_size for file in place.iterdir()) - sum(held.values())
    for used, each in others:
        if room < 0 and used < time.time() - _IN_USE_S and is_snapshot(each):
            shutil.rmtree(each, ignore_errors=True)
            room += held[each]


def _clear_damaged(place: Path) -> None:
    """Remove a kept snapshot of which a file is missing; `publish` itself replaces any other."""
    with plainly(f"{place} cannot be used"):
        if place.is_dir() and not is_snapshot(place):
            import shutil

            shutil.rmtree(place)


def _temporary_folder() -> Path:
    import atexit
    import shutil
    import tempfile

    with plainly("no temporary folder can be made"):
        folder = tempfile.mkdtemp(prefix="legation-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _say_on_stderr(line: str) -> None:
    wipe()
    sys.stderr.write(f"{line}\n")
