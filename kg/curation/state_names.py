"""What a state is called in words, for those who write Mexico where a record needs MEX."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from kg.curation.names import folded
from kg.vocabulary import ontology_folder

_COLUMNS = ("alpha2", "iso_name", "official_name", "name_es", "name_en")


def state_hint(text: str) -> str:
    """Give ` (did you mean “MEX”?)` for the name or two-letter code of a state, else nothing."""
    code = _codes().get(folded(text))
    return f" (did you mean “{code}”?)" if code and code != text else ""


@cache
def _codes() -> Mapping[str, str]:
    path = ontology_folder() / "codes" / "states.csv"
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return {folded(row[name]): row["alpha3"] for name in ("alpha3", *_COLUMNS) for row in rows if row[name]}
