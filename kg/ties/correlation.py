"""How far two rankings agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isnan
from typing import TypeVar

from kg.ties.method import Method
from kg.ties.observation import Observation
from kg.ties.scales import read_scale
from kg.ties.tie import measured

K = TypeVar("K", str, tuple[str, str])


def kendall(one: Mapping[K, float], other: Mapping[K, float]) -> float | None:
    """Give Kendall's τ-b over the keys of both, between −1 and 1; None where it is not defined.

    τ-b = (C − D)/√((C + D + T₁)(C + D + T₂)), C and D the pairs in the same and in opposite order, T those
    tied in one ranking only. Kendall (1945), Biometrika 33.

    >>> tau = kendall({"a": 3, "b": 2, "c": 1}, {"a": 3, "b": 1, "c": 2})
    >>> round(tau, 12) == round((2 - 1) / 3, 12)
    True
    """
    from scipy.stats import kendalltau

    keys = sorted(one.keys() & other.keys())
    if len(keys) < 2:
        return None
    columns = ([round(side[key], 12) for key in keys] for side in (one, other))
    tau = float(kendalltau(*columns).statistic)
    return None if isnan(tau) else tau


def agreement_of_scales(observations: Iterable[Observation], chosen: Method) -> float | None:
    """Give Kendall's τ between the strengths on the chosen scale and those on PLOVER's own."""
    events = tuple(observations)
    both = (replace(chosen, scale=read_scale("plover")), chosen)
    found = ({(tie.a, tie.b): tie.strength for tie in measured(events, one, ranges=False)} for one in both)
    return kendall(*found)
