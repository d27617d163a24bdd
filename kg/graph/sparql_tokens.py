"""A SPARQL text cut into its words, with strings, IRIs and comments told apart from keywords.

pyoxigraph 0.5.13 reads keywords without looking for their end: it takes `SERVICEkg:x {…}` and
`SERVICESILENT<…>{…}` for SERVICE. The cuts made here are those of the standard (the longest word), so
the guard refuses every bare word that is not one of SPARQL's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.problems import KgError

Kind = Literal["word", "name", "iri", "variable", "number", "sign", "other"]

# PN_CHARS_BASE, and the characters that may follow in a name, as the standard lists them.
_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS: Final = f"{_LETTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040"
# A prefix is looked for at every word; without a bound `a.a.a…` would take the square of its length.
_LONGEST_PREFIX: Final = 100
_ESCAPE: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space> [\x20\t\r\n]++ | \#[^\r\n]*+ )
    | (?P<text>  '''(?:[^'\\]++|\\.|'(?!''))*+''' | \"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\"
               | (?!'''|\"\"\")(?: '(?:[^'\\\r\n]++|\\[^\r\n])*+' | "(?:[^"\\\r\n]++|\\[^\r\n])*+" ) )
    | (?P<iri>   <(?: [^<>"{{}}|^`\\\x00-\x20]++ | {_ESCAPE} )*+> )
    | (?P<variable> [?$][{_CHARS}]++ )
    | (?P<blank> _:[{_CHARS}](?:[{_CHARS}.\-]*[{_CHARS}\-])? )
    | (?P<name>  (?:[{_LETTERS}](?:[{_CHARS}.\-]{{0,{_LONGEST_PREFIX}}}[{_CHARS}\-])?)? :
                 (?: (?:[{_CHARS}:]|{_LOCAL})
                     (?: (?:[{_CHARS}:.\-]|{_LOCAL})* (?:[{_CHARS}:\-]|{_LOCAL}) )? )? )
    | (?P<word>  [A-Za-z_][A-Za-z0-9_]*+ )
    | (?P<number> [0-9]+\.[0-9]*[eE][+-]?[0-9]+ | \.?[0-9]+[eE][+-]?[0-9]+ | [0-9]*\.[0-9]+ | [0-9]+ )
    | (?P<tag>   @[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))? )
    | (?P<sign>  \|\| | && | \^\^ | != | <= | >= | [!=<>+\-*/|^?.,;(){{}}\[\]~] )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final[dict[str, Kind]] = {
    "word": "word", "name": "name", "iri": "iri", "variable": "variable", "number": "number", "sign": "sign"
}  # fmt: skip
_CODEPOINT: Final = re.compile(rf"\\\\|({_ESCAPE})")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text, and the number of characters before it."""

    kind: Kind
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """Give the words in order, without white space and comments; raises KgError where none fits."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise KgError(f"{place(text, at)}: {_misfit(text, at)}")
        if found.lastgroup != "space":
            yield Token(_KINDS.get(found.lastgroup or "", "other"), found.group(), at)
        at = found.end()


def place(text: str, at: int) -> str:
    """Give `line 2, column 5` for the character after the first `at` ones."""
    start = text.rfind("\n", 0, at) + 1
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - start + 1}"


def codepoints(text: str) -> list[tuple[int, str, str]]:
    """Give each escape like `\\u0053` that the standard decodes first: its place, itself, its character."""
    found = ((match.start(1), match[1]) for match in _CODEPOINT.finditer(text) if match[1])
    return [(at, escape, _character(text, at, escape)) for at, escape in found]


def decoded(text: str, escapes: list[tuple[int, str, str]]) -> tuple[str, list[int]]:
    """Give the text with its escapes decoded, and for each of its characters the place it came from."""
    parts, origins, after = [], [], 0
    for at, escape, character in escapes:
        parts += [text[after:at], character]
        origins += [*range(after, at), at]
        after = at + len(escape)
    return "".join([*parts, text[after:]]), [*origins, *range(after, len(text))]


def unescaped(text: str) -> str:
    """Give what an IRI or the local part of a prefixed name stands for."""
    plain = _CODEPOINT.sub(lambda match: chr(int(match[1][2:], 16)) if match[1] else match[0], text)
    return re.sub(r"\\([_~.\-!$&'()*+,;=/?#@%])", r"\1", plain)


def _character(text: str, at: int, escape: str) -> str:
    number = int(escape[2:], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise KgError(f"{place(text, at)}: {escape} is not a character")
    return chr(number)


def _misfit(text: str, at: int) -> str:
    character = text[at]
    if character in "'\"":
        return "this text is never closed"
    if character == "\\":
        return "a backslash stands only in texts, IRIs and names"
    return f"the character {character!r} cannot stand here"
