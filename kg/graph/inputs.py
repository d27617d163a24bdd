"""What a result is made from, as one hash: where nothing of it has changed, the result is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.vocabulary import ontology_folder, rules_folder


def rules() -> tuple[Path, ...]:
    """List the files by which facts become a dataset: the ontology, and the modules that read and build."""
    sources = [
        path for room in ("curation", "graph") for path in sorted((rules_folder() / room).glob("*.py"))
    ]
    ontology = [path for path in sorted(ontology_folder().rglob("*")) if path.suffix in (".ttl", ".csv")]
    return (*ontology, *sources)


def digest_of(paths: Iterable[Path], start: str = "") -> str:
    """Give the SHA-256 of the files' names and contents, in their order."""
    digest = hashlib.sha256(start.encode("utf-8", "surrogateescape"))
    for path in paths:
        digest.update(str(path).encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
