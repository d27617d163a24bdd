"""Synthetic facts of any number: a seeded archive of articles on meetings, tours, statements, acts and sanctions.

Degrees are heavy-tailed, as in news: a few states, persons and events stand in most articles. Everything is
made of plain mappings, the trees of facts files; `kg check` finds no problem in them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.world import STATES, Tree, World

Told = tuple[str, Tree]

SENTENCES: Final = 2
_STATEMENTS: Final = (("SUPPORT", "supportive"), ("ACCUSE", "critical"), ("REQUEST", "neutral"))
_MODALITIES: Final = ("happened", "happened", "happened", "happened", "planned")


def facts_files(claims: int, *, seed: int = 1, per_article: int = 100) -> Iterator[tuple[str, Tree]]:
    """Give the facts files by name: entities, then each article and the coding of the events that it tells first."""
    world = World(random.Random(seed), max(claims // 20, 2 * len(STATES)), max(claims // 100, 10))
    yield "entities.yaml", dict(world.entities())
    for number, first in enumerate(range(0, claims, per_article), start=1):
        told = _claims(world, min(per_article, claims - first))
        name = f"{number:05}"
        yield f"articles/{name}.yaml", _article(name, seed, world, told)
        codings = {slug: record["coding"] for slug, record in told if "coding" in record}
        yield f"events/{name}.yaml", {"curator": "Synthetic", "events": codings}


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
    """Tell a recent event again, with its date, without it, or (a conflict) with another: the told are told more."""
    slug, record = world.remembered(*world.chance.choice(world.recent))
    left = {name: value for name, value in record.items() if name not in ("coding", "date")}
    draw = world.chance.random()
    if "date" in record and draw < 0.7:
        left["date"] = record["date"] if draw > 0.03 else world.dating()
    return slug, left


def _chosen(world: World) -> Callable[[World], Sequence[Told]]:
    draw = world.chance.random()
    shares = ((0.3, _meeting), (0.55, _speech), (0.58, _tour), (0.65, _tenure))
    return next((tell for share, tell in shares if draw < share), _other_kind)


def _meeting(world: World) -> Sequence[Told]:
    (host, guest), slug = world.states(), world.event("meeting")
    record = {
        "meeting": slug,
        **world.filled({"date": "DATE", "place": "PLACE", "issues": ["ISSUE"]}, guest, host),
        "host": host,
        "participants": [world.participation(guest, "visitor"), world.participation(host, "host")],
        "coding": {"label": f"Meeting {slug}", "code": "CONSULT:Visit", "between": sorted((host, guest))},
    }
    return (world.remembered(slug, record),)


def _speech(world: World) -> Sequence[Told]:
    """A statement, told by the article, and up to three claims of what was said in it."""
    (state, other), slug = world.states(), world.event("statement")
    code, stance = world.chance.choice(_STATEMENTS)
    speaker = world.participation(state, "spokesperson")
    record = {
        "statement": slug,
        "speaker": speaker,
        "channel": "press-remarks",
        "stance": stance,
        **world.filled({"date": "DATE", "issues": ["ISSUE"], "about": ["OTHER"]}, state, other),
        "coding": {"label": f"Statement {slug}", "code": code, "actors": state, "recipients": other},
    }
    contents = [_content(world, slug, speaker["who"], other) for _ in range(world.frequent(4))]
    return (world.remembered(slug, record), *contents)


def _content(world: World, statement: str, speaker: str, about: str) -> Told:
    slug, said = world.event("judgement"), {"by": speaker, "said": statement, "about": [about]}
    if world.chance.random() < 0.5:
        judgement = {"modality": "claimed", "characterisation": slug, "as": "a partner of weight"}
        return slug, {**said, **judgement, "valence": "positive"}
    return slug, {**said, "situation": slug, "trend": "rising"}


def _tour(world: World) -> Sequence[Told]:
    """A tour with its stops, and the meeting at each."""
    state, tour = world.states()[0], world.event("tour")
    hosts = list(dict.fromkeys(each for each in (world.states()[1] for _ in range(4)) if each != state))
    visitor = world.participation(state, "visitor")
    told: Tree = {"tour": tour, "participants": [visitor], "destinations": hosts, "date": world.dating()}
    stops = [_stop(world, tour, number, visitor, host) for number, host in enumerate(hosts, start=1)]
    return ((tour, {**told, "coding": {"label": f"Tour {tour}"}}), *(each for stop in stops for each in stop))


def _stop(world: World, tour: str, number: int, visitor: Tree, host: str) -> Sequence[Told]:
    stop, talks = world.event("stop"), world.event("meeting")
    where, sides = {"place": f"capital-{host.lower()}", "host": host}, sorted((host, visitor["for"]))
    coding = {"code": "CONSULT:Visit", "between": sides}
    visit = {"label": f"Stop {stop}", **coding, "part-of": tour}
    met = {"label": f"Meeting {talks}", **coding, "part-of": stop}
    participants = [visitor, world.participation(host, "host")]
    return (
        (stop, {"stop": stop, "of": tour, "sequence": str(number), **where, "coding": visit}),
        (talks, {"meeting": talks, "participants": participants, **where, "coding": met}),
    )


def _tenure(world: World) -> Sequence[Told]:
    state = world.states()[0]
    holder = world.participation(state, "")
    who, post, observed = holder["who"], holder["as"], world.dating()["edtf"]
    slug = f"{who}-{post}"
    return ((slug, {"tenure": slug, "who": who, "post": post, "for": state, "observed": observed}),)


def _other_kind(world: World) -> Sequence[Told]:
    """Something that one state does to another, or that stands between them, of any kind in kinds.yaml."""
    (one, other), template = world.states(), world.chance.choice(_kinds())
    record = {name: value for name, value in template.items() if name != "code"}
    key = next(iter(record))
    slug = world.event(key)
    told = {"modality": world.chance.choice(_MODALITIES), **world.filled(record, one, other), key: slug}
    if "code" not in template:
        return ((slug, told),)
    sides = {"actors": one, "recipients": other} if "target" in record else {"between": sorted((one, other))}
    told["coding"] = {"label": f"{key.capitalize()} {slug}", "code": template["code"], **sides}
    return (world.remembered(slug, told),)


@cache
def _kinds() -> list[Tree]:
    import yaml

    kinds: list[Tree] = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"))
    return kinds


def _article(name: str, seed: int, world: World, told: Sequence[Told]) -> Tree:
    hashes = (hashlib.sha256(f"{seed}/{name}/{n}".encode()).hexdigest() for n in range(len(told) + 1))
    paragraphs = -(-len(told) // SENTENCES)
    frames = {n: {"sha256": next(hashes), "sentences": SENTENCES} for n in range(1, paragraphs + 1)}
    if len(told) % SENTENCES:
        frames[paragraphs]["sentences"] = 1
    head: Tree = {
        "id": name,
        "file": f"{name}.txt",
        "sha256": next(hashes),
        "title": f"Article number {name}",
    }
    tour = next(({"tour": slug} for slug, record in told if "tour" in record), {})
    claims = {f"{slug}-{n}": _claim(slug, record, n) for n, (slug, record) in enumerate(told)}
    article = {**head, "published": world.dating(), "genre": "report", **tour}
    return {"article": article, "paragraphs": frames, "claims": claims}


def _claim(slug: str, record: Tree, number: int) -> Tree:
    place = f"{number // SENTENCES + 1}.{number % SENTENCES + 1}"
    told = {name: value for name, value in record.items() if name != "coding"}
    paraphrase = f"This is what the article says of {slug} in sentence {place}"
    return {"at": place, "modality": "happened", **told, "paraphrase": paraphrase}
