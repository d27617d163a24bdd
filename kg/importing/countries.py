"""The countries of a record, by the record's own ids: which state, past state or territory each one means."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.curation.names import folded
from kg.graph.codes import state_rows


@dataclass(frozen=True, slots=True)
class Country:
    """What a country id means: `slug` is an ISO 3166-1 alpha-3 code, or a readable name where ISO has none.

    `kind` is State, Territory or Place; `of` is the state that a territory belongs to.
    """

    id: str
    slug: str
    kind: str
    name: str
    of: str = ""

    @property
    def is_state(self) -> bool:
        """Tell whether a visit to it has a state on its other side."""
        return self.kind == "State"


@cache
def countries() -> Mapping[str, Country]:
    """Give every country id that is known: those settled in countries.csv, then the names of ISO's states."""
    by_name = {row.id: row for row in _iso_names()}
    return {**by_name, **{row["id"]: _settled(row) for row in table("countries.csv")}}


def state_name(slug: str) -> str:
    """Give the English name of the state of that code or name of ours; the slug itself if there is none."""
    row = state_rows().get(slug)
    return row["name_en"] if row else _other_names().get(slug, slug)


@cache
def _other_names() -> Mapping[str, str]:
    return {row["slug"]: row["name"] for row in table("countries.csv") if row["name"]}


def table(name: str) -> list[dict[str, str]]:
    """Give the rows of one of the tables that stand beside this module."""
    text = (files("kg") / "importing" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def country_id(name: str) -> str:
    """Give a country's name in the form of an id: `El Salvador` as `el-salvador`."""
    return folded(name).replace(" ", "-")


def _iso_names() -> Iterator[Country]:
    for slug, row in state_rows().items():
        if row["status"] != "territory":
            for name in (row["official_name"], row["iso_name"], row["name_en"]):
                if name:
                    yield Country(country_id(name), slug, "State", row["name_en"])


def _settled(row: Mapping[str, str]) -> Country:
    name = row["name"] or state_name(row["slug"])
    return Country(row["id"], row["slug"], row["kind"], name, row["of"])
