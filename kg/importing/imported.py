"""What an importer gives: facts files, what it counted, and what it could not take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kg.curation.nodes import Mapping as Tree
from kg.importing.facts_text import Data
from kg.problems import Problem

Progress: TypeAlias = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Imported:
    """Facts files by name, as data; `counts` is the summary, `notes` what a reader must know of it.

    `trees` are the same files as read from the source, with its places, where problems are to lead there.
    """

    files: Mapping[str, Mapping[str, Data]]
    counts: Mapping[str, int]
    rejected: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    trees: Mapping[str, Tree] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What an importer reads: a file or folder, and for some a file that says what its columns mean."""

    path: Path
    mapping: Path | None = None
    say: Progress = lambda _line: None
