"""Ties between pairs: strength and polarity on two bases, told and announced, with what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.curation.memory import collector_paused
from kg.ties.formulae import ambivalence, channels, polarity, sign, strength
from kg.ties.leaving_out import sums_without, texts_of
from kg.ties.method import Counted, Method, counted_of, method, readable
from kg.ties.observation import BASES, Observation
from kg.ties.periods import Period
from kg.ties.scales import Scale
from kg.ties.weighing import Pair, added_up, parties_assumed

SINGLE_SOURCE = "single-source period"


@dataclass(frozen=True, slots=True)
class Tie:
    """One pair of parties, `a` < `b`, on one basis (TIES, default measure).

    `strength` S = ln(1 + P + N); `polarity` π = (P − N)/(P + N + 1); `ambivalence` A = min/max of P and N.
    `events` to `publishers` count what stands behind the basis. `low` and `high` bound the strength over
    leaving out one article with its copies, None where the period rests on one article.
    """

    a: str
    b: str
    basis: str
    strength: float
    polarity: float
    ambivalence: float
    sign: str
    p: float
    n: float
    p_told: float
    n_told: float
    p_announced: float
    n_announced: float
    events: int
    claims: int
    articles: int
    publishers: int
    first: date | None
    last: date | None
    low: float | None
    high: float | None
    note: str | None


def ties(
    observations: Iterable[Observation],
    *,
    period: Period | str | None = None,
    basis: str = "told",
    articles: str = "all",
    parts: str = "strongest",
    layer: str = "all",
    half_life: float | None = None,
    scale: Scale | str = "plover",
    without: Collection[str] = (),
) -> tuple[Tie, ...]:
    """Measure every pair with an event on the basis, strongest first, equal ones by name.

    `without` leaves out all pairs of these parties. KgError for an unknown choice.
    """
    chosen = method(
        basis=basis,
        period=period,
        articles=articles,
        parts=parts,
        layer=layer,
        half_life=half_life,
        scale=scale,
    )
    return measured(observations, chosen, without=without)


def measured(
    observations: Iterable[Observation],
    chosen: Method,
    *,
    without: Collection[str] = (),
    ranges: bool = True,
) -> tuple[Tie, ...]:
    """Measure the pairs by a method already chosen; see `ties`. Without `ranges`, low and high are None."""
    with collector_paused():
        events = readable(observations, chosen)
        texts = texts_of(events, chosen) if ranges else ()
        between = by_pair(event for event in events if _may_count(event, chosen))
        pairs = (
            between.keys() - {pair for pair in between if set(pair) & set(without)} if without else between
        )
        home = {article: text for text in texts for article in text}
        methods = chosen.on_each_basis()
        rows = (_tie(pair, between[pair], chosen, methods, home, len(texts)) for pair in pairs)
        found = (tie for tie in rows if tie)
        return tuple(sorted(found, key=lambda tie: (-round(tie.strength, 12), tie.a, tie.b)))


def tie_between(pair: Pair, observations: Iterable[Observation], chosen: Method) -> Tie | None:
    """Measure one pair, without its range; None where no event of it counts."""
    events = [
        event
        for event in readable(observations, chosen)
        if pair in event.pairs() and _may_count(event, chosen)
    ]
    return _tie(pair, events, chosen, chosen.on_each_basis(), {}, 0)


def ties_left(
    events: Sequence[Observation],
    chosen: Method,
    texts: Iterable[frozenset[str]],
    without: Collection[str] = (),
) -> Iterator[tuple[Tie, ...]]:
    """Give the ties without each text, in no order; only the pairs of which it tells are measured again."""
    between = by_pair(event for event in events if _may_count(event, chosen))
    whole = {(tie.a, tie.b): tie for tie in measured(events, chosen, without=without, ranges=False)}
    told: dict[str, set[Pair]] = defaultdict(set)
    for pair in (pair for pair in between if not set(pair) & set(without)):
        for article in {claim.article for event in between[pair] for claim in event.claims}:
            told[article].add(pair)
    for text in texts:
        touched = set[Pair]().union(*(told[article] for article in text))
        rests = ([event.without_articles(text) for event in between[pair]] for pair in touched)
        again = (tie_between(pair, rest, chosen) for pair, rest in zip(touched, rests, strict=True))
        yield (*(tie for pair, tie in whole.items() if pair not in touched), *filter(None, again))


def _may_count(event: Observation, chosen: Method) -> bool:
    """Whether an event may lie in the period: one that its articles date lies elsewhere without some of them."""
    return event.latest is None or chosen.period is None or chosen.period.holds(event.latest)


def by_pair(events: Iterable[Observation]) -> dict[Pair, list[Observation]]:
    """Give the events of each pair, in the order given."""
    found: dict[Pair, list[Observation]] = defaultdict(list)
    for event in events:
        for pair in event.pairs():
            found[pair].append(event)
    return found


def _tie(
    pair: Pair,
    events: Sequence[Observation],
    chosen: Method,
    methods: Mapping[str, Method],
    home: Mapping[str, frozenset[str]],
    texts: int,
) -> Tie | None:
    """Measure one pair by its events, None where none of them counts; `home` gives articles one of so many texts."""
    counting = {basis: counted_of(events, one) for basis, one in methods.items()}
    found = counting[chosen.basis]
    if not found:
        return None
    sums = {basis: added_up(counting[basis], pair, one) for basis, one in methods.items()}
    told, announced = (channels(sums[basis]) for basis in BASES)
    p, n = told if chosen.basis == "told" else announced
    left = sums_without(pair, events, chosen, home, sums[chosen.basis]) if texts > 1 else ()
    strengths = [strength(*rest) for rest in left]
    if len(strengths) < texts != 1:  # a text that does not tell of the pair leaves it as it is
        strengths.append(strength(p, n))
    return _measured(pair, chosen, {"told": told, "announced": announced}, found, strengths, texts == 1)


def _measured(
    pair: Pair,
    chosen: Method,
    sums: Mapping[str, tuple[float, float]],
    found: Sequence[Counted],
    strengths: Sequence[float],
    single: bool,
) -> Tie:
    """Give the tie of P and N on both bases; `strengths` are those over leaving out one text."""
    (p, n), told, announced = sums[chosen.basis], sums["told"], sums["announced"]
    first, last = _days(found)
    claims, articles, publishers = _sources(found)
    return Tie(
        *pair,
        chosen.basis,
        strength=strength(p, n),
        polarity=polarity(p, n),
        ambivalence=ambivalence(p, n),
        sign=sign(p, n, chosen.constants),
        p=p,
        n=n,
        p_told=told[0],
        n_told=told[1],
        p_announced=announced[0],
        n_announced=announced[1],
        events=len(found),
        claims=claims,
        articles=articles,
        publishers=publishers,
        first=first,
        last=last,
        low=min(strengths, default=None),
        high=max(strengths, default=None),
        note=_note(found, single, chosen),
    )


def _sources(found: Iterable[Counted]) -> tuple[int, int, int]:
    """Give the numbers of claims, articles and named publishers."""
    claims = [claim for one in found for claim in one.claims]
    publishers = {claim.publisher for claim in claims if claim.publisher}
    return len({claim.claim for claim in claims}), len({claim.article for claim in claims}), len(publishers)


def _days(found: Iterable[Counted]) -> tuple[date | None, date | None]:
    bounds = [one.bound for one in found]
    firsts = [day for day in (bound.earliest or bound.latest for bound in bounds) if day]
    lasts = [bound.latest for bound in bounds if bound.latest]
    return min(firsts, default=None), max(lasts, default=None)


def _note(found: Sequence[Counted], single: bool, chosen: Method) -> str | None:
    words = [SINGLE_SOURCE] if single else []
    assumed = [one for one in found if parties_assumed(one.observation, chosen.constants)]
    words += [
        f"{chosen.constants.unknown_parties} parties assumed: {one.observation.event}" for one in assumed
    ]
    derived = sum(one.bound.derived for one in found)
    if derived:
        events = "event" if len(found) == 1 else "events"
        words.append(f"dated by publication: {derived} of {len(found)} {events}")
    return "; ".join(words) or None
