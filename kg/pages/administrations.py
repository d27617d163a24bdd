"""Under which administration of a state an official is named, as far as the articles and the entities say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.pages.comparing import RECORD
from kg.ties.rows import Row

#: A state's id with an article's id, with a year, or with a person's id.
_OfState: TypeAlias = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Administrations:
    """The administrations that each article, and all articles of each year, speak of; and who heads which.

    `years` gives the year in which each article appeared, by its id.
    """

    by_article: _OfState
    by_year: _OfState
    by_head: _OfState
    years: Mapping[str, str]

    def of(self, state: str, person: str, article: str, year: str = "") -> frozenset[str]:
        """Give the administrations of the state under which a person acts for it in a year, as an article tells.

        They are those that the article speaks of, if it is of that year or the year is not known, else those that
        the articles of the year speak of; for their head, none but the head's own.
        """
        own, appeared = self.by_head.get((state, person), frozenset()), self.years.get(article, "")
        of_the_day = (
            self.by_article.get((state, article), frozenset()) if year in ("", appeared) else frozenset()
        )
        of_the_year = self.by_year.get((state, year or appeared), frozenset())
        for found in (of_the_day, of_the_year):
            fitting = found & own if own else found
            if fitting:
                return fitting
        return own if len(own) == 1 and not of_the_day | of_the_year else frozenset()


def read_administrations(rows: Iterable[Row], articles: Iterable[Row]) -> Administrations:
    """Gather the rows of `page-administrations`, with those of `page-articles` for the years.

    An administration whose head has left before the year of the article is spoken of as a former one. That a
    head is in office speaks of the head's administration, if there is one only. Records tell of many years at once.
    """
    dated = ((row["article"] or "", row["date"] or "", row["genre"]) for row in articles)
    years = {article: date[:4] for article, date, genre in dated if date and genre != RECORD}
    kept = [{name: value or "" for name, value in row.items()} for row in rows]
    by_head = _gathered(((row["state"], row["head"]), row) for row in kept if row["head"])
    left = _last_years(kept)
    spoken = [
        row
        for row in kept
        if row["article"] in years
        and left.get((row["state"], row["head"]), "9999") >= years[row["article"]]
        and (not row["tenure"] or len(by_head[row["state"], row["head"]]) == 1)
    ]
    heads = {row["administration"] for row in kept if row["head"]}
    return Administrations(
        _headed(_gathered(((row["state"], row["article"]), row) for row in spoken), heads),
        _headed(_gathered(((row["state"], years[row["article"]]), row) for row in spoken), heads),
        by_head,
        years,
    )


def _gathered(
    rows: Iterable[tuple[tuple[str, str], Mapping[str, str]]],
) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, row in rows:
        found[key].add(row["administration"])
    return {key: frozenset(each) for key, each in found.items()}


def _last_years(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """Give the year in which each head left for the last time, where a claim says so and none has it open."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row["tenure"]:
            found[row["state"], row["head"]].add(row["latest"][:4] or "9999")
    return {key: max(each) for key, each in found.items()}


def _headed(found: _OfState, heads: set[str]) -> _OfState:
    """Leave those out whose head nobody names, such as “the government before”, where another is known."""
    return {key: each & heads or each for key, each in found.items()}
