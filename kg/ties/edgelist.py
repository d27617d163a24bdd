"""Networks from elsewhere: a list of edges, `source,target,weight`, as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, Mark, Problem, ProblemsFound

if TYPE_CHECKING:
    from kg.ties.measured import Network

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_HEAD: Final = ("source", "target", "weight")


@dataclass(frozen=True, slots=True)
class EdgeList:
    """A network read from a file, and what the reader must know about it."""

    graph: Network
    words: tuple[str, ...]


def read_network(path: Path) -> EdgeList:
    """Read an undirected network; repeated edges add up, loops and edges that add up to 0 are dropped.

    A first line `source,target,weight` may be absent, and so may the weight, which is 1 then; it may be
    negative. Raises ProblemsFound with every bad line, KgError for a file that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not UTF-8 at byte {error.start}", exit_code=1) from error
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}", exit_code=3) from error
    return network_of(text, str(path))


def network_of(text: str, name: str) -> EdgeList:
    """Read a network from the text of an edge list; see `read_network`."""
    weights: dict[tuple[str, str], list[float]] = {}
    problems: list[Problem] = []
    loops = 0
    nodes: set[str] = set()
    for line, row in _rows(text, name):
        edge = _edge(row, Mark(name, line))
        if isinstance(edge, Problem):
            problems.append(edge)
            continue
        a, b, weight = edge
        nodes |= {a, b}
        loops += a == b
        if a != b:
            weights.setdefault((min(a, b), max(a, b)), []).append(weight)
    if problems:
        raise ProblemsFound(problems)
    sums = {pair: fsum(found) for pair, found in weights.items()}
    return EdgeList(_graph(sorted(nodes), sums), _words(loops, sums))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give every line that is not empty with its number, without the head."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = True
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells) and not (first and _is_head(cells)):
                yield reader.line_num, cells
            first = first and not any(cells)
    except csv.Error as error:
        raise ProblemsFound([Problem(Mark(name, reader.line_num), f"no CSV: {error}")]) from error


def _is_head(cells: list[str]) -> bool:
    return tuple(cell.casefold() for cell in cells) in (_HEAD, _HEAD[:2])


def _edge(cells: list[str], mark: Mark) -> tuple[str, str, float] | Problem:
    if not 2 <= len(cells) <= 3:
        return Problem(mark, f"an edge has source, target and weight, here are {len(cells)} values")
    source, target, *rest = cells
    if not source or not target:
        return Problem(mark, "an edge needs a source and a target")
    weight = rest[0] if rest else ""
    if weight and not _NUMBER.fullmatch(weight):
        return Problem(mark, f"the weight {weight[:40]!r} is no number")
    value = float(weight) if weight else 1.0
    if abs(value) > 1e100:
        return Problem(mark, f"the weight {weight[:40]} is too large")
    return source, target, value


def _graph(nodes: list[str], weights: dict[tuple[str, str], float]) -> Network:
    import networkx

    graph: Network = networkx.Graph()
    graph.add_nodes_from((node, {"label": node}) for node in nodes)
    for (a, b), weight in sorted(weights.items()):
        if weight:
            graph.add_edge(a, b, strength=weight, sign=1 if weight > 0 else -1)
    return graph


def _words(loops: int, weights: dict[tuple[str, str], float]) -> tuple[str, ...]:
    cancelled = sum(weight == 0 for weight in weights.values())
    words = [f"{loops} loop{'s' * (loops != 1)} dropped"] if loops else []
    if cancelled:
        words.append(f"{cancelled} edge{'s' * (cancelled != 1)} with weight 0 dropped")
    return tuple(words)
