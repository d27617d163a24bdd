"""Every claim held against a reader's own copy of the articles: is the paragraph there, is its hash equal?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.curation.corpus import Article, Claim, Corpus, places
from kg.curation.entries import entry_hash
from kg.curation.texts import file_lines, paragraphs, read_text
from kg.curation.uncovered import uncovered
from kg.problems import KgError


@dataclass(frozen=True, slots=True)
class Verified:
    """One article held against its text: counts of the text, and what does not fit."""

    article: str
    paragraphs: int
    sentences: int
    claims: int
    orphans: int
    uncovered: int
    missing: bool
    findings: tuple[str, ...]

    def row(self) -> dict[str, str | int]:
        """Give the counts under their names."""
        names = ("article", "paragraphs", "sentences", "claims", "orphans", "uncovered")
        return {name: getattr(self, name) for name in names}


def verify(corpus: Corpus, folder: Path) -> tuple[Verified, ...]:
    """Hold every article of the corpus against its text in the folder, by file name.

    Raises KgError (exit 3) if the folder is missing.
    """
    if not folder.is_dir():
        what = "it is a file, not the folder of the texts" if folder.exists() else "there is no such folder"
        raise KgError(f"{folder}: {what}", exit_code=3)
    return tuple(_verify(corpus, article, folder) for article in corpus.articles)


def _verify(corpus: Corpus, article: Article, folder: Path) -> Verified:
    claims = [claim for claim in corpus.claims if claim.article == article.id]
    open_places = uncovered(article, claims)
    sentences = sum(1 for _ in places(article))
    path = folder / (article.record.text("file") or "")
    if not path.is_file():
        finding = (f"{path} is missing",)
        return Verified(article.id, 0, 0, len(claims), len(claims), len(open_places), True, finding)
    hashes = _hashes(article, read_text(path).text)
    orphans = [claim for claim in claims if not _anchored(claim, article, hashes)]
    what, a_frame = ("entry", "an entry") if article.entries else ("paragraph", "a paragraph")
    drift = (f"{what} {number} is not as it was curated" for number in _drifted(article, hashes))
    findings = [
        *drift,
        *(f"claim {claim.name} stands on {a_frame} that differs" for claim in orphans),
    ]
    findings += [f"sentence {place} is unaccounted for" for place in open_places]
    claimed = {int(place.partition(".")[0]) for claim in claims for place in claim.own.texts("at")}
    strange = [number for number in _drifted(article, hashes) if number not in claimed]
    return Verified(
        article.id,
        len(hashes),
        sentences,
        len(claims),
        len(orphans),
        len(open_places) + len(strange),
        False,
        tuple(findings),
    )


def _hashes(article: Article, text: str) -> dict[int, str]:
    """Give the hash of every paragraph of the text, or of every entry of the record that its lines hold."""
    if not article.entries:
        return {each.number: each.sha256 for each in paragraphs(text)}
    lines = file_lines(text)
    found = {each.number: entry_hash(lines, each.line, each.lines) for each in article.entries}
    return {number: sha256 for number, sha256 in found.items() if sha256 is not None}


def _stated(article: Article) -> dict[int, str]:
    paragraphs = {each.number: each.sha256 for each in article.paragraphs}
    return paragraphs | {each.number: each.sha256 for each in article.entries}


def _anchored(claim: Claim, article: Article, hashes: dict[int, str]) -> bool:
    stated = _stated(article)
    numbers = {int(place.partition(".")[0]) for place in claim.own.texts("at")}
    return all(number in hashes and hashes[number] == stated.get(number) for number in numbers)


def _drifted(article: Article, hashes: dict[int, str]) -> list[int]:
    """Give the paragraphs that are not as curated: changed, missing, or more than there were."""
    stated = _stated(article)
    return sorted(number for number in stated | hashes if stated.get(number) != hashes.get(number))
