"""How ties are measured in one run: basis, period, articles, layer, parts, decay, scale and constants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from kg.problems import KgError, suggestion
from kg.ties.constants import Constants, shipped_constants
from kg.ties.observation import ARTICLE, BASES, HAPPENED, ClaimRef, Observation
from kg.ties.periods import Bound, Period, bound, parse_period
from kg.ties.scales import Scale, read_scale

CHOICES: Final = {
    "basis": BASES,
    "articles": ("all", "preview", "report"),
    "parts": ("strongest", "sum"),
    "layer": ("all", "contact", "cooperation", "friction", "agreements"),
}


@dataclass(frozen=True, slots=True)
class Method:
    """Every choice behind a table of ties; KgError for a choice that does not exist.

    `half_life` is in days, counted from the event's latest date to the period's end; None is no decay.
    """

    basis: str = "told"
    period: Period | None = None
    articles: str = "all"
    parts: str = "strongest"
    layer: str = "all"
    half_life: float | None = None
    scale: Scale = field(default_factory=lambda: read_scale("plover"))
    constants: Constants = field(default_factory=shipped_constants)

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            chosen = getattr(self, name)
            if chosen not in choices:
                near = suggestion(str(chosen), choices)
                raise KgError(f"no {name} {chosen!r}; there are {', '.join(choices)}{near}")
        if self.half_life is not None and (self.period is None or not self.half_life > 0):
            raise KgError("a half-life is a number of days above 0 and needs a period to count to the end of")

    def on(self, basis: str) -> Method:
        """Give the same method on a basis."""
        return self if basis == self.basis else replace(self, basis=basis)

    def on_each_basis(self) -> dict[str, Method]:
        """Give the same method on each basis, by its name."""
        return {basis: self.on(basis) for basis in BASES}


def method(
    *,
    basis: str = "told",
    period: Period | str | None = None,
    articles: str = "all",
    parts: str = "strongest",
    layer: str = "all",
    half_life: float | None = None,
    scale: Scale | str = "plover",
) -> Method:
    """Give the method from plain words: a period and a scale may be named by their text."""
    return Method(
        basis=basis,
        period=parse_period(period) if isinstance(period, str) else period,
        articles=articles,
        parts=parts,
        layer=layer,
        half_life=half_life,
        scale=read_scale(scale) if isinstance(scale, str) else scale,
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """An event that counts on the basis and in the period, with the claims it counts by."""

    observation: Observation
    claims: tuple[ClaimRef, ...]
    bound: Bound


def readable(observations: Iterable[Observation], chosen: Method) -> tuple[Observation, ...]:
    """Give the events as known from the chosen articles and within the chosen layer, sorted by name."""
    genre = None if chosen.articles == "all" else chosen.articles
    kept = (
        observation.of_genre(genre) if genre else observation
        for observation in observations
        if not observation.standing
        and (genre is None or any(claim.genre == genre for claim in observation.claims))
        and in_layer(observation, chosen)
    )
    return tuple(sorted((one for one in kept if one.claims), key=lambda one: one.event))


def in_layer(observation: Observation, chosen: Method) -> bool:
    """Whether the event lies in the layer: contact (CONSULT), cooperation (other s > 0), friction (s < 0).

    Acts on agreements make a layer of their own across these.
    """
    if chosen.layer == "all":
        return True
    if chosen.layer == "agreements":
        return observation.kind == "AgreementAct"
    return chosen.layer == layer_of(observation, chosen.scale)


def layer_of(observation: Observation, scale: Scale) -> str | None:
    """Give the layer of an event, None where the score is 0 or what is told has no code."""
    if not observation.code:
        return None
    if observation.code.partition(":")[0] == "CONSULT":
        return "contact"
    score = scale.score(observation.code)
    return "cooperation" if score > 0 else "friction" if score < 0 else None


def counted(observation: Observation, chosen: Method) -> Counted | None:
    """Give the event with the claims it counts by, None where it does not count."""
    claims = observation.claims_on(chosen.basis)
    if not claims:
        return None
    lies = bound(observation)
    if not belongs(lies, chosen.period):
        return None
    return Counted(observation, claims, lies)


def counted_of(observations: Iterable[Observation], chosen: Method) -> tuple[Counted, ...]:
    """Give the events that count, in the order given."""
    found = (counted(observation, chosen) for observation in observations)
    return tuple(one for one in found if one)


def belongs(lies: Bound, period: Period | None) -> bool:
    """Whether an event belongs to the one period that holds its latest day; everything belongs to `all`."""
    return period is None or (lies.latest is not None and period.holds(lies.latest))


def reason(observation: Observation, chosen: Method) -> str | None:
    """Say why an event of a pair does not count: other-period, planned, attributed, contradicted, no-date.

    `attributed` is what no article asserts in its own voice as having happened: a party says it or denies it, or
    a sentence only presupposes it (`denied` and `presupposed` tell them apart). None where it counts, and for a
    told event on the basis `announced` (nobody announced it).
    """
    lies = bound(observation)
    if lies.latest is not None and not belongs(lies, chosen.period):
        return "other-period"
    if observation.claims_on(chosen.basis):
        return None if belongs(lies, chosen.period) else "no-date"
    if observation.told():
        return None
    if any(claim.tells() for claim in observation.claims):
        return "contradicted"
    if any(claim.announces() for claim in observation.claims):
        return "planned"
    return "attributed"


def presupposed(observation: Observation) -> bool:
    """Whether articles only presuppose the event: none asserts it, and no party says it either."""
    return bool(observation.claims) and all(
        claim.asserted_by == ARTICLE and claim.modality == HAPPENED and not claim.own_voice
        for claim in observation.claims
    )


def denied(observation: Observation) -> bool:
    """Whether every claim of the event denies it."""
    return bool(observation.claims) and all(claim.denies for claim in observation.claims)
