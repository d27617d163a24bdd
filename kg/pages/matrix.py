"""The matrix of states and years: how each stands to one state, year by year, with the claims behind each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.pages.cells import GLYPHS, STYLES, Cell, cell_of, step, whole_of
from kg.pages.languages import OWN, Texts, Twin
from kg.pages.mapping import CREDIT
from kg.pages.names import Names, read_names
from kg.pages.report import Link
from kg.pages.sheet import sheet_html
from kg.ties.method import Method, belongs, readable
from kg.ties.observation import Observation
from kg.ties.observed import observations
from kg.ties.periods import bound
from kg.ties.rows import Row, plain_rows
from kg.ties.tie import by_pair
from kg.ties.weighing import Pair

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

WIDE: Final = 14
"""From so many years on the cells are narrow, and what is printed on paper are their colours."""

UNDATED: Final = "undated"


@dataclass(frozen=True, slots=True)
class Year:
    """One column: which articles appeared in it and which tell of it (`article: publisher`).

    `gap` says that years without any event lie before it.
    """

    name: str
    gap: bool
    appeared: tuple[str, ...]
    publishers: tuple[str, ...]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a pair, all years together, then a cell for each column, None where there is no record."""

    label: str
    pair: Pair
    whole: Cell
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole page; `absent` are the states of which nothing is told beside the chosen one."""

    title: str
    lead: str
    years: tuple[Year, ...]
    lines: tuple[Line, ...]
    absent: tuple[str, ...]
    choices: str
    credit: str
    language: str

    @property
    def wide(self) -> bool:
        """Whether there are too many years for cells with words."""
        return len(self.years) > WIDE


def read_matrix(dataset: Dataset, chosen: Method, states: Sequence[str] = (), language: str = OWN) -> Matrix:
    """Read the matrix of all pairs that hold one of these states (by id), of every pair if none is named."""
    names, wanted = read_names(dataset, language), frozenset(states)
    events = tuple(one for one in readable(observations(dataset), chosen) if _lies(one, chosen))
    pairs = {pair: found for pair, found in by_pair(events).items() if not wanted or wanted & set(pair)}
    articles = tuple(plain_rows(dataset.view("page-articles")))
    years = _years(pairs.values(), articles, chosen)
    lines = [_line(pair, found, years, chosen, names, states) for pair, found in sorted(pairs.items())]
    lines.sort(key=_first_strong)
    return Matrix(
        title=_title(states, chosen, names),
        lead=names.texts("matrix.lead"),
        years=years,
        lines=tuple(lines),
        absent=_absent(dataset, names, pairs, wanted),
        choices=_choices(chosen, names.texts),
        credit=names.texts(CREDIT),
        language=language,
    )


def matrix_html(
    matrix: Matrix, home: Link | None = None, claims: str = "", twins: Sequence[Twin] = ()
) -> str:
    """Give the matrix as one HTML page; see `sheet_html`."""
    words = {"GLYPHS": GLYPHS, "STYLES": STYLES, "step": step}
    return sheet_html("matrix.html.j2", matrix, home, claims, words, matrix.language, twins)


def _title(states: Sequence[str], chosen: Method, names: Names) -> str:
    texts = names.texts
    of = f" {texts('matrix.and')} ".join(map(names.label, states)) or texts("matrix.all-pairs")
    if chosen.period:
        return texts("matrix.title-during", of=of, period=chosen.period.text)
    return texts("matrix.title", of=of)


def _choices(chosen: Method, texts: Texts) -> str:
    """Say by which choices the ties are measured."""
    decay = texts("matrix.no-decay")
    if chosen.half_life is not None:
        decay = texts("matrix.half-life", days=f"{chosen.half_life:g}")
    return texts(
        "matrix.choices",
        articles=texts.known("choice", chosen.articles),
        layer=texts.known("choice", chosen.layer),
        parts=texts.known("choice", chosen.parts),
        scale=texts.known("choice", chosen.scale.name),
        decay=decay,
    )


def _lies(one: Observation, chosen: Method) -> bool:
    return belongs(bound(one), chosen.period)


def _year_of(one: Observation) -> str:
    latest = bound(one).latest
    return f"{latest.year:04}" if latest else UNDATED


def _first_strong(line: Line) -> tuple[float, float, int, Pair]:
    told, announced = (tie.strength if tie else -1.0 for tie in (line.whole.told, line.whole.announced))
    return -round(told, 12), -round(announced, 12), -line.whole.others, line.pair


def _line(
    pair: Pair,
    found: Sequence[Observation],
    years: Sequence[Year],
    chosen: Method,
    names: Names,
    states: Sequence[str],
) -> Line:
    by_year: dict[str, list[Observation]] = defaultdict(list)
    for one in found:
        by_year[_year_of(one)].append(one)
    cells = tuple(
        cell_of(pair, by_year[year.name], year.name, chosen, names) if year.name in by_year else None
        for year in years
    )
    others = [state for state in pair if state not in states] if len(states) == 1 else pair
    label = " – ".join(names.label(state) for state in others)
    return Line(label, pair, whole_of(pair, found, cells, chosen), cells)


def _years(
    found: Iterable[Iterable[Observation]], articles: Sequence[Row], chosen: Method
) -> tuple[Year, ...]:
    """Give the columns in order: years with an event or an article, then what has no date."""
    telling: dict[str, set[str]] = defaultdict(set)
    for events in found:
        for one in events:
            telling[_year_of(one)] |= {claim.article for claim in one.claims}
    appeared = _appeared(articles)
    known = {row["article"] or "": row["publisher"] or "" for row in articles}
    columns = [year for year in sorted({*telling, *appeared}) if year in telling or _within(year, chosen)]
    return tuple(
        Year(
            name,
            gap=name.isdigit() and index > 0 and int(name) - int(columns[index - 1]) > 1,
            appeared=(here := tuple(sorted(appeared.get(name, ())))),
            publishers=tuple(sorted({known[article] for article in here} - {""})),
            telling=tuple(sorted(telling[name])) if name in telling else (),
        )
        for index, name in enumerate(columns)
    )


def _appeared(articles: Iterable[Row]) -> Mapping[str, set[str]]:
    """Give for each year the articles that appeared in it, by the first day on which they may have."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in articles:
        year = (row["date"] or "")[:4]
        if year.isdigit():
            found[year].add(row["article"] or "")
    return found


def _within(year: str, chosen: Method) -> bool:
    period = chosen.period
    return period is None or period.first.year <= int(year) <= period.last.year


def _absent(dataset: Dataset, names: Names, pairs: Iterable[Pair], states: frozenset[str]) -> tuple[str, ...]:
    """Give the names of the states in the facts that are in no row."""
    rows = plain_rows(dataset.view("tie-states"))
    known = {row["state"] or "" for row in rows} - states - {side for pair in pairs for side in pair}
    return tuple(sorted(names.label(state) for state in known))
