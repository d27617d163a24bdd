"""Matrix, tours and timeline as commands: the same bytes anywhere, one file and nothing beside it, fit for paper."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from facts_cases import CASES

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


# Commands of which one thing is counted, and what they say of it.
ONE = {
    ("map", "--ego", "COL"): "2 states, 1 line",
    ("timeline", "--facts", str(CASES)): "1 event with a date, 1 without",
    ("timeline", "--during", "2025"): "3 events with a date, 75 without left out",
    ("tours", "--tour", "rubio-tour-2025"): "1 tour, 2 stops",
}


@pytest.mark.parametrize("command", ONE, ids=" ".join)
def test_one_thing_is_counted_as_one(command, tmp_path, monkeypatch, capsys):
    from kg.cli import main

    assert len(ONE) == 4
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["kg", *command, "-o", "page.html"])
    with pytest.raises(SystemExit) as left:
        main()
    assert not left.value.code
    assert capsys.readouterr().err == f"page.html: {ONE[command]}\n"
