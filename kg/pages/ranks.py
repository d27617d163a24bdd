"""The ranks of states, by one measure after the other, with the United States and without it."""

from __future__ import annotations

import re

from kg.pages.explaining import state_link
from kg.pages.material import Material
from kg.pages.report import Column, PageRow, Section, Table
from kg.ties.measures import MEASURES
from kg.ties.ranking import Rank, Ranking, rankings
from kg.ties.tables import columns_of, rows_of

SHOWN = ("strength", "degree", "betweenness", "closeness", "eigenvector", "pagerank", "pn-index")
TITLES = {"pagerank": "PageRank", "pn-index": "PN index", "k-core": "k-core"}
LINES = {
    "strength": "The sum of the strengths of a state's ties.",
    "degree": "How many of the other states it has a tie with, as a share.",
    "betweenness": "The share of the others' shortest paths (length 1/S) that pass through it.",
    "closeness": "How near the others are, on paths of length 1/S.",
    "eigenvector": "Strong ties to those with strong ties.",
    "pagerank": "Where a walker along the ties is found who jumps with chance 0.15.",
    "pn-index": "Friends of the well befriended and few opponents (Everett and Borgatti 2014).",
}
COLUMNS = (
    Column("label", "State"),
    Column("rank", "Rank", 0),
    Column("range", "Range of rank", keep=True),
    Column("value", "Value", 4),
    Column("rank_without_usa", "Rank without the US", 0),
    Column("value_without_usa", "Value without the US", 4),
)


def ranks_section(material: Material) -> Section:
    """Give a table of ranks for each measure shown, and all measures as data."""
    chosen = material.chosen.on("told")
    labels = {id: name.label for id, name in material.names.things.items()}
    found = rankings(material.events, chosen, MEASURES, labels=labels)
    data = tuple({"by": by, **row} for by, one in found.items() for row in rows_of(one.ranks))
    tables = [_table(material, found[by]) for by in SHOWN]
    columns = ("by", *columns_of(Rank))
    everything = Table((), (), "ranks", data, columns, "All twelve measures", empty=_others())
    words = (
        "A tour by a US Secretary makes the United States the centre by construction: every rank is also "
        "given in the network without it. The range is the rank when any one article is left out. Equal "
        "values stand in order of name.",
    )
    title = "Who stands where in the network (told)"
    return Section("ranks", title, words, tables=(*tables, everything))


def _others() -> str:
    names = ", ".join(TITLES.get(by, by) for by in MEASURES if by not in SHOWN)
    return f"The files also hold {names}."


def _table(material: Material, ranking: Ranking) -> Table:
    title = TITLES.get(ranking.by, ranking.by.capitalize())
    notes = (named(note, material) for note in ranking.notes)
    words = (LINES[ranking.by], *notes)
    return Table(COLUMNS, tuple(_row(rank) for rank in ranking.ranks), title=title, words=words)


def named(words: str, material: Material) -> str:
    """Give the sentence with states called by their names."""
    return re.sub(r"\b[A-Z]{3}\b", lambda code: material.names.label(code[0]), words)


def _row(rank: Rank) -> PageRow:
    interval = None if rank.low_rank is None else f"{rank.low_rank} to {rank.high_rank}"
    cells = {
        "label": rank.label,
        "rank": rank.rank,
        "range": interval,
        "value": rank.value,
        "rank_without_usa": rank.rank_without_usa,
        "value_without_usa": rank.value_without_usa,
    }
    return {key: None if value is None else state_link(rank.id, value) for key, value in cells.items()}
