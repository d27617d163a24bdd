"""The whole graph in another format: RDF in four forms, or one row per claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields

import pyoxigraph as ox

from kg.graph.claims import ClaimRow, every_claim
from kg.graph.dataset import Dataset
from kg.graph.plain_text import no_formula
from kg.graph.serializing import serialized, sorted_nquads


def graph_text(dataset: Dataset, form: str) -> bytes:
    """Give the dataset as turtle, trig, nquads, jsonld or csv; the same content gives the same bytes.

    Turtle has no graphs: it holds the four graphs that are accepted, without the content of other claims.
    """
    writers: dict[str, Callable[[Dataset], bytes]] = {
        "turtle": _turtle,
        "trig": lambda d: _serialized(_sorted(d.store), ox.RdfFormat.TRIG),
        "nquads": _nquads,
        "jsonld": lambda d: _serialized(_sorted(d.store), ox.RdfFormat.JSON_LD),
        "csv": _csv,
    }
    return writers[form](dataset)


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


def _nquads(dataset: Dataset) -> bytes:
    return sorted_nquads(dataset.store)


def _turtle(dataset: Dataset) -> bytes:
    wanted = set(dataset.default_graphs())
    triples = {
        q.triple
        for q in dataset.store
        if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value in wanted
    }
    ordered = sorted(triples, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    return _serialized(ordered, ox.RdfFormat.TURTLE)


def _serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    data = serialized(statements, form)
    return data if data.endswith(b"\n") else data + b"\n"


def _csv(dataset: Dataset) -> bytes:
    out = io.StringIO()
    names = [field.name for field in fields(ClaimRow)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in every_claim(dataset):
        values = asdict(row)
        values["sentences"] = " ".join(row.sentences)
        writer.writerow([no_formula(values[name]) for name in names])
    return out.getvalue().encode()
