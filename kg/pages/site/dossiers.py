"""The dossiers of pairs of states as pages of the site: in its languages, with links to every thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.pages.dossier import dossier_of
from kg.pages.report import Column, PageRow, Report, Section, parts
from kg.pages.site.beside import Sides, standing
from kg.pages.site.cards import Card, card
from kg.pages.site.content import Piece, Pieces, claim_href, date_words, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.vocabulary import ID, KG

_TIE: Final = re.compile(r"S (\S+), (\w+) (\(.*\))")


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a dossier; `numbers` are the places of its columns of numbers."""

    id: str
    title: str
    words: tuple[str, ...]
    heads: tuple[str, ...]
    numbers: tuple[int, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    cards: tuple[Card, ...]


def read_dossiers(held: Holdings, sides: Sides) -> dict[tuple[str, str], Report]:
    """Read the dossier of every pair that has one, once for all languages."""
    pairs = [(a, b) for a, b in sides.bonds.pairs() if f"{a}-{b}" in sides.dossiers]
    return {(a, b): dossier_of(held.material, a, b, agreed=bool(sides.acts)) for a, b in pairs}


def dossier_page(held: Holdings, frame: Frame, pair: tuple[str, str], report: Report) -> bytes:
    """Give the dossier of two states (by their ids) as a page."""
    texts = frame.texts
    one, other = (thing(held, ID + side, texts.language) for side in pair)
    return frame.page(
        dossier_name(*pair),
        "dossier",
        texts("dossier.title", one=one.text, other=other.text),
        pair=(one, other),
        parts=[_part(held, frame, section) for section in report.sections],
    )


def dossier_name(a: str, b: str) -> str:
    """Give the address of a pair's dossier."""
    return f"dossier/{a}-{b}.html"


def _part(held: Holdings, frame: Frame, section: Section) -> Part:
    texts = frame.texts
    columns = section.tables[0].columns if section.tables else ()
    rows = section.tables[0].rows if section.tables else ()
    return Part(
        id=section.id,
        title=texts(f"dossier.{section.id}"),
        words=(texts("dossier.no-record"),) if section.words else (),
        heads=tuple(texts(f"dossier.head-{column.key}") for column in columns),
        numbers=tuple(place for place, column in enumerate(columns) if column.digits is not None),
        rows=tuple(tuple(_cell(held, frame, row, column) for column in columns) for row in rows),
        cards=tuple(card(held, texts, claim.claim) for claim in section.claims),
    )


def _cell(held: Holdings, frame: Frame, row: PageRow, column: Column) -> Pieces:
    """Give a cell: a thing with its page, claims with their place below, words in the page's language."""
    slug = row.get(f"{column.key}_id")
    if slug:
        found = thing(held, f"{ID}{slug}", frame.texts.language)
        return (found if f"{ID}{slug}" in held.things else Piece(str(row[column.key])),)
    pieces: list[Piece] = []
    for text, href in parts(row, column):
        pieces += [Piece(", ")] if pieces else []
        claim = href.removeprefix("#") if href else ""
        pieces.append(
            Piece(text, claim_href(held, claim)) if claim in held.claims else _word(held, frame, column, text)
        )
    return tuple(pieces)


def _word(held: Holdings, frame: Frame, column: Column, text: str) -> Piece:
    """Give a word of the dossier in the page's language; dates as the site writes them."""
    texts = frame.texts
    if column.key == "state":
        return Piece(standing(held, text, frame))
    if KG + text in held.terms and column.key == "kind":
        return term(held, KG + text, texts.language)
    if column.key in ("date", "last"):
        return Piece(date_words(text.replace("by ", "../", 1).replace(" to ", "/"), texts))
    tie = _TIE.fullmatch(text)
    if tie:
        return Piece(f"S {tie[1]}, {texts.known('dossier-word', tie[2])} {tie[3]}")
    return Piece(texts.known("dossier-word", text))
