"""Where snapshots of a content are kept, so that the second run is fast."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.graph.cache_folder import VARIABLE, cache_folder
from kg.graph.disk import Contents, plainly
from kg.graph.snapshot import Snapshot, is_snapshot, open_snapshot, publish
from kg.graph.writing import clear_folder
from kg.problems import KgError

Build = Callable[[], tuple[Contents, Mapping[str, object]]]


def cached_snapshot(key: str, build: Build, *, say: Callable[[str], object] | None = None) -> Snapshot:
    """Give the snapshot kept under `key` (a hash of everything it is made from), building it if need be.

    A damaged one is built again. Where the cache cannot be written, `say` (by default a line on stderr)
    tells so, and the snapshot stands in a temporary folder until the process ends.
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
        return published
    except KgError as error:
        (say or _say_on_stderr)(f"working without a cache ({VARIABLE} names another folder): {error}")
    return open_snapshot(publish(quads, manifest, _temporary_folder() / key))


def _kept(place: Path) -> Snapshot | None:
    try:
        return open_snapshot(place)
    except KgError:
        return None


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
    sys.stderr.write(f"{line}\n")
