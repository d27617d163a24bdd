"""The last sections of a report: how the numbers are made, with every constant, and how to cite them."""

from __future__ import annotations

from collections import Counter

from kg.pages.languages import Texts
from kg.pages.material import Material
from kg.pages.report import Column, Link, Section, Table
from kg.ties.method import counted
from kg.ties.observation import BASES
from kg.ties.ranking import USA
from kg.ties.tables import Row


def method_section(material: Material) -> Section:
    """Give the formula, the choices of this run, every constant, and the scores of all kinds that occur."""
    texts = material.texts
    usa = (texts("reckoned.usa"),) if material.names.holds(USA) else ()
    words = (texts("method.tie-1"), texts("method.tie-2"), texts("reckoned.range"), *usa)
    tables = (_constants(material), _scores(material))
    return Section("method", texts("reckoned.title"), words, tables=tables)


def constant_rows(material: Material) -> tuple[dict[str, str | float], ...]:
    """Give the choices of this run and every constant, each with its value, as the data have them."""
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


def constant_words(row: Row, texts: Texts) -> Row:
    """Give a choice or constant in words of a language."""
    name, value = str(row["name"]), row["value"]
    head, _, tail = name.partition(", ")
    if head in ("level", "stance"):
        side = texts.known("constant", tail)
        name = f"{texts.known('constant', head)}, {texts.term(tail) if side == tail else side}"
    said = texts.known("choice", value) if isinstance(value, str) else value
    return {"name": texts.known("constant", name), "value": said}


def _constants(material: Material) -> Table:
    rows, texts = constant_rows(material), material.texts
    shown = tuple(constant_words(row, texts) for row in rows)
    columns = (Column("name", texts("reckoned.constant")), Column("value", texts("reckoned.value")))
    return Table(columns, shown, "constants", rows, ("name", "value"), texts("reckoned.constants"))


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
    rows, texts = score_rows(material), material.texts
    where = {"told": "#ties", "announced": "#announced"}
    shown = tuple(
        {
            **row,
            "quad_class": texts.known("quad", str(row["quad_class"])) if row["quad_class"] else None,
            **{basis: Link(row[basis], where[basis]) for basis in BASES},
        }
        for row in rows
    )
    columns = (
        Column("code", texts("reckoned.code")),
        Column("score", texts("reckoned.score"), 1, sign=True),
        Column("quad_class", texts("reckoned.class")),
        Column("told", texts("reckoned.told"), 0),
        Column("announced", texts("reckoned.announced"), 0),
    )
    title = texts("reckoned.scores", scale=texts.known("choice", material.chosen.scale.name))
    return Table(columns, shown, "scores", rows, ("code", "score", "quad_class", *BASES), title)


def citing_section(material: Material) -> Section:
    """Say how to cite the report and its articles."""
    texts, data = material.texts, material.dataset.sha256[:16]
    titles = [
        texts(
            "cite.article",
            article=row["article"],
            title=row["title"] or texts("cite.no-title"),
            publisher=row["publisher"] or texts("claim.no-publisher"),
            date=texts.date(str(row["date"])) if row["date"] else texts("date.none"),
        )
        for row in material.articles
    ]
    scores = texts(f"cite.{material.chosen.scale.name}")
    words = (texts("cite.words", data=data, scores=scores), *titles)
    return Section("citing", texts("cite.title"), words)
