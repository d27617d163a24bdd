"""The sections of a dossier, each a table: events, agreements, officials, issues, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.pages.administrations import read_administrations
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
            "date": _date(one.event, texts),
            "standing": one.standing,
            "part": one.part,
            "claims": _links(claim.claim for claim in one.claims),
        }
        for one in found
    ]
    return section(texts, id, rows, *columns)


def _date(event: Observation, texts: Texts) -> str:
    """Give when the event lies; where no source dates it, it is said that the day is that of the publication."""
    lies = bound(event)
    words = texts.date(lies.text)
    return texts("matrix.by-publication", date=words) if words and lies.derived else words


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
    """Give who is named for each side in the events, under which administration, and in which years."""
    seen = _seen(material, pair, {one.event.event: one.event for one in found})
    rows = [_official(material, side, who, kept) for (side, who), kept in seen.items()]
    rows.sort(
        key=lambda row: (
            row["side_id"],
            min(str(row["years"]).split(", ")),
            row["administration"],
            row["who"],
        )
    )
    known_of = [row for row in rows if row["administration"]]
    keys = ("who", "side", *(["administration"] if known_of else []), "years", "claims")
    shown = section(material.texts, "officials", rows, *(column(material.texts, key) for key in keys))
    return replace(shown, words=(material.texts("dossier.by-administration"),)) if known_of else shown


@dataclass(slots=True)
class _Seen:
    """Where an official was seen."""

    years: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    administrations: set[str] = field(default_factory=set)


def _seen(
    material: Material, pair: tuple[str, str], events: Mapping[str, Observation]
) -> dict[tuple[str, str], _Seen]:
    """Gather who takes part in the events for a side, acts or is acted upon, by the side's id and the person's."""
    known = read_administrations(material.view("page-administrations"), material.articles)
    seen: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for row in (*material.view("tie-participants"), *material.view("page-event-persons")):
        event, side, who, claim = row["event"] or "", row["for"] or "", row["who"], row["claim"] or ""
        if event in events and side in pair and who:
            kept = seen[side, who]
            latest = bound(events[event]).latest
            year = f"{latest.year:04}" if latest else ""
            kept.claims.add(claim)
            kept.years.add(year or material.texts("dossier-word.undated"))
            kept.administrations |= known.of(side, who, claim.partition("/")[0], year)
    return seen


def _official(material: Material, side: str, who: str, seen: _Seen) -> dict[str, Any]:
    label = material.names.label
    return {
        "who": label(who),
        "who_id": who,
        "side": label(side),
        "side_id": side,
        "administration": ", ".join(sorted(map(label, seen.administrations))),
        "administration_id": ", ".join(sorted(seen.administrations)),
        "years": ", ".join(sorted(seen.years)),
        "claims": _links(seen.claims),
    }


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


def disputed(
    material: Material, claims: dict[str, Evidence], both: Collection[str], things: Collection[str]
) -> Section:
    """Give the disagreements between the two, every side beside the other.

    A side is a claim of the page or one of those on both states, or it is said in one of the things (events and
    agreements of the page, by their ids), or one of these is what the disagreement is about.
    """
    rows = material.view("page-conflicts")
    touched = {row["conflict"] for row in rows if row["claim"] in claims or row["claim"] in both}
    touched |= {row["conflict"] for row in material.view("page-conflict-things") if row["thing"] in things}
    shown = [row for row in rows if row["conflict"] in touched]
    sides = [row["claim"] or "" for row in shown]
    claims |= {side: material.claims[side] for side in sides if side in material.claims}
    texts = material.texts
    lines: list[PageRow] = [
        {
            "label": row["label"],
            "kind": texts.term(row["kind"] or ""),
            "kind_term": row["kind"],
            "who": voice_words(material.claims[row["claim"] or ""], texts),
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


def voice_words(claim: Evidence, texts: Texts) -> str:
    """Give who asserts a claim, in words."""
    return texts("report.the-article") if claim.asserted_by == ARTICLE else claim.asserted_by
