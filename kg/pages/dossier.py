"""The dossier of a pair of states on one page: what happened, where things stand, who, on what, in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.pages.comparing import published_years
from kg.pages.explaining import left_words
from kg.pages.mapping import CREDIT
from kg.pages.material import Material, read_material
from kg.pages.model import Evidence
from kg.pages.report import Column, Link, PageRow, Report, Section, Table
from kg.ties.covered import recorded_years
from kg.ties.explanation import explained
from kg.ties.method import Method
from kg.ties.observation import BASES, Observation
from kg.ties.periods import bound, parse_period
from kg.ties.tie import Tie, measured

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

NONE = "No record in the articles."


@dataclass(frozen=True, slots=True)
class _Happening:
    """One event between the two: as what it counts, what it adds, and its claims."""

    event: Observation
    standing: str
    part: float | None
    claims: tuple[Evidence, ...]


def read_dossier(dataset: Dataset, chosen: Method, a: str, b: str) -> Report:
    """Read the dossier of two states by their ids; sections without record say so.

    Beside what a column shows, a row has the thing's own id under the column's name and `_id`.
    """
    return dossier_of(read_material(dataset, chosen), a, b)


def dossier_of(material: Material, a: str, b: str, *, agreed: bool = True) -> Report:
    """Give the dossier of two states from what was read of a dataset; not `agreed`: it has no agreement."""
    chosen = material.chosen
    names = [material.names.label(side) for side in (a, b)]
    pair = (min(a, b), max(a, b))
    found = _happenings(material, pair)
    claims = {claim.claim: claim for one in found for claim in one.claims}
    frictions = [one for one in found if chosen.scale.score(one.event.code) < 0]
    return Report(
        title=f"{names[0]} and {names[1]}",
        subtitle="What the articles tell of the two, in order, with every source.",
        sections=(
            _years(material, pair),
            _events("events", "What happened, and what was announced, in order", found),
            _events("frictions", "Frictions", frictions),
            _standing(material, pair if agreed else None, claims),
            _officials(material, pair, found),
            _issues(material, found),
            _disputed(material, claims),
            Section(
                "claims", "All claims behind this page", claims=tuple(claims[name] for name in sorted(claims))
            ),
        ),
        credit=material.texts(CREDIT),
        folder=False,
    )


def _happenings(material: Material, pair: tuple[str, str]) -> list[_Happening]:
    """Give every event between the two once: told before announced before what does not count."""
    own = material.between.get(pair, ())
    taken = {basis: explained(own, *pair, material.chosen.on(basis)) for basis in BASES}
    found: dict[str, _Happening] = {}
    for basis in BASES:
        for one in taken[basis].contributions:
            event = one.part.observation
            claims = tuple(material.names.evidence(claim) for claim in event.claims)
            found.setdefault(event.event, _Happening(event, basis, one.value, claims))
    for left in (*taken["told"].left_out, *taken["announced"].left_out):
        event = left.observation
        if left.reason != "other-period":
            claims = tuple(material.names.evidence(claim) for claim in event.claims)
            found.setdefault(event.event, _Happening(event, left_words(left, material.texts), None, claims))
    return sorted(found.values(), key=lambda one: (str(bound(one.event).latest or "9999"), one.event.event))


def _years(material: Material, pair: tuple[str, str]) -> Section:
    rows: list[PageRow] = []
    listed = recorded_years(material.between.get(pair, ()))
    for year in ("", *sorted({*published_years(material.articles), *listed})):
        period = parse_period(year) if year else material.chosen.period
        ties = {
            basis: _tie(material, pair, basis, replace(material.chosen, period=period)) for basis in BASES
        }
        values = {
            basis: f"S {tie.strength:.3f}, {_sign(tie)}" if tie else "no record"
            for basis, tie in ties.items()
        }
        rows.append({"year": Link(year or "All", "#events"), **values})
    columns = (
        Column("year", "Year"),
        Column("told", "Told as having happened"),
        Column("announced", "Announced"),
    )
    words = ("“No record” means that no article here tells of it, not that nothing happened.",)
    return Section("tie", "The tie, year by year", words, tables=(Table(columns, tuple(rows)),))


def _tie(material: Material, pair: tuple[str, str], basis: str, chosen: Method) -> Tie | None:
    found = measured(material.between.get(pair, ()), chosen.on(basis), ranges=False)
    return next((tie for tie in found if (tie.a, tie.b) == pair), None)


def _sign(tie: Tie) -> str:
    words = {"+": "cooperative", "-": "conflictual"}
    return f"{words.get(tie.sign, tie.sign)} (P {tie.p:.3f}, N {tie.n:.3f})"


def _events(id: str, title: str, found: Iterable[_Happening]) -> Section:
    columns = (
        Column("event", "Event"),
        Column("date", "Date", keep=True),
        Column("standing", "As"),
        Column("part", "Adds", 3, sign=True),
        Column("claims", "Claims"),
    )
    rows: list[PageRow] = [
        {
            "event": one.event.label,
            "event_id": one.event.event,
            "date": _days(bound(one.event).text),
            "standing": one.standing,
            "part": one.part,
            "claims": _links(claim.claim for claim in one.claims),
        }
        for one in found
    ]
    return Section(id, title, tables=(Table(columns, tuple(rows), empty=NONE),))


def _days(text: str) -> str:
    """Give a date as EDTF in words."""
    return text.replace("../", "by ").replace("/", " to ")


def _links(claims: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(claim, f"#{claim}") for claim in sorted(set(claims)))


def _standing(material: Material, pair: tuple[str, str] | None, claims: dict[str, Evidence]) -> Section:
    """Give the agreements and measures between the two; their claims join those of the page."""
    from kg.graph.agreements import agreements

    acts = agreements(material.dataset, pair) if pair else []
    rows: list[PageRow] = []
    for slug in dict.fromkeys(act["agreement"] for act in acts):
        own = [act for act in acts if act["agreement"] == slug]
        behind = [act["claim"].removeprefix("claim:") for act in own]
        claims |= {claim: material.claims[claim] for claim in behind if claim in material.claims}
        last = max((act["date"] for act in own if act["date"]), default="").replace("/", " to ")
        rows.append({**own[-1], "label_id": slug, "last": last, "claims": _links(behind)})
    columns = (
        Column("label", "Agreement or measure"),
        Column("kind", "Kind"),
        Column("state", "Stands"),
        Column("last", "Latest date", keep=True),
        Column("claims", "Claims"),
    )
    title = "Agreements and measures, and where they stand"
    return Section("agreements", title, tables=(Table(columns, tuple(rows), empty=NONE),))


def _officials(material: Material, pair: tuple[str, str], found: Sequence[_Happening]) -> Section:
    """Give who is named for each side in the events, and in which years."""
    events = {one.event.event: one for one in found}
    seen: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: {"years": set(), "claims": set()})
    for row in material.view("tie-participants"):
        one, side, who = events.get(row["event"] or ""), row["for"] or "", row["who"]
        if one and side in pair and who:
            kept = seen[side, who]
            kept["claims"].add(row["claim"] or "")
            latest = bound(one.event).latest
            kept["years"].add(f"{latest.year:04}" if latest else "undated")
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
    columns = (
        Column("who", "Named"),
        Column("side", "For"),
        Column("years", "In"),
        Column("claims", "Claims"),
    )
    return Section("officials", "Who stood on each side", tables=(Table(columns, tuple(rows), empty=NONE),))


def _issues(material: Material, found: Sequence[_Happening]) -> Section:
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
    columns = (Column("issue", "Issue"), Column("count", "Claims", 0), Column("claims", "Which"))
    return Section("issues", "Issues between the two", tables=(Table(columns, tuple(rows), empty=NONE),))


def _disputed(material: Material, claims: dict[str, Evidence]) -> Section:
    """Give the disagreements of which a side stands on this page, every side beside the other."""
    rows = material.view("page-conflicts")
    touched = {row["conflict"] for row in rows if row["claim"] in claims}
    shown = [row for row in rows if row["conflict"] in touched]
    sides = [row["claim"] or "" for row in shown]
    claims |= {side: material.claims[side] for side in sides if side in material.claims}
    lines: list[PageRow] = [
        {
            "label": row["label"],
            "kind": row["kind"],
            "who": material.claims[row["claim"] or ""].asserted_by,
            "paraphrase": row["paraphrase"],
            "claims": _links([row["claim"] or ""]),
        }
        for row in shown
    ]
    columns = (
        Column("label", "About"),
        Column("kind", "How"),
        Column("who", "Who says"),
        Column("paraphrase", "What"),
        Column("claims", "Claim"),
    )
    return Section(
        "disputed", "Disagreements, side by side", tables=(Table(columns, tuple(lines), empty=NONE),)
    )
