"""Questions: a large answer, and what the command line takes before it answers at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.files import corpus_of
from benchmarks.measuring import Figure, Pair, measured, process, seconds
from benchmarks.synthetic import facts_files
from kg.graph.answer import Table
from kg.graph.build import dataset_text
from kg.graph.dataset import Dataset
from kg.graph.given_before import EVERY, answers_folder
from kg.graph.store import load_quads
from kg.vocabulary import GRAPH_CLAIMS, KG

QUERY = "SELECT ?claim ?thing ?text { ?claim a kg:Claim ; kg:tells ?thing ; kg:paraphrase ?text }"
PLAIN = f"PREFIX kg: <{KG}> {QUERY.replace('{', f'{{ GRAPH <{GRAPH_CLAIMS}> {{')} }}"
_EMPTY_GROUP = "import click\n@click.group()\ndef group(): pass\ngroup(['--help'])"


def pairs(claims: int, rounds: int = 5) -> Iterator[Pair]:
    """Give the comparison of a SELECT over so many claims."""
    text = dataset_text(corpus_of(facts_files(claims)))
    dataset = Dataset("synthetic", None, load_quads(text), "")

    def theirs() -> list[tuple[Any, ...]]:
        solutions: Any = dataset.store.query(PLAIN)
        return [tuple(solution) for solution in solutions]

    def answer(made: Any) -> list[tuple[str, ...]]:
        rows = made.rows if isinstance(made, Table) else made
        return sorted(tuple(str(term) for term in row) for row in rows)

    name = f"a SELECT of {claims:,} rows / plain pyoxigraph iteration"
    yield Pair(name, lambda: dataset.query_here(QUERY), theirs, 1.5, answer=answer, rounds=rounds)


def figures(rounds: int = 15) -> Iterator[Figure]:
    """Give the figures of the command line: processes by the clock, one after the other in turn."""
    program, python = _installed(), sys.executable
    yield measured(
        Pair(
            "kg --help / an empty click group's",
            process(program, "--help"),
            process(python, "-c", _EMPTY_GROUP),
            1.5,
            answer=lambda said: True,
            rounds=rounds,
        )
    )
    ask = process(program, "ask", "page-articles")
    seconds(ask)  # the first run fills the cache
    importing = process(python, "-c", "import pyoxigraph")
    for name, asking in (
        ("the first answer of kg ask, cache warm / import pyoxigraph", ask),
        ("kg ask of what is not kept, graph kept / import pyoxigraph", lambda: _forgotten(ask)),
    ):
        yield measured(Pair(name, asking, importing, 3.0, answer=lambda said: True, rounds=rounds))


def _forgotten(ask: Callable[[], Any]) -> Any:
    """Ask when no answer is kept, though all that need no value have been once."""
    for kept in answers_folder().iterdir():
        if kept.name != EVERY:
            kept.unlink()
    return ask()


def _installed() -> str:
    """Give the program as it is installed beside this Python."""
    return str(Path(sys.executable).parent / ("kg.exe" if os.name == "nt" else "kg"))
