"""The report on bilateral ties: what was counted first, then ties, ranks, periods, standings, method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kg.pages.balancing import balance_section
from kg.pages.comparing import comparison_section, years_of
from kg.pages.evidence import Entry, EvidencePage
from kg.pages.explaining import explained_page, tie_link
from kg.pages.figure import Bar
from kg.pages.issues import issues_section
from kg.pages.mapping import CREDIT
from kg.pages.material import Material, anchor, claim_links, read_material
from kg.pages.methods import citing_section, method_section
from kg.pages.model import tie_id
from kg.pages.ranks import named, ranks_section
from kg.pages.report import Column, Link, PageRow, Report, Section, Table
from kg.pages.stancing import stances_section
from kg.pages.standing import standing_sections
from kg.ties.correlation import agreement_of_scales
from kg.ties.coverage import cautions
from kg.ties.method import Method, method
from kg.ties.observation import BASES
from kg.ties.tables import Row, columns_of, rows_of
from kg.ties.tie import Tie, measured

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

BARS: Final = 20


def read_report(dataset: Dataset, chosen: Method | None = None, periods: Sequence[str] = ()) -> Report:
    """Read the whole report from a dataset; `periods` are compared, else the years of the articles.

    Raises KgError for a period that is none.
    """
    material = read_material(dataset, chosen or method())
    ties = {basis: measured(material.events, material.chosen.on(basis)) for basis in BASES}
    both = tuple(tie for basis in BASES for tie in ties[basis])
    compared, compared_page = comparison_section(material, periods or years_of(material))
    (agreed, policies), standing_page = standing_sections(material)
    stances, stances_page = stances_section(material)
    issues, issues_page = issues_section(material, both)
    sections = (
        _coverage(material, ties["told"]),
        _ties("ties", "Ties told as having happened", ties["told"], material),
        _ties("announced", "Ties announced", ties["announced"], material),
        ranks_section(material),
        compared,
        balance_section(material, both),
        agreed,
        policies,
        stances,
        issues,
        _disputed(material),
        method_section(material),
        citing_section(material),
    )
    pages = (
        *(explained_page(material, both), compared_page, standing_page),
        *(stances_page, issues_page, _claims(material)),
    )
    period = f", {material.chosen.period.text}" if material.chosen.period else ""
    subtitle = "How states stand to each other in the articles: measured, sourced, and open to checking."
    return Report(f"Bilateral ties{period}", subtitle, sections, CREDIT, pages)


def _coverage(material: Material, told: Sequence[Tie]) -> Section:
    """Say what was counted and from what: the articles, and what a reader must know before the tables."""
    rows = [_article(row) for row in material.articles]
    words = (
        f"{len(rows)} articles, {len({row['publisher'] for row in rows} - {None})} named publishers.",
        *(named(words, material) for words in cautions(told, material.chosen.on("told"))),
        "A preview announces and a report tells: which articles there are decides which ties can be seen.",
    )
    columns = (
        Column("article", "Article"),
        Column("title", "Title"),
        Column("publisher", "Publisher"),
        Column("date", "Published", keep=True),
        Column("genre", "Kind"),
        Column("tour", "Tour"),
        Column("claims", "Claims", 0),
        Column("accepted", "of these accepted", 0),
    )
    keys, counts = tuple(column.key for column in columns), ("claims", "accepted")
    shown = tuple(
        {
            **row,
            **{
                name: Link(row[name], anchor("claims.html", "article", str(row["article"])))
                for name in counts
            },
        }
        for row in rows
    )
    table = Table(columns, shown, "articles", tuple(rows), keys)
    return Section("coverage", "What was counted, and from what", words, tables=(table,))


def _article(row: Row) -> Row:
    """Give an article with its date of publication, and whether the curator inferred it."""
    inferred = " (inferred)" if row["derived"] == "curator" else ""
    shown = {
        "title": row["title"] or "(no title in the text)",
        "date": str(row["date"] or "").replace("/", " to ") + inferred,
    }
    return {**row, **shown, **{name: int(str(row[name] or 0)) for name in ("claims", "accepted")}}


def _ties(name: str, title: str, ties: Sequence[Tie], material: Material) -> Section:
    bars = tuple(Bar(material.pair(tie), tie.p, tie.n, tie.basis == "announced") for tie in ties[:BARS])
    columns = (
        Column("pair", "Pair"),
        Column("sign", "Sign"),
        Column("p", "P", 3),
        Column("n", "N", 3),
        Column("strength", "Strength", 3),
        Column("range", "Range", keep=True),
        Column("polarity", "Polarity", 2, sign=True),
        Column("rests", "Rests on"),
        Column("dates", "Dates"),
    )
    words = (
        "A pair leads to its line on the map, a number to each event's part in it and the claims.",
        *_other_scale(material, "announced" if name == "announced" else "told"),
    )
    rows = tuple(_tie_row(tie, material) for tie in ties)
    empty = "No pair has an event on this basis."
    table = Table(columns, rows, name, rows_of(ties), columns_of(Tie), empty=empty)
    return Section(name, title, words, bars, (table,))


def _other_scale(material: Material, basis: str) -> tuple[str, ...]:
    """Say how far the order of the ties is that on PLOVER's own scores, where others were chosen."""
    name = material.chosen.scale.name
    if name == "plover":
        return ()
    tau = agreement_of_scales(material.events, material.chosen.on(basis))
    value = "not defined for so few ties" if tau is None else f"{tau:.4f}".replace("-", "−")
    return (f"Scores by {name}. Kendall's τ-b between these strengths and those by plover: {value}.",)


