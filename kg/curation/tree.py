"""A YAML text as a tree of texts, each with its place: nothing is typed, nothing is constructed.

Only the plain part of YAML is read. Whatever gives a value a second meaning (anchors, aliases, tags, merge
keys, duplicate keys, several documents) is a Problem: what stands in the file is what the file says.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml import events

from kg.curation.characters import (
    UNWANTED,
    decoded,
    describe,
    indented_by_tab,
    misleading,
    seems_utf16,
    shown,
    unwanted_characters,
    without_unwanted,
)
from kg.curation.files import FILE_LIMIT_BYTES, read_plain
from kg.curation.memory import collector_paused
from kg.curation.nodes import Mapping, Node, Scalar, Sequence
from kg.curation.syntax import syntax_problem
from kg.problems import Mark, Problem

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "parse_tree", "read_tree"]

SCALAR_LIMIT = 10_000
DEPTH_LIMIT = 20
#: As many as a file of the largest size has; one of empty lists and commas would have ten times as many.
NODE_LIMIT = 6_000_000
PROBLEM_LIMIT = 1_000

_Loader: type = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


def read_tree(
    path: Path, name: str | None = None, digests: dict[str, str] | None = None
) -> tuple[Mapping | None, list[Problem]]:
    """Read a file as `parse_tree` does; problems call it by `name`. Raise KgError if it cannot be read.

    `digests` takes the SHA-256 of what was read, under the name.
    """
    shown = name or str(path)
    data = read_plain(path, shown, FILE_LIMIT_BYTES)
    if data is None:
        return None, [_too_large(shown)]
    if digests is not None:
        digests[shown] = hashlib.sha256(data).hexdigest()
    return parse_tree(data, shown)


def parse_tree(data: bytes, name: str) -> tuple[Mapping | None, list[Problem]]:
    """Give the tree and every Problem, sorted by place; no tree if the text cannot be followed to its end."""
    if len(data) > FILE_LIMIT_BYTES:
        return None, [_too_large(name)]
    if seems_utf16(data):
        return None, [Problem(Mark(name), "the file is in UTF-16 or UTF-32; save it as UTF-8")]
    text = decoded(data)
    problems = unwanted_characters(text, name, byte_order_mark=3 if data.startswith(b"\xef\xbb\xbf") else 0)
    reading = _Reading(without_unwanted(text) if problems else text, name)
    with collector_paused():
        tree = reading.tree(report_syntax=not indented_by_tab(text))
    return tree, sorted({*problems, *reading.problems})


def _too_large(name: str) -> Problem:
    return Problem(Mark(name), f"the file is larger than {FILE_LIMIT_BYTES // 1_000_000} MB: split it")


class _Stopped(Exception):
    """The rest of the file is not worth reading; the problem that says why is noted."""


class _Reading:
    """One pass over the events of one file; `problems` fills as the tree grows."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.events: Iterator[events.Event] = yaml.parse(text, Loader=_Loader)
        self.depth = 0
        self.nodes = 0

    def tree(self, report_syntax: bool) -> Mapping | None:
        """Read the one document; a syntax error is told unless it may come from characters blanked out."""
        try:
            return self._document()
        except _Stopped:
            return None
        except yaml.YAMLError as error:
            if report_syntax:
                self.problems.append(syntax_problem(error, self.path))
            return None

    def _document(self) -> Mapping | None:
        next(self.events)
        start = next(self.events)
        if isinstance(start, events.StreamEndEvent):
            self._problem(Mark(self.path), "no facts: the file is empty")
            return None
        self._check_directives(start)
        top = self._node(next(self.events))
        next(self.events)
        self._check_end(next(self.events))
        return self._checked_top(top)

    def _checked_top(self, top: Node) -> Mapping | None:
        if isinstance(top, Mapping):
            return top
        if isinstance(top, Scalar) and top.empty:
            self._problem(top.mark, "no facts: the file is empty")
        else:
            self._problem(
                top.mark, "a facts file is a record of keys and values (“key: value”), not " + _kind(top)
            )
        return None

    def _check_directives(self, start: events.Event) -> None:
        if getattr(start, "version", None) or getattr(start, "tags", None):
            self._problem(self._mark(start), "a line that begins with % is not allowed: remove it")

    def _check_end(self, event: events.Event) -> None:
        if not isinstance(event, events.StreamEndEvent):
            self._problem(
                self._mark(event), "a second document: one file holds one, so remove the line “---”"
            )

    def _node(self, event: events.Event) -> Node:
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            self._problem(self._mark(event), f"more than {NODE_LIMIT:,} keys and values: split the file")
            raise _Stopped
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, events.AliasEvent):
            mark, text = self._mark(event), f"*{event.anchor}"
            self._problem(
                mark, f"the alias “{shown(text)}” is not allowed: write it out (or put it in quotes)"
            )
            return Scalar(text, self.path, mark.line, mark.column)
        return self._collection(event)

    def _collection(self, event: events.Event) -> Node:
        self._check_properties(event)
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            self._problem(self._mark(event), f"nested deeper than {DEPTH_LIMIT} levels")
            raise _Stopped
        mark = self._mark(event)
        node = self._mapping(mark) if isinstance(event, events.MappingStartEvent) else self._sequence(mark)
        self.depth -= 1
        return node

    def _sequence(self, mark: Mark) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            items.append(self._node(event))
        return Sequence(tuple(items), mark)

    def _mapping(self, mark: Mark) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self.events))
            if isinstance(key, Scalar) and self._good_key(key, entries):
                entries[key.text] = (key, value)
            elif not isinstance(key, Scalar):
                self._problem(key.mark, f"a key is a text, not {_kind(key)}: put it in quotes")
        return Mapping(tuple(entries.values()), mark)

    def _good_key(self, key: Scalar, entries: dict[str, tuple[Scalar, Node]]) -> bool:
        if key.text == "<<" and not key.quoted:
            self._problem(key.mark, "merge keys (“<<”) are not allowed: write the fields out")
        elif not key.text:
            self._problem(key.mark, "a key is missing before the colon")
        elif key.text in entries:
            first = entries[key.text][0].mark
            self._problem(key.mark, f"duplicate key “{shown(key.text)}”: it stands already at {first}")
        else:
            return True
        return False

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        text = event.value
        if event.anchor or event.tag:
            self._check_properties(event)
        plain = text.isascii()
        text = (text if plain else unicodedata.normalize("NFC", text)).strip()
        text = self.texts.setdefault(text, text)
        mark: Any = event.start_mark
        scalar = Scalar(text, self.path, mark.line + 1, mark.column + 1, bool(event.style))
        if not plain and text and (what := misleading(text)):
            self._problem(scalar.mark, what)
        if event.style == '"' or len(text) > SCALAR_LIMIT:
            self._check_text(scalar)
        return scalar

    def _check_text(self, scalar: Scalar) -> None:
        # Characters written out were found before; only an escape in double quotes can bring in others.
        for character in sorted(set(UNWANTED.findall(scalar.text))):
            self._problem(scalar.mark, f"an escape in these quotes: {describe(character)}")
        if len(scalar.text) > SCALAR_LIMIT:
            message = f"a value of {len(scalar.text):,} characters: at most {SCALAR_LIMIT:,} are allowed"
            self._problem(scalar.mark, message)

    def _check_properties(self, event: events.NodeEvent | events.Event) -> None:
        if anchor := getattr(event, "anchor", None):
            self._problem(
                self._mark(event), f"the anchor “&{shown(anchor)}” is not allowed (or put the text in quotes)"
            )
        if tag := getattr(event, "tag", None):
            written = shown(tag.replace("tag:yaml.org,2002:", "!!", 1))
            self._problem(self._mark(event), f"the tag “{written}” is not allowed: every value is a text")

    def _mark(self, event: events.Event) -> Mark:
        mark: Any = event.start_mark  # the stubs allow None, a parser does not give it
        return Mark(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(mark, message))
        if len(self.problems) >= PROBLEM_LIMIT:
            self.problems.append(Problem(mark, f"more than {PROBLEM_LIMIT:,} problems: reading stopped here"))
            raise _Stopped


def _kind(node: Node) -> str:
    return {"Mapping": "a record", "Sequence": "a list", "Scalar": "a single text"}[type(node).__name__]
