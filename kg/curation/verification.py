"""Every claim held against a reader's own copy of the articles: is the paragraph there, is its hash equal?"""

from __future__ import annotations

from collections.abc import Sequence
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
    told: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        told.setdefault(claim.article, []).append(claim)
    return tuple(_verify(article, told.get(article.id, []), folder) for article in corpus.articles)


def _verify(article: Article, claims: Sequence[Claim], folder: Path) -> Verified:
    open_places = uncovered(article, claims)
    sentences = sum(1 for _ in places(article))
    path = folder / (article.record.text("file") or "")
    if not path.is_file():
        finding = (f"{path} is missing",)
        return Verified(article.id, 0, 0, len(claims), len(claims), len(open_places), True, finding)
    hashes = _hashes(article, read_text(path).text)
    drifted = _drifted(article, hashes)
    orphans = [claim for claim in claims if not drifted.isdisjoint(_frames(claim))]
    what, a_frame = ("entry", "an entry") if article.entries else ("paragraph", "a paragraph")
    findings = [
        *(f"{what} {number} is not as it was curated" for number in sorted(drifted)),
        *(f"claim {claim.name} stands on {a_frame} that differs" for claim in orphans),
        *(f"{'sentence' if '.' in place else what} {place} is unaccounted for" for place in open_places),
    ]
    strange = drifted.difference(*map(_frames, claims))
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


def _frames(claim: Claim) -> frozenset[int]:
    """Give the numbers of the paragraphs, or entries, on which a claim stands."""
    return frozenset(int(place.partition(".")[0]) for place in claim.own.texts("at"))


def _drifted(article: Article, hashes: dict[int, str]) -> frozenset[int]:
    """Give the paragraphs that are not as curated: changed, missing, or more than there were."""
    stated = {each.number: each.sha256 for each in article.paragraphs}
    stated |= {each.number: each.sha256 for each in article.entries}
    return frozenset(number for number in stated | hashes if stated.get(number) != hashes.get(number))
