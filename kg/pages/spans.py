"""The periods that a map offers, what is said of each, and what became of every line between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from kg.pages.languages import Texts
from kg.pages.model import MapChange, MapDifference, MapPeriod, tie_id
from kg.pages.names import Names
from kg.ties.comparison import Change, compared
from kg.ties.covered import published, recorded, years
from kg.ties.method import Method
from kg.ties.observation import Observation
from kg.ties.periods import parse_period

MOST: Final = 6
KINDS: Final = (("told", "told", "all"), ("announced", "announced", "all"), ("alike", "announced", "preview"))


def spans(events: Sequence[Observation], chosen: Method, texts: Texts) -> tuple[MapPeriod, ...]:
    """Give the years in which the articles appeared, the last six at most; none if a period is chosen.

    With a half-life the numbers depend on the period's end, so that no other period is offered either.
    """
    if chosen.period or chosen.half_life is not None:
        return ()
    genre = chosen.articles
    kept = events if genre == "all" else [one.of_genre(genre) for one in events]
    return tuple(_span(year, kept, texts) for year in years(events)[-MOST:])


def _span(year: str, events: Sequence[Observation], texts: Texts) -> MapPeriod:
    period = parse_period(year)
    articles = published(events, period).values()
    previews = sum(claim.genre == "preview" for claim in articles)
    words = [_articles(len(articles), previews, texts)]
    if recorded(events, "told", period):
        words.append(texts("span.recorded"))
    return MapPeriod(year, period.first.isoformat(), period.last.isoformat(), " ".join(words))


def _articles(many: int, previews: int, texts: Texts) -> str:
    if not many:
        return texts("span.none")
    counted = texts.count("article", many)
    if previews in (0, many):
        return texts("span.previews" if previews else "span.reports", articles=counted)
    return texts("span.words", articles=counted, previews=previews)


def differences(events: Sequence[Observation], chosen: Method, names: Names) -> tuple[MapDifference, ...]:
    """Give every two of the periods offered side by side: told, announced, and like for like."""
    if chosen.period or chosen.half_life is not None:
        return ()
    steps = list(combinations(map(parse_period, years(events)[-MOST:]), 2))
    return tuple(
        MapDifference(kind, before.text, after.text, tuple(_change(one, names) for one in changes))
        for kind, basis, articles in KINDS
        for (before, after), changes in zip(
            steps, compared(events, _kind(chosen, basis, articles), steps), strict=True
        )
    )


def _kind(chosen: Method, basis: str, articles: str) -> Method:
    return replace(chosen, basis=basis, articles=articles if articles != "all" else chosen.articles)


def _change(one: Change, names: Names) -> MapChange:
    words = names.texts.again("coverage", one.reason)
    return MapChange(
        tie=tie_id(one.a, one.b, one.basis),
        change=one.change,
        reason=one.reason,
        strength_before=one.strength_before,
        strength_after=one.strength_after,
        gained=_labels(one.issues_gained, names),
        lost=_labels(one.issues_lost, names),
        words=words if words != one.reason else "",
    )


def _labels(slugs: str, names: Names) -> tuple[str, ...]:
    return tuple(names.label(slug) for slug in slugs.split(", ") if slug)
