"""Plain measures of a tie as the literature has them, beside the evidence-weighted one: sums, means and counts.

None of them weighs an event by its level, its evidence or its number of parties. Events that are part of one
event count once (`strongest`), or each by itself (`sum`), as in the evidence-weighted measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import fsum, log1p
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, suggestion
from kg.ties.method import Method, counted, readable
from kg.ties.observation import Observation
from kg.ties.observed import allegiance, state_labels
from kg.ties.rows import asked, group
from kg.ties.scales import read_scale
from kg.ties.tie import Tie, by_pair, measured

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

Values = dict[str, float | int]
Cells = Mapping[str, str | float | int | date | None]

VISIT: Final = "CONSULT:Visit"
QUAD_CLASSES: Final = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)
BEHIND: Final = ("events", "claims", "articles", "publishers", "first", "last", "note")
AGREEMENT_COLUMNS: Final = ("a", "b", "agreements_in_force", "agreements")


@dataclass(frozen=True, slots=True)
class Act:
    """One event as these measures see it: its PLOVER code, and the group within which it counts once."""

    group: str
    code: str


def goldstein_sum(acts: Iterable[Act]) -> Values:
    """Give Σ g over the events, g from −10 to +10 by the kind of act.

    Of a group its highest value above 0 and its lowest below 0. Goldstein (1992), Journal of Conflict Resolution
    36. Follows how much is reported. A call on the telephone (1) and a word of disapproval (−2):

    >>> goldstein_sum([Act("call", "CONSULT:Phone"), Act("word", "ACCUSE:Disapprove")])
    {'goldstein_sum': -1.0}
    """
    return {"goldstein_sum": fsum(_values(acts))}


def goldstein_mean(acts: Iterable[Act]) -> Values:
    """Give the mean of the values that `goldstein_sum` adds up; hides how many there are.

    >>> goldstein_mean([Act("call", "CONSULT:Phone"), Act("word", "ACCUSE:Disapprove")])
    {'goldstein_mean': -0.5}
    """
    values = _values(acts)
    return {"goldstein_mean": fsum(values) / len(values)}


def quad_classes(acts: Iterable[Act]) -> Values:
    """Count the events of each quad class, of a group one in each class.

    Verbal or material, cooperation or conflict: Duval and Thompson (1980), American Journal of Political Science
    24; here by PLOVER's own table.

    >>> quad_classes([Act("visit", "CONSULT:Visit"), Act("visit", "AID")])["material_cooperation"]
    1
    """
    table = read_scale("plover").quad_classes
    found = {(act.group, table[act.code]) for act in acts}
    return {name.replace(" ", "_"): sum(kind == name for _, kind in found) for name in QUAD_CLASSES}


def log_count(acts: Iterable[Act]) -> Values:
    """Give ln(1 + c), c the number of events, a group counted once: attention, whether friendly or not.

    >>> log_count([]), log_count([Act("visit", "CONSULT:Visit"), Act("visit", "AID")])["log_count"] == log1p(1)
    ({'log_count': 0.0}, True)
    """
    return {"log_count": log1p(len({act.group for act in acts}))}


def visits(acts: Iterable[Act]) -> Values:
    """Count the visits (CONSULT:Visit), a stop with its meetings once. Lebovic and Saunders (2016), ISQ 60.

    >>> visits([Act("stop", "CONSULT:Visit"), Act("stop", "CONSULT:Visit"), Act("call", "CONSULT:Phone")])
    {'visits': 1}
    """
    return {"visits": len({act.group for act in acts if act.code == VISIT})}


TALLIES: Final[Mapping[str, Callable[[Iterable[Act]], Values]]] = {
    "goldstein-sum": goldstein_sum,
    "goldstein-mean": goldstein_mean,
    "quad-classes": quad_classes,
    "log-count": log_count,
    "visits": visits,
}


def tallies(
    observations: Iterable[Observation], by: str, chosen: Method, *, without: Collection[str] = ()
) -> tuple[Cells, ...]:
    """Give each pair with an event on the basis: its ends, the measure, and what it rests on; highest first.

    `scale` and `half_life` of the method are not used. KgError for an unknown measure.
    """
    if by not in TALLIES:
        raise KgError(f"no measure {by!r}; there are {', '.join(TALLIES)}{suggestion(by, TALLIES)}")
    events = readable(observations, chosen)
    pairs = by_pair(event for event in events if counted(event, chosen))
    rows = [
        _row(tie, TALLIES[by](_acts(pairs[tie.a, tie.b], chosen)))
        for tie in measured(events, chosen, without=without)
    ]
    first = columns_of(by)[3]
    return tuple(sorted(rows, key=lambda row: (-float(str(row[first])), str(row["a"]), str(row["b"]))))


def columns_of(by: str) -> tuple[str, ...]:
    """Give the columns of the table of a measure."""
    values = (
        (name.replace(" ", "_") for name in QUAD_CLASSES) if by == "quad-classes" else (by.replace("-", "_"),)
    )
    return ("a", "b", "basis", *values, *BEHIND)


def agreements_in_force(
    dataset: Dataset, chosen: Method, *, without: Collection[str] = ()
) -> tuple[Cells, ...]:
    """Count for each pair of states the agreements in force on some day of the period, most first.

    In force by what is told and accepted (`kg agreements` says where each stands); a standing thing counts in
    every period that it overlaps. Kinne (2013), American Political Science Review 107.
    """
    from kg.graph.standing import stood

    if chosen.basis != "told":
        raise KgError("an agreement is in force only as told; there is no such measure of what is announced")
    first, last = (chosen.period.first, chosen.period.last) if chosen.period else (date.min, date.max)
    above, states = group(asked(dataset, "tie-belongings"), "agent"), set(state_labels(dataset))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in stood(dataset, first, last):
        if one.kind == "agreement" and "in force" in one.states:
            sides = {state for party in one.parties for state in allegiance(party, above) & states}
            for pair in combinations(sorted(sides - set(without)), 2):
                found[pair].add(one.agreement)
    rows = [(pair, sorted(names)) for pair, names in found.items()]
    return tuple(
        dict(zip(AGREEMENT_COLUMNS, (*pair, len(names), ", ".join(names)), strict=True))
        for pair, names in sorted(rows, key=lambda row: (-len(row[1]), row[0]))
    )


def _acts(events: Sequence[Observation], chosen: Method) -> list[Act]:
    return [
        Act(event.event if chosen.parts == "sum" else event.group or event.event, event.code)
        for event in events
    ]


def _values(acts: Iterable[Act]) -> list[float]:
    """Give of each group its highest Goldstein value above 0 and its lowest below 0, or one 0."""
    scale = read_scale("goldstein")
    groups: dict[str, list[float]] = defaultdict(list)
    for act in acts:
        groups[act.group].append(scale.score(act.code))
    found: list[float] = []
    for values in groups.values():
        low, high = min(values), max(values)
        found += [*([low] if low < 0 else []), *([high] if high > 0 else [])] or [0.0]
    return found


def _row(tie: Tie, values: Values) -> Cells:
    behind = {name: getattr(tie, name) for name in BEHIND}
    # nothing is divided by the number of parties here
    notes = [word for word in (tie.note or "").split("; ") if "parties assumed" not in word]
    behind["note"] = "; ".join(notes) or None
    return {"a": tie.a, "b": tie.b, "basis": tie.basis, **values, **behind}
