"""The values of one row of a table, gathered into the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.curation import nodes
from kg.curation.form import Form, Kind
from kg.importing.table_map import Target, single
from kg.importing.table_path import Path
from kg.importing.table_text import Cell
from kg.problems import Mark

_SEPARATOR: Final = re.compile(r"(?<!\\);\s*")
#: What a mapping says of a row beside the fields of its record.
OWN: Final = ("article", "claim", "kind", "subject", "slug")


class Values:
    """The values of one row, looked up by field."""

    def __init__(self, values: Iterable[tuple[Target, Cell, bool]]) -> None:
        self.values = tuple(values)

    def own(self, name: str, part: str = "") -> Cell | None:
        """Give the last value of a field that is no record's: a row's goes before a fixed one."""
        return next(
            (c for t, c, _ in reversed(self.values) if (t.path.field, t.path.part) == (name, part)), None
        )

    def has(self, name: str) -> bool:
        """Tell whether the row or the mapping gives the field."""
        return self.own(name) is not None

    def keyed(self, keys: Mapping[str, Kind]) -> Iterator[tuple[Cell, Cell]]:
        """Give a record key that a column is called by, as a kind with its subject."""
        for target, cell, said in self.values:
            path = target.path
            if said and path.field in keys and not (path.inner or path.part or self.has("kind")):
                yield Cell(path.field, target.mark), cell

    def record(
        self, part: str, kind: Kind | None, form: Form, but: str = ""
    ) -> list[tuple[nodes.Scalar, nodes.Node]]:
        """Give the fields of a record; one nested in it stands only where the row itself says something of it."""
        fields: dict[str, tuple[Mark, list[nodes.Node]]] = {}
        nested: dict[tuple[str, int], list[tuple[Target, Cell]]] = {}
        said = {(t.path.field, t.path.number) for t, _, own in self.values if own}
        for target, cell, _ in self.values:
            path = target.path
            if path.part != part or (not part and path.field in OWN) or path.field == but:
                continue
            if path.inner:
                nested.setdefault((path.field, path.number), []).append((target, cell))
            else:
                fields[path.field] = (target.mark, split(cell, single(path, kind, form)))
        for (name, number), values in sorted(nested.items()):
            if (name, number) in said:
                held = fields.setdefault(name, (values[0][0].mark, []))[1]
                held.append(_nested(values, kind, form))
        return [(key_node(name, mark), listed(found, mark)) for name, (mark, found) in fields.items()]


def _nested(values: Sequence[tuple[Target, Cell]], kind: Kind | None, form: Form) -> nodes.Mapping:
    """Give a nested record; a row's value goes before a fixed one of the same field."""
    inner: dict[Path, tuple[nodes.Scalar, nodes.Node]] = {}
    for target, cell in values:
        value = listed(split(cell, single(target.path, kind, form)), cell.mark)
        inner[target.path] = (key_node(target.path.inner, target.mark), value)
    return nodes.Mapping(tuple(inner.values()), values[-1][1].mark)


def split(cell: Cell, whole: bool) -> list[nodes.Node]:
    """Give a cell's values: one, or what stands between semicolons (`\\;` is a semicolon of a value)."""
    parts = [cell.text] if whole else _SEPARATOR.split(cell.text)
    return [text_node(part.replace("\\;", ";").strip(), cell.mark) for part in parts]


def listed(found: list[nodes.Node], mark: Mark) -> nodes.Node:
    """Give one value as it is, several as a list."""
    return found[0] if len(found) == 1 else nodes.Sequence(tuple(found), mark)


def mapping_node(mark: Mark, **parts: nodes.Node) -> nodes.Mapping:
    """Give a mapping of these parts."""
    return nodes.Mapping(tuple((key_node(name, mark), node) for name, node in parts.items()), mark)


def key_node(text: str, mark: Mark) -> nodes.Scalar:
    """Give a key at a place."""
    return nodes.Scalar(text, mark.path, mark.line, mark.column)


def text_node(text: str, mark: Mark) -> nodes.Scalar:
    """Give a text at a place."""
    return nodes.Scalar(text, mark.path, mark.line, mark.column, True)


def cell_node(cell: Cell) -> nodes.Scalar:
    """Give a cell's text at its place."""
    return text_node(cell.text, cell.mark)
