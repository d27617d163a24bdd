"""Plain words for what a disk refuses, and folders changed in one step."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, TypeAlias

from kg.problems import KgError

#: What stands in a file: its bytes, or whatever gives them piece by piece where they are many.
Contents: TypeAlias = bytes | Iterable[bytes]

_WORDS: Final[dict[int, str]] = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than this disk allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no right to do so",
    errno.EPERM: "there is no right to do so",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "part of the path is a file, not a folder",
    errno.EEXIST: "part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EMFILE: "too many files are open (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine",
    errno.EIO: "the disk reports a fault",
}

# Linux: renameat2(…, RENAME_EXCHANGE); macOS: renamex_np(…, RENAME_SWAP). Both are 2.
_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100
_CANNOT_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def words_for(error: OSError) -> str:
    """Give in plain words why the system refused."""
    return _WORDS.get(error.errno or 0, error.strerror or type(error).__name__)


@contextmanager
def plainly(sentence: str) -> Iterator[None]:
    """Turn what the system refuses inside the block into a KgError: `sentence: the disk is full`."""
    try:
        yield
    except OSError as error:
        raise KgError(f"{sentence}: {words_for(error)}", exit_code=3) from error


def checked(path: Path) -> Path:
    """Give the path with its links followed; raises KgError for a path no system can hold."""
    try:
        if b"\0" not in os.fsencode(path):
            return Path(os.path.realpath(path))
    except UnicodeEncodeError as error:
        raise KgError(f"{str(path)!r} cannot be a path: {error.reason}") from error
    raise KgError(f"{str(path)!r} cannot be a path: it holds a NUL character")


def temporary_file(suffix: str) -> IO[bytes]:
    """Open a new file for writing that stands until the process ends; its `name` is its path. Raises KgError (3)."""
    import atexit
    import tempfile

    with plainly("no temporary file can be made"):
        handle = tempfile.NamedTemporaryFile(prefix="legation-", suffix=suffix, delete=False)  # noqa: SIM115
    atexit.register(Path(handle.name).unlink, missing_ok=True)
    return handle


def sync_folder(folder: Path) -> None:
    """Make the folder's entries outlast a power cut (where the system can: not on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, data: Contents) -> None:
    """Write a file and wait until the disk has it; raises OSError."""
    with path.open("wb") as out:
        out.writelines((data,) if isinstance(data, bytes) else data)
        out.flush()
        os.fsync(out.fileno())


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step; False where the system or the disk cannot."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    if name is None:
        return False
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    flag, paths = ctypes.c_uint(_EXCHANGE), (os.fsencode(one), os.fsencode(other))
    on_mac = sys.platform == "darwin"
    if (function(*paths, flag) if on_mac else function(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], flag)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number))
