"""Tours as travelled or planned: their stops in the order that the sources give, where each lies, and its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.graph.codes import place_row, state_rows
from kg.pages.certainty import Standing, standing
from kg.pages.names import Names
from kg.pages.sheet import Source, planned_days, sources
from kg.ties.observation import ClaimRef, Observation
from kg.ties.observed import every_event
from kg.ties.rows import Row, asked, group

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth in degrees (WGS 84); not `told` where it is the capital of a state without a place."""

    name: str
    latitude: float
    longitude: float
    told: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop; `number` is its place in the order, None where no source gives it one.

    `follows` says that the sources put it after the stop before it; `by_parts` that its place is that of a meeting
    or another event which is part of it, and not told of the stop itself.
    """

    id: str
    state: str
    places: tuple[str, ...]
    spot: Spot | None
    when: str
    first: date | None
    last: date | None
    sequence: int | None
    standing: Standing
    sources: tuple[Source, ...]
    claims: tuple[ClaimRef, ...]
    number: int | None = None
    follows: bool = False
    label: str = ""
    by_parts: bool = False

    @property
    def name(self) -> str:
        """Give what the stop is called on a map: its place, else its state."""
        if self.spot and self.spot.told:
            return self.spot.name
        return ", ".join(self.places) or self.state or self.label or self.id


@dataclass(frozen=True, slots=True)
class _Part:
    """A place in a state where an event that is part of a stop is told to be."""

    place: str
    state: str
    claim: ClaimRef


@dataclass(frozen=True, slots=True)
class Tour:
    """One tour with its stops, those in order first; without an id these stops are on no tour."""

    id: str
    title: str
    stops: tuple[Stop, ...]

    @property
    def last(self) -> str:
        """Give the last day on which a stop may lie, an empty text if none has a date."""
        return max((str(stop.last or stop.first or "") for stop in self.stops), default="")

    @property
    def year(self) -> str:
        """Give the year of the last day."""
        return self.last[:4]

    @property
    def in_order(self) -> bool:
        """Whether the sources order any two of the stops."""
        return any(stop.follows for stop in self.stops)


def read_tours(dataset: Dataset, names: Names) -> tuple[Tour, ...]:
    """Read every tour with its stops, by their last day; stops on no tour come last."""
    rows = group(asked(dataset, "page-stops"), "stop")
    events = every_event(dataset, coded=False)
    labels = {event.event: event.label for event in events}
    parts = _parts(asked(dataset, "page-stop-places"), events)
    dates = group(asked(dataset, "tie-dates"), "event")
    found: dict[str, list[Stop]] = defaultdict(list)
    for event in events:
        if event.event in rows and event.claims:
            tour = event.tour or next((row["tour"] for row in rows[event.event] if row["tour"]), None)
            stop = _stop(event, rows[event.event], parts.get(event.event, ()), names)
            planned = () if stop.when else planned_days(event, dates.get(event.event, ()), names.texts)
            found[tour or ""].append(replace(stop, when=", ".join(planned)) if planned else stop)
    tours = [Tour(id, labels.get(id, names.label(id)), in_order(stops)) for id, stops in found.items()]
    return tuple(sorted(tours, key=lambda tour: (not tour.id, tour.last or "9999", tour.id)))


def _stop(event: Observation, rows: Sequence[Row], parts: Iterable[_Part], names: Names) -> Stop:
    told = {claim.claim for claim in event.told()}
    own = sorted(rows, key=lambda row: row["claim"] not in told)
    host = next((row["host"] for row in own if row["host"]), None)
    places, texts = _places(own, told), names.texts
    within = [] if places else _of_parts(parts, host, names)
    places = places or list(dict.fromkeys((part.place, host) for part in within))
    claims = tuple(dict.fromkeys((*event.claims, *(part.claim for part in within))))
    numbers = [int(row["sequence"]) for row in own if row["sequence"]]
    return Stop(
        id=event.event,
        state=names.label(host) if host else "",
        places=tuple(names.label(place) for place, _ in places),
        spot=spot_of([(place, state or host) for place, state in places], host, names),
        when=texts.date(event.dated),
        first=event.earliest,
        last=event.latest,
        sequence=numbers[0] if numbers else None,
        standing=standing(event, texts),
        sources=sources(claims, texts),
        claims=claims,
        label=event.label,
        by_parts=bool(within),
    )


def _parts(rows: Iterable[Row], events: Iterable[Observation]) -> dict[str, list[_Part]]:
    """Give the places of each stop's parts with the claims that tell of them."""
    refs = {claim.claim: claim for event in events for claim in event.claims}
    found: dict[str, list[_Part]] = defaultdict(list)
    for row in rows:
        if row["claim"] in refs:
            found[str(row["stop"])].append(_Part(str(row["place"]), str(row["state"]), refs[row["claim"]]))
    return found


