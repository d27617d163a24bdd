"""Print every figure: `python -m benchmarks`, small ones first; `--quick` takes a minute, the rest an hour.

    python -m benchmarks                 all figures at full size
    python -m benchmarks --quick         all figures at a tenth of the size, or less
    python -m benchmarks reading views   some of them
    python -m benchmarks scale           memory and disk per claim

A ratio is measured in one run, both ways in turn, after their answers were compared; `short` is below its floor.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.measuring import Figure, measured

Group = Callable[[bool, Path], Iterator[Figure]]


def main() -> None:
    """Print the chosen groups' figures; exit code 1 if one falls short."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)} or scale; by default all but scale"
    )
    parser.add_argument("--quick", action="store_true", help="at a small size")
    chosen = parser.parse_args()
    if unknown := set(chosen.groups) - {*GROUPS, "scale"}:
        parser.error(f"there is no group {', '.join(sorted(unknown))}")
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {'quick' if chosen.quick else 'full'} size"
    )
    with tempfile.TemporaryDirectory(prefix="legation-benchmarks-") as folder:
        os.environ["KG_CACHE"] = str(Path(folder) / "cache")
        short = 0
        for name in chosen.groups or GROUPS:
            if name == "scale":
                _print_scale(chosen.quick, Path(folder))
                continue
            for figure in GROUPS[name](chosen.quick, Path(folder) / name):
                print(figure, flush=True)
                short += not figure.holds
    print(f"{short} short" if short else "all floors are met")
    sys.exit(1 if short else 0)


def _starting(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import asking

    return asking.figures(rounds=5 if quick else 21)


def _reading(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import reading

    return reading.figures(5_000 if quick else 50_000, folder)


def _building(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import building

    return map(measured, building.pairs(3_000 if quick else 100_000, folder))


def _asking(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import asking

    return map(measured, asking.pairs(3_000 if quick else 25_000))


def _views(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import views

    return views.figures((250, 2_500) if quick else (250, 2_500, 25_000))


def _checking(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import checking

    return checking.figures(1_000 if quick else 100_000, folder, rounds=1 if quick else 3)


def _networks(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import networks

    small = networks.pairs(500 if quick else 25_000, folder, nodes=300 if quick else 2_000)
    yield from map(measured, small)
    yield from networks.figures((250, 1_000) if quick else (250, 2_500, 25_000), folder)


def _pages(quick: bool, folder: Path) -> Iterator[Figure]:
    from benchmarks import pages

    if quick:
        return pages.figures(folder, nodes=1_000, drawn=200, filtered=500)
    return pages.figures(folder, nodes=5_000, drawn=1_000, filtered=500)


def _print_scale(quick: bool, folder: Path) -> None:
    from benchmarks import scale

    sizes = (1_000, 3_000) if quick else (1_000, 10_000, 100_000, 1_000_000)
    for line in scale.lines(sizes, folder / "scale"):
        print(line, flush=True)


GROUPS: Final[dict[str, Group]] = {
    "starting": _starting,
    "reading": _reading,
    "asking": _asking,
    "building": _building,
    "views": _views,
    "checking": _checking,
    "networks": _networks,
    "pages": _pages,
}

if __name__ == "__main__":
    main()
