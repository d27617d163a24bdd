"""Facts files become a corpus that holds, or every problem in them at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.curation.corpus import Corpus
from kg.curation.crosscheck import crosscheck
from kg.curation.joining import with_record
from kg.curation.memory import collector_kept_away
from kg.curation.reading import named_files, read_facts, read_files
from kg.curation.uncovered import coverage
from kg.problems import Problem, ProblemsFound
from kg.vocabulary import corpus_folder


def read_corpus(paths: Sequence[Path] = (), *, record: Sequence[Path] = ()) -> Corpus:
    """Read the facts under the paths (the shipped corpus if none is given), with a record's facts if named.

    Raises ProblemsFound with every problem if there is one; nothing half read is given.
    """
    corpus, problems = _read(paths, record)
    if problems:
        raise ProblemsFound(problems)
    return corpus


def check(
    paths: Sequence[Path] = (), *, digests: dict[str, str] | None = None
) -> tuple[Corpus, list[Problem]]:
    """Read the facts and give them with every problem, sentences without a claim among them.

    `digests` takes the SHA-256 of each file that was read, under the name that problems have for it.
    """
    corpus, problems = _read(paths, digests=digests)
    return corpus, sorted({*problems, *coverage(corpus)})


def files_of(paths: Sequence[Path] = ()) -> dict[str, Path]:
    """Give the facts files under the paths (the shipped ones if none is given), by their names in problems."""
    return named_files(paths or (corpus_folder(),), None if paths else corpus_folder().parent)


def _read(
    paths: Sequence[Path], record: Sequence[Path] = (), digests: dict[str, str] | None = None
) -> tuple[Corpus, list[Problem]]:
    with collector_kept_away():
        corpus, problems = read_files(files_of(paths), named=paths, digests=digests)
        if record:
            added, more = read_facts(record)
            corpus, problems = with_record(corpus, added), [*problems, *more]
        return corpus, sorted({*problems, *crosscheck(corpus)})
