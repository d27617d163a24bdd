"""Matrix, tours and timeline as commands: the same bytes anywhere, one file and nothing beside it, fit for paper."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

COMMANDS = {
    "matrix": ("--all-pairs",),
    "tours": (),
    "timeline": (),
}


def made(command, folder, **environment):
    """Run the command in a folder and give the page it writes there."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", command, *COMMANDS[command], "-o", "page.html"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.startswith("page.html: ")
    assert [path.name for path in folder.iterdir()] == ["page.html"]
    return (folder / "page.html").read_bytes()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_bytes_are_the_same_anywhere(command, tmp_path):
    first, other = tmp_path / "one", tmp_path / "ano ther"
    first.mkdir()
    other.mkdir()
    one = made(command, first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    two = made(command, other, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert one == two
    assert b"\r" not in one


def test_every_command_was_tried():
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_it_prints_on_a4_and_needs_no_script(command, tmp_path, opened):
    page = made(command, tmp_path)
    assert b"<script" not in page
    seen = opened(tmp_path / "page.html", viewport={"width": 680, "height": 960})  # A4 less its margins
    seen.page.emulate_media(media="print")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 680
    assert not seen.page.locator("nav").is_visible()
    for table in seen.page.locator("table").all()[:3]:
        box = table.bounding_box()
        assert box and box["x"] + box["width"] <= 681
    assert seen.quiet()
