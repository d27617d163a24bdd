"""The command as a process that may take so much and no more, and that is watched: time, memory, files, requests.

Run as a script it is the guard between the tests and the command. The guard is small, so that the peak of
memory which the system tells it is the command's own, and not that of the tests that started it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MB = 2**20
# What a small command itself takes of the machine on which it runs, however long the queue for the processor.
PATIENCE = 4.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code (negative: a signal), what it said, and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    peak_mb: float

    @property
    def said(self) -> str:
        """Give all that it said."""
        return self.out + self.err


def run(
    *arguments: str | Path,
    folder: Path,
    seconds: float = 10.0,
    address_mb: int = 6_000,
    input: bytes | None = None,
    **environment: str,
) -> Done:
    """Run `kg` with these arguments in a folder; it is ended after `seconds` of processor time.

    `address_mb` bounds its address space, of which a process reserves far more than it uses.
    """
    note = folder / ".took"
    limits = {"note": str(note), "cpu_s": seconds, "wall_s": seconds * PATIENCE, "address": address_mb * MB}
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    ended = subprocess.run(
        [sys.executable, "-I", "-S", __file__, json.dumps(limits), *command],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "0", **environment},
        input=input,
        capture_output=True,
    )
    took = json.loads(note.read_text(encoding="utf-8"))
    note.unlink()
    out, err = (text.decode("utf-8", "backslashreplace") for text in (ended.stdout, ended.stderr))
    return Done(took["code"], out, err, took["seconds"], took["peak_kb"] / 1024)


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on this machine; gives the port, and a list that fills with what whoever asked there said."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer_all, args=(server, asked), daemon=True)
        thread.start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def _answer_all(server: socket.socket, asked: list[bytes]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            asked.append(connection.recv(1000))


def through(port: int) -> dict[str, str]:
    """Give the environment in which every request that asks for a proxy comes to the port."""
    there = f"http://127.0.0.1:{port}"
    names = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
    return {name: there for each in names for name in (each, each.upper())} | {"no_proxy": "", "NO_PROXY": ""}


def _guard() -> None:
    limits, command = json.loads(sys.argv[1]), sys.argv[2:]
    import resource

    cpu_s = int(limits["cpu_s"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (limits["address"], limits["address"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    child = os.posix_spawn(command[0], command, os.environ)
    watch = threading.Timer(limits["wall_s"], os.kill, (child, signal.SIGKILL))
    watch.start()
    _, status, used = os.wait4(child, 0)
    watch.cancel()
    took = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        "peak_kb": used.ru_maxrss,
    }
    Path(limits["note"]).write_text(json.dumps(took), encoding="utf-8")


if __name__ == "__main__":
    _guard()
