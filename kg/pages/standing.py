"""Agreements and measures, where each stands, and who takes which position on what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.languages import OWN, Texts
from kg.pages.languages import texts as texts_of
from kg.pages.material import Material, anchor, claim_links
from kg.pages.model import Evidence
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.observation import ARTICLE

STANDS = "standing.html"
Act = Mapping[str, str]
_POSITION_KEYS = ("target", "actor", "position", "reason", "by", "claim")


def standing_sections(material: Material) -> tuple[tuple[Section, Section], EvidencePage]:
    """Give the sections on agreements and on policies, and the page of all acts behind them."""
    from kg.graph.agreements import COLUMNS, agreements

    acts, texts = agreements(material.dataset), material.texts
    positions = _positions(material, material.names.label, texts)
    data = tuple(_positions(material, material.names.in_data, texts_of(OWN)))
    things = dict.fromkeys(act["agreement"] for act in acts)
    own = {slug: [act for act in acts if act["agreement"] == slug] for slug in things}
    rows = {slug: _row(material, slug, found, positions) for slug, found in own.items()}
    treaties = tuple(rows[slug] for slug in own if own[slug][0]["kind"] == "agreement")
    measures = tuple(rows[slug] for slug in own if own[slug][0]["kind"] != "agreement")
    note = texts("standing-table.note")
    table = Table(_agreement_columns(texts), treaties, "agreements", tuple(acts), COLUMNS)
    shown = tuple({**row, "claim": claim_links([str(row["claim"])])} for row in positions)
    columns, title = _position_columns(texts), texts("standing-table.one-by-one")
    stances = Table(columns, shown, "positions", data, _POSITION_KEYS, title)
    entries = tuple(_entry(material, slug, found) for slug, found in own.items())
    page = EvidencePage(STANDS, texts("standing-table.page"), texts("standing-table.lead"), entries)
    agreed = Section("agreements", texts("standing-table.agreements"), (note,), tables=(table,))
    policies = Section(
        "policies",
        texts("standing-table.policies"),
        (note, texts("standing-table.together")),
        tables=(Table(_policy_columns(texts), measures), stances),
    )
    return (agreed, policies), page


def _agreement_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column("label", texts("standing-table.agreement")),
        Column("parties", texts("standing-table.between")),
        Column("state", texts("report.stands")),
        Column("last", texts("report.last"), keep=True),
        Column("acts", texts("report.acts"), 0),
    )


def _policy_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column("label", texts("standing-table.policy")),
        Column("parties", texts("standing-table.whose")),
        Column("state", texts("report.stands")),
        Column("positions", texts("standing-table.positions")),
        Column("acts", texts("report.acts"), 0),
    )


def _position_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column("target", texts("standing-table.on-what")),
        Column("actor", texts("report.who")),
        Column("position", texts("standing-table.position")),
        Column("reason", texts("standing-table.reason"), english=True),
        Column("by", texts("standing-table.who-says-so")),
        Column("claim", texts("report.claim")),
    )


def _positions(material: Material, label: Callable[[str], str], texts: Texts) -> list[dict[str, str | None]]:
    """Give each position once: on what, who, which, why, who says so, in which claim."""
    found: dict[tuple[str, ...], dict[str, str | None]] = {}
    for row in material.view("positions"):
        claim = row["claim"] or ""
        evidence = material.claims.get(claim)
        key = (claim, row["actor"] or "", row["target"] or "", row["position"] or "")
        found[key] = {
            "target": label(row["target"] or ""),
            "actor": label(row["actor"] or ""),
            "position": _position(row["position"] or "", texts),
            "reason": row["reason"],
            "by": _voice(material, evidence, label, texts) if evidence else None,
            "claim": claim,
        }
    return list(found.values())


def _position(name: str, texts: Texts) -> str:
    word = texts.term(name)
    return name.replace("-", " ") if word == name else word


def _voice(material: Material, evidence: Evidence, label: Callable[[str], str], texts: Texts) -> str:
    """Say who asserts a claim, by a name of the page's language or of the data."""
    if evidence.asserted_by == ARTICLE:
        return texts("report.the-article")
    return label(material.voices[evidence.claim])


def state_words(state: str, texts: Texts) -> str:
    """Give where an agreement stands in words: `in force`, `only planned (extended)`."""
    stands, _, inside = state.partition(" (")
    acts = [act_words(act, texts) for act in inside.removesuffix(")").split(", ") if act]
    return texts.known("stands", stands) + (f" ({', '.join(acts)})" if acts else "")


def act_words(act: str, texts: Texts) -> str:
    """Give the word for an act; a claim that only describes has none in the ontology."""
    word = texts.term(act)
    return texts.known("stands", act) if word == act else word


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
        "state": state_words(acts[-1]["state"], material.texts),
        "last": material.texts.date(last),
        "positions": "; ".join(words),
        "acts": Link(len(acts), anchor(STANDS, slug)),
    }


def _entry(material: Material, slug: str, acts: Sequence[Act]) -> Entry:
    texts = material.texts
    words = (texts("standing-table.stands", state=state_words(acts[-1]["state"], texts)),)
    return Entry(slug, acts[0]["label"], words, tuple(_item(material, act) for act in acts))


def _item(material: Material, act: Act) -> Item:
    claim = material.claims.get(act["claim"].removeprefix("claim:"))
    texts = material.texts
    when = texts.date(act["date"]) or texts("date.none")
    facts = (when, texts.term(act["modality"]), texts.term(act["status"]))
    counts = act["status"] == "accepted"
    return Item(act_words(act["act"], texts).capitalize(), facts, (claim,) if claim else (), counts)
