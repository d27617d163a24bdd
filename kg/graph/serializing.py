"""Quads as text, one byte string per content."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.vocabulary import PREFIXES


def sorted_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Give the quads as N-Quads, each once, in the order of their bytes."""
    data = quads.dump(format=ox.RdfFormat.N_QUADS) if isinstance(quads, ox.Store) else None
    lines = set((data or serialized(quads, ox.RdfFormat.N_QUADS)).splitlines(keepends=True))
    return b"".join(sorted(lines))


def serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Give the statements in a format, in the order given, with the usual prefixes where it has any."""
    prefixes = dict(sorted(PREFIXES.items())) if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    data = ox.serialize(statements, format=form, prefixes=prefixes)
    if data is None:  # Only when it was told to write into a file, which it was not.
        raise TypeError("the serialiser gave no text")
    return data
