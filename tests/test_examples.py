"""Every example runs in an empty folder and prints what stands beside it in tests/cases/examples.

`UPDATE_DOCUMENTS=1 python -m pytest tests/test_examples.py` writes what they print anew.
"""

from __future__ import annotations

import doctest
import importlib
import io
import os
import pkgutil
import runpy
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from facts_cases import copied

import kg

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
PRINTED = Path(__file__).parent / "cases" / "examples"
UPDATE = os.environ.get("UPDATE_DOCUMENTS") == "1"


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == 6
    assert [path.stem for path in EXAMPLES] == sorted(path.stem for path in PRINTED.glob("*.txt"))
    assert all(path.read_text(encoding="utf-8").startswith('"""') for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_it_should(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    with redirect_stdout(said):
        runpy.run_path(str(path), run_name="__main__")
    beside = PRINTED / f"{path.stem}.txt"
    if UPDATE:
        beside.write_text(said.getvalue(), encoding="utf-8", newline="\n")
    assert said.getvalue().strip()
    assert said.getvalue() == beside.read_text(encoding="utf-8")


def test_no_public_name_is_also_a_part_of_the_package() -> None:
    """A submodule, once imported, would stand in the place of the function of its name."""
    parts = {part.name for part in pkgutil.iter_modules(kg.__path__)}
    assert len(kg.__all__) == 16
    assert parts.isdisjoint(kg.__all__)


def test_every_public_name_is_there_after_everything_is_imported() -> None:
    for room in ("curation", "graph", "ties", "pages"):
        importlib.import_module(f"kg.{room}")
    assert all(callable(getattr(kg, name)) for name in kg.__all__)


@pytest.mark.parametrize("given", ["one", "path", "list"])
def test_facts_may_be_named_by_one_path_alone(given: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    named = {"one": str(folder), "path": folder, "list": [str(folder)]}[given]
    assert kg.check(named)[1] == []
    assert len(kg.facts(kg.open(facts=named))) == 3


EXEMPLARY = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "kg").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", EXEMPLARY)
def test_the_examples_of_a_docstring_are_true(name: str) -> None:
    assert len(EXEMPLARY) == 10
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 0) == (0, True)
