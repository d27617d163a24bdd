"""The pages of the sources: articles and publishers with what rests on them, each article claim by claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.pages.site.cards import STATUSES, whole_card
from kg.pages.site.content import Piece, Pieces, date_words, lines, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.vocabulary import ARTICLE, CONFLICT, GRAPH_ENTITIES, ID, KG, PREFIXES

Row = tuple[Pieces, ...]


def sources_page(held: Holdings, frame: Frame) -> bytes:
    """Give the page of all articles and publishers."""
    rows = [_article_row(held, frame, iri) for iri in held.articles]
    return frame.page(
        "sources.html",
        "sources",
        frame.texts("nav.sources"),
        rows=rows,
        publishers=_publishers(held, frame),
        statuses=[term(held, KG + status, frame.texts.language) for status in STATUSES],
        claims=len(held.claims),
    )


def _claims_of(held: Holdings, iri: str) -> list[str]:
    """Give the claims of an article in the order in which it makes them."""
    article = iri.removeprefix(ARTICLE)
    found = [name for name in held.about.get(iri, ()) if held.claims[name].article == article]
    return sorted(found, key=lambda name: (_place(held.claims[name].sentences), name))


def _place(sentences: Iterable[str]) -> list[int]:
    first = next(iter(sentences), "")
    return [int(part) for part in first.split(".") if part.isdecimal()]


def _article_row(held: Holdings, frame: Frame, iri: str) -> Row:
    counts = Counter(held.claims[name].status for name in _claims_of(held, iri))
    publisher = _said(held, iri, PREFIXES["dcterms"] + "publisher")
    genre, tour = held.value(iri, "genre", GRAPH_ENTITIES), held.value(iri, "coversTour", GRAPH_ENTITIES)
    language = frame.texts.language
    return (
        (thing(held, iri, language),),
        (thing(held, publisher, language),) if publisher else (Piece(frame.texts("claim.no-publisher")),),
        (Piece(date_words(held.value(iri, "date", GRAPH_ENTITIES), frame.texts)),),
        (term(held, genre, language),) if genre else (),
        (thing(held, tour, language),) if tour else (),
        *((Piece(str(counts[status])),) for status in STATUSES),
        (Piece(str(counts.total())),),
    )


def _said(held: Holdings, iri: str, predicate: str) -> str:
    return next((value.value for name, value in held.said(iri, GRAPH_ENTITIES) if name == predicate), "")


def _publishers(held: Holdings, frame: Frame) -> list[Row]:
    """Give the publishers with how many articles and claims each has; the unnamed together, last."""
    publisher = {iri: _said(held, iri, PREFIXES["dcterms"] + "publisher") for iri in held.articles}
    articles = Counter(publisher.values())
    claims = Counter(publisher.get(ARTICLE + row.article, "") for row in held.claims.values())
    names = {iri: thing(held, iri, frame.texts.language) for iri in articles if iri}
    order = sorted(articles, key=lambda iri: (not iri, -claims[iri], names[iri].text if iri else ""))
    unnamed = Piece(frame.texts("claim.no-publisher"))
    return [
        ((names.get(iri, unnamed),), (Piece(str(articles[iri])),), (Piece(str(claims[iri])),))
        for iri in order
    ]


def article_page(held: Holdings, frame: Frame, iri: str) -> bytes:
    """Give the page of an article: what is held of it, and each of its claims with its content."""
    found = held.things[iri]
    return frame.page(
        held.pages[iri],
        "article",
        frame.texts("source.title", name=found.label),
        iri=iri,
        described=lines(held, frame.texts, iri, GRAPH_ENTITIES),
        cards=[whole_card(held, frame.texts, name) for name in _claims_of(held, iri)],
    )


def disagreements_page(held: Holdings, frame: Frame) -> bytes:
    """Give the page of disagreements, every side beside the others."""
    from kg.pages.site.cards import card

    found: dict[str, list[dict[str, str | None]]] = {}
    for row in held.material.view("page-conflicts"):
        found.setdefault((row["conflict"] or "").removeprefix(CONFLICT), []).append(dict(row))
    shown = [
        (
            name,
            rows[0]["label"] or name,
            term(held, KG + (rows[0]["kind"] or ""), frame.texts.language),
            rows[0]["reason"],
            [card(held, frame.texts, row["claim"] or "") for row in rows if row["claim"] in held.claims],
        )
        for name, rows in sorted(found.items())
    ]
    return frame.page(
        "disagreements.html", "disagreements", frame.texts("nav.disagreements"), conflicts=shown
    )


def names_page(held: Holdings, frame: Frame) -> bytes:
    """Give the page of all names, kind by kind."""
    kinds: dict[str, list[Piece]] = {}
    for iri, found in held.things.items():
        if iri.startswith(ID):
            kinds.setdefault(found.kind, []).append(thing(held, iri, frame.texts.language))
    groups = [(kind, kind_words(held, frame, kind), sorted(kinds[kind], key=_by_name)) for kind in kinds]
    groups.sort(key=lambda group: (not group[0], group[1].text))
    return frame.page("names.html", "names", frame.texts("nav.names"), groups=groups, left_out=held.left_out)


def kind_words(held: Holdings, frame: Frame, kind: str) -> Piece:
    """Give what a kind is called."""
    if not kind:
        return Piece(frame.texts("thing.no-kind"))
    return term(held, KG + kind, frame.texts.language, capital=True)


def _by_name(piece: Piece) -> tuple[str, str]:
    return piece.text.casefold(), piece.href or ""
