"""Text for a terminal and for Markdown: nothing in it can move the cursor, turn the line round or make markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

# Categories of characters that are not seen or that act: control, format (bidi, zero width), private,
# surrogate, unassigned, line and paragraph separators.
_UNSEEN: Final = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
_NAMED: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_MARKUP: Final = re.compile(r"([\\`*_\[\]|~])")
_GAP: Final = "  "


def shown(text: str) -> str:
    r"""Give the text with every unseen character written out: `\n`, `\u202e`.

    >>> shown("a\u202eb\n")
    'a\\u202eb\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_written(character) for character in text)


def width(text: str) -> int:
    """Give the columns that a text takes on a terminal: two for East Asian wide characters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Give rows of texts in columns, the first row as the head over a rule; no spaces at line ends."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    head, *others = [_line(row, widths) for row in rows]
    rule = _GAP.join("-" * columns for columns in widths)
    return "".join(f"{line}\n" for line in (head, rule, *others))


def markdown_row(cells: Iterable[str]) -> str:
    """Give one row of a Markdown table, with everything that Markdown or HTML would take for markup escaped."""
    return f"| {' | '.join(map(_escaped, cells))} |\n"


def marked_down(text: str) -> str:
    """Give a text as it stands in Markdown: no letter of it makes markup, a link or a new cell."""
    return "".join("\\" + letter if letter in "\\`*_<[|" else letter for letter in text)


def no_formula(cell: str) -> str:
    """Give a cell that no spreadsheet runs as a formula, with an apostrophe before it; a sign alone cannot be one."""
    return "'" + cell if len(cell) > 1 and cell[0] in "=+-@\t\r" else cell


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (columns - width(cell)) for cell, columns in zip(row, widths, strict=True))
    return _GAP.join(cells).rstrip(" ")


def _written(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    number = ord(character)
    return _NAMED.get(character) or (f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escaped(cell: str) -> str:
    text = cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", text)
