"""Sentences on which no claim rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.curation.corpus import Article, Claim, Corpus, Unread, places
from kg.problems import Problem


def uncovered(article: Article, claims: Iterable[Claim], unread: Iterable[Unread] = ()) -> tuple[str, ...]:
    """List the sentences of the article on which no claim rests and which are not listed as unclaimed.

    A claim that could not be read (`unread`) covers its sentences all the same: its own slip is told.
    """
    claimed = {item.text for claim in claims if claim.article == article.id for item in claim.own.items("at")}
    claimed.update(place for each in unread if each.article == article.id for place in each.places)
    covered = claimed | {each.place for each in article.unclaimed}
    return tuple(p for p in places(article) if p not in covered and p.partition(".")[0] not in covered)


def coverage(corpus: Corpus) -> Iterator[Problem]:
    """Give a problem for every sentence that no claim rests on and no reason excuses."""
    told: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        told.setdefault(claim.article, []).append(claim)
    for article in corpus.articles:
        claims = told.get(article.id, [])
        for place in uncovered(article, claims, corpus.unread):
            what = "sentence" if "." in place else "entry"
            message = f"{what} {place} of {article.id} stands behind no claim: claim it, or list it"
            yield Problem(article.mark, f"{message} under unclaimed")
        yield from _claimed_all_the_same(article, claims)


def _claimed_all_the_same(article: Article, claims: Iterable[Claim]) -> Iterator[Problem]:
    """Give a problem for every place listed as unclaimed with which a claim shares a sentence."""
    claimed = sorted({item.text for claim in claims for item in claim.own.items("at")})
    first = {place.partition(".")[0]: place for place in reversed(claimed)}
    resting = {**first, **{place: place for place in claimed}}
    for each in article.unclaimed:
        paragraph = each.place.partition(".")[0]
        on = resting.get(each.place) or (paragraph if resting.get(paragraph) == paragraph else None)
        if on is not None:
            where = "it" if on == each.place else on
            yield Problem(each.mark, f"{each.place} is listed as unclaimed, and a claim rests on {where}")
