"""Synthetic facts of any number: a seeded archive of articles on meetings, statements, acts and sanctions.

Degrees are heavy-tailed, as in news: a few states, persons and events stand in most articles. Everything is
made of plain mappings, the trees of facts files; `kg check` finds no problem in them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

Tree = dict[str, Any]
Told = tuple[str, Tree]

# The first are the most frequent; all are ISO 3166-1 alpha-3.
STATES: Final = (
    *(
        "USA",
        "MEX",
        "CHN",
        "RUS",
        "VEN",
        "COL",
        "BRA",
        "ARG",
        "CUB",
        "GBR",
        "FRA",
        "DEU",
        "IRN",
        "JPN",
        "IND",
    ),
    *(
        "CAN",
        "ESP",
        "ECU",
        "PER",
        "SLV",
        "GTM",
        "HND",
        "PAN",
        "JAM",
        "CHL",
        "BOL",
        "KOR",
        "PRK",
        "TUR",
        "ISR",
    ),
    *("SAU", "EGY", "UKR", "POL", "ITA", "NIC", "DOM", "HTI", "URY", "PRY"),
)
ISSUES: Final = 40
FIRST_DAY: Final = date(2015, 1, 1)
SENTENCES: Final = 2
RECENT: Final = 400

_STATEMENTS: Final = (("SUPPORT", "supportive"), ("ACCUSE", "critical"), ("REQUEST", "neutral"))
_ACTS: Final = (("AGREE", "signed"), ("CONSULT", "negotiated"), ("AGREE", "extended"), ("REJECT", "rejected"))


@dataclass(slots=True)
class World:
    """What the articles are about, and the events told lately, which later articles tell again."""

    chance: random.Random
    persons: int
    agreements: int
    events: int = 0
    statements: int = 0
    recent: list[tuple[str, Tree]] = field(default_factory=list)

    def frequent(self, number: int) -> int:
        """Draw below `number`, the small ones far more often: the logarithm of what is drawn is even."""
        return int((number + 1) ** self.chance.random()) - 1

    def states(self) -> tuple[str, str]:
        """Draw two different states."""
        one = self.frequent(len(STATES))
        other = (one + 1 + self.frequent(len(STATES) - 1)) % len(STATES)
        return STATES[one], STATES[other]

    def person_of(self, state: str) -> str:
        """Draw a person of the state: persons are shared out to the states in turn."""
        own = self.persons // len(STATES)
        return f"person-{STATES.index(state) + self.frequent(own) * len(STATES)}"

    def dating(self) -> Tree:
        """Draw a date: mostly a day, at times a month."""
        day = FIRST_DAY + timedelta(days=self.chance.randrange(4000))
        month = self.chance.random() < 0.1
        stated = {"stated": "that month"} if month else {"stated": f"on day {day.day}"}
        return {**stated, "edtf": day.isoformat()[: 7 if month else 10], "derived": "text"}

    def issue(self) -> str:
        """Draw an issue."""
        return f"issue-{self.frequent(ISSUES)}"

    def event(self, word: str) -> str:
        """Give the slug of a new event."""
        self.events += 1
        return f"{word}-{self.events}"


def facts_files(claims: int, *, seed: int = 1, per_article: int = 100) -> Iterator[tuple[str, Tree]]:
    """Give the facts files by name: entities, then each article and the coding of the events it is first to tell."""
    chance = random.Random(seed)
    world = World(chance, max(claims // 20, 2 * len(STATES)), max(claims // 100, 10))
    yield "entities.yaml", dict(_entities(world))
    for number, first in enumerate(range(0, claims, per_article), start=1):
        told = _claims(world, min(per_article, claims - first))
        name = f"{number:05}"
        yield f"articles/{name}.yaml", _article(name, seed, world, told)
        yield f"events/{name}.yaml", {"curator": "Synthetic", "events": dict(_codings(told))}


def _entities(world: World) -> Iterator[tuple[str, Tree]]:
    for state in STATES:
        capital, minister = f"capital-{state.lower()}", f"{state.lower()}-foreign-minister"
        yield state, {"kind": "State", "name": f"State {state}", "capital": capital}
        yield capital, {"kind": "Place", "name": f"Capital of {state}", "type": "city", "state": state}
        post = {
            "kind": "Post",
            "name": f"Foreign Minister of {state}",
            "of": state,
            "rank": "foreign-minister",
        }
        yield minister, {**post, "portfolio": "foreign affairs"}
    for number in range(world.persons):
        state = STATES[number % len(STATES)]
        names = [f"Person {number} of {state}", f"P. {number}"]
        yield (
            f"person-{number}",
            {"kind": "Person", "name": f"Person {number}", "names": names, "state": state},
        )
    for number in range(ISSUES):
        above = {"broader": f"issue-{number // 5}"} if number >= 5 else {}
        yield f"issue-{number}", {"kind": "Issue", "name": f"issue number {number}", **above}
    for number in range(world.agreements):
        yield f"accord-{number}", {"kind": "Agreement", "name": f"Accord number {number}", "type": "accord"}


def _claims(world: World, number: int) -> list[Told]:
    """Tell so many claims: each is an event's record, its fields and, where it is new, its coding."""
    told: list[Told] = []
    while len(told) < number:
        if world.recent and world.chance.random() < 0.3:
            told.append(_again(world))
        else:
            told.extend(_chosen(world)(world))
    return told[:number]


def _again(world: World) -> Told:
    """Tell a recent event again, the latest most often, with its date, without it, or (a conflict) with another."""
    slug, record = world.recent[-1 - world.frequent(len(world.recent))]
    left = {name: value for name, value in record.items() if name not in ("coding", "date")}
    draw = world.chance.random()
    if draw < 0.7:
        left["date"] = record["date"] if draw > 0.03 else world.dating()
    return slug, left


