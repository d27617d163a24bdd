"""The text of an edge list: what the file is, what parts its cells, and its lines as cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation.characters import seems_utf16
from kg.curation.files import read_within
from kg.problems import KgError, Mark, Problem, ProblemsFound

#: Ten million edges: what networkx makes of them fills any machine's memory.
LIMIT_BYTES: Final = 256_000_000
HEAD: Final = ("source", "target", "weight")
WHERE: Final = "the edge list"
# Spreadsheets of many countries part cells by semicolons: a head that names the ends leaves no doubt of it.
_SEPARATORS: Final = (";", "\t")
# Other forms of networks, by what they begin with.
_OTHER_FORMS: Final = (
    (re.compile(r"(?i)\s*<(\?xml|!doctype|graphml|gexf|html)\b"), "an XML file, such as GraphML or GEXF"),
    (re.compile(r"\s*(\{|\[\s*[{\[])"), "a JSON file"),
    (re.compile(r"(?i)\s*\*(vertices|network)\b"), "a Pajek file"),
    (re.compile(r"(?i)\s*dl\s+n\s*="), "a UCINET file"),
    (re.compile(r"(?i)\s*(creator\b[^\n]*\n\s*)?graph\s*\[\s*\n"), "a GML file"),
)
_FOR_A_SPREADSHEET: Final = re.compile(r"(?i)\s*sep=.?\s*[\r\n]")


def read_text(path: Path) -> str:
    """Give the text of the file; raises KgError for one that cannot be read, is too large, or is no UTF-8."""
    data = read_within(path, str(path), LIMIT_BYTES)
    if data is None:
        raise KgError(f"{path}: larger than {LIMIT_BYTES // 1_000_000} MB: no such network can be measured")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not UTF-8 at byte {error.start}{_what_it_is(data)}", exit_code=1) from error
    if seems_utf16(data):
        raise KgError(f"{path}: not UTF-8{_what_it_is(data)}", exit_code=1)
    return text


def _what_it_is(data: bytes) -> str:
    if data.startswith(b"\x1f\x8b"):
        return " (it is packed with gzip: unpack it first)"
    if data.startswith(b"PK\x03\x04"):
        return " (it is an archive or a workbook: save the sheet as CSV)"
    return " (it is in UTF-16 or UTF-32: save it as UTF-8)" if seems_utf16(data) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a line that is not empty, and the line as it is written."""

    cells: tuple[str, ...]
    written: str
    separator: str
    name: str
    number: int

    def mark(self, cell: int = 0) -> Mark:
        """Give where a cell begins; where quotes keep a separator in a cell, where the line begins."""
        parts = self.written.split(self.separator)
        if len(parts) != len(self.cells):
            return Mark(self.name, self.number)
        before = sum(len(part) + len(self.separator) for part in parts[:cell])
        blanks = len(parts[cell]) - len(parts[cell].lstrip())
        return Mark(self.name, self.number, 1 + before + blanks)


def lines_of(text: str, name: str) -> Iterator[Line]:
    """Give every line that is not empty, as cells; raises ProblemsFound for no CSV."""
    _no_other_form(text, name)
    separator, written = _separator(text), list(io.StringIO(text, newline=""))
    reader = csv.reader(written, strict=True, delimiter=separator)
    begins = 1
    try:
        for row in reader:
            # one letter may be written in two ways, and is one name
            cells = tuple(unicodedata.normalize("NFC", cell.strip()) for cell in row)
            if any(cells):
                yield Line(cells, written[begins - 1], separator, name, begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ProblemsFound([Problem(Mark(name, begins), f"no CSV: {error}")], WHERE) from error


def _no_other_form(text: str, name: str) -> None:
    """Raise ProblemsFound for what is no list of edges at all, rather than for every line."""
    found = next((what for form, what in _OTHER_FORMS if form.match(text)), None)
    words = f"this is {found}, and no list of edges: save it as CSV with the columns source,target,weight"
    if _FOR_A_SPREADSHEET.match(text):
        found = words = f"“{text.split()[0]}” is a word to one spreadsheet and no head: remove the line"
    if found:
        raise ProblemsFound([Problem(Mark(name), words)], WHERE)


def _separator(text: str) -> str:
    """Give what parts the cells: a comma, unless a head of other cells leaves no doubt."""
    first = first_line(text)
    return next((each for each in _SEPARATORS if is_head(_cells(first, each))), ",")


def first_line(text: str) -> str:
    """Give the first line that is not blank, as it is written."""
    return next((line for line in text.splitlines() if line.strip()), "")


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip(' "') for cell in line.split(separator)]


def is_head(cells: Sequence[str]) -> bool:
    """Tell whether a line names at least two of the columns."""
    return sum(cell.casefold() in HEAD for cell in cells) > 1
