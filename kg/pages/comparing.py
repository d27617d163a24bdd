"""The periods side by side in three tables: told, announced, and like for like, who covers what above each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from kg.pages.evidence import Entry, EvidencePage
from kg.pages.explaining import pair_entry
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
    ("told", "Told as having happened", "told", "all"),
    ("announced", "Announced", "announced", "all"),
    ("like-for-like", "Like for like: announced, by previews only", "announced", "preview"),
)
WORDS = {
    "told": "A tie is compared only where each period has an article that could have told it; a tour's events "
    "need an article from after the tour. Else the pair is not comparable, and nothing is called gone.",
    "announced": "What was planned, expected or conditional, whether or not it came about.",
    "like-for-like": "Previews of tours set beside previews of tours: the fair comparison of the three.",
}


def years_of(material: Material) -> tuple[str, ...]:
    """Give the years in which the articles appeared, in order; of a record alone the last of which it tells."""
    return published_years(material.articles) or years(material.events)[-MOST:]


def published_years(articles: Sequence[Row]) -> tuple[str, ...]:
    """Give the years in which the articles appeared, in order; a record's last edit is none."""
    days = (str(row["date"] or "") for row in articles if row["genre"] != RECORD)
    return tuple(sorted({day[:4] for day in days if day[:4].isdigit()}))


def comparison_section(material: Material, periods: Sequence[str]) -> tuple[Section, EvidencePage]:
    """Give the three tables of the periods, and the page that takes every number in them apart."""
    title = "The periods side by side: " + " → ".join(periods or ("none",))
    lead = "Every pair in every period compared, with each event's part in its numbers."
    if len(periods) < 2:
        words = "There is only one period: there is nothing to compare."
        page = EvidencePage(COMPARED, "What is behind the comparison", lead, ())
        return Section(
            "compare",
            title,
            (words,),
            tables=(
                _data(
                    (),
                ),
            ),
        ), page
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
        for kind, _, basis, articles in KINDS
    }
    tables = [_table(material, kind, title, periods, found[kind]) for kind, title, *_ in KINDS]
    rows = [{"table": kind, **row} for kind, *_ in KINDS for row in rows_of(found[kind])]
    entries = [
        entry
        for kind, _, basis, articles in KINDS
        for entry in _entries(material, kind, basis, articles, found[kind])
    ]
    page = EvidencePage(COMPARED, "What is behind the comparison", lead, tuple(entries))
    return Section("compare", title, tables=(*tables, _data(rows))), page


def _data(rows: Sequence[Row]) -> Table:
    empty = "All three tables, with the polarity of each side and the reason for each word:"
    return Table((), (), "compare", tuple(rows), ("table", *columns_of(Change)), empty=empty)


def _table(
    material: Material, kind: str, title: str, periods: Sequence[str], changes: Sequence[Change]
) -> Table:
    pairs = dict.fromkeys((change.a, change.b) for change in changes)
    rows = [_row(material, kind, [c for c in changes if (c.a, c.b) == pair]) for pair in pairs]
    steps = [_step(before, after) for before, after in pairwise(periods)]
    between = [Column(step, step, keep=True) for step in steps]
    columns = [Column("pair", "Pair"), Column(periods[0], f"S {periods[0]}", keep=True)]
    for period, step in zip(periods[1:], between, strict=True):
        columns += [step, Column(period, f"S {period}", keep=True)]
    columns += [Column("gained", "Issues gained"), Column("lost", "Issues lost")]
    words = (WORDS[kind], *(_covered(material, kind, period) for period in periods))
    return Table(tuple(columns), tuple(rows), title=title, words=words, empty="No pair has an event.")


def _step(before: str, after: str) -> str:
    return f"{before} → {after}"


def _row(material: Material, kind: str, changes: Sequence[Change]) -> PageRow:
    first, row = changes[0], dict[str, PageCell]()
    for one in changes:
        row[one.before] = _value(kind, one, one.before, one.strength_before, one.sign_before)
        row[one.after] = _value(kind, one, one.after, one.strength_after, one.sign_after)
        row[_step(one.before, one.after)] = one.change
    reasons = dict.fromkeys(one.reason for one in changes if one.change == NOT_COMPARABLE)
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


def _value(kind: str, one: Change, period: str, strength: float | None, sign: str | None) -> Link | None:
    if strength is None:
        return None
    words = f"{strength:.3f} ({(sign or '').replace('-', '−')})"
    return Link(words, anchor(COMPARED, kind, one.a, one.b, period))


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
    named = ", ".join(f"{row['article']} ({row['genre'] or 'no kind'})" for row in own) or "none"
    end = last_stop(material.events, period)
    tour = f" The last stop of the period's tours is on {end}." if end else ""
    record = " An official record covers it." if kind == "told" and _recorded(material, period) else ""
    count = f"{_count(len(own), 'article')}, {_count(len(publishers), 'named publisher')}"
    return f"{text}: {count}: {named}.{tour}{record}"


def _recorded(material: Material, period: Period) -> bool:
    return bool(recorded(material.events, "told", period))


def _lies_in(row: Row, first: date, last: date) -> bool:
    return first.isoformat() <= str(row["date"] or "")[:10] <= last.isoformat()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
