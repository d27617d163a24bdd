"""What the columns of a table mean: a mapping that a curator writes, read with the place of every slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation import nodes
from kg.curation.characters import shown
from kg.curation.form import Field, Form, Holds, Kind
from kg.curation.tree import read_tree
from kg.importing.table_path import Path as FieldPath
from kg.importing.table_path import field_path
from kg.importing.table_text import Cell, Table
from kg.problems import Mark, Problem, ProblemsFound, suggestion

PARTS: Final = ("rows", "article", "articles", "curator", "delimiter", "fixed", "columns", "ignored")
ROWS: Final = ("claims", "entities")
_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", ",": ",", ";": ";", "\t": "\t"}


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column or a fixed value fills, and where the mapping says so."""

    path: FieldPath
    mark: Mark


@dataclass(frozen=True, slots=True)
class TableMap:
    """A whole mapping; `article` and `articles` are the heads of the files that the rows go to."""

    rows: str
    article: nodes.Mapping | None
    articles: Mapping[str, nodes.Mapping]
    curator: str
    delimiter: str | None
    fixed: tuple[tuple[Target, nodes.Scalar], ...]
    columns: Mapping[str, Target]
    ignored: frozenset[str]
    mark: Mark


def read_map(path: Path) -> TableMap:
    """Read a mapping; raises ProblemsFound with all that is wrong in it."""
    tree, problems = read_tree(path)
    if tree is None:
        raise ProblemsFound(problems)
    reading = _Reading(tree, problems)
    found = reading.map()
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return found


class _Reading:
    """Reads the parts of a mapping and gathers what is wrong."""

    def __init__(self, tree: nodes.Mapping, problems: list[Problem]) -> None:
        self.tree, self.problems = tree, problems

    def map(self) -> TableMap:
        for key, _ in self.tree.entries:
            if key.text not in PARTS:
                self._problem(key.mark, f"a mapping has no part “{key.text}”{suggestion(key.text, PARTS)}")
        rows = self._choice("rows", {name: name for name in ROWS}) or "claims"
        article, articles = self._mapping("article"), self._mapping("articles")
        if rows == "claims" and (article is None) == (articles is None):
            mark = articles.mark if articles else self.tree.mark
            self._problem(mark, "name article (the record that the table is) or articles, one of them")
        return TableMap(
            rows=rows,
            article=article,
            articles=dict(self._heads(articles)),
            curator=self._text("curator"),
            delimiter=self._choice("delimiter", _DELIMITERS),
            fixed=tuple(self._fixed()),
            columns=dict(self._columns()),
            ignored=frozenset(scalar.text for scalar in self._scalars("ignored")),
            mark=self.tree.mark,
        )

    def _problem(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(mark, message))

    def _text(self, name: str) -> str:
        scalar = self._scalar(name)
        return scalar.text if scalar else ""

    def _scalar(self, name: str) -> nodes.Scalar | None:
        """Give the one text of a part."""
        node = self.tree.get(name)
        if node is not None and not isinstance(node, nodes.Scalar):
            self._problem(node.mark, f"{name} is one text")
        return node if isinstance(node, nodes.Scalar) else None

    def _choice(self, name: str, choices: Mapping[str, str]) -> str | None:
        """Give what the word of a part means, None where the part says nothing."""
        scalar = self._scalar(name)
        if scalar is None or not scalar.text or scalar.text in choices:
            return choices[scalar.text] if scalar and scalar.text else None
        words = [word for word in choices if word.isalpha()]
        hint = suggestion(scalar.text, words)
        self._problem(scalar.mark, f"{name}: “{shown(scalar.text)}” is not one of {', '.join(words)}{hint}")
        return None

    def _scalars(self, name: str) -> Iterator[nodes.Scalar]:
        node = self.tree.get(name)
        for each in node.items if isinstance(node, nodes.Sequence) else (node,):
            if isinstance(each, nodes.Scalar):
                yield each
            elif each is not None:
                self._problem(each.mark, f"{name} holds texts only")

    def _mapping(self, name: str) -> nodes.Mapping | None:
        node = self.tree.get(name)
        if node is None or isinstance(node, nodes.Mapping):
            return node
        self._problem(node.mark, f"{name} is written as names with values")
        return None

    def _heads(self, articles: nodes.Mapping | None) -> Iterator[tuple[str, nodes.Mapping]]:
        for key, value in articles.entries if articles else ():
            if isinstance(value, nodes.Mapping):
                yield key.text, value
            else:
                self._problem(value.mark, f"{key.text}: an article is written as its file's parts")

    def _fixed(self) -> Iterator[tuple[Target, nodes.Scalar]]:
        part = self._mapping("fixed")
        for key, value in part.entries if part else ():
            target = self._target(key)
            if isinstance(value, nodes.Scalar) and target:
                yield target, value
            elif target:
                self._problem(value.mark, f"{key.text}: a fixed value is one text")

    def _columns(self) -> Iterator[tuple[str, Target]]:
        part = self._mapping("columns")
        if part is None or not part.entries:
            self._problem(self.tree.mark, "columns is missing: the heading of each column, and its field")
        for key, value in part.entries if part else ():
            target = self._target(value) if isinstance(value, nodes.Scalar) else None
            if target:
                yield key.text, target
            elif not isinstance(value, nodes.Scalar):
                self._problem(value.mark, f"{key.text}: a column fills one field, such as date.edtf")

    def _target(self, written: nodes.Scalar) -> Target | None:
        path = field_path(written.text)
        if path is None:
            message = f"“{written.text[:60]}” is no field such as host, date.edtf or participants[2].who"
            self._problem(written.mark, message)
            return None
        return Target(path, written.mark)


