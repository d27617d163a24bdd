"""What is left of a tie when one article, with its copies, is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ldexp
from typing import Final

from kg.ties.method import Method, counted
from kg.ties.observation import Observation
from kg.ties.weighing import Contribution, Pair, added_up

Exact = tuple[int, int]
_BITS: Final = 200


def texts_of(events: Iterable[Observation], chosen: Method) -> tuple[frozenset[str], ...]:
    """Give the articles behind the events that count, each with its copies: what can be left out singly."""
    events = tuple(events)
    copies = article_copies(events)
    found = (one for one in (counted(event, chosen) for event in events) if one)
    texts = {copies[claim.article] for one in found for claim in one.claims}
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
    pair: Pair, events: Sequence[Observation], chosen: Method, texts: Sequence[frozenset[str]]
) -> list[tuple[float, float]]:
    """Give P and N of the pair over leaving out each text behind the period's ties.

    Only the groups of events that a text tells of are added up again: archives have thousands of texts.
    """
    groups: dict[str, list[Observation]] = defaultdict(list)
    touched: dict[str, set[str]] = defaultdict(set)
    for event in events:
        key = event.group or event.event
        groups[key].append(event)
        for claim in event.claims:
            touched[claim.article].add(key)
    sums = {key: _exact(added_up(group, pair, chosen)) for key, group in groups.items()}
    whole = _total(sums.values())
    here = [text for text in texts if text & touched.keys()]
    found = [] if len(here) == len(texts) else [whole]
    for text in here:
        hit = sorted(set().union(*(touched[article] for article in text if article in touched)))
        rests = (_without(groups[key], text, pair) for key in hit)
        now = _total(_exact(added_up(rest, pair, chosen)) for rest in rests)
        before = _total(sums[key] for key in hit)
        found.append((whole[0] - before[0] + now[0], whole[1] - before[1] + now[1]))
    return [(p / 2**_BITS, n / 2**_BITS) for p, n in found]


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
