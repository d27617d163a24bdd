"""Trips as facts: for each file an article of genre record with a claim on every stop, talk and tour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from kg.importing.countries import state_name
from kg.importing.entities import Entities
from kg.importing.facts_text import Data
from kg.importing.people import Counterpart
from kg.importing.slugs import LONGEST
from kg.importing.stops import POSTS, Stop
from kg.importing.trips import Trip, TripFile

PUBLISHER: Final = "office-of-the-historian"
CURATOR: Final = "the importer of travels"
TITLES: Final = {"secretary": "US Secretary of State", "president": "US President"}
_NAMED: Final = 3


def article(file: TripFile, slug: str, last: date) -> dict[str, Data]:
    """Give the head and the entries of one file; `last` is the last day that it tells of."""
    first = file.trips[0]
    days = sorted(trip.modified[:10] for trip in file.trips if trip.modified)
    published: dict[str, Data] = {"edtf": f"{last}/..", "derived": "curator"}
    if days and days[-1] >= f"{last}":
        published = {"stated": days[-1], "edtf": days[-1], "derived": "text"}
    head: dict[str, Data] = {
        "id": slug,
        "file": file.name,
        "sha256": file.sha256,
        "title": f"Travels of {first.name}, {TITLES[first.role]}",
        "publisher": PUBLISHER,
        "published": published,
        "genre": "record",
    }
    return {"article": head, "entries": {str(trip.id): _entry(trip) for trip in file.trips}}


def stop_file(
    file: TripFile, slug: str, made: Sequence[Sequence[Stop]], entities: Entities
) -> dict[str, Data]:
    """Give an article's file: head, entries, and the claims on tours, stops and talks."""
    stops = [stop for tour in made for stop in tour]
    claims: dict[str, Data] = {}
    for tour in made:
        claims[f"tour-{tour[0].trip.id}"] = tour_claim(tour[0].tour, tour)
        for stop in tour:
            claims[f"stop-{stop.trip.id}"] = stop_claim(stop, entities)
            for state, met in meetings(stop).items():
                claims[_talks_name(stop, state)] = meeting_claim(stop, talks_slug(stop, state), met, entities)
    return {**article(file, slug, max(stop.trip.end for stop in stops)), "claims": claims}


def event_file(made: Sequence[Sequence[Stop]]) -> dict[str, Data]:
    """Give an events' file: the coding of tours, stops and talks."""
    events: dict[str, Data] = {}
    for tour in made:
        events[tour[0].tour] = {"label": f"Tour of {_short(tour[0].trip)}, {tour[0].trip.start}"}
        for stop in tour:
            events[stop.event] = _stop_coding(stop)
            for state in meetings(stop):
                events[talks_slug(stop, state)] = _talks_coding(stop, state)
    return {"curator": CURATOR, "events": events}


def talks_slug(stop: Stop, state: str) -> str:
    """Give the name of the talks with the persons of one state at a stop."""
    ending = f"-talks-{state.lower() or 'others'}"
    return f"{stop.event[: LONGEST - len(ending)]}{ending}"


def _talks_name(stop: Stop, state: str) -> str:
    return f"met-{stop.trip.id}-{state.lower() or 'others'}"


def _entry(trip: Trip) -> dict[str, Data]:
    lines = {"line": trip.line, "lines": trip.lines, "remarks": trip.remarks_line}
    return {**{name: str(number) for name, number in lines.items()}, "sha256": trip.sha256}


def stop_claim(stop: Stop, entities: Entities) -> dict[str, Data]:
    """Give the claim on a stop."""
    trip, country = stop.trip, stop.trip.country
    host = entities.country(country)
    places = entities.places(country, trip.locale)
    claim: dict[str, Data] = {"at": str(trip.id), "modality": "happened", "stop": stop.event, "of": stop.tour}
    claim |= {"date": {"edtf": trip.edtf, "derived": "text"}, **_where(places)}
    claim |= {"host": host} if country.is_state else {"regions": host}
    claim["participants"] = [_visitor(stop), *([{"for": host, "role": "host"}] if country.is_state else [])]
    claim["listed-as"] = country.id
    if trip.written != country.name:
        claim["named-as"] = trip.written
    if stop.doubles:
        claim["note"] = (
            f"The same traveller, days and places stand under {stop.doubles.trip.id}; kept, not counted."
        )
    claim["paraphrase"] = (
        f"{_short(trip)}, {TITLES[trip.role]}, was in {trip.country.name} {_span(trip.start, trip.end)}."
    )
    return claim


def _where(places: Sequence[str]) -> dict[str, Data]:
    if len(places) == 1:
        return {"place": places[0]}
    return {"visited": list(places)} if places else {}


