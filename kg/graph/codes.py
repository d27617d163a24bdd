"""The crosswalk codes of states, joined to the entities from ontology/codes/states.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from kg.graph.quads import kg, thing
from kg.vocabulary import ALT_LABEL, GRAPH_ENTITIES, KG, LABEL, ontology_folder

_NOTATIONS = ("alpha2", "cow", "gw", "fips", "cameo")
_NOTATION = ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation")


@cache
def state_rows() -> Mapping[str, Mapping[str, str]]:
    """Give the table of states by ISO 3166-1 alpha-3 code."""
    path = ontology_folder() / "codes" / "states.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return {row["alpha3"]: row for row in csv.DictReader(table)}


def state_code_quads(slugs: Iterable[str]) -> Iterator[ox.Quad]:
    """Give the codes (typed notations), Spanish name and official name of the states among the slugs."""
    graph = ox.NamedNode(GRAPH_ENTITIES)
    for slug in slugs:
        row = state_rows().get(slug)
        if row is None:
            continue
        yield ox.Quad(thing(slug), _NOTATION, ox.Literal(slug, datatype=ox.NamedNode(KG + "iso3")), graph)
        for name in _NOTATIONS:
            if row[name]:
                datatype = kg("iso2" if name == "alpha2" else name)
                yield ox.Quad(thing(slug), _NOTATION, ox.Literal(row[name], datatype=datatype), graph)
        yield ox.Quad(thing(slug), ox.NamedNode(LABEL), ox.Literal(row["name_es"], language="es"), graph)
        if row["official_name"]:
            yield ox.Quad(thing(slug), ox.NamedNode(ALT_LABEL), ox.Literal(row["official_name"]), graph)
