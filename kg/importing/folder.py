"""The folder of an import: facts to open with --facts, a snapshot to open with --graph, and a summary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.curation.corpus import Corpus
from kg.importing.facts_text import corpus_of, tree_of, yaml_text
from kg.importing.imported import Imported, Source
from kg.problems import ProblemsFound

SUMMARY: Final = "import.json"
FACTS: Final = "facts"
SNAPSHOT: Final = "snapshot"
FORMAT: Final = "legation-import"


def corpus_of_import(imported: Imported) -> Corpus:
    """Give the imported facts as a corpus; raises ProblemsFound where they do not hold."""
    trees = imported.trees or {name: tree_of(data, name) for name, data in imported.files.items()}
    corpus, problems = corpus_of(trees)
    if problems:
        raise ProblemsFound(problems)
    return corpus


def import_files(imported: Imported, name: str, source: Source) -> dict[str, bytes]:
    """Give every file of the folder by name; the same source gives the same bytes."""
    from kg.graph.build import counts, dataset_text
    from kg.graph.snapshot import snapshot_files

    head = f"Written by kg import {name}; import again rather than edit."
    files = {
        f"{FACTS}/{path}": yaml_text(data, head, _blocks(path)).encode()
        for path, data in imported.files.items()
    }
    corpus = corpus_of_import(imported)
    source.say(f"{len(corpus.claims):,} claims checked")
    quads = dataset_text(corpus)
    source.say(f"{quads.count(10):,} quads built")
    for file, data in snapshot_files(quads, {"counts": counts(corpus), "importer": name}).items():
        files[f"{SNAPSHOT}/{file}"] = data
    return files | {SUMMARY: _summary(imported, name, source.path)}


def _blocks(path: str) -> int:
    """Give how many levels stand in lines: an entity is one line, a claim or an event one block."""
    return {"entities": 0}.get(path.partition("/")[0], 2)


def _summary(imported: Imported, name: str, source: Path) -> bytes:
    """Give the summary; places in the source are told from its folder on, so that another copy gives the same."""
    below = f"{source}/"
    entries: Mapping[str, object] = {
        "format": FORMAT,
        "importer": name,
        **imported.counts,
        "rejects": [str(problem).replace(below, "") for problem in imported.rejected],
        "notes": [note.replace(below, "") for note in imported.notes],
    }
    return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()


def write_import(files: Mapping[str, bytes], folder: Path) -> Path:
    """Put the folder in place, whole; an older import there is replaced, nothing else ever is."""
    from kg.graph.writing import write_whole_folder

    return write_whole_folder(folder, files, ours=is_import, kind="an import")


def is_import(folder: Path) -> bool:
    """Tell whether a folder is one that an importer wrote, with nothing else in it."""
    summary = folder / SUMMARY
    if not {each.name for each in folder.iterdir()} <= {SUMMARY, FACTS, SNAPSHOT} or not summary.is_file():
        return False
    with summary.open("rb") as file:
        return f'"format": "{FORMAT}"'.encode() in file.read(200)
