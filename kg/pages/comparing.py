"""The periods side by side in three tables: told, announced, and like for like, who covers what above each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from kg.pages.evidence import Entry, EvidencePage
from kg.pages.explaining import pair_entry
from kg.pages.languages import Texts
from kg.pages.material import Material, anchor
from kg.pages.report import Column, Link, PageCell, PageRow, Section, Table
from kg.pages.spans import MOST
from kg.ties.comparison import NOT_COMPARABLE, Change, compare
from kg.ties.covered import last_stop, recorded, years
from kg.ties.periods import Period, parse_period
from kg.ties.tables import Row, columns_of, rows_of

COMPARED = "compared.html"
RECORD = "record"
KINDS = (
    ("told", "told", "all"),
    ("announced", "announced", "all"),
    ("like-for-like", "announced", "preview"),
)


def years_of(material: Material) -> tuple[str, ...]:
    """Give the years in which the articles appeared, in order; of a record alone the last of which it tells."""
    return published_years(material.articles) or years(material.events)[-MOST:]


def published_years(articles: Sequence[Row]) -> tuple[str, ...]:
    """Give the years in which the articles appeared, in order; a record's last edit is none."""
    days = (str(row["date"] or "") for row in articles if row["genre"] != RECORD)
    return tuple(sorted({day[:4] for day in days if day[:4].isdigit()}))


def comparison_section(material: Material, periods: Sequence[str]) -> tuple[Section, EvidencePage]:
    """Give the three tables of the periods, and the page that takes every number in them apart."""
    texts = material.texts
    title = texts("compared.title", periods=" → ".join(periods or (texts("compared.no-period"),)))
    page = EvidencePage(COMPARED, texts("compared.behind"), texts("compared.lead"), ())
    if len(periods) < 2:
        words = (texts("compared.one-period"),)
        return Section("compare", title, words, tables=(_data((), texts),)), page
    found = {
        kind: compare(
            material.events,
            periods,
            basis=basis,
            articles=articles,
            parts=material.chosen.parts,
            layer=material.chosen.layer,
            scale=material.chosen.scale,
        )
        for kind, basis, articles in KINDS
    }
    tables = [_table(material, kind, periods, found[kind]) for kind, *_ in KINDS]
    rows = [{"table": kind, **row} for kind, *_ in KINDS for row in rows_of(found[kind])]
    entries = [
        entry
        for kind, basis, articles in KINDS
        for entry in _entries(material, kind, basis, articles, found[kind])
    ]
    page = replace(page, entries=tuple(entries))
    return Section("compare", title, tables=(*tables, _data(rows, texts))), page


def _data(rows: Sequence[Row], texts: Texts) -> Table:
    columns = ("table", *columns_of(Change))
    return Table((), (), "compare", tuple(rows), columns, empty=texts("compared.data"))


def _table(material: Material, kind: str, periods: Sequence[str], changes: Sequence[Change]) -> Table:
    texts = material.texts
    pairs = dict.fromkeys((change.a, change.b) for change in changes)
    rows = [_row(material, kind, [c for c in changes if (c.a, c.b) == pair]) for pair in pairs]
    steps = [_step(before, after) for before, after in pairwise(periods)]
    between = [Column(step, step, keep=True) for step in steps]
    columns = [Column("pair", texts("report.pair")), Column(periods[0], f"S {periods[0]}", keep=True)]
    for period, step in zip(periods[1:], between, strict=True):
        columns += [step, Column(period, f"S {period}", keep=True)]
    columns += [Column("gained", texts("compared.gained")), Column("lost", texts("compared.lost"))]
    words = (
        texts(f"compared-words.{kind}"),
        *(_covered(material, kind, period) for period in periods),
    )
    title, empty = texts(f"compared-title.{kind}"), texts("compared.none")
    return Table(tuple(columns), tuple(rows), title=title, words=words, empty=empty)


def _step(before: str, after: str) -> str:
    return f"{before} → {after}"


def _row(material: Material, kind: str, changes: Sequence[Change]) -> PageRow:
    first, row, texts = changes[0], dict[str, PageCell](), material.texts
    for one in changes:
        before, after = (texts.known("mark", sign or "") for sign in (one.sign_before, one.sign_after))
        row[one.before] = _value(kind, one, one.before, one.strength_before, before)
        row[one.after] = _value(kind, one, one.after, one.strength_after, after)
        row[_step(one.before, one.after)] = texts.known("change", one.change)
    missing = (one.reason for one in changes if one.change == NOT_COMPARABLE)
    reasons = dict.fromkeys(texts.again("coverage", reason) for reason in missing)
    # what no source could have told is neither gained nor lost
    known = [one for one in changes if one.change != NOT_COMPARABLE]
    return {
        **row,
        "pair": f"{material.names.label(first.a)} – {material.names.label(first.b)}",
        "aside": "; ".join(reasons),
        "gained": "; ".join(
            _issues(material, one.issues_gained, one.after) for one in known if one.issues_gained
        ),
        "lost": "; ".join(_issues(material, one.issues_lost, one.after) for one in known if one.issues_lost),
    }


def _issues(material: Material, slugs: str, period: str) -> str:
    return f"{period}: {', '.join(material.names.label(slug) for slug in slugs.split(', '))}"


def _value(kind: str, one: Change, period: str, strength: float | None, sign: str) -> Link | None:
    if strength is None:
        return None
    return Link(f"{strength:.3f} ({sign})", anchor(COMPARED, kind, one.a, one.b, period))


def _entries(
    material: Material, kind: str, basis: str, articles: str, changes: Sequence[Change]
) -> list[Entry]:
    """Give an entry for each pair and period that has a tie."""
    wanted: dict[tuple[str, str, str], None] = {}
    for one in changes:
        sides = ((one.before, one.strength_before), (one.after, one.strength_after))
        wanted |= {(one.a, one.b, period): None for period, strength in sides if strength is not None}
    entries = []
    for a, b, period in wanted:
        chosen = replace(
            material.chosen.on(basis), articles=articles, period=parse_period(period), half_life=None
        )
        entries.append(pair_entry(material, a, b, chosen, f"{kind}-{a}-{b}-{period}"))
    return entries


def _covered(material: Material, kind: str, text: str) -> str:
    """Say which articles of a period there are for this table, of how many named publishers."""
    fitting = (
        {"preview"} if kind == "like-for-like" else {row["genre"] for row in material.articles} - {RECORD}
    )
    rows = [row for row in material.articles if row["genre"] in fitting]
    period = parse_period(text)
    own = [row for row in rows if _lies_in(row, period.first, period.last)]
    publishers = {row["publisher"] for row in own if row["publisher"]}
    texts = material.texts
    found = [
        texts(
            "compared.covered",
            period=text,
            articles=texts.count("article", len(own)),
            publishers=texts.count("publisher", len(publishers)),
            named=", ".join(_named(row, texts) for row in own) or texts("compared.nothing"),
        )
    ]
    end = last_stop(material.events, period)
    if end:
        found.append(texts("compared.last-stop", day=end))
    if kind == "told" and _recorded(material, period):
        found.append(texts("compared.recorded"))
    return " ".join(found)


def _named(row: Row, texts: Texts) -> str:
    genre = texts.term(str(row["genre"])) if row["genre"] else texts("compared.no-genre")
    return f"{row['article']} ({genre})"


def _recorded(material: Material, period: Period) -> bool:
    return bool(recorded(material.events, "told", period))


def _lies_in(row: Row, first: date, last: date) -> bool:
    return first.isoformat() <= str(row["date"] or "")[:10] <= last.isoformat()
