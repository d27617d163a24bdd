"""There is an end to problems: what is nothing but slips is refused in time and memory that do not grow with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation import tree
from kg.curation.findings import FINDINGS_LIMIT
from kg.curation.loading import check

SLIPS = {
    "keys": b"".join(b"k%d: x\n" % number for number in range(12_000)),
    "fields": b"k: {kind: Person, name: x, " + b", ".join(b"f%d: 1" % number for number in range(12_000)) + b"}\n",
    "values": b"k: {kind: Group, name: x, names: [" + b"a," * 12_000 + b"]}\n",
}  # fmt: skip


@pytest.mark.parametrize("slips", SLIPS.values(), ids=SLIPS)
def test_reading_stops_where_there_are_too_many_problems(slips: bytes, tmp_path: Path) -> None:
    assert len(SLIPS) == 3
    (tmp_path / "slips.yaml").write_bytes(slips)
    corpus, problems = check([tmp_path])
    assert len(problems) == FINDINGS_LIMIT + 1
    assert [each.message for each in problems if "stopped" in each.message] == [
        "more than 10,000 problems: reading stopped here"
    ]
    assert corpus.entities == ()


def test_a_file_of_nothing_but_values_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tree, "NODE_LIMIT", 100)
    found, problems = tree.parse_tree(b"k: [" + b"{}," * 200 + b"]\n", "f")
    assert found is None
    assert [str(each) for each in problems] == ["f:1:296: more than 100 keys and values: split the file"]
