"""A claim as the site shows it: what is said, by whom, how surely, where, about what and whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.graph.claims import ClaimRow
from kg.graph.dossiers import SECTIONS
from kg.pages.languages import Texts
from kg.pages.site.content import (
    Line,
    Piece,
    Pieces,
    claim_anchor,
    claim_href,
    date_words,
    lines,
    term,
    thing,
)
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.templating import plain
from kg.ties.observation import ARTICLE as OWN_VOICE
from kg.vocabulary import ARTICLE, CLAIM, ID, KG

if TYPE_CHECKING:
    from markupsafe import Markup

STATUSES: Final = tuple(SECTIONS)


@dataclass(frozen=True, slots=True)
class Card:
    """One claim in one language; `names` are the things that it names besides the one that it tells."""

    claim: str
    anchor: str
    href: str | None
    firm: bool
    paraphrase: str
    modality: Piece
    status: Piece
    voice: Pieces
    when: str
    article: Piece
    publisher: Piece
    sentences: str
    qualified: str
    tells: Piece
    kind: Piece
    names: Pieces


@dataclass(frozen=True, slots=True)
class WholeCard:
    """A claim on its article's page: with its content, its date as stated, and the curator's note."""

    card: Card
    content: tuple[Line, ...]
    stated: str
    said: Piece | None
    note: str


def card(held: Holdings, texts: Texts, claim: str) -> Card:
    """Give a claim for a page of this language."""
    row, language = held.claims[claim], texts.language
    names = (iri for iri in held.named.get(claim, ()) if iri != ID + row.subject)
    sorted_names = sorted((thing(held, iri, language) for iri in names), key=lambda piece: piece.text)
    return Card(
        claim=claim,
        anchor=plain(claim_anchor(claim)),
        href=claim_href(held, claim),
        firm=row.status == "accepted",
        paraphrase=row.paraphrase,
        modality=term(held, KG + row.modality, language),
        status=term(held, KG + row.status, language),
        voice=voice(held, texts, row),
        when=when(row, texts),
        article=Piece(texts("claim.article", name=row.article), held.pages.get(ARTICLE + row.article)),
        publisher=_publisher(held, texts, row),
        sentences=", ".join(row.sentences),
        qualified=row.qualified,
        tells=Piece(row.subject_label, held.pages.get(ID + row.subject)),
        kind=term(held, KG + row.kind, language),
        names=tuple(sorted_names),
    )


def voice(held: Holdings, texts: Texts, row: ClaimRow) -> Pieces:
    """Say who asserts a claim."""
    if row.asserted_by == OWN_VOICE:
        return (Piece(texts("claim.own-voice")),)
    return (Piece(texts("claim.says") + " "), thing(held, ID + row.asserted_by, texts.language))


def _publisher(held: Holdings, texts: Texts, row: ClaimRow) -> Piece:
    if not row.publisher:
        return Piece(texts("claim.no-publisher"))
    return thing(held, ID + row.publisher, texts.language)


def when(row: ClaimRow, texts: Texts) -> str:
    """Give the date of what is told, else when it was seen or said; that there is none."""
    if row.date:
        return date_words(row.date, texts)
    if row.observed:
        return texts("date.seen", day=date_words(row.observed, texts))
    return texts("date.said", day=date_words(row.said_on, texts)) if row.said_on else texts("date.none")


def whole_card(held: Holdings, texts: Texts, claim: str) -> WholeCard:
    """Give a claim with all that is held of it."""
    row, iri = held.claims[claim], CLAIM + claim
    said = held.value(iri, "said")
    return WholeCard(
        card(held, texts, claim),
        lines(held, texts, ID + row.subject, iri),
        held.value(iri, "dateStated"),
        thing(held, said, texts.language) if said else None,
        held.value(iri, "note"),
    )


def claim_link(held: Holdings, claim: str) -> Piece:
    """Give a claim's name, leading to it."""
    return Piece(claim, claim_href(held, claim))


class Cards:
    """The claims as HTML for pages one folder deep, each written once in a language."""

    def __init__(self, held: Holdings, frame: Frame) -> None:
        self._held, self._frame = held, frame
        self._macro = frame.jinja.get_template("site/card.html.j2").module.card  # type: ignore[attr-defined]
        self._written: dict[str, Markup] = {}

    def of(self, claims: Iterable[str]) -> list[Markup]:
        """Give the cards of the claims."""
        return [self._card(claim) for claim in claims]

    def _card(self, claim: str) -> Markup:
        if claim not in self._written:
            made = card(self._held, self._frame.texts, claim)
            self._written[claim] = self._macro(made, "../", self._frame.texts)
        return self._written[claim]