def _tie_row(tie: Tie, material: Material) -> PageRow:
    interval = None if tie.low is None or tie.high is None else f"{tie.low:.2f} to {tie.high:.2f}"
    line = f"map.html#tie={quote(tie_id(tie.a, tie.b, tie.basis), safe='')}"
    values = {name: tie_link(tie, getattr(tie, name)) for name in ("p", "n", "strength", "polarity")}
    return {
        **values,
        "pair": Link(material.pair(tie), line),
        "sign": tie.sign,
        "range": tie_link(tie, interval) if interval else None,
        "rests": tie_link(tie, _rests(tie)),
        "dates": _dates(tie),
        "aside": tie.note,
    }


def _rests(tie: Tie) -> str:
    """Say how much stands behind a tie."""
    counts = (("event", tie.events), ("claim", tie.claims), ("article", tie.articles))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts)


def _dates(tie: Tie) -> str | None:
    """Give the months between which the tie's events lie."""
    days = [day.isoformat()[:7] for day in (tie.first, tie.last) if day]
    return " to ".join(dict.fromkeys(days)) or None


def _disputed(material: Material) -> Section:
    rows = [_side(row, material) for row in material.view("page-conflicts")]
    columns = (
        Column("label", "About"),
        Column("kind", "How"),
        Column("asserted_by", "Who says"),
        Column("paraphrase", "What"),
        Column("claim", "Claim"),
    )
    words = (
        "Claims that exclude, contradict or revise each other; every side is kept, none is merged away.",
    )
    keys = ("conflict", "label", "kind", "reason", "claim", "asserted_by", "paraphrase", "article")
    shown = tuple({**row, "claim": claim_links([str(row["claim"])])} for row in rows)
    table = Table(columns, shown, "disputed", tuple(rows), keys)
    return Section("disputed", "Disputed claims", words, tables=(table,))


def _side(row: Row, material: Material) -> Row:
    article = row["asserted_by"] == row["article"]
    voice = "the article" if article else material.names.label(str(row["asserted_by"]))
    return {**row, "asserted_by": voice, "kind": str(row["kind"] or "").capitalize()}


def _claims(material: Material) -> EvidencePage:
    """Give the page of all claims, article by article."""
    articles: Iterable[str] = dict.fromkeys(claim.article for claim in material.claims.values())
    titles = {str(row["article"]): str(row["title"] or "") for row in material.articles}
    entries = [
        Entry(
            f"article-{article}",
            f"Article {article}" + (f": {titles[article]}" if titles.get(article) else ""),
            claims=tuple(claim for claim in material.claims.values() if claim.article == article),
        )
        for article in articles
    ]
    lead = "Everything that the articles claim, in our words: who says so, where and when."
    return EvidencePage("claims.html", "All claims", lead, tuple(entries))
