"""A large facts file read and form-checked, against PyYAML's own C loader on the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.files import write_facts
from benchmarks.measuring import Figure, Pair, in_bytes, measured, peak_bytes
from benchmarks.synthetic import facts_files


def figures(claims: int, folder: Path) -> Iterator[Figure]:
    """Give time and memory for one article's file of so many claims."""
    write_facts(facts_files(claims, per_article=claims), folder)
    file = str(folder / "articles" / "00001.yaml")
    pair = Pair(
        f"{claims:,} YAML records read and form-checked, with positions / CSafeLoader",
        lambda: read(file),
        lambda: loaded(file),
        1.0,
        answer=claim_names,
        rounds=3,
    )
    yield measured(pair)
    ours, theirs = peak_bytes(read, file), peak_bytes(loaded, file)
    name = f"memory for {claims:,} YAML records / CSafeLoader"
    yield Figure(name, ours / theirs, 0.6, ours=in_bytes(ours), theirs=in_bytes(theirs))


def read(file: str) -> Any:
    """Read the file as a corpus, form-checked."""
    from kg.curation.reading import read_facts

    corpus, problems = read_facts([Path(file)])
    if problems:
        raise ValueError(problems[0])
    return corpus


def loaded(file: str) -> Any:
    """Read the file as Python's lists and dicts, nothing checked."""
    import yaml

    with Path(file).open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


def claim_names(made: Any) -> list[tuple[str, str]]:
    """Give each claim's name and what it says in words, from either."""
    if isinstance(made, dict):
        return sorted((slug, claim["paraphrase"]) for slug, claim in made["claims"].items())
    return sorted((claim.slug, claim.own.text("paraphrase")) for claim in made.claims)
