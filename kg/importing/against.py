"""The record to audit against: a source read on the spot, as far as the articles need it, or an import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.curation.corpus import Corpus
from kg.curation.loading import read_corpus
from kg.importing.facts_text import Data
from kg.importing.folder import FACTS, corpus_of_import, is_import
from kg.importing.imported import Imported, Source
from kg.importing.registry import read_source


def record_against(importer: str, folder: Path, corpus: Corpus) -> Corpus:
    """Give the record in the folder, a source or an import, with all travellers whom the corpus names.

    Raises KgError like the importer.
    """
    if folder.is_dir() and is_import(folder):
        return read_corpus((folder / FACTS,))
    imported = read_source(importer, Source(folder))
    return corpus_of_import(_of_persons(imported, {entity.slug for entity in corpus.entities}))


def _of_persons(imported: Imported, known: set[str]) -> Imported:
    """Leave out the files of travellers whom nobody asks about; entities stay."""
    wanted = {
        path.partition("/")[2]
        for path, data in imported.files.items()
        if path.startswith("articles/") and known & set(_visitors(data))
    }
    files = {
        path: data
        for path, data in imported.files.items()
        if path.startswith("entities/") or path.partition("/")[2] in wanted
    }
    return Imported(files, imported.counts, imported.rejected, imported.notes)


def _visitors(data: Mapping[str, Data]) -> Iterator[str]:
    claims = data["claims"]
    for claim in claims.values() if isinstance(claims, Mapping) else ():
        parts = claim.get("participants", ()) if isinstance(claim, Mapping) else ()
        for part in parts:
            if isinstance(part, Mapping) and part.get("role") == "visitor":
                yield str(part.get("who", ""))
