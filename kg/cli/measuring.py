"""Commands that measure: ties, explain, rank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import TABLE_FORMATS, dataset_options, format_option, give, opened, say

if TYPE_CHECKING:
    from kg.ties.method import Method

F = TypeVar("F", bound=Callable[..., Any])

MEASURES = (
    "degree",
    "strength",
    "betweenness",
    "closeness",
    "harmonic",
    "eigenvector",
    "pagerank",
    "katz",
    "k-core",
    "positive-degree",
    "negative-degree",
    "pn-index",
)


def basis_option(function: F) -> F:
    """Add --basis, for commands that measure one of the two."""
    option = click.option(
        "--basis",
        type=click.Choice(("told", "announced")),
        default="told",
        show_default=True,
        help="What is told to have happened, or what was announced.",
    )
    return option(function)


def method_options(function: F) -> F:
    """Add the options that choose how ties are measured, on either basis."""
    options = (
        click.option("--during", metavar="PERIOD", help="2019, 2018/2019 or 2019-07-01/2019-07-31."),
        click.option(
            "--articles",
            type=click.Choice(("all", "preview", "report")),
            default="all",
            show_default=True,
            help="Articles that count.",
        ),
        click.option(
            "--parts",
            type=click.Choice(("strongest", "sum")),
            default="strongest",
            show_default=True,
            help="How events that are part of one event count together.",
        ),
        click.option(
            "--layer",
            type=click.Choice(("all", "contact", "cooperation", "friction")),
            default="all",
            show_default=True,
            help="Events that count.",
        ),
        click.option(
            "--scale",
            type=click.Choice(("plover", "goldstein")),
            default="plover",
            show_default=True,
            help="Scores of the events.",
        ),
        click.option("--half-life", type=float, metavar="DAYS", help="Decay towards the period's end."),
    )
    for option in reversed(options):
        function = option(function)
    return function


_WITHOUT = click.option("--without", multiple=True, metavar="STATE", help="Leave out these, such as USA.")


@click.command(name="ties")
@basis_option
@method_options
@_WITHOUT
@format_option(*TABLE_FORMATS)
@dataset_options
def ties_command(
    form: str,
    without: tuple[str, ...],
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Measure the ties between states: strength, polarity, P and N, and what they rest on.

    \b
    Example:  kg ties
    Example:  kg ties --during 2019 --format json
    """
    from kg.graph.finding import resolve
    from kg.ties.coverage import cautions
    from kg.ties.observed import observations
    from kg.ties.tables import columns_of, rows_of, table_text
    from kg.ties.tie import Tie, measured

    dataset = opened(graph, facts, with_corpus)
    method = read_method(chosen)
    left_out = tuple(resolve(dataset, name, ("State",)).id for name in without)
    found = measured(observations(dataset), method, without=left_out)
    for caution in cautions(found, method):
        say(caution)
    give(table_text(rows_of(found), form, columns_of(Tie)))


@click.command(name="explain")
@click.argument("a")
@click.argument("b")
@basis_option
@method_options
@format_option(*TABLE_FORMATS)
@dataset_options
def explain_command(
    a: str,
    b: str,
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Take the tie of two states apart: each event's part in P and N, and under it each claim.

    \b
    Example:  kg explain USA MEX --during 2019
    """
    from kg.graph.finding import resolve
    from kg.ties.explanation import explained
    from kg.ties.observed import observations
    from kg.ties.tables import explanation_text

    dataset = opened(graph, facts, with_corpus)
    sides = [resolve(dataset, name, ("State",)).id for name in (a, b)]
    if sides[0] == sides[1]:
        raise click.UsageError(f"{a} and {b} are one state; a tie has two")
    give(explanation_text(explained(observations(dataset), sides[0], sides[1], read_method(chosen)), form))


@click.command(name="rank")
@click.option(
    "--by", type=click.Choice(MEASURES), default="strength", show_default=True, help="Measure of centrality."
)
@click.option("--raw", is_flag=True, help="Counts and sums instead of normalised values.")
@basis_option
@method_options
@_WITHOUT
@format_option(*TABLE_FORMATS)
@dataset_options
def rank_command(
    by: str,
    raw: bool,
    without: tuple[str, ...],
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Rank states by a measure of centrality, with and without the United States.

    \b
    Example:  kg rank --by betweenness
    """
    from kg.graph.finding import resolve
    from kg.ties.observed import observations, state_labels
    from kg.ties.ranking import Rank, ranked
    from kg.ties.tables import columns_of, rows_of, table_text

    dataset = opened(graph, facts, with_corpus)
    left_out = tuple(resolve(dataset, name, ("State",)).id for name in without)
    labels = state_labels(dataset)
    ranking = ranked(
        observations(dataset), read_method(chosen), by=by, raw=raw, labels=labels, without=left_out
    )
    for note in ranking.notes:
        say(note)
    give(table_text(rows_of(ranking.ranks), form, columns_of(Rank)))


def read_method(chosen: dict[str, Any]) -> Method:
    """Give the method that the options choose; raises KgError for a period that is none."""
    from kg.ties.method import method

    during = chosen.pop("during")
    return method(period=during, **chosen)
