"""The whole graph in every format, read back by another library, is the graph that was written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.claims import every_claim
from kg.graph.dataset import Dataset, open_dataset
from kg.graph.export import graph_text
from kg.ties.export import network_text
from kg.ties.observed import observations
from kg.ties.tie import ties


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_dataset()


def lines(dataset: rdflib.Dataset) -> set[str]:
    """Give an rdflib dataset as a set of quads; there are no blank nodes to rename."""
    return {" ".join(term.n3() for term in (s, p, o)) + f" {g}" for s, p, o, g in dataset.quads()}


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_dataset_read_back_by_rdflib_is_the_same(form: str, shipped: Dataset) -> None:
    parser = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}[form]
    back = rdflib.Dataset()
    back.parse(data=graph_text(shipped, form), format=parser)
    found = lines(back)
    assert len(found) == len(shipped.store) > 10_000
    assert found == lines(_as_rdflib(shipped))


def _as_rdflib(shipped: Dataset) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=ox.serialize(shipped.store, format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def test_turtle_holds_what_is_accepted_and_nothing_else(shipped: Dataset) -> None:
    back = rdflib.Graph().parse(data=graph_text(shipped, "turtle"), format="turtle")
    wanted = set(shipped.default_graphs("accepted"))
    quads = {q.triple for q in shipped.store if q.graph_name.value in wanted}  # type: ignore[union-attr]
    assert len(back) == len(quads) > 5_000


def test_the_csv_has_one_row_for_each_claim(shipped: Dataset) -> None:
    rows = list(csv.DictReader(io.StringIO(graph_text(shipped, "csv").decode())))
    claims = every_claim(shipped)
    assert [row["claim"] for row in rows] == [claim.claim for claim in claims]
    assert [row["paraphrase"].lstrip("'") for row in rows] == [claim.paraphrase for claim in claims]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_network_read_back_has_the_same_ties(form: str, shipped: Dataset) -> None:
    read = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    back = read(io.BytesIO(network_text(shipped, form)))
    found = {(*sorted(pair), round(data["strength"], 9)) for *pair, data in back.edges(data=True)}
    due = {(tie.a, tie.b, round(tie.strength, 9)) for tie in ties(observations(shipped))}
    assert found == due
    assert len(due) > 5


def test_the_same_graph_gives_the_same_bytes(shipped: Dataset) -> None:
    again = open_dataset()
    forms = ("turtle", "trig", "nquads", "jsonld", "csv")
    assert [graph_text(again, form) for form in forms] == [graph_text(shipped, form) for form in forms]
    assert [network_text(again, form) for form in ("graphml", "gexf")] == [
        network_text(shipped, form) for form in ("graphml", "gexf")
    ]


def test_an_exported_file_opens_as_the_dataset_it_was(shipped: Dataset, tmp_path: Path) -> None:
    for form, suffix in (("trig", ".trig"), ("nquads", ".nq"), ("jsonld", ".jsonld")):
        path = tmp_path / f"graph{suffix}"
        path.write_bytes(graph_text(shipped, form))
        assert open_dataset(path).sha256 == shipped.sha256, form


def test_jsonld_is_json(shipped: Dataset) -> None:
    assert isinstance(json.loads(graph_text(shipped, "jsonld")), list)


def test_the_rdflib_dataset_holds_every_quad(shipped: Dataset) -> None:
    copy = shipped.rdflib()
    assert sum(1 for _ in copy.quads()) == len(shipped.store)
