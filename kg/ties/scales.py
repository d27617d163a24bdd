"""Score tables: how friendly or hostile each kind of act is, from −10 to +10."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import fsum
from pathlib import Path
from typing import Final

from kg.problems import KgError, suggestion
from kg.vocabulary import ontology_folder

SCALES: Final = ("plover", "goldstein")


@dataclass(frozen=True, slots=True)
class Scale:
    """A score for each PLOVER code (`CONSULT:Visit`, or `CONSULT` without a mode), and its quad class."""

    name: str
    scores: Mapping[str, float]
    quad_classes: Mapping[str, str]

    def score(self, code: str) -> float:
        """Give the score of a code; KgError names the nearest one when the scale has none."""
        try:
            return self.scores[code]
        except KeyError:
            near = suggestion(code, self.scores)
            raise KgError(f"the scale {self.name} has no score for {code!r}{near}", exit_code=1) from None


def read_scale(name: str, folder: Path | None = None) -> Scale:
    """Read a shipped scale, `plover` or `goldstein`, from the ontology's code tables."""
    if name not in SCALES:
        raise KgError(f"no scale {name!r}; there are {', '.join(SCALES)}{suggestion(name, SCALES)}")
    codes = folder or ontology_folder() / "codes"
    return plover(codes) if name == "plover" else goldstein(codes)


@cache
def plover(codes: Path) -> Scale:
    """Read the PLOVER scores (plover.csv: event, mode, quad_class, score)."""
    rows = _rows(codes / "plover.csv")
    return Scale(
        "plover",
        {_code(row): float(row["score"]) for row in rows},
        {_code(row): row["quad_class"] for row in rows},
    )


@cache
def goldstein(codes: Path) -> Scale:
    """Give each PLOVER code the mean Goldstein value of the CAMEO codes that convert to it.

    Goldstein (1992) scored WEIS acts; CAMEO carries the values per code. A code to which no CAMEO code
    converts takes the value of its event without the mode, and has none if that has none either.
    """
    values = {row["cameo"]: float(row["goldstein"]) for row in _rows(codes / "goldstein.csv")}
    found: dict[str, list[float]] = defaultdict(list)
    for row in _rows(codes / "cameo-plover.csv"):
        if row["cameo"] in values:
            for code in {_code(row), row["event"]}:
                found[code].append(values[row["cameo"]])
    means = {code: fsum(scores) / len(scores) for code, scores in found.items()}
    known = plover(codes)
    scores = {code: means.get(code, means.get(code.partition(":")[0])) for code in known.scores}
    return Scale(
        "goldstein", {code: score for code, score in scores.items() if score is not None}, known.quad_classes
    )


def _code(row: Mapping[str, str]) -> str:
    return f"{row['event']}:{row['mode']}" if row["mode"] else row["event"]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise KgError(f"cannot read the score table {path.name}: {error.strerror}", exit_code=3) from error
