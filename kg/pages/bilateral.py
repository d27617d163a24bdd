"""The report on bilateral ties: what was counted first, then ties, ranks, periods, standings, method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kg.pages.balancing import balance_section
from kg.pages.comparing import comparison_section, years_of
from kg.pages.evidence import Entry, EvidencePage
from kg.pages.explaining import explained_page, tie_link
from kg.pages.figure import Bar
from kg.pages.issues import issues_section
from kg.pages.languages import OWN, Texts
from kg.pages.languages import texts as texts_of
from kg.pages.mapping import CREDIT, note_words
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


def read_report(
    dataset: Dataset, chosen: Method | None = None, periods: Sequence[str] = (), language: str = OWN
) -> Report:
    """Read the whole report from a dataset; `periods` are compared, else the years of the articles.

    Its data are the same in every language.

    Raises KgError for a period that is none.
    """
    return report_of(read_material(dataset, chosen or method(), language), periods)


def report_of(material: Material, periods: Sequence[str] = ()) -> Report:
    """Give the whole report of what was read of a dataset, in the language of its names."""
    texts = material.texts
    ties = {basis: measured(material.events, material.chosen.on(basis)) for basis in BASES}
    both = tuple(tie for basis in BASES for tie in ties[basis])
    compared, compared_page = comparison_section(material, periods or years_of(material))
    (agreed, policies), standing_page = standing_sections(material)
    stances, stances_page = stances_section(material)
    issues, issues_page = issues_section(material, both)
    sections = (
        _coverage(material, ties["told"]),
        _ties("ties", texts("ties-table.told"), ties["told"], material),
        _ties("announced", texts("ties-table.announced"), ties["announced"], material),
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
    period = material.chosen.period
    title = texts("report.title-during", period=period.text) if period else texts("report.title")
    return Report(title, texts("report.subtitle"), sections, texts(CREDIT), pages, language=texts.language)


def _coverage(material: Material, told: Sequence[Tie]) -> Section:
    """Say what was counted and from what: the articles, and what a reader must know before the tables."""
    texts = material.texts
    rows = [_article(row, texts) for row in material.articles]
    data = tuple(_article(row, texts_of(OWN)) for row in material.articles)
    publishers = len({row["publisher"] for row in rows} - {None})
    words = (
        texts(
            "counted.words",
            articles=texts.count("article", len(rows)),
            publishers=texts.count("publisher", publishers),
        ),
        *(
            named(texts.again("caution", words), material)
            for words in cautions(told, material.chosen.on("told"))
        ),
        texts("counted.genres"),
    )
    columns = (
        Column("article", texts("counted.article")),
        Column("title", texts("counted.heading")),
        Column("publisher", texts("counted.publisher")),
        Column("date", texts("counted.published"), keep=True),
        Column("genre", texts("counted.genre")),
        Column("tour", texts("counted.tour")),
        Column("claims", texts("report.claims"), 0),
        Column("accepted", texts("counted.accepted"), 0),
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
    table = Table(columns, shown, "articles", data, keys)
    return Section("coverage", texts("counted.title"), words, tables=(table,))


def _article(row: Row, texts: Texts) -> Row:
    """Give an article with its date of publication, and whether the curator inferred it."""
    date = texts.date(str(row["date"] or ""))
    shown = {
        "title": row["title"] or texts("counted.no-title"),
        "date": texts("counted.inferred", date=date) if row["derived"] == "curator" else date,
        "genre": texts.term(str(row["genre"])) if row["genre"] else row["genre"],
    }
    return {**row, **shown, **{name: int(str(row[name] or 0)) for name in ("claims", "accepted")}}


def _ties(name: str, title: str, ties: Sequence[Tie], material: Material) -> Section:
    bars = tuple(Bar(material.pair(tie), tie.p, tie.n, tie.basis == "announced") for tie in ties[:BARS])
    texts = material.texts
    columns = (
        Column("pair", texts("report.pair")),
        Column("sign", texts("report.sign")),
        Column("p", "P", 3),
        Column("n", "N", 3),
        Column("strength", texts("report.strength"), 3),
        Column("range", texts("ties-table.range"), keep=True),
        Column("polarity", texts("report.polarity"), 2, sign=True),
        Column("rests", texts("ties-table.rests")),
        Column("dates", texts("ties-table.dates")),
    )
    words = (
        texts("ties-table.words"),
        *_other_scale(material, "announced" if name == "announced" else "told"),
    )
    rows = tuple(_tie_row(tie, material) for tie in ties)
    empty = texts("ties-table.none")
    table = Table(columns, rows, name, rows_of(ties), columns_of(Tie), empty=empty)
    return Section(name, title, words, bars, (table,))


def _other_scale(material: Material, basis: str) -> tuple[str, ...]:
    """Say how far the order of the ties is that on PLOVER's own scores, where others were chosen."""
    name = material.chosen.scale.name
    if name == "plover":
        return ()
    texts, tau = material.texts, agreement_of_scales(material.events, material.chosen.on(basis))
    value = texts("ties-table.scale-none") if tau is None else f"{tau:.4f}".replace("-", "−")
    return (texts("ties-table.scale", scale=texts.known("choice", name), value=value),)


