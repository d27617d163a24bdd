"""The model against the shipped graph: its worked examples, and words used as they are declared."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection

from kg.graph.dataset import Dataset, open_dataset
from kg.vocabulary import KG, PREFIXES, RDF_TYPE, ontology_folder

README = ontology_folder() / "README.md"
EXAMPLE = re.compile(r"```sparql\n(?P<query>.*?)```\n\n(?P<table>(?:\|[^\n]*\|\n)+)", re.DOTALL)
EXAMPLES = [found.groupdict() for found in EXAMPLE.finditer(README.read_text(encoding="utf-8"))]

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@cache
def dataset() -> Dataset:
    return open_dataset()


@cache
def ontology() -> Graph:
    return Graph().parse(ontology_folder() / "kg.ttl")


def expected(table: str) -> list[list[str]]:
    """Give the rows of a Markdown table without its head."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return rows[2:]


def short(term: object) -> str:
    """Give a term as the README writes it: prefixed, or the literal's text, or nothing."""
    if isinstance(term, ox.NamedNode):
        name = max(
            (p for p in PREFIXES if term.value.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p])
        )
        return f"{name}:{term.value.removeprefix(PREFIXES[name])}"
    return term.value if isinstance(term, ox.Literal) else ""


def test_there_are_three_worked_examples() -> None:
    assert len(EXAMPLES) == 3
    assert README.read_text(encoding="utf-8").count("```sparql") == 3
    assert [len(expected(example["table"])) for example in EXAMPLES] == [5, 8, 2]


@pytest.mark.parametrize("number", range(3))
def test_worked_example_gives_the_rows_it_shows(number: int) -> None:
    example, data = EXAMPLES[number], dataset()
    solutions = data.store.query(
        example["query"],
        prefixes=PREFIXES,
        default_graph=[ox.NamedNode(name) for name in data.default_graphs("accepted")],
    )
    assert isinstance(solutions, ox.QuerySolutions)
    assert [[short(term) for term in row] for row in solutions] == expected(example["table"])


def used(position: str) -> Counter[str]:
    """Give how often each of our own words is used in the shipped graph, by its position in the triple."""
    terms = (getattr(quad, position) for quad in dataset().store)
    return Counter(
        term.value for term in terms if isinstance(term, ox.NamedNode) and term.value.startswith(KG)
    )


def test_every_word_in_the_shipped_graph_is_declared_for_its_use() -> None:
    said = ontology()
    properties = {str(p) for kind in PROPERTIES for p in said.subjects(URIRef(RDF_TYPE), kind)}
    predicates = used("predicate")
    assert len(predicates) > 60
    assert sorted(predicates.keys() - properties) == []
    assert sorted(used("object").keys() - set(map(str, said.subjects()))) == []


@cache
def types() -> dict[str, frozenset[str]]:
    """Give for each node its classes and all above them, in any graph."""
    said, found = ontology(), dict[str, set[str]]()
    for quad in dataset().store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None):
        classes = said.transitive_objects(URIRef(quad.object.value), RDFS.subClassOf)
        found.setdefault(quad.subject.value, set()).update(map(str, classes))
    return {node: frozenset(classes) for node, classes in found.items()}


def test_nothing_is_of_two_classes_that_exclude_each_other() -> None:
    said = ontology()
    lists = [Collection(said, head) for head in said.objects(None, OWL.members) if isinstance(head, BNode)]
    assert [len(each) for each in lists] and len(lists) == 2
    assert len(types()) > 500
    for each in lists:
        excluding = set(map(str, each))
        wrong = {
            node: classes & excluding for node, classes in types().items() if len(classes & excluding) > 1
        }
        assert wrong == {}


def test_every_value_is_of_the_class_that_its_property_leads_to() -> None:
    said = ontology()
    ranges = {str(p): str(c) for p, c in said.subject_objects(RDFS.range) if str(c).startswith(KG)}
    assert len(ranges) > 80
    wrong, looked_at = set[tuple[str, str]](), 0
    for quad in dataset().store:
        wanted = ranges.get(quad.predicate.value)
        if wanted and isinstance(quad.object, ox.NamedNode):
            looked_at += 1
            if wanted not in types().get(quad.object.value, choice_types(quad.object.value)):
                wrong.add((quad.predicate.value.removeprefix(KG), quad.object.value))
    assert looked_at > 3000
    assert sorted(wrong) == []


@cache
def choice_types(name: str) -> frozenset[str]:
    return frozenset(map(str, ontology().objects(URIRef(name), URIRef(RDF_TYPE))))


def test_the_diagram_names_only_what_there_is() -> None:
    drawn = (Path(ontology_folder()) / "model.svg").read_text(encoding="utf-8")
    names = re.findall(r'class="name"[^>]*>([^<]+)<', drawn)
    assert len(names) == 16
    declared = {str(s).removeprefix(KG) for s in ontology().subjects()}
    singles = {part.strip().removeprefix("kg:") for name in names for part in name.split(",")} - {"sides"}
    assert sorted(singles - declared) == []
    words = {w for text in re.findall(r'class="word[^>]*>([^<]+)<', drawn) for w in text.split(", ")}
    assert sorted(words - declared - {"in", "of", "same node"}) == []
