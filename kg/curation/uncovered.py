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
        claimed = {item.text for claim in claims for item in claim.own.items("at")}
        for each in article.unclaimed:
            if each.place in claimed:
                yield Problem(each.mark, f"{each.place} is listed as unclaimed, and a claim rests on it")
