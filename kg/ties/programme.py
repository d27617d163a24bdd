"""The integer programme of the frustration index, handed to HiGHS through scipy.

One variable y per tie says whether its ends stand in different camps: a positive tie then costs y, a negative
one 1 − y. Around every circle the number of changes of camp is even, which gives the circle inequalities of
the cut polytope (Barahona and Mahjoub 1986): for an odd part F of a circle C, Σ_F (1 − y) + Σ_{C∖F} y ≥ 1.
Those that a solution breaks are found as shortest paths and added until none is broken; branching follows
only where that leaves a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, hstack
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

Edge = tuple[int, int, int]
Cut = tuple[frozenset[int], frozenset[int]]
"""A broken circle: its ties in F, which are changed over, and its other ties."""

ROUNDS: Final = 60
LEAST_GAIN: Final = 0.03
"""The share of the gap that a round must close for another to follow."""


def circle_bound(edges: Sequence[Edge], nodes: int, target: int) -> tuple[float, list[Cut]]:
    """Give the bound that the circle inequalities give, and those found.

    Stops once only `target` is left, the index being a whole number, or when a round gains little.
    """
    cuts: dict[Cut, None] = {}
    cost = numpy.array([float(sign) for _, _, sign in edges])
    negative = sum(sign < 0 for _, _, sign in edges)
    values, bound, gain = (cost < 0).astype(float), 0.0, float(target)
    for _ in range(ROUNDS):
        found = [cut for cut in broken(edges, nodes, values) if cut not in cuts]
        if not found or bound > target - 1 + 1e-6 or gain < LEAST_GAIN * (target - bound):
            break
        cuts.update(dict.fromkeys(found))
        matrix, least = _inequalities(list(cuts), len(edges))
        result = linprog(cost, A_ub=-matrix, b_ub=-least, bounds=(0, 1), method="highs")
        reached = float(result.fun) + negative
        values, bound, gain = numpy.clip(result.x, 0, 1), reached, reached - bound
    return bound, list(cuts)


def broken(edges: Sequence[Edge], nodes: int, values: Numbers) -> list[Cut]:
    """Give for each node the circle inequality through it that the values break most, if any."""
    double, place = _doubled(edges, nodes, values)
    far, before = dijkstra(double, directed=False, indices=range(nodes), return_predecessors=True)
    found: dict[Cut, None] = {}
    for start in range(nodes):
        if far[start, start + nodes] < 1 - 1e-6:
            found[_circle(before[start], start, nodes, place)] = None
    return list(found)


def _doubled(
    edges: Sequence[Edge], nodes: int, values: Numbers
) -> tuple[csr_array, dict[tuple[int, int], int]]:
    """Give a network of two layers: a tie within a layer is as long as y, one across as long as 1 − y."""
    a = numpy.array([edge[0] for edge in edges])
    b = numpy.array([edge[1] for edge in edges])
    ends = numpy.concatenate([a, a + nodes, a, a + nodes]), numpy.concatenate([b, b + nodes, b + nodes, b])
    # a length of 0 would be no tie to scipy
    lengths = numpy.concatenate([values, values, 1 - values, 1 - values]) + 1e-9
    size = 2 * nodes
    place = {(min(x, y), max(x, y)): at for at, (x, y, _) in enumerate(edges)}
    return csr_array(coo_array((lengths, ends), shape=(size, size))), place


def _circle(before: Numbers, start: int, nodes: int, place: dict[tuple[int, int], int]) -> Cut:
    """Follow a path from a node's second self back to itself; a tie passed twice in one way cancels out."""
    across: set[int] = set()
    within: set[int] = set()
    here = start + nodes
    while here != start:
        last = int(before[here])
        ends = sorted((here % nodes, last % nodes))
        (across if (here < nodes) != (last < nodes) else within).symmetric_difference_update(
            {place[ends[0], ends[1]]}
        )
        here = last
    return frozenset(across), frozenset(within)


def _inequalities(cuts: Sequence[Cut], edges: int) -> tuple[csr_array, Numbers]:
    """Give the circle inequalities as: matrix @ y ≥ least."""
    entries = [
        (row, tie, weight)
        for row, (across, within) in enumerate(cuts)
        for ties, weight in ((sorted(across), -1.0), (sorted(within), 1.0))
        for tie in ties
    ]
    row, column, weight = zip(*entries, strict=True)
    matrix = csr_array(coo_array((weight, (row, column)), shape=(len(cuts), edges)))
    return matrix, numpy.array([1.0 - len(across) for across, _ in cuts])


def solve(
    edges: Sequence[Edge], nodes: int, cuts: Sequence[Cut], branches: int
) -> tuple[float, tuple[int, ...] | None]:
    """Give a lower bound of the index and the camps found, None if none were found in so many branches."""
    cost = numpy.concatenate([numpy.zeros(nodes), [float(sign) for _, _, sign in edges]])
    upper = numpy.ones(nodes + len(edges))
    upper[_most_ties(edges, nodes)] = 0  # the camps may change places: one node's is given
    result = milp(
        c=cost,
        integrality=numpy.concatenate([numpy.ones(nodes), numpy.zeros(len(edges))]),
        bounds=Bounds(0, upper),
        constraints=_constraints(edges, nodes, cuts),
        options={"node_limit": branches, "mip_rel_gap": 0.0},
    )
    bound = -numpy.inf if result.mip_dual_bound is None else result.mip_dual_bound
    sides = None if result.x is None else tuple(round(float(value)) for value in result.x[:nodes])
    return float(bound) + sum(sign < 0 for _, _, sign in edges), sides


def _most_ties(edges: Sequence[Edge], nodes: int) -> int:
    counts = numpy.bincount([end for a, b, _ in edges for end in (a, b)], minlength=nodes)
    return int(counts.argmax())


def _constraints(edges: Sequence[Edge], nodes: int, cuts: Sequence[Cut]) -> list[LinearConstraint]:
    """Give the circle inequalities, and that y is 0 or 1 as the ends' camps are the same or different."""
    width = nodes + len(edges)
    entries: list[tuple[int, int, float]] = []
    least: list[float] = []
    for place, (a, b, sign) in enumerate(edges):
        # only the sides that the cost pushes against: y ≥ |a − b| for a positive tie, y ≤ a + b ≤ 2 − y else
        for of_a, of_b, of_y, need in _LINKS[sign]:
            entries += [(len(least), a, of_a), (len(least), b, of_b), (len(least), nodes + place, of_y)]
            least.append(need)
    row, column, weight = zip(*entries, strict=True)
    links = csr_array(coo_array((weight, (row, column)), shape=(len(least), width)))
    rows = [LinearConstraint(links, numpy.array(least), numpy.inf)]
    if cuts:
        matrix, needs = _inequalities(cuts, len(edges))
        beside = csr_array((len(cuts), nodes))
        rows.append(LinearConstraint(csr_array(hstack([beside, matrix])), needs, numpy.inf))
    return rows


_LINKS: Final = {
    1: ((-1.0, 1.0, 1.0, 0.0), (1.0, -1.0, 1.0, 0.0)),
    -1: ((1.0, 1.0, -1.0, 0.0), (-1.0, -1.0, -1.0, -2.0)),
}
