"""Two periods or more side by side: which ties are new, gone, stronger, weaker, turned, or not comparable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Final

from kg.problems import KgError
from kg.ties.covered import Record, covers_tour, published, record_of
from kg.ties.method import Method, counted, layer_of, method, readable
from kg.ties.observation import Observation
from kg.ties.periods import Period, parse_period, read_period
from kg.ties.scales import Scale
from kg.ties.tie import Tie, by_pair, measured
from kg.ties.weighing import Pair

NOT_COMPARABLE: Final = "not comparable"


@dataclass(frozen=True, slots=True)
class Change:
    """One pair in two periods: new, gone, turned, stronger, weaker, unchanged or not comparable, and why.

    A value is None where the pair has no tie in the period; `issues_…` are those named in one period only.
    """

    a: str
    b: str
    basis: str
    before: str
    after: str
    change: str
    reason: str
    strength_before: float | None
    strength_after: float | None
    polarity_before: float | None
    polarity_after: float | None
    sign_before: str | None
    sign_after: str | None
    issues_gained: str
    issues_lost: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two periods: its method, ties, events of each pair, and what its articles could have told."""

    text: str
    method: Method
    ties: Mapping[Pair, Tie]
    events: Mapping[Pair, Sequence[Observation]]
    covers: bool
    covers_tour: bool
    recorded: frozenset[Pair] = frozenset()


def compare(
    observations: Iterable[Observation],
    periods: Sequence[Period | str],
    *,
    basis: str = "told",
    articles: str = "all",
    parts: str = "strongest",
    layer: str = "all",
    half_life: float | None = None,
    scale: Scale | str = "plover",
    without: Collection[str] = (),
) -> tuple[Change, ...]:
    """Compare each period with the one after it, by pair; KgError for fewer than two periods or the same twice.

    A pair is comparable only if each period has an article that could have told of it: for told events of a
    tour one published on or after the day of the period's last stop, for announced ones one published on it or
    before, for all others any article. For told events an official record will do as well, of the pairs that it
    lists, if it covers all of the period and the pair has visits and meetings alone: of anything else a list of
    visits cannot tell. Otherwise a pair is never called gone or weaker. `without` leaves out all pairs of these
    parties.
    """
    if len(periods) < 2:
        raise KgError("a comparison needs two periods or more, such as 2018 2019 2025")
    events = tuple(observations)
    chosen = method(
        basis=basis,
        period=periods[0],
        articles=articles,
        parts=parts,
        layer=layer,
        half_life=half_life,
        scale=scale,
    )
    named = [read_period(period) for period in periods]
    for before, after in pairwise(named):
        if (before.first, before.last) == (after.first, after.last):
            raise KgError(f"{after.text} is compared with itself; name two periods that differ")
    found = compared(events, chosen, list(pairwise(named)), without)
    return tuple(sorted(chain.from_iterable(found), key=lambda one: (one.a, one.b, one.before, one.after)))


def compared(
    observations: Iterable[Observation],
    chosen: Method,
    steps: Sequence[tuple[Period, Period]],
    without: Collection[str] = (),
) -> list[tuple[Change, ...]]:
    """Give for every two periods what became of each pair, in order of name; each period is measured once."""
    events = readable(observations, chosen)
    record = record_of(events, chosen.basis)
    periods = dict.fromkeys(chain.from_iterable(steps))
    sides = {period: _side(events, replace(chosen, period=period), record, without) for period in periods}
    return [_changes(sides[before], sides[after]) for before, after in steps]


def _changes(before: _Side, after: _Side) -> tuple[Change, ...]:
    pairs = sorted(before.ties.keys() | after.ties.keys())
    return tuple(_change(pair, before, after) for pair in pairs)


def _side(
    events: Sequence[Observation], chosen: Method, record: Record | None, without: Collection[str]
) -> _Side:
    period = chosen.period or parse_period("0001/9999")
    return _Side(
        text=period.text,
        method=chosen,
        ties={(tie.a, tie.b): tie for tie in measured(events, chosen, without=without, ranges=False)},
        events=by_pair(event for event in events if counted(event, chosen)),
        covers=bool(published(events, period)),
        covers_tour=covers_tour(events, chosen.basis, period),
        recorded=record.of(period) if record else frozenset(),
    )


def _change(pair: Pair, before: _Side, after: _Side) -> Change:
    old, new = before.ties.get(pair), after.ties.get(pair)
    missing = _missing(pair, before, after)
    issues = [_issues(side.events.get(pair, ()), side.method) for side in (before, after)]
    return Change(
        *pair,
        before.method.basis,
        before.text,
        after.text,
        change=NOT_COMPARABLE if missing else _word(old, new, before.method),
        reason=missing or f"P {_moved(old, new, 'p')}, N {_moved(old, new, 'n')}",
        strength_before=old.strength if old else None,
        strength_after=new.strength if new else None,
        polarity_before=old.polarity if old else None,
        polarity_after=new.polarity if new else None,
        sign_before=old.sign if old else None,
        sign_after=new.sign if new else None,
        issues_gained=", ".join(sorted(issues[1] - issues[0])),
        issues_lost=", ".join(sorted(issues[0] - issues[1])),
    )


def _missing(pair: Pair, before: _Side, after: _Side) -> str | None:
    """Say which period has no article that could have told of the pair, None where both have one."""
    sides = (before, after)
    events = [event for side in sides for event in side.events.get(pair, ())]
    on_tour = any(event.tour for event in events)
    visits_only = all(layer_of(event, before.method.scale) == "contact" for event in events)
    for side in sides:
        if pair in side.recorded and visits_only:
            continue
        if pair in side.recorded and not (side.covers_tour if on_tour else side.covers):
            return f"coverage: of {side.text} only a record of visits tells"
        if not side.covers:
            return f"coverage: no article of {side.text}"
        if on_tour and not side.covers_tour:
            when = "after" if side.method.basis == "told" else "before"
            return f"coverage: no article of {side.text} from {when} its tour"
    return None


def _word(old: Tie | None, new: Tie | None, chosen: Method) -> str:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if {old.sign, new.sign} == {"+", "-"}:
        return "turned"
    if abs(new.strength - old.strength) < chosen.constants.unchanged:
        return "unchanged"
    return "stronger" if new.strength > old.strength else "weaker"


def _moved(old: Tie | None, new: Tie | None, channel: str) -> str:
    values = [0.0 if tie is None else float(getattr(tie, channel)) for tie in (old, new)]
    return f"{values[0]:.4f} → {values[1]:.4f}"


def _issues(events: Iterable[Observation], chosen: Method) -> set[str]:
    return {issue for event in events for claim in event.claims_on(chosen.basis) for issue in claim.issues}
