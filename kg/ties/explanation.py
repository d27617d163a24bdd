"""The explanation of one tie: each event's contribution with its claims, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg.ties.formulae import channels
from kg.ties.method import Method, counted_of, denied, method, presupposed, readable, reason
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import Period, bound
from kg.ties.scales import Scale
from kg.ties.weighing import Contribution, added_up

FACTORS: Final = ("level", "confidence", "divisor", "assumed", "dated_by", "decay")
"""What a contribution's row says beyond the JSON layout: the factors of its weight, and who dates it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event between the two that does not count, with one reason (see `method.reason`)."""

    observation: Observation
    reason: str

    @property
    def presupposed(self) -> bool:
        """Whether it is left out as attributed because a sentence only presupposes it, said by no party."""
        return self.reason == "attributed" and presupposed(self.observation)

    @property
    def denied(self) -> bool:
        """Whether it is left out as attributed because all that is told of it is that it is not so."""
        return self.reason == "attributed" and denied(self.observation)


@dataclass(frozen=True, slots=True)
class Explanation:
    """P and N of a pair on one basis, taken apart: positive contributions sum to P, negative ones to −N.

    Both lists are in order of date: by the latest day an event may have, those without one last.
    """

    a: str
    b: str
    basis: str
    p: float
    n: float
    contributions: tuple[Contribution, ...]
    left_out: tuple[LeftOut, ...]


def explain(
    observations: Iterable[Observation],
    a: str,
    b: str,
    *,
    period: Period | str | None = None,
    basis: str = "told",
    articles: str = "all",
    parts: str = "strongest",
    layer: str = "all",
    half_life: float | None = None,
    scale: Scale | str = "plover",
) -> Explanation:
    """Take the tie of a and b apart, in either order; a pair without events has an empty explanation."""
    chosen = method(
        basis=basis,
        period=period,
        articles=articles,
        parts=parts,
        layer=layer,
        half_life=half_life,
        scale=scale,
    )
    return explained(observations, a, b, chosen)


def explained(observations: Iterable[Observation], a: str, b: str, chosen: Method) -> Explanation:
    """Take one tie apart by a method already chosen; see `explain`."""
    pair = (min(a, b), max(a, b))
    events = readable((one for one in observations if pair in one.pairs()), chosen)
    found = added_up(counted_of(events, chosen), pair, chosen)
    p, n = channels(found)
    # between officials an event is told of by some claims and announced by others: it counts by either
    known = {one.part.observation.event for one in found}
    reasons = ((event, reason(event, chosen)) for event in events if event.event not in known)
    left_out = (LeftOut(event, why) for event, why in reasons if why)
    return Explanation(
        *pair,
        chosen.basis,
        p,
        n,
        tuple(sorted(found, key=lambda one: _when(one.part.observation))),
        tuple(sorted(left_out, key=lambda one: _when(one.observation))),
    )


def _when(observation: Observation) -> tuple[date, date, str]:
    """Give what puts events in order: the latest day that each may have, then the earliest, then its name."""
    lies = bound(observation)
    return lies.latest or date.max, lies.earliest or date.min, observation.event


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Give the explanation as plain values in the layout of `kg explain --format json`."""
    return {
        "a": explanation.a,
        "b": explanation.b,
        "basis": explanation.basis,
        "p": explanation.p,
        "n": explanation.n,
        "contributions": [_contribution(one) for one in explanation.contributions],
        "left_out": [
            {
                "event": one.observation.event,
                "reason": one.reason,
                "claims": [claim_json(claim) for claim in one.observation.claims],
            }
            for one in explanation.left_out
        ],
    }


def behind(contribution: Contribution) -> tuple[ClaimRef, ...]:
    """Give the claims behind a contribution: those it counts by, and the denials that weaken it."""
    event = contribution.part.counted
    denials = (claim for claim in event.observation.claims if claim.denies)
    found = {claim.claim: claim for claim in (*event.claims, *denials)}
    return tuple(found[name] for name in sorted(found))


def claim_json(claim: ClaimRef) -> dict[str, Any]:
    """Give a claim's place and standing as plain values."""
    return {
        "claim": claim.claim,
        "article": claim.article,
        "publisher": claim.publisher,
        "paragraph": list(claim.paragraph),
        "asserted_by": claim.asserted_by,
        "modality": claim.modality,
    }


def contribution_row(one: Contribution) -> Mapping[str, Any]:
    """Give a contribution with the factors of its weight as one flat row, without its claims."""
    part = one.part
    return {
        "event": part.observation.event,
        "label": part.observation.label,
        "date": part.counted.bound.text or None,
        "kind": part.observation.kind,
        "code": part.observation.code,
        "score": part.score,
        "level": part.level,
        "confidence": part.confidence,
        "divisor": part.divisor,
        "assumed": part.assumed,
        "dated_by": "publication" if part.counted.bound.derived else "event",
        "decay": part.decay,
        "weight": part.weight,
        "contribution": one.value,
        "within": one.within,
    }


def _contribution(one: Contribution) -> dict[str, Any]:
    row = contribution_row(one)
    flat = {key: row[key] for key in row if key not in FACTORS}
    return {**flat, "claims": [claim_json(claim) for claim in behind(one)]}
