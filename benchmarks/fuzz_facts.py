"""Fuzz the reader of facts: whatever the bytes, it gives problems or a corpus that can be written as a dataset.

How it is run stands in benchmarks/fuzzing.py. Each input is a facts file that stands beside the small corpus of
the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from benchmarks.fuzzing import fuzz, instrumented

with instrumented():
    from kg.curation.corpus import Corpus
    from kg.curation.crosscheck import crosscheck
    from kg.curation.form import Kind, load_form
    from kg.curation.reading import Reader, joined, read_facts
    from kg.curation.tree import parse_tree
    from kg.graph.build import dataset_text
    from kg.problems import KgError

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "facts"


def one_input(data: bytes) -> bool:
    """Read the bytes as a facts file beside the small corpus; write the dataset and tell so if nothing is wrong."""
    tree, problems = parse_tree(data, "fuzzed.yaml")
    if tree is None:
        assert problems, "no tree, and no problem that says why"
        return False
    reader = Reader(load_form())
    try:
        corpus = joined([_beside(), reader.read_file(tree)])
        problems += [*reader.problems, *crosscheck(corpus)]
    except KgError:
        return False
    if not problems:
        dataset_text(corpus)
    return not problems


@cache
def _beside() -> Corpus:
    return read_facts([CASES])[0]


def seeds() -> list[bytes]:
    """Give files that are good beside the small corpus, and those of the small corpus itself."""
    more = (
        b"x: {kind: Person, name: Xavier Ex, names: [X, Y]}\n",
        b"lima: {kind: Place, name: Lima, type: city, state: ECU}\nx: {kind: Group, name: The Xs}\n",
    )
    return [*more, *(path.read_bytes() for path in sorted(CASES.rglob("*.yaml")))]


def words() -> list[str]:
    """Give every word that means something in a facts file."""
    return sorted(
        {*_words(load_form().kinds.values()), "claims:", "- ", "{", "}", "[", "]", ": ", "&a ", "*a", "<<"}
    )


def _words(kinds: Iterable[Kind]) -> Iterator[str]:
    for kind in kinds:
        yield from (word for word in (kind.name, kind.key) if word)
        for field in kind.fields.values():
            yield from (f"{field.name}: ", *field.choices)
            yield from _words([field.nested] if field.nested else [])


if __name__ == "__main__":
    fuzz(one_input, words(), seeds())
