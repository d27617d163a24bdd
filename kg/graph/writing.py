"""Files and folders that appear whole: a reader finds the old one or the new one, never a part.

What is unfinished has another name beside the place it is for, `.kg-…`, and its writer holds a lock on
it. A writer that was killed holds no lock any more, and the next one for that place clears it away.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kg.graph.disk import Contents, checked, exchange, plainly, sync_folder, write_synced
from kg.graph.interrupting import interruption_held_back
from kg.problems import KgError

_TRIES: Final = 20
_TAKEN: Final = {errno.ENOTEMPTY, errno.EEXIST}


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, making the folders that lead there.

    Raises KgError: exit code 2 where the path is a folder, a device or write-protected, 3 where the disk
    refuses. What stood there before is then untouched.
    """
    with plainly(f"{path} cannot be written"):
        place = checked(path)
        mode = _mode_of_file(path, place)
        place.parent.mkdir(parents=True, exist_ok=True)
        with interruption_held_back() as stop_if_asked:
            clear_leftovers(place)
            with _fresh(place, _new_file) as part:
                write_synced(part, data)
                stop_if_asked()
                if mode is not None:
                    part.chmod(mode)
                part.replace(place)
        sync_folder(place.parent)


def write_whole_folder(
    target: Path, files: Mapping[str, Contents], *, ours: Callable[[Path], bool], kind: str
) -> Path:
    """Put a folder with exactly these files (names may hold `/`) at `target` in one step; give its path.

    They are written one after the other, so that the pieces of one may tell of those before it.
    A folder that stands there is replaced only when it is empty or `ours` says that we made it; `kind`
    names in messages what we would have made. Raises KgError like `write_whole`.
    """
    with plainly(f"{target} cannot be written"):
        place = checked(target)
        refuse_foreign(target, place, ours, kind)
        place.parent.mkdir(parents=True, exist_ok=True)
        with interruption_held_back() as stop_if_asked:
            clear_leftovers(place)
            with _fresh(place, Path.mkdir) as fresh:
                _fill(fresh, files, stop_if_asked)
                refuse_foreign(target, place, ours, kind)
                _put_in_place(fresh, place)
        sync_folder(place.parent)
    return place


def refuse_foreign(target: Path, place: Path, ours: Callable[[Path], bool], kind: str) -> None:
    """Raise KgError where `place` holds something that is not ours to replace."""
    if not place.exists():
        return
    if not place.is_dir():
        raise KgError(f"{target} is a file; {kind} needs a folder of its own")
    if place == Path.cwd():
        raise KgError(
            f"{target} is the current folder; {kind} needs a folder of its own, such as {target}/out"
        )
    if any(place.iterdir()) and not ours(place):
        raise KgError(f"{target} is not empty and not {kind}: nothing was written; name another folder")


def clear_leftovers(place: Path) -> None:
    """Remove what killed writers left beside `place`; bring back a folder they had put aside.

    Windows has no lock on folders that ends with its process: there nothing is removed.
    """
    if sys.platform == "win32" or not place.parent.is_dir():
        return
    for left in sorted(place.parent.glob(f"{_stem(place)}-*")):
        with _locked(left) as held:
            if held and left.suffix == ".old" and not place.exists():
                left.rename(place)
            elif held:
                _remove(left)


def clear_folder(folder: Path) -> None:
    """Remove what killed writers left in a folder, for whatever place; only for what can be made again."""
    if sys.platform == "win32" or not folder.is_dir():
        return
    for left in sorted(folder.glob(".kg-*")):
        with _locked(left) as held:
            if held:
                _remove(left)


def put_aside(place: Path) -> bool:
    """Tell whether a writer has the folder of this place aside at this moment."""
    return place.parent.is_dir() and any(place.parent.glob(f"{_stem(place)}-*.old"))


def _mode_of_file(path: Path, place: Path) -> int | None:
    if not place.exists():
        return None
    mode = place.stat().st_mode
    if stat.S_ISDIR(mode):
        raise KgError(f"{path} is a folder; name a file")
    if not stat.S_ISREG(mode):
        raise KgError(f"{path} is a device or a pipe; name a file")
    if not os.access(place, os.W_OK):
        raise KgError(f"{path} is write-protected; name another file")
    return stat.S_IMODE(mode)


def _stem(place: Path) -> str:
    # A hash, because a name of 255 bytes leaves no room for a suffix.
    return f".kg-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:12]}"


def _sibling(place: Path, suffix: str) -> Path:
    return place.with_name(f"{_stem(place)}-{os.urandom(6).hex()}.{suffix}")


def _new_file(path: Path) -> None:
    path.touch(exist_ok=False)


@contextmanager
def _fresh(place: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    """Give a locked file or folder beside `place`; whatever has its name at the end is removed."""
    for _ in range(_TRIES):
        fresh = _sibling(place, "part")
        try:
            make(fresh)
            with _locked(fresh) as held:
                # Between making and locking it another writer may have taken it for a left-over.
                if held is False or not fresh.exists():
                    continue
                yield fresh
                return
        finally:
            _remove(fresh)
    raise OSError(errno.EBUSY, "other writers keep taking the place")


@contextmanager
def _locked(path: Path) -> Iterator[bool | None]:
    """Hold the lock on a file or folder for the block.

    Gives False where another process holds it, and None where the disk or the system has no such locks.
    """
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        # Just cleared away, or somebody else's: hands off.
        yield False
        return
    try:
        yield _try_lock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(handle)


def _try_lock(handle: int, how: int) -> bool | None:
    import fcntl

    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _remove(path: Path) -> None:
    # What cannot be removed is left: it must not fail the work that is done.
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _fill(folder: Path, files: Mapping[str, Contents], stop_if_asked: Callable[[], None]) -> None:
    folders = {folder}
    for name, contents in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.update(parent for parent in place.parents if parent.is_relative_to(folder))
        stop_if_asked()
        write_synced(place, contents if isinstance(contents, bytes) else _watched(contents, stop_if_asked))
    for each in sorted(folders, reverse=True):
        sync_folder(each)


def _watched(pieces: Iterable[bytes], stop_if_asked: Callable[[], None]) -> Iterator[bytes]:
    for piece in pieces:
        stop_if_asked()
        yield piece


def _put_in_place(fresh: Path, place: Path) -> None:
    for _ in range(_TRIES):
        if place.exists() and exchange(fresh, place):
            return
        try:
            _move_in(fresh, place)
            return
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
    raise OSError(errno.EBUSY, "other writers keep taking the place")


def _move_in(fresh: Path, place: Path) -> None:
    """Rename without an exchange: for a moment nothing stands at `place`, and readers wait for it."""
    aside = _sibling(place, "old")
    if place.exists():
        place.rename(aside)
    try:
        fresh.rename(place)
    except OSError:
        if aside.exists() and not place.exists():
            aside.rename(place)
        raise
    finally:
        if place.exists():
            _remove(aside)
