"""Trips with everything resolved: the traveller, the event, the tour, whom they met, and what stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.curation.dates import disjoint, parse_edtf
from kg.curation.names import folded
from kg.importing.known import Known, Stay
from kg.importing.people import Counterpart, People, Sighting
from kg.importing.remarks import Mention, mentions
from kg.importing.slugs import LONGEST, Slugs, slug_of
from kg.importing.tours import doubles, tours
from kg.importing.trips import Trip

POSTS: Final = {"secretary": "us-secretary-of-state", "president": "us-president"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A trip with all that is resolved: who travels, the event, the tour, whom they met, which stop it doubles."""

    trip: Trip
    who: str
    event: str
    tour: str
    met: tuple[Counterpart, ...]
    doubles: Stop | None = None
    stay: Stay | None = None


@dataclass(frozen=True, slots=True)
class Stops:
    """All stops, gathered into tours, with the persons met and the travellers (slug → names, the usual one first)."""

    tours: tuple[tuple[Stop, ...], ...]
    people: People
    travellers: Mapping[str, tuple[str, ...]]


def resolve(trips: Sequence[Trip], known: Known, slugs: Slugs) -> Stops:
    """Resolve all trips together: a name's state follows from every place where it stands."""
    travellers = _travellers(trips, known, slugs)
    presidents = frozenset(slug_of(trip.name.split()[-1]) for trip in trips if trip.role == "president")
    sightings = {trip.mark: tuple(_sightings(trip, presidents)) for trip in trips}
    people = People([each for found in sightings.values() for each in found], known, slugs)
    met = {mark: tuple(map(people.counterpart, found)) for mark, found in sightings.items()}
    stays = _stays(trips, travellers, known.stays)
    twice = {trips[index].mark: trips[first] for index, first in doubles(trips).items()}
    made: dict[object, Stop] = {}
    found_tours: list[tuple[Stop, ...]] = []
    for tour in (tour for group in _by_traveller(trips) for tour in tours(group)):
        slug = _tour_slug(tour, [stays[t.mark] for t in tour if t.mark in stays], slugs)
        for trip in tour:
            stay, first = stays.get(trip.mark), twice.get(trip.mark)
            event = stay.event if stay else _event_slug(trip, slugs)
            who = travellers[trip.role, trip.who]
            made[trip.mark] = Stop(
                trip, who, event, slug, met[trip.mark], made[first.mark] if first else None, stay
            )
        found_tours.append(tuple(made[trip.mark] for trip in tour))
    names: dict[str, tuple[str, ...]] = {}
    for key, spelt in _names(trips).items():
        names[travellers[key]] = tuple(dict.fromkeys((*names.get(travellers[key], ()), *spelt)))
    return Stops(tuple(found_tours), people, names)


def _by_traveller(trips: Sequence[Trip]) -> Iterator[list[Trip]]:
    groups: dict[tuple[str, str, str], list[Trip]] = {}
    for trip in trips:
        groups.setdefault((trip.mark.path, trip.role, trip.who), []).append(trip)
    yield from groups.values()


def _sightings(trip: Trip, presidents: frozenset[str]) -> Iterator[Sighting]:
    host = trip.country.slug if trip.country.is_state else None
    for mention in mentions(trip.remarks):
        if not _own_president(mention, presidents):
            yield Sighting(mention, host)


def _own_president(mention: Mention, presidents: frozenset[str]) -> bool:
    """Tell whether a President is the traveller's own: the record names its Presidents by surname alone."""
    return (
        mention.office.office == "president" and mention.state is None and slug_of(mention.name) in presidents
    )


def _travellers(trips: Sequence[Trip], known: Known, slugs: Slugs) -> dict[tuple[str, str], str]:
    """Give the person of each traveller: a shipped one by name, or by the surname where one holder has it."""
    names = _names(trips)
    persons = {(role, folded(spelt[0])) for (role, _), spelt in names.items()}
    surnames = Counter((role, slug_of(name.split()[-1])) for role, name in persons)
    found: dict[tuple[str, str], str] = {}
    bearers: dict[str, str] = {}
    for (role, who), (name, *_) in names.items():
        surname = slug_of(name.split()[-1])
        holders = [h for h in known.holders(POSTS[role]) if h.split("-")[-1] == surname]
        certain = holders[0] if len(holders) == 1 and surnames[role, surname] == 1 else None
        slug = bearers.get(folded(name)) or known.named("Person", name, "USA") or certain
        found[role, who] = bearers.setdefault(folded(name), slug or slugs.fresh(slug_of(name), who))
    return found


def _names(trips: Sequence[Trip]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the names of each traveller of the record, the usual one first, in order of role and id."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for trip in trips:
        counted.setdefault((trip.role, trip.who), Counter())[trip.name] += 1
    return {key: tuple(name for name, _ in counted[key].most_common()) for key in sorted(counted)}


def _stays(
    trips: Sequence[Trip], travellers: Mapping[tuple[str, str], str], stays: Sequence[Stay]
) -> dict[object, Stay]:
    """Give for trips, by place, the one stop of the articles that it is; none where two trips fit one."""
    by_pair: dict[tuple[str, str], list[Stay]] = {}
    for stay in stays:
        by_pair.setdefault((stay.visitor, stay.host), []).append(stay)
    found: dict[object, Stay] = {}
    for trip in trips:
        near = by_pair.get((travellers[trip.role, trip.who], trip.country.slug), ())
        fitting = [stay for stay in near if _agrees(trip, stay)]
        if len(fitting) == 1:
            found[trip.mark] = fitting[0]
    fits = Counter(stay.event for stay in found.values())
    return {mark: stay for mark, stay in found.items() if fits[stay.event] == 1}


def _agrees(trip: Trip, stay: Stay) -> bool:
    days = parse_edtf(trip.edtf)
    return bool(stay.datings) and not any(disjoint(days, dating) for dating in stay.datings)


def _tour_slug(tour: Sequence[Trip], stays: Sequence[Stay], slugs: Slugs) -> str:
    """Give the tour of the articles where all their stops on it agree on one, else a name of its own."""
    told = {stay.tour for stay in stays if stay.tour}
    first = tour[0]
    own = f"{slug_of(first.name.split()[-1])}-tour-{first.start}"
    if len(told) == 1 and slugs.claim(wanted := str(next(iter(told)))):
        return wanted
    return slugs.fresh(own, str(first.id))


def _event_slug(trip: Trip, slugs: Slugs) -> str:
    surname = slug_of(trip.name.split()[-1])
    return slugs.fresh(f"{surname}-{trip.start}-{trip.country.id}"[:LONGEST], str(trip.id))
