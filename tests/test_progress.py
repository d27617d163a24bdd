"""Long work says on standard error how far it is, and what is said does not stand in the way of the answer."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facts_cases import copied

from kg import progress
from kg.graph import cache, remembering
from kg.progress import hush, over, show_on, step, wipe

if sys.platform != "win32":
    import fcntl
    import pty
    import termios


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def screen(self) -> str:
        """Give what can be seen on the last line."""
        line = ""
        for part in self.getvalue().split("\r"):
            line = part + line[len(part) :]
        return line.rstrip()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(progress, "FIRST_S", (0.01, 0.01))
    monkeypatch.setattr(progress, "EVERY_S", (0.01, 0.01))
    monkeypatch.setenv("TERM", "xterm")
    yield
    hush()


def until(true: Callable[[], bool]) -> None:
    """Wait for what the other thread does; what never comes fails the test."""
    last = time.monotonic() + 20
    while not true():
        assert time.monotonic() < last
        time.sleep(0.002)


def test_a_file_gets_a_line_for_each_telling() -> None:
    stream = io.StringIO()
    show_on(stream)
    for number in over(range(3), "reading facts", 1_234, "files"):
        if number == 2:
            until(lambda: "reading facts: 2 of 1,234 files (0 s)\n" in stream.getvalue())
    assert "\r" not in stream.getvalue()
    assert set(stream.getvalue().splitlines()) <= {
        f"reading facts: {n} of 1,234 files (0 s)" for n in range(4)
    }


def test_a_terminal_has_one_line_which_is_wiped_for_words_and_for_the_answer() -> None:
    stream = Terminal()
    show_on(stream)
    with step("deciding what is accepted"):
        until(lambda: stream.screen() == "deciding what is accepted (0 s)")
        with step("making the graph", 10, "claims") as at:
            at.done = 7
            until(lambda: stream.screen() == "making the graph: 7 of 10 claims (0 s)")
        until(lambda: stream.screen() == "deciding what is accepted (0 s)")
        wipe()
        hush()
        assert stream.screen() == ""
        told = stream.getvalue()
        time.sleep(0.05)
        assert stream.getvalue() == told
    assert "\n" not in told


def test_a_long_line_fits_a_terminal() -> None:
    stream = Terminal()
    show_on(stream)
    with step("x" * 200):
        until(lambda: bool(stream.screen()))
    assert stream.screen() == "x" * 71 + " (0 s)"


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_a_narrow_terminal_has_one_line_too() -> None:
    """Of 30 columns two are for the ^C that a terminal writes, and in the last a line would break."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    with os.fdopen(theirs, "w") as stream:
        show_on(stream)
        with step("x" * 200):
            shown = _read(ours)
        hush()
    os.close(ours)
    assert shown.startswith(b"\r" + b"x" * 21 + b" (0 s)")
    assert max(map(len, shown.split(b"\r"))) == 27


def test_nothing_is_told_where_nobody_asked_or_nothing_is_done() -> None:
    stream = io.StringIO()
    with step("unheard"):
        time.sleep(0.03)
    show_on(stream)
    time.sleep(0.03)
    hush()
    assert stream.getvalue() == ""


def test_a_step_that_fails_or_is_left_is_over() -> None:
    with pytest.raises(ValueError, match="no"), step("failing"):
        raise ValueError("no")
    items = over([1, 2], "left", 2, "things")
    assert next(items) == 1
    assert [str(each) for each in progress._steps] == ["left: 0 of 2 things"]
    items.close()
    assert progress._steps == []


def test_a_step_that_is_over_is_not_taken_for_another_that_says_the_same() -> None:
    with step("reading", 3, "files") as outer:
        with step("reading", 3, "files"):
            pass
        outer.done = 1
        assert [each is outer for each in progress._steps] == [True]
    assert progress._steps == []


def test_words_about_the_cache_do_not_stand_behind_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "EVERY_S", (60.0, 60.0))  # the line is told once
    show_on(stream)
    with step("making the graph"):
        until(lambda: bool(stream.screen()))
        cache._say_on_stderr("working without a cache")
    assert stream.getvalue().endswith(" \rworking without a cache\n")


def test_where_no_thread_can_be_started_the_work_is_done_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    stream = Terminal()
    show_on(stream)
    assert list(over([1, 2], "reading", 2, "files")) == [1, 2]
    wipe()
    hush()
    assert (stream.getvalue(), progress._teller) == ("", None)


def test_nothing_is_left_running_when_the_telling_ends() -> None:
    def telling() -> int:
        return sum(isinstance(each, progress._Teller) for each in threading.enumerate())

    for _ in range(3):
        show_on(io.StringIO())
        assert telling() == 1
    hush()
    assert telling() == 0


def test_a_stream_that_takes_no_words_ends_the_telling_and_not_the_work() -> None:
    stream = io.StringIO()
    stream.close()
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as broken:
        show_on(broken)
        with step("work"):
            teller = progress._teller
            assert teller is not None
            until(lambda: not teller.is_alive())
        hush()
        with pytest.raises(BrokenPipeError):
            broken.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), broken.fileno())


SLOW = """
import sys
from kg import progress
progress.FIRST_S = progress.EVERY_S = (0.05, 0.05)
from kg.cli import main
main()
"""


def on_a_terminal(program: str, *words: str, cache: Path) -> tuple[int, bytes]:
    """Run a program on a terminal of its own; gives its exit code and all that it wrote there."""
    ours, theirs = pty.openpty()
    here = str(Path(__file__).parent.parent)
    environment = {**os.environ, "KG_CACHE": str(cache), "PYTHONPATH": here}
    command = [sys.executable, "-c", program, *words]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    return process.returncode, shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_a_check_tells_what_it_does_and_wipes_it_before_the_answer(tmp_path: Path) -> None:
    """The first check of some facts takes a second, for SHACL; the last that a terminal shows is the answer."""
    code, shown = on_a_terminal(SLOW, "check", str(copied(tmp_path)), cache=tmp_path / "cache")
    assert code == 0
    assert b"\rjudging facts by SHACL: 0 of 3 files (" in shown
    assert shown.endswith(b" \rno problem in 3 claims of 1 article\r\n")


INTERRUPTED = """
import os, signal, sys, time
from kg import progress
from kg.graph import checking
progress.FIRST_S = progress.EVERY_S = (0.05, 0.05)

def checked(paths):
    with progress.step("judging facts"):
        while not progress._teller._standing:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)

checking.checked = checked
from kg.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_the_line_is_wiped_with_the_sign_of_the_interruption(tmp_path: Path) -> None:
    code, shown = on_a_terminal(INTERRUPTED, "check", str(tmp_path), cache=tmp_path / "cache")
    assert code == 130
    line = b"judging facts (0 s)"
    assert line in shown
    assert shown.endswith(b"\r" + b" " * (len(line) + len("^C")) + b"\r\r\nkg: interrupted\r\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # Linux ends a terminal that nobody holds open with an error
        return b""


def test_shacl_counts_its_files_as_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.curation.loading import check

    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(remembering, "RECORDS_AT_ONCE", 1)
    counted: list[str] = []
    real = remembering._validated
    monkeypatch.setattr(
        remembering, "_validated", lambda *given: counted.append(str(progress._steps[-1])) or real(*given)
    )
    corpus, _ = check([copied(tmp_path)])
    assert remembering.validate_changed(corpus) == []
    assert counted == [f"judging facts by SHACL: {n} of 3 files" for n in range(3)]
