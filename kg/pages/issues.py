"""The issues: how many claims of each year name them, and between which pairs they were a topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.pages.evidence import Entry, EvidencePage
from kg.pages.explaining import tie_link
from kg.pages.material import Material, anchor
from kg.pages.report import Column, Link, PageRow, Section, Table
from kg.ties.method import counted
from kg.ties.tables import Row
from kg.ties.tie import Tie

ISSUES = "issues.html"
PAIRS_SHOWN = 6
Found = dict[str, dict[str, list[str]]]


def issues_section(material: Material, ties: Sequence[Tie]) -> tuple[Section, EvidencePage]:
    """Give the table of issues by year of the articles, and the page of the claims that name them."""
    found: Found = defaultdict(lambda: defaultdict(list))
    for row in material.view("page-issue-claims"):
        found[row["issue"] or ""][row["year"] or "undated"].append(row["claim"] or "")
    years = sorted({year for by_year in found.values() for year in by_year})
    total = {issue: sum(map(len, by_year.values())) for issue, by_year in found.items()}
    order = sorted(found, key=lambda issue: (-total[issue], material.names.in_data(issue)))
    texts = material.texts
    topics = _topics(material, ties)
    rows = tuple(_row(material, issue, found[issue], topics.get(issue, ())) for issue in order)
    columns = (
        Column("issue", texts("report.issue")),
        *(Column(year, texts.known("year", year), 0) for year in years),
        Column("pairs", texts("issues.between")),
    )
    data: list[Row] = [
        {"issue": issue, **{year: len(found[issue].get(year, ())) for year in years}} for issue in order
    ]
    words = (texts("issues.words"),)
    table = Table(columns, rows, "issues", tuple(data), ("issue", *years))
    entries = [
        _entry(material, issue, year, found[issue][year]) for issue in order for year in sorted(found[issue])
    ]
    page = EvidencePage(ISSUES, texts("issues.page"), words[0], tuple(entries))
    return Section("issues", texts("issues.title"), words, tables=(table,)), page


def _row(material: Material, issue: str, by_year: dict[str, list[str]], ties: Sequence[Tie]) -> PageRow:
    label, texts = material.names.label(issue), material.texts
    counts = {year: Link(len(claims), anchor(ISSUES, issue, year)) for year, claims in by_year.items()}
    pairs = tuple(tie_link(tie, _pair(material, tie)) for tie in ties)
    left = len(pairs) - PAIRS_SHOWN
    more = (Link(texts("issues.more", many=left), "#ties"),) if left > 0 else ()
    return {"issue": label, **counts, "pairs": (*pairs[:PAIRS_SHOWN], *more)}


def _pair(material: Material, tie: Tie) -> str:
    """Give the two sides of a tie; of one that is not told its basis."""
    texts, pair = material.texts, material.pair(tie)
    if tie.basis == "told":
        return pair
    return texts("report.on-basis", what=pair, basis=texts(f"basis.{tie.basis}"))


def _topics(material: Material, ties: Sequence[Tie]) -> dict[str, list[Tie]]:
    """Give for each issue, as named, the ties on whose events it was a topic."""
    known = {(tie.a, tie.b, tie.basis): tie for tie in ties}
    topics: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    for event in material.events:
        for basis in ("told", "announced"):
            one = counted(event, material.chosen.on(basis))
            for issue in sorted({issue for claim in one.claims for issue in claim.issues} if one else ()):
                topics[issue] |= {(*pair, basis): None for pair in event.pairs()}
    return {
        issue: [known[key] for key in sorted(keys, key=lambda key: (key[2] != "told", key)) if key in known]
        for issue, keys in topics.items()
    }


def _entry(material: Material, issue: str, year: str, claims: Sequence[str]) -> Entry:
    shown = tuple(material.claims[claim] for claim in sorted(claims) if claim in material.claims)
    texts = material.texts
    title = texts("issues.entry", issue=material.names.label(issue), year=texts.known("year", year))
    return Entry(f"{issue}-{year}", title, claims=shown)
