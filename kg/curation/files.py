"""Where facts stand: the files under the paths that a caller names, and the bytes of one of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.problems import KgError

FILE_LIMIT_BYTES = 64_000_000


def facts_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """List the facts files under the paths, folders searched to their leaves; sorted, each once.

    Raises KgError (exit 3) for what is not there or not to be read, (exit 1) for a folder without a facts file.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [each for each in _walked(path) if each.suffix in (".yaml", ".yml")]
            if not inside:
                raise KgError(f"{path}: no facts: the folder holds no .yaml file", exit_code=1)
            found.update(inside)
        elif path.exists():
            found.add(path)
        else:
            raise KgError(f"{path}: there is no such file or folder", exit_code=3)
    return tuple(sorted(found))


def read_plain(path: Path, name: str, limit: int = FILE_LIMIT_BYTES) -> bytes | None:
    """Give the bytes of a file, or None where there are more than `limit`; messages call it `name`.

    Raises KgError (exit 3) for what cannot be read, and for a device or a pipe, which may never end.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise KgError(f"{name}: is a device or a pipe; name a file", exit_code=3)
        return path.read_bytes() if found.st_size <= limit else None
    except OSError as error:
        raise KgError(f"{name}: cannot be read: {error.strerror}", exit_code=3) from error


def read_within(path: Path, name: str, limit: int = FILE_LIMIT_BYTES) -> bytes | None:
    """Give the bytes of a file or pipe, or None where there are more than `limit`: of a device without end no more.

    Raises KgError (exit 3) for what cannot be read; messages call it `name`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise KgError(f"{name}: cannot be read: {error.strerror}", exit_code=3) from error
    return data if len(data) <= limit else None


def _walked(folder: Path) -> Iterator[Path]:
    """Give every file and link under a folder: also a link that leads nowhere, which is then told."""

    def refuse(error: OSError) -> None:
        raise KgError(f"{error.filename}: the folder cannot be read: {error.strerror}", exit_code=3)

    for here, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(here, name) for name in names)
