"""Agreements and measures, where each stands, and who takes which position on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.material import Material, anchor, claim_links
from kg.pages.model import Evidence
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.observation import ARTICLE

STANDS = "standing.html"
Act = Mapping[str, str]
_AGREEMENTS = (
    Column("label", "Agreement"),
    Column("parties", "Between or about"),
    Column("state", "Stands"),
    Column("last", "Latest date", keep=True),
    Column("acts", "Acts and claims", 0),
)
_POLICIES = (
    Column("label", "Policy or measure"),
    Column("parties", "Whose, or about whom"),
    Column("state", "Stands"),
    Column("positions", "Who takes which position"),
    Column("acts", "Acts and claims", 0),
)
_POSITIONS = (
    Column("target", "On what"),
    Column("actor", "Who"),
    Column("position", "Position"),
    Column("reason", "Reason"),
    Column("by", "Who says so"),
    Column("claim", "Claim"),
)


def standing_sections(material: Material) -> tuple[tuple[Section, Section], EvidencePage]:
    """Give the sections on agreements and on policies, and the page of all acts behind them."""
    from kg.graph.agreements import COLUMNS, agreements

    acts = agreements(material.dataset)
    positions = _positions(material)
    things = dict.fromkeys(act["agreement"] for act in acts)
    own = {slug: [act for act in acts if act["agreement"] == slug] for slug in things}
    rows = {slug: _row(material, slug, found, positions) for slug, found in own.items()}
    treaties = tuple(rows[slug] for slug in own if own[slug][0]["kind"] == "agreement")
    measures = tuple(rows[slug] for slug in own if own[slug][0]["kind"] != "agreement")
    note = "Where each stands after its latest accepted act; “only planned” and “only claimed” say so."
    table = Table(_AGREEMENTS, treaties, "agreements", tuple(acts), COLUMNS)
    keys = tuple(column.key for column in _POSITIONS)
    shown = tuple({**row, "claim": claim_links([str(row["claim"])])} for row in positions)
    stances = Table(_POSITIONS, shown, "positions", tuple(positions), keys, "Positions, one by one")
    page = EvidencePage(
        STANDS,
        "Agreements and measures, act by act",
        "Every act on an agreement, policy or measure in order, with the claim that tells it.",
        tuple(_entry(material, slug, found) for slug, found in own.items()),
    )
    agreed = Section("agreements", "Agreements, and where they stand", (note,), tables=(table,))
    policies = Section(
        "policies",
        "Policies, and who stands where on them",
        (note, "The data of both tables stand together in the file on agreements."),
        tables=(Table(_POLICIES, measures), stances),
    )
    return (agreed, policies), page


def _positions(material: Material) -> list[dict[str, str | None]]:
    """Give each position once: on what, who, which, why, who says so, in which claim."""
    label = material.names.label
    found: dict[tuple[str, ...], dict[str, str | None]] = {}
    for row in material.view("positions"):
        claim = row["claim"] or ""
        evidence = material.claims.get(claim)
        key = (claim, row["actor"] or "", row["target"] or "", row["position"] or "")
        found[key] = {
            "target": label(row["target"] or ""),
            "actor": label(row["actor"] or ""),
            "position": (row["position"] or "").replace("-", " "),
            "reason": row["reason"],
            "by": _voice(evidence) if evidence else None,
            "claim": claim,
        }
    return list(found.values())


def _voice(evidence: Evidence) -> str:
    return f"the {ARTICLE}" if evidence.asserted_by == ARTICLE else evidence.asserted_by


def _row(
    material: Material, slug: str, acts: Sequence[Act], positions: Sequence[Mapping[str, str | None]]
) -> PageRow:
    label = material.names.label
    parties = ", ".join(label(party) for party in acts[0]["parties"].split(", ") if party)
    last = max((act["date"] for act in acts if act["date"]), default="")
    own = [row for row in positions if row["target"] == label(slug)]
    words = dict.fromkeys(f"{row['actor']}: {row['position']}" for row in own)
    return {
        "label": Link(acts[0]["label"], anchor(STANDS, slug)),
        "parties": parties,
        "state": acts[-1]["state"],
        "last": last.replace("/", " to "),
        "positions": "; ".join(words),
        "acts": Link(len(acts), anchor(STANDS, slug)),
    }


def _entry(material: Material, slug: str, acts: Sequence[Act]) -> Entry:
    words = (f"Stands: {acts[-1]['state']}.",)
    return Entry(slug, acts[0]["label"], words, tuple(_item(material, act) for act in acts))


def _item(material: Material, act: Act) -> Item:
    claim = material.claims.get(act["claim"].removeprefix("claim:"))
    facts = (act["date"].replace("/", " to ") or "no date", act["modality"], act["status"])
    counts = act["status"] == "accepted"
    return Item(act["act"].capitalize(), facts, (claim,) if claim else (), counts)
