"""Networks from elsewhere: a list of edges, `source,target,weight`, as CSV."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.curation.characters import UNWANTED, describe, shown
from kg.problems import Problem, ProblemsFound
from kg.ties.edge_text import HEAD, WHERE, Line, first_line, is_head, lines_of, read_text

if TYPE_CHECKING:
    from kg.ties.measured import Network

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_SEPARATOR: Final = re.compile("[;\t| ]")
_UNQUOTED: Final = re.compile(r'^[^"]*?([;\t])[^"]*$')
# What others call the two ends: a first line of two such words is a head that is not understood, and no edge.
_OTHER_HEADS: Final = frozenset(
    ("from", "to", "node1", "node2", "ego", "alter", "sender", "receiver", "actor1", "actor2", "start", "end")
) | {
    "state1",
    "state2",
    "country1",
    "country2",
    "origin",
    "destination",
    "origen",
    "destino",
    "desde",
    "hasta",
}
# What typesetters and spreadsheets write for a minus and a point is a hint only: 1,000 may be a thousand.
_MEANT: Final = str.maketrans({"\u2212": "-", "\u2013": "-", ",": "."})
_THOUSANDS: Final = re.compile(r".*,[0-9]{3}")
LARGEST: Final = 1e100
"""Weights beyond it, or nearer to 0 than its inverse, would leave the range of numbers as distances."""


@dataclass(frozen=True, slots=True)
class EdgeList:
    """A network read from a file, and what the reader must know about it."""

    graph: Network
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where source, target and weight (None: nowhere) stand in a line, how many cells it has, which are not read."""

    source: int = 0
    target: int = 1
    weight: int | None = 2
    width: int = 3
    unread: tuple[str, ...] = ()


def read_network(path: Path) -> EdgeList:
    """Read an undirected network; repeated edges add up, loops and edges that add up to 0 are dropped.

    A first line that names the columns `source,target,weight`, in any order and among others, may be absent,
    and so may the weight, which is 1 then; it may be negative. Raises ProblemsFound with every bad line,
    KgError for a file that cannot be read.
    """
    return network_of(read_text(path), str(path))


def network_of(text: str, name: str) -> EdgeList:
    """Read a network from the text of an edge list; see `read_network`."""
    weights: dict[tuple[str, str], list[str]] = {}
    problems: list[Problem] = []
    loops = 0
    nodes: set[str] = set()
    columns = None
    for line in lines_of(text, name):
        if columns is None:
            columns = _head(line)
            if is_head(line.cells):
                continue
            _no_other_head(line, first_line(text))
        edge = _edge(line, columns)
        if isinstance(edge, Problem):
            problems.append(edge)
            continue
        a, b, weight = edge
        nodes |= {a, b}
        loops += a == b
        if a != b:
            weights.setdefault((min(a, b), max(a, b)), []).append(weight)
    if problems:
        raise ProblemsFound(problems, WHERE)
    sums = {pair: _sum(found) for pair, found in weights.items()}
    repeated = sum(len(found) > 1 for found in weights.values())
    words = (*_unread(columns), *_repeated(repeated), *_words(loops, sums, nodes))
    return EdgeList(_graph(sorted(nodes), sums), words)


def _head(line: Line) -> _Columns:
    """Give the columns that the first line names, or the usual ones if it is an edge already."""
    cells, mark = line.cells, line.mark()
    if not is_head(cells):
        return _Columns()
    names = [cell.casefold() for cell in cells]
    problems = [Problem(mark, f"the head names {name} twice") for name in HEAD if names.count(name) > 1]
    problems += [Problem(mark, f"the head names no {name}") for name in HEAD[:2] if name not in names]
    if problems:
        raise ProblemsFound(problems, WHERE)
    weight = names.index("weight") if "weight" in names else None
    unread = tuple(cell for cell, name in zip(cells, names, strict=True) if name not in HEAD)
    return _Columns(names.index("source"), names.index("target"), weight, len(names), unread)


def _no_other_head(line: Line, written: str) -> None:
    """Raise ProblemsFound for a first line that is neither an edge nor a head, rather than for every line.

    In `a;b;1,5` the comma is a decimal one: what no quotes keep together is not taken for a name.
    """
    cells = line.cells
    if found := _SEPARATOR.search(cells[0]) if len(cells) == 1 else _UNQUOTED.search(written):
        letter = found[found.re.groups]
        head = ", or a head that names them" if letter in ";\t" else ""
        words = f"the values are separated by {letter!r}: write commas, as in source,target,weight{head}"
    elif _is_strange_head(cells):
        words = f"the first line ({', '.join(cells)[:40]}) is no edge and names no source, target and weight"
    else:
        return
    raise ProblemsFound([Problem(line.mark(), words)], WHERE)


