"""What the shipped facts know already: names under which an imported thing is the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.curation.corpus import Claim, Corpus, Named
from kg.curation.dates import Dating, parse_edtf
from kg.curation.names import folded

_COPIED: Final = ("name", "names", "type", "state", "of", "rank", "portfolio")


@dataclass(frozen=True)
class Stay:
    """A stop that articles tell: the event, who visits which state, on what tour, within which days."""

    event: str
    visitor: str
    host: str
    tour: str | None
    datings: tuple[Dating, ...]


@dataclass(frozen=True)
class Known:
    """A corpus, looked up by the names that things go by."""

    corpus: Corpus

    @cached_property
    def entities(self) -> Mapping[str, Named]:
        """Give every entity by its slug."""
        return {entity.slug: entity for entity in self.corpus.entities}

    def named(self, kind: str, name: str, state: str | None = None) -> str | None:
        """Give the slug of the one entity of the kind (and state) that goes by the name, None if not certain."""
        found = self._by_name.get((kind, folded(name)), ())
        fitting = [
            slug for slug in found if state is None or self.entities[slug].record.text("state") == state
        ]
        return fitting[0] if len(fitting) == 1 else None

    def record(self, slug: str) -> dict[str, str | list[str]] | None:
        """Give an entity's record as it may stand in another file: what it is called and belongs to."""
        entity = self.entities.get(slug)
        if entity is None:
            return None
        fields: dict[str, str | list[str]] = {"kind": entity.record.kind.name}
        for name in _COPIED:
            texts = entity.record.texts(name)
            if texts:
                fields[name] = list(texts) if name == "names" else texts[0]
        return fields

    def holders(self, post: str) -> frozenset[str]:
        """Give the persons whom the articles show in the post."""
        tenures = (c.told for c in self.corpus.claims if c.kind.name == "Tenure")
        return frozenset(t.text("who") or "" for t in tenures if t.text("post") == post)

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """Give every stop that names a visitor and a state."""
        told: dict[str, list[Claim]] = {}
        for claim in self.corpus.claims:
            if claim.kind.name == "Stop":
                told.setdefault(claim.subject, []).append(claim)
        found = (_stay(event, claims) for event, claims in told.items())
        return tuple(stay for stay in found if stay is not None)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], dict[str, None]] = {}
        for entity in self.corpus.entities:
            for name in (*entity.record.texts("name"), *entity.record.texts("names")):
                found.setdefault((entity.record.kind.name, folded(name)), {})[entity.slug] = None
        return {key: tuple(slugs) for key, slugs in found.items()}


def visitors(claim: Claim) -> tuple[str, ...]:
    """Give the persons who are visitors by the claim."""
    records = [item.record for item in claim.told.items("participants") if item.record]
    return tuple(r.text("who") or "" for r in records if r.text("role") == "visitor" and r.text("who"))


def _stay(event: str, claims: list[Claim]) -> Stay | None:
    visitor = next((who for claim in claims for who in visitors(claim)), None)
    host = next((host for claim in claims for host in claim.told.texts("host")), None)
    tour = next((tour for claim in claims for tour in claim.told.texts("of")), None)
    if visitor is None or host is None:
        return None
    return Stay(event, visitor, host, tour, datings(claims))


def datings(claims: list[Claim]) -> tuple[Dating, ...]:
    """Give every date that the claims state of what they tell."""
    items = [item.record for claim in claims for item in claim.told.items("date") if item.record]
    return tuple(parse_edtf(record.text("edtf") or "") for record in items)
