"""The dossiers of pairs of states as pages of the site: in its languages, with links to every thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.pages.dossier import dossier_of
from kg.pages.report import Column, PageRow, Section, parts
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


def dossier_pages(held: Holdings, sides: Sides, frame: Frame) -> Iterator[tuple[str, bytes]]:
    """Give the page of every pair that has a dossier, by its name."""
    for a, b in sides.bonds.pairs():
        if f"{a}-{b}" in sides.dossiers:
            yield f"dossier/{a}-{b}.html", dossier_page(held, sides, frame, a, b)


def dossier_page(held: Holdings, sides: Sides, frame: Frame, a: str, b: str) -> bytes:
    """Give the dossier of two states by their ids."""
    texts = frame.texts
    report = dossier_of(held.material, a, b, agreed=bool(sides.acts))
    one, other = (thing(held, ID + side, texts.language) for side in (a, b))
    return frame.page(
        f"dossier/{a}-{b}.html",
        "dossier",
        texts("dossier.title", one=one.text, other=other.text),
        pair=(one, other),
        parts=[_part(held, frame, section) for section in report.sections],
    )


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
