"""Networks from elsewhere: a list of edges, `source,target,weight`, as CSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, Mark, Problem, ProblemsFound

if TYPE_CHECKING:
    from kg.ties.measured import Network

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_SEPARATOR: Final = re.compile("[;\t| ]")
_HEAD: Final = ("source", "target", "weight")
# What others call the two ends: a first line of two such words is a head that is not understood, and no edge.
_OTHER_HEADS: Final = frozenset(
    ("from", "to", "node1", "node2", "ego", "alter", "sender", "receiver", "actor1", "actor2", "start", "end")
) | {"state1", "state2", "country1", "country2"}
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
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        packed = " (it is packed with gzip: unpack it first)" if error.object[:2] == b"\x1f\x8b" else ""
        raise KgError(f"{path}: not UTF-8 at byte {error.start}{packed}", exit_code=1) from error
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}", exit_code=3) from error
    return network_of(text, str(path))


def network_of(text: str, name: str) -> EdgeList:
    """Read a network from the text of an edge list; see `read_network`."""
    weights: dict[tuple[str, str], list[str]] = {}
    problems: list[Problem] = []
    loops = 0
    nodes: set[str] = set()
    columns = None
    for line, cells in _rows(text, name):
        mark = Mark(name, line)
        if columns is None:
            columns = _head(cells, mark)
            if _is_head(cells):
                continue
            _no_other_head(cells, mark)
        edge = _edge(cells, columns, mark)
        if isinstance(edge, Problem):
            problems.append(edge)
            continue
        a, b, weight = edge
        nodes |= {a, b}
        loops += a == b
        if a != b:
            weights.setdefault((min(a, b), max(a, b)), []).append(weight)
    if problems:
        raise ProblemsFound(problems, "the edge list")
    sums = {pair: _sum(found) for pair, found in weights.items()}
    return EdgeList(_graph(sorted(nodes), sums), (*_unread(columns), *_words(loops, sums, nodes)))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give every line that is not empty with the number at which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            # one letter may be written in two ways, and is one name
            cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ProblemsFound([Problem(Mark(name, begins), f"no CSV: {error}")], "the edge list") from error


def _is_head(cells: Sequence[str]) -> bool:
    return sum(cell.casefold() in _HEAD for cell in cells) > 1


def _head(cells: Sequence[str], mark: Mark) -> _Columns:
    """Give the columns that the first line names, or the usual ones if it is an edge already."""
    if not _is_head(cells):
        return _Columns()
    names = [cell.casefold() for cell in cells]
    problems = [Problem(mark, f"the head names {name} twice") for name in _HEAD if names.count(name) > 1]
    problems += [Problem(mark, f"the head names no {name}") for name in _HEAD[:2] if name not in names]
    if problems:
        raise ProblemsFound(problems, "the edge list")
    weight = names.index("weight") if "weight" in names else None
    unread = tuple(cell for cell, name in zip(cells, names, strict=True) if name not in _HEAD)
    return _Columns(names.index("source"), names.index("target"), weight, len(names), unread)


def _no_other_head(cells: Sequence[str], mark: Mark) -> None:
    """Raise ProblemsFound for a first line that is neither an edge nor a head, rather than for every line."""
    if len(cells) == 1 and (found := _SEPARATOR.search(cells[0])):
        words = f"the values are separated by {found[0]!r}: write commas, as in source,target,weight"
    elif _is_strange_head(cells):
        words = f"the first line ({', '.join(cells)[:40]}) is no edge and names no source, target and weight"
    else:
        return
    raise ProblemsFound([Problem(mark, words)], "the edge list")


def _is_strange_head(cells: Sequence[str]) -> bool:
    names = [cell.casefold() for cell in cells]
    named = any(name in _HEAD for name in names) or all(name in _OTHER_HEADS for name in names[:2])
    return len(names) > 1 and named and not any(map(_NUMBER.fullmatch, cells))


def _edge(cells: Sequence[str], columns: _Columns, mark: Mark) -> tuple[str, str, str] | Problem:
    last = columns.weight == columns.width - 1
    if len(cells) != columns.width and not (last and len(cells) == columns.width - 1):
        usual = "an edge has source, target and weight"
        wanted = usual if columns == _Columns() else f"the head has {columns.width} columns"
        return Problem(mark, f"{wanted}, here are {len(cells)} values")
    source, target = cells[columns.source], cells[columns.target]
    weight = cells[columns.weight] if columns.weight is not None and columns.weight < len(cells) else ""
    wrong = _name_slip(source, target) or (_weight_slip(weight) if weight else None)
    return Problem(mark, wrong) if wrong else (source, target, weight or "1")


def _name_slip(*names: str) -> str | None:
    if not all(names):
        return "an edge needs a source and a target"
    for name in names:
        if any(unicodedata.category(letter) == "Cc" for letter in name):
            return f"the name {name[:40]!r} holds a control character or a line break"
    return None


def _weight_slip(weight: str) -> str | None:
    if not _NUMBER.fullmatch(weight):
        return f"the weight {weight[:40]!r} is no number"
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


def _words(loops: int, weights: dict[tuple[str, str], float], nodes: Collection[str]) -> tuple[str, ...]:
    cancelled = sum(weight == 0 for weight in weights.values())
    words = [] if nodes else ["there are no edges"]
    words += [f"{loops} loop{'s' * (loops != 1)} dropped"] if loops else []
    if cancelled:
        words.append(f"{cancelled} edge{'s' * (cancelled != 1)} with weight 0 dropped")
    return tuple(words)
