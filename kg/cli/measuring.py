"""Commands that measure: ties, explain, rank."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.methods import (
    FACTS_ONLY,
    LAYERS,
    MEASURES,
    PARTIES,
    TIE_MEASURES,
    TWO_MODE,
    basis_option,
    between_option,
    method_options,
    network_given,
    network_option,
    read_method,
    refuse,
    say_dateless,
    states_named,
    things_named,
    without_option,
)
from kg.cli.options import TABLE_FORMATS, dataset_options, format_option, give, opened_to_count, say
from kg.cli.tie_tables import stances_table, tallied_table, weighed_table

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset
    from kg.ties.ranking import Ranking

_SCORED = ("cooperation", "friction")


@click.command(name="ties")
@click.option(
    "--measure",
    "by",
    type=click.Choice(TIE_MEASURES),
    default="evidence",
    show_default=True,
    help="The evidence-weighted measure, or a plain one as the literature has it.",
)
@between_option
@basis_option
@partial(method_options, layers=(*LAYERS, "stance"))
@without_option
@format_option(*TABLE_FORMATS)
@dataset_options
def ties_command(
    by: str,
    between: str,
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
    Example:  kg ties --between officials
    Example:  kg ties --layer stance
    Example:  kg ties --measure quad-classes
    """
    from kg.ties.observed import state_labels

    dataset = opened_to_count(graph, facts, with_corpus)
    if between == "states" and not state_labels(dataset):
        say("these facts name no state: --between organisations or --between officials measures others' ties")
    if by != "evidence":
        give(tallied_table(dataset, by, between, things_named(dataset, without, between), form, chosen))
    elif chosen["layer"] == "stance":
        if between != "states":
            raise click.UsageError("the layer of stances is one of states; kg stance has speakers")
        give(stances_table(dataset, states_named(dataset, without), form, chosen))
    else:
        give(weighed_table(dataset, between, things_named(dataset, without, between), form, chosen))


@click.command(name="explain")
@click.argument("a")
@click.argument("b")
@between_option
@basis_option
@method_options
@format_option(*TABLE_FORMATS)
@dataset_options
def explain_command(
    a: str,
    b: str,
    between: str,
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Take the tie of two states apart (or of officials): each event's part in P and N, and under it each claim.

    \b
    Example:  kg explain USA MEX --during 2019
    """
    from kg.ties.explanation import explained
    from kg.ties.parties import parties
    from kg.ties.tables import explanation_text

    dataset = opened_to_count(graph, facts, with_corpus)
    first, second = things_named(dataset, (a, b), between)
    if first == second:
        kind = {"states": "state", "officials": "official", "organisations": "organisation"}[between]
        raise click.UsageError(f"{a} and {b} are one {kind}; a tie has two")
    events = parties(dataset, between).observations
    found = explained(events, first, second, read_method(chosen))
    give(explanation_text(found, form))
    if not found.contributions:
        basis = "announced" if found.basis == "announced" else "told as having happened"
        more = (
            f"; kg dossier {first} {second} -o FILE gives all that names both" if between == "states" else ""
        )
        say(f"no event {basis} stands between {first} and {second} in what is counted here{more}")


@click.command(name="rank")
@click.option(
    "--by",
    type=click.Choice(MEASURES, case_sensitive=False),
    default="strength",
    show_default=True,
    help="Measure of centrality.",
)
@click.option(
    "--of",
    "of",
    type=click.Choice((*PARTIES, *TWO_MODE)),
    default="states",
    show_default=True,
    help="Whose network to measure; those with a hyphen have nodes of two kinds.",
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
    of: str,
    raw: bool,
    network_file: Path | None,
    without: tuple[str, ...],
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Rank states by a measure of centrality, where the facts name the United States also without it.

    \b
    Example:  kg rank --by betweenness
    Example:  kg rank --by pagerank --without USA
    Example:  kg rank --of state-issue --by degree
    """
    from kg.ties.large import word
    from kg.ties.observed import state_labels
    from kg.ties.ranking import USA, rank_columns, ranking
    from kg.ties.tables import rows_of, table_text

    slow = None
    if network_file is not None:
        whole = network_given(network_file, without, (*FACTS_ONLY, "of"))
        slow = word(whole, by)
        if slow:  # before, not after: it may take an hour
            say(slow)
        found, usa = ranking(whole, by, raw=raw), USA in whole
    else:
        dataset = opened_to_count(graph, facts, with_corpus)
        found, usa = _ranked(dataset, by, of, raw, without, chosen), USA in state_labels(dataset)
    for note in found.notes:
        if note != slow:
            say(note)
    give(table_text(rows_of(found.ranks), form, rank_columns(usa)))


def _ranked(
    dataset: Dataset, by: str, of: str, raw: bool, without: tuple[str, ...], chosen: dict[str, Any]
) -> Ranking:
    """Rank what the dataset holds of these."""
    from kg.ties.affiliations import sides_of, two_mode
    from kg.ties.ranking import USA, Build, ranked, tie_network

    if of in TWO_MODE:
        # there a score does no more than to put an event into a layer
        refuse(("parts", "half_life", *(() if chosen["layer"] in _SCORED else ("scale",))), of)
    sides, method = sides_of(dataset, of), read_method(chosen)
    left_out = sides.of(things_named(dataset, without, of))
    build: Build = tie_network if of in PARTIES else two_mode
    if of in PARTIES:
        say_dateless(sides.observations, method, left_out)
    return ranked(
        sides.observations,
        method,
        by=by,
        raw=raw,
        labels=sides.labels,
        without=left_out,
        apart=sides.of((USA,)),
        build=build,
    )
