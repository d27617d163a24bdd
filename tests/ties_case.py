"""The small case of ties, asked through the shipped views without anything between."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.vocabulary import corpus_folder

CASE = Path(__file__).parent / "cases" / "ties" / "in.trig"
VIEWS = corpus_folder().parent / "views"


@dataclass(frozen=True)
class Answered:
    """An answer of the engine itself, in the shape of a table."""

    variables: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Small:
    """The case in a store, asked through the shipped views without anything between."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.store.bulk_load(path=str(CASE), format=ox.RdfFormat.TRIG)

    def view(self, name):
        found = self.store.query((VIEWS / f"{name}.rq").read_text(encoding="utf-8"))
        return Answered(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))