def _tie_row(tie: Tie, material: Material) -> PageRow:
    texts, interval = material.texts, None
    if tie.low is not None and tie.high is not None:
        interval = texts("report.range", low=f"{tie.low:.2f}", high=f"{tie.high:.2f}")
    labels = {one.event: one.label for one in material.between.get((tie.a, tie.b), ())}
    line = f"map.html#tie={quote(tie_id(tie.a, tie.b, tie.basis), safe='')}"
    values = {name: tie_link(tie, getattr(tie, name)) for name in ("p", "n", "strength", "polarity")}
    return {
        **values,
        "pair": Link(material.pair(tie), line),
        "sign": texts.known("mark", tie.sign),
        "range": tie_link(tie, interval) if interval else None,
        "rests": tie_link(tie, _rests(tie, texts)),
        "dates": _dates(tie, texts),
        "aside": note_words(tie, labels, texts),
    }


def _rests(tie: Tie, texts: Texts) -> str:
    """Say how much stands behind a tie."""
    return texts(
        "ties-table.rests-on",
        events=texts.count("event", tie.events),
        claims=texts.count("claim", tie.claims),
        articles=texts.count("article", tie.articles),
    )


def _dates(tie: Tie, texts: Texts) -> str | None:
    """Give the months between which the tie's events lie."""
    days = list(dict.fromkeys(day.isoformat()[:7] for day in (tie.first, tie.last) if day))
    if len(days) < 2:
        return days[0] if days else None
    return texts("date.between", first=days[0], last=days[1])


def _disputed(material: Material) -> Section:
    found, texts = material.view("page-conflicts"), material.texts
    rows = [_side(row, material.names.label, texts) for row in found]
    data = tuple(_side(row, material.names.in_data, texts_of(OWN)) for row in found)
    columns = (
        Column("label", texts("report.about"), english=True),
        Column("kind", texts("report.how")),
        Column("asserted_by", texts("report.who-says")),
        Column("paraphrase", texts("report.what"), english=True),
        Column("claim", texts("report.claim")),
    )
    keys = ("conflict", "label", "kind", "reason", "claim", "asserted_by", "paraphrase", "article")
    shown = tuple({**row, "claim": claim_links([str(row["claim"])])} for row in rows)
    table = Table(columns, shown, "disputed", data, keys)
    return Section("disputed", texts("disputed.title"), (texts("disputed.words"),), tables=(table,))


def _side(row: Row, label: Callable[[str], str], texts: Texts) -> Row:
    article = row["asserted_by"] == row["article"]
    voice = texts("report.the-article") if article else label(str(row["asserted_by"]))
    return {**row, "asserted_by": voice, "kind": texts.term(str(row["kind"] or "")).capitalize()}


def _claims(material: Material) -> EvidencePage:
    """Give the page of all claims, article by article."""
    articles: Iterable[str] = dict.fromkeys(claim.article for claim in material.claims.values())
    titles = {str(row["article"]): str(row["title"] or "") for row in material.articles}
    texts = material.texts

    def title(article: str) -> str:
        if not titles.get(article):
            return texts("claims-page.article", name=article)
        return texts("claims-page.article-titled", name=article, title=titles[article])

    entries = [
        Entry(
            f"article-{article}",
            title(article),
            claims=tuple(claim for claim in material.claims.values() if claim.article == article),
        )
        for article in articles
    ]
    return EvidencePage("claims.html", texts("claims-page.title"), texts("claims-page.lead"), tuple(entries))
