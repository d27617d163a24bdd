"""The constants of the measurement, read from the data file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Constants:
    """Every number that is the project's own choice, with the version of the table they stand in."""

    version: str
    level: Mapping[str, float]
    official_record: float
    two_publishers: float
    one_publisher: float
    denied: float
    unknown_parties: int
    open_kinds: frozenset[str]
    mixed_ambivalence: float
    mixed_total: float
    positive: float
    negative: float
    unchanged: float
    few_ties: int
    stance: Mapping[str, int]

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Give name and value of every constant, as a report prints them."""
        levels = tuple((f"level, {rank}", str(value)) for rank, value in self.level.items())
        stances = tuple(
            (f"stance, {side}", f"{value:+d}" if value else "0") for side, value in self.stance.items()
        )
        return (
            ("version of the constants", self.version),
            *levels,
            ("confidence, official record", str(self.official_record)),
            ("confidence, two publishers whose paragraphs differ", str(self.two_publishers)),
            ("confidence, one publisher or unnamed ones", str(self.one_publisher)),
            ("confidence, denied by a party", str(self.denied)),
            ("parties of a conference of unknown size", str(self.unknown_parties)),
            ("mixed from ambivalence", str(self.mixed_ambivalence)),
            ("mixed from P + N", str(self.mixed_total)),
            ("positive from polarity", str(self.positive)),
            ("negative from polarity", str(self.negative)),
            ("unchanged below a difference of strength of", str(self.unchanged)),
            ("a warning below so many ties", str(self.few_ties)),
            *stances,
        )


@cache
def shipped_constants() -> Constants:
    """Read the shipped table of constants."""
    table = tomllib.loads((files("kg.ties") / "constants.toml").read_text(encoding="utf-8"))
    return _constants(table)


def _constants(table: Mapping[str, Any]) -> Constants:
    confidence, sign, parties = table["confidence"], table["sign"], table["parties"]
    return Constants(
        version=table["version"],
        level=dict(table["level"]),
        official_record=confidence["official-record"],
        two_publishers=confidence["two-publishers"],
        one_publisher=confidence["one-publisher"],
        denied=confidence["denied"],
        unknown_parties=parties["unknown"],
        open_kinds=frozenset(parties["open-kinds"]),
        mixed_ambivalence=sign["mixed-ambivalence"],
        mixed_total=sign["mixed-total"],
        positive=sign["positive"],
        negative=sign["negative"],
        unchanged=table["change"]["unchanged"],
        few_ties=table["caution"]["few-ties"],
        stance=dict(table["stance"]),
    )