def _of_parts(parts: Iterable[_Part], host: str | None, names: Names) -> list[_Part]:
    """Give the parts in the state of the stop, none if the map knows none of their places."""
    own = [part for part in parts if part.state == host]
    spot = spot_of([(part.place, host) for part in own], None, names) if own else None
    return own if spot and spot.told else []


def _places(rows: Iterable[Row], told: set[str]) -> list[tuple[str, str | None]]:
    """Give the places that the telling claims name, those of the others only where they name none."""
    found = {row["place"]: (row["state"], row["claim"] in told) for row in rows if row["place"]}
    firm = [place for place, (_, tells) in found.items() if tells]
    return [(place, state) for place, (state, _) in found.items() if place and (not firm or place in firm)]


def spot_of(places: Sequence[tuple[str, str | None]], host: str | None, names: Names) -> Spot | None:
    """Give the first place whose coordinates are kept, the capital only of a state or territory without a place."""
    for place, state in places:
        for name in (*names.others(place), names.in_data(place)):
            row = place_row(state or "", name)
            if row:
                return Spot(_short(names.label(place)), float(row["latitude"]), float(row["longitude"]), True)
    row = _territory(names.in_data(places[0][0])) if places else state_rows().get(host or "")
    if row is None or not row["latitude"]:
        return None
    return Spot(row["capital"], float(row["latitude"]), float(row["longitude"]), False)


def _territory(name: str) -> Mapping[str, str] | None:
    """Give the row of a territory that is told as the place of a stop, such as Puerto Rico."""
    fitting = (
        row for row in state_rows().values() if row["name_en"] == name and row["status"] == "territory"
    )
    return next(fitting, None)


def _short(name: str) -> str:
    """Give a place's name without its state: “Lima, Peru” is Lima."""
    return name.partition(",")[0]


def in_order(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Give the stops with a date or a place in the order first, numbered where the sources order them."""
    ordered = sorted(stops, key=_order)
    chain = [stop for stop in ordered if stop.first or stop.last or stop.sequence]
    rest = [stop for stop in ordered if not (stop.first or stop.last or stop.sequence)]
    after = [False, *(_is_after(b, a) for a, b in pairwise(chain))][: len(chain)]
    known = any(after) or len(chain) == 1
    numbered = [
        replace(stop, number=index if known else None, follows=follows)
        for index, (stop, follows) in enumerate(zip(chain, after, strict=True), 1)
    ]
    return (*numbered, *rest)


def _order(stop: Stop) -> tuple[str, int, str, str]:
    first = str(stop.first or stop.last or "9999")
    return first, stop.sequence or 999, str(stop.last or "9999"), stop.id


def _is_after(later: Stop, sooner: Stop) -> bool:
    """Whether the sources put one stop after the other: by its place in the order, or by days that do not cross.

    A record's days are a stay, so that a stay may begin on the day on which the one before ends.
    """
    if later.sequence and sooner.sequence:
        return later.sequence > sooner.sequence
    if not (later.first and sooner.first and sooner.last):
        return False
    if later.standing.name == sooner.standing.name == "confirmed":
        return sooner.last <= later.first and (sooner.first, sooner.last) != (later.first, later.last)
    return sooner.last < later.first
