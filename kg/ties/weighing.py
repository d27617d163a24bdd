"""What one event contributes to one pair: level × confidence / (parties − 1), times its score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ties.constants import Constants
from kg.ties.method import Counted, Method
from kg.ties.observation import ClaimRef, Observation

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One event weighed for one pair: weight = level × confidence × decay / divisor, value = weight·s/10.

    `assumed` says that the divisor comes from an assumed number of parties.
    """

    counted: Counted
    score: float
    level: float
    confidence: float
    divisor: int
    assumed: bool
    decay: float

    @property
    def observation(self) -> Observation:
        """Give the event."""
        return self.counted.observation

    @property
    def weight(self) -> float:
        """Give w_e, without unit."""
        return self.level * self.confidence * self.decay / self.divisor

    @property
    def value(self) -> float:
        """Give the signed part of P (above 0) or N (below 0) that this event alone would add."""
        return self.weight * self.score / 10


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part and what it adds to P or N; `within` names the event it counts in, then `value` is 0."""

    part: Part
    value: float
    within: str | None = None


def weigh(event: Counted, pair: Pair, method: Method) -> Part:
    """Weigh one event for one of its pairs."""
    observation = event.observation
    return Part(
        counted=event,
        score=method.scale.score(observation.code),
        level=level(observation, pair, method.basis, method.constants),
        confidence=confidence(event.claims, observation.denied, method.constants),
        divisor=divisor(observation, pair, method.constants),
        assumed=parties_assumed(observation, method.constants),
        decay=decay(event, method),
    )


def level(observation: Observation, pair: Pair, basis: str, constants: Constants) -> float:
    """Give the lower of the two sides' highest ranks for a visit or meeting (CONSULT), 1.0 for other events.

    A side on which nobody is named takes the other side's rank.
    """
    if observation.ranks is None or observation.code.partition(":")[0] != "CONSULT":
        return 1.0
    ranks = (observation.rank_of(side, basis) for side in pair)
    named = [rank for rank in ranks if rank is not None]
    if not named:
        return constants.level["nobody-named"]
    return min(constants.level[rank] for rank in named)


def confidence(claims: Sequence[ClaimRef], denied: bool, constants: Constants) -> float:
    """Give how surely the claims tell of the event: official record or two publishers, one, denied."""
    if denied:
        return constants.denied
    if any(claim.official_record for claim in claims):
        return constants.official_record
    several = len(claims) > 1 and len(voices(claims)) > 1
    return constants.two_publishers if several else constants.one_publisher


def voices(claims: Iterable[ClaimRef]) -> frozenset[str]:
    """Give the named publishers whose own paragraphs stand behind the claims.

    A paragraph belongs to the article that printed it first (by the latest day of publication, then by
    the article's name), so a copy of an article, under another publisher or none, is no second voice.
    """
    owner: dict[str, str | None] = {}
    for claim in sorted(claims, key=_first_printed):
        for paragraph in claim.paragraph_hashes or (claim.article,):
            owner.setdefault(paragraph, claim.publisher)
    return frozenset(publisher for publisher in owner.values() if publisher)


def _first_printed(claim: ClaimRef) -> tuple[date, str, str]:
    return claim.published_to or date.max, claim.article, claim.claim


def divisor(observation: Observation, pair: Pair, constants: Constants) -> int:
    """Give parties − 1 for a shared event and 1 for a directed one."""
    if pair in observation.directed_pairs():
        return 1
    return parties(observation, constants) - 1


def parties(observation: Observation, constants: Constants) -> int:
    """Give the number of states in a shared event: as coded, else as listed, or assumed for a conference."""
    listed = len(set(observation.between))
    if observation.parties is not None:
        return max(observation.parties, listed)
    return max(constants.unknown_parties, listed) if parties_assumed(observation, constants) else listed


def parties_assumed(observation: Observation, constants: Constants) -> bool:
    """Whether the number of parties is unknown and therefore assumed."""
    return observation.parties is None and observation.kind in constants.open_kinds


def decay(event: Counted, method: Method) -> float:
    """Give 0.5 ^ (days from the event's latest day to the period's end / half-life), or 1.0 without one."""
    if method.half_life is None or method.period is None or event.bound.latest is None:
        return 1.0
    days = (method.period.last - event.bound.latest).days
    return float(0.5 ** (days / method.half_life))


def added_up(events: Iterable[Counted], pair: Pair, chosen: Method) -> tuple[Contribution, ...]:
    """Give what each counting event adds to the pair, by name of event."""
    return contributions((weigh(one, pair, chosen) for one in events), chosen.parts)


def contributions(parts: Iterable[Part], rule: str) -> tuple[Contribution, ...]:
    """Add the parts of one pair up: under `strongest` a group adds its largest part of each sign only."""
    ordered = sorted(parts, key=lambda part: part.observation.event)
    if rule == "sum":
        return tuple(Contribution(part, part.value) for part in ordered)
    carrier = _carriers(ordered)
    return tuple(_contribution(part, carrier[_slot(part)]) for part in ordered)


def _contribution(part: Part, carrier: Part) -> Contribution:
    if part is carrier or part.score == 0:
        return Contribution(part, part.value)
    return Contribution(part, 0.0, within=carrier.observation.event)


def _carriers(parts: Iterable[Part]) -> dict[tuple[str, bool], Part]:
    """Give the largest part of each group and sign; among equals the first by name."""
    slots: dict[tuple[str, bool], list[Part]] = defaultdict(list)
    for part in parts:
        slots[_slot(part)].append(part)
    return {slot: max(found, key=lambda part: abs(part.value)) for slot, found in slots.items()}


def _slot(part: Part) -> tuple[str, bool]:
    return part.observation.group or part.observation.event, part.score > 0
