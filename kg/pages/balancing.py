"""The balance of the signed ties: triads with the states named, frustration, and ambivalent ties."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.pages.explaining import state_link, tie_entry, tie_link
from kg.pages.languages import OWN, Texts
from kg.pages.languages import texts as texts_of
from kg.pages.material import Material
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.balance import Balance, balance
from kg.ties.communities import COLUMNS, STARTS, Communities, communities, community_rows
from kg.ties.network import network
from kg.ties.observation import BASES
from kg.ties.tables import Row
from kg.ties.tie import Tie
from kg.ties.triads import Triad, triads

if TYPE_CHECKING:
    from kg.ties.measured import Network

TRIADS_SHOWN = 40
_WHERE = {"told": "#ties", "announced": "#announced"}
_MEASURES = (
    *("edges", "positive", "negative", "unsigned", "+++", "++-", "+--", "---"),
    *("balanced_share", "frustration"),
)


def balance_section(material: Material, ties: Sequence[Tie]) -> Section:
    """Give the balance on both bases, the triads and the ambivalent ties."""
    graphs = {basis: network(tie for tie in ties if tie.basis == basis) for basis in BASES}
    texts = material.texts
    return Section(
        "balance",
        texts("balance.title"),
        (texts("balance.words"),),
        tables=(
            _measures({basis: balance(graph) for basis, graph in graphs.items()}, texts),
            _triads(material, graphs, ties),
            _ambivalent(material, ties),
            _communities(material, graphs),
        ),
    )


def _measures(found: dict[str, Balance], texts: Texts) -> Table:
    values = {basis: _values(one, texts) for basis, one in found.items()}
    whole = {basis: _values(one, texts_of(OWN)) for basis, one in found.items()}
    rows: list[PageRow] = [
        {
            "measure": texts(f"balance-measure.{key}"),
            **{basis: Link(values[basis][key], _WHERE[basis]) for basis in BASES},
        }
        for key in _MEASURES
    ]
    data = [{"measure": key, **{basis: whole[basis][key] for basis in BASES}} for key in _MEASURES]
    bases = (Column(basis, texts(f"basis.{basis}").capitalize()) for basis in BASES)
    columns = (Column("measure", texts("balance.measure")), *bases)
    return Table(columns, tuple(rows), "balance", tuple(data), ("measure", *BASES))


def _values(found: Balance, texts: Texts) -> dict[str, str | int | None]:
    share = found.balanced_share
    low, high = found.frustration.lower, found.frustration.upper
    exact = found.frustration.exact
    return {
        "edges": found.edges,
        "positive": found.positive,
        "negative": found.negative,
        "unsigned": len(found.unsigned),
        **found.triads,
        "balanced_share": texts("balance.no-triad") if share is None else f"{share:.3f}",
        "frustration": str(found.frustration.index) if exact else texts("report.range", low=low, high=high),
    }


def _triads(material: Material, graphs: dict[str, Network], ties: Sequence[Tie]) -> Table:
    known = {tie_entry(tie): tie for tie in ties}
    found = [(basis, triad) for basis, graph in graphs.items() for triad in triads(graph)]
    found.sort(key=lambda one: one[1].balanced)
    rows = [_triad(material, basis, triad, known) for basis, triad in found[:TRIADS_SHOWN]]
    data = tuple(_triad_data(basis, triad) for basis, triad in found)
    texts = material.texts
    words: tuple[str, ...] = ()
    if len(found) > TRIADS_SHOWN:
        words = (texts("balance.first", shown=TRIADS_SHOWN, many=len(found)),)
    return Table(
        _triad_columns(texts),
        tuple(rows),
        "triads",
        data,
        ("basis", "a", "b", "c", "kind", "balanced"),
        texts("balance.triads"),
        words,
        texts("balance.no-triads"),
    )


def _triad_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column("parties", texts("balance.parties")),
        Column("kind", texts("balance.signs"), keep=True),
        Column("balanced", texts("balance.balanced")),
        Column("ties", texts("balance.ties")),
    )


def _triad_data(basis: str, triad: Triad) -> Row:
    a, b, c = triad.parties
    return {"basis": basis, "a": a, "b": b, "c": c, "kind": triad.kind, "balanced": triad.balanced}


def _triad(material: Material, basis: str, triad: Triad, known: dict[str, Tie]) -> PageRow:
    label, texts = material.names.label, material.texts
    links: list[Link] = []
    for a, b in combinations(triad.parties, 2):
        tie = known[f"{min(a, b)}-{max(a, b)}-{basis}"]
        links.append(tie_link(tie, f"{label(a)} – {label(b)} ({texts.known('mark', tie.sign)})"))
    return {
        "parties": _on(", ".join(label(party) for party in triad.parties), basis, texts),
        "kind": triad.kind.replace("-", "−"),
        "balanced": texts("report.yes" if triad.balanced else "report.no"),
        "ties": tuple(links),
    }


def _on(what: str, basis: str, texts: Texts) -> str:
    return texts("report.on-basis", what=what, basis=texts(f"basis.{basis}"))


def _ambivalent(material: Material, ties: Sequence[Tie]) -> Table:
    texts = material.texts
    found = sorted(
        (tie for tie in ties if tie.ambivalence > 0), key=lambda t: (-round(t.ambivalence, 12), t.a, t.b)
    )
    rows: list[PageRow] = [
        {
            "pair": _on(material.pair(tie), tie.basis, texts),
            "ambivalence": tie_link(tie, round(tie.ambivalence, 12)),
            "p": tie_link(tie, tie.p),
            "n": tie_link(tie, tie.n),
            "sign": texts.known("mark", tie.sign),
        }
        for tie in found
    ]
    columns = (
        Column("pair", texts("report.pair")),
        Column("ambivalence", texts("balance.ambivalence"), 3),
        Column("p", "P", 3),
        Column("n", "N", 3),
        Column("sign", texts("report.sign")),
    )
    words = (texts("balance.ambivalent-words"),)
    title, empty = texts("balance.ambivalent"), texts("balance.no-ambivalent")
    return Table(columns, tuple(rows), title=title, words=words, empty=empty)


def _communities(material: Material, graphs: dict[str, Network]) -> Table:
    texts = material.texts
    found = {basis: communities(graph) for basis, graph in graphs.items()}
    numbered = [(basis, part) for basis, one in found.items() for part in one.parts]
    rows: list[PageRow] = [
        {
            "community": _on(str(part.community), basis, texts),
            "members": tuple(state_link(state, material.names.label(state)) for state in part.members),
            "modularity": Link(part.modularity, _WHERE[basis]),
        }
        for basis, part in numbered
    ]
    data = tuple({"basis": basis, **row} for basis, one in found.items() for row in community_rows(one))
    total = "; ".join(f"{texts(f'basis.{basis}')} {_modularity(one, texts)}" for basis, one in found.items())
    words = (texts("balance.communities-words", starts=STARTS, total=total),)
    columns = (
        Column("community", texts("balance.community")),
        Column("members", texts("balance.members")),
        Column("modularity", texts("balance.modularity"), 4),
    )
    names, title, empty = ("basis", *COLUMNS), texts("balance.communities"), texts("balance.no-ties")
    return Table(columns, tuple(rows), "communities", data, names, title, words, empty)


def _modularity(found: Communities, texts: Texts) -> str:
    if found.modularity is None:
        return texts("balance.without-ties")
    return f"{found.modularity:.4f}".replace("-", "−")
