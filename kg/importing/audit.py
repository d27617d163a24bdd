"""The articles beside the official record: what they had right, what they left out, what it does not cover.

The record is open at its end: a stop after its last day is not covered, and never one that did not happen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from kg.curation.ancestry import all_above
from kg.curation.corpus import Corpus
from kg.importing.audit_rows import (
    COLUMNS,
    CONFIRMED,
    CONTRADICTED,
    DIFFERS,
    KINDS,
    LEFT_OUT,
    NOT_COVERED,
    STATUSES,
    UNRECORDED,
    AuditRow,
    Match,
    counterpart_rows,
    event_row,
    listed_row,
    order_rows,
    said,
    same_person,
)
from kg.importing.beside import Listed, Told, aliases, coverage_ends, listed_stops, told_events

__all__ = ["COLUMNS", "CONTRADICTED", "STATUSES", "AuditRow", "audit"]

#: A stop of the same person in the same state within so many days of the told one is the same, otherwise dated.
_NEAR_DAYS: Final = 14


def audit(corpus: Corpus, record: Corpus) -> tuple[AuditRow, ...]:
    """Lay every stop and meeting of the corpus beside the record; rows by kind, then in the order of time."""
    desk = _Desk(corpus, record)
    matches = tuple(desk.match(told) for told in desk.told)
    rows = [
        *map(event_row, matches),
        *desk.left_out(matches),
        *counterpart_rows(matches),
        *order_rows(matches),
    ]
    return tuple(
        sorted(rows, key=lambda r: (KINDS.index(r.kind), r.date or "9999", r.person, r.state, r.claim))
    )


class _Desk:
    """Both sides, looked up."""

    def __init__(self, corpus: Corpus, record: Corpus) -> None:
        self.told = told_events(corpus)
        self.listed = listed_stops(record, aliases(corpus, record))
        self.ends: Mapping[str, date] = coverage_ends(self.listed)
        self.above = {e.slug: (*e.record.texts("within"), *e.record.texts("state")) for e in corpus.entities}
        self.by_pair: dict[tuple[str, str], list[Listed]] = {}
        for stop in self.listed:
            self.by_pair.setdefault((stop.traveller.who, stop.state), []).append(stop)

    def match(self, told: Told) -> Match:
        """Find the told event in the record."""
        uncovered = self._uncovered(told)
        if uncovered:
            return Match(told, (), NOT_COVERED, uncovered)
        traveller = told.traveller
        stops = self.by_pair.get((traveller.who if traveller else "", told.state), [])
        agreeing = tuple(stop for stop in stops if stop.agrees(told.datings))
        if not agreeing:
            return self._unmatched(told, stops)
        if told.kind == "meeting":
            return self._met(told, agreeing)
        return self._placed(told, agreeing)

    def _uncovered(self, told: Told) -> str:
        """Say why the record cannot be asked of the event; an empty text if it can."""
        traveller = told.traveller
        if traveller is None:
            return "no US Secretary of State and no President takes part"
        if told.state == "USA" or any(self._on_us_soil(place) for place in told.places):
            return "on US soil: the record lists travels abroad"
        if not told.state:
            return "no state is named"
        end = self.ends.get(traveller.post)
        if end is None:
            return f"the record has nobody as {traveller.post}"
        if any(each.earliest and each.earliest > end for each in told.datings):
            return f"after {end}, where this copy of the record ends"
        return ""

    def _on_us_soil(self, place: str) -> bool:
        return "USA" in self._holders(place)

    def _holders(self, place: str) -> frozenset[str]:
        """Give the place with all that holds it."""
        return all_above(place, self.above) | {place}

    def _unmatched(self, told: Told, stops: Sequence[Listed]) -> Match:
        near = [stop for stop in stops if _near(stop, told)]
        if near:
            return Match(told, tuple(near), DIFFERS, f"the record has other days: {said(near)}")
        end = self.ends[told.traveller.post] if told.traveller else date.max
        if any(each.latest is None or each.latest > end for each in told.datings):
            return Match(told, (), NOT_COVERED, f"may be after {end}, where this copy of the record ends")
        return Match(told, (), UNRECORDED, "the record lists no such stop")

    def _placed(self, told: Told, agreeing: tuple[Listed, ...]) -> Match:
        """Hold the places of both sides against each other."""
        if told.places and all(stop.places and not self._same_place(told, stop) for stop in agreeing):
            return Match(told, agreeing, DIFFERS, f"the record has another place: {said(agreeing)}")
        return Match(told, agreeing, CONFIRMED, f"the record: {said(agreeing)}")

    def _same_place(self, told: Told, stop: Listed) -> bool:
        return any(
            listed in self._holders(place) or place in self._holders(listed)
            for place in told.places
            for listed in stop.places
        )

    def _met(self, told: Told, agreeing: tuple[Listed, ...]) -> Match:
        placed = self._placed(told, agreeing)
        if placed.status == DIFFERS:
            return placed
        met = [person for stop in agreeing for person in stop.met if person.state == told.state]
        if not met:
            return Match(told, agreeing, UNRECORDED, f"the record names nobody met there: {said(agreeing)}")
        missing = [each.who for each in told.foreign if not any(same_person(each, person) for person in met)]
        if missing:
            names = ", ".join(missing)
            return Match(told, agreeing, UNRECORDED, f"the record does not name {names}: {said(agreeing)}")
        return placed

    def left_out(self, matches: Sequence[Match]) -> Iterator[AuditRow]:
        """Give the stops of the record that belong to a tour of the articles, and that none of them tells."""
        found = {stop.event for match in matches for stop in match.listed}
        tours = {stop.tour for match in matches for stop in match.listed if match.told.kind == "stop"}
        for stop in self.listed:
            if stop.tour in tours and stop.event not in found:
                yield listed_row("stop", stop.traveller.who, stop, LEFT_OUT, f"the record: {said([stop])}")


def _near(stop: Listed, told: Told) -> bool:
    gap = timedelta(days=_NEAR_DAYS)
    first, last = stop.first, stop.dating.latest or stop.first
    return any(
        each.earliest is not None
        and each.latest is not None
        and each.earliest - last <= gap
        and first - each.latest <= gap
        for each in told.datings
    )
