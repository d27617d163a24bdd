"""The characters that no facts file may hold, and where they stand: found before YAML reads the text."""

from __future__ import annotations

import re
import unicodedata

from kg.problems import Mark, Problem

_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
# Letters and signs that show nothing: fillers of Korean, a Braille cell without dots, choosers of a form.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
_BREAKS = "\u0085\u2028\u2029"
_CONTROLS = "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef"
_DAMAGED = "\ufffd"
_NOT_UTF8 = "\udc80-\udcff"  # how the codec "surrogateescape" keeps a byte that it cannot decode

#: What no value may hold, also when it is written as an escape ("\u0000") in double quotes.
UNWANTED = re.compile(f"[\t\r{_UNSEEN}{_BLANK}{_BREAKS}{_CONTROLS}{_DAMAGED}\ud800-\udfff]")
_UNWANTED_IN_FILE = re.compile(f"[\t{_UNSEEN}{_BLANK}{_BREAKS}{_CONTROLS}{_DAMAGED}{_NOT_UTF8}]")
_BLANK_ONLY = re.compile(f"[{_BLANK}]")
# A Cyrillic or Greek letter beside a Latin one in a word: it looks like another, and no search finds the name.
_OTHER, _LATIN = "\u0370-\u0373\u0376-\u03ff\u0400-\u052f", "A-Za-z\u00c0-\u024f"
_MIXED = re.compile(f"(?<=[{_LATIN}])[{_OTHER}]|[{_OTHER}](?=[{_LATIN}])")
_HEAPED = re.compile("[\u0300-\u036f]{5}")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")

#: A binary file has thousands: the first tell what is the matter.
SHOWN = 20


def place(text: str, position: int, name: str) -> Mark:
    """Give the mark of a position in a text, lines ended by LF, CRLF or CR."""
    ends = [match.end() for match in _LINE_END.finditer(text, 0, position)]
    return Mark(name, len(ends) + 1, position - (ends[-1] if ends else 0) + 1)


def place_of_byte(data: bytes, at: int, name: str) -> Mark:
    """Give the mark of the byte after the first `at` ones of UTF-8; a byte order mark takes no column."""
    before = data[:at].decode("utf-8", "replace").removeprefix("\ufeff")
    return place(before, len(before), name)


def decoded(data: bytes) -> str:
    """Decode UTF-8 without a byte order mark; a byte that is not UTF-8 stays as a lone surrogate."""
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def misleading(text: str) -> str:
    """Say what in a text looks like something else, or heaps marks on a letter; nothing of most texts."""
    if text.isascii():
        return ""
    if unicodedata.combining(text[0]):
        return f"it begins with {_named(text[0])}, a mark that belongs on a letter before it"
    if mixed := _MIXED.search(text):
        return f"{_named(mixed[0])} stands in a word of Latin letters: write the word in one script"
    return "more than four marks stand on one letter" if _HEAPED.search(text) else ""


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a character without a name')}"


def seems_utf16(data: bytes) -> bool:
    """Tell whether the bytes begin as UTF-16 or UTF-32 do, with or without a byte order mark."""
    head = data[:64]
    halves = head[0::2], head[1::2]
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or any(half and not any(half) for half in halves)


def unwanted_characters(text: str, name: str, byte_order_mark: int = 0) -> list[Problem]:
    """Give a Problem for each of the first `SHOWN` characters that may not stand in the file, and a count.

    `byte_order_mark` is the number of bytes before the text: byte offsets count from the start of the file.
    """
    found = [match.start() for match in _UNWANTED_IN_FILE.finditer(text)]
    problems = [
        Problem(place(text, at, name), _file_message(text, at, byte_order_mark)) for at in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        more = f"and {len(found) - SHOWN:,} more characters that may not stand in a facts file"
        problems.append(Problem(place(text, found[SHOWN], name), more))
    return problems


def indented_by_tab(text: str) -> bool:
    """Tell whether a line begins with a tab: with spaces in its stead the indentation may not fit."""
    return _TAB_INDENT.search(text) is not None


def without_unwanted(text: str) -> str:
    """Give the text with a space or a “_” for each unwanted character: places and structure stay as they are."""
    return _UNWANTED_IN_FILE.sub(_stand_in, text)


def shown(text: str, limit: int = 60) -> str:
    """Give the text as a message may quote it: on one line, nothing hidden, at most `limit` characters."""
    seen = "".join(character if character.isprintable() else "�" for character in text[:limit])
    return seen if len(text) <= limit else f"{seen}…"


def describe(character: str) -> str:
    """Say what is wrong with an unwanted character, by its code point and name."""
    code = f"U+{ord(character):04X}"
    if character == _DAMAGED:
        return f"{code} REPLACEMENT CHARACTER: the text was damaged before; write what stood there"
    if unicodedata.category(character) == "Cf" or _BLANK_ONLY.match(character):
        return f"{code} {unicodedata.name(character, 'format character')} cannot be seen: remove it"
    if character in _BREAKS:
        return f"{code} is a line break that most editors do not show: remove it"
    return f"{code} is a control character: remove it"


def _stand_in(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + 1]
    return " " if match[0] == "\t" or match[0] in _BREAKS or following.isspace() else "_"


def _file_message(text: str, at: int, byte_order_mark: int) -> str:
    character = text[at]
    if character == "\t":
        return "a tab: indent and separate with spaces"
    if "\udc80" <= character <= "\udcff":
        offset = len(text[:at].encode("utf-8", "surrogateescape")) + byte_order_mark
        return (
            f"not UTF-8: byte 0x{ord(character) - 0xDC00:02X} at byte offset {offset}; save the file as UTF-8"
        )
    return describe(character)
