"""The balance of the signed ties: triads with the states named, frustration, and ambivalent ties."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.pages.explaining import state_link, tie_entry, tie_link
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
    ("edges", "Ties"),
    ("positive", "Cooperative ties (+)"),
    ("negative", "Conflictual ties (−)"),
    ("unsigned", "Ties without sign (mixed or weak)"),
    ("+++", "Triads +++ (balanced)"),
    ("++-", "Triads ++− (unbalanced)"),
    ("+--", "Triads +−− (balanced)"),
    ("---", "Triads −−− (unbalanced)"),
    ("balanced_share", "Share of balanced triads"),
    ("frustration", "Frustration index: ties against two camps"),
)
_TRIAD_COLUMNS = (
    Column("parties", "Three states"),
    Column("kind", "Signs", keep=True),
    Column("balanced", "Balanced"),
    Column("ties", "Its ties"),
)


def balance_section(material: Material, ties: Sequence[Tie]) -> Section:
    """Give the balance on both bases, the triads and the ambivalent ties."""
    graphs = {basis: network(tie for tie in ties if tie.basis == basis) for basis in BASES}
    return Section(
        "balance",
        "Balance: friends of friends, foes of foes",
        (
            "Three states tied to each other are balanced where the product of the signs is positive. The "
            "frustration index is the least number of ties to be disregarded so that everybody falls into two "
            "camps, friends within and opponents across. Mixed and weak ties have no sign and make no triads.",
        ),
        tables=(
            _measures({basis: balance(graph) for basis, graph in graphs.items()}),
            _triads(material, graphs, ties),
            _ambivalent(material, ties),
            _communities(material, graphs),
        ),
    )


def _measures(found: dict[str, Balance]) -> Table:
    values = {basis: _values(one) for basis, one in found.items()}
    rows: list[PageRow] = [
        {"measure": label, **{basis: Link(values[basis][key], _WHERE[basis]) for basis in BASES}}
        for key, label in _MEASURES
    ]
    data = [{"measure": key, **{basis: values[basis][key] for basis in BASES}} for key, _ in _MEASURES]
    columns = (Column("measure", "Measure"), *(Column(basis, basis.capitalize()) for basis in BASES))
    return Table(columns, tuple(rows), "balance", tuple(data), ("measure", *BASES))


def _values(found: Balance) -> dict[str, str | int | None]:
    share = found.balanced_share
    low, high = found.frustration.lower, found.frustration.upper
    return {
        "edges": found.edges,
        "positive": found.positive,
        "negative": found.negative,
        "unsigned": len(found.unsigned),
        **found.triads,
        "balanced_share": "no triad" if share is None else f"{share:.3f}",
        "frustration": str(found.frustration.index) if found.frustration.exact else f"{low} to {high}",
    }


def _triads(material: Material, graphs: dict[str, Network], ties: Sequence[Tie]) -> Table:
    known = {tie_entry(tie): tie for tie in ties}
    found = [(basis, triad) for basis, graph in graphs.items() for triad in triads(graph)]
    found.sort(key=lambda one: one[1].balanced)
    rows = [_triad(material, basis, triad, known) for basis, triad in found[:TRIADS_SHOWN]]
    data = tuple(_triad_data(basis, triad) for basis, triad in found)
    words = (
        ()
        if len(found) <= TRIADS_SHOWN
        else (f"The first {TRIADS_SHOWN} of {len(found)}, unbalanced first.",)
    )
    return Table(
        _TRIAD_COLUMNS,
        tuple(rows),
        "triads",
        data,
        ("basis", "a", "b", "c", "kind", "balanced"),
        "Triads, the unbalanced first",
        words,
        "No three states are all tied to each other by signed ties.",
    )


def _triad_data(basis: str, triad: Triad) -> Row:
    a, b, c = triad.parties
    return {"basis": basis, "a": a, "b": b, "c": c, "kind": triad.kind, "balanced": triad.balanced}


def _triad(material: Material, basis: str, triad: Triad, known: dict[str, Tie]) -> PageRow:
    label = material.names.label
    links: list[Link] = []
    for a, b in combinations(triad.parties, 2):
        tie = known[f"{min(a, b)}-{max(a, b)}-{basis}"]
        links.append(tie_link(tie, f"{label(a)} – {label(b)} ({tie.sign.replace('-', '−')})"))
    return {
        "parties": ", ".join(label(party) for party in triad.parties) + f" ({basis})",
        "kind": triad.kind.replace("-", "−"),
        "balanced": "yes" if triad.balanced else "no",
        "ties": tuple(links),
    }


def _ambivalent(material: Material, ties: Sequence[Tie]) -> Table:
    found = sorted(
        (tie for tie in ties if tie.ambivalence > 0), key=lambda t: (-round(t.ambivalence, 12), t.a, t.b)
    )
    rows: list[PageRow] = [
        {
            "pair": f"{material.pair(tie)} ({tie.basis})",
            "ambivalence": tie_link(tie, round(tie.ambivalence, 12)),
            "p": tie_link(tie, tie.p),
            "n": tie_link(tie, tie.n),
            "sign": tie.sign,
        }
        for tie in found
    ]
    columns = (
        Column("pair", "Pair"),
        Column("ambivalence", "A = min/max of P and N", 3),
        Column("p", "P", 3),
        Column("n", "N", 3),
        Column("sign", "Sign"),
    )
    words = ("Cooperation and conflict between the same two; “mixed” where both weigh much.",)
    return Table(columns, tuple(rows), title="Ambivalent ties", words=words, empty="No tie has both.")


def _communities(material: Material, graphs: dict[str, Network]) -> Table:
    found = {basis: communities(graph) for basis, graph in graphs.items()}
    numbered = [(basis, part) for basis, one in found.items() for part in one.parts]
    rows: list[PageRow] = [
        {
            "community": f"{part.community} ({basis})",
            "members": tuple(state_link(state, material.names.label(state)) for state in part.members),
            "modularity": Link(part.modularity, _WHERE[basis]),
        }
        for basis, part in numbered
    ]
    data = tuple({"basis": basis, **row} for basis, one in found.items() for row in community_rows(one))
    total = "; ".join(f"{basis} {_modularity(one)}" for basis, one in found.items())
    words = (
        "Parts of the network with more strength within than chance would put there: the partition of highest "
        f"modularity Q that Louvain finds from {STARTS} fixed starts, each with its part of Q. Q: {total}.",
    )
    columns = (
        Column("community", "Community"),
        Column("members", "States"),
        Column("modularity", "Part of Q", 4),
    )
    names = ("basis", *COLUMNS)
    return Table(columns, tuple(rows), "communities", data, names, "Communities", words, "There are no ties.")


def _modularity(found: Communities) -> str:
    return "without ties" if found.modularity is None else f"{found.modularity:.4f}".replace("-", "−")
