"""The stance network: who says what about whom and on which issue, and who stands with whom for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.material import Material, anchor, claim_links
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.observation import BASES
from kg.ties.parties import names
from kg.ties.stances import ABOUT, BY, PROJECTIONS, Alignment, Stance, positions, projected, stances
from kg.ties.tables import Row, columns_of, rows_of

STANCES: Final = "stances.html"
Labels = Callable[[str], str]
Projected = Mapping[tuple[str, str], Mapping[str, Alignment]]
_WORDS: Final = (
    "A side taken by a statement, a publication or a position: −1 against, 0 neutral, +1 for. It is a count of its "
    "own and never part of P or N.",
    "Over the common targets and the sides q and r taken on them, agreement is Σ (1 − |q − r|/2), conflict "
    "Σ |q − r|/2, and subtract the first less the second (Leifeld 2017). Each side counts once, however often taken.",
)
_SIDES: Final = (
    Column("speaker", "Who"),
    Column("target", "On whom or what"),
    Column("issue", "Issue"),
    Column("stance", "Side", 0, sign=True),
    Column("basis", "Told or announced"),
    Column("claim", "Claim"),
)
_ALIGNED: Final = (
    Column("pair", "Who, with whom"),
    *(
        Column(projection, projection.capitalize(), 1, sign=projection == "subtract")
        for projection in PROJECTIONS
    ),
    Column("common", "Both take a side on"),
)


def stances_section(material: Material) -> tuple[Section, EvidencePage]:
    """Give the sides taken and the projections of those told, and the page that takes these apart."""
    chosen = material.chosen
    label = _labels(material)
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
        _sides(label, taken),
        *(_aligned(label, by, shown[by]) for by in BY),
        _all(data),
    )
    entries = [_entry(material, label, by, pair, one, told) for by in BY for pair, one in shown[by].items()]
    lead = (
        "Every two who take sides on a common target, with the sides of both and the claims that tell them."
    )
    page = EvidencePage(STANCES, "Who stands with whom, and for what", lead, tuple(entries))
    return Section("stances", "Who says what about whom", _WORDS, tables=tables), page


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


def _all(data: Sequence[Row]) -> Table:
    columns = ("by", "about", "a", "b", *PROJECTIONS, "concepts", "common")
    empty = "The files also hold the projections by issue." if data else "No two take sides on the same."
    return Table((), (), "alignments", tuple(data), columns, empty=empty)


def _sides(label: Labels, taken: Sequence[Stance]) -> Table:
    rows: list[PageRow] = [
        {
            "speaker": label(one.speaker),
            "target": label(one.target) if one.target else None,
            "issue": label(one.issue) if one.issue else None,
            "stance": Link(one.stance, anchor("claims.html", one.claim)),
            "basis": one.basis,
            "claim": claim_links([one.claim]),
        }
        for one in taken
    ]
    title, empty = "Side by side", "Nobody takes a side."
    return Table(_SIDES, tuple(rows), "stances", rows_of(taken), columns_of(Stance), title, empty=empty)


def _aligned(label: Labels, by: str, found: Projected) -> Table:
    title = {"speaker": "Who stands with whom", "state": "Which state stands with which"}[by]
    rows = tuple(_row(label, by, pair, one) for pair, one in found.items())
    return Table(_ALIGNED, rows, title=title, empty="No two take sides on the same.")


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
    weights = ", ".join(f"{name} {_weight(found, name):g}".replace("-", "−") for name in PROJECTIONS)
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
