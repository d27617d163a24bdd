"""The tours on a map: where each went in which order, told and only planned apart, with every source beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.pages.certainty import NAMES
from kg.pages.chart import COLOURS, Chart, colour_of, overview_chart, tour_chart
from kg.pages.geography import land_path
from kg.pages.itineraries import Stop, Tour, read_tours
from kg.pages.languages import OWN, Texts, Twin
from kg.pages.mapping import CREDIT
from kg.pages.names import Names, read_names
from kg.pages.report import Link
from kg.pages.sheet import ClaimLine, claim_lines, sheet_html
from kg.problems import KgError
from kg.ties.periods import Period

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

MOST: Final = 24


@dataclass(frozen=True, slots=True)
class TourPart:
    """One tour: its map, None where no stop can be placed, the number of its colour, and words about its order."""

    tour: Tour
    chart: Chart | None
    colour: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToursMap:
    """The whole page; `left_out` tours are more than it shows."""

    title: str
    lead: str
    overview: Chart | None
    parts: tuple[TourPart, ...]
    left_out: int
    land: str
    claims: tuple[ClaimLine, ...]
    credit: str
    language: str


def read_tours_map(
    dataset: Dataset, period: Period | None = None, only: Sequence[str] = (), language: str = OWN
) -> ToursMap:
    """Read the map of the tours that touch the period or are named (by id): the last MOST of them.

    Raises KgError where a name is no tour.
    """
    names = read_names(dataset, language)
    tours = [tour for tour in read_tours(dataset, names) if _wanted(tour, period, only)]
    missing = sorted(set(only) - {tour.id for tour in tours})
    if missing:
        raise KgError(f"“{missing[0]}” is no tour with stops" + (" in that period" if period else ""))
    named = [tour for tour in tours if tour.id]
    kept = [*named[-MOST:], *(tour for tour in tours if not tour.id)]
    return _page(kept, len(named) - len(named[-MOST:]), period, names)


def tours_map_html(
    page: ToursMap, home: Link | None = None, claims: str = "", twins: Sequence[Twin] = ()
) -> str:
    """Give the map of the tours as one HTML page; see `sheet_html`."""
    words = {"STANDINGS": NAMES, "MOST": MOST}
    return sheet_html("tours.html.j2", page, home, claims, words, page.language, twins)


def _wanted(tour: Tour, period: Period | None, only: Sequence[str]) -> bool:
    if only and tour.id not in only:
        return False
    return period is None or any(_lies(stop, period) for stop in tour.stops)


def _lies(stop: Stop, period: Period) -> bool:
    return bool(stop.first or stop.last) and period.overlaps(stop.first, stop.last)


def _page(tours: Sequence[Tour], left_out: int, period: Period | None, names: Names) -> ToursMap:
    named, texts = [tour for tour in tours if tour.id], names.texts
    colours = [colour_of(index, len(named)) for index in range(len(tours))]
    parts = tuple(_part(tour, colour, texts) for tour, colour in zip(tours, colours, strict=True))
    overview = overview_chart(named, texts.language) if 1 < len(named) <= COLOURS else None
    charts = [chart for chart in (overview, *(part.chart for part in parts)) if chart]
    claims = {claim.claim: claim for tour in tours for stop in tour.stops for claim in stop.claims}
    return ToursMap(
        title=texts("tours.title-during", period=period.text) if period else texts("tours.title"),
        lead=texts("tours.lead"),
        overview=overview,
        parts=parts,
        left_out=left_out,
        land=land_path(chart.window for chart in charts),
        claims=claim_lines(claims.values(), names),
        credit=f"{texts(CREDIT)} {texts('tours.land')}",
        language=texts.language,
    )


def _part(tour: Tour, colour: int, texts: Texts) -> TourPart:
    chart = tour_chart(tour, colour) if tour.id else None
    return TourPart(tour, chart, colour if tour.id else 0, tuple(_words(tour, texts)))


def _words(tour: Tour, texts: Texts) -> list[str]:
    """Say what the map of a tour does not show, and why."""
    words = []
    if len(tour.stops) > 1 and tour.id and not tour.in_order:
        words.append(texts("tours.no-order"))
    whens = {stop.when for stop in tour.stops if stop.spot}
    if len(whens) == 1 and len(tour.stops) > 1 and (when := next(iter(whens))):
        words.append(texts("tours.all-drawn", when=when))
    if tour.in_order and any(not stop.follows for stop in tour.stops[1:]):
        words.append(texts("tours.some-order"))
    if any(stop.spot and not stop.spot.told for stop in tour.stops):
        words.append(texts("tours.capital"))
    absent = [stop.name for stop in tour.stops if not stop.spot]
    if absent and tour.id:
        words.append(texts("tours.no-coordinates", names=", ".join(absent)))
    return words
