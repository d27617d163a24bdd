"""Files that were found good together: their digests, and what each says to the others."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kg.curation.memory import collector_paused
from kg.curation.outlines import Outline, Outlines
from kg.graph.cache_folder import cache_folder
from kg.graph.inputs import digest_of, rules
from kg.graph.writing import clear_folder, write_whole
from kg.problems import KgError
from kg.vocabulary import rules_folder

FOLDER: Final = "good"
MOST_KEPT: Final = 8
_DECIDING: Final = ("pyshacl", "rdflib", "pyyaml", "pyoxigraph")


@dataclass(frozen=True, slots=True)
class Good:
    """What was found good: for each file, by its name in problems, the SHA-256 of its bytes and its outline."""

    digests: Mapping[str, str]
    outlines: Outlines


def place_of(paths: Sequence[Path]) -> Path | None:
    """Give where it is kept that what stands under these paths was found good; None if nothing can be kept.

    Its name is the hash of the paths and of all else that decides: ontology, program, versions.
    """
    try:
        named = (str(Path.cwd()), *map(str, paths))
    except OSError:  # the folder in which we are is gone
        return None
    start = "\0".join((*named, sys.version, *map(version, _DECIDING)))
    decides = (*rules(), *sorted(rules_folder().glob("*.py")))
    return cache_folder() / FOLDER / digest_of(decides, start)


def good_before(place: Path) -> Good | None:
    """Give what was found good; None where nothing is kept, or not as it was kept."""
    from orjson import loads  # here, because most runs need none of it

    try:
        data = place.read_bytes()
    except OSError:
        return None
    seal, _, kept = data.partition(b"\n")
    if hashlib.sha256(kept).hexdigest().encode() != seal:
        return None
    with suppress(OSError):  # a cache that may only be read is as good
        os.utime(place)  # it is in use
    with collector_paused():
        rows = loads(kept)
        outlines = {path: Outline(*row) for path, (_, row) in rows.items()}
        return Good({path: digest for path, (digest, _) in rows.items()}, Outlines(outlines))


def keep(place: Path, good: Good) -> None:
    """Keep what was found good, where there is a cache."""
    from orjson import dumps

    outlines = good.outlines.by_path
    with suppress(KgError, OSError, TypeError):  # a path that is no Unicode is not kept
        rows = {path: (good.digests[path], _row(each)) for path, each in outlines.items()}
        kept = dumps(rows, default=list)
        write_whole(place, hashlib.sha256(kept).hexdigest().encode() + b"\n" + kept)
        clear_folder(place.parent)
        others = sorted(place.parent.glob("[0-9a-f]*"), key=lambda each: each.stat().st_mtime)
        for each in others[:-MOST_KEPT]:
            each.unlink()


def _row(outline: Outline) -> list[Any]:
    return [getattr(outline, field.name) for field in fields(outline)]
