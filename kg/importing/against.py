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
    """Leave out the files of travellers whom nobody asks about, but for those that tell where the record ends."""
    articles = {path.partition("/")[2]: data for path, data in imported.files.items() if _is_article(path)}
    wanted = {name for name, data in articles.items() if known & set(_visitors(data))}
    last: dict[str, tuple[str, str]] = {}
    for name, data in articles.items():
        for post, day in _ends(data):
            last[post] = max(last.get(post, ("", "")), (day, name))
    wanted |= {name for _, name in last.values()}
    files = {
        path: data
        for path, data in imported.files.items()
        if path.startswith("entities/") or path.partition("/")[2] in wanted
    }
    return Imported(files, imported.counts, imported.rejected, imported.notes)


def _is_article(path: str) -> bool:
    return path.startswith("articles/")


def _ends(data: Mapping[str, Data]) -> Iterator[tuple[str, str]]:
    """Give for every stop the post of the traveller and the last day."""
    for claim in _claims(data):
        date = claim.get("date")
        if "stop" in claim and isinstance(date, Mapping):
            for part in _visitor_parts(claim):
                yield str(part.get("as", "")), str(date["edtf"])[-10:]


def _visitors(data: Mapping[str, Data]) -> Iterator[str]:
    for claim in _claims(data):
        yield from (str(part.get("who", "")) for part in _visitor_parts(claim))


def _claims(data: Mapping[str, Data]) -> Iterator[Mapping[str, Data]]:
    claims = data["claims"]
    for claim in claims.values() if isinstance(claims, Mapping) else ():
        if isinstance(claim, Mapping):
            yield claim


def _visitor_parts(claim: Mapping[str, Data]) -> Iterator[Mapping[str, Data]]:
    for part in claim.get("participants", ()):
        if isinstance(part, Mapping) and part.get("role") == "visitor":
            yield part
