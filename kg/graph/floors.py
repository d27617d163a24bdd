"""The least that each source must give: a build that lost facts stops here."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.problems import Mark, Problem
from kg.vocabulary import corpus_folder


def below_floors(telling: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Give a problem for every article that has fewer claims or tells fewer things than its floor.

    For each claim `telling` has its article and the name of what it tells.
    """
    path = corpus_folder() / "floors.csv"
    every = Counter(telling)
    told = Counter(article for article, _ in every)
    claims: Counter[str] = Counter()
    for (article, _), number in every.items():
        claims[article] += number
    with path.open(encoding="utf-8", newline="") as table:
        for line, row in enumerate(csv.DictReader(table), start=2):
            for what, held in (("claims", claims), ("things", told)):
                given = held[row["article"]]
                if given < int(row[what]):
                    message = f"article {row['article']} gives {given} {what}, at least {row[what]} are due"
                    yield Problem(Mark(f"corpus/{path.name}", line), message)
