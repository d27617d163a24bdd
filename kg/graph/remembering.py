"""What SHACL found good is not judged again while it, what it names and the rules stay the same.

A file's records are good or not by themselves, by the kinds of the things that they name, and by the rules:
these three, hashed, are what is remembered. So a check after a change looks at what changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from typing import Final

from kg.curation.corpus import Corpus
from kg.curation.form import Holds, Kind
from kg.curation.memory import collector_paused, collector_spared
from kg.curation.records import Record
from kg.graph.cache_folder import cache_folder
from kg.graph.inputs import digest_of, rules
from kg.graph.writing import write_whole
from kg.problems import KgError, Problem
from kg.progress import step

#: What SHACL judges at once: what was judged good is remembered though the rest be broken off.
RECORDS_AT_ONCE: Final = 5_000
_MOST_KEPT: Final = 100_000


def validate_changed(corpus: Corpus, paths: Set[str] | None = None) -> list[Problem]:
    """Run the shapes over the files that are not known to be good; gives a problem for every violation.

    Of the files only those at `paths` (as problems name them) are looked at, if given.
    """
    every = keys_of_files(corpus)
    keys = every if paths is None else {path: every[path] for path in paths & every.keys()}
    known = _known()
    fresh = frozenset(path for path, key in keys.items() if key not in known)
    if not fresh:
        return []
    problems: list[Problem] = []
    with step("judging facts by SHACL", len(fresh), "files") as at:
        for part in _parts(corpus, fresh):
            found = _validated(corpus, part)
            wrong = {problem.mark.path for problem in found}
            if wrong <= part:
                remember({path: keys[path] for path in part - wrong})
            problems += found
            at.done += len(part)
    return sorted(problems)


def _validated(corpus: Corpus, paths: frozenset[str]) -> list[Problem]:
    with collector_spared():
        from kg.graph.validation import validate

        return validate(_of_files(corpus, paths), corpus)


def _parts(corpus: Corpus, paths: Set[str]) -> Iterator[frozenset[str]]:
    """Give the files in parts of about so many records: four times as many at once take six times as long."""
    records = Counter(path for path, *_ in _named_records(corpus))
    part: list[str] = []
    held = 0
    for path in sorted(paths):
        part.append(path)
        held += records[path]
        if held >= RECORDS_AT_ONCE:
            yield frozenset(part)
            part, held = [], 0
    if part:
        yield frozenset(part)


def keys_of_files(corpus: Corpus) -> dict[str, str]:
    """Give for each file the hash of all that decides whether its records are good."""
    with collector_paused():
        return _keys(corpus)


def remember(keys: Mapping[str, str]) -> None:
    """Keep the keys of files that were found good."""
    kept = {*_known(), *keys.values()}
    if len(kept) > _MOST_KEPT:
        kept = set(keys.values())
    try:
        write_whole(cache_folder() / "checked", "".join(f"{key}\n" for key in sorted(kept)).encode())
    except KgError:
        return  # without a cache each check looks at everything: slower, and no less right


def _keys(corpus: Corpus) -> dict[str, str]:
    start = digest_of(rules()) + version("pyshacl")
    digests: dict[str, hashlib._Hash] = {}
    for path, name, records in _named_records(corpus):
        digest = digests.get(path)
        if digest is None:
            digest = digests[path] = hashlib.sha256(start.encode())
        lines = chain((name,), *(_lines(record, corpus.kinds) for record in records), ("",))
        digest.update("\n".join(lines).encode())
    return {path: digest.hexdigest() for path, digest in digests.items()}


def _named_records(corpus: Corpus) -> Iterator[tuple[str, str, tuple[Record, ...]]]:
    """Give every record of the corpus with the file where it stands and the name of its node."""
    for what in ("entities", "codings", "conflicts"):
        for each in getattr(corpus, what):
            yield each.mark.path, f"{what}/{each.slug}", (each.record,)
    for article in corpus.articles:
        yield article.mark.path, f"article/{article.id}", (article.record,)
    for claim in corpus.claims:
        yield claim.mark.path, f"claim/{claim.name}/{claim.subject}", (claim.own, claim.told)


def _lines(record: Record, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Write a record line by line, with the kind of each thing that it names; a text has no line break."""
    yield record.kind.name
    for field, items in record.fields:
        names = field.holds is Holds.REFERENCE
        for item in items:
            if item.record is not None:
                yield f"{field.name} {{"
                yield from _lines(item.record, kinds)
                yield "}"
            elif names and item.text in kinds:
                yield f"{field.name}={item.text} {kinds[item.text].name}"
            else:
                yield f"{field.name}={item.text}"


def _of_files(corpus: Corpus, paths: frozenset[str]) -> Corpus:
    """Give what of the corpus stands in these files."""
    parts = {
        name: tuple(each for each in getattr(corpus, name) if each.mark.path in paths)
        for name in ("entities", "articles", "claims", "codings", "conflicts")
    }
    return replace(corpus, **parts)


def _known() -> frozenset[str]:
    try:
        return frozenset((cache_folder() / "checked").read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()  # nothing is known to be good, so everything is looked at
