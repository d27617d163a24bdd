"""What a map says of itself in words: counted from the lines that it draws, and by which choices they are measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields

from kg.pages.languages import Texts
from kg.pages.model import MapEvent, MapPeriod, MapTie
from kg.ties.method import Method
from kg.ties.observation import BASES


def subtitle_of(ties: Iterable[MapTie], texts: Texts, scored: bool) -> str:
    """Give the articles and publishers behind the lines of a scored map; else its lines and records."""
    ties = tuple(ties)
    if not scored:
        records = {event.id for tie in ties for event in tie.events}
        return texts("map.records", lines=len(ties), records=len(records))
    claims = [claim for tie in ties for event in _counted(tie) for claim in event.claims]
    publishers = {claim.publisher for claim in claims if claim.publisher}
    return texts(
        "map.subtitle",
        articles=texts.count("article", len({claim.article for claim in claims})),
        publishers=texts.count("publisher", len(publishers)),
    )


def told_and_announced(ties: Iterable[MapTie], texts: Texts) -> str:
    """Say how many pairs have a line on each basis."""
    kinds = Counter(tie.kind for tie in ties if tie.strength is not None)
    return texts("map.told-announced", **{basis: texts.count("pair", kinds[basis]) for basis in BASES})


def span_words(span: MapPeriod, ties: Iterable[MapTie], texts: Texts) -> str:
    """Give the words about a period, with how many of the pairs that are drawn have an event in it on each basis."""
    kinds = Counter(
        tie.kind
        for tie in ties
        if tie.strength is not None
        and any(event.day and span.first <= event.day <= span.last for event in _counted(tie))
    )
    told = texts.count("pair", kinds["told"])
    return f"{span.words} {texts('span.pairs', told=told, announced=kinds['announced'])}"


def _counted(tie: MapTie) -> Iterable[MapEvent]:
    return (event for event in tie.events if event.reason is None and tie.kind in BASES)


def choices_of(chosen: Method, texts: Texts, scored: bool = True) -> str:
    """Say by which choices other than the usual ones the lines are drawn; nothing where there are none.

    What changes scores only is not said of lines that have none.
    """
    usual = {each.name: each.default for each in fields(Method)}
    words = [
        texts(f"chosen.{name}", choice=texts.known("choice", getattr(chosen, name)))
        for name in ("articles", "layer", *(("parts",) if scored else ()))
        if getattr(chosen, name) != usual[name]
    ]
    if scored and chosen.scale.name != "plover":
        words.append(texts("chosen.scale", choice=texts.known("choice", chosen.scale.name)))
    if scored and chosen.half_life is not None:
        words.append(texts("matrix.half-life", days=f"{chosen.half_life:g}"))
    return "; ".join(words)
