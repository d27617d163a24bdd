"""Memory and disk per claim, from a thousand claims to a million, each stage in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.measuring import exponent, in_bytes, peak_of_this_process

STAGES: Final = (
    "records in memory",
    "published (peak)",
    "snapshot on disk",
    "graph in memory",
    "graph on disk",
)


def lines(sizes: tuple[int, ...], folder: Path) -> Iterator[str]:
    """Give a table: a line for each number of claims, bytes per claim; then the exponents of the growth."""
    yield f"{'claims':>9} {'quads':>11}  " + "  ".join(f"{stage:>18}" for stage in STAGES)
    measured = []
    for claims in sizes:
        quads, *taken = (int(word) for word in _run(claims, folder / str(claims)).split())
        measured.append(taken)
        cells = "  ".join(f"{in_bytes(size / claims):>18}" for size in taken)
        yield f"{claims:>9,} {quads:>11,}  {cells}"
    growth = [exponent([float(claims) for claims in sizes], column) for column in zip(*measured, strict=True)]
    yield f"{'exponent':>21}  " + "  ".join(f"{each:>18.2f}" for each in growth)


def _run(claims: int, folder: Path) -> str:
    code = "import sys; from benchmarks import scale; print(*getattr(scale, sys.argv[1])(*sys.argv[2:]))"
    parts = [
        subprocess.run(
            [sys.executable, "-c", code, stage, str(claims), str(folder)],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for stage in ("made", "loaded", "stored")
    ]
    return " ".join(part.strip() for part in parts)


def made(claims: str, folder: str) -> tuple[int, ...]:
    """Publish so many claims; give the quads, and the bytes of the records, of the peak and of the snapshot."""
    from benchmarks.files import corpus_of
    from benchmarks.synthetic import facts_files
    from kg.graph.build import built
    from kg.graph.snapshot import open_snapshot, publish

    start = _now()
    corpus = corpus_of(facts_files(int(claims)))
    records = _now() - start
    dataset, counts = built(corpus)
    snapshot = open_snapshot(publish(dataset, {"counts": counts}, Path(folder)))
    peak = peak_of_this_process() - start
    return int(snapshot.manifest["quads"]), records, peak, int(snapshot.manifest["bytes"])


def loaded(claims: str, folder: str) -> tuple[int]:
    """Open the snapshot; give the bytes that it takes in memory."""
    from kg.graph.dataset import open_dataset

    start = _now()
    dataset = open_dataset(Path(folder))
    return (_now() - start if len(dataset.store) else 0,)


def stored(claims: str, folder: str) -> tuple[int]:
    """Load the snapshot into an Oxigraph folder; give the bytes of its files."""
    import pyoxigraph as ox

    place = Path(folder).with_suffix(".store")
    store = ox.Store(str(place))
    store.bulk_load(path=str(Path(folder) / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    store.flush()
    return (sum(file.stat().st_size for file in place.rglob("*") if file.is_file()),)


def _now() -> int:
    """Give the bytes of memory that this process holds at this moment (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()
