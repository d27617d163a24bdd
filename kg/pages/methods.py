"""The last sections of a report: how the numbers are made, with every constant, and how to cite them."""

from __future__ import annotations

from collections import Counter

from kg.pages.material import Material
from kg.pages.report import Column, Link, Section, Table
from kg.ties.method import counted
from kg.ties.observation import BASES
from kg.ties.tables import Row

FORMULA = (
    "An event counts once, however often it is told. Its weight w is level × confidence / (parties − 1), its "
    "score s the score of its kind. P = Σ w·s/10 over events with s > 0, N = Σ w·|s|/10 over those "
    "with s < 0; strength S = ln(1 + P + N); polarity π = (P − N)/(P + N + 1); ambivalence A = min/max of P "
    "and N. The sign is mixed, positive, negative or weak by the thresholds below.",
    "Events that are part of one event contribute together: their largest positive part to P, their largest "
    "negative part to N. What was told as having happened and what was announced are two bases, side by side, "
    "never summed. What a party merely asserts enters neither.",
    "The range of a strength or rank is what it becomes when any one article is left out. A tour of a US "
    "Secretary puts the United States in the middle by construction: ranks are therefore also given without it.",
)
_SOURCES = {
    "plover": "PLOVER, CC BY-SA 4.0",
    "goldstein": "Goldstein (1992), Journal of Conflict Resolution 36, by PLOVER's conversion, CC BY-SA 4.0",
}


def method_section(material: Material) -> Section:
    """Give the formula, the choices of this run, every constant, and the scores of all kinds that occur."""
    return Section("method", "Method", FORMULA, tables=(_constants(material), _scores(material)))


def constant_rows(material: Material) -> tuple[dict[str, str | float], ...]:
    """Give the choices of this run and every constant, each with its value."""
    chosen = material.chosen
    choices = (
        ("period", chosen.period.text if chosen.period else "all"),
        ("articles", chosen.articles),
        ("parts of one event", chosen.parts),
        ("layer", chosen.layer),
        ("half-life in days", "no decay" if chosen.half_life is None else f"{chosen.half_life:g}"),
        ("score table", chosen.scale.name),
    )
    return tuple({"name": name, "value": value} for name, value in (*choices, *chosen.constants.rows()))


def _constants(material: Material) -> Table:
    rows = constant_rows(material)
    columns = (Column("name", "Choice or constant"), Column("value", "Value"))
    title = "Choices of this report, and every constant"
    return Table(columns, rows, "constants", rows, ("name", "value"), title)


def score_rows(material: Material) -> tuple[Row, ...]:
    """Give the scores of the kinds of acts that occur, with how many events of each count on each basis."""
    scale = material.chosen.scale
    events: dict[str, Counter[str]] = {basis: Counter() for basis in BASES}
    for basis in BASES:
        found = (counted(event, material.chosen.on(basis)) for event in material.events)
        events[basis].update(one.observation.code for one in found if one)
    return tuple(
        {
            "code": code,
            "score": scale.score(code),
            "quad_class": scale.quad_classes.get(code),
            **{basis: events[basis][code] for basis in BASES},
        }
        for code in sorted(events["told"] | events["announced"])
    )


def _scores(material: Material) -> Table:
    rows = score_rows(material)
    where = {"told": "#ties", "announced": "#announced"}
    shown = tuple({**row, **{basis: Link(row[basis], where[basis]) for basis in BASES}} for row in rows)
    columns = (
        Column("code", "Kind of act"),
        Column("score", "Score", 1, sign=True),
        Column("quad_class", "Class"),
        Column("told", "Events told", 0),
        Column("announced", "Events announced", 0),
    )
    title = f"Scores of the kinds of acts that occur ({material.chosen.scale.name})"
    return Table(columns, shown, "scores", rows, ("code", "score", "quad_class", *BASES), title)


def citing_section(material: Material) -> Section:
    """Say how to cite the report and its articles."""
    data = material.dataset.sha256[:16]
    titles = [
        f"{row['article']}: {row['title'] or 'no title in the text'}, {row['publisher'] or 'publisher not named'}, "
        f"{str(row['date'] or 'no date').replace('/', ' to ')}."
        for row in material.articles
    ]
    words = (
        f"Legation: Bilateral ties, report on the data {data}. The same data give this report again, to the "
        f"byte. Facts CC BY 4.0; scores {_SOURCES[material.chosen.scale.name]}; name the articles for what they "
        "report:",
        *titles,
    )
    return Section("citing", "How to cite", words)
