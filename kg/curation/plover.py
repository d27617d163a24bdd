"""The codes of the PLOVER event scheme, from ontology/codes/plover.csv."""

from __future__ import annotations

import csv
from functools import cache

from kg.vocabulary import ontology_folder


@cache
def plover_codes() -> frozenset[str]:
    """Give every code that a coding may carry: `CONSULT`, `CONSULT:Visit` …"""
    path = ontology_folder() / "codes" / "plover.csv"
    with path.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        return frozenset(f"{row['event']}:{row['mode']}" if row["mode"] else row["event"] for row in rows)