def wrong_columns(mapping: TableMap, table: Table) -> Iterator[Problem]:
    """Give every column that the mapping forgets, and every one that it names and the table lacks."""
    headings = [cell.text for cell in table.header]
    if not any(heading in mapping.columns for heading in headings):
        yield _no_headings(mapping, table.header)
        return
    for cell in table.header:
        if cell.text not in mapping.columns and cell.text not in mapping.ignored:
            hint = suggestion(cell.text, mapping.columns)
            message = (
                f"the mapping does not say what “{cell.text[:60]}” holds{hint}; or list it under ignored"
            )
            yield Problem(cell.mark, message)
    filled: dict[FieldPath, str] = {}
    for heading, target in mapping.columns.items():
        first = filled.setdefault(target.path, heading)
        if first != heading:
            yield Problem(target.mark, f"{target.path} is filled by the column “{first[:60]}” already")
        if heading not in headings:
            hint = suggestion(heading, headings)
            yield Problem(target.mark, f"the table has no column “{heading[:60]}”{hint}")


def _no_headings(mapping: TableMap, header: tuple[Cell, ...]) -> Problem:
    """Say once, at the table's first line, that it is not the line of headings which the mapping knows."""
    found = ", ".join(f"“{shown(cell.text, 30)}”" for cell in header[:3]) + (", …" if header[3:] else "")
    due = ", ".join(f"“{shown(name, 30)}”" for name in [*mapping.columns][:3])
    more = ", …" if len(mapping.columns) > 3 else ""
    message = f"the first line has {found} and none of the columns of the mapping: {due}{more} are due"
    return Problem(header[0].mark, message)


def unfilled(mapping: TableMap, table: Table, form: Form) -> Iterator[Problem]:
    """Give once, at the table's first line, what no column and no fixed value gives any row."""
    by_column = {str(target.path) for target in mapping.columns.values()}
    filled = by_column | {str(target.path) for target, _ in mapping.fixed}
    wanted, other, sign = ["slug"], "claims", "claim"
    if mapping.rows == "claims":
        own = [] if by_column & {*form.keys} else ["kind", "subject"]
        named = [] if mapping.article is not None else ["article"]
        wanted, other, sign = ["claim", *own, *named], "entities", "slug"
    hint = f"; or write “rows: {other}” in the mapping" if sign in filled else ""
    for name in (name for name in wanted if name not in filled):
        message = f"“rows: {mapping.rows}” needs {name}, and no column and no fixed value gives it{hint}"
        yield Problem(table.header[0].mark, message)


def targets(mapping: TableMap, header: tuple[Cell, ...]) -> tuple[Target | None, ...]:
    """Give for each column of the table the field that it fills, None for one that is ignored."""
    return tuple(mapping.columns.get(cell.text) for cell in header)


def single(path: FieldPath, kind: Kind | None, form: Form) -> bool:
    """Tell whether the field at the path takes one value, so that its cell is not taken apart."""
    if kind is None or path.part == "event":
        kind = form.kinds["Coding"]
    fields: Mapping[str, Field] = {**form.kinds["Claim"].fields, **kind.fields}
    field = fields.get(path.field)
    if field is not None and path.inner and field.holds in (Holds.RECORD, Holds.DATING) and field.nested:
        field = field.nested.fields.get(path.inner)
    return field is not None and field.single
