"""The report on bilateral ties: what was counted first, then ties, ranks, agreements, disputes, method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kg.pages.figure import Bar
from kg.pages.mapping import CREDIT, tie_id
from kg.pages.names import Names, read_names
from kg.pages.report import Column, Report, Section, Table
from kg.ties.coverage import cautions
from kg.ties.method import Method, method
from kg.ties.observation import ARTICLE, Observation
from kg.ties.observed import observations
from kg.ties.ranking import Rank, ranked
from kg.ties.rows import Viewed, plain_rows
from kg.ties.tables import Row, columns_of, rows_of
from kg.ties.tie import Tie, measured

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

MEASURES: Final = ("strength", "degree", "betweenness", "eigenvector", "pagerank")
BARS: Final = 20
FORMULA: Final = (
    "An event counts once, however often it is told. Its weight w is level × confidence / (parties − 1), its "
    "score s the PLOVER score of its kind. P = Σ w·s/10 over events with s > 0, N = Σ w·|s|/10 over those "
    "with s < 0; strength S = ln(1 + P + N); polarity π = (P − N)/(P + N + 1); ambivalence A = min/max of P "
    "and N. The sign is mixed, positive, negative or weak by the thresholds below.",
    "Events that are part of one event contribute together: their largest positive part to P, their largest "
    "negative part to N. What was told as having happened and what was announced are two bases, side by side, "
    "never summed. What a party merely asserts enters neither.",
    "The range of a strength or rank is what it becomes when any one article is left out. A tour of a US "
    "Secretary puts the United States in the middle by construction: ranks are therefore also given without it.",
)


def read_report(dataset: Dataset, chosen: Method | None = None) -> Report:
    """Read the whole report from a dataset."""
    from kg.graph.agreements import agreements

    events, names, chosen = observations(dataset), read_names(dataset), chosen or method()
    told, announced = (measured(events, chosen.on(basis)) for basis in ("told", "announced"))
    period = f", {chosen.period.text}" if chosen.period else ""
    return Report(
        title=f"Bilateral ties{period}",
        subtitle="How states stand to each other in the articles: measured, sourced, and open to checking.",
        sections=(
            _coverage(dataset, told, chosen, names),
            _ties("ties", "Ties told as having happened", told, names),
            _ties("announced", "Ties announced", announced, names),
            _ranks(events, chosen.on("told"), names),
            _agreements(agreements(dataset), names),
            _disputed(dataset, names),
            _method(chosen),
            _citing(dataset),
        ),
        credit=CREDIT,
    )


def _coverage(dataset: Viewed, told: Sequence[Tie], chosen: Method, names: Names) -> Section:
    """Say what was counted and from what: the articles, and what a reader must know before the tables."""
    rows = []
    for row in plain_rows(dataset.view("page-articles")):
        shown = {"title": row["title"] or "(no title in the text)", "date": _published(row)}
        counts = {name: int(row[name] or 0) for name in ("claims", "accepted")}
        rows.append({**row, **shown, **counts})
    words = (
        f"{len(rows)} articles, {len({row['publisher'] for row in rows} - {None})} named publishers.",
        *(_named(words, names) for words in cautions(told, chosen.on("told"))),
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
    keys = tuple(column.key for column in columns)
    return Section(
        "coverage", "What was counted, and from what", words, table=_table(columns, rows, "articles", keys)
    )


def _published(row: Row) -> str:
    """Give the date of publication, and whether the curator inferred it."""
    inferred = " (inferred)" if row["derived"] == "curator" else ""
    return str(row["date"] or "").replace("/", " to ") + inferred


def _named(words: str, names: Names) -> str:
    """Give the sentence with states called by their names."""
    return re.sub(r"\b[A-Z]{3}\b", lambda code: names.label(code[0]), words)


def _ties(name: str, title: str, ties: Sequence[Tie], names: Names) -> Section:
    bars = tuple(Bar(_pair(tie, names), tie.p, tie.n, tie.basis == "announced") for tie in ties[:BARS])
    rows = [
        {
            **row,
            "pair": _pair(tie, names),
            "href": f"map.html#tie={quote(tie_id(tie.a, tie.b, tie.basis), safe='')}",
            "rests": _rests(tie),
            "dates": _dates(tie),
            "aside": tie.note,
            "range": None if tie.low is None or tie.high is None else f"{tie.low:.2f} to {tie.high:.2f}",
        }
        for tie, row in zip(ties, rows_of(ties), strict=True)
    ]
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
    words = ("A pair leads to its line on the map, with every event and claim behind the numbers.",)
    table = Table(columns, tuple(rows), name, rows_of(ties), columns_of(Tie))
    return Section(name, title, words, bars, table, "No pair has an event on this basis.")


def _rests(tie: Tie) -> str:
    """Say how much stands behind a tie."""
    counts = (("event", tie.events), ("claim", tie.claims), ("article", tie.articles))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts)


def _dates(tie: Tie) -> str | None:
    """Give the months between which the tie's events lie."""
    days = [day.isoformat()[:7] for day in (tie.first, tie.last) if day]
    return " to ".join(dict.fromkeys(days)) or None


