"""Triads of a signed network: three parties all tied to each other, balanced where friends agree on foes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ties.measured import edge_sign

if TYPE_CHECKING:
    from kg.ties.measured import Network

KINDS: Final = ("+++", "++-", "+--", "---")
BALANCED: Final = frozenset({"+++", "+--"})
_KIND: Final = {3: "+++", 1: "++-", -1: "+--", -3: "---"}


@dataclass(frozen=True, slots=True)
class Triad:
    """Three parties in order of name, and the signs of their ties, positive ones first."""

    parties: tuple[str, str, str]
    kind: str

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive (Cartwright and Harary 1956)."""
        return self.kind in BALANCED


def triads(graph: Network) -> Iterator[Triad]:
    """Give every triad of signed ties once, in order of name; ties without sign (0) make none.

    By intersecting the neighbours of both ends of each tie: time grows with ties × neighbours.
    """
    later = _later_neighbours(graph)
    for a in sorted(later):
        for b in sorted(later[a]):
            for c in sorted(later[a].keys() & later[b].keys()):
                total = later[a][b] + later[a][c] + later[b][c]
                yield Triad((a, b, c), _KIND[total])


def triad_counts(graph: Network) -> dict[str, int]:
    """Count the triads of each kind, by number of positive ties: `+++`, `++-`, `+--`, `---`."""
    counts = dict.fromkeys(KINDS, 0)
    for triad in triads(graph):
        counts[triad.kind] += 1
    return counts


def balanced_share(counts: Mapping[str, int]) -> float | None:
    """Give the share of balanced triads, None where there are no triads."""
    total = sum(counts.values())
    return sum(counts[kind] for kind in BALANCED) / total if total else None


def signed_edges(graph: Network) -> list[tuple[str, str, int]]:
    """Give every tie with a sign once, both ends and the list in order of name, without loops."""
    found = (
        (min(a, b), max(a, b), edge_sign(data))
        for a, b, data in graph.edges(data=True)
        if a != b and edge_sign(data)
    )
    return sorted(found)


def _later_neighbours(graph: Network) -> dict[str, dict[str, int]]:
    later: dict[str, dict[str, int]] = {node: {} for node in graph}
    for a, b, sign in signed_edges(graph):
        later[a][b] = sign
    return later
