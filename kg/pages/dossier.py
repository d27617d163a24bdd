"""The dossier of a pair of states on one page: what happened, where things stand, who, on what, in dispute."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.pages.also_told import also_told, claims_on_both
from kg.pages.comparing import published_years
from kg.pages.dossier_sections import (
    Happening,
    column,
    disputed,
    events,
    issues,
    officials,
    section,
    standing,
)
from kg.pages.explaining import left_words
from kg.pages.languages import OWN, Texts
from kg.pages.mapping import CREDIT
from kg.pages.material import Material, read_material
from kg.pages.report import Link, PageRow, Report, Section
from kg.ties.covered import recorded_years
from kg.ties.explanation import explained
from kg.ties.method import Method
from kg.ties.observation import BASES
from kg.ties.periods import bound, parse_period
from kg.ties.tie import Tie, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.dataset import Dataset
    from kg.ties.observation import Observation

_YEAR: Final = {"+": "cooperative", "-": "conflictual"}


def read_dossier(dataset: Dataset, chosen: Method, a: str, b: str, language: str = OWN) -> Report:
    """Read the dossier of two states by their ids, for a page of a language; sections without record say so.

    Beside what a column shows, a row has the thing's own id under the column's name and `_id`, and a word of
    the ontology under `_term`.
    """
    return dossier_of(read_material(dataset, chosen, language), a, b)


def dossier_of(material: Material, a: str, b: str, *, agreed: bool = True) -> Report:
    """Give the dossier of two states from what was read of a dataset; not `agreed`: it has no agreement."""
    chosen, texts = material.chosen, material.texts
    names = [material.names.label(side) for side in (a, b)]
    pair = (min(a, b), max(a, b))
    found = _happenings(material, pair)
    claims = {claim.claim: claim for one in found for claim in one.claims}
    frictions = [one for one in found if chosen.scale.score(one.event.code) < 0]
    agreements = standing(material, pair if agreed else None, claims)
    things = {one.event.event for one in found} | {str(row["label_id"]) for row in agreements.tables[0].rows}
    both = claims_on_both(material, pair)
    disagreements = disputed(material, claims, both, things)
    sections = (
        _years(material, pair),
        events(texts, "events", found),
        events(texts, "frictions", frictions),
        agreements,
        officials(material, pair, found),
        issues(material, found),
        also_told(material, both, claims),
        disagreements,
    )
    every = tuple(claims[name] for name in sorted(claims))
    return Report(
        title=texts("dossier.title", one=names[0], other=names[1]),
        subtitle=texts("dossier.lead"),
        sections=(*sections, Section("claims", texts("dossier.claims"), claims=every)),
        credit=texts(CREDIT),
        folder=False,
        language=texts.language,
    )


def _happenings(material: Material, pair: tuple[str, str]) -> list[Happening]:
    """Give every event between the two once: told before announced before what does not count."""
    own = material.between.get(pair, ())
    taken = {basis: explained(own, *pair, material.chosen.on(basis)) for basis in BASES}
    found: dict[str, Happening] = {}
    for basis in BASES:
        for one in taken[basis].contributions:
            event = one.part.observation
            claims = tuple(material.names.evidence(claim) for claim in event.claims)
            counted = material.texts(f"dossier-word.{basis}")
            found.setdefault(event.event, Happening(event, counted, one.value, claims))
    for left in (*taken["told"].left_out, *taken["announced"].left_out):
        event = left.observation
        if left.reason != "other-period":
            claims = tuple(material.names.evidence(claim) for claim in event.claims)
            found.setdefault(event.event, Happening(event, left_words(left, material.texts), None, claims))
    return sorted(found.values(), key=lambda one: (str(bound(one.event).latest or "9999"), one.event.event))


def _years(material: Material, pair: tuple[str, str]) -> Section:
    texts, own = material.texts, tuple(material.between.get(pair, ()))
    rows = [_year(texts("dossier-word.all"), own, pair, material.chosen, texts)]
    for year in sorted({*published_years(material.articles), *recorded_years(own)}):
        rows.append(_year(year, own, pair, replace(material.chosen, period=parse_period(year)), texts))
    undated = tuple(one for one in own if bound(one).latest is None)
    # All years together count what has no date, which stands in no year.
    if any(_tie(undated, pair, material.chosen.on(basis)) for basis in BASES):
        rows.append(_year(texts("dossier-word.undated"), undated, pair, material.chosen, texts))
    table = section(texts, "tie", rows, *(column(texts, key) for key in ("year", *BASES)))
    return replace(table, words=(texts("dossier.measured"), texts("dossier.no-record")))


def _year(
    name: str, own: Sequence[Observation], pair: tuple[str, str], chosen: Method, texts: Texts
) -> PageRow:
    values = {basis: _strength(_tie(own, pair, chosen.on(basis)), texts) for basis in BASES}
    return {"year": Link(name, "#events"), **values}


def _tie(own: Sequence[Observation], pair: tuple[str, str], chosen: Method) -> Tie | None:
    return next((tie for tie in measured(own, chosen, ranges=False) if (tie.a, tie.b) == pair), None)


def _strength(tie: Tie | None, texts: Texts) -> str:
    if tie is None:
        return texts("dossier-word.no-record")
    sign = texts(f"dossier-word.{_YEAR.get(tie.sign, tie.sign)}")
    return f"S {tie.strength:.3f}, {sign} (P {tie.p:.3f}, N {tie.n:.3f})"
