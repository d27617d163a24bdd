"""A folder that cannot be written is told before the work, and nothing is made by looking."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.destination import check_destination
from kg.problems import KgError


def ours(folder: Path) -> bool:
    """Tell whether the folder is one of ours, as these tests have it."""
    return (folder / "ours").is_file()


def test_what_can_be_written_is_let_pass_and_not_made(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "ours").write_text("")
    (tmp_path / "empty").mkdir()
    for name in ("new", "deep/er/new", "old", "empty"):
        check_destination(tmp_path / name, ours=ours, kind="a report")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["empty", "old"]


REFUSED = {
    "file": (2, "is a file; a report needs a folder of its own"),
    "file/in/it": (3, "part of the path is a file, not a folder"),
    "theirs": (2, "is not empty and not a report"),
    "nul\0": (2, "holds a NUL character"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    assert len(REFUSED) == 4
    (tmp_path / "file").write_text("")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "note.txt").write_text("")
    code, words = REFUSED[name]
    with pytest.raises(KgError, match=words) as caught:
        check_destination(tmp_path / name, ours=ours, kind="a report")
    assert caught.value.exit_code == code


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind the superuser")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(KgError, match="cannot be written") as caught:
            check_destination(tmp_path / "new", ours=ours, kind="a report")
    finally:
        tmp_path.chmod(0o700)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("command", ["site", "report"])
def test_the_command_says_so_before_it_reads_anything(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "broken.yaml").write_text("[")  # would be told, if it were read
    ran = subprocess.run(
        [sys.executable, "-m", "kg", command, "-o", "file/in/it", "--facts", "broken.yaml"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ran.returncode == 3
    assert ran.stderr == "kg: file/in/it cannot be written: part of the path is a file, not a folder\n"
