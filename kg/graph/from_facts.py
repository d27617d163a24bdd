"""Facts become a snapshot, kept by the hash of all that it is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.cache import cached_snapshot
from kg.graph.snapshot import Snapshot
from kg.vocabulary import corpus_folder

if TYPE_CHECKING:
    from kg.graph.statements import Quads


def facts_snapshot(paths: Sequence[Path], record: Sequence[Path] = ()) -> Snapshot:
    """Give the snapshot of the facts under the paths, from the cache if nothing has changed."""
    key = _key(paths or (corpus_folder(),), record)
    return cached_snapshot(key, lambda: build_snapshot(paths, record))


def build_snapshot(paths: Sequence[Path], record: Sequence[Path] = ()) -> tuple[Quads, Mapping[str, object]]:
    """Build the quads and the manifest's entries from the facts under the paths."""
    from kg.curation.loading import read_corpus
    from kg.graph.build import built

    quads, counts = built(read_corpus(paths, record=record))
    return quads, {"counts": counts}


def _key(paths: Sequence[Path], record: Sequence[Path]) -> str:
    """Hash all that a snapshot is made from: the facts, the ontology and the rules that read them."""
    from kg.curation.files import facts_files
    from kg.graph.inputs import digest_of, rules

    added = facts_files(record) if record else ()
    return digest_of((*added, *facts_files(paths), *rules()), start=str(len(added)))
