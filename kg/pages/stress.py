"""Places from distances: stress majorisation with a fixed start, nothing left to chance.

Reference: Gansner, Koren, North, Graph drawing by stress majorization, Graph Drawing 2004, in its
local form: each node moves to the weighted mean of where the others want it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]
    Neighbours = Mapping[str, Mapping[str, float]]

ROUNDS = 80


def majorised(ids: Sequence[str], neighbours: Neighbours) -> Points:
    """Give the places of the nodes of one connected part, about one unit between neighbours."""
    start = _start(ids, neighbours)
    return start if len(ids) == 1 else _majorise(start, _distances(ids, neighbours))


def walk(start: str, neighbours: Neighbours, without: frozenset[str]) -> Iterator[str]:
    """Give the ids reached from the start, depth first, the best connected neighbour last."""
    seen, stack = set(without), [start]
    while stack:
        id = stack.pop()
        if id not in seen:
            seen.add(id)
            yield id
            ends = neighbours.get(id, {})
            stack += sorted(
                (end for end in ends if end not in seen), key=lambda end: (len(neighbours[end]), end)
            )


def _start(ids: Sequence[str], neighbours: Neighbours) -> Points:
    """Give the first places: the best connected node in the middle, the others around it in walking order.

    Neighbours in the walk without the middle node stand side by side, so that their ties are short.
    """
    import numpy as np

    middle = min(ids, key=lambda id: (-len(neighbours.get(id, {})), id))
    seen: dict[str, None] = {}
    for id in ids:
        if id != middle and id not in seen:
            seen.update(dict.fromkeys(walk(id, neighbours, frozenset({middle, *seen}))))
    around = {id: 2 * pi * index / max(len(seen), 1) for index, id in enumerate(seen)}
    places = [(cos(around[id]), sin(around[id])) if id in around else (0.0, 0.0) for id in ids]
    return np.array(places, dtype=np.float64)


def _distances(ids: Sequence[str], neighbours: Neighbours) -> Points:
    """Give the length of the shortest way between each two nodes of a component."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    index = {id: i for i, id in enumerate(ids)}
    ways = [(index[a], index[b], length) for a in index for b, length in neighbours[a].items()]
    rows, columns, lengths = zip(*ways, strict=True)
    matrix = coo_array((lengths, (rows, columns)), shape=(len(ids), len(ids)))
    distances: Points = np.array(dijkstra(matrix.tocsr(), directed=False), dtype=np.float64)
    return distances


def _majorise(points: Points, distances: Points) -> Points:
    """Move all nodes at once, nine tenths of the way, to the weighted mean of where the others want them.

    A weight is distance⁻². A whole step would make a pair of nodes swing for ever.
    """
    import numpy as np

    lengths = distances + np.eye(len(distances))
    weights = lengths**-2.0 - np.eye(len(distances))
    weights /= weights.sum(axis=1)[:, None]
    pulls = weights * lengths
    x, y = points.T.copy()
    pulled, square = np.empty_like(pulls), np.empty_like(pulls)  # written over in each round
    for _ in range(round(ROUNDS * min(1.0, 500 / len(points)))):
        np.square(np.subtract(x[:, None], x, out=pulled), out=pulled)
        np.square(np.subtract(y[:, None], y, out=square), out=square)
        apart = np.sqrt(np.add(pulled, square, out=square), out=square)
        np.divide(pulls, np.maximum(apart, 1e-9, out=apart), out=pulled)
        stays = pulled.sum(axis=1)
        mean = np.subtract(weights, pulled, out=pulled)
        # Wanted is Σ weight·other + Σ pull·(own - other); einsum, not @: no threads of a library in the sum.
        x, y = (own + 0.9 * (np.einsum("ij,j->i", mean, own) + stays * own - own) for own in (x, y))
    majorised: Points = np.stack([x, y], axis=1)
    return majorised
