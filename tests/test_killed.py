"""Killed at a random moment, a command leaves the old or the new whole; benchmarks/kill.py runs many more loops."""

from __future__ import annotations

import signal
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.kill import COMMANDS, Count, Trial, files, unfinished

LOOPS = 4


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Count]:
    """Run a few loops of every command, two commands at a time."""

    def tried(name: str) -> Count:
        return Trial(name, tmp_path_factory.mktemp(name)).run(LOOPS)

    with ThreadPoolExecutor(2) as pool:
        trials: dict[str, Future[Count]] = {name: pool.submit(tried, name) for name in COMMANDS}
        return {name: trial.result() for name, trial in trials.items()}


def test_every_command_that_writes_is_tried() -> None:
    assert list(COMMANDS) == ["build", "cache", "report", "map", "export"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_leaves_the_old_or_the_new_whole(name: str, counts: dict[str, Count]) -> None:
    count = counts[name]
    assert count.faults == []
    assert (count.loops, count.old + count.new) == (LOOPS, LOOPS)
    assert count.killed >= 1


@pytest.mark.parametrize("name", ["build", "export"])
def test_an_interrupted_command_leaves_nothing_unfinished_either(name: str, tmp_path: Path) -> None:
    count = Trial(name, tmp_path, by=signal.SIGINT).run(LOOPS)
    assert count.faults == []
    assert (count.loops, count.killed >= 1) == (LOOPS, True)


def test_the_judge_sees_a_mixture_and_a_leftover(tmp_path: Path) -> None:
    trial = Trial("export", tmp_path)
    trial._judge(-9, False, [])
    trial._judge(0, True, [".kg-1.part"])
    trial._judge(3, True, [])
    assert len(trial.count.faults) == 3
    trial.by = signal.SIGINT
    trial._judge(130, True, [])
    assert len(trial.count.faults) == 3
    trial._judge(130, True, [".kg-1.part"])
    assert len(trial.count.faults) == 4
    (tmp_path / ".kg-1.part").touch()
    assert unfinished(tmp_path / "out") == [".kg-1.part"]
    assert list(files(tmp_path / "out")) == [""]
