"""The ranks of states, by one measure after the other, also without the United States where the facts name it."""

from __future__ import annotations

import re

from kg.pages.explaining import state_link
from kg.pages.languages import Texts
from kg.pages.material import Material
from kg.pages.report import Column, PageRow, Section, Table
from kg.ties.measures import MEASURES
from kg.ties.ranking import USA, Rank, Ranking, rank_columns, rankings
from kg.ties.tables import rows_of

SHOWN = ("strength", "degree", "betweenness", "closeness", "eigenvector", "pagerank", "pn-index")


def ranks_section(material: Material) -> Section:
    """Give a table of ranks for each measure shown, and all measures as data."""
    chosen = material.chosen.on("told")
    labels = {id: name.label for id, name in material.names.things.items()}
    found = rankings(material.events, chosen, MEASURES, labels=labels)
    data = tuple({"by": by, **row} for by, one in found.items() for row in rows_of(one.ranks))
    texts = material.texts
    tables = [_table(material, found[by]) for by in SHOWN]
    columns = ("by", *rank_columns(material.names.holds(USA)))
    others = ", ".join(texts(f"measure.{by}") for by in MEASURES if by not in SHOWN)
    empty = texts("ranks.others", names=others)
    everything = Table((), (), "ranks", data, columns, texts("ranks.all"), empty=empty)
    usa = (texts("ranks.words-usa"),) if material.names.holds(USA) else ()
    return Section("ranks", texts("ranks.title"), (*usa, texts("ranks.words")), tables=(*tables, everything))


def _table(material: Material, ranking: Ranking) -> Table:
    texts, by = material.texts, ranking.by
    notes = (named(_note(note, texts), material) for note in ranking.notes)
    columns = [
        Column("label", texts("report.state")),
        Column("rank", texts("ranks.rank"), 0),
        Column("range", texts("ranks.range"), keep=True),
        Column("value", texts("ranks.value"), 4),
        Column("rank_without_usa", texts("ranks.rank-without"), 0),
        Column("value_without_usa", texts("ranks.value-without"), 4),
    ]
    shown = columns if material.names.holds(USA) else columns[:-2]
    rows = tuple(_row(rank, material) for rank in ranking.ranks)
    return Table(
        tuple(shown), rows, title=texts(f"measure.{by}"), words=(texts(f"measure-words.{by}"), *notes)
    )


def _note(note: str, texts: Texts) -> str:
    """Say what must be known of a measure, also where that is said of the network without a state."""
    head, colon, rest = note.partition(": ")
    if colon and head.startswith("without "):
        return texts("rank-note.without", state=head.removeprefix("without "), note=_note(rest, texts))
    return texts.again("rank-note", note)


def named(words: str, material: Material) -> str:
    """Give the sentence with states called by their names."""
    return re.sub(r"\b[A-Z]{3}\b", lambda code: material.names.label(code[0]), words)


def _row(rank: Rank, material: Material) -> PageRow:
    texts, interval = material.texts, None
    if rank.low_rank is not None:
        interval = texts("report.range", low=rank.low_rank, high=rank.high_rank)
    cells = {
        "label": material.names.label(rank.id),
        "rank": rank.rank,
        "range": interval,
        "value": rank.value,
        "rank_without_usa": rank.rank_without_usa,
        "value_without_usa": rank.value_without_usa,
    }
    return {key: None if value is None else state_link(rank.id, value) for key, value in cells.items()}
