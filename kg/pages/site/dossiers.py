"""The dossiers of pairs of states as pages of the site: in its languages, with links to every thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.pages.dossier import dossier_of
from kg.pages.material import Material
from kg.pages.report import Column, PageRow, Report, Section, parts
from kg.pages.site.beside import Sides
from kg.pages.site.cards import Card, card
from kg.pages.site.content import Piece, Pieces, claim_href, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.vocabulary import ID, KG

Pair = tuple[str, str]


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


def read_dossiers(material: Material, sides: Sides, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Report]]:
    """Read the dossier of every pair that has one, in the language of the material."""
    for a, b in pairs:
        if f"{a}-{b}" in sides.dossiers:
            yield (a, b), dossier_of(material, a, b, agreed=bool(sides.acts))


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
    columns = section.tables[0].columns if section.tables else ()
    rows = section.tables[0].rows if section.tables else ()
    return Part(
        id=section.id,
        title=section.title,
        words=section.words,
        heads=tuple(column.heading for column in columns),
        numbers=tuple(place for place, column in enumerate(columns) if column.digits is not None),
        rows=tuple(tuple(_cell(held, frame, row, column) for column in columns) for row in rows),
        cards=tuple(card(held, frame.texts, claim.claim) for claim in section.claims),
    )


def _cell(held: Holdings, frame: Frame, row: PageRow, column: Column) -> Pieces:
    """Give a cell: a thing or a word of the ontology with its page, claims with their place below."""
    slug, word = row.get(f"{column.key}_id"), row.get(f"{column.key}_term")
    if slug:
        found = thing(held, f"{ID}{slug}", frame.texts.language)
        return (found if f"{ID}{slug}" in held.things else Piece(str(row[column.key])),)
    if word and f"{KG}{word}" in held.terms:
        return (term(held, f"{KG}{word}", frame.texts.language),)
    pieces: list[Piece] = []
    for text, href in parts(row, column):
        pieces += [Piece(", ")] if pieces else []
        claim = href.removeprefix("#") if href else ""
        pieces.append(Piece(text, claim_href(held, claim)) if claim in held.claims else Piece(text))
    return tuple(pieces)
