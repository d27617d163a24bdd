"""The ontology: no word without a declaration, every declaration complete, nothing contradictory."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV

from kg.ties.constants import shipped_constants
from kg.vocabulary import KG as KG_IRI
from kg.vocabulary import corpus_folder, ontology_folder

KG = Namespace(KG_IRI)
ONTOLOGY = URIRef("https://w3id.org/legation/ontology")
FOLDER = ontology_folder()
FILES = ("kg.ttl", "shapes.ttl", "alignments.ttl")
VIEWS = corpus_folder().parent / "views"

# Names used of vocabularies that rdflib does not carry: SEM 2009-11, Web Annotation.
SEM_TERMS = {
    *("Actor", "Event", "Place", "Role", "RoleType", "hasActor", "hasPlace", "hasTimeStamp", "roleType"),
    *("hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp", "subEventOf"),
}
OA_TERMS = {"SpecificResource", "hasTarget", "hasSelector"}

# What the graph says of claims beyond the records' fields; shapes.ttl does not hold these.
GRAPH_TERMS = {
    *("accepted", "anticipated", "attributed", "contested", "opinion", "presupposed", "status"),
    *("Passage", "article", "content", "disputedBy", "evidence", "paragraph", "tells", "tellsKind"),
    *("cameo", "cow", "fips", "gw", "iso2", "iso3", "earliest", "latest", "computed", "field", "curator"),
    *("line", "remarksLine", "bearing"),
}


@cache
def graph(name: str) -> Graph:
    return Graph().parse(FOLDER / name, format="turtle")


def ours(of: Graph) -> set[URIRef]:
    return {term for triple in of for term in triple if isinstance(term, URIRef) and term in KG}


def declared() -> set[URIRef]:
    return {term for term in graph("kg.ttl").subjects(RDF.type) if isinstance(term, URIRef) and term in KG}


def local(terms: set[URIRef]) -> list[str]:
    return sorted(term.removeprefix(KG_IRI) for term in terms)


@pytest.mark.parametrize("name", FILES)
def test_both_libraries_read_the_same_number_of_triples(name: str) -> None:
    store = ox.Store()
    store.load(path=str(FOLDER / name), format=ox.RdfFormat.TURTLE)
    assert len(store) == len(graph(name)) > 50


@pytest.mark.parametrize("name", ("shapes.ttl", "alignments.ttl"))
def test_no_word_is_used_without_a_declaration(name: str) -> None:
    used = ours(graph(name))
    assert len(used) > 40
    assert local(used - declared()) == []


def test_words_of_the_graph_beyond_the_records_are_declared() -> None:
    assert len(GRAPH_TERMS) == 29
    assert local({KG[name] for name in GRAPH_TERMS} - declared()) == []


def test_views_use_declared_words_only() -> None:
    words, views = set[str](), sorted(VIEWS.glob("*.rq"))
    assert len(views) >= 9
    for view in views:
        body = re.sub(r'#[^\n>]*\n|"[^"\n]*"', "\n", view.read_text(encoding="utf-8"))
        words |= set(re.findall(r"\bkg:([A-Za-z][\w-]*)", body))
    assert sorted(words - set(local(declared()))) == []


def test_a_declaration_in_kg_ttl_declares_only_what_it_uses() -> None:
    assert local(ours(graph("kg.ttl")) - declared()) == []


def complete(term: URIRef) -> list[str]:
    """Give what the declaration of a term lacks."""
    said = graph("kg.ttl")
    labels = [label.language for label in said.objects(term, RDFS.label)]  # type: ignore[union-attr]
    lacks = [f"label@{wanted}" for wanted in ("en", "es") if labels.count(wanted) != 1]
    for name, annotation in (("definition", SKOS.definition), ("example", SKOS.example)):
        texts = [str(text) for text in said.objects(term, annotation)]
        if len(texts) != 1 or not texts[0].endswith((".", "!", "?")) or len(texts[0].split()) < 1:
            lacks.append(name)
    return lacks + ([] if (term, RDFS.isDefinedBy, ONTOLOGY) in said else ["isDefinedBy"])


def test_every_word_has_labels_a_definition_and_an_example() -> None:
    terms = declared()
    assert len(terms) > 400
    assert {name: lacks for name in terms if (lacks := complete(name))} == {}


def test_a_word_without_an_example_would_be_found() -> None:
    assert complete(KG.no_such_word) == ["label@en", "label@es", "definition", "example", "isDefinedBy"]


@pytest.mark.parametrize("kind", (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty))
def test_no_two_words_of_one_kind_share_a_definition(kind: URIRef) -> None:
    said = graph("kg.ttl")
    definitions = [str(said.value(term, SKOS.definition)) for term in said.subjects(RDF.type, kind)]
    assert len(definitions) > 40
    assert sorted(d for d, times in Counter(definitions).items() if times > 1) == []


def test_every_choice_of_a_field_belongs_to_the_range_of_its_property() -> None:
    shapes, said = graph("shapes.ttl"), graph("kg.ttl")
    fields = [shape for shape in shapes.subjects(SH["in"]) if shapes.value(shape, SH.path) in KG]
    assert len(fields) >= 20
    for field in fields:
        path = shapes.value(field, SH.path)
        wanted = said.value(path, RDFS.range)
        choices = Collection(shapes, shapes.value(field, SH["in"]))  # type: ignore[arg-type]
        wrong = {choice for choice in choices if (choice, RDF.type, wanted) not in said}
        assert local(wrong) == [], f"{path} has the range {wanted}"


def test_every_choice_stands_in_some_field_or_is_a_status() -> None:
    shapes, said = graph("shapes.ttl"), graph("kg.ttl")
    individuals = set(said.subjects(RDF.type, OWL.NamedIndividual))
    offered = {c for head in shapes.objects(None, SH["in"]) for c in Collection(shapes, head)}
    statuses = set(said.subjects(RDF.type, KG.ClaimStatus))
    assert len(statuses) == 6
    assert local(individuals - offered - statuses) == []  # type: ignore[arg-type]


def test_what_is_for_or_against_is_a_class_or_a_choice_and_says_one_of_three() -> None:
    said = graph("kg.ttl")
    marks = [(term, str(bearing)) for term, bearing in said.subject_objects(KG.bearing)]
    assert len(marks) == len(dict(marks)) > 50
    assert {bearing for _, bearing in marks} == {"for", "against", "neither"}
    carriers = {*said.subjects(RDF.type, OWL.Class), *said.subjects(RDF.type, OWL.NamedIndividual)}
    assert local({term for term, _ in marks} - carriers) == []  # type: ignore[arg-type]


def test_the_stance_network_counts_what_is_for_and_against_as_the_ontology_marks_it() -> None:
    signs = {"for": 1, "neither": 0, "against": -1}
    marks = {
        str(term).removeprefix(KG_IRI): str(b) for term, b in graph("kg.ttl").subject_objects(KG.bearing)
    }
    counted = shipped_constants().stance
    assert len(counted) == 9
    assert {side: signs[marks[side]] for side in counted} == counted


def test_a_field_and_its_property_have_the_same_kind_of_value() -> None:
    shapes, said = graph("shapes.ttl"), graph("kg.ttl")
    fields = [shape for shape in shapes.subjects(SH.path) if shapes.value(shape, SH.path) in KG]
    named = [shape for shape in fields if shapes.value(shape, SH.name)]
    assert len(named) > 100
    for field in named:
        kinds = set(said.objects(shapes.value(field, SH.path), RDF.type))
        literal = shapes.value(field, SH.datatype) is not None
        assert (OWL.DatatypeProperty if literal else OWL.ObjectProperty) in kinds, shapes.value(
            field, SH.path
        )


def test_every_kind_of_record_is_a_class_below_thing_or_a_part() -> None:
    said = graph("kg.ttl")
    targets = {target for target in graph("shapes.ttl").objects(None, SH.targetClass) if target in KG}
    assert len(targets) > 50
    assert all((target, RDF.type, OWL.Class) in said for target in targets)
    below = {cls for cls in targets if KG.Thing in set(said.transitive_objects(cls, RDFS.subClassOf))}
    assert local(targets - below) == [  # type: ignore[arg-type]
        *("AssetUse", "Casualties", "Claim", "CodedEvent", "Conflict", "Participation", "Quantity")
    ]


def test_the_class_hierarchy_has_no_circle() -> None:
    said = graph("kg.ttl")
    for child, parent in said.subject_objects(RDFS.subClassOf):
        assert child not in set(said.transitive_objects(parent, RDFS.subClassOf)), child


def test_the_shapes_are_valid_shacl() -> None:
    from pyshacl import validate

    conforms, _, text = validate(
        Graph(), shacl_graph=Graph().parse(FOLDER / "shapes.ttl"), meta_shacl=True, advanced=False
    )
    assert conforms, text


def test_a_broken_shape_is_found() -> None:
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    shape = URIRef("https://w3id.org/legation/shapes#Tour")
    broken = Graph().add((shape, RDF.type, SH.NodeShape)).add((shape, SH.property, Literal("date")))
    with pytest.raises(ReportableRuntimeError, match="Shapes SHACL"):
        validate(Graph(), shacl_graph=broken, meta_shacl=True)


# Said in words for people; no rule reads them, and leaving them out makes the reasoner quick.
WORDS = {RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.example, DCTERMS.source}


def reasoned(*more: Graph) -> Graph:
    """Give the ontology, its alignments and more, closed under OWL 2 RL."""
    from owlrl import DeductiveClosure, OWLRL_Semantics

    together = Graph()
    for part in (graph("kg.ttl"), graph("alignments.ttl"), *more):
        for triple in part:
            if triple[1] not in WORDS:
                together.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(together)
    return together


ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


def clashes(closed: Graph) -> list[str]:
    """Give the messages of the reasoner: owlrl adds a node of the class ErrorMessage for each clash."""
    return [str(text) for text in closed.objects(None, ERROR.error)]


EXAMPLE = """
@prefix kg: <https://w3id.org/legation/ontology#> . @prefix id: <https://w3id.org/legation/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:talks a kg:Meeting ; kg:participation id:part ; kg:place id:mexico-city ;
    kg:earliest "2019-07-21"^^xsd:date .
