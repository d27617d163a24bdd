"""The comparisons on networks come to the same answers, at a size that takes no time."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measuring import compared
from benchmarks.networks import figures, pairs


def test_the_compared_ways_come_to_the_same(tmp_path):
    done = 0
    for pair in pairs(60, tmp_path, nodes=40):
        compared(pair)
        done += 1
    assert done == 3


def test_the_figures_have_names_and_floors(tmp_path):
    found = list(figures((50, 100), tmp_path))
    assert [figure.floor for figure in found] == [1.2, 5.0]
    assert [figure.name.split(",")[0] for figure in found] == [
        "growth of the time for ties",
        "seconds for the triads of 150 nodes and 1",
    ]
