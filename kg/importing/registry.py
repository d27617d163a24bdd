"""The importers: one row each. A new one is a module with `read(source) -> Imported`, and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from kg.importing.imported import Imported, Source
from kg.problems import KgError, suggestion


@dataclass(frozen=True, slots=True)
class Importer:
    """A module under kg.importing and what it reads."""

    module: str
    reads: str


IMPORTERS: Final[Mapping[str, Importer]] = {
    "travels": Importer("travels", "the Office of the Historian's lists of travels, a folder of XML"),
    "table": Importer("table", "any CSV or TSV, by a mapping from its columns to fields"),
}


def read_source(name: str, source: Source) -> Imported:
    """Read a source with the importer of that name; raises KgError for another name."""
    importer = IMPORTERS.get(name)
    if importer is None:
        raise KgError(f"there is no importer “{name}”{suggestion(name, IMPORTERS)}: {', '.join(IMPORTERS)}")
    imported: Imported = import_module(f"kg.importing.{importer.module}").read(source)
    return imported
