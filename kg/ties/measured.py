"""What a measure gives: a value for every node, None where it is not defined, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import networkx

    Network = networkx.Graph[str]

STRENGTH: Final = "strength"


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of every node in the order of the graph, and what the reader must know about them."""

    values: Mapping[str, float | None]
    note: str | None = None


def undefined(graph: Network, why: str) -> Measured:
    """Give no value to any node."""
    return Measured(dict.fromkeys(graph), why)


def edge_sign(data: Mapping[str, Any]) -> int:
    """Give 1, −1 or 0: the edge's `sign`, or the sign of its strength (1 where absent)."""
    if "sign" in data:
        return int(data["sign"])
    weight = float(data.get(STRENGTH, 1.0))
    return (weight > 0) - (weight < 0)
