"""What comes of laying the articles beside the record, as rows that a person or a program reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from kg.importing.beside import Listed, Person, Told

CONFIRMED: Final = "confirmed"
DIFFERS: Final = "differs"
LEFT_OUT: Final = "missing-in-graph"
UNRECORDED: Final = "missing-in-record"
NOT_COVERED: Final = "not-covered"
STATUSES: Final = (CONFIRMED, DIFFERS, LEFT_OUT, UNRECORDED, NOT_COVERED)
COLUMNS: Final = ("kind", "person", "state", "date", "place", "article", "claim", "status", "detail")
#: Where the articles say what the record does not bear out.
CONTRADICTED: Final = (DIFFERS, UNRECORDED)
KINDS: Final = ("stop", "meeting", "counterpart", "order")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing of the articles or of the record beside the other; `detail` says what the other has."""

    kind: str
    person: str
    state: str
    date: str
    place: str
    article: str
    claim: str
    status: str
    detail: str

    def row(self) -> dict[str, str]:
        """Give the row as names and texts."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Match:
    """A told event with the stops of the record that it may be, and what comes of it."""

    told: Told
    listed: tuple[Listed, ...]
    status: str
    detail: str


def same_person(person: Person, listed: Person) -> bool:
    """Tell whether a person of the articles is, or may be, one whom the record names."""
    return person.who in (listed.who, *listed.may_be)


def said(stops: Sequence[Listed]) -> str:
    """Say what the record has: days, places, and where it stands."""
    return "; ".join(
        f"{stop.dating.edtf}, {' and '.join(stop.places) or 'no place'} ({stop.file}:{stop.line}, {stop.entry})"
        for stop in stops
    )


def event_row(match: Match) -> AuditRow:
    """Give the row of a stop or meeting of the articles."""
    told, listed = match.told, match.listed
    traveller = told.traveller or next(iter(told.people), None)
    dates = [each.edtf for each in sorted(told.datings, key=_width)]
    places = told.places or tuple(dict.fromkeys(place for stop in listed for place in stop.places))
    return AuditRow(
        kind=told.kind,
        person=traveller.who if traveller else "",
        state=told.state,
        date=dates[0] if dates else "",
        place=", ".join(places),
        article=told.claim.article,
        claim=told.claim.name,
        status=match.status,
        detail=match.detail,
    )


def _width(dating: object) -> int:
    earliest, latest = getattr(dating, "earliest", None), getattr(dating, "latest", None)
    return (latest - earliest).days if earliest and latest else 10**6


def listed_row(kind: str, person: str, stop: Listed, status: str, detail: str) -> AuditRow:
    """Give the row of something that stands in the record, with its place there."""
    place, article = ", ".join(stop.places), stop.claim.article
    return AuditRow(
        kind, person, stop.state, stop.dating.edtf, place, article, stop.claim.name, status, detail
    )


def counterpart_rows(matches: Sequence[Match]) -> Iterator[AuditRow]:
    """Give everybody whom either side names as met on a stop that both tell."""
    told_at: dict[str, list[tuple[Person, Match]]] = {}
    for match in matches:
        for stop in match.listed:
            told_at.setdefault(stop.event, []).extend((person, match) for person in match.told.foreign)
    seen: set[str] = set()
    for match in matches:
        for stop in match.listed:
            if stop.event not in seen:
                seen.add(stop.event)
                yield from _met_rows(stop, told_at.get(stop.event, []))


def _met_rows(stop: Listed, told: Sequence[tuple[Person, Match]]) -> Iterator[AuditRow]:
    where = f"the record: {said([stop])}"
    for listed in stop.met:
        by = next((match for person, match in told if same_person(person, listed)), None)
        words = f"“{listed.words}”, " if listed.words else ""
        name = listed.who or listed.words
        if by is None:
            yield listed_row(
                "counterpart", name, stop, LEFT_OUT, f"{words}no article tells that they met; {where}"
            )
        else:
            row = listed_row("counterpart", name, stop, CONFIRMED, f"{words}{where}")
            yield replace(row, article=by.told.claim.article, claim=by.told.claim.name)
    for person, match in {person.who: (person, match) for person, match in told}.values():
        if not any(same_person(person, listed) for listed in stop.met):
            row = listed_row("counterpart", person.who, stop, UNRECORDED, f"not named; {where}")
            claim = match.told.claim
            yield replace(row, article=claim.article, claim=claim.name)


def order_rows(matches: Sequence[Match]) -> Iterator[AuditRow]:
    """Give for every tour with two stops or more in the record the order of its stops there."""
    tours: dict[str, list[tuple[Told, Listed]]] = {}
    for match in matches:
        if (
            match.told.kind == "stop"
            and match.told.tour
            and match.status == CONFIRMED
            and len(match.listed) == 1
        ):
            tours.setdefault(match.told.tour, []).append((match.told, match.listed[0]))
    for pairs in tours.values():
        if len(pairs) > 1:
            yield _order_row(sorted(pairs, key=lambda pair: (pair[1].first, pair[1].file, pair[1].line)))


def _order_row(pairs: Sequence[tuple[Told, Listed]]) -> AuditRow:
    order = ", ".join(listed.state for _, listed in pairs)
    placed = [(told.sequence, told.state) for told, _ in pairs if told.sequence is not None]
    first, last = pairs[0], pairs[-1]
    status, detail = LEFT_OUT, "no article tells the order"
    if len(placed) > 1:
        told_order = ", ".join(state for _, state in sorted(placed))
        status = CONFIRMED if placed == sorted(placed) else DIFFERS
        detail = f"the articles: {told_order}"
    named = next((pair for pair in pairs if pair[0].sequence is not None), first)[0].claim
    return AuditRow(
        kind="order",
        person=first[1].traveller.who,
        state=order,
        date=f"{first[1].first}/{last[1].dating.latest or last[1].first}",
        place=", ".join(" and ".join(listed.places) for _, listed in pairs),
        article=named.article,
        claim=named.name,
        status=status,
        detail=f"the record: {order}; {detail}",
    )
