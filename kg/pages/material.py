"""What a report is made of: the events, the names, every claim, and the choices, read once from a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.pages.languages import OWN, Texts
from kg.pages.model import Evidence
from kg.pages.names import Names, read_names
from kg.pages.report import Link
from kg.pages.templating import plain
from kg.ties.method import Method
from kg.ties.observation import ARTICLE, Observation
from kg.ties.observed import observations
from kg.ties.rows import Row, plain_rows
from kg.ties.tie import Tie, by_pair

if TYPE_CHECKING:
    from kg.graph.claims import ClaimRow
    from kg.graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Material:
    """The dataset with what pages read from it; `articles` are the rows of `page-articles`.

    `between` holds the events of each pair, `voices` who asserts each claim; `asked` keeps the answers to
    prepared questions, as every dossier of a site asks the same.
    """

    dataset: Dataset
    chosen: Method
    events: tuple[Observation, ...]
    names: Names
    claims: Mapping[str, Evidence]
    articles: tuple[Row, ...]
    between: Mapping[tuple[str, str], Sequence[Observation]]
    voices: Mapping[str, str]
    asked: dict[str, tuple[Row, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def texts(self) -> Texts:
        """Give the words of the language that pages are made in."""
        return self.names.texts

    def view(self, name: str) -> list[Row]:
        """Give the rows of a prepared question as plain texts."""
        if name not in self.asked:
            self.asked[name] = tuple(plain_rows(self.dataset.view(name)))
        return list(self.asked[name])

    def pair(self, tie: Tie) -> str:
        """Give the names of a tie's two sides."""
        return f"{self.names.label(tie.a)} – {self.names.label(tie.b)}"


def read_material(dataset: Dataset, chosen: Method, language: str = OWN) -> Material:
    """Read what pages of a language show of a dataset."""
    from kg.graph.claims import every_claim

    names = read_names(dataset, language)
    rows = every_claim(dataset)
    claims = {row.claim: _evidence(row, names) for row in rows}
    voices = {row.claim: row.asserted_by for row in rows}
    articles = tuple(plain_rows(dataset.view("page-articles")))
    events = observations(dataset)
    return Material(dataset, chosen, events, names, claims, articles, by_pair(events), voices)


def _evidence(row: ClaimRow, names: Names) -> Evidence:
    return Evidence(
        claim=row.claim,
        paraphrase=row.paraphrase,
        date=row.date,
        article=row.article,
        publisher=names.label(row.publisher) if row.publisher else None,
        paragraph=row.sentences,
        asserted_by=ARTICLE if row.asserted_by == ARTICLE else names.label(row.asserted_by),
        modality=row.modality,
        status=row.status,
    )


def anchor(page: str, *names: str) -> str:
    """Give the address of an entry on a page of the same folder."""
    return f"{page}#{quote(plain('-'.join(names)), safe='/')}"


def claim_links(claims: Iterable[str]) -> tuple[Link, ...]:
    """Give links to claims, each once, in order of name."""
    return tuple(Link(claim, anchor("claims.html", claim)) for claim in sorted(set(claims)))
