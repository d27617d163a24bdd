"""What is left of a tie when one article, with its copies, is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ldexp
from typing import Final

from kg.ties.method import Method, counted_of
from kg.ties.observation import Observation
from kg.ties.weighing import Contribution, Pair, added_up

Exact = tuple[int, int]
_BITS: Final = 200
_NOTHING: Final = (0, 0)


def texts_of(events: Iterable[Observation], chosen: Method) -> tuple[frozenset[str], ...]:
    """Give the articles behind the events that count, each with its copies: what can be left out singly."""
    events = tuple(events)
    copies = article_copies(events)
    texts = {copies[claim.article] for one in counted_of(events, chosen) for claim in one.claims}
    return tuple(sorted(texts, key=sorted))


def article_copies(events: Iterable[Observation]) -> dict[str, frozenset[str]]:
    """Give each article with its copies: the articles whose claims stand on the very same paragraphs."""
    paragraphs: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for claim in event.claims:
            paragraphs[claim.article].update(claim.paragraph_hashes or (claim.article,))
    alike: dict[frozenset[str], set[str]] = defaultdict(set)
    for article, hashes in paragraphs.items():
        alike[frozenset(hashes)].add(article)
    return {article: frozenset(alike[frozenset(hashes)]) for article, hashes in paragraphs.items()}


def sums_without(
    pair: Pair,
    events: Sequence[Observation],
    chosen: Method,
    home: Mapping[str, frozenset[str]],
    sums: Iterable[Contribution],
) -> Iterator[tuple[float, float]]:
    """Give P and N of the pair over leaving out each text that tells of it, of those in which articles have a home.

    `sums` is what the events add up to with all. Only the groups of events that a text tells of are added up again,
    and those that it alone tells of not even once: archives have thousands of texts.
    """
    groups: dict[str, list[Observation]] = defaultdict(list)
    told: dict[str, set[str]] = defaultdict(set)
    touched: dict[frozenset[str], set[str]] = defaultdict(set)
    for event in events:
        key = event.group or event.event
        groups[key].append(event)
        for claim in event.claims:
            told[key].add(claim.article)
            if claim.article in home:
                touched[home[claim.article]].add(key)
    before = _by_group(sums)
    whole = _total(before.values())
    for text, keys in touched.items():
        lost = _total(before.get(key, _NOTHING) for key in keys)
        rest = (groups[key] for key in keys if not told[key] <= text)
        left = (counted_of(_without(found, text, pair), chosen) for found in rest)
        now = _total(_exact(added_up(events, pair, chosen)) for events in left)
        yield _rounded((whole[0] - lost[0] + now[0], whole[1] - lost[1] + now[1]))


def _by_group(sums: Iterable[Contribution]) -> dict[str, Exact]:
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for one in sums:
        if one.value:
            event = one.part.observation
            groups[event.group or event.event].append(one)
    return {key: _exact(found) for key, found in groups.items()}


def _rounded(exact: Exact) -> tuple[float, float]:
    return exact[0] / 2**_BITS, exact[1] / 2**_BITS


def _exact(found: Iterable[Contribution]) -> Exact:
    """Give P and N in units of 2^-200, whole numbers, so that parts can be taken away again without rounding."""
    units = [int(ldexp(one.value, _BITS)) for one in found if one.value]
    return sum(unit for unit in units if unit > 0), sum(-unit for unit in units if unit < 0)


def _total(sums: Iterable[Exact]) -> Exact:
    p = n = 0
    for more_p, more_n in sums:
        p, n = p + more_p, n + more_n
    return p, n


def _without(events: Iterable[Observation], text: frozenset[str], pair: Pair) -> list[Observation]:
    """Give the events as known without a text, those that no longer name the pair left out."""
    rest = (event.without_articles(text) for event in events)
    return [event for event in rest if event.named is None or pair in event.pairs()]
