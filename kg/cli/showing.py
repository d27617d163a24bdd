"""Commands that show what is held: show, agreements, search, conflicts, sources, stats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import FORMATS, TABLE_FORMATS, dataset_options, format_option, give, opened, say

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset


@click.command(name="show")
@click.argument("name")
@format_option("table", "json", "markdown")
@dataset_options
def show_command(
    name: str, form: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool
) -> None:
    """Show everything held about an entity, event or conflict: dated, with sources, accepted and claimed apart.

    Names are found without accents and case, by other names and by ISO codes.

    \b
    Example:  kg show Ebrard
    Example:  kg show MEX --format json
    """
    from kg.graph.dossiers import show, write_shown

    give(write_shown(show(opened(graph, facts, with_corpus), name), form))


@click.command(name="agreements")
@click.argument("parties", nargs=-1, metavar="[A] [B]")
@click.option("--on", "day", metavar="DATE", help="Where each stands on this day, such as 2019-07-31.")
@format_option(*TABLE_FORMATS)
@dataset_options
def agreements_command(
    parties: tuple[str, ...],
    day: str | None,
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """List agreements, negotiations and measures between whom, and where each stands, with sources.

    The name of an agreement or a measure gives it alone.

    \b
    Example:  kg agreements MEX USA
    Example:  kg agreements USA --on 2019-07-31
    Example:  kg agreements NAFTA
    """
    from kg.graph.agreements import COLUMNS, agreements
    from kg.ties.tables import table_text

    if len(parties) > 2:
        raise click.UsageError("name at most two parties")
    rows = agreements(opened(graph, facts, with_corpus), parties, day)
    if not rows and parties:
        say(
            f"nothing is told of an agreement or measure of {' and '.join(parties)}{' by that day' if day else ''}"
        )
    give(table_text(rows, form, columns=COLUMNS))


@click.command(name="search")
@click.argument("text")
@format_option(*TABLE_FORMATS)
@dataset_options
def search_command(
    text: str, form: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool
) -> None:
    """Find entities and events by a part of a name.

    \b
    Example:  kg search moreno
    """
    from kg.graph.finding import COLUMNS, search
    from kg.ties.tables import table_text

    give(table_text(search(opened(graph, facts, with_corpus), text), form, columns=COLUMNS))


def _view_rows(name: str, form: str, dataset: Dataset) -> None:
    from kg.graph.formats import write_answer

    give(write_answer(dataset.view(name), form))


@click.command(name="conflicts")
@click.argument("things", nargs=-1, metavar="[NAME]...")
@format_option(*FORMATS[:6])
@dataset_options
def conflicts_command(
    things: tuple[str, ...], form: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool
) -> None:
    """List where claims exclude, contradict or revise each other: under each conflict its sides, with sources.

    With names, only those that concern all of them: they are about it, or a side names it, or is asserted by
    it or by who belongs to it; the id of a conflict gives that one. The other forms have a row for each
    sentence of each side.

    \b
    Example:  kg conflicts
    Example:  kg conflicts USA VEN
    Example:  kg conflicts --format csv
    """
    from kg.graph.disagreements import conflicts_text, disagreements
    from kg.graph.formats import write_answer

    dataset = opened(graph, facts, with_corpus)
    sides = disagreements(dataset, things)
    if form != "table":
        give(write_answer(sides, form))
    elif sides.rows:
        give(conflicts_text(sides))
    if not sides.rows:
        say(f"{dataset.name}: no conflict{' that concerns ' + ' and '.join(things) if things else ''}")


@click.command(name="sources")
@format_option(*FORMATS[:6])
@dataset_options
def sources_command(form: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool) -> None:
    """List the articles: publisher, date, genre, tour, and how many claims rest on each.

    \b
    Example:  kg sources
    """
    _view_rows("sources", form, opened(graph, facts, with_corpus))


@click.command(name="stats")
@format_option("table", "json")
@dataset_options
def stats_command(form: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool) -> None:
    """Count what the graph holds, in all and per kind.

    \b
    Example:  kg stats --format json
    """
    from kg.graph.statistics import statistics, statistics_text

    numbers = statistics(opened(graph, facts, with_corpus))
    if form == "json":
        give(json.dumps(numbers, ensure_ascii=False, indent=2))
        return
    give(statistics_text(numbers))
