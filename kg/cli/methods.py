"""Options that choose how ties are measured, and what they name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import say

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset
    from kg.ties.measured import Network
    from kg.ties.method import Method
    from kg.ties.observation import Observation

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
LAYERS = ("all", "contact", "cooperation", "friction", "agreements")
PARTIES = ("states", "officials", "organisations")
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


TIE_MEASURES = (
    "evidence",
    "goldstein-sum",
    "goldstein-mean",
    "quad-classes",
    "log-count",
    "visits",
    "agreements",
)
TWO_MODE = ("state-issue", "official-event", "official-state", "state-agreement", "state-policy")


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


def method_options(function: F, layers: tuple[str, ...] = LAYERS) -> F:
    """Add the options that choose how ties are measured, on either basis."""
    during = click.option("--during", metavar="PERIOD", help="2019, 2018/2019 or 2019-07-01/2019-07-31.")
    return during(choice_options(function, layers))


def choice_options(function: F, layers: tuple[str, ...] = LAYERS) -> F:
    """Add the options that choose what counts and how, in every period alike."""
    options = (
        _choice("--articles", ("all", "preview", "report"), "Articles that count."),
        _choice("--parts", ("strongest", "sum"), "How events that are part of one event count together."),
        _choice("--layer", layers, "Events that count."),
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


def network_given(network_file: Path, without: tuple[str, ...], ignored: tuple[str, ...]) -> Network:
    """Read the network of a file, leave these nodes out, and say what was dropped.

    Usage error for options that need facts; KgError for a node to leave out that is none.
    """
    from kg.problems import KgError, suggestion
    from kg.ties.edgelist import read_network

    for option in _written(ignored):
        raise click.UsageError(f"{option} is for ties from facts; --network {network_file} has none")
    found = read_network(network_file)
    for word in found.words:
        say(f"{network_file}: {word}")
    for name in without:
        if name not in found.graph:
            raise KgError(f"{network_file} has no node {name!r} to leave out{suggestion(name, found.graph)}")
    found.graph.remove_nodes_from(without)
    return found.graph


def refuse(options: tuple[str, ...], measure: str) -> None:
    """Raise a usage error if one of these options was written: the measure has no use for it."""
    for option in _written(options):
        raise click.UsageError(f"{option} changes nothing in {measure}; leave one of them out")


def _written(options: tuple[str, ...]) -> Iterator[str]:
    """Give those of the options that stand on the command line."""
    context = click.get_current_context()
    for name in options:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            yield "--" + name.replace("_", "-")


between_option = click.option(
    "--between",
    type=click.Choice(PARTIES),
    default="states",
    show_default=True,
    help="Whose ties to measure.",
)


def things_named(dataset: Dataset, names: tuple[str, ...], of: str) -> tuple[str, ...]:
    """Give the ids that the names mean: of states in a network of states, else of anything."""
    from kg.graph.finding import resolve

    if of == "states":
        return states_named(dataset, names)
    return tuple(resolve(dataset, name).id for name in names)


def states_named(dataset: Dataset, names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the ids of the states of these names; KgError for a name that is none."""
    from kg.graph.finding import resolve

    return tuple(resolve(dataset, name, ("State",)).id for name in names)


def say_dateless(events: Iterable[Observation], chosen: Method, without: Collection[str]) -> None:
    """Say which pairs have events that the period chosen leaves out because they have no date."""
    from kg.ties.coverage import dateless

    for words in dateless(events, chosen, without) if chosen.period else ():
        say(words)


def read_method(chosen: dict[str, Any]) -> Method:
    """Give the method that the options choose; raises KgError for a period that is none."""
    from kg.ties.method import method

    during = chosen.pop("during")
    return method(period=during, **chosen)