id:part a kg:Participation ; kg:who id:marcelo-ebrard ; kg:for id:MEX ; kg:as id:minister ; kg:role kg:host .
id:claim a kg:Claim ; kg:modality kg:happened ; kg:status kg:accepted ; kg:tells id:talks ; kg:article id:a .
"""


def test_nothing_clashes_under_owl_2_rl_and_classes_follow_upwards() -> None:
    closed = reasoned(Graph().parse(data=EXAMPLE, format="turtle"))
    assert clashes(closed) == []
    ids = Namespace("https://w3id.org/legation/id/")
    sem_event = URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")
    assert (ids.talks, RDF.type, KG.Event) in closed and (ids.talks, RDF.type, sem_event) in closed
    assert (ids["marcelo-ebrard"], RDF.type, FOAF.Agent) in closed
    assert (ids.minister, RDF.type, ORG.Post) in closed
    assert (ids.claim, PROV.hadPrimarySource, ids.a) in closed
    assert (ids.talks, RDF.type, KG.Agent) not in closed


def test_an_agent_that_is_also_an_event_clashes() -> None:
    wrong = "@prefix kg: <https://w3id.org/legation/ontology#> . <https://e.org/x> a kg:Person , kg:Meeting ."
    assert clashes(reasoned(Graph().parse(data=wrong, format="turtle"))) != []


def test_alignments_name_terms_that_exist() -> None:
    from rdflib.namespace import (
        SDO,
        TIME,
    )  # here: pytest's look at them at the top of a module makes them warn

    known = {str(term) for space in (DCTERMS, FOAF, ORG, PROV, SDO, TIME, SKOS) for term in dir(space)}
    known |= {f"http://semanticweb.cs.vu.nl/2009/11/sem/{name}" for name in SEM_TERMS}
    known |= {f"http://www.w3.org/ns/oa#{name}" for name in OA_TERMS}
    links = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.exactMatch)
    named = {str(target) for link in links for target in graph("alignments.ttl").objects(None, link)}
    assert len(named) > 50
    assert sorted(named - known) == []


def test_crosswalk_codes_are_datatypes_of_notations_with_a_column_each() -> None:
    datatypes = local(set(graph("kg.ttl").subjects(RDF.type, RDFS.Datatype)))  # type: ignore[arg-type]
    assert datatypes == ["cameo", "cow", "fips", "gw", "iso2", "iso3"]
    header = (FOLDER / "codes" / "states.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {"alpha3", "alpha2", "cow", "gw", "fips", "cameo"} <= set(header)


def test_alignments_use_three_kinds_of_link_and_no_identity() -> None:
    links = {str(p) for s, p, _ in graph("alignments.ttl") if s in KG}
    assert links == {str(link) for link in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)}


def test_the_ontology_says_its_version_licence_and_that_its_address_is_not_registered() -> None:
    said = graph("kg.ttl")
    assert said.value(ONTOLOGY, OWL.versionIRI) == URIRef("https://w3id.org/legation/ontology/0.1.0")
    assert said.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert {title.language for title in said.objects(ONTOLOGY, DCTERMS.title)} == {"en", "es"}  # type: ignore[union-attr]
    assert "not registered" in str(said.value(ONTOLOGY, RDFS.comment))


def test_licence_texts_are_whole() -> None:
    top = Path(FOLDER).parent
    texts = {
        "LICENSE": ("Apache License", "END OF TERMS AND CONDITIONS"),
        "LICENSES/CC-BY-4.0.txt": ("Attribution 4.0 International", "Section 8"),
        "LICENSES/CC-BY-SA-4.0.txt": ("Attribution-ShareAlike 4.0 International", "Section 8"),
    }
    if not (top / "LICENSE").exists():
        pytest.skip("the licence texts stand in a checkout, not in an installed package")
    for name, phrases in texts.items():
        text = (top / name).read_text(encoding="utf-8")
        assert len(text) > 11_000 and all(phrase in text for phrase in phrases), name
