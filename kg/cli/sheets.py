"""Commands that write a page by itself: matrix, tours and timeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.methods import method_options, read_method, states_named
from kg.cli.options import counted, dataset_options, lang_option, opened_to_count, output_option, say

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset


@click.command(name="matrix")
@output_option("FILE", "The page to write.")
@click.option(
    "--with",
    "beside",
    multiple=True,
    metavar="STATE",
    help="The pairs of this state (repeatable); by default of USA, and every pair where the facts have no USA.",
)
@click.option("--all-pairs", is_flag=True, help="Every pair, whatever its states.")
@lang_option
@method_options
@dataset_options
def matrix_command(
    output: Path,
    beside: tuple[str, ...],
    all_pairs: bool,
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Write the matrix of states and years: each tie in each year, and where there is no record.

    \b
    Example:  kg matrix -o matrix.html
    Example:  kg matrix --with MEX --during 2018/2019 -o mexico.html
    Example:  kg matrix --lang es -o matriz.html
    """
    from kg.pages.matrix import matrix_html, read_matrix

    dataset = opened_to_count(graph, facts, with_corpus)
    states = () if all_pairs else states_named(dataset, beside) or _centre(dataset)
    matrix = read_matrix(dataset, read_method(chosen), states, lang)
    _write(output, matrix_html(matrix))
    say(f"{output}: {counted(len(matrix.lines), 'pair')}, {counted(len(matrix.years), 'column')}")


def _centre(dataset: Dataset) -> tuple[str, ...]:
    """Give the state whose pairs are drawn unless others are named: none where the facts are of other states."""
    from kg.ties.observed import state_labels
    from kg.ties.ranking import USA

    return (USA,) if USA in state_labels(dataset) else ()


@click.command(name="timeline")
@output_option("FILE", "The page to write.")
@click.option("--during", metavar="PERIOD", help="2019, 2018/2019 or 2019-07-01/2019-07-31.")
@lang_option
@dataset_options
def timeline_command(
    output: Path,
    during: str | None,
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """Write every event in order of date, by year and tour: told, only planned, only claimed, and undated.

    \b
    Example:  kg timeline -o timeline.html
    Example:  kg timeline --during 2019-07 -o july.html
    Example:  kg timeline --lang es -o cronologia.html
    """
    from kg.pages.timeline import read_timeline, timeline_html
    from kg.ties.periods import parse_period

    period = parse_period(during) if during else None
    timeline = read_timeline(opened_to_count(graph, facts, with_corpus), period, lang)
    _write(output, timeline_html(timeline))
    events = counted(timeline.dated, "event")
    left = (
        f"{timeline.left_out} without left out" if timeline.left_out else f"{len(timeline.undated)} without"
    )
    say(f"{output}: {events} with a date, {left}")


@click.command(name="tours")
@output_option("FILE", "The page to write.")
@click.option("--during", metavar="PERIOD", help="Tours with a stop in 2019, 2018/2019, 2019-07 …")
@click.option("--tour", "named", multiple=True, metavar="NAME", help="This tour only (repeatable).")
@lang_option
@dataset_options
def tours_command(
    output: Path,
    during: str | None,
    named: tuple[str, ...],
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """Draw the tours on a map of the coasts: stops in their order, told, confirmed and only planned apart.

    \b
    Example:  kg tours -o tours.html
    Example:  kg tours --tour pompeo-tour-2019 -o pompeo.html
    Example:  kg tours --lang es -o giras.html
    """
    from kg.graph.finding import resolve
    from kg.pages.tours_map import read_tours_map, tours_map_html
    from kg.ties.periods import parse_period

    dataset = opened_to_count(graph, facts, with_corpus)
    only = tuple(resolve(dataset, name).id for name in named)
    page = read_tours_map(dataset, parse_period(during) if during else None, only, lang)
    _write(output, tours_map_html(page))
    stops = sum(len(part.tour.stops) for part in page.parts)
    left = f"; {counted(page.left_out, 'earlier tour')} left out" if page.left_out else ""
    tours = counted(sum(bool(part.tour.id) for part in page.parts), "tour")
    say(f"{output}: {tours}, {counted(stops, 'stop')}{left}")


def _write(output: Path, page: str) -> None:
    from kg.graph.writing import write_whole

    write_whole(output, page.encode("utf-8", "backslashreplace"))
