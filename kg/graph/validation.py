"""SHACL over the records: the same shapes that gave the reader its form, run by pySHACL as a second judge.

One plain graph holds the entities and all claims; every node that is not an entity carries its claim's name,
so that cardinalities hold per claim and a violation leads back to a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kg.curation.corpus import Corpus, Named
from kg.curation.form import Field, Holds, Kind, load_form
from kg.curation.records import Item, Record
from kg.problems import Mark, Problem
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, ID, KG, ontology_folder


@dataclass(slots=True)
class RecordsGraph:
    """The graph that SHACL sees, and where each node and each node's field stands in the files."""

    graph: rdflib.Graph = field(default_factory=rdflib.Graph)
    marks: dict[tuple[str, str | None], Mark] = field(default_factory=dict)
    told: dict[str, rdflib.URIRef] = field(default_factory=dict)
    strange: dict[str, Kind] = field(default_factory=dict)


def validate(corpus: Corpus, whole: Corpus | None = None) -> list[Problem]:
    """Run the shapes over the corpus; gives a problem for every violation, at its line.

    It may name things of the `whole` corpus of which it is a part; these are not judged themselves.
    """
    import pyshacl

    records = records_graph(corpus, whole)
    # a fresh copy: pySHACL writes into it
    shapes = by_target(rdflib.Graph().parse(ontology_folder() / "shapes.ttl"))
    _conforms, report, _text = pyshacl.validate(records.graph, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave {type(report).__name__} in place of a report")
    return sorted(set(_problems(report, records)))


def by_target(shapes: rdflib.Graph) -> rdflib.Graph:
    """Give the same shapes with each field judged over all records of its kinds at once.

    pySHACL goes through a node shape's fields node by node, and reads the shapes anew at each step: many times
    slower. A field with the target of its node shape says the same of the same nodes.
    """
    for nested in set(shapes.objects(None, SH.node)):
        _judge_by_path(shapes, nested)
    for shape in list(shapes.subjects(SH.targetClass, None)):
        for each in list(shapes.objects(shape, SH.property)):
            for target in shapes.objects(shape, SH.targetClass):
                shapes.add((each, SH.targetClass, target))
            shapes.remove((shape, SH.property, each))
    return shapes


def _judge_by_path(shapes: rdflib.Graph, nested: rdflib.term.Node) -> None:
    """Judge a nested shape's nodes as what a path leads to, where it leads to nothing else."""
    holders = set(shapes.subjects(SH.node, nested))
    paths = {shapes.value(holder, SH.path) for holder in holders}
    if any(set(shapes.subjects(SH.path, path)) - holders for path in paths):
        return
    for holder in holders:
        shapes.remove((holder, SH.node, nested))
    for each in (nested, *shapes.objects(nested, SH.property)):
        for path in paths:
            if path is not None:
                shapes.add((each, SH.targetObjectsOf, path))
    if shapes.value(nested, SH.targetClass) is None:
        shapes.remove((nested, SH.property, None))


def records_graph(corpus: Corpus, whole: Corpus | None = None) -> RecordsGraph:
    """Give the records as one plain graph for SHACL; of things named in the `whole` only their kind is in it."""
    records = RecordsGraph(strange=_strange(corpus, whole))
    for claim in reversed(corpus.claims):
        records.told[claim.subject] = rdflib.URIRef(f"{CLAIM}{claim.name}#told")
    for entity in corpus.entities:
        records.told.pop(entity.slug, None)
    for entity in corpus.entities:
        _add(records, rdflib.URIRef(ID + entity.slug), entity.record)
    for article in corpus.articles:
        _add(records, rdflib.URIRef(ARTICLE + article.id), article.record)
    for claim in corpus.claims:
        _add(records, rdflib.URIRef(CLAIM + claim.name), claim.own)
        _add(records, rdflib.URIRef(f"{CLAIM}{claim.name}#told"), claim.told)
    _add_named(records, corpus.codings, ID, "#coding")
    _add_named(records, corpus.conflicts, CONFLICT, "")
    _add_hierarchy(records.graph)
    return records


def _strange(corpus: Corpus, whole: Corpus | None) -> dict[str, Kind]:
    """Give the IRI and the kind of each thing that only the whole knows."""
    if whole is None:
        return {}
    claim, names = load_form().kinds["Claim"], {each.name for each in corpus.claims}
    things = {ID + slug: kind for slug, kind in whole.kinds.items() if slug not in corpus.kinds}
    return things | {CLAIM + each.name: claim for each in whole.claims if each.name not in names}


def _add_named(records: RecordsGraph, named: tuple[Named, ...], base: str, ending: str) -> None:
    for each in named:
        _add(records, rdflib.URIRef(base + each.slug + ending), each.record)


def _add_hierarchy(graph: rdflib.Graph) -> None:
    for name, above in load_form().ancestors.items():
        for ancestor in above - {name}:
            graph.add((rdflib.URIRef(name), RDFS.subClassOf, rdflib.URIRef(ancestor)))


def _add(records: RecordsGraph, node: rdflib.URIRef, record: Record) -> None:
    records.graph.add((node, RDF.type, rdflib.URIRef(record.kind.iri)))
    records.marks[str(node), None] = record.mark
    for each, items in record.fields:
        for number, item in enumerate(items, start=1):
            records.marks.setdefault((str(node), each.path), item.mark)
            records.graph.add((node, rdflib.URIRef(each.path), _object(records, node, each, item, number)))


def _object(
    records: RecordsGraph, node: rdflib.URIRef, each: Field, item: Item, number: int
) -> rdflib.URIRef | rdflib.Literal:
    if item.record is not None:
        inner = rdflib.URIRef(f"{node}{'-' if '#' in node else '#'}{each.name}-{number}")
        _add(records, inner, item.record)
        return inner
    if each.holds is Holds.CHOICE:
        return rdflib.URIRef(KG + item.text)
    if each.holds is Holds.REFERENCE:
        return _named(records, each, item)
    if each.holds is Holds.ADDRESS:
        return rdflib.URIRef(item.text)
    return rdflib.Literal(item.text, datatype=rdflib.URIRef(each.datatype) if each.datatype else None)


def _named(records: RecordsGraph, each: Field, item: Item) -> rdflib.URIRef:
    if each.range == KG + "Claim":
        node = rdflib.URIRef(CLAIM + item.text)
    else:
        node = records.told.get(item.text, rdflib.URIRef(ID + item.text))
    strange = records.strange.get(str(node))
    if strange is not None:
        records.graph.add((node, RDF.type, rdflib.URIRef(strange.iri)))
    return node


def _problems(report: rdflib.Graph, records: RecordsGraph) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        if focus in records.strange or report.value(result, SH.detail) is not None:
            continue  # not to be judged here; or its details say what is wrong, and where
        path = report.value(result, SH.resultPath)
        mark = records.marks.get((focus, str(path))) or records.marks.get((focus, None)) or Mark(focus)
        yield Problem(mark, f"{report.value(result, SH.resultMessage)} (SHACL)")
