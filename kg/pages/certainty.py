"""As what an event stands in the sources: confirmed by a record, told, only planned, or only claimed by a party."""

from __future__ import annotations

from dataclasses import dataclass
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
    if any(claim.official_record for claim in told):
        others = any(not claim.official_record for claim in told)
        return Standing(
            "confirmed", _after(announced, "stood.told-record" if others else "stood.record", texts)
        )
    if told:
        return Standing("told", _after(announced, "stood.told", texts))
    if announced:
        return Standing("planned", announced)
    contradicted = any(claim.tells() for claim in event.claims)
    return Standing("claimed", texts("stood.contradicted" if contradicted else "stood.claimed"))


def _after(announced: str, key: str, texts: Texts) -> str:
    """Say as what an event stands, and as what it was announced before."""
    return texts("stood.before", words=texts(key), announced=announced) if announced else texts(key)


def _modalities(claims: tuple[ClaimRef, ...], texts: Texts) -> str:
    found = {claim.modality for claim in claims if claim.modality in ANNOUNCING}
    named = (texts.term(name) for name in ("planned", "expected", "conditional") if name in found)
    return f" {texts('stood.or')} ".join(named)
