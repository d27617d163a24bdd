"""What is told of two states beside the events between them: claims that name both, or who belongs to both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.pages.dossier_sections import column, section, voice_words
from kg.pages.languages import Texts
from kg.pages.material import Material
from kg.pages.model import Evidence
from kg.pages.report import Link, PageRow, Section
from kg.ties.observation import reading_order
from kg.ties.rows import Row


def claims_on_both(material: Material, pair: tuple[str, str]) -> frozenset[str]:
    """Give the claims on both states (by their ids).

    A claim that names one of them and a policy of the other, or towards it, is on both; one that names nothing but
    a policy of both is on neither.
    """
    return frozenset(_on_both(material.view("page-claim-states"), pair)) & material.claims.keys()


def also_told(material: Material, both: Iterable[str], claims: dict[str, Evidence]) -> Section:
    """Give, article by article, the claims on both states that are not among `claims`; they join them."""
    found = sorted((material.claims[claim] for claim in both if claim not in claims), key=_place)
    claims |= {one.claim: one for one in found}
    texts = material.texts
    columns = (
        column(texts, "paraphrase", english=True),
        *(column(texts, key) for key in ("who", "standing")),
        column(texts, "date", keep=True),
        column(texts, "claims"),
    )
    shown = section(texts, "also", (_row(one, texts) for one in found), *columns)
    return replace(shown, words=(texts("dossier.also-words"),)) if found else shown


def _row(one: Evidence, texts: Texts) -> PageRow:
    standing = texts.words.get(f"standing.{one.status}", "")
    return {
        "paraphrase": one.paraphrase,
        "who": voice_words(one, texts),
        "standing": ", ".join(filter(None, (texts.term(one.modality), standing))),
        "date": texts.date(one.date),
        "claims": (Link(one.claim, f"#{one.claim}"),),
    }


def _on_both(rows: Iterable[Row], pair: tuple[str, str]) -> Iterator[str]:
    """Give the claims on both states, from the rows of `page-claim-states`."""
    named: Mapping[str, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        claim, state = row["claim"] or "", row["state"] or ""
        if state in pair:
            named[claim][state] = named[claim].get(state, False) or not row["policy"]
    for claim, states in named.items():
        if len(states) == 2 and any(states.values()):
            yield claim.removeprefix("claim:")


def _place(one: Evidence) -> tuple[str, list[list[int]], str]:
    """Order by article and by where in it a claim rests: 8.2 before 10.1."""
    return one.article, [reading_order(place) for place in one.paragraph], one.claim
