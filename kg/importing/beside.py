"""Stops and meetings as the articles tell them and as the record lists them, in one form to lay side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.curation.corpus import Claim, Corpus, Named
from kg.curation.dates import Dating, disjoint, parse_edtf
from kg.curation.names import folded
from kg.curation.records import Record

TRAVELLING = frozenset(("us-secretary-of-state", "us-president"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part: by slug, or by the record's words with those whom they may mean."""

    who: str
    state: str
    post: str
    role: str
    words: str = ""
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A stop or meeting of the articles: everything that its claims say, and the claim that says when."""

    event: str
    kind: str
    people: tuple[Person, ...]
    state: str
    datings: tuple[Dating, ...]
    places: tuple[str, ...]
    tour: str
    sequence: int | None
    claim: Claim

    @property
    def traveller(self) -> Person | None:
        """Give the travelling Secretary or President; None if there is none."""
        own = [each for each in self.people if each.post in TRAVELLING and each.state in ("", "USA")]
        return min(own, key=_leading, default=None)

    @property
    def foreign(self) -> tuple[Person, ...]:
        """Give the persons who do not stand for the United States."""
        return tuple(each for each in self.people if each.who and each.state != "USA")


@dataclass(frozen=True, slots=True)
class Listed:
    """A stop of the record, with all whom it names as met; `line` is where it stands in `file`."""

    event: str
    entry: str
    traveller: Person
    state: str
    dating: Dating
    places: tuple[str, ...]
    tour: str
    met: tuple[Person, ...]
    claim: Claim
    file: str
    line: int

    @property
    def first(self) -> date:
        """Give the first day."""
        return self.dating.earliest or date.min

    def agrees(self, datings: Iterable[Dating]) -> bool:
        """Tell whether the days can be those of all the dates."""
        return not any(disjoint(self.dating, each) for each in datings)


def _leading(person: Person) -> tuple[bool, bool, str]:
    return person.role != "visitor", person.post != "us-secretary-of-state", person.who


def told_events(corpus: Corpus) -> tuple[Told, ...]:
    """Give every stop and meeting that the articles tell, by date and name."""
    records = {article.id for article in corpus.articles if article.record.text("genre") == "record"}
    claims: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        if (
            claim.kind.name in ("Stop", "Meeting")
            and claim.article not in records
            and claim.modality != "denied"
        ):
            claims.setdefault(claim.subject, []).append(claim)
    return tuple(_told(event, claims[event]) for event in sorted(claims))


def aliases(corpus: Corpus, record: Corpus) -> Mapping[str, str]:
    """Give for persons and places of the record the one of the corpus that goes by one of their names."""
    bearers: dict[tuple[str, str], set[str]] = {}
    for entity in corpus.entities:
        for name in _names(entity):
            bearers.setdefault((entity.record.kind.name, name), set()).add(entity.slug)
    own = {entity.slug for entity in corpus.entities}
    found: dict[str, str] = {}
    for entity in record.entities:
        same = {slug for name in _names(entity) for slug in bearers.get((entity.record.kind.name, name), ())}
        if entity.slug not in own and len(same) == 1:
            found[entity.slug] = same.pop()
    return found


def _names(entity: Named) -> set[str]:
    if entity.record.kind.name not in ("Person", "Place"):
        return set()
    return {folded(name) for field in ("name", "names") for name in entity.record.texts(field)}


def listed_stops(record: Corpus, alias: Mapping[str, str]) -> tuple[Listed, ...]:
    """Give every stop of the record, in the order of days; stops of one day in the order of the file."""
    lines = {(a.id, str(e.number)): e.line for a in record.articles for e in a.entries}
    files = {a.id: a.record.text("file") or a.id for a in record.articles}
    met: dict[tuple[str, str], list[Person]] = {}
    for claim in record.claims:
        if claim.kind.name == "Meeting":
            people = (_called(each, alias) for each in people_of(claim.told) if each.role != "visitor")
            met.setdefault((claim.article, claim.own.text("at") or ""), []).extend(people)
    found = []
    for claim in record.claims:
        key = (claim.article, claim.own.text("at") or "")
        if claim.kind.name == "Stop" and key in lines:
            stop = _listed(claim, tuple(met.get(key, ())), files[claim.article], lines[key])
            places = tuple(alias.get(place, place) for place in stop.places)
            found.append(replace(stop, traveller=_called(stop.traveller, alias), places=places))
    return tuple(sorted(found, key=lambda each: (each.first, each.file, each.line)))


def _told(event: str, claims: list[Claim]) -> Told:
    ordered = sorted(claims, key=_surest)
    people = tuple(dict.fromkeys(person for claim in ordered for person in people_of(claim.told)))
    return Told(
        event=event,
        kind=ordered[0].kind.name.lower(),
        people=people,
        state=_first(ordered, "host") or next((p.state for p in people if p.state not in ("", "USA")), ""),
        datings=tuple(dating for claim in ordered for dating in _datings(claim.told)),
        places=tuple(dict.fromkeys(place for claim in ordered for place in _places(claim.told))),
        tour=_first(ordered, "of"),
        sequence=next((int(t) for claim in ordered for t in claim.told.texts("sequence")), None),
        claim=ordered[0],
    )


def _surest(claim: Claim) -> tuple[bool, bool, bool, int, str]:
    """Order claims: the article's own before a party's, told before announced, dated ones, narrow dates first."""
    datings = _datings(claim.told)
    days = min((_days(each) for each in datings), default=0)
    return claim.asserted_by is not None, claim.modality != "happened", not datings, days, claim.name


def _days(dating: Dating) -> int:
    if dating.earliest is None or dating.latest is None:
        return 10**6
    return (dating.latest - dating.earliest).days


def _listed(claim: Claim, met: tuple[Person, ...], file: str, line: int) -> Listed:
    people = people_of(claim.told)
    return Listed(
        event=claim.subject,
        entry=claim.own.text("at") or "",
        traveller=next(person for person in people if person.role == "visitor"),
        state=claim.told.text("host") or "",
        dating=_datings(claim.told)[0],
        places=tuple(_places(claim.told)),
        tour=claim.told.text("of") or "",
        met=met,
        claim=claim,
        file=file,
        line=line,
    )


def _first(claims: Iterable[Claim], field: str) -> str:
    return next((text for claim in claims for text in claim.told.texts(field)), "")


def _datings(record: Record) -> tuple[Dating, ...]:
    dated = (item.record for item in record.items("date") if item.record)
    return tuple(parse_edtf(each.text("edtf") or "") for each in dated)


def _places(record: Record) -> Iterator[str]:
    for field in ("place", "visited"):
        yield from record.texts(field)


def _called(person: Person, alias: Mapping[str, str]) -> Person:
    may_be = tuple(alias.get(slug, slug) for slug in person.may_be)
    return replace(person, who=alias.get(person.who, person.who), may_be=may_be)


def people_of(record: Record) -> tuple[Person, ...]:
    """Give those who take part."""
    parts = (item.record for item in record.items("participants") if item.record)
    return tuple(
        Person(
            part.text("who") or "",
            part.text("for") or "",
            part.text("as") or "",
            part.text("role") or "",
            part.text("named") or "",
            part.texts("may-be"),
        )
        for part in parts
    )


def coverage_ends(stops: Iterable[Listed]) -> Mapping[str, date]:
    """Give for each post the last day of which the record tells: what comes later is not covered."""
    ends: dict[str, date] = {}
    for stop in stops:
        last = stop.dating.latest or stop.first
        ends[stop.traveller.post] = max(last, ends.get(stop.traveller.post, last))
    return ends
