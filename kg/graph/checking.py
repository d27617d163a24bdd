"""Facts are checked; after a change only what it decides is read and judged again.

What is good stays good as long as its file and what the other files say of the names in it stay the same. So with
the outlines of files that were found good together, the rest of them need not be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg.curation.corpus import Corpus, joined
from kg.curation.crosscheck import crosscheck
from kg.curation.files import read_plain
from kg.curation.findings import FINDINGS_LIMIT
from kg.curation.loading import check, files_of
from kg.curation.memory import collector_kept_away
from kg.curation.outlines import Outlines, changed_keys
from kg.curation.outlining import outlined, stubs
from kg.curation.reading import read_files
from kg.curation.uncovered import coverage
from kg.graph.checked_before import Good, good_before, keep, place_of
from kg.graph.floors import below_floors
from kg.graph.remembering import validate_changed
from kg.problems import KgError, Problem
from kg.progress import over


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: every problem in order of place, or, where there is none, what is good."""

    problems: list[Problem]
    good: Good | None

    @property
    def claims(self) -> int:
        """Give how many claims were found good."""
        return sum(len(each.told_rows) for each in self._outlines().by_path.values())

    @property
    def articles(self) -> int:
        """Give how many articles were found good."""
        return sum(bool(each.article) for each in self._outlines().by_path.values())

    def below_floors(self) -> list[Problem]:
        """Give a problem for every shipped article of which facts were lost."""
        return list(below_floors(self._outlines().telling()))

    def _outlines(self) -> Outlines:
        return self.good.outlines if self.good else Outlines({})


def checked(paths: Sequence[Path] = ()) -> Checked:
    """Check the facts under the paths (the shipped ones if none is given) by form, by names and by SHACL.

    SHACL is asked where nothing else is wrong. Where the same paths were found good before, only the files that
    changed, and those that name something of which other things are said now, are read. Raises KgError like `check`.
    """
    place = place_of(paths)
    before = good_before(place) if place else None
    with collector_kept_away():
        found = (before and _after_change(paths, before)) or _whole(paths)
        if place and found.good and found.good is not before:
            keep(place, found.good)
    return found


def _whole(paths: Sequence[Path]) -> Checked:
    digests: dict[str, str] = {}
    corpus, problems = check(paths, digests=digests)
    problems = problems or validate_changed(corpus)
    return Checked(problems, None if problems else Good(digests, outlined(corpus, digests)))


def _after_change(paths: Sequence[Path], before: Good) -> Checked | None:
    """Check what changed since the files were good; None where all must be read, to tell what is wrong."""
    files, digests = files_of(paths), dict[str, str]()
    changed = _changed(files, before.digests)
    if changed is None or not changed:
        return None if changed is None else Checked([], before)
    read, problems = read_files(_only(files, changed), named=paths, digests=digests)
    if len(problems) > FINDINGS_LIMIT:
        return None
    others, now = before.outlines.without(changed), outlined(read, changed & files.keys())
    again = others.naming(changed_keys(before.outlines.only(changed), now, others))
    more, wrong = read_files(_only(files, again), named=paths, digests=digests)
    if wrong or any(digests[name] != before.digests[name] for name in again):
        return None  # another has written while we read
    now, rest = Outlines({**now.by_path, **others.only(again).by_path}), others.without(again)
    problems = _judged(joined((read, more)), problems, now, rest)
    digests |= {name: before.digests[name] for name in rest.by_path}
    return Checked(problems, None if problems else Good(digests, Outlines({**rest.by_path, **now.by_path})))


def _changed(files: Mapping[str, Path], before: Mapping[str, str]) -> frozenset[str] | None:
    """Give the names of files that are new, gone or of other bytes; None where one cannot be read."""
    try:
        every = over(files.items(), "looking for what has changed", len(files), "files")
        now = {name: _digest(path, name) for name, path in every}
    except KgError:
        return None
    return frozenset(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))


def _digest(path: Path, name: str) -> str:
    data = read_plain(path, name)
    return "too large" if data is None else hashlib.sha256(data).hexdigest()


def _only(files: Mapping[str, Path], names: Set[str]) -> dict[str, Path]:
    return {name: path for name, path in files.items() if name in names}


def _judged(corpus: Corpus, problems: Iterable[Problem], here: Outlines, rest: Outlines) -> list[Problem]:
    """Judge the records of the files `here`, which were read, among the `rest`, which was not."""
    keys = frozenset(chain.from_iterable((*each.defines, *each.names) for each in here.by_path.values()))
    known = joined((corpus, stubs(rest, keys)))
    found = sorted({*problems, *crosscheck(known, rest), *coverage(known)})
    return found or validate_changed(known, here.by_path.keys())
