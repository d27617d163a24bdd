"""The least that each source must give: a build that lost facts stops here."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from kg.curation.corpus import Corpus
from kg.problems import Mark, Problem
from kg.vocabulary import corpus_folder


def below_floors(corpus: Corpus) -> Iterator[Problem]:
    """Give a problem for every article that has fewer claims or names fewer things than its floor."""
    path = corpus_folder() / "floors.csv"
    claims = Counter(claim.article for claim in corpus.claims)
    told = Counter(article for article, _ in {(claim.article, claim.subject) for claim in corpus.claims})
    with path.open(encoding="utf-8", newline="") as table:
        for line, row in enumerate(csv.DictReader(table), start=2):
            for what, held in (("claims", claims), ("things", told)):
                given = held[row["article"]]
                if given < int(row[what]):
                    message = f"article {row['article']} gives {given} {what}, at least {row[what]} are due"
                    yield Problem(Mark(f"corpus/{path.name}", line), message)
