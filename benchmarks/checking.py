"""The check after one article changed, and SHACL by other engines than pySHACL."""

from __future__ import annotations

import os
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks.files import write_facts
from benchmarks.measuring import Figure, in_seconds, seconds
from benchmarks.synthetic import facts_files
from benchmarks.world import Tree
from kg.curation.loading import check
from kg.curation.outlining import outlined
from kg.curation.reading import read_facts
from kg.graph.cache_folder import VARIABLE
from kg.graph.checked_before import Good, keep, place_of
from kg.graph.checking import Checked, checked
from kg.graph.remembering import keys_of_files, remember


def figures(claims: int, folder: Path, rounds: int = 3) -> Iterator[Figure]:
    """Give the time of a check of all facts after one article changed, over reading them and checking it alone."""
    every, alone = folder / "every", folder / "alone"
    write_facts(facts_files(claims), every)
    write_facts(_first_article(claims), alone)
    with _cache_of_its_own():
        _hold_good([every])
        columns = zip(*(_round(every, alone, turn) for turn in range(rounds)), strict=True)
    whole, reading, single = (statistics.median(column) for column in columns)
    name = f"kg check of {claims:,} claims with one article changed"
    for what, theirs in (("reading them, and ", reading + single), ("", single)):
        yield Figure(
            f"{name} / {what}that article alone",
            whole / theirs,
            3.0,
            ours=in_seconds(whole),
            theirs=in_seconds(theirs),
        )


def _hold_good(paths: list[Path]) -> None:
    """Remember that these facts are good, as a check of them would have: SHACL takes far longer than all else."""
    place, digests = place_of(paths), dict[str, str]()
    corpus, problems = check(paths, digests=digests)
    if problems or place is None:
        raise ValueError(str(problems[:1]))
    remember(keys_of_files(corpus))
    keep(place, Good(digests, outlined(corpus, digests)))


def _first_article(claims: int) -> Iterator[tuple[str, Tree]]:
    """Give the first article, the coding of its events, and of the entities those that these two name."""
    (name, entities), article, events = islice(facts_files(claims), 3)
    needed = set(_texts([article[1], events[1]]))
    known: set[str] = set()
    while known != needed:
        known = set(needed)
        needed |= set(_texts([entities[slug] for slug in needed & entities.keys()]))
    yield name, {slug: record for slug, record in entities.items() if slug in needed}
    yield article
    yield events


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    else:
        yield str(value)


def _round(every: Path, alone: Path, turn: int) -> tuple[float, float, float]:
    """Change the first article; give the seconds to check all, to read all, and to check it alone."""
    for folder in (every, alone):
        article = folder / "articles" / "00001.yaml"
        text = article.read_text(encoding="utf-8")
        changed = re.sub(r"(paraphrase: )\w+", rf"\1Turn{turn}", text, count=1)
        article.write_text(changed, encoding="utf-8", newline="\n")
    whole, reading = seconds(lambda: _good([every])), seconds(lambda: read_facts([every]))
    with _cache_of_its_own():
        return whole, reading, seconds(lambda: _good([alone]))


def _good(paths: list[Path]) -> Checked:
    """Do what `kg check` does; raises ValueError for the first problem."""
    found = checked(paths)
    if found.problems:
        raise ValueError(str(found.problems[0]))
    return found


@contextmanager
def _cache_of_its_own() -> Iterator[None]:
    """Let nothing that other checks remembered count in the block."""
    kept = os.environ.get(VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        try:
            yield
        finally:
            os.environ.pop(VARIABLE)
            if kept is not None:
                os.environ[VARIABLE] = kept