def _chosen(world: World) -> Callable[[World], Sequence[Told]]:
    draw = world.chance.random()
    shares = ((0.35, _meeting), (0.65, _speech), (0.8, _act), (0.87, _sanction), (0.92, _commitment))
    return next((tell for share, tell in shares if draw < share), _tenure)


def _remembered(world: World, slug: str, record: Tree) -> Told:
    world.recent = [*world.recent[1 - RECENT :], (slug, record)]
    return slug, record


def _participation(world: World, state: str, role: str) -> Tree:
    return {
        "who": world.person_of(state),
        "for": state,
        "as": f"{state.lower()}-foreign-minister",
        "role": role,
    }


def _meeting(world: World) -> Sequence[Told]:
    (host, guest), slug = world.states(), world.event("meeting")
    record = {
        "meeting": slug,
        "date": world.dating(),
        "place": f"capital-{host.lower()}",
        "host": host,
        "participants": [_participation(world, guest, "visitor"), _participation(world, host, "host")],
        "issues": [world.issue()],
        "coding": {"label": f"Meeting {slug}", "code": "CONSULT:Visit", "between": sorted((host, guest))},
    }
    return (_remembered(world, slug, record),)


def _speech(world: World) -> Sequence[Told]:
    """A statement, told by the article, and up to three claims of what was said in it."""
    (state, other), slug = world.states(), world.event("statement")
    code, stance = world.chance.choice(_STATEMENTS)
    speaker = _participation(world, state, "spokesperson")
    record = {
        "statement": slug,
        "speaker": speaker,
        "channel": "press-remarks",
        "stance": stance,
        "date": world.dating(),
        "issues": [world.issue()],
        "about": [other],
        "coding": {"label": f"Statement {slug}", "code": code, "actors": state, "recipients": other},
    }
    contents = [_content(world, slug, speaker["who"], other) for _ in range(world.frequent(4))]
    return (_remembered(world, slug, record), *contents)


def _content(world: World, statement: str, speaker: str, about: str) -> Told:
    slug = world.event("judgement")
    said: Tree = {"by": speaker, "said": statement}
    if world.chance.random() < 0.5:
        return slug, {
            **said,
            "modality": "claimed",
            "characterisation": slug,
            "about": [about],
            "as": "a partner of weight",
            "valence": "positive",
            "issues": [world.issue()],
        }
    return slug, {**said, "situation": slug, "about": [about], "issues": [world.issue()], "trend": "rising"}


def _act(world: World) -> Sequence[Told]:
    (one, other), slug = world.states(), world.event("act")
    code, kind = world.chance.choice(_ACTS)
    record = {
        "modality": "planned" if world.chance.random() < 0.2 else "happened",
        "act": slug,
        "of": f"accord-{world.frequent(world.agreements)}",
        "type": kind,
        "parties": sorted((one, other)),
        "date": world.dating(),
        "issues": [world.issue()],
        "coding": {"label": f"Act {slug}", "code": code, "between": sorted((one, other))},
    }
    return (_remembered(world, slug, record),)


def _sanction(world: World) -> Sequence[Told]:
    (one, other), slug = world.states(), world.event("sanction")
    record = {
        "sanction": slug,
        "actor": one,
        "target": other,
        "types": ["economic", "financial"],
        "date": world.dating(),
        "reason": "what the other state did",
        "coding": {"label": f"Sanction {slug}", "code": "SANCTION", "actors": one, "recipients": other},
    }
    return (_remembered(world, slug, record),)


def _commitment(world: World) -> Sequence[Told]:
    (one, other), slug = world.states(), world.event("commitment")
    record = {
        "commitment": slug,
        "actor": one,
        "target": other,
        "amount": {
            "value": str(world.chance.randrange(1, 900) * 1_000_000),
            "currency": "USD",
            "bound": "over",
        },
        "stage": "pledged",
        "date": world.dating(),
        "coding": {"label": f"Commitment {slug}", "code": "AID", "actors": one, "recipients": other},
    }
    return (_remembered(world, slug, record),)


def _tenure(world: World) -> Sequence[Told]:
    state = world.states()[0]
    who, post = world.person_of(state), f"{state.lower()}-foreign-minister"
    slug = f"{who}-{post}"
    observed = world.dating()["edtf"]
    return ((slug, {"tenure": slug, "who": who, "post": post, "for": state, "observed": observed}),)


def _codings(told: Sequence[Told]) -> Iterator[tuple[str, Tree]]:
    return ((slug, record["coding"]) for slug, record in told if "coding" in record)


def _article(name: str, seed: int, world: World, told: Sequence[Told]) -> Tree:
    hashes = (hashlib.sha256(f"{seed}/{name}/{n}".encode()).hexdigest() for n in range(len(told) + 1))
    paragraphs = -(-len(told) // SENTENCES)
    frames = {n: {"sha256": next(hashes), "sentences": SENTENCES} for n in range(1, paragraphs + 1)}
    if len(told) % SENTENCES:
        frames[paragraphs]["sentences"] = 1
    head = {
        "id": name,
        "file": f"{name}.txt",
        "sha256": next(hashes),
        "title": f"Article number {name}",
        "published": world.dating(),
        "genre": "report",
    }
    claims = {f"{slug}-{n}": _claim(slug, record, n) for n, (slug, record) in enumerate(told)}
    return {"article": head, "paragraphs": frames, "claims": claims}


def _claim(slug: str, record: Tree, number: int) -> Tree:
    place = f"{number // SENTENCES + 1}.{number % SENTENCES + 1}"
    own = {"at": place, "modality": "happened"}
    told = {name: value for name, value in record.items() if name != "coding"}
    return {**own, **told, "paraphrase": f"This is what the article says of {slug} in sentence {place}"}
