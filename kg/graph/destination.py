"""A folder that is to be written, looked at before the work that fills it: nothing is made here."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from kg.graph.disk import checked, plainly
from kg.graph.writing import refuse_foreign


def check_destination(target: Path, *, ours: Callable[[Path], bool], kind: str) -> None:
    """Raise KgError where `write_whole_folder` could not put a folder, as far as can be told beforehand."""
    with plainly(f"{target} cannot be written"):
        place = checked(target)
        refuse_foreign(target, place, ours, kind)
        above = next(each for each in place.parents if each.exists())
        if not above.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(above))
        if not os.access(above, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(above))
