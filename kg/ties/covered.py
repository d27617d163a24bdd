"""What a period's articles, and an official record, could have told: nothing else makes two periods comparable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.ties.method import method, readable
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import Period, bound, read_period
from kg.ties.weighing import Pair


@dataclass(frozen=True, slots=True)
class Record:
    """The first and the last day of which an official record tells, and the pairs that it lists."""

    first: date
    last: date
    pairs: frozenset[Pair]

    def of(self, period: Period) -> frozenset[Pair]:
        """Give the pairs that it lists, if it tells of the whole period, else none."""
        return self.pairs if self.first <= period.first and period.last <= self.last else frozenset()


def coverage_words(
    observations: Iterable[Observation], periods: Sequence[Period | str], **chosen: Any
) -> tuple[str, ...]:
    """Say for each period which articles of which publishers appeared in it, as a table is to be read."""
    # A decay, which needs one period to count to the end of, changes nothing of what appeared.
    basis = method(**{**chosen, "half_life": None})
    events = readable(observations, basis)
    return tuple(_covered(read_period(period), events, basis.basis) for period in periods)


def _covered(period: Period, events: Sequence[Observation], basis: str) -> str:
    found = published(events, period)
    publishers = sorted({claim.publisher for claim in found.values() if claim.publisher})
    articles = ", ".join(sorted(found)) or "no article"
    by = f" ({', '.join(publishers)})" if publishers else ""
    when = "after" if basis == "told" else "before"
    tour = "" if covers_tour(events, basis, period) else f"; none from {when} its tour"
    record = "; an official record covers it" if recorded(events, basis, period) else ""
    return f"{period.text}: {articles}{by}{tour if found else ''}{record}"


def recorded(events: Iterable[Observation], basis: str, period: Period) -> frozenset[Pair]:
    """Give the pairs that an official record lists, if it covers the whole period; none for announced events.

    It covers the days from the first to the last of which it tells: after that day it is silent, not empty.
    """
    record = record_of(events, basis)
    return record.of(period) if record else frozenset()


def record_of(events: Iterable[Observation], basis: str) -> Record | None:
    """Give what an official record tells of; None for announced events, and where there is no record."""
    listed = [event for event in events if any(claim.official_record for claim in event.claims)]
    days = [day for event in listed for day in (event.earliest, event.latest) if day]
    if basis != "told" or not days:
        return None
    return Record(min(days), max(days), frozenset(pair for event in listed for pair in event.pairs()))


def published(events: Iterable[Observation], period: Period) -> dict[str, ClaimRef]:
    """Give one claim of every article that appeared in the period.

    An official record tells nothing of the year in which its list was last edited.
    """
    claims = (claim for event in events for claim in event.claims if not claim.official_record)
    return {
        claim.article: claim for claim in claims if claim.published_to and period.holds(claim.published_to)
    }


def covers_tour(events: Sequence[Observation], basis: str, period: Period) -> bool:
    """Whether an article of the period could have told, or announced, the visits of its tours."""
    end = last_stop(events, period)
    claims = published(events, period).values()
    if end is None:
        return bool(claims)
    if basis == "announced":
        return any((claim.published_from or claim.published_to or end) <= end for claim in claims)
    return any((claim.published_from or date.min) >= end for claim in claims)


def last_stop(events: Iterable[Observation], period: Period) -> date | None:
    """Give the latest day of the period's stops on tours, or of other parts of tours where no stop is dated.

    A tour of which an official record alone tells is none that an article could have come too early for.
    """
    told = (event for event in events if event.tour and not all(c.official_record for c in event.claims))
    bounds = [(event.kind, bound(event)) for event in told]
    own = [(kind, one.latest) for kind, one in bounds if not one.derived]
    inside = [(kind, day) for kind, day in own if day and period.holds(day)]
    stops = [day for kind, day in inside if kind == "Stop"]
    return max(stops or [day for _, day in inside], default=None)


def years(events: Sequence[Observation]) -> tuple[str, ...]:
    """Give the years in which the articles appeared, in order; of a record alone those in which its events lie.

    So too of articles in hindsight, in whose years no event has its date: a book on wars of long ago.
    """
    claims = (claim for event in events for claim in event.claims if not claim.official_record)
    published, bounds = _years(claim.published_to for claim in claims), [bound(event) for event in events]
    dated = _years(one.latest for one in bounds if not one.derived)
    hindsight = dated and not published & dated
    if published:
        return tuple(sorted(dated if hindsight else published))
    return tuple(sorted(_years(one.latest for one in bounds)))


def _years(days: Iterable[date | None]) -> set[str]:
    return {f"{day.year:04}" for day in days if day}


def recorded_years(events: Iterable[Observation]) -> tuple[str, ...]:
    """Give the years in which the events lie of which an official record tells, in order."""
    told = (event for event in events if any(claim.official_record for claim in event.claims))
    return tuple(sorted(_years(bound(event).latest for event in told)))
