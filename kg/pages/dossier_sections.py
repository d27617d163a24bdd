"""The sections of a dossier, each a table: events, agreements, officials, issues, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.pages.languages import Texts
from kg.pages.material import Material
from kg.pages.model import Evidence
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.pages.standing import state_words
from kg.ties.observation import ARTICLE, Observation
from kg.ties.periods import bound


@dataclass(frozen=True, slots=True)
class Happening:
    """One event between the two: as what it counts, what it adds, and its claims."""

    event: Observation
    standing: str
    part: float | None
    claims: tuple[Evidence, ...]


def section(texts: Texts, id: str, rows: Iterable[PageRow], *columns: Column) -> Section:
    """Give a section of one table, with its title from the catalogue; without rows it says so."""
    table = Table(columns, tuple(rows), empty=texts("dossier.none"))
    return Section(id, texts(f"dossier.{id}"), tables=(table,))


def column(texts: Texts, key: str, head: str = "", digits: int | None = None, **looks: Any) -> Column:
    """Give a column under its head from the catalogue."""
    return Column(key, texts(f"dossier.head-{head or key}"), digits, **looks)


def events(texts: Texts, id: str, found: Iterable[Happening]) -> Section:
    """Give events in order, each as what it counts and what it adds."""
    columns = (
        column(texts, "event", english=True),
        column(texts, "date", keep=True),
        column(texts, "standing"),
        column(texts, "part", digits=3, sign=True),
        column(texts, "claims"),
    )
    rows: list[PageRow] = [
        {
            "event": one.event.label,
            "event_id": one.event.event,
            "date": texts.date(bound(one.event).text),
            "standing": one.standing,
            "part": one.part,
            "claims": _links(claim.claim for claim in one.claims),
        }
        for one in found
    ]
    return section(texts, id, rows, *columns)


def _links(claims: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(claim, f"#{claim}") for claim in sorted(set(claims)))


def standing(material: Material, pair: tuple[str, str] | None, claims: dict[str, Evidence]) -> Section:
    """Give the agreements and measures between the two; their claims join those of the page."""
    from kg.graph.agreements import agreements

    acts, texts = agreements(material.dataset, pair) if pair else [], material.texts
    rows: list[PageRow] = []
    for slug in dict.fromkeys(act["agreement"] for act in acts):
        own = [act for act in acts if act["agreement"] == slug]
        behind = [act["claim"].removeprefix("claim:") for act in own]
        claims |= {claim: material.claims[claim] for claim in behind if claim in material.claims}
        rows.append(
            {
                "label": own[-1]["label"],
                "label_id": slug,
                "kind": texts(f"dossier-word.{own[-1]['kind']}"),
                "state": state_words(own[-1]["state"], texts),
                "last": texts.date(max((act["date"] for act in own if act["date"]), default="")),
                "claims": _links(behind),
            }
        )
    columns = (
        column(texts, "label", "agreement", english=True),
        column(texts, "kind"),
        column(texts, "state"),
        column(texts, "last", keep=True),
        column(texts, "claims"),
    )
    return section(texts, "agreements", rows, *columns)


def officials(material: Material, pair: tuple[str, str], found: Sequence[Happening]) -> Section:
    """Give who is named for each side in the events, and in which years."""
    events = {one.event.event: one for one in found}
    seen: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: {"years": set(), "claims": set()})
    for row in material.view("tie-participants"):
        one, side, who = events.get(row["event"] or ""), row["for"] or "", row["who"]
        if one and side in pair and who:
            kept = seen[side, who]
            kept["claims"].add(row["claim"] or "")
            latest = bound(one.event).latest
            kept["years"].add(f"{latest.year:04}" if latest else material.texts("dossier-word.undated"))
    label = material.names.label
    rows: list[PageRow] = [
        {
            "who": label(who),
            "who_id": who,
            "side": label(side),
            "side_id": side,
            "years": ", ".join(sorted(kept["years"])),
            "claims": _links(kept["claims"]),
        }
        for (side, who), kept in sorted(seen.items(), key=lambda item: (item[0][0], label(item[0][1])))
    ]
    columns = (column(material.texts, key) for key in ("who", "side", "years", "claims"))
    return section(material.texts, "officials", rows, *columns)


def issues(material: Material, found: Sequence[Happening]) -> Section:
    """Give the issues that the claims name, with how many name each."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for claim in one.event.claims:
            for issue in claim.issues:
                named[issue].add(claim.claim)
    label = material.names.label
    order = sorted(named, key=lambda issue: (-len(named[issue]), label(issue)))
    rows: list[PageRow] = [
        {
            "issue": label(issue),
            "issue_id": issue,
            "count": len(named[issue]),
            "claims": _links(named[issue]),
        }
        for issue in order
    ]
    texts = material.texts
    columns = (column(texts, "issue"), column(texts, "count", digits=0), column(texts, "claims"))
    return section(texts, "issues", rows, *columns)


def disputed(material: Material, claims: dict[str, Evidence]) -> Section:
    """Give the disagreements of which a side stands on this page, every side beside the other."""
    rows = material.view("page-conflicts")
    touched = {row["conflict"] for row in rows if row["claim"] in claims}
    shown = [row for row in rows if row["conflict"] in touched]
    sides = [row["claim"] or "" for row in shown]
    claims |= {side: material.claims[side] for side in sides if side in material.claims}
    texts = material.texts
    lines: list[PageRow] = [
        {
            "label": row["label"],
            "kind": texts.term(row["kind"] or ""),
            "kind_term": row["kind"],
            "who": _voice(material.claims[row["claim"] or ""], texts),
            "paraphrase": row["paraphrase"],
            "claims": _links([row["claim"] or ""]),
        }
        for row in shown
    ]
    columns = (
        column(texts, "label", english=True),
        column(texts, "kind", "how"),
        column(texts, "who"),
        column(texts, "paraphrase", english=True),
        column(texts, "claims"),
    )
    return section(texts, "disputed", lines, *columns)


def _voice(claim: Evidence, texts: Texts) -> str:
    return texts("report.the-article") if claim.asserted_by == ARTICLE else claim.asserted_by
