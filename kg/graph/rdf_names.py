"""Which RDF format a file's name promises, and what its first bytes look like instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.problems import KgError

# The suffixes that are read, with the name of the format and pyoxigraph's own extension for it.
FORMATS: Final[dict[str, tuple[str, str]]] = {
    ".ttl": ("Turtle", "ttl"),
    ".turtle": ("Turtle", "ttl"),
    ".trig": ("TriG", "trig"),
    ".nt": ("N-Triples", "nt"),
    ".ntriples": ("N-Triples", "nt"),
    ".nq": ("N-Quads", "nq"),
    ".nquads": ("N-Quads", "nq"),
    ".jsonld": ("JSON-LD", "jsonld"),
    ".rdf": ("RDF/XML", "rdf"),
    ".xml": ("RDF/XML", "rdf"),
    ".owl": ("RDF/XML", "rdf"),
}

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_ENCODINGS: Final = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x00\x00\xfe\xff",
    b"\x00<",
    b"<\x00",
    b"\x00{",
    b"{\x00",
)
_LOOKS: Final = (
    ("a gzip archive", re.compile(rb"\x1f\x8b")),
    ("a zip archive", re.compile(rb"PK\x03\x04")),
    ("a PDF", re.compile(rb"%PDF")),
    ("HTML", re.compile(rb"\s*<(?:!doctype\s+)?html\b", re.IGNORECASE)),
    ("TriX", re.compile(rb"[^\0]{0,2000}<TriX\b")),
    ("RDF/XML", re.compile(rb"\s*(?:<\?xml\b|<!--|<!DOCTYPE\b|<[A-Za-z][\w.-]*:RDF\b)", re.IGNORECASE)),
    ("JSON-LD", re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{\s*\"|\]\s*\Z))")),
    ("Turtle", re.compile(rb"\s*(?:#[^\n]*\n\s*)*@?(?:prefix|base)\s", re.IGNORECASE)),
)


def promised_format(path: Path) -> tuple[str, str]:
    """Give the format's name and pyoxigraph's extension for it; raises KgError for a suffix not read."""
    suffix = path.suffix.lower()
    if suffix == ".trix":
        raise KgError(f"{path}: TriX is not read; convert it to TriG or N-Quads")
    if suffix not in FORMATS:
        raise KgError(f"{path}: “{suffix}” is not the suffix of a format that is read: {' '.join(FORMATS)}")
    return FORMATS[suffix]


def check_start(path: Path, start: bytes) -> None:
    """Raise KgError where the first bytes (a few thousand) are not of the format that the name promises."""
    promised = promised_format(path)[0]
    if start.startswith(_OTHER_ENCODINGS):
        raise KgError(f"{path}:1:1: it looks like UTF-16 or UTF-32; save it as UTF-8")
    seen = next((name for name, form in _LOOKS if form.match(start.removeprefix(_BOM))), None)
    family = seen == "Turtle" and promised in ("Turtle", "TriG")
    if seen is not None and seen != promised and not family:
        raise KgError(f"{path}:1:1: it looks like {seen}, but its name says {promised}")
