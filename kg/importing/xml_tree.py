"""An XML file as a tree of elements with their lines; whatever reaches outside the file is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from kg.curation.characters import place_of_byte, seems_utf16, shown
from kg.curation.files import FILE_LIMIT_BYTES, read_within
from kg.problems import Mark, Problem, ProblemsFound

DEPTH_LIMIT: Final = 20

_DECLARED: Final = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']"""
)
_UTF8: Final = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))
_XINCLUDE: Final = "http://www.w3.org/2001/XInclude"
_SPACE: Final = re.compile(r"\s+")


@dataclass(slots=True)
class Element:
    """An element from its first to its last line (counted from 1); `text` is what it and its children say."""

    tag: str
    attributes: Mapping[str, str]
    mark: Mark
    last_line: int = 0
    content: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """Give the elements that stand in it."""
        return [each for each in self.content if isinstance(each, Element)]

    @property
    def text(self) -> str:
        """Give the text, runs of white space as one space, trimmed."""
        return _SPACE.sub(" ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for each in self.content:
            if isinstance(each, Element):
                yield from each._texts()
            else:
                yield each

    def child(self, tag: str) -> Element | None:
        """Give the first child of that name."""
        return next((each for each in self.children if each.tag == tag), None)


def read_xml(path: Path, name: str) -> tuple[Element, bytes]:
    """Give the root element and the file's bytes; problems call the file by `name`.

    Raises KgError (3) where it cannot be read; ProblemsFound for what is no XML in UTF-8, and for a DOCTYPE,
    an XInclude, or elements nested deeper than `DEPTH_LIMIT`.
    """
    data = read_within(path, name)
    if data is None:
        raise _refusal(Mark(name), f"the file is larger than {FILE_LIMIT_BYTES // 1_000_000} MB: split it")
    return parse_xml(data, name), data


def parse_xml(data: bytes, name: str) -> Element:
    """Give the root element of a file's bytes; raises ProblemsFound as `read_xml` does."""
    _check_encoding(data, name)
    reading = _Reading(data, name)
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        mark = Mark(name, error.lineno, error.offset + 1)
        raise _refusal(mark, f"no well-formed XML: {expat.ErrorString(error.code)}") from error
    return reading.root


def _check_encoding(data: bytes, name: str) -> None:
    if seems_utf16(data):
        raise _refusal(Mark(name), "the file is in UTF-16 or UTF-32; save it as UTF-8")
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() not in _UTF8:
        written = shown(declared[1].decode("latin-1"))
        raise _refusal(Mark(name), f"the file declares the encoding {written}; save it as UTF-8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte 0x{data[error.start]:02X} at byte offset {error.start}"
        raise _refusal(place_of_byte(data, error.start, name), message) from error


def _refusal(mark: Mark, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(mark, message)])


class _Reading:
    """One pass of the parser over one file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.open: list[Element] = []
        # The encoding is given, so that no declaration in the file can choose another one.
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def _mark(self) -> Mark:
        return Mark(self.name, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _doctype(self, *_declared: object) -> None:
        # Without a DOCTYPE there are no entities to expand and none to fetch.
        start = self.data.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex)
        mark = place_of_byte(self.data, start, self.name)
        raise _refusal(mark, "a DOCTYPE is not allowed: entities are neither expanded nor fetched")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, bare = tag.rpartition(" ")
        if space == _XINCLUDE:
            raise _refusal(self._mark(), "XInclude is not allowed: no other file is read")
        if len(self.open) == DEPTH_LIMIT:
            raise _refusal(self._mark(), f"nested deeper than {DEPTH_LIMIT} levels")
        element = Element(bare, attributes, self._mark())
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _tag: str) -> None:
        self.open.pop().last_line = self.parser.CurrentLineNumber

    def _data(self, text: str) -> None:
        self.open[-1].content.append(text)
