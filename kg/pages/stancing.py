"""The stance network: who says what about whom and on which issue, and who stands with whom for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.languages import Texts
from kg.pages.material import Material, anchor, claim_links
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.observation import BASES
from kg.ties.parties import names
from kg.ties.stances import ABOUT, BY, PROJECTIONS, Alignment, Stance, positions, projected, stances
from kg.ties.tables import Row, columns_of, rows_of

STANCES: Final = "stances.html"
Labels = Callable[[str], str]
Projected = Mapping[tuple[str, str], Mapping[str, Alignment]]


def stances_section(material: Material) -> tuple[Section, EvidencePage]:
    """Give the sides taken and the projections of those told, and the page that takes these apart."""
    chosen = material.chosen
    label, texts = _labels(material), material.texts
    taken = [
        one
        for basis in BASES
        for one in stances(material.dataset, period=chosen.period, articles=chosen.articles, basis=basis)
    ]
    told = [one for one in taken if one.basis == "told"]
    aligned = {(by, about): _projected(told, by, about) for by in BY for about in ABOUT}
    shown = {by: aligned[by, "target"] for by in BY}
    data = [
        _data(by, about, pair, one) for (by, about), rows in aligned.items() for pair, one in rows.items()
    ]
    tables = (
        _sides(label, taken, texts),
        *(_aligned(label, by, shown[by], texts) for by in BY),
        _all(data, texts),
    )
    entries = [_entry(material, label, by, pair, one, told) for by in BY for pair, one in shown[by].items()]
    page = EvidencePage(STANCES, texts("stances.page"), texts("stances.lead"), tuple(entries))
    words = (texts("stances.side-words"), texts("stances.projection-words"))
    return Section("stances", texts("stances.title"), words, tables=tables), page


def _labels(material: Material) -> Labels:
    """Give what things are called, coded events among them: they are targets too."""
    events = names(material.dataset)
    return lambda slug: (
        material.names.label(slug) if slug in material.names.things else events.get(slug, slug)
    )


def _projected(told: Sequence[Stance], by: str, about: str) -> Projected:
    """Give the three projections of every two with a common target (or issue), those that agree most first."""
    found: dict[tuple[str, str], dict[str, Alignment]] = {}
    for projection in ("subtract", "agreement", "conflict"):
        for one in projected(told, projection, by=by, about=about):
            found.setdefault((one.a, one.b), {})[projection] = one
    return dict(sorted(found.items(), key=lambda item: (-item[1]["subtract"].weight, item[0])))


def _weight(found: Mapping[str, Alignment], projection: str) -> float:
    return found[projection].weight if projection in found else 0.0


def _data(by: str, about: str, pair: tuple[str, str], found: Mapping[str, Alignment]) -> Row:
    one = found["subtract"]
    weights = {projection: _weight(found, projection) for projection in PROJECTIONS}
    ends = {"by": by, "about": about, "a": pair[0], "b": pair[1]}
    return {**ends, **weights, "concepts": one.concepts, "common": one.common}


def _all(data: Sequence[Row], texts: Texts) -> Table:
    columns = ("by", "about", "a", "b", *PROJECTIONS, "concepts", "common")
    empty = texts("stances.by-issue") if data else texts("stances.none")
    return Table((), (), "alignments", tuple(data), columns, empty=empty)


def _sides(label: Labels, taken: Sequence[Stance], texts: Texts) -> Table:
    rows: list[PageRow] = [
        {
            "speaker": label(one.speaker),
            "target": label(one.target) if one.target else None,
            "issue": label(one.issue) if one.issue else None,
            "stance": Link(one.stance, anchor("claims.html", one.claim)),
            "basis": texts(f"basis.{one.basis}"),
            "claim": claim_links([one.claim]),
        }
        for one in taken
    ]
    columns = (
        Column("speaker", texts("report.who")),
        Column("target", texts("stances.target")),
        Column("issue", texts("report.issue")),
        Column("stance", texts("stances.side"), 0, sign=True),
        Column("basis", texts("stances.basis")),
        Column("claim", texts("report.claim")),
    )
    title, empty = texts("stances.sides"), texts("stances.no-sides")
    return Table(columns, tuple(rows), "stances", rows_of(taken), columns_of(Stance), title, empty=empty)


def _aligned(label: Labels, by: str, found: Projected, texts: Texts) -> Table:
    columns = (
        Column("pair", texts("stances.pair")),
        *(
            Column(name, texts(f"projection.{name}").capitalize(), 1, sign=name == "subtract")
            for name in PROJECTIONS
        ),
        Column("common", texts("stances.common")),
    )
    rows = tuple(_row(label, by, pair, one) for pair, one in found.items())
    title = {"speaker": texts("stances.speaker"), "state": texts("stances.state")}[by]
    return Table(columns, rows, title=title, empty=texts("stances.none"))


def _row(label: Labels, by: str, pair: tuple[str, str], found: Mapping[str, Alignment]) -> PageRow:
    where = anchor(STANCES, by, *pair)
    weights = {name: Link(_weight(found, name), where) for name in PROJECTIONS}
    return {"pair": _pair(label, pair), **weights, "common": _common(label, found["subtract"])}


def _pair(label: Labels, pair: tuple[str, str]) -> str:
    return " – ".join(label(one) for one in pair)


def _common(label: Labels, one: Alignment) -> str:
    return ", ".join(label(concept) for concept in one.common.split(", "))


def _entry(
    material: Material,
    label: Labels,
    by: str,
    pair: tuple[str, str],
    found: Mapping[str, Alignment],
    told: Sequence[Stance],
) -> Entry:
    values = {name: f"{_weight(found, name):g}".replace("-", "−") for name in PROJECTIONS}
    weights = ", ".join(f"{material.texts(f'projection.{name}')} {value}" for name, value in values.items())
    items = tuple(
        _item(material, label, by, pair, concept, told) for concept in found["subtract"].common.split(", ")
    )
    return Entry("-".join((by, *pair)), _pair(label, pair), (f"{weights.capitalize()}.",), items)


def _item(
    material: Material, label: Labels, by: str, pair: tuple[str, str], concept: str, told: Sequence[Stance]
) -> Item:
    """Give the sides of both on one target, and the claims that tell them."""
    sides = positions(told, by=by)
    words = tuple(
        f"{label(who)}: {', '.join(_side(side) for side in sorted(sides[who][concept]))}" for who in pair
    )
    own = (
        one
        for one in told
        if one.target == concept and (one.speaker if by == "speaker" else one.state) in pair
    )
    claims = dict.fromkeys(one.claim for one in own)
    shown = tuple(material.claims[claim] for claim in claims if claim in material.claims)
    return Item(label(concept), words, shown)


def _side(value: int) -> str:
    return f"{value:+d}".replace("-", "−") if value else "0"
