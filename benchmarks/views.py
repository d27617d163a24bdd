"""How the time of every prepared question grows with the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks.files import corpus_of
from benchmarks.measuring import Figure, exponent, in_seconds, seconds
from benchmarks.synthetic import facts_files
from kg.graph.answer import Table
from kg.graph.build import dataset_text
from kg.graph.dataset import Dataset
from kg.graph.store import load_quads
from kg.graph.views import View, views

# What a required parameter is bound to: by its name, else by its kind.
_BY_NAME: Final = {
    "issue": "issue-1", "who": "person-0", "person": "person-0", "speaker": "person-0", "by": "person-0",
    "agreement": "accord-0", "policy": "policy-0", "measure": "policy-0", "of": "accord-0", "tour": "tour-1",
    "event": "meeting-1", "claim": "https://w3id.org/legation/claim/00001/meeting-1-0", "other": "USA",
    "since": "2016-01-01", "until": "2020-01-01", "post": "usa-foreign-minister", "statement": "statement-1",
}  # fmt: skip
_BY_KIND: Final = {
    "iri": "MEX", "term": "happened", "article": "00001", "text": "Person 1", "date": "2019-07-21",
    "integer": "2019",
}  # fmt: skip
# An answer that itself grows faster than this is no linear one, and its question is not judged.
_LINEAR: Final = 1.15
_ROUNDS: Final = 3
_LONG_S: Final = 2.0


def figures(sizes: tuple[int, ...], names: tuple[str, ...] = ()) -> Iterator[Figure]:
    """Give the exponent of each question's time over graphs of so many claims."""
    graphs = [dataset(claims) for claims in sizes]
    quads = [float(len(graph.store)) for graph in graphs]
    for name in names or views():
        view = views()[name]
        rows, taken = zip(*(_asked(graph, view) for graph in graphs), strict=True)
        growth = exponent(quads, [max(count, 1) for count in rows])
        floor = 1.2 if growth <= _LINEAR else float("inf")
        said = f"{rows[-1]:,} rows in {in_seconds(taken[-1])}"
        yield Figure(f"growth of {name}", exponent(quads, taken), floor, True, said, in_seconds(taken[0]))


def given(view: View) -> dict[str, str]:
    """Give a value for each parameter that the question needs."""
    needed = (parameter for parameter in view.parameters if parameter.required)
    return {each.name: _BY_NAME.get(each.name, _BY_KIND[each.kind]) for each in needed}


def dataset(claims: int) -> Dataset:
    """Give a graph of so many claims."""
    return Dataset(f"{claims}", None, load_quads(dataset_text(corpus_of(facts_files(claims)))), "")


def _asked(graph: Dataset, view: View) -> tuple[int, float]:
    """Give the number of rows and the least time of a few runs, of one where it takes long."""
    answer = graph.ask(view.name, given(view))
    times: list[float] = []
    while not times or (len(times) < _ROUNDS and times[-1] < _LONG_S):
        times.append(seconds(lambda: graph.ask(view.name, given(view))))
    return len(answer.rows) if isinstance(answer, Table) else 1, min(times)
