"""Commands on whole networks of ties: compare periods, balance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.methods import (
    FACTS_ONLY,
    basis_option,
    choice_options,
    method_options,
    network_given,
    network_option,
    read_method,
    say_dateless,
    states_named,
    without_option,
)
from kg.cli.options import TABLE_FORMATS, dataset_options, format_option, give, opened_to_count, say

if TYPE_CHECKING:
    from kg.ties.measured import Network
    from kg.ties.tables import Row
    from kg.ties.tie import Tie

SHOWN = ("summary", "triads", "camps", "ambivalent", "communities")


@click.command(name="compare")
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD PERIOD...")
@basis_option
@choice_options
@without_option
@format_option(*TABLE_FORMATS)
@dataset_options
def compare_command(
    periods: tuple[str, ...],
    without: tuple[str, ...],
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Compare the ties of periods: new, gone, stronger, weaker, turned, unchanged, or not comparable.

    A pair is comparable only where each period has an article that could have told of it.

    \b
    Example:  kg compare 2018 2019 2025
    Example:  kg compare 2018 2019 2025 --basis announced --articles preview
    """
    from kg.ties.comparison import Change, compare
    from kg.ties.coverage import dateless
    from kg.ties.covered import coverage_words
    from kg.ties.method import method
    from kg.ties.observed import observations
    from kg.ties.tables import columns_of, rows_of, table_text

    dataset = opened_to_count(graph, facts, with_corpus)
    events = observations(dataset)
    left_out = states_named(dataset, without)
    changes = compare(events, periods, without=left_out, **chosen)
    for words in coverage_words(events, periods, **chosen):
        say(words)
    for words in dateless(events, method(**{**chosen, "half_life": None}), left_out):
        say(words)
    give(table_text(rows_of(changes), form, columns_of(Change)))


@click.command(name="balance")
@click.option(
    "--show", type=click.Choice(SHOWN), default="summary", show_default=True, help="Which table to give."
)
@network_option
@basis_option
@method_options
@without_option
@format_option(*TABLE_FORMATS)
@dataset_options
def balance_command(
    show: str,
    network_file: Path | None,
    without: tuple[str, ...],
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Say how balanced the signed network is: triads, frustration index, camps, communities.

    \b
    Example:  kg balance --during 2019
    Example:  kg balance --show triads
    """
    from kg.ties.network import network
    from kg.ties.observed import observations, state_labels
    from kg.ties.tables import table_text
    from kg.ties.tie import measured

    ties: tuple[Tie, ...] = ()
    if network_file is not None:
        whole = network_given(network_file, without, FACTS_ONLY)
    else:
        dataset = opened_to_count(graph, facts, with_corpus)
        left_out = states_named(dataset, without)
        events, method = observations(dataset), read_method(chosen)
        say_dateless(events, method, left_out)
        ties = measured(events, method, without=left_out)
        whole = network(ties, labels=state_labels(dataset))
    if show == "summary":
        give(_summary(whole, form))
        return
    rows, columns = _rows(show, whole, ties)
    give(table_text(rows, form, columns))


def _summary(whole: Network, form: str) -> str:
    from kg.ties.balance import balance, balance_json, balance_rows
    from kg.ties.tables import json_text, table_text

    found = balance(whole)
    for triad in found.unbalanced[:20]:
        say(f"unbalanced {triad.kind}: {', '.join(triad.parties)}")
    if len(found.unbalanced) > 20:
        say(f"{len(found.unbalanced) - 20} more unbalanced triads: --show triads lists all")
    if found.unsigned:
        say(f"{len(found.unsigned)} of {found.edges} ties are mixed or weak: they have no sign")
    if form == "json":
        return json_text(balance_json(found))
    return table_text(balance_rows(found), form)


def _rows(show: str, whole: Network, ties: tuple[Tie, ...]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Give the rows and columns of one of the longer tables."""
    from kg.ties import balance
    from kg.ties.communities import COLUMNS, communities, community_rows
    from kg.ties.tables import columns_of, rows_of
    from kg.ties.tie import Tie

    if show == "triads":
        return balance.triad_rows(whole), ("a", "b", "c", "kind", "balanced")
    if show == "camps":
        return balance.camp_rows(balance.balance(whole)), ("id", "camp")
    if show == "ambivalent":
        return rows_of(balance.ambivalent(ties)), columns_of(Tie)
    found = communities(whole)
    if found.modularity is not None:
        say(f"modularity {found.modularity:.6f}")
    return community_rows(found), COLUMNS
