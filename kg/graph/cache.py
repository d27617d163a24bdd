"""Where snapshots of a content are kept, so that the second run is fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kg.graph.disk import Contents, plainly
from kg.graph.snapshot import Snapshot, is_snapshot, open_snapshot, publish
from kg.graph.writing import clear_folder
from kg.problems import KgError

VARIABLE: Final = "KG_CACHE"
Build = Callable[[], tuple[Contents, Mapping[str, object]]]


def cache_folder() -> Path:
    """Give the cache's folder, which need not exist: `KG_CACHE`, else where the platform keeps caches."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData" / "Local") / "legation" / "Cache"
    if sys.platform == "darwin":
        return _home() / "Library" / "Caches" / "legation"
    named = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG rule: a relative path counts as not set.
    return (Path(named) if Path(named).is_absolute() else _home() / ".cache") / "legation"


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


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # No HOME and no entry in the password file: a place that is not there, so never a cache.
        return Path(os.devnull) / "home"
