"""No sentence of an article stands in the project: eight words in a row are none of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT.parent / "shared" / "articles"
RUN = 8
_WORD = re.compile(r"[\w']+")


def runs(text: str) -> set[tuple[str, ...]]:
    """Give every run of eight words in a text, in lower case."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def texts(value: object) -> Iterable[str]:
    """Give every text in a facts file's values, keys left out."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def borrowed(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Give each run of eight words that a text of ours shares with one of theirs."""
    known = {run for text in theirs for run in runs(text)}
    return sorted({" ".join(run) for text in ours for run in runs(text) & known})


def corpus_texts() -> list[str]:
    files = sorted((ROOT / "kg" / "corpus").rglob("*.yaml"))
    assert len(files) > 15
    found: list[str] = []
    for file in files:
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        head = record.get("article")
        if isinstance(head, dict):
            head.pop("title", None)  # titles are bibliography
        found += texts(record)
    return found


def test_a_borrowed_run_is_found() -> None:
    theirs = ["The minister said on Monday that all boats would stay in port."]
    assert borrowed(["He said that all boats stay."], theirs) == []
    assert borrowed(["minister said on Monday that all boats would"], theirs) == [
        "minister said on monday that all boats would"
    ]


def test_the_facts_borrow_no_run_of_words_from_the_articles() -> None:
    if not ARTICLES.is_dir():
        pytest.skip("../shared is absent: the articles' texts cannot be compared")
    articles = sorted(ARTICLES.glob("*.txt"))
    assert len(articles) == 5
    titles = {run for path in [ARTICLES / "INDEX.md"] for run in runs(path.read_text(encoding="utf-8"))}
    found = borrowed(corpus_texts(), [path.read_text(encoding="utf-8") for path in articles])
    assert [each for each in found if tuple(each.split()) not in titles] == []
    assert len(corpus_texts()) > 2000


def test_every_claim_stands_on_a_paragraph_of_the_articles() -> None:
    if not ARTICLES.is_dir():
        pytest.skip("../shared is absent: the claims cannot be held against the articles")
    from kg.curation.loading import read_corpus
    from kg.curation.verification import verify

    verified = verify(read_corpus(), ARTICLES)
    assert [each.article for each in verified] == ["000", "001", "002", "003", "004"]
    assert sum(each.claims for each in verified) >= 400
    assert [(each.orphans, each.uncovered, each.missing) for each in verified] == [(0, 0, False)] * 5
