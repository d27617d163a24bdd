"""As what an event stands in the sources: confirmed by a record, told, only planned, or only claimed by a party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.pages.languages import Texts
from kg.ties.observation import ANNOUNCING, ClaimRef, Observation

NAMES: Final = ("confirmed", "told", "planned", "claimed")
"""From the surest to the least sure; the catalogues say each under `certainty`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """As what an event stands, one of NAMES, and in few words with what else is said of it."""

    name: str
    words: str


def standing(event: Observation, texts: Texts) -> Standing:
    """Give as what an event stands by all of its claims."""
    told = event.told()
    announced = _modalities(event.claims, texts)
    if told:
        recorded = any(claim.official_record for claim in told)
        others = any(not claim.official_record for claim in told)
        words = texts(f"stood.{('told-record' if others else 'record') if recorded else 'told'}")
        if announced:
            key = "stood.before" if _announced_before(event, told) else "stood.also"
            words = texts(key, words=words, announced=announced)
        return Standing("confirmed" if recorded else "told", words)
    if announced:
        return Standing("planned", announced)
    contradicted = any(claim.tells() for claim in event.claims)
    return Standing("claimed", texts("stood.contradicted" if contradicted else "stood.claimed"))


def _announced_before(event: Observation, told: Iterable[ClaimRef]) -> bool:
    """Whether every article that announces the event appeared before the first that tells of it, for certain."""
    first = min(claim.published_from or date.min for claim in told)
    return all((claim.published_to or date.max) < first for claim in event.claims if claim.announces())


def _modalities(claims: tuple[ClaimRef, ...], texts: Texts) -> str:
    found = {claim.modality for claim in claims if claim.modality in ANNOUNCING}
    named = (texts.term(name) for name in ("planned", "expected", "conditional") if name in found)
    return f" {texts('stood.or')} ".join(named)
