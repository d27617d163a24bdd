"""The folder of an import: facts to open with --facts, a snapshot to open with --graph, and a summary."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.curation.corpus import Corpus, joined
from kg.importing.facts_text import corpus_of, tree_of, yaml_text
from kg.importing.imported import Imported, Source
from kg.problems import Problem, ProblemsFound

SUMMARY: Final = "import.json"
FACTS: Final = "facts"
SNAPSHOT: Final = "snapshot"
FORMAT: Final = "legation-import"


def corpus_of_import(imported: Imported) -> Corpus:
    """Give the imported facts as a corpus; raises ProblemsFound where they do not hold by themselves."""
    corpus, problems = _corpus(imported)
    if problems:
        raise ProblemsFound(problems)
    return corpus


def _corpus(imported: Imported) -> tuple[Corpus, list[Problem]]:
    return corpus_of(imported.trees or {name: tree_of(data, name) for name, data in imported.files.items()})


def import_files(imported: Imported, name: str, source: Source) -> dict[str, bytes]:
    """Give every file of the folder by name; the same source gives the same bytes.

    A snapshot is among them where the facts hold by themselves. Facts that name things of the shipped ones
    hold beside those only. Raises ProblemsFound where they do not hold either way.
    """
    head = f"Written by kg import {name}; import again rather than edit."
    files = {
        f"{FACTS}/{path}": yaml_text(data, head, _blocks(path)).encode()
        for path, data in imported.files.items()
    }
    corpus, problems = _corpus(imported)
    if problems:
        source.say(_check_beside_shipped(corpus, problems))
    else:
        files |= _snapshot(corpus, name, source)
    return files | {SUMMARY: _summary(imported, name, source.path)}


def _check_beside_shipped(corpus: Corpus, problems: list[Problem]) -> str:
    """Raise ProblemsFound with what stays wrong beside the shipped facts; else say how to open these."""
    from kg.curation.crosscheck import crosscheck
    from kg.curation.loading import read_corpus

    between = set(crosscheck(corpus))
    beside = crosscheck(joined((corpus, _not_restated(read_corpus(), corpus))))
    left = [*(problem for problem in problems if problem not in between), *beside]
    if left:
        raise ProblemsFound(left)
    restated = {article.id for article in corpus.articles} & {a.id for a in read_corpus().articles}
    if restated:
        return f"the facts stand in the place of the shipped articles {', '.join(sorted(restated))}"
    return "the facts name things of the shipped ones: open them with --facts DIR --with-corpus"


def _not_restated(shipped: Corpus, corpus: Corpus) -> Corpus:
    """Give the shipped facts without the articles and whatever else the corpus has under the same name."""
    articles = {article.id for article in corpus.articles}
    named = {each.slug for each in (*corpus.entities, *corpus.codings)}
    return replace(
        shipped,
        articles=tuple(article for article in shipped.articles if article.id not in articles),
        claims=tuple(claim for claim in shipped.claims if claim.article not in articles),
        entities=tuple(entity for entity in shipped.entities if entity.slug not in named),
        codings=tuple(coding for coding in shipped.codings if coding.slug not in named),
        conflicts=() if articles & {article.id for article in shipped.articles} else shipped.conflicts,
    )


def _snapshot(corpus: Corpus, name: str, source: Source) -> dict[str, bytes]:
    from kg.graph.build import counts, dataset_text
    from kg.graph.snapshot import snapshot_files

    source.say(f"claims checked: {len(corpus.claims):,}")
    quads = dataset_text(corpus)
    source.say(f"quads built: {quads.count(10):,}")
    files = snapshot_files(quads, {"counts": counts(corpus), "importer": name})
    return {f"{SNAPSHOT}/{file}": data for file, data in files.items()}


def _blocks(path: str) -> int:
    """Give how many levels stand in lines: an entity is one line, a claim or an event one block."""
    return {"entities": 0}.get(path.partition("/")[0], 2)


def _summary(imported: Imported, name: str, source: Path) -> bytes:
    """Give the summary; places in the source are told from its folder on, so that another copy gives the same."""
    # only where a path begins: “s/” stands within “s/presidents/” a second time
    below = re.compile(rf"(?<![^\s(]){re.escape(f'{source}{os.sep}')}")
    entries: Mapping[str, object] = {
        "format": FORMAT,
        "importer": name,
        **imported.counts,
        "rejects": [below.sub("", str(problem)) for problem in imported.rejected],
        "notes": [below.sub("", note) for note in imported.notes],
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
