"""From ties to the map of states: one line per pair and basis, under it its events, under these the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import sqrt
from typing import Final

from kg.pages.layout import placed
from kg.pages.model import MapEvent, MapNode, MapPage, MapTie, tie_id
from kg.pages.names import Names, read_names
from kg.pages.spans import differences, spans
from kg.ties.coverage import coverage
from kg.ties.explanation import Explanation, LeftOut, behind, contribution_row, explained
from kg.ties.method import Method, method, readable
from kg.ties.observation import BASES, Observation
from kg.ties.observed import observations
from kg.ties.periods import Bound, bound
from kg.ties.rows import Viewed
from kg.ties.tie import Tie, by_pair, measured
from kg.ties.weighing import Contribution

CLAIMED: Final = frozenset({"attributed", "contradicted"})
CREDIT: Final = "Facts: Legation, CC BY 4.0. Event scores: PLOVER (openeventdata/PLOVER), CC BY-SA 4.0."


def read_map(dataset: Viewed, chosen: Method | None = None) -> MapPage:
    """Give the map of states of a dataset, every node in its place; both bases are drawn, whatever is chosen."""
    return placed(states_page(observations(dataset), chosen or method(), read_names(dataset)))


def states_page(
    events: Iterable[Observation], chosen: Method, names: Names, title: str = "Ties between states"
) -> MapPage:
    """Give the map of the ties that these events make, without places."""
    events = tuple(events)
    on = {basis: chosen.on(basis) for basis in BASES}
    ties = {basis: {(t.a, t.b): t for t in measured(events, on[basis])} for basis in BASES}
    lines: list[MapTie] = []
    between = by_pair(events)
    for pair in sorted(by_pair(readable(events, chosen))):
        taken = {basis: explained(between[pair], *pair, on[basis]) for basis in BASES}
        lines += _lines(pair, {basis: ties[basis].get(pair) for basis in BASES}, taken, names, chosen.parts)
    return MapPage(
        title=title + (f", {chosen.period.text}" if chosen.period else ""),
        subtitle=_subtitle(events, on.values()),
        nodes=map_nodes(lines, names),
        ties=tuple(lines),
        lines=_words(*(len(ties[basis]) for basis in BASES)),
        credit=CREDIT,
        issues=issues_of(lines, names),
        periods=spans(events, chosen),
        differences=differences(events, chosen, names),
        rules=rules_of(chosen),
    )


def issues_of(lines: Iterable[MapTie], names: Names) -> tuple[tuple[str, str], ...]:
    """Give the issues of all events with their names, in order of name."""
    found = {issue for line in lines for event in line.events for issue in event.issues}
    return tuple(
        sorted(((issue, names.label(issue)) for issue in found), key=lambda pair: (pair[1], pair[0]))
    )


def rules_of(chosen: Method) -> tuple[tuple[str, float], ...]:
    """Give the thresholds by which the page names signs when it counts a part of the events."""
    constants = chosen.constants
    return (
        ("mixed_ambivalence", constants.mixed_ambivalence),
        ("mixed_total", constants.mixed_total),
        ("negative", constants.negative),
        ("positive", constants.positive),
    )


def _lines(
    pair: tuple[str, str],
    ties: dict[str, Tie | None],
    taken: dict[str, Explanation],
    names: Names,
    parts: str,
) -> Iterator[MapTie]:
    """Give the pair's line on each basis it has; what counts on neither goes under the first of them.

    A pair with no tie at all has one dotted line for what is merely claimed.
    """
    left = _left_out(taken)
    for basis, tie in ties.items():
        if tie:
            counted = [_counted(one, names, parts) for one in taken[basis].contributions]
            yield _line(tie, (*counted, *(_uncounted(one, names) for one in left)))
            left = ()
    if any(one.reason in CLAIMED for one in left):
        unscored = tuple(_uncounted(one, names) for one in left)
        yield MapTie(tie_id(*pair, "claimed"), *pair, "claimed", "", True, unscored, "none")


def _left_out(taken: dict[str, Explanation]) -> tuple[LeftOut, ...]:
    """Give the events that count on neither basis, each once."""
    counted = {c.part.observation.event for one in taken.values() for c in one.contributions}
    left = {
        one.observation.event: one
        for explanation in reversed(taken.values())
        for one in explanation.left_out
        if one.observation.event not in counted
    }
    return tuple(left[event] for event in sorted(left))


def _line(tie: Tie, events: Sequence[MapEvent]) -> MapTie:
    return MapTie(
        id=tie_id(tie.a, tie.b, tie.basis),
        source=tie.a,
        target=tie.b,
        kind=tie.basis,
        label="",
        planned=tie.basis == "announced",
        events=tuple(sorted(events, key=lambda event: (event.reason is not None, event.date, event.id))),
        sign=tie.sign,
        p=tie.p,
        n=tie.n,
        strength=tie.strength,
        polarity=tie.polarity,
        note=tie.note,
    )


def _counted(one: Contribution, names: Names, parts: str) -> MapEvent:
    row = contribution_row(one)
    return MapEvent(
        id=row["event"],
        label=row["label"],
        date=row["date"] or "",
        kind=row["kind"],
        claims=tuple(names.evidence(claim) for claim in behind(one)),
        code=row["code"],
        score=row["score"],
        weight=row["weight"],
        contribution=row["contribution"],
        within=row["within"],
        alone=one.part.value,
        group=one.part.observation.group or row["event"] if parts == "strongest" else row["event"],
        day=_day(one.part.counted.bound),
        issues=names.issues(issue for claim in one.part.counted.claims for issue in claim.issues),
    )


def _day(lies: Bound) -> str | None:
    return lies.latest.isoformat() if lies.latest else None


def _uncounted(one: LeftOut, names: Names) -> MapEvent:
    event = one.observation
    return MapEvent(
        id=event.event,
        label=event.label,
        date=event.dated,
        kind=event.kind,
        claims=tuple(names.evidence(claim) for claim in event.claims),
        code=event.code,
        reason=one.reason,
        day=_day(bound(event)),
        issues=names.issues(issue for claim in event.claims for issue in claim.issues),
    )


def map_nodes(lines: Sequence[MapTie], names: Names) -> tuple[MapNode, ...]:
    """Give every end of a line as a node, its area growing with the strength of its ties."""
    nodes = []
    for id in sorted({end for line in lines for end in (line.source, line.target)}):
        own = [line for line in lines if id in (line.source, line.target)]
        claims = {c.claim: c for line in own for event in line.events for c in event.claims}
        nodes.append(
            MapNode(
                id=id,
                label=names.label(id),
                kind=names.kind(id) or "State",
                other_names=names.others(id),
                claims=tuple(claims[name] for name in sorted(claims)),
                size=7.0 + 3.2 * sqrt(sum(line.strength or 0.0 for line in own)),
            )
        )
    return tuple(nodes)


def _subtitle(events: Sequence[Observation], methods: Iterable[Method]) -> str:
    rows = list(chain.from_iterable(coverage(events, one) for one in methods))
    articles = {row.article for row in rows}
    publishers = {row.publisher for row in rows if row.publisher}
    return f"{len(articles)} articles, {len(publishers)} named publishers"


def _words(told: int, announced: int) -> tuple[str, ...]:
    """Say how many pairs are told of and announced, and that the two are not one sum."""
    return (
        f"Told of as having happened: {told} pairs, solid. Announced: {announced} pairs, dashed. "
        "The two are never summed. Who is in the middle is in part who the articles follow.",
    )
