"""Who covers what: the articles behind a table of ties, and what must be said before it is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.ties.method import Method, counted, readable
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import bound
from kg.ties.tie import Tie, measured


@dataclass(frozen=True, slots=True)
class Covering:
    """One article behind the ties: how many of the events and claims that count are its own."""

    article: str
    publisher: str | None
    genre: str | None
    published_from: date | None
    published_to: date | None
    events: int
    claims: int
    pairs: int


def coverage(observations: Iterable[Observation], chosen: Method) -> tuple[Covering, ...]:
    """Give every article with a claim that counts by this method, in order of name."""
    told: dict[str, list[tuple[Observation, ClaimRef]]] = defaultdict(list)
    for one in filter(None, (counted(event, chosen) for event in readable(observations, chosen))):
        for claim in one.claims:
            told[claim.article].append((one.observation, claim))
    return tuple(_covering(told[article]) for article in sorted(told))


def _covering(told: Sequence[tuple[Observation, ClaimRef]]) -> Covering:
    first = told[0][1]
    return Covering(
        article=first.article,
        publisher=first.publisher,
        genre=first.genre,
        published_from=first.published_from,
        published_to=first.published_to,
        events=len({id(event) for event, _ in told}),
        claims=len({claim.claim for _, claim in told}),
        pairs=len({pair for event, _ in told for pair in event.pairs()}),
    )


def dateless(
    observations: Iterable[Observation], chosen: Method, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Say which pairs have events that lie in no period for want of a date, by the method whatever its period is."""
    timeless = replace(chosen, period=None, half_life=None)  # what has no date does not decay either
    events = (one for one in readable(observations, timeless) if bound(one).latest is None)
    ties = measured(events, timeless, without=without, ranges=False)
    pairs = ", ".join(f"{tie.a}–{tie.b}" for tie in ties)
    return (f"in no period, for want of a date: events of {pairs}",) if pairs else ()


def cautions(ties: Sequence[Tie], chosen: Method) -> tuple[str, ...]:
    """Say what a reader must know before the table: too few ties, a star, one source."""
    if not ties:
        return ("No pair has an event on this basis in this period.",)
    words = []
    if len(ties) < chosen.constants.few_ties:
        these = "This is one tie" if len(ties) == 1 else f"These are {len(ties)} ties"
        words.append(f"{these}: too few for a network to say much.")
    ends = Counter(side for tie in ties for side in (tie.a, tie.b))
    (centre, most), *others = sorted(ends.items(), key=lambda item: (-item[1], item[0]))
    if len(ties) > 1 and most == len(ties):
        words.append(f"Every tie has {centre} at one end: it is the centre by what the articles cover.")
    elif len(ties) > 2 and most * 2 > len(ties) and most > others[0][1]:
        words.append(f"{centre} is at one end of {most} of {len(ties)} ties.")
    if all(tie.low is None for tie in ties):
        words.append("All rests on one article: there is no range over leaving an article out.")
    return tuple(words)
