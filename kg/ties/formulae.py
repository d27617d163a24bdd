"""The formulae of a tie (TIES): from what events add, P and N, to strength, polarity, ambivalence and sign."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, log1p

from kg.ties.constants import Constants
from kg.ties.weighing import Contribution


def channels(found: Iterable[Contribution]) -> tuple[float, float]:
    """Give P, the sum of the positive contributions, and N, the sum of the negative ones without sign."""
    values = [one.value for one in found]
    # fsum: the exact sum, whatever the order; + 0.0 turns −0.0 into 0.0
    return fsum(v for v in values if v > 0), fsum(-v for v in values if v < 0) + 0.0


def strength(p: float, n: float) -> float:
    """Give S = ln(1 + P + N)."""
    return log1p(p + n)


def polarity(p: float, n: float) -> float:
    """Give π = (P − N)/(P + N + 1), between −1 and 1, near 0 when the evidence is thin."""
    return (p - n) / (p + n + 1)


def ambivalence(p: float, n: float) -> float:
    """Give A = min(P, N)/max(P, N), 0 where both are 0."""
    return min(p, n) / max(p, n) if p or n else 0.0


def sign(p: float, n: float, constants: Constants) -> str:
    """Give `mixed`, `+`, `-` or `weak` for a pair with at least one event."""
    if ambivalence(p, n) >= constants.mixed_ambivalence and p + n >= constants.mixed_total:
        return "mixed"
    if polarity(p, n) >= constants.positive:
        return "+"
    return "-" if polarity(p, n) <= constants.negative else "weak"
