"""Linear algebra on networks: dense and direct for small ones, sparse and iterated for large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkx
import numpy

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.ties.measured import Network

    Matrix = NDArray[numpy.float64]

DENSE: Final = 300
"""Nodes up to which a full matrix is quicker than an iteration."""


def leading(graph: Network, nodes: Sequence[str], weight: str) -> tuple[float, Matrix]:
    """Give the largest eigenvalue of the nodes' matrix and its eigenvector of unit length, all values ≥ 0."""
    if len(nodes) <= DENSE:
        values, vectors = numpy.linalg.eigh(networkx.to_numpy_array(graph, nodelist=nodes, weight=weight))
        return float(values[-1]), numpy.abs(vectors[:, -1])
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    matrix = _sparse(graph, nodes, weight)
    # a start of our own: the engine's is drawn at random
    start = numpy.asarray(matrix.sum(axis=1)).ravel() + 1.0
    try:
        values, vectors = eigsh(matrix, k=1, which="LA", v0=start, tol=0)
    except ArpackNoConvergence as error:
        raise KgError("the leading eigenvector of this network does not settle", exit_code=3) from error
    return float(values[-1]), numpy.abs(vectors[:, -1])


def solved(graph: Network, factor: float, weight: str) -> Matrix:
    """Solve (I − factor × A) x = 1, where that matrix is positive definite; KgError if it does not settle."""
    nodes, ones = list(graph), numpy.ones(len(graph))
    if len(nodes) <= DENSE:
        matrix = networkx.to_numpy_array(graph, nodelist=nodes, weight=weight)
        return numpy.asarray(numpy.linalg.solve(numpy.eye(len(nodes)) - factor * matrix, ones))
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import cg

    matrix = _sparse(graph, nodes, weight)
    found, left = cg(eye_array(len(nodes), format="csr") - factor * matrix, ones, rtol=1e-14, maxiter=10_000)
    if left:
        raise KgError("the equations of this measure do not settle for this network", exit_code=3)
    return numpy.asarray(found)


def _sparse(graph: Network, nodes: Sequence[str], weight: str) -> Any:
    kind = numpy.dtype(float)
    return networkx.to_scipy_sparse_array(graph, nodelist=nodes, weight=weight, dtype=kind, format="csr")
