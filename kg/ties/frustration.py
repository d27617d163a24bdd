"""The frustration index: how few signed ties must be disregarded for a network to fall into two camps."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil
from typing import TYPE_CHECKING, Final

from kg.ties.triads import signed_edges, triads

if TYPE_CHECKING:
    from kg.ties.measured import Network

Edge = tuple[str, str, int]

LARGEST: Final = 3000
"""Ties of a two-connected part up to which the integer programme is tried."""

BRANCHES: Final = 500
"""Branches after which it stops with bounds; a limit in seconds would not give the same answer twice."""

WORTH_BRANCHING: Final = 3000
"""The gap between the bounds times the ties, above which branching would not end in minutes."""

STARTS: Final = 50
"""Nodes from which good camps are sought before that."""


@dataclass(frozen=True, slots=True)
class Frustration:
    """Bounds of the frustration index, equal where it is exact, and two camps that reach the upper one."""

    lower: int
    upper: int
    camps: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def exact(self) -> bool:
        """Whether the index is known."""
        return self.lower == self.upper

    @property
    def index(self) -> int | None:
        """Give the index, None where only its bounds are known."""
        return self.upper if self.exact else None


def frustration(graph: Network) -> Frustration:
    """Give the least number of positive ties between and negative ties within two camps, over all camps.

    Line index of balance: Harary (1959), Behavioral Science 4; integer programme of Aref, Mason and Wilson
    (2018), solved by HiGHS for each two-connected part by itself, where it is exact: the index adds up over
    them. A triangle with one negative tie has 1, whichever tie is disregarded.
    """
    import networkx

    edges = signed_edges(graph)
    signs = {(a, b): sign for a, b, sign in edges}
    plain = networkx.Graph(list(signs))
    blocks = sorted(
        sorted((min(e), max(e)) for e in part) for part in networkx.biconnected_component_edges(plain)
    )
    lower, kept = 0, []
    for block in blocks:
        bound, agreed = _block([(a, b, signs[a, b]) for a, b in block])
        lower += bound
        kept += agreed
    camp = _spread(kept, sorted(graph))
    return Frustration(lower, _against(edges, camp), _camps(camp))


def _block(edges: Sequence[Edge]) -> tuple[int, list[Edge]]:
    """Give a lower bound of one two-connected part, and each pair of ends with the sign that its camps give."""
    nodes = sorted({node for a, b, _ in edges for node in (a, b)})
    camp = _good(edges, nodes)
    lower = _disjoint_triads(edges) if _against(edges, camp) else 0
    if len(edges) <= LARGEST and lower < _against(edges, camp):
        lower, camp = _solved(edges, nodes, camp, lower)
    return lower, [(a, b, 1 if camp[a] == camp[b] else -1) for a, b, _ in edges]


def _good(edges: Sequence[Edge], nodes: Sequence[str]) -> Mapping[str, int]:
    """Give the best camps found by following the signs outward from some nodes and improving step by step."""
    found: list[Mapping[str, int]] = []
    for start in nodes[:STARTS]:
        rest = [node for node in nodes if node != start]
        found.append(improved(edges, _spread(edges, [start, *rest])))
        if not _against(edges, found[-1]):
            break
    return min(found, key=lambda camp: _against(edges, camp))


def _spread(edges: Iterable[Edge], nodes: Sequence[str]) -> dict[str, int]:
    """Give camps 0 and 1 by following the signs outward from the first node of each part."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for a, b, sign in edges:
        near[a].append((b, sign))
        near[b].append((a, sign))
    camp: dict[str, int] = {}
    for start in nodes:
        if start not in camp:
            camp[start] = 0
            waiting = deque([start])
            while waiting:
                here = waiting.popleft()
                for other, sign in near[here]:
                    if other not in camp:
                        camp[other] = camp[here] if sign > 0 else 1 - camp[here]
                        waiting.append(other)
    return camp


def _against(edges: Iterable[Edge], camp: Mapping[str, int]) -> int:
    """Count the ties that the camps contradict."""
    return sum((camp[a] == camp[b]) != (sign > 0) for a, b, sign in edges)


def improved(edges: Sequence[Edge], camp: Mapping[str, int]) -> dict[str, int]:
    """Change sides one by one, the most useful first and equal ones by name, until none helps."""
    camp = dict(camp)
    gain: dict[str, int] = dict.fromkeys(camp, 0)
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for a, b, sign in edges:
        near[a].append((b, sign))
        near[b].append((a, sign))
        against = 1 if (camp[a] == camp[b]) != (sign > 0) else -1
        gain[a] += against
        gain[b] += against
    waiting = [(-value, node) for node, value in gain.items() if value > 0]
    heapify(waiting)
    while waiting:
        value, best = heappop(waiting)
        if gain[best] != -value:  # it has changed since
            continue
        camp[best] = 1 - camp[best]
        gain[best] = value
        for other, sign in near[best]:
            gain[other] += 2 if (camp[best] == camp[other]) != (sign > 0) else -2
            if gain[other] > 0:
                heappush(waiting, (-gain[other], other))
    return camp


def _disjoint_triads(edges: Sequence[Edge]) -> int:
    """Count unbalanced triads that share no tie, taken greedily: each must give up a tie of its own."""
    used: set[tuple[str, str]] = set()
    count = 0
    for triad in triads(_graph(edges)):
        a, b, c = triad.parties
        sides = {(a, b), (a, c), (b, c)}
        if not triad.balanced and not sides & used:
            used |= sides
            count += 1
    return count


def _solved(
    edges: Sequence[Edge], nodes: Sequence[str], camp: Mapping[str, int], lower: int
) -> tuple[int, Mapping[str, int]]:
    """Give the best lower bound and the best camps that the integer programme finds."""
    from kg.ties.programme import circle_bound, solve

    at = {node: place for place, node in enumerate(nodes)}
    numbered = [(at[a], at[b], sign) for a, b, sign in edges]
    bound, cuts = circle_bound(numbered, len(nodes), _against(edges, camp))
    lower = max(lower, ceil(bound - 1e-6))
    gap = _against(edges, camp) - lower
    if gap == 0 or gap * len(edges) > WORTH_BRANCHING:
        return lower, camp
    bound, sides = solve(numbered, len(nodes), cuts, BRANCHES)
    if sides is not None:
        found = improved(edges, dict(zip(nodes, sides, strict=True)))
        camp = min((camp, found), key=lambda one: _against(edges, one))
    return min(max(lower, ceil(bound - 1e-6)), _against(edges, camp)), camp


def _graph(edges: Iterable[Edge]) -> Network:
    import networkx

    graph: Network = networkx.Graph()
    graph.add_edges_from((a, b, {"sign": sign}) for a, b, sign in edges)
    return graph


def _camps(camp: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sides = [tuple(sorted(node for node in camp if camp[node] == side)) for side in (0, 1)]
    return sides[0], sides[1]
