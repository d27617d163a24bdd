"""The crosswalk codes of states, joined to the entities from ontology/codes/states.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg.curation.names import searchable
from kg.graph.statements import Statement, iri, kg, literal, thing
from kg.vocabulary import ALT_LABEL, LABEL, SKOS, ontology_folder

_NOTATIONS = ("alpha2", "cow", "gw", "fips", "cameo")
_NOTATION = iri(SKOS + "notation")


@cache
def state_rows() -> Mapping[str, Mapping[str, str]]:
    """Give the table of states by ISO 3166-1 alpha-3 code."""
    path = ontology_folder() / "codes" / "states.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return {row["alpha3"]: row for row in csv.DictReader(table)}


@cache
def place_rows() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Give the table of places by the state's alpha-3 code and the name."""
    path = ontology_folder() / "codes" / "places.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return {(row["state"], row["name"]): row for row in csv.DictReader(table)}


def place_row(state: str, name: str) -> Mapping[str, str] | None:
    """Give the row with the coordinates of a place, however its name is spelt, or of the state's capital."""
    return _places_by_name().get((state, searchable(name)))


@cache
def _places_by_name() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Give the rows of places and capitals by state and folded name; a place's own name is before GeoNames' one."""
    places = place_rows().values()
    named = [(row["state"], row[column], row) for column in ("name", "found_as") for row in places]
    capitals = [(code, row["capital"], row) for code, row in state_rows().items() if row["capital"]]
    return {(state, searchable(name)): row for state, name, row in reversed([*named, *capitals])}


def state_code_statements(slugs: Iterable[str]) -> Iterator[Statement]:
    """Give the codes (typed notations), Spanish name and official name of the states among the slugs."""
    for slug in slugs:
        row = state_rows().get(slug)
        if row is None:
            continue
        node = thing(slug)
        yield node, f"{_NOTATION} {literal(slug, kg('iso3'))}"
        for name in _NOTATIONS:
            if row[name]:
                yield node, f"{_NOTATION} {literal(row[name], kg('iso2' if name == 'alpha2' else name))}"
        yield node, f"{iri(LABEL)} {literal(row['name_es'], language='es')}"
        if row["official_name"]:
            yield node, f"{iri(ALT_LABEL)} {literal(row['official_name'])}"
