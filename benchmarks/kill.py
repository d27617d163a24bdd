"""A command that is killed at a random moment leaves the old or the new whole, never a mix; the next run cleans up.

    python -m benchmarks.kill --loops 200
    python -m benchmarks.kill --loops 200 --interrupt

Each loop runs a command on one of two states of the same facts, in turn, and kills it (SIGKILL): in half of the
loops at any moment of the run, in the other half while something unfinished stands on the disk. What then stands
at the output must be, byte for byte, what stood there before or what the command makes of this state. Every
tenth loop is not killed: its output must be the new one, with nothing unfinished beside it. A command that is only
interrupted (SIGINT, as by Ctrl-C) must leave nothing unfinished either.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

FACTS: Final = Path(__file__).resolve().parent.parent / "tests" / "cases" / "facts"
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "build": ("build", "--facts", "FACTS", "-o", "out"),
    "cache": ("stats", "--facts", "FACTS"),
    "report": ("report", "--facts", "FACTS", "-o", "out"),
    "map": ("map", "--facts", "FACTS", "-o", "out"),
    "export": ("export", "--facts", "FACTS", "--format", "trig", "-o", "out"),
}
_WHOLE_EVERY: Final = 10
# Something unfinished stands on the disk for some milliseconds.
_WRITING_S: Final = 0.006
_LONGEST_S: Final = 120.0
_INTERRUPTED: Final = 130
# Says when Python itself has started: until then an interruption is Python's.
_START: Final = """
import os, runpy
os.write(1, b".")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
runpy.run_module("kg", run_name="__main__", alter_sys=True)
"""


@dataclass(slots=True)
class Count:
    """What was seen of one command; `faults` is what must not be."""

    loops: int = 0
    killed: int = 0
    killed_while_writing: int = 0
    old: int = 0
    new: int = 0
    faults: list[str] = field(default_factory=list)


class Trial:
    """One command in a folder of its own, run again and again on two states of the facts."""

    def __init__(self, name: str, folder: Path, seed: int = 1, by: signal.Signals = signal.SIGKILL) -> None:
        self.name, self.folder, self.chance, self.by = name, folder, random.Random(f"{name}/{seed}"), by
        self.count = Count()
        for state, words in enumerate(("Talks", "Conversations")):
            shutil.copytree(FACTS, folder / f"facts-{state}")
            events = folder / f"facts-{state}" / "events.yaml"
            events.write_text(events.read_text("utf-8").replace("Talks", words), "utf-8")
        self.targets = [folder / "out"] * 2
        self.whole = [self._made(state) for state in (0, 1)]
        if self.whole[0] == self.whole[1]:
            raise ValueError(f"{name} makes the same of two states of the facts")

    def run(self, loops: int) -> Count:
        """Run so many loops; gives what was seen."""
        for turn in range(1, loops + 1):
            self._loop(turn % 2, within=turn % 4 < 2, killed=turn % _WHOLE_EVERY != 0)
        return self.count

    def _made(self, state: int) -> dict[str, bytes]:
        """Give what a whole run makes of this state, and find where it stands and how long it takes."""
        started = time.perf_counter()
        if self._start(state).wait(_LONGEST_S):
            raise ValueError(f"{self.name} does not run on the small corpus")
        self.seconds = time.perf_counter() - started
        if self.name == "cache":
            kept = set((self.folder / "cache" / "snapshots").iterdir()) - set(self.targets[:state])
            self.targets[state] = kept.pop()
        return files(self.targets[state])

    def _loop(self, state: int, within: bool, killed: bool) -> None:
        target = self.targets[state]
        if self.name == "cache":
            shutil.rmtree(target, ignore_errors=True)
        before = files(target)
        process = self._start(state)
        writing = killed and self._end(process, target, within)
        code = process.wait(_LONGEST_S)
        stopped = code in (-self.by, _INTERRUPTED)
        found, left = files(target), unfinished(target)
        self.count.loops += 1
        self.count.killed += stopped
        self.count.killed_while_writing += stopped and writing
        self.count.new += found == self.whole[state]
        self.count.old += found != self.whole[state]
        self._judge(code, found in ([before] if stopped else []) or found == self.whole[state], left)

    def _judge(self, code: int, whole: bool, left: list[str]) -> None:
        if not whole:
            self.count.faults.append(f"exit code {code}: neither the old nor the new")
        if left and (code == 0 or self.by is signal.SIGINT):
            self.count.faults.append(f"exit code {code}, and left {', '.join(left)}")
        if code not in (0, -self.by, _INTERRUPTED if self.by is signal.SIGINT else 0):
            self.count.faults.append(f"exit code {code}")

    def _end(self, process: subprocess.Popen[bytes], target: Path, within: bool) -> bool:
        """Send the signal at its moment; tell whether something unfinished stood on the disk then."""
        started = time.perf_counter()
        if within:
            while process.poll() is None and not unfinished(target):
                time.sleep(0.0002)
            time.sleep(self.chance.uniform(0, _WRITING_S))
        else:
            moment = self.chance.uniform(0, 1.05 * self.seconds)
            while process.poll() is None and time.perf_counter() - started < moment:
                time.sleep(0.001)
        writing = bool(unfinished(target))
        process.send_signal(self.by)
        return writing

    def _start(self, state: int) -> subprocess.Popen[bytes]:
        arguments = (f"facts-{state}" if each == "FACTS" else each for each in COMMANDS[self.name])
        process = subprocess.Popen(
            [sys.executable, "-c", _START, *arguments],
            cwd=self.folder,
            env={**os.environ, "KG_CACHE": str(self.folder / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        return process


def files(target: Path) -> dict[str, bytes]:
    """Give the content of a file, or of every file in a folder, by name; nothing if nothing is there."""
    if target.is_file():
        return {"": target.read_bytes()}
    return {str(each.relative_to(target)): each.read_bytes() for each in target.rglob("*") if each.is_file()}


def unfinished(target: Path) -> list[str]:
    """Give the names of what stands unfinished, or put aside, beside the target."""
    return sorted(each.name for each in target.parent.glob(".kg-*"))


def main() -> None:
    """Print what was seen of each command; exit code 1 if there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--loops", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--interrupt", action="store_true", help="send SIGINT in the place of SIGKILL")
    parser.add_argument("commands", nargs="*", metavar="COMMAND")
    given = parser.parse_args()
    faults, by = 0, signal.SIGINT if given.interrupt else signal.SIGKILL
    for name in given.commands or COMMANDS:
        with tempfile.TemporaryDirectory(prefix="kill-") as folder:
            seen = asdict(Trial(name, Path(folder), given.seed, by).run(given.loops))
        faults += len(seen["faults"])
        print(
            f"{name:<8}",
            ", ".join(f"{what.replace('_', ' ')} {count}" for what, count in seen.items()),
            flush=True,
        )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
