"""The balance of a signed network: triads, frustration, and who stands in unbalanced company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ties.frustration import Frustration, frustration
from kg.ties.triads import Triad, balanced_share, signed_edges, triad_counts, triads

if TYPE_CHECKING:
    from kg.ties.measured import Network
    from kg.ties.tie import Tie

Fields = dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced a signed network is; ties that are mixed or weak have no sign and count in `edges` only."""

    nodes: int
    edges: int
    positive: int
    negative: int
    triads: Mapping[str, int]
    balanced_share: float | None
    frustration: Frustration
    unbalanced: tuple[Triad, ...]
    unsigned: tuple[tuple[str, str], ...]


def balance(graph: Network) -> Balance:
    """Measure the balance of a network; see `triads` and `frustration` for formula and reference."""
    signs = [sign for _, _, sign in signed_edges(graph)]
    signed = {(a, b) for a, b, _ in signed_edges(graph)}
    pairs = sorted((min(a, b), max(a, b)) for a, b in graph.edges if a != b)
    counts = triad_counts(graph)
    return Balance(
        nodes=len(graph),
        edges=len(pairs),
        positive=signs.count(1),
        negative=signs.count(-1),
        triads=counts,
        balanced_share=balanced_share(counts),
        frustration=frustration(graph),
        unbalanced=tuple(triad for triad in triads(graph) if not triad.balanced),
        unsigned=tuple(pair for pair in pairs if pair not in signed),
    )


def balance_json(found: Balance) -> dict[str, Any]:
    """Give the balance as plain values in the layout of `kg balance --format json`."""
    return {
        "nodes": found.nodes,
        "edges": found.edges,
        "positive": found.positive,
        "negative": found.negative,
        "triads": dict(found.triads),
        "balanced_share": found.balanced_share,
        "frustration_index": found.frustration.index,
        "frustration_exact": found.frustration.exact,
        "frustration_bounds": [found.frustration.lower, found.frustration.upper],
    }


def balance_rows(found: Balance) -> tuple[Fields, ...]:
    """Give the balance as rows of a name and a value, the triads of each kind in a row of their own."""
    plain = balance_json(found)
    lower, upper = plain.pop("frustration_bounds")
    kinds = {f"triads {kind}": count for kind, count in plain.pop("triads").items()}
    head = {name: plain.pop(name) for name in ("nodes", "edges", "positive", "negative")}
    bounds = {"frustration_at_least": lower, "frustration_at_most": upper}
    return tuple(
        {"measure": name, "value": value} for name, value in {**head, **kinds, **plain, **bounds}.items()
    )


def triad_rows(graph: Network) -> tuple[Fields, ...]:
    """Give every triad of signed ties, the unbalanced ones first, in order of name."""
    found = sorted(triads(graph), key=lambda triad: (triad.balanced, triad.parties))
    return tuple(
        {**dict(zip("abc", triad.parties, strict=True)), "kind": triad.kind, "balanced": triad.balanced}
        for triad in found
    )


def camp_rows(found: Balance) -> tuple[Fields, ...]:
    """Give every party with the camp it stands in where the fewest ties are against the camps."""
    return tuple(
        {"id": party, "camp": number}
        for number, camp in enumerate(found.frustration.camps, 1)
        for party in camp
    )


def ambivalent(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Give the ties with both friendly and hostile events, the most ambivalent first."""
    both = (tie for tie in ties if tie.ambivalence > 0)
    return tuple(sorted(both, key=lambda tie: (-round(tie.ambivalence, 12), tie.a, tie.b)))
