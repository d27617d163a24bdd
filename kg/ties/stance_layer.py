"""The stance layer of ties between states: a count of its own, in the layout of a tie, without P and N."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields

from kg.ties.stances import Stance
from kg.ties.tables import Row
from kg.ties.tie import Tie

_WORDS = {1: "supportive", 0: "neutral", -1: "critical"}


def stance_rows(
    found: Iterable[Stance], *, basis: str = "told", without: Collection[str] = ()
) -> tuple[Row, ...]:
    """Give each pair of states of which one takes sides on the other, most statements first.

    The keys are those of a tie; what only P and N give is None. `events` are statements and positions, `sign`
    is `mixed` with supportive and critical ones, `+` or `-` with one sort, `weak` with neutral ones only.
    """
    pairs: dict[tuple[str, str], list[Stance]] = defaultdict(list)
    for one in found:
        ends = (one.state, one.target_state)
        if one.state and one.target_state and one.state != one.target_state and not set(ends) & set(without):
            pairs[min(one.state, one.target_state), max(one.state, one.target_state)].append(one)
    rows = [_row(pair, taken, basis) for pair, taken in pairs.items()]
    return tuple(sorted(rows, key=lambda row: (-int(str(row["events"])), str(row["a"]), str(row["b"]))))


def _row(pair: tuple[str, str], taken: Sequence[Stance], basis: str) -> Row:
    sides = {(one.event, one.speaker): one.stance for one in taken}
    days = [day for one in taken for day in (one.first, one.last) if day]
    counts = {side: sum(value == side for value in sides.values()) for side in _WORDS}
    return {
        **dict.fromkeys(field.name for field in fields(Tie)),
        "a": pair[0],
        "b": pair[1],
        "basis": basis,
        "sign": _sign(counts[1], counts[-1]),
        "events": len({one.event for one in taken}),
        "claims": len({one.claim for one in taken}),
        "articles": len({one.article for one in taken}),
        "publishers": len({one.publisher for one in taken if one.publisher}),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "note": ", ".join(f"{counts[side]} {word}" for side, word in _WORDS.items()),
    }


def _sign(supportive: int, critical: int) -> str:
    if supportive and critical:
        return "mixed"
    return "+" if supportive else "-" if critical else "weak"
