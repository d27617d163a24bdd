"""The way of the data is one street: a lower room never imports a higher one, and heavy imports stay inside."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "kg"
# From the bottom to the top; the package's own modules stand with the rooms they belong to.
LEVEL = {
    "problems": 0,
    "streams": 0,
    "progress": 0,
    "vocabulary": 0,
    "curation": 1,
    "graph": 2,
    "ties": 3,
    "importing": 3,
    "pages": 4,
    "interface": 5,
    "cli": 6,
}
ONLY_IN = {"click": "cli", "pyvis": "pages/map.py", "pyshacl": "graph/validation.py"}


def imports(path: Path) -> list[tuple[str, int]]:
    """List the modules that a file imports, with the line."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, node.lineno))
    return found


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 40
    return found


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def test_no_room_imports_a_higher_one() -> None:
    wrong, seen = [], 0
    for path in modules():
        here = room(path)
        if here in ("__init__", "__main__"):
            continue
        for name, line in imports(path):
            if name.startswith("kg."):
                seen += 1
                there = name.split(".")[1]
                if LEVEL[there] > LEVEL[here]:
                    wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert seen > 100
    assert wrong == []


def test_each_heavy_library_stays_in_its_room() -> None:
    wrong, seen = [], set()
    for path in modules():
        place = str(path.relative_to(PACKAGE))
        for name, line in imports(path):
            library = name.split(".")[0]
            if library in ONLY_IN:
                seen.add(library)
                if not place.startswith(ONLY_IN[library]):
                    wrong.append(f"{place}:{line} imports {library}")
    assert seen == set(ONLY_IN)
    assert wrong == []
