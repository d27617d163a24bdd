"""Where agreements and measures stood over a period, from its first day to its last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.graph.agreements import acts_on, by_agreement, state_after
from kg.graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Stood:
    """An agreement or measure: who shares it, and where it stood on the days of a period, each state once."""

    agreement: str
    kind: str
    parties: tuple[str, ...]
    states: tuple[str, ...]


def stood(dataset: Dataset, first: date, last: date) -> tuple[Stood, ...]:
    """Give where every agreement and measure stood from the first to the last day, by name."""
    begin, end = first.isoformat(), last.isoformat()
    found = []
    for name, acts in by_agreement(acts_on(dataset)).items():
        days = sorted({begin, *(act.since for act in acts if begin < act.since <= end)})
        known = ([act.row for act in acts if act.since <= day] for day in days)
        states = dict.fromkeys(state_after(rows) for rows in known if rows)
        row = acts[0].row
        parties = tuple(party for party in row["parties"].split(", ") if party)
        found.append(Stood(name, row["kind"], parties, tuple(states)))
    return tuple(found)
