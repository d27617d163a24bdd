"""Who was met: names in the remarks resolved to persons where that is certain, else kept with candidates.

A name is certain where it is a full one (two words or more, or a ruler's with a number) and its state is. The
state is that of the word for a people before the title. Without one it is the host's, unless the same name
stands for another state in the shipped facts, beside another people, or under another host more often, or
another people is named before in the same sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.importing.known import Known
from kg.importing.remarks import Mention, Office
from kg.importing.slugs import Slugs, slug_of

_NUMBER: Final = re.compile(r"[IVX]+")
_NOT_FIRST: Final = frozenset(
    ("de", "da", "do", "dos", "das", "du", "di", "la", "le", "van", "von", "der", "den", "al", "el", "ul")
)
_SON_OF: Final = frozenset(("bin", "ibn", "ben", "bint"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention in the remarks of a trip, with the state that received the traveller, if a state did."""

    mention: Mention
    host: str | None


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody met: `who` where it is certain, else the words with the persons they may mean."""

    words: str
    office: Office
    state: str | None
    who: str | None
    may_be: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the record: the spellings found, the best first."""

    slug: str
    state: str
    spellings: tuple[str, ...]


def is_full(name: str) -> bool:
    """Tell whether a name has two words of its own, or is a ruler's with a number."""
    words = name.split()
    return len(words) > 1 and (
        bool(_NUMBER.fullmatch(words[-1]))
        or (slug_of(words[0]) not in {*_NOT_FIRST, *_SON_OF} and "’" not in words[0][:2])
    )


class People:
    """All persons that the sightings make certain, and each sighting as a counterpart."""

    def __init__(self, sightings: Sequence[Sighting], known: Known, slugs: Slugs) -> None:
        self.known = known
        self._homes = _homes(sightings, known)
        self._offices: dict[tuple[str, str], set[str]] = {}
        spelt: dict[tuple[str, str], Counter[str]] = {}
        for sighting in sightings:
            state = self.state(sighting)
            if state and is_full(sighting.mention.name):
                key = (state, slug_of(sighting.mention.name))
                spelt.setdefault(key, Counter())[sighting.mention.name] += 1
                self._offices.setdefault(key, set()).add(sighting.mention.office.office)
        self._fuller = {key: fuller for key in spelt if (fuller := self._one_fuller(key, spelt))}
        self._persons = self._named(spelt, slugs)
        self._by_state: dict[str, list[Somebody]] = {}
        for somebody in self.somebodies:
            self._by_state.setdefault(somebody.state, []).append(somebody)

    @property
    def somebodies(self) -> tuple[Somebody, ...]:
        """Give every person, by slug."""
        return tuple(sorted(set(self._persons.values()), key=lambda each: each.slug))

    def state(self, sighting: Sighting) -> str | None:
        """Give the state that the person stands for; None where that is not certain."""
        mention = sighting.mention
        if mention.state or mention.foreign:
            return mention.state
        possible = {sighting.host, mention.after or sighting.host} & self._homes.get(
            _key(mention), frozenset()
        )
        return next(iter(possible)) if len(possible) == 1 else None

    def counterpart(self, sighting: Sighting) -> Counterpart:
        """Resolve a sighting."""
        mention, state = sighting.mention, self.state(sighting)
        key = (state or "", slug_of(mention.name))
        somebody = self._persons.get(self._fuller.get(key, key))
        if somebody is not None:
            return Counterpart(mention.words, mention.office, state, somebody.slug, ())
        return Counterpart(mention.words, mention.office, state, None, self._candidates(mention, state))

    def _candidates(self, mention: Mention, state: str | None) -> tuple[str, ...]:
        homes = () if mention.foreign else self._homes.get(_key(mention), frozenset())
        near = (n for home in ((state,) if state else homes) for n in self._by_state.get(home, ()))
        words = set(_words(slug_of(mention.name)))
        bearers = (n.slug for n in near if any(words <= set(_words(slug_of(s))) for s in n.spellings))
        return tuple(sorted(bearers))

    def _one_fuller(
        self, key: tuple[str, str], spelt: Mapping[tuple[str, str], object]
    ) -> tuple[str, str] | None:
        """Give the one longer name of the same state and office of which this is a shorter form."""
        offices = self._offices[key]
        longer = [
            other
            for other in spelt
            if other[0] == key[0] and offices & self._offices[other] and _shortens(key[1], other[1])
        ]
        return longer[0] if len(longer) == 1 else None

    def _named(
        self, spelt: Mapping[tuple[str, str], Counter[str]], slugs: Slugs
    ) -> dict[tuple[str, str], Somebody]:
        together: dict[tuple[str, str], Counter[str]] = {}
        for key, spellings in spelt.items():
            together.setdefault(self._longest(key), Counter()).update(spellings)
        return {key: self._somebody(key[0], together[key], slugs) for key in sorted(together)}

    def _longest(self, key: tuple[str, str]) -> tuple[str, str]:
        while key in self._fuller:
            key = self._fuller[key]
        return key

    def _somebody(self, state: str, spellings: Counter[str], slugs: Slugs) -> Somebody:
        ordered = sorted(spellings, key=lambda s: (-len(s.split()), s.isascii(), -spellings[s], s))
        known = (self.known.named("Person", each, state) for each in ordered)
        slug = next((each for each in known if each), None)
        return Somebody(slug or slugs.fresh(slug_of(ordered[0]), state.lower()), state, tuple(ordered))


def _words(slug: str) -> list[str]:
    return slug.split("-")


def _shortens(short: str, long: str) -> bool:
    """Tell whether a name is another one with words left out: its last words, or from the first word on.

    A father's name begins no name: `hamad-al-khalifa` is not `salman-bin-hamad-al-khalifa`.
    """
    few, many = _words(short), _words(long)
    if len(few) >= len(many):
        return False
    if few == many[-len(few) :]:
        return many[-len(few) - 1] not in _SON_OF
    rest = iter(many)
    return few[0] == many[0] and all(word in rest for word in few)


def _key(mention: Mention) -> str:
    name = slug_of(mention.name)
    return name if is_full(mention.name) else f"{mention.office.office}: {name}"


def _homes(sightings: Iterable[Sighting], known: Known) -> dict[str, frozenset[str]]:
    """Give for every name the states that it may stand for when no word for a people says so."""
    said: dict[str, set[str]] = {}
    hosts: dict[str, Counter[str]] = {}
    for sighting in sightings:
        key, mention = _key(sighting.mention), sighting.mention
        if mention.state:
            said.setdefault(key, set()).add(mention.state)
        elif sighting.host and not mention.foreign and mention.after in (None, sighting.host):
            hosts.setdefault(key, Counter())[sighting.host] += 1
    for entity in known.corpus.entities:
        if entity.record.kind.name == "Person" and (state := entity.record.text("state")):
            for name in (*entity.record.texts("name"), *entity.record.texts("names")):
                said.setdefault(slug_of(name), set()).add(state)
    counted = {key: _most(hosts[key]) for key in hosts}
    return counted | {key: frozenset(states) for key, states in said.items()}


def _most(hosts: Counter[str]) -> frozenset[str]:
    """Give the host under which a name stands most often; none if two are equal."""
    first, *others = hosts.most_common(2)
    return frozenset() if others and others[0][1] == first[1] else frozenset((first[0],))
