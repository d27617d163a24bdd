"""A page by itself: its frame, and its claims, each on one line that says who says it, where and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from kg.pages.languages import OWN, Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.names import Names
from kg.pages.report import Link
from kg.pages.templating import asset, english, environment, plain, with_policy
from kg.ties.observation import ARTICLE, ClaimRef, Observation, reading_order
from kg.ties.rows import Row

STYLES: Final = ("page.css", "report.css", "sheet.css")
RECORD: Final = "record"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim as a page by itself shows it; `firm` where it counts as told by the source's own voice."""

    claim: str
    paraphrase: str
    date: str
    modality: str
    standing: str
    voice: str
    source: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article with the address of a claim that rests on it; `more` are those of further ones."""

    at: str
    href: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article with the places in it on which an event rests."""

    article: str
    places: tuple[Place, ...]


def claim_line(claim: ClaimRef, names: Names) -> ClaimLine:
    """Give a claim with its source in words."""
    seen, texts = names.evidence(claim), names.texts
    source = texts(
        "sheet.place",
        publisher=claim.publisher or texts("claim.no-publisher"),
        article=claim.article,
        mark=_mark(claim, texts),
        at=", ".join(claim.paragraph),
    )
    return ClaimLine(
        claim=claim.claim,
        paraphrase=seen.paraphrase,
        date=texts.date(seen.date),
        modality=texts.term(claim.modality),
        standing=texts.words.get(f"standing.{seen.status}", ""),
        voice="" if claim.asserted_by == ARTICLE else seen.asserted_by,
        source=source,
        firm=claim.tells(),
    )


def _mark(claim: ClaimRef, texts: Texts) -> str:
    """Give what stands before the place of a claim: the mark of a paragraph, the word for a record's entry."""
    return texts("sheet.entry") if claim.genre == RECORD else "¶"


def claim_lines(claims: Iterable[ClaimRef], names: Names) -> tuple[ClaimLine, ...]:
    """Give claims as lines, in the order of their names."""
    return tuple(claim_line(claim, names) for claim in sorted(claims, key=lambda one: one.claim))


def sources(claims: Iterable[ClaimRef], texts: Texts) -> tuple[Source, ...]:
    """Give each article with each place in it once; every claim is led to from one of its places."""
    found: dict[str, list[ClaimRef]] = defaultdict(list)
    for claim in claims:
        found[f"{claim.article} {_mark(claim, texts)}"].append(claim)
    return tuple(Source(article, tuple(_places(own))) for article, own in found.items())


def _places(claims: Sequence[ClaimRef]) -> Iterator[Place]:
    """Give each place with the claims that rest on it: first one that nothing else leads to, if there is one."""
    on = {claim.claim: claim.paragraph or ("–",) for claim in claims}
    led: set[str] = set()
    for at in sorted({place for places in on.values() for place in places}, key=reading_order):
        # What rests on a place further down as well is led to from there.
        last = {claim: at == places[-1] for claim, places in on.items() if at in places}
        new = sorted((claim for claim in last if claim not in led), key=lambda claim: not last[claim])
        first, more = (new or list(last))[0], [claim for claim in new[1:] if last[claim]]
        led |= {first, *more}
        yield Place(at, to_anchor(first), tuple(map(to_anchor, more)))


def planned_days(event: Observation, dates: Iterable[Row], texts: Texts) -> tuple[str, ...]:
    """Say for which days an event was announced, by the rows of the view `tie-dates` on it."""
    announcing = {claim.claim for claim in event.claims_on("announced")}
    days = {row["date"] or "" for row in dates if row["claim"] in announcing}
    return tuple(texts("timeline.planned-for", day=texts.date(day)) for day in sorted(days))


def page_anchor(*names: str) -> str:
    """Give the name of a place on the page, free of blanks and of characters that hide."""
    return "_".join(plain("-".join(names)).split())


def to_anchor(*names: str) -> str:
    """Give the address of a place on the same page."""
    return "#" + quote(page_anchor(*names), safe="/")


def sheet_html(
    template: str,
    page: object,
    home: Link | None = None,
    claims: str = "",
    words: Mapping[str, object] | None = None,
    language: str = OWN,
    twins: Sequence[Twin] = (),
) -> str:
    """Give a page by itself as one HTML text that needs no script.

    `home` is a link at its head; `claims` is the page on which every claim has its entry, if there is one;
    `words` are what the template names besides; `twins` say where the page stands in other languages.
    """
    jinja = environment()
    jinja.globals |= dict(words or {})
    jinja.globals |= {"anchor": page_anchor, "to": to_anchor, "home": home, "claims_page": claims}
    jinja.globals |= {"t": texts_of(language), "twins": twins, "english": english(language)}
    styles = asset(*STYLES)
    return with_policy(jinja.get_template(template).render(page=page, style=styles))
