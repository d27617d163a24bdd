# /// script
# requires-python = ">=3.11"
# ///
"""Make plover.csv, cameo-plover.csv and goldstein.csv from the published tables of scores and codes.

    python ontology/codes/make_events.py SCORES CONVERSION GOLDSTEIN [-o FOLDER]

SCORES is the PLOVER manual's table of event:mode scores as CSV, CONVERSION its CAMEO2PLOVER text of 2021,
GOLDSTEIN the tab-separated list of Goldstein values per CAMEO code. plover-LICENSE.md says where they are.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

SCORE_COLUMNS: Final = ("event", "mode", "quad_class", "published_score", "score", "note")
CONVERSION_COLUMNS: Final = ("cameo", "event", "mode", "context", "published_mode", "label")
GOLDSTEIN_COLUMNS: Final = ("cameo", "goldstein")

HEADING: Final = re.compile(r"(?P<cameo>\d\d):\s*(?P<event>[A-Z]+)\s*")
LINE: Final = re.compile(
    r"(?P<cameo>\d{3,4}):\s*(?P<event>[A-Z]+)\s*,(?P<mode>[^,#]*),(?P<context>[^#]*)#(?P<label>.*)"
)

Table = Sequence[Mapping[str, str]]


def read_scores(path: Path) -> Table:
    """Give the rows of the score table as text, so that 10.0 stays 10.0."""
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def modes_of(scores: Table) -> Mapping[tuple[str, str], str]:
    """Give the manual's spelling of each mode by event and lower-case mode."""
    return {(row["event"], row["mode"].lower()): row["mode"] for row in scores}


def read_conversion(path: Path, modes: Mapping[tuple[str, str], str]) -> Table:
    """Give one row per CAMEO code, in code order; the first line for a code counts."""
    rows: dict[str, Mapping[str, str]] = {}
    for line in path.read_text(encoding="utf-8").split("~~~~~")[0].splitlines():
        found = LINE.fullmatch(line) or HEADING.fullmatch(line)
        if found:
            rows.setdefault(found["cameo"], conversion_row(found.groupdict(), modes))
        elif line and not line.startswith("#"):
            raise SystemExit(f"{path}: cannot read the line {line!r}")
    return [rows[code] for code in sorted(rows)]


def conversion_row(cells: Mapping[str, str], modes: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """Give a row with the mode if the manual scores it for that event; the published one stays beside."""
    published = cells.get("mode", "").strip()
    return {
        "cameo": cells["cameo"],
        "event": cells["event"],
        "mode": modes.get((cells["event"], published), ""),
        "context": cells.get("context", "").strip(),
        "published_mode": published,
        "label": " ".join(cells.get("label", "").split()),
    }


def read_goldstein(path: Path) -> Table:
    """Give the Goldstein value of each CAMEO code, in code order, leading zeros kept."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    rows = [{"cameo": row["CAMEOEVENTCODE"], "goldstein": row["GOLDSTEINSCALE"]} for row in lines]
    return sorted(rows, key=lambda row: row["cameo"])


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Give the rows as CSV text with LF line ends."""
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def tables(scores: Path, conversion: Path, goldstein: Path) -> Mapping[str, str]:
    """Give the text of each file to write, by its name."""
    scored = read_scores(scores)
    return {
        "plover.csv": csv_text(SCORE_COLUMNS, scored),
        "cameo-plover.csv": csv_text(CONVERSION_COLUMNS, read_conversion(conversion, modes_of(scored))),
        "goldstein.csv": csv_text(GOLDSTEIN_COLUMNS, read_goldstein(goldstein)),
    }


def main() -> None:
    """Write the three tables beside this script, or into the folder that -o names."""
    parser = argparse.ArgumentParser(description="Make the event code tables from their published sources.")
    for name in ("scores", "conversion", "goldstein"):
        parser.add_argument(name, type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    for name, text in tables(options.scores, options.conversion, options.goldstein).items():
        (options.output / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
