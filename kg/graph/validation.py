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
from kg.curation.form import Field, Holds, load_form
from kg.curation.records import Item, Record
from kg.problems import Mark, Problem
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, ID, KG, ontology_folder


@dataclass(slots=True)
class RecordsGraph:
    """The graph that SHACL sees, and where each node and each node's field stands in the files."""

    graph: rdflib.Graph = field(default_factory=rdflib.Graph)
    marks: dict[tuple[str, str | None], Mark] = field(default_factory=dict)
    told: dict[str, rdflib.URIRef] = field(default_factory=dict)


def validate(corpus: Corpus) -> list[Problem]:
    """Run the shapes over the corpus; gives a problem for every violation, at its line."""
    import pyshacl

    records = records_graph(corpus)
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")  # a fresh copy: pySHACL writes into it
    _conforms, report, _text = pyshacl.validate(records.graph, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave {type(report).__name__} in place of a report")
    return sorted(set(_problems(report, records)))


def records_graph(corpus: Corpus) -> RecordsGraph:
    """Give the records as one plain graph for SHACL."""
    records = RecordsGraph()
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
        if each.range == KG + "Claim":
            return rdflib.URIRef(CLAIM + item.text)
        return records.told.get(item.text, rdflib.URIRef(ID + item.text))
    if each.holds is Holds.ADDRESS:
        return rdflib.URIRef(item.text)
    return rdflib.Literal(item.text, datatype=rdflib.URIRef(each.datatype) if each.datatype else None)


def _problems(report: rdflib.Graph, records: RecordsGraph) -> Iterator[Problem]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        mark = records.marks.get((focus, str(path))) or records.marks.get((focus, None)) or Mark(focus)
        yield Problem(mark, f"{report.value(result, SH.resultMessage)} (SHACL)")
