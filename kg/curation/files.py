"""Where facts stand: the files under the paths that a caller names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.problems import KgError


def facts_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """List the facts files under the paths, folders searched to their leaves; sorted, each once.

    Raises KgError (exit 3) for a path that is not there, (exit 1) for a folder without a facts file.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [each for each in path.rglob("*") if each.suffix in (".yaml", ".yml") and each.is_file()]
            if not inside:
                raise KgError(f"{path}: no facts: the folder holds no .yaml file", exit_code=1)
            found.update(inside)
        elif path.exists():
            found.add(path)
        else:
            raise KgError(f"{path}: there is no such file or folder", exit_code=3)
    return tuple(sorted(found))
