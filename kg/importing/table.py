"""Any table that a curator keeps: its rows become claims or entities, by a mapping from columns to fields.

The rows become the same trees that a facts file gives, with the places of the cells, so that the reader of
facts finds every slip at the line and column of the table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from kg.curation import nodes
from kg.curation.entries import entry_hash
from kg.curation.form import Form, load_form
from kg.importing.facts_text import data_of
from kg.importing.imported import Imported, Source
from kg.importing.table_map import TableMap, Target, read_map, targets, unfilled, wrong_columns
from kg.importing.table_text import Cell, Row, Table, read_table
from kg.importing.table_values import Values, cell_node, key_node, mapping_node, text_node
from kg.problems import KgError, Problem, ProblemsFound
from kg.progress import over


def read(source: Source) -> Imported:
    """Read a table by the mapping of the source; raises ProblemsFound with every slip in either."""
    if source.mapping is None:
        raise KgError("a table needs --map FILE: what its columns mean")
    mapping = read_map(source.mapping)
    table = read_table(source.path, mapping.delimiter)
    form = load_form()
    problems = list(wrong_columns(mapping, table)) or list(unfilled(mapping, table, form))
    if problems:
        raise ProblemsFound(problems)
    reading = _Reading(mapping, table, form)
    trees = reading.trees(source.path.name)
    if reading.problems:
        raise ProblemsFound(reading.problems)
    counts = {
        "records": len(table.rows),
        **{name: len(each) for name, each in reading.made.items()},
        "rejected": 0,
    }
    files = {name: data_of(tree) for name, tree in trees.items()}
    return Imported(files, counts, notes=tuple(reading.notes()), trees=trees)


class _Reading:
    """Turns rows into records; `made` counts them, `problems` gathers what no form would find."""

    def __init__(self, mapping: TableMap, table: Table, form: Form) -> None:
        self.mapping, self.table, self.form = mapping, table, form
        self.problems: list[Problem] = []
        self.claims: dict[str, list[tuple[nodes.Scalar, nodes.Node]]] = {}
        self.events: dict[str, list[tuple[nodes.Scalar, nodes.Node]]] = {}
        self.entities: list[tuple[nodes.Scalar, nodes.Node]] = []
        self._coded: set[str] = set()
        self._targets = targets(mapping, table.header)

    @property
    def made(self) -> Mapping[str, list[object]]:
        """Give what the rows became, by name."""
        if self.mapping.rows == "entities":
            return {"entities": list(self.entities)}
        every = {"claims": self.claims, "events": self.events}
        return {name: [each for found in parts.values() for each in found] for name, parts in every.items()}

    def trees(self, file: str) -> dict[str, nodes.Mapping]:
        """Give the facts files of all rows."""
        for row in over(self.table.rows, "reading the table", len(self.table.rows), "rows"):
            values = Values(self._values(row))
            if self.mapping.rows == "entities":
                self._entity(row, values)
            else:
                self._claim(row, values)
        mark = self.mapping.mark
        stem = re.sub(r"[^a-z0-9]+", "-", file.rpartition(".")[0].lower()).strip("-") or "table"
        if self.mapping.rows == "entities":
            return {f"entities/{stem}.yaml": nodes.Mapping(tuple(self.entities), mark)}
        found = {f"articles/{name}.yaml": self._article(name, file) for name in sorted(self.claims)}
        for number, curator in enumerate(sorted(self.events), start=1):
            part = nodes.Mapping(tuple(self.events[curator]), mark)
            tree = mapping_node(mark, curator=text_node(curator, mark), events=part)
            found[f"events/{stem}{f'-{number}' if number > 1 else ''}.yaml"] = tree
        return found

    def notes(self) -> Iterator[str]:
        """Say so where the rows tell of events and none of these can count in a tie."""
        records = [record for part in self.events.values() for _, record in part]
        if records and not any(isinstance(each, nodes.Mapping) and each.get("code") for each in records):
            yield (
                "no event has a code, so that none counts in a tie: event.code gives one, and its sides "
                "event.between, or event.actors and event.recipients"
            )

    def _values(self, row: Row) -> Iterator[tuple[Target, Cell, bool]]:
        """Give every value of a row with its field, and whether the row itself says it."""
        for target, scalar in self.mapping.fixed:
            yield target, Cell(scalar.text, scalar.mark), False
        for column, cell in zip(self._targets, row.cells, strict=True):
            if column is not None and cell.text:
                yield column, cell, True

    def _entity(self, row: Row, values: Values) -> None:
        slug, kind = values.own("slug"), values.own("kind")
        if slug is None:
            self._missing(row, "slug")
            return
        of_kind = self.form.kinds.get(kind.text) if kind else None
        fields = [(key_node("kind", kind.mark), cell_node(kind))] if kind else []
        record = values.record("", of_kind, self.form)
        self.entities.append((cell_node(slug), nodes.Mapping((*fields, *record), slug.mark)))

    def _claim(self, row: Row, values: Values) -> None:
        slug, kind, subject = values.own("claim"), values.own("kind"), values.own("subject")
        keyed = next((pair for pair in values.keyed(self.form.keys)), None)
        if keyed:
            kind, subject = keyed
        article = self._article_of(row, values)
        for name, found in (("claim", slug), ("kind", kind), ("subject", subject)):
            if found is None:
                self._missing(row, name)
        if slug is None or kind is None or subject is None or article is None:
            return
        of_kind = self.form.keys.get(kind.text)
        record = values.record("", of_kind, self.form, but=kind.text)
        at = (
            ()
            if values.has("at")
            else ((key_node("at", row.cells[0].mark), text_node(str(row.line), row.cells[0].mark)),)
        )
        opener = (key_node(kind.text, kind.mark), cell_node(subject))
        fields = (*at, opener, *record)
        self.claims.setdefault(article, []).append((cell_node(slug), nodes.Mapping(fields, slug.mark)))
        self._event(values, subject)

    def _article_of(self, row: Row, values: Values) -> str | None:
        if self.mapping.article is not None:
            named = self.mapping.article.get("id")
            return named.text if isinstance(named, nodes.Scalar) else "table"
        found = values.own("article")
        if found is None:
            self._missing(row, "article")
        elif found.text not in self.mapping.articles:
            known = ", ".join(sorted(self.mapping.articles))
            self.problems.append(Problem(found.mark, f"article: “{found.text[:60]}” is not one of {known}"))
        else:
            return found.text
        return None

    def _event(self, values: Values, subject: Cell) -> None:
        """Note what the row says of the event itself: once for each event."""
        coding = values.record("event", None, self.form, but="curator")
        if coding and subject.text not in self._coded:
            self._coded.add(subject.text)
            signed = values.own("curator", part="event")
            curator = signed.text if signed else self.mapping.curator
            record = nodes.Mapping(tuple(coding), subject.mark)
            self.events.setdefault(curator, []).append((cell_node(subject), record))

    def _missing(self, row: Row, name: str) -> None:
        self.problems.append(
            Problem(row.cells[0].mark, f"{name} is missing: no column and no fixed value gives it")
        )

    def _article(self, name: str, file: str) -> nodes.Mapping:
        """Give an article's file: as the mapping has it, or as the record that the table is."""
        mark = self.mapping.mark
        claims = nodes.Mapping(tuple(self.claims[name]), mark)
        if self.mapping.article is None:
            head = self.mapping.articles[name]
            return nodes.Mapping((*head.entries, (key_node("claims", mark), claims)), mark)
        sha256 = hashlib.sha256(self.table.data).hexdigest()
        given = {key.text for key, _ in self.mapping.article.entries}
        added = {"file": file, "sha256": sha256, "genre": "record"}
        own = (
            (key_node(key, mark), text_node(text, mark)) for key, text in added.items() if key not in given
        )
        head = nodes.Mapping((*self.mapping.article.entries, *own), self.mapping.article.mark)
        return mapping_node(mark, article=head, entries=self._entries(), claims=claims)

    def _entries(self) -> nodes.Mapping:
        lines = list(self.table.lines)
        entries = []
        for row in self.table.rows:
            mark = row.cells[0].mark
            counts = {"line": str(row.line), "lines": str(row.lines)}
            fields = counts | {"sha256": entry_hash(lines, row.line, row.lines) or ""}
            record = mapping_node(mark, **{name: text_node(text, mark) for name, text in fields.items()})
            entries.append((text_node(str(row.line), mark), record))
        return nodes.Mapping(tuple(entries), self.mapping.mark)
