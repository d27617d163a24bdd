"""Periods of time, and where an event lies in them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.problems import KgError
from kg.ties.observation import Observation

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `text` is what the reader wrote."""

    text: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def overlaps(self, earliest: date | None, latest: date | None) -> bool:
        """Whether the stretch from earliest to latest (None: open) shares a day with the period."""
        return (earliest is None or earliest <= self.last) and (latest is None or latest >= self.first)


@dataclass(frozen=True, slots=True)
class Bound:
    """The days between which an event lies; `derived` when only its articles' publication bounds it."""

    earliest: date | None
    latest: date | None
    text: str
    derived: bool = False


def parse_period(text: str) -> Period:
    """Read `2019`, `2019-07`, `2018/2019` or `2019-07-01/2019-07-31`; KgError for anything else."""
    begin, slash, end = text.strip().partition("/")
    try:
        first, last = _days(begin)[0], _days(end if slash else begin)[1]
    except ValueError as slip:
        raise KgError(
            f"no period: {text!r} ({slip}); write 2019, 2018/2019 or 2019-07-01/2019-07-31"
        ) from slip
    if last < first:
        raise KgError(f"no period: {text!r} ends before it begins")
    return Period(text.strip(), first, last)


def read_period(period: Period | str) -> Period:
    """Give the period, read where it is a text."""
    return parse_period(period) if isinstance(period, str) else period


def _days(text: str) -> tuple[date, date]:
    """Give the first and last day of a year, a month or a day; ValueError says what is wrong."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no year, month or day")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or year < 1:
        raise ValueError("there is no year 0")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def bound(observation: Observation) -> Bound:
    """Give the event's own bounds; without a latest day, the publication of the first article that tells it.

    A told event lies before every article that tells it, so the earliest of their latest days bounds it.
    """
    if observation.latest is not None:
        return Bound(observation.earliest, observation.latest, observation.dated)
    published = sorted(
        (claim.published_to, claim.published_from or claim.published_to)
        for claim in observation.told()
        if claim.published_to is not None
    )
    if not published:
        return Bound(observation.earliest, None, observation.dated)
    last, first = published[0]
    text = observation.dated or (f"{first}/{last}" if first != last else str(last))
    return Bound(observation.earliest, last, text, derived=True)
