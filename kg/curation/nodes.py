"""What a facts file consists of before the ontology is asked: texts, lists and records, with places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kg.problems import Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text in NFC without outer white space; `quoted` tells quotes or a block from a plain text."""

    text: str
    path: str
    line: int
    column: int
    quoted: bool = False

    @property
    def mark(self) -> Mark:
        """The place where the text begins."""
        return Mark(self.path, self.line, self.column)

    @property
    def record(self) -> None:
        """No record: a text as the value of a field is none (`records.Nested` has one)."""
        return

    @property
    def empty(self) -> bool:
        """Whether no value was written at all, as in `key:`."""
        return not self.text and not self.quoted


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, at the place where it begins."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; every key stands once."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark

    def get(self, key: str) -> Node | None:
        """Give the value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping
