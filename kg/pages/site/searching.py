"""The search page: what can be found stands in the page itself, so that it works from disk."""

from __future__ import annotations

from typing import Final

from kg.pages.site.content import claim_href, term
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.templating import asset
from kg.vocabulary import ID, KG

#: Claims whose words can be searched, at most.
MOST_CLAIMS: Final = 5000


def search_page(held: Holdings, frame: Frame) -> bytes:
    """Give the search page of a language."""
    claims = [
        [row.paraphrase, href]
        for name, row in held.claims.items()
        if len(held.claims) <= MOST_CLAIMS and (href := claim_href(held, name))
    ]
    kinds = sorted({found.kind for found in held.things.values()})
    language = frame.texts.language
    words = {name: frame.texts(f"search.{name}") for name in ("nothing", "found", "claim", "more")}
    return frame.page(
        "search.html",
        "search",
        frame.texts("nav.search"),
        data={
            "things": _things(held, language, kinds),
            "kinds": [term(held, KG + kind, language, capital=True).text if kind else "" for kind in kinds],
            "claims": claims,
            "words": words,
        },
        script=asset("site/search.js"),
    )


def _things(held: Holdings, language: str, kinds: list[str]) -> list[list[object]]:
    """Give each thing that has a page: its label, page, kind by its number, and the other names it goes by."""
    place = {kind: number for number, kind in enumerate(kinds)}
    rows: list[list[object]] = []
    for iri, found in held.things.items():
        page = held.pages.get(iri)
        if page and iri.startswith(ID):
            label = held.label(iri, language)
            rows.append([label, page, place[found.kind], [name for name in found.names if name != label]])
    return rows
