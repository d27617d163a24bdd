"""Dates as they are stated (EDTF level 0 and the part of level 1 that news needs) and the days they allow.

Taken: `2019`, `2019-07`, `2019-07-21`, a time of day (its day is the local one, as written), a season
(`2019-21` spring … `2019-24` winter), digits left open (`201X`, `2019-XX`, `2019-07-XX`), a mark (`?`
uncertain, `~` approximate, `%` both), and intervals of these with an open (`..`) or unknown (empty) end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.curation.characters import shown

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<flag>[?~%]?)"
)
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?:Z|[+-](?P<off_hour>[0-9]{2})(?::(?P<off_minute>[0-9]{2}))?)?"
)
_OF_A_COUNTRY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}")
_FORMS = "2019, 2019-07, 2019-07-21, 2019-07-19/2019-07-21, ../2019-07-21, 2019~, 201X or 2019-XX"

# A season has other months north and south of the equator, and a summer or winter may end in the next year:
# first month, last month (13 and 14 are January and February of the next year).
_SEASONS = {21: (3, 11), 22: (6, 14), 23: (3, 11), 24: (6, 14)}


@dataclass(frozen=True, slots=True)
class Dating:
    """A date as stated and its bounds; None is an open or unknown side.

    `precision` is time, day, month, season, year, decade, century or interval. A mark does not widen the
    bounds: how far “about” reaches is nobody's statement.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: bool = False
    uncertain: bool = False

    @property
    def vague(self) -> bool:
        """Whether the date carries a mark, so that its bounds do not bind."""
        return self.approximate or self.uncertain


@lru_cache(maxsize=10_000)
def parse_edtf(text: str) -> Dating:
    """Read a date; raise ValueError with the reason in plain words."""
    if not text:
        raise ValueError("no date is given")
    if any(character.isdigit() and not character.isascii() for character in text):
        raise ValueError(f"“{shown(text)}” is no date: only the digits 0 to 9 are read")
    if "/" in text:
        return _interval(text)
    return _instant(text) if "T" in text else _day_or_longer(text)


def disjoint(one: Dating, other: Dating) -> bool:
    """Tell whether no day can be meant by both; a date with a mark excludes nothing."""
    if one.vague or other.vague:
        return False
    return _before(one.latest, other.earliest) or _before(other.latest, one.earliest)


def narrower(one: Dating, other: Dating) -> bool:
    """Tell whether `one` lies within `other` and says more; a date with a mark never narrows one without."""
    if one.vague and not other.vague:
        return False
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return _detail(one) > _detail(other)
    starts_within = other.earliest is None or (one.earliest is not None and one.earliest >= other.earliest)
    ends_within = other.latest is None or (one.latest is not None and one.latest <= other.latest)
    return starts_within and ends_within


def _detail(dating: Dating) -> tuple[bool, bool]:
    return not dating.vague, dating.precision == "time"


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def _interval(text: str) -> Dating:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        if _OF_A_COUNTRY.fullmatch(text):
            raise ValueError(f"“{shown(text)}”: a date is written year-month-day, such as 2019-07-21")
        raise ValueError(f"“{shown(text)}” has more than one “/”: an interval is START/END")
    start, end = _side(start_text), _side(end_text)
    if start is None and end is None:
        raise ValueError(f"“{shown(text)}” says neither a start nor an end")
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if _before(latest, earliest):
        raise ValueError(f"“{shown(text)}” starts after it ends")
    sides = [side for side in (start, end) if side]
    return Dating(
        text,
        earliest,
        latest,
        "interval",
        any(side.approximate for side in sides),
        any(side.uncertain for side in sides),
    )


def _side(text: str) -> Dating | None:
    return None if text in ("", "..") else _day_or_longer(text)


def _instant(text: str) -> Dating:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"“{shown(text)}” is no time of day such as 2024-05-01T00:30:00 or …T00:30:00+02:00")
    if int(match["hour"]) > 23 or int(match["minute"]) > 59 or int(match["second"]) > 59:
        raise ValueError(f"“{shown(text)}”: the hours of a day run from 00:00:00 to 23:59:59")
    offset = 60 * int(match["off_hour"] or 0) + int(match["off_minute"] or 0)
    if offset > 14 * 60 or int(match["off_minute"] or 0) > 59:
        raise ValueError(f"“{shown(text)}”: no place is more than 14 hours from UTC")
    day = _day_or_longer(match["day"])
    return Dating(text, day.earliest, day.latest, "time")


def _day_or_longer(text: str) -> Dating:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"“{shown(text)}” is no date such as {_FORMS}")
    year, month, day, flag = match["year"], match["month"], match["day"], match["flag"]
    if "X" in year and month:
        raise ValueError(f"“{text}”: a year with open digits stands alone, without a month")
    earliest, latest, precision = _bounds(text, year, month, day)
    return Dating(text, earliest, latest, precision, flag in ("~", "%"), flag in ("?", "%"))


def _bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date, str]:
    if year.startswith("0000") or year in ("000X", "00XX"):
        raise ValueError(f"“{text}”: years are counted from 0001")
    if month is None or month == "XX":
        return _years(text, year, month, day)
    if int(month) in _SEASONS:
        return _season(text, int(year), int(month), day)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"“{text}”: there is no month {month}")
    length = monthrange(int(year), int(month))[1]
    if day is None or day == "XX":
        return date(int(year), int(month), 1), date(int(year), int(month), length), "month"
    if not 1 <= int(day) <= length:
        raise ValueError(f"“{text}” does not exist: the month has {length} days")
    exact = date(int(year), int(month), int(day))
    return exact, exact, "day"


def _years(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date, str]:
    if month == "XX" and day not in (None, "XX"):
        raise ValueError(f"“{text}”: a day needs its month")
    precision = ("year", "decade", "century")[year.count("X")]
    return date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31), precision


def _season(text: str, year: int, season: int, day: str | None) -> tuple[date, date, str]:
    if day is not None:
        raise ValueError(f"“{text}”: a season has no day")
    first, last = _SEASONS[season]
    if year == 9999 and last > 12:
        raise ValueError(f"“{text}”: the season would end after the last year, 9999")
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1), "season"
