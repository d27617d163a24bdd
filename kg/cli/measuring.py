"""Commands that measure: ties, explain, rank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import TABLE_FORMATS, dataset_options, format_option, give, opened, say

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset
    from kg.ties.measured import Network
    from kg.ties.method import Method

F = TypeVar("F", bound=Callable[..., Any])

FACTS_ONLY = (
    "basis",
    "during",
    "articles",
    "parts",
    "layer",
    "scale",
    "half_life",
    "graph",
    "facts",
    "with_corpus",
)
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
    during = click.option("--during", metavar="PERIOD", help="2019, 2018/2019 or 2019-07-01/2019-07-31.")
    return during(choice_options(function))


def choice_options(function: F) -> F:
    """Add the options that choose what counts and how, in every period alike."""
    options = (
        _choice("--articles", ("all", "preview", "report"), "Articles that count."),
        _choice("--parts", ("strongest", "sum"), "How events that are part of one event count together."),
        _choice("--layer", ("all", "contact", "cooperation", "friction", "agreements"), "Events that count."),
        _choice("--scale", ("plover", "goldstein"), "Scores of the events."),
        click.option("--half-life", type=float, metavar="DAYS", help="Decay towards the period's end."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _choice(name: str, choices: tuple[str, ...], words: str) -> Callable[[F], F]:
    return click.option(name, type=click.Choice(choices), default=choices[0], show_default=True, help=words)


without_option = click.option(
    "--without", multiple=True, metavar="STATE", help="Leave out these, such as USA."
)
network_option = click.option(
    "--network",
    "network_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Measure a network of your own instead: CSV, source,target,weight.",
)


def network_given(network_file: Path, ignored: tuple[str, ...]) -> Network:
    """Read the network of a file and say what was dropped; usage error for options that need facts."""
    from kg.ties.edgelist import read_network

    context = click.get_current_context()
    for name in ignored:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = "--" + name.replace("_", "-")
            raise click.UsageError(f"{option} is for ties from facts; --network {network_file} has none")
    found = read_network(network_file)
    for word in found.words:
        say(f"{network_file}: {word}")
    return found.graph


@click.command(name="ties")
@basis_option
@method_options
@without_option
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
    from kg.ties.correlation import agreement_of_scales
    from kg.ties.coverage import cautions
    from kg.ties.observed import observations
    from kg.ties.tables import columns_of, rows_of, table_text
    from kg.ties.tie import Tie, measured

    dataset = opened(graph, facts, with_corpus)
    method = read_method(chosen)
    left_out = states_named(dataset, without)
    events = observations(dataset)
    found = measured(events, method, without=left_out)
    for caution in cautions(found, method):
        say(caution)
    if method.scale.name != "plover":
        tau = agreement_of_scales(events, method)
        say(
            f"Kendall's τ with the ranking on the plover scale: {'undefined' if tau is None else f'{tau:.4f}'}"
        )
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
@network_option
@basis_option
@method_options
@without_option
@format_option(*TABLE_FORMATS)
@dataset_options
def rank_command(
    by: str,
    raw: bool,
    network_file: Path | None,
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
    Example:  kg rank --by pagerank --without USA
    """
    from kg.ties.observed import observations, state_labels
    from kg.ties.ranking import Rank, ranked, ranking
    from kg.ties.tables import columns_of, rows_of, table_text

    if network_file is not None:
        whole = network_given(network_file, FACTS_ONLY)
        whole.remove_nodes_from(without)
        found = ranking(whole, by, raw=raw)
    else:
        dataset = opened(graph, facts, with_corpus)
        found = ranked(
            observations(dataset),
            read_method(chosen),
            by=by,
            raw=raw,
            labels=state_labels(dataset),
            without=states_named(dataset, without),
        )
    for note in found.notes:
        say(note)
    give(table_text(rows_of(found.ranks), form, columns_of(Rank)))


def states_named(dataset: Dataset, names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the ids of the states of these names; KgError for a name that is none."""
    from kg.graph.finding import resolve

    return tuple(resolve(dataset, name, ("State",)).id for name in names)


def read_method(chosen: dict[str, Any]) -> Method:
    """Give the method that the options choose; raises KgError for a period that is none."""
    from kg.ties.method import method

    during = chosen.pop("during")
    return method(period=during, **chosen)
