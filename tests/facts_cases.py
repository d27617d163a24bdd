"""The small corpus of tests/cases/facts, and ways to change a line of it."""

from __future__ import annotations

import shutil
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "facts"


def copied(folder: Path) -> Path:
    """Copy the small corpus into a folder and give its path."""
    target = folder / "facts"
    shutil.copytree(CASES, target)
    return target


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the small corpus with one text replaced; the text must stand there exactly once."""
    target = copied(folder)
    path = target / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return target