def _pair(tie: Tie, names: Names) -> str:
    return f"{names.label(tie.a)} – {names.label(tie.b)}"


def _ranks(events: Sequence[Observation], chosen: Method, names: Names) -> Section:
    """Give every state's value by each measure, in order of strength, with its rank without the US."""
    labels = {id: name.label for id, name in names.things.items()}
    rankings = {by: ranked(events, chosen, by=by, labels=labels) for by in MEASURES}
    values = {by: {rank.id: rank.value for rank in ranking.ranks} for by, ranking in rankings.items()}
    data = [{"by": by, **row} for by, ranking in rankings.items() for row in rows_of(ranking.ranks)]
    rows = [
        {
            **row,
            "range": _interval(rank),
            "href": f"map.html#node={quote(rank.id, safe='')}",
            **{by: values[by][rank.id] for by in MEASURES},
        }
        for rank, row in zip(rankings["strength"].ranks, rows_of(rankings["strength"].ranks), strict=True)
    ]
    columns = (
        Column("label", "State"),
        Column("rank", "Rank by strength", 0),
        Column("range", "Range of rank"),
        Column("rank_without_usa", "Rank without the US", 0),
        *(Column(by, by.capitalize(), 3) for by in MEASURES),
    )
    notes = dict.fromkeys(_named(note, names) for ranking in rankings.values() for note in ranking.notes)
    table = Table(columns, tuple(rows), "ranks", tuple(data), ("by", *columns_of(Rank)))
    return Section("ranks", "Who stands where in the network (told)", tuple(notes), table=table)


def _interval(rank: Rank) -> str | None:
    return None if rank.low_rank is None else f"{rank.low_rank} to {rank.high_rank}"


def _agreements(acts: Sequence[Mapping[str, str]], names: Names) -> Section:
    """Give each agreement and measure once: whose it is, where it stands, and the claims behind it."""
    rows = []
    for slug in dict.fromkeys(act["agreement"] for act in acts):
        own = [act for act in acts if act["agreement"] == slug]
        parties = ", ".join(names.label(party) for party in own[0]["parties"].split(", ") if party)
        claims = ", ".join(dict.fromkeys(act["claim"].removeprefix("claim:") for act in own))
        last = max((act["date"] for act in own if act["date"]), default="")
        rows.append({**own[-1], "parties": parties, "claims": claims, "last": last.replace("/", " to ")})
    columns = (
        Column("label", "Agreement or measure"),
        Column("kind", "Kind"),
        Column("parties", "Between or about"),
        Column("state", "Stands"),
        Column("last", "Latest date", keep=True),
        Column("claims", "Claims"),
    )
    keys = tuple(acts[0]) if acts else ("agreement",)
    words = ("Where each stands after its latest accepted act; “only planned” and “only claimed” say so.",)
    table = Table(columns, tuple(rows), "agreements", tuple(acts), keys)
    return Section("agreements", "Agreements and measures, and where they stand", words, table=table)


def _disputed(dataset: Viewed, names: Names) -> Section:
    rows = [
        {**row, "asserted_by": _voice(row, names), "kind": (row["kind"] or "").capitalize()}
        for row in plain_rows(dataset.view("page-conflicts"))
    ]
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
    return Section("disputed", "Disputed claims", words, table=_table(columns, rows, "disputed", keys))


def _voice(row: Row, names: Names) -> str:
    return f"the {ARTICLE}" if row["asserted_by"] == row["article"] else names.label(str(row["asserted_by"]))


def _method(chosen: Method) -> Section:
    rows = [{"name": name, "value": value} for name, value in chosen.constants.rows()]
    rows += [{"name": "score table", "value": chosen.scale.name}]
    columns = (Column("name", "Constant"), Column("value", "Value"))
    return Section("method", "Method", FORMULA, table=_table(columns, rows, "constants", ("name", "value")))


def _citing(dataset: Any) -> Section:
    words = (
        f"Legation: Bilateral ties, report on the data {dataset.sha256[:16]}. The same data give this report "
        "again, to the byte. Facts CC BY 4.0; name the articles for what they report.",
    )
    return Section("citing", "How to cite", words)


def _table(columns: tuple[Column, ...], rows: Iterable[Row], name: str, keys: tuple[str, ...]) -> Table:
    kept = tuple(rows)
    return Table(columns, kept, name, kept, keys)
