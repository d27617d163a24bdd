"""A CSV or TSV file as rows of cells, each with its line and column; nothing is guessed and no row is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation.characters import UNWANTED, describe, place_of_byte, seems_utf16, shown
from kg.curation.files import FILE_LIMIT_BYTES, read_within
from kg.curation.texts import file_lines
from kg.problems import KgError, Mark, Problem, ProblemsFound

DELIMITERS: Final = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
# What a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's text, at its place."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells in the order of the header, and the lines of the file that it takes."""

    cells: tuple[Cell, ...]
    line: int
    lines: int


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows; `lines` are the file's lines as they are."""

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    data: bytes


def read_table(path: Path, delimiter: str | None = None) -> Table:
    """Read a table; raises KgError (3) where it cannot be read, ProblemsFound with all that is wrong with it."""
    name = str(path)
    data = read_within(path, name)
    if data is None:
        raise KgError(f"{name}: larger than {FILE_LIMIT_BYTES // 1_000_000} MB: split it")
    return parse_table(data, name, delimiter or DELIMITERS.get(path.suffix.lower(), ","))


def parse_table(data: bytes, name: str, delimiter: str) -> Table:
    """Give the table of a file's bytes; raises ProblemsFound as `read_table` does."""
    text = _decoded(data, name)
    problems: list[Problem] = []
    rows = [row for row in _rows(text, name, delimiter, problems) if any(cell.text for cell in row.cells)]
    if not rows:
        raise ProblemsFound([*problems, Problem(Mark(name), "no table: the file is empty")])
    header, *body = rows
    other = _other_delimiter(header, delimiter) or _title(header, body)
    if other:
        raise ProblemsFound([Problem(header.cells[0].mark, other)])
    problems += _wrong_header(header)
    problems += (wrong for row in body for wrong in _wrong_row(row, len(header.cells)))
    if problems:
        raise ProblemsFound(problems)
    return Table(header.cells, tuple(body), tuple(file_lines(text)), data)


def _decoded(data: bytes, name: str) -> str:
    if seems_utf16(data):
        raise ProblemsFound([Problem(Mark(name), "the file is in UTF-16 or UTF-32; save it as UTF-8")])
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        mark = place_of_byte(data, error.start, name)
        message = f"not UTF-8: byte 0x{data[error.start]:02X} at byte offset {error.start}; save it as UTF-8"
        raise ProblemsFound([Problem(mark, message)]) from error


def _rows(text: str, name: str, delimiter: str, problems: list[Problem]) -> Iterator[Row]:
    reading = _Reading(text, name, delimiter, problems)
    while reading.at < len(text):
        yield reading.row()


class _Reading:
    """Goes through the text cell by cell. Quotes are read in CSV only: in TSV they are letters like others."""

    def __init__(self, text: str, name: str, delimiter: str, problems: list[Problem]) -> None:
        self.text, self.name, self.delimiter, self.problems = text, name, delimiter, problems
        self.at, self.line, self.line_start = 0, 1, 0
        self.plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*")

    def row(self) -> Row:
        """Read one row and the end of its line."""
        line, cells = self.line, [self.cell()]
        while self.text[self.at : self.at + 1] == self.delimiter:
            self.at += 1
            cells.append(self.cell())
        last = self.line
        end = _LINE_END.match(self.text, self.at)
        if end:
            self._past(end)
        return Row(tuple(cells), line, last - line + 1)

    def cell(self) -> Cell:
        """Read one cell, up to a delimiter or the end of the line."""
        mark = Mark(self.name, self.line, self.at - self.line_start + 1)
        if self.delimiter != "\t" and self.text[self.at : self.at + 1] == '"':
            return Cell(_read_back(self._quoted(mark)), mark)
        found = self.plain.match(self.text, self.at)
        written = found[0] if found else ""
        self.at += len(written)
        if self.delimiter != "\t" and '"' in written:
            message = f"a quote inside a cell that has none around it: “{shown(written, 30)}”"
            self.problems.append(Problem(mark, message))
        return Cell(_read_back(written.strip(" ")), mark)

    def _quoted(self, mark: Mark) -> str:
        pieces, self.at = [], self.at + 1
        while (close := self.text.find('"', self.at)) >= 0:
            pieces.append(self.text[self.at : close])
            self._count(self.at, close)
            self.at = close + 1
            if self.text[self.at : self.at + 1] != '"':
                return self._closed("".join(pieces), mark)
            pieces.append('"')
            self.at += 1
        self.problems.append(Problem(mark, "a quote is opened here and never closed"))
        self.at = len(self.text)
        return ""

    def _closed(self, text: str, mark: Mark) -> str:
        follows = self.text[self.at : self.at + 1]
        if follows not in ("", self.delimiter, "\r", "\n"):
            self.problems.append(Problem(mark, f"after the closing quote stands “{shown(follows)}”"))
            found = self.plain.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)
        return text

    def _count(self, start: int, end: int) -> None:
        for found in _LINE_END.finditer(self.text, start, end):
            self.line += 1
            self.line_start = found.end()

    def _past(self, end: re.Match[str]) -> None:
        self.at = self.line_start = end.end()
        self.line += 1


def _read_back(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text


def _other_delimiter(header: Row, delimiter: str) -> str:
    """Say so where the header is one cell that another delimiter takes apart, or a word to one spreadsheet."""
    written = header.cells[0].text
    if re.fullmatch(r"(?i)sep=.?", written):
        return f"“{shown(written)}” is a word to one spreadsheet and no header: remove the line"
    for letter, name in (("\t", "tab"), (";", "semicolon"), (",", "comma")):
        if len(header.cells) == 1 and letter != delimiter and letter in written:
            return (
                f"the header is one cell: write “delimiter: {name}” in the mapping if {name}s part the cells"
            )
    return ""


def _title(header: Row, body: Sequence[Row]) -> str:
    """Say so where one cell stands above rows of several."""
    if len(header.cells) > 1 or not body or any(len(row.cells) == 1 for row in body):
        return ""
    written = shown(header.cells[0].text, 40)
    return f"“{written}” is one cell, and the rows have {len(body[0].cells)}: the headings must stand first"


def _wrong_header(header: Row) -> Iterator[Problem]:
    counted = Counter(cell.text for cell in header.cells)
    for number, cell in enumerate(header.cells, start=1):
        if not cell.text:
            yield Problem(cell.mark, f"column {number} has no heading")
        elif counted[cell.text] > 1:
            yield Problem(cell.mark, f"{counted[cell.text]} columns are called “{shown(cell.text)}”")
    yield from _unwanted(header)


def _wrong_row(row: Row, due: int) -> Iterator[Problem]:
    if len(row.cells) != due:
        cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        yield Problem(row.cells[0].mark, f"{cells}, and the header has {due}")
    yield from _unwanted(row)


def _unwanted(row: Row) -> Iterator[Problem]:
    for cell in row.cells:
        found = UNWANTED.search(cell.text)
        if found:
            yield Problem(cell.mark, describe(found[0]))


def table_bytes(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Give rows as a file; no cell can be run by a spreadsheet. In TSV a cell holds neither tab nor line end."""
    return "".join(delimiter.join(_written(cell, delimiter) for cell in row) + "\n" for row in rows).encode()


def _written(cell: str, delimiter: str) -> str:
    safe = f"'{cell}" if _FORMULA.match(cell) else cell
    if delimiter == "\t":
        return " ".join(safe.split("\t"))
    return (
        '"' + safe.replace('"', '""') + '"'
        if re.search(rf'[{re.escape(delimiter)}"\r\n]|^ | $', safe)
        else safe
    )
