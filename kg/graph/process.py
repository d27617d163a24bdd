"""A process that may be ended: by a limit, or by what it reads."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final, Literal, cast

from kg.graph.disk import plainly
from kg.problems import KgError

_CHUNK: Final = 1 << 20
_ERROR_TEXT: Final = 100_000

Cut = Literal["", "start", "time", "size"]


@dataclass(frozen=True, slots=True)
class Ending:
    """How the process ended: `cut` by which limit, its exit code (negative: a signal), what it said last."""

    cut: Cut
    code: int
    refusal: Mapping[str, Any]
    last_words: str

    @property
    def well(self) -> bool:
        """Tell whether all that it had to say has been said."""
        return not self.cut and self.code == 0

    @property
    def cause(self) -> str:
        """Name the signal or the exit code that ended it."""
        if self.code < 0:
            with suppress(ValueError):
                return signal.Signals(-self.code).name
        return f"exit code {self.code}"

    @property
    def out_of_memory(self) -> bool:
        """Tell whether it ended because the system gave it no more memory."""
        return self.refusal.get("kind") == "memory" or "memory allocation of" in self.last_words


def converse(
    script: Path,
    request: Mapping[str, Any],
    sink: IO[bytes],
    *,
    start_s: float,
    timeout_s: float,
    most_bytes: int,
) -> Ending:
    """Run a script of ours on a request (JSON on stdin) and put into `sink` what it says after its first line.

    It has `start_s` seconds until that line, then `timeout_s`, and may say `most_bytes`. A refusal is a
    JSON object on the last line of its stderr. Raises KgError (3) where no process can be started.
    """
    # A session of its own: Ctrl-C is for us, and we end the process.
    with plainly("no process can be started for the work"), tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        with _ended(process):
            cut = _listen(process, request, sink, start_s, timeout_s, most_bytes)
        errors.seek(0)
        words = errors.read(_ERROR_TEXT).decode("utf-8", "replace").strip()
    return Ending(cut, process.returncode, _refusal(words), words)


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
        process.wait()
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _listen(
    process: subprocess.Popen[bytes],
    request: Mapping[str, Any],
    sink: IO[bytes],
    start_s: float,
    timeout_s: float,
    most_bytes: int,
) -> Cut:
    if process.stdin is None or process.stdout is None:
        raise KgError("the process has no pipes", exit_code=3)
    with _deadline(process, start_s) as too_slow_to_start:
        with suppress(BrokenPipeError), process.stdin as stdin:
            stdin.write(json.dumps(request).encode("utf-8"))
        process.stdout.readline()
    with _deadline(process, timeout_s) as too_slow:
        whole = _receive(process.stdout, sink, most_bytes)
    if not whole:
        process.kill()
        return "size"
    if too_slow_to_start.is_set():
        return "start"
    return "time" if too_slow.is_set() else ""


def _receive(stream: IO[bytes], sink: IO[bytes], most_bytes: int) -> bool:
    """Copy all there is; False when it is more than allowed."""
    size = 0
    # `read1` gives what is there, without waiting for a whole chunk.
    while chunk := cast(BufferedReader, stream).read1(_CHUNK):
        size += len(chunk)
        if size > most_bytes:
            return False
        sink.write(chunk)
    return True


@contextmanager
def _deadline(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill the process when the block lasts longer; the event says so."""
    passed = threading.Event()

    def end() -> None:
        passed.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()


def _refusal(words: str) -> Mapping[str, Any]:
    try:
        said = json.loads(words.rpartition("\n")[2])
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
