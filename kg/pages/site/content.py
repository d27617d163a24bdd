"""What a graph says of a thing, as lines to read: properties by their labels, values with links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph.terms import short
from kg.pages.languages import Texts
from kg.pages.site.holdings import Holdings
from kg.pages.templating import plain
from kg.vocabulary import ALT_LABEL, ARTICLE, CLAIM, ID, KG, LABEL, PREFIXES, RDF_TYPE, SKOS

# The bounds follow from the date; labels and names stand above; the sentences stand with each claim.
_PASSED: Final = frozenset(
    (RDF_TYPE, LABEL, ALT_LABEL, SKOS + "notation", KG + "earliest", KG + "latest", KG + "sha256")
)
_DEEPEST: Final = 3
# Of a part of a record these come first, then the others as the ontology has them.
_FIRST: Final = (KG + "who", PREFIXES["schema"] + "value", PREFIXES["schema"] + "currency")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and the page that it leads to, from the root of its language; `language` if it is known."""

    text: str
    href: str | None = None
    language: str | None = None


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One property with its values."""

    name: Piece
    values: tuple[Pieces, ...]


def thing(held: Holdings, iri: str, language: str) -> Piece:
    """Give a thing by its name, leading to its page if it has one."""
    known = (iri, language) in held.translated
    return Piece(held.label(iri, language), held.pages.get(iri), language if known else None)


def term(held: Holdings, iri: str, language: str, *, capital: bool = False) -> Piece:
    """Give a term of the ontology by its label, leading to where it is documented."""
    found = held.terms.get(iri)
    if found is None:
        return Piece(short(ox.NamedNode(iri)))
    label = found.label(language)
    label = label[:1].upper() + label[1:] if capital else label
    return Piece(label, f"ontology.html#{found.name}", language)


def property_words(held: Holdings, texts: Texts, iri: str, *, capital: bool = False) -> Piece:
    """Give a property by its label; one of another vocabulary by the word of the catalogue."""
    if iri in held.terms:
        return term(held, iri, texts.language, capital=capital)
    word = texts.known("property", short(ox.NamedNode(iri)))
    return Piece(word[:1].upper() + word[1:] if capital else word)


def claim_href(held: Holdings, claim: str) -> str | None:
    """Give where a claim stands: on its article's page, which has a place for each of its claims."""
    row = held.claims.get(claim)
    page = held.pages.get(ARTICLE + row.article) if row else None
    return f"{page}#{quote(plain(claim_anchor(claim)), safe='/')}" if page else None


def claim_anchor(claim: str) -> str:
    """Give the name of a claim's place on its article's page."""
    return claim.partition("/")[2] or claim


def lines(held: Holdings, texts: Texts, subject: str, graph: str) -> tuple[Line, ...]:
    """Give what the graph says of the subject, in the order in which the ontology has the properties."""
    found: dict[str, list[Pieces]] = {}
    for predicate, value in held.said(subject, graph):
        if predicate not in _PASSED:
            found.setdefault(predicate, []).append(tuple(_value(held, texts, value, graph, 0)))
    names = sorted(found, key=lambda each: (_order(held, each), each))
    return tuple(
        Line(property_words(held, texts, name, capital=True), tuple(dict.fromkeys(found[name])))
        for name in names
    )


def _order(held: Holdings, predicate: str) -> int:
    if predicate in _FIRST:
        return _FIRST.index(predicate) - len(_FIRST)
    return held.terms[predicate].order if predicate in held.terms else len(held.terms)


def _value(
    held: Holdings, texts: Texts, value: ox.NamedNode | ox.Literal, graph: str, depth: int
) -> Iterator[Piece]:
    if isinstance(value, ox.Literal):
        yield Piece(date_words(value.value, texts) if _is_date(value) else _literal(value, texts))
    elif value.value in held.things:
        yield thing(held, value.value, texts.language)
    elif value.value.startswith(KG):
        yield term(held, value.value, texts.language)
    elif value.value.startswith(CLAIM):
        claim = value.value.removeprefix(CLAIM)
        yield Piece(claim, claim_href(held, claim))
    elif value.value.startswith(ID) and depth < _DEEPEST:
        yield from _nested(held, texts, value.value, graph, depth)
    else:
        yield Piece(short(value), held.pages.get(value.value))


def _nested(held: Holdings, texts: Texts, node: str, graph: str, depth: int) -> Iterator[Piece]:
    """Give a part of a record in one line: who (for: whom, as: which post)."""
    parts = [(name, value) for name, value in held.said(node, graph) if name not in _PASSED]
    parts.sort(key=lambda part: _order(held, part[0]))
    if not parts:
        yield Piece(short(ox.NamedNode(node)))
    for number, (name, value) in enumerate(parts):
        alone = number == 0 and name == KG + "who"
        if not alone:
            yield Piece(" · " if number else "")
            yield property_words(held, texts, name)
            yield Piece(": ")
        yield from _value(held, texts, value, graph, depth + 1)


def _is_date(value: ox.Literal) -> bool:
    return value.datatype.value.startswith(PREFIXES["edtf"])


def _literal(value: ox.Literal, texts: Texts) -> str:
    if value.datatype.value.endswith("#boolean"):
        return texts.known("word", value.value)
    return value.value


def date_words(edtf: str, texts: Texts) -> str:
    """Give an EDTF date in words: `../2019-06` as `by 2019-06`, an interval with its two ends."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return edtf
    if first in ("", ".."):
        return texts("date.by", day=last)
    if last in ("", ".."):
        return texts("date.since", day=first)
    return texts("date.between", first=first, last=last)