def _visitor(stop: Stop) -> dict[str, Data]:
    return {"who": stop.who, "for": "USA", "as": POSTS[stop.trip.role], "role": "visitor"}


def _short(trip: Trip) -> str:
    """Give the traveller's name, the last word of it where it would not fit into twenty words."""
    return trip.name if len(trip.name.split()) < 6 and len(trip.name) < 50 else trip.name.split()[-1][:50]


def _span(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def meetings(stop: Stop) -> Mapping[str, tuple[Counterpart, ...]]:
    """Gather those met by their state, the host first; an empty name for those of whom it is not certain."""
    groups: dict[str, list[Counterpart]] = {}
    for each in sorted(
        stop.met, key=lambda c: (c.state is None, c.state != stop.trip.country.slug, c.state or "")
    ):
        groups.setdefault(each.state or "", []).append(each)
    return {state: tuple(dict.fromkeys(met)) for state, met in groups.items()}


def meeting_claim(stop: Stop, event: str, met: Sequence[Counterpart], entities: Entities) -> dict[str, Data]:
    """Give the claim on the talks with the persons of one state."""
    trip, country = stop.trip, stop.trip.country
    places = entities.places(country, trip.locale)
    claim: dict[str, Data] = {"at": str(trip.id), "modality": "happened", "meeting": event}
    claim |= {"date": {"edtf": trip.edtf, "derived": "text"}}
    claim |= {"place": places[0]} if len(places) == 1 else {}
    claim |= {"host": country.slug} if country.is_state else {}
    claim["participants"] = [_visitor(stop), *(_participant(each, country.slug, entities) for each in met)]
    claim["paraphrase"] = f"{_short(trip)} met {_names(met)}."
    return claim


def _participant(met: Counterpart, host: str, entities: Entities) -> dict[str, Data]:
    part: dict[str, Data] = {"who": met.who} if met.who else {}
    if met.state:
        part["for"] = entities.state(met.state)
    post = entities.post(met)
    if post:
        part["as"] = post
    part["role"] = "host" if met.state == host else "participant"
    if met.who is None:
        part |= {"named": met.words, **({"may-be": list(met.may_be)} if met.may_be else {})}
    return part


def _names(met: Sequence[Counterpart]) -> str:
    named = [each.words for each in met[:_NAMED]]
    words = ", ".join(named).split()
    more = f" and {len(met) - len(named)} more" if len(met) > len(named) else ""
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "") + more


def tour_claim(tour: str, stops: Sequence[Stop]) -> dict[str, Data]:
    """Give the claim on a tour, which rests on all its stops."""
    first = stops[0].trip
    last = max(stop.trip.end for stop in stops)
    edtf = f"{first.start}" if last == first.start else f"{first.start}/{last}"
    states = dict.fromkeys(stop.trip.country.slug for stop in stops if stop.trip.country.is_state)
    claim: dict[str, Data] = {
        "at": [str(stop.trip.id) for stop in stops],
        "modality": "happened",
        "tour": tour,
    }
    claim |= {"date": {"edtf": edtf, "derived": "curator"}, "participants": [_visitor(stops[0])]}
    claim |= {"destinations": list(states)} if states else {}
    count = f"{len(stops)} stops" if len(stops) > 1 else "one stop"
    claim["paraphrase"] = f"{_short(first)} travelled {_span(first.start, last)}, with {count}."
    claim["note"] = (
        "Put together from stops of which each begins at most a day after the end of those before it."
    )
    return claim


def _stop_coding(stop: Stop) -> dict[str, Data]:
    trip = stop.trip
    coding: dict[str, Data] = {"label": f"Visit of {_short(trip)} to {trip.country.name}, {trip.edtf}"}
    if trip.country.is_state and not stop.doubles:
        coding |= {"code": "CONSULT:Visit", "between": sorted(("USA", trip.country.slug))}
    coding["part-of"] = stop.tour
    return coding | ({"doubles": stop.doubles.event} if stop.doubles else {})


def _talks_coding(stop: Stop, state: str) -> dict[str, Data]:
    trip = stop.trip
    coding: dict[str, Data] = {"label": f"Talks of {_short(trip)} in {trip.country.name}, {trip.edtf}"}
    if state:
        # PLOVER: at home or abroad a visit, in a third state a meeting there.
        mode = "Visit" if state == trip.country.slug else "Third-party"
        coding["label"] = (
            f"Talks of {_short(trip)} with {state_name(state)} in {trip.country.name}, {trip.edtf}"
        )
    if state and state != "USA" and not stop.doubles:
        coding |= {"code": f"CONSULT:{mode}", "between": sorted(("USA", state))}
    return coding | {"part-of": stop.event}
