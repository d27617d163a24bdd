"""Statements as lines of N-Quads, as the engine writes them: far quicker to go through than values are to make."""

from __future__ import annotations

import re
from typing import Final

_GRAPH: Final = re.compile(rb" <([^<> ]*)> \.\n\Z")
_NO_GRAPH: Final = re.compile(rb"\S+ \S+ \S+ \.\n\Z")
_TYPED: Final = b'"^^<http://www.w3.org/2001/XMLSchema#'
# Most typed literals: short numbers, and days that every month has.
_SURELY_WELL: Final = re.compile(
    rb'"[+-]?[0-9]{1,15}"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal|double|float)> '
    rb'|"[+-]?[0-9]{1,15}\.[0-9]{1,15}"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:decimal|double|float)> '
    rb'|"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"\^\^<http://www\.w3\.org/2001/XMLSchema#date> '
)


def split_off_graph(line: bytes) -> tuple[bytes, bytes]:
    """Give a statement without its graph, and the graph's IRI; that is empty for the default graph."""
    found = _GRAPH.search(line)
    if found is None or _NO_GRAPH.match(line):
        return line, b""
    return line[: found.start()] + b" .\n", found[1]


def is_plain(line: bytes) -> bool:
    """Tell whether a line surely holds neither a blank node nor a triple as a term."""
    return b"_:" not in line and b"<<" not in line


def may_be_ill_typed(line: bytes) -> bool:
    """Tell whether a plain line may hold a literal that is not of its XSD type; where not, there is none."""
    return _TYPED in line and not _SURELY_WELL.search(line)


def predicate_and_object(line: bytes) -> bytes:
    """Give what follows the subject of a statement without graph."""
    return line.partition(b" ")[2]
