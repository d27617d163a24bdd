"""The persons, posts, places and states that a record names, each once, under the shipped name where it has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.curation.names import folded
from kg.importing.countries import Country, country_id, state_name, table
from kg.importing.facts_text import Data
from kg.importing.known import Known
from kg.importing.people import Counterpart, Somebody
from kg.importing.slugs import Slugs, slug_of

_FILES: Final = {
    "Person": "persons",
    "Post": "posts",
    "Place": "places",
    "Territory": "places",
    "State": "states",
    "GovernmentBody": "organisations",
}


class Entities:
    """Gathers entities; `files` gives them as facts files."""

    def __init__(self, known: Known, slugs: Slugs) -> None:
        self.known = known
        self.slugs = slugs
        self._records: dict[str, dict[str, Data]] = {}
        self._places: dict[tuple[str, str], str] = {}
        self._called = {
            folded(name): entity.slug
            for entity in known.corpus.entities
            for name in entity.record.texts("name")
            if entity.record.kind.name == "Person"
        }
        self._aliases = {(row["country"], row["locale"]): row["name"] for row in table("places.csv")}

    def files(self) -> Mapping[str, Mapping[str, Data]]:
        """Give the entities as facts files, in order of name."""
        files: dict[str, dict[str, Data]] = {}
        for slug in sorted(self._records):
            record = self._records[slug]
            files.setdefault(f"entities/{_FILES[str(record['kind'])]}.yaml", {})[slug] = record
        return files

    def add(self, slug: str, fields: Mapping[str, Data]) -> str:
        """Note an entity, in the shipped words where it is known; gives its slug."""
        self._records.setdefault(slug, {**(self.known.record(slug) or fields)})
        return slug

    def state(self, slug: str) -> str:
        """Note a state, by its ISO 3166-1 code or the name it has here."""
        return self.add(slug, {"kind": "State", "name": state_name(slug)})

    def country(self, country: Country) -> str:
        """Note a country: a state, past or present, a territory or a continent."""
        fields: dict[str, Data] = {"kind": country.kind, "name": country.name}
        if country.kind == "Place":
            fields["type"] = "continent"
        if country.of:
            fields["state"] = self.state(country.of)
        return self.add(country.slug, fields)

    def person(self, somebody: Somebody) -> str:
        """Note a person met, with every spelling found."""
        name = self._own_name(somebody.slug, somebody.spellings[0], somebody.state)
        self.add(somebody.slug, {"kind": "Person", "name": name, "state": somebody.state})
        return self._spelt(somebody.slug, somebody.spellings)

    def traveller(self, slug: str, names: tuple[str, ...]) -> str:
        """Note a traveller of the United States, with every spelling found."""
        name = self._own_name(slug, names[0], "USA")
        self.add(slug, {"kind": "Person", "name": name, "names": [names[0].split()[-1]], "state": "USA"})
        return self._spelt(slug, names)

    def _own_name(self, slug: str, name: str, state: str) -> str:
        """Give the name, with the state behind it where another person goes by it."""
        for own in (name, f"{name} ({state_name(state)})", f"{name} ({slug})"):
            if self._called.setdefault(folded(own), slug) == slug:
                return own
        return slug

    def _spelt(self, slug: str, spellings: tuple[str, ...]) -> str:
        """Add the record's spellings to a shipped record that lacks them."""
        record = self._records[slug]
        names = [str(name) for name in record.get("names", ())]
        new = [each for each in spellings if each not in (record["name"], *names)]
        if new:
            record["names"] = [*names, *new]
        return slug

    def post(self, counterpart: Counterpart) -> str | None:
        """Note the post of somebody met; None where the state is not certain."""
        state, office = counterpart.state, counterpart.office
        if state is None:
            return None
        name = f"{office.name} of {self._records[state]['name']}"
        slug = self.known.named("Post", name) or f"{state.lower()}-{office.office}"
        return self.add(slug, {"kind": "Post", "name": name, "of": state, "rank": office.rank})

    def places(self, country: Country, locale: str) -> list[str]:
        """Note the places of a locale, which may name several; gives their slugs."""
        for (listed, words), name in self._aliases.items():
            if listed == country.id:
                locale = locale.replace(words, name)
        return [self._place(country, name) for name in _cities(locale)]

    def _place(self, country: Country, name: str) -> str:
        key = (country.slug, country_id(name))
        if key not in self._places:
            state = country.slug if country.is_state else None
            slug = self.known.named("Place", name, state) if state else None
            self._places[key] = self.add(slug, {}) if slug else self._new_place(country, name)
        return self._places[key]

    def _new_place(self, country: Country, name: str) -> str:
        # Whose a place is today the record does not say: it lists Algiers under France, Hong Kong under Britain.
        full = f"{name}, {country.name}"
        slug = self.slugs.fresh(slug_of(full), country.id)
        comment = f"Listed under “{country.id}” by the Office of the Historian."
        return self.add(slug, {"kind": "Place", "name": full, "names": [name], "comment": comment})


def _cities(locale: str) -> list[str]:
    """Take a locale apart at its commas, each place once."""
    parts = (" ".join(part.split()) for part in locale.split(","))
    return list(dict.fromkeys(part for part in parts if part))
