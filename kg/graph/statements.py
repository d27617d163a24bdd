"""Quads as the text that N-Quads writes: what is published is text, so nothing else is made on the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from kg.vocabulary import CLAIM, ID, KG, RDF_TYPE

#: A subject, and its predicate and object with a space between them.
Statement: TypeAlias = tuple[str, str]

# As Oxigraph writes them, so that what it reads and writes again stays the same byte for byte.
_ESCAPED: Final = re.compile('[\x00-\x1f"\\\\\x7f]')
_ESCAPES: Final = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def iri(name: str) -> str:
    """Give an IRI in angle brackets; nothing in it is checked."""
    return f"<{name}>"


def kg(name: str) -> str:
    """Give the ontology's term of that local name."""
    return f"<{KG}{name}>"


def thing(slug: str) -> str:
    """Give the node of an entity or event."""
    return f"<{ID}{slug}>"


def claim_node(name: str) -> str:
    """Give the node (and graph) of a claim, named such as `001/ebrard-talks`."""
    return f"<{CLAIM}{name}>"


def literal(value: str, datatype: str = "", language: str = "") -> str:
    """Give a text as a literal, plain or with a datatype (its IRI in brackets) or a language."""
    ending = f"^^{datatype}" if datatype else f"@{language}" if language else ""
    return f'"{escaped(value)}"{ending}'


def escaped(text: str) -> str:
    """Give a text as it stands between the quotes of a literal."""
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


TYPE: Final = iri(RDF_TYPE)


class Quads:
    """Quads gathered by their subject: sorted subject by subject, which is far less than sorting all lines."""

    def __init__(self) -> None:
        self._said: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, statements: Iterable[Statement], graph: str) -> None:
        """Add statements to a graph (its IRI in brackets)."""
        ending = f" {graph} .\n"
        for subject, said in statements:
            self._said[subject].append(said + ending)

    def __iter__(self) -> Iterator[bytes]:
        """Give the quads as N-Quads, each once, in the order of their bytes: a piece for each subject."""
        # No subject begins another: each ends with its bracket. So whole lines come in this order too.
        for subject in sorted(self._said):
            self._said[subject] = said = sorted(dict.fromkeys(self._said[subject]))
            yield "".join([f"{subject} {each}" for each in said]).encode()
