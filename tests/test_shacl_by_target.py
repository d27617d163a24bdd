"""The shapes as pySHACL is given them judge as the shapes in the ontology do."""

from __future__ import annotations

import random
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.curation.loading import read_corpus
from kg.graph.validation import by_target, records_graph
from kg.vocabulary import KG, ontology_folder

CASES = (Path(__file__).parent / "cases" / "facts",)
SEEDS = range(8)


def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / "shapes.ttl")


def judged(graph: rdflib.Graph, by: rdflib.Graph) -> set[tuple[str, str, str]]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=by, inference="none")
    leaves = (
        result
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(result, SH.detail) is None
    )
    terms = (SH.focusNode, SH.resultPath, SH.resultMessage)
    return {tuple(str(report.value(leaf, term)) for term in terms) for leaf in leaves}


def spoilt(seed: int) -> rdflib.Graph:
    """The records of a small corpus, in which forty statements are left out, doubled, or say something else."""
    graph = records_graph(read_corpus(CASES)).graph
    chance = random.Random(seed)
    said = sorted((t for t in graph if t[1] not in (RDF.type, rdflib.RDFS.subClassOf)), key=str)
    for subject, path, value in chance.sample(said, 40):
        act = chance.randrange(3)
        if act < 2:
            graph.remove((subject, path, value))
        if act > 0:
            wrong = chance.choice(
                (rdflib.Literal("x" * 200), rdflib.Literal(-1), rdflib.URIRef(KG + "nothing"))
            )
            graph.add((subject, path, wrong))
    return graph


def test_there_are_eight_spoilt_corpora_and_every_field_has_a_target() -> None:
    assert len(SEEDS) == 8
    plain = shapes()
    fields = set(plain.objects(None, SH.property))
    assert len(fields) > 100
    turned = by_target(plain)
    assert not set(turned.objects(None, SH.property)) and not set(turned.objects(None, SH.node))
    aimed = {*turned.subjects(SH.targetClass, None), *turned.subjects(SH.targetObjectsOf, None)}
    assert fields <= aimed


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_wrong_is_found_at_the_same_place_in_the_same_words(seed: int) -> None:
    plain, turned = judged(spoilt(seed), shapes()), judged(spoilt(seed), by_target(shapes()))
    assert turned == plain
    assert len(plain) > 20