def _is_strange_head(cells: Sequence[str]) -> bool:
    names = [cell.casefold() for cell in cells]
    named = any(name in HEAD for name in names) or all(name in _OTHER_HEADS for name in names[:2])
    return len(names) > 1 and named and not any(map(_NUMBER.fullmatch, cells))


def _edge(line: Line, columns: _Columns) -> tuple[str, str, str] | Problem:
    cells = line.cells
    last = columns.weight == columns.width - 1
    if len(cells) != columns.width and not (last and len(cells) == columns.width - 1):
        usual = "an edge has source, target and weight"
        wanted = usual if columns == _Columns() else f"the head has {columns.width} columns"
        here = "here is 1 value" if len(cells) == 1 else f"here are {len(cells)} values"
        return Problem(line.mark(), f"{wanted}, {here}")
    ends = (columns.source, columns.target)
    at = columns.weight if columns.weight is not None and columns.weight < len(cells) else None
    weight = cells[at] if at is not None else ""
    slips = [(place, _name_slip(cells[place])) for place in ends]
    slips += [(at, _weight_slip(weight))] if at is not None and weight else []
    found = next(((place, slip) for place, slip in slips if slip), None)
    if found:
        return Problem(line.mark(found[0]), found[1])
    return cells[ends[0]], cells[ends[1]], weight or "1"


def _name_slip(name: str) -> str | None:
    if not name:
        return "an edge needs a source and a target"
    if "\n" in name:
        return f"the name {name[:40]!r} holds a line break"
    found = UNWANTED.search(name)
    return f"the name “{shown(name, 40)}”: {describe(found[0])}" if found else None


def _weight_slip(weight: str) -> str | None:
    if not _NUMBER.fullmatch(weight):
        meant = weight.translate(_MEANT)
        sure = _NUMBER.fullmatch(meant) and not _THOUSANDS.fullmatch(weight)
        hint = f" (did you mean “{meant}”?)" if sure else ""
        return f"the weight {weight[:40]!r} is no number{hint}"
    value = abs(float(weight))
    if value > LARGEST:
        return f"the weight {weight[:40]} is too large"
    if value < 1 / LARGEST and any(digit in "123456789" for digit in re.split("[eE]", weight)[0]):
        return f"the weight {weight[:40]} is too near 0"
    return None


def _sum(weights: Sequence[str]) -> float:
    """Add the weights up exactly as they are written, so that 0.1 + 0.2 − 0.3 is 0."""
    if len(weights) == 1:
        return float(weights[0])
    total = float(sum(Fraction(weight) for weight in weights))
    return total if abs(total) >= 1 / LARGEST else 0.0


def _graph(nodes: list[str], weights: dict[tuple[str, str], float]) -> Network:
    import networkx

    graph: Network = networkx.Graph()
    graph.add_nodes_from((node, {"label": node}) for node in nodes)
    for (a, b), weight in sorted(weights.items()):
        if weight:
            graph.add_edge(a, b, strength=weight, sign=1 if weight > 0 else -1)
    return graph


def _unread(columns: _Columns | None) -> tuple[str, ...]:
    """Say that a column such as `sign` is not the weight, where the head names no weight."""
    if columns is None or columns.weight is not None or not columns.unread:
        return ()
    return (f"no column weight: every edge counts 1; not read: {', '.join(columns.unread)}",)


def _repeated(pairs: int) -> tuple[str, ...]:
    """Say that both ways of a directed network, or an edge given twice, have become one edge."""
    if not pairs:
        return ()
    stand = "1 pair stands" if pairs == 1 else f"{pairs} pairs stand"
    return (f"{stand} more than once: the weights are added up, whichever way they point",)


def _words(loops: int, weights: dict[tuple[str, str], float], nodes: Collection[str]) -> tuple[str, ...]:
    cancelled = sum(weight == 0 for weight in weights.values())
    words = [] if nodes else ["there are no edges"]
    words += [f"{loops} loop{'s' * (loops != 1)} dropped"] if loops else []
    if cancelled:
        words.append(f"{cancelled} edge{'s' * (cancelled != 1)} with weight 0 dropped")
    return tuple(words)
