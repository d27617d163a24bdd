"""A page for each thing: names, posts by date, ties, agreements, everything claimed of it, apart by standing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.claims import ordered
from kg.pages.site.beside import (
    Row,
    Sides,
    act_row,
    agreed_row,
    bond_row,
    disputes,
    posts,
    standing,
)
from kg.pages.site.cards import STATUSES, Cards
from kg.pages.site.content import Line, Piece, lines, property_words, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.vocabulary import GRAPH_ACCEPTED, GRAPH_CODING, GRAPH_ENTITIES, KG, SKOS

_ALWAYS = ("accepted", "anticipated", "attributed")
_WITH_POSTS = ("Person", "Post", "State")
_WITH_TIES = ("State", "Person", "Organisation")
_WITH_ACTS = ("Agreement", "Policy")


def thing_page(held: Holdings, sides: Sides, frame: Frame, cards: Cards, iri: str) -> bytes:
    """Give the page of one thing."""
    found, language = held.things[iri], frame.texts.language
    claims = [row.claim for row in ordered(held.claims[name] for name in held.about.get(iri, ()))]
    label, kinds = held.label(iri, language), _kinds(held, found.kind)
    acts = sides.acts.get(found.id, ())
    return frame.page(
        held.pages[iri],
        "thing",
        label,
        iri=iri,
        slug=found.id,
        kind=term(held, KG + found.kind, language, capital=True) if found.kind else None,
        spelt=[name for name in found.names if name not in (label, found.id)],
        described=_described(held, frame, iri),
        accepted=lines(held, frame.texts, iri, GRAPH_ACCEPTED),
        posts=posts(held, frame, claims, iri) if kinds & set(_WITH_POSTS) else None,
        bonds=_bonds(held, sides, frame, found.id) if kinds & set(_WITH_TIES) else None,
        acts=[act_row(held, frame, act) for act in acts] if kinds & set(_WITH_ACTS) else None,
        stands=standing(held, acts[-1]["state"], frame) if acts else "",
        agreed=[agreed_row(held, frame, act) for act in sides.acts_of.get(found.id, ())],
        sections=_sections(held, frame, cards, claims),
        counted=len(claims),
        articles=len({held.claims[name].article for name in claims}),
        disputes=disputes(sides, claims),
        naming=_naming(held, frame, iri),
        company=_company(held, frame, iri, claims),
    )


def _kinds(held: Holdings, kind: str) -> set[str]:
    """Give a kind with those above it."""
    found, waiting = set[str](), [KG + kind]
    while waiting:
        iri = waiting.pop()
        found.add(iri.removeprefix(KG))
        waiting += held.terms[iri].above if iri in held.terms else ()
    return found


def _described(held: Holdings, frame: Frame, iri: str) -> tuple[Line, ...]:
    """Give what the entity files say, its codes, and what the coding says."""
    codes = [
        Line(term(held, value.datatype.value, frame.texts.language), ((Piece(value.value),),))
        for name, value in held.said(iri, GRAPH_ENTITIES)
        if name == SKOS + "notation" and isinstance(value, ox.Literal)
    ]
    entity, coding = (lines(held, frame.texts, iri, graph) for graph in (GRAPH_ENTITIES, GRAPH_CODING))
    return (*entity, *codes, *coding)


def _bonds(held: Holdings, sides: Sides, frame: Frame, slug: str) -> list[Row]:
    """Give the rows of the thing's ties; without the column of dossiers where no tie has one."""
    rows = [bond_row(held, sides, frame, bond, (bond.other(slug),)) for bond in sides.bonds.of.get(slug, ())]
    return rows if any(row[-1] for row in rows) else [row[:-1] for row in rows]


def _sections(held: Holdings, frame: Frame, cards: Cards, claims: Iterable[str]) -> list[object]:
    """Give the claims by standing; of the first three it is said where there are none."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for name in claims:
        by_status[held.claims[name].status].append(name)
    shown = [status for status in STATUSES if status in _ALWAYS or by_status[status]]
    return [(status, frame.texts(f"status.{status}"), cards.of(by_status[status])) for status in shown]


def _naming(held: Holdings, frame: Frame, iri: str) -> list[tuple[Piece, list[Piece]]]:
    """Give the things whose entry or coding names this one, by the property that does."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for predicate, subject in held.naming.get(iri, ()):
        if subject in held.things:
            found[predicate].append(thing(held, subject, frame.texts.language))
    return [
        (property_words(held, frame.texts, name, capital=True), sorted(found[name], key=_by_name))
        for name in sorted(found)
    ]


def _company(held: Holdings, frame: Frame, iri: str, claims: Iterable[str]) -> list[tuple[Piece, int]]:
    """Give the things that claims on the page name besides, with in how many, the most often named first."""
    counts = Counter(other for claim in claims for other in held.named.get(claim, ()) if other != iri)
    found = [(thing(held, other, frame.texts.language), times) for other, times in counts.items()]
    return sorted(found, key=lambda each: (-each[1], _by_name(each[0])))


def _by_name(piece: Piece) -> tuple[str, str]:
    return piece.text, piece.href or ""
