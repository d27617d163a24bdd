"""The travels of Secretaries of State and Presidents, as the Office of the Historian lists them.

Each `<trip>` becomes a stop with its place in the file; whom the remarks say was met becomes talks; stops that
follow each other become tours. What is not certain is kept as the record has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.curation.loading import read_corpus
from kg.importing.countries import state_name
from kg.importing.entities import Entities
from kg.importing.facts_text import Data
from kg.importing.imported import Imported, Source
from kg.importing.known import Known
from kg.importing.slugs import Slugs, slug_of
from kg.importing.stops import POSTS, Stop, Stops, resolve
from kg.importing.travel_facts import PUBLISHER, event_file, stop_file
from kg.importing.trips import Trip, TripFile, read_trips, trip_files
from kg.problems import KgError, Problem, ProblemsFound

_LISTED: Final = 20


def read(source: Source) -> Imported:
    """Read a folder of travels; raises KgError where it holds none, ProblemsFound for a file that is refused."""
    files = _files(source.path)
    trips = [trip for file in files for trip in file.trips]
    rejected = tuple(problem for file in files for problem in file.rejected)
    if not trips and not rejected:
        raise KgError(f"{source.path}: no travels: no file holds a <trip>", exit_code=1)
    source.say(f"stops read: {len(trips):,}, files: {len(files)}")
    known = Known(read_corpus())
    slugs = Slugs(known.corpus.kinds)
    stops = resolve(trips, known, slugs)
    source.say(f"tours found: {len(stops.tours):,}, persons met: {len(stops.people.somebodies):,}")
    facts = _facts(files, stops, Entities(known, slugs))
    counts = {
        "records": len(trips) + len(rejected),
        "stops": len(trips),
        "tours": len(stops.tours),
        "rejected": len(rejected),
        "doubled": sum(1 for tour in stops.tours for stop in tour if stop.doubles),
    }
    return Imported(facts, counts, rejected, tuple(_notes(files, trips, stops)))


def _files(folder: Path) -> list[TripFile]:
    """Read every file; raises ProblemsFound with the refusals of all of them."""
    files: list[TripFile] = []
    refused: list[Problem] = []
    for path in trip_files(folder):
        try:
            file = read_trips(path, folder)
        except ProblemsFound as error:
            refused += error.problems
        else:
            files += [file] if file else []
    if refused:
        raise ProblemsFound(refused)
    return files


def _facts(files: Sequence[TripFile], stops: Stops, entities: Entities) -> dict[str, dict[str, Data]]:
    _everybody(stops, entities)
    made: dict[str, list[tuple[Stop, ...]]] = {}
    for tour in stops.tours:
        made.setdefault(tour[0].trip.mark.path, []).append(tour)
    facts: dict[str, dict[str, Data]] = {}
    names = Slugs()
    for file in files:
        if file.trips:
            slug, own = (
                names.fresh(slug_of(file.name.removesuffix(".xml")), "2"),
                made[file.trips[0].mark.path],
            )
            facts[f"articles/{slug}.yaml"] = stop_file(file, slug, own, entities)
            facts[f"events/{slug}.yaml"] = event_file(own)
    return facts | {name: dict(records) for name, records in entities.files().items()}


def _everybody(stops: Stops, entities: Entities) -> None:
    entities.state("USA")
    office = "Office of the Historian, US Department of State"
    entities.add(PUBLISHER, {"kind": "GovernmentBody", "name": office, "state": "USA"})
    for role in sorted({tour[0].trip.role for tour in stops.tours}):
        entities.add(POSTS[role], {"kind": "Post", "name": POSTS[role]})
    for slug, names in sorted(stops.travellers.items()):
        entities.traveller(slug, names)
    for somebody in stops.people.somebodies:
        entities.state(somebody.state)
        entities.person(somebody)


def _notes(files: Sequence[TripFile], trips: Sequence[Trip], stops: Stops) -> Iterator[str]:
    """Give what was merged, told apart, or left as text, so that nothing is done in silence."""
    for file in files:
        if file.passed_over:
            yield f"{file.name}: fields that are not read: {', '.join(file.passed_over)}"
    yield from _merged(trips)
    yield from _travellers(trips)
    for tour in stops.tours:
        for stop in tour:
            if stop.doubles:
                first = stop.doubles.trip
                yield f"doubled: {stop.trip.mark}: {stop.trip.id} has the traveller, days and places of {first.id}"
    met = [each for tour in stops.tours for stop in tour for each in stop.met]
    certain = sum(1 for each in met if each.who)
    yield f"{len(met):,} counterparts in the remarks: {certain:,} are certain, {len(met) - certain:,} kept as text"
    same = sum(1 for tour in stops.tours for stop in tour if stop.stay)
    yield f"stops that the shipped articles tell: {same}"


def _travellers(trips: Sequence[Trip]) -> Iterator[str]:
    """Say which id has several names, and which name several ids: each time it is one person."""
    names: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for trip in trips:
        names.setdefault(trip.who, set()).add(trip.name)
        ids.setdefault(trip.name, set()).add(trip.who)
    for words, found in (("names", names), ("ids", ids)):
        for one in sorted(each for each in found if len(found[each]) > 1):
            yield f"{one} has several {words} and is one person: {', '.join(sorted(found[one]))}"


def _merged(trips: Sequence[Trip]) -> Iterator[str]:
    names: dict[str, Counter[str]] = {}
    ids: dict[str, set[str]] = {}
    for trip in trips:
        names.setdefault(trip.country.id, Counter())[trip.written] += 1
        ids.setdefault(trip.country.slug, set()).add(trip.country.id)
    several = {country: found for country, found in names.items() if len(found) > 1}
    if several:
        yield f"country ids with several names: {len(several)}; each stop keeps its own:"
    for country in sorted(several):
        yield f"  {country}: " + ", ".join(f"{name} ({n})" for name, n in sorted(several[country].items()))
    for slug in sorted(slug for slug in ids if len(ids[slug]) > 1):
        yield f"  {' and '.join(sorted(ids[slug]))} are one state, {slug} ({state_name(slug)})"
