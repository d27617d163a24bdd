"""As what an event stands in the sources: confirmed by a record, told, only planned, or only claimed by a party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.ties.observation import ANNOUNCING, ClaimRef, Observation

WORDS: Final = {
    "confirmed": "Confirmed: an official record has it",
    "told": "Told: a source reports in its own voice that it happened",
    "planned": "Planned, expected or conditional; no source here tells that it happened",
    "claimed": "Only claimed by a party, or contradicted",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """As what an event stands, a key of WORDS, and in few words with what else is said of it."""

    name: str
    words: str


def standing(event: Observation) -> Standing:
    """Give as what an event stands by all of its claims."""
    told = event.told()
    announced = _modalities(event.claims)
    before = f", {announced} before" if announced else ""
    if any(claim.official_record for claim in told):
        others = any(not claim.official_record for claim in told)
        return Standing("confirmed", f"{'told, and ' if others else ''}in the record{before}")
    if told:
        return Standing("told", f"told{before}")
    if announced:
        return Standing("planned", announced)
    contradicted = any(claim.tells() for claim in event.claims)
    return Standing("claimed", "contradicted" if contradicted else "only claimed")


def _modalities(claims: tuple[ClaimRef, ...]) -> str:
    found = {claim.modality for claim in claims if claim.modality in ANNOUNCING}
    return " or ".join(name for name in ("planned", "expected", "conditional") if name in found)
