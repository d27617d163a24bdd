"""From ties to the map of states: one line per pair and basis, under it its events, under these the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Final

from kg.pages.headings import choices_of, subtitle_of
from kg.pages.languages import OWN, Texts
from kg.pages.layout import placed
from kg.pages.model import MapEvent, MapNode, MapPage, MapTie, tie_id
from kg.pages.names import Names, read_names
from kg.pages.spans import differences, spans
from kg.ties.explanation import Explanation, LeftOut, behind, contribution_row, explained
from kg.ties.method import Method, belongs, method, readable
from kg.ties.observation import BASES, Observation
from kg.ties.observed import observations
from kg.ties.periods import Bound, bound
from kg.ties.rows import Viewed
from kg.ties.tie import Tie, by_pair, measured
from kg.ties.weighing import Contribution

CLAIMED: Final = frozenset({"attributed", "contradicted"})
CREDIT: Final = "credit.facts"


def read_map(dataset: Viewed, chosen: Method | None = None, language: str = OWN) -> MapPage:
    """Give the map of states of a dataset, every node in its place; both bases are drawn, whatever is chosen."""
    return placed(states_page(observations(dataset), chosen or method(), read_names(dataset, language)))


def states_page(events: Iterable[Observation], chosen: Method, names: Names, view: str = "states") -> MapPage:
    """Give the map of the ties that these events make, without places."""
    events, texts = tuple(events), names.texts
    on = {basis: chosen.on(basis) for basis in BASES}
    ties = {basis: {(t.a, t.b): t for t in measured(events, on[basis])} for basis in BASES}
    lines: list[MapTie] = []
    between = by_pair(events)
    for pair in sorted(by_pair(readable(events, chosen))):
        taken = {basis: explained(between[pair], *pair, on[basis]) for basis in BASES}
        lines += _lines(pair, {basis: ties[basis].get(pair) for basis in BASES}, taken, names, chosen)
    return MapPage(
        title=title_of(texts(f"map-title.{view}"), chosen, texts),
        subtitle=subtitle_of(lines, texts, scored=True),
        nodes=map_nodes(lines, names),
        ties=tuple(lines),
        credit=texts(CREDIT),
        issues=issues_of(lines, names),
        periods=spans(events, chosen, texts),
        differences=differences(events, chosen, names),
        rules=rules_of(chosen),
        language=texts.language,
        scored=True,
        choices=choices_of(chosen, texts),
    )


def title_of(title: str, chosen: Method, texts: Texts) -> str:
    """Give the title of a map, with its period if one is chosen."""
    return texts("map.period-of", title=title, period=chosen.period.text) if chosen.period else title


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
    chosen: Method,
) -> Iterator[MapTie]:
    """Give the pair's line on each basis it has; what counts on neither goes under the first of them.

    A pair with no tie at all has one dotted line for what is merely claimed to lie in the period.
    """
    left = _left_out(taken)
    for basis, tie in ties.items():
        if tie:
            counted = [_counted(one, names, chosen.parts) for one in taken[basis].contributions]
            yield _line(tie, (*counted, *(_uncounted(one, names) for one in left)), names.texts)
            left = ()
    if any(one.reason in CLAIMED and belongs(bound(one.observation), chosen.period) for one in left):
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


def _line(tie: Tie, events: Sequence[MapEvent], texts: Texts) -> MapTie:
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
        note=note_words(tie, {event.id: event.label for event in events}, texts),
    )


def note_words(tie: Tie, labels: Mapping[str, str], texts: Texts) -> str | None:
    """Say in a language what must be known of a tie, its events by their labels; None if there is nothing."""
    words = (texts.again("tie-note", _noted(each, labels)) for each in (tie.note or "").split("; "))
    return "; ".join(words) or None


def _noted(note: str, labels: Mapping[str, str]) -> str:
    head, colon, event = note.partition(" assumed: ")
    return f"{head}{colon}{labels.get(event, event)}"


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
        derived=one.part.counted.bound.derived,
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
        label, in_data = names.label(id), names.in_data(id)
        nodes.append(
            MapNode(
                id=id,
                label=label,
                kind=names.kind(id) or "State",
                other_names=names.others(id),
                claims=tuple(claims[name] for name in sorted(claims)),
                size=7.0 + 3.2 * sqrt(sum(line.strength or 0.0 for line in own)),
                in_data=in_data if in_data != label else "",
            )
        )
    return tuple(nodes)
