"""The command on stances: who takes which side, and who stands with whom."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.methods import basis_option, refuse
from kg.cli.options import TABLE_FORMATS, dataset_options, format_option, give, opened_to_count, say

_SHOWN = ("stances", "agreement", "conflict", "subtract", "balance")


@click.command(name="stance")
@click.option(
    "--show",
    type=click.Choice(_SHOWN),
    default="stances",
    show_default=True,
    help="The stances, one of their projections, or the balance of the network that subtract makes.",
)
@click.option(
    "--by",
    type=click.Choice(("speaker", "state")),
    default="speaker",
    show_default=True,
    help="Who stands with whom: speakers, or the states they speak for.",
)
@click.option(
    "--about",
    type=click.Choice(("target", "issue")),
    default="target",
    show_default=True,
    help="On what: whom or what a stance is about, or its issue.",
)
@click.option(
    "--normalise",
    type=click.Choice(("no", "average", "jaccard", "cosine")),
    default="no",
    show_default=True,
    help="What a projection's weights are divided by.",
)
@click.option("--during", metavar="PERIOD", help="2019, 2018/2019 or 2019-07-01/2019-07-31.")
@click.option(
    "--articles",
    type=click.Choice(("all", "preview", "report")),
    default="all",
    show_default=True,
    help="Articles that count.",
)
@basis_option
@format_option(*TABLE_FORMATS)
@dataset_options
def stance_command(
    show: str,
    by: str,
    about: str,
    normalise: str,
    during: str | None,
    articles: str,
    basis: str,
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """List who takes which side (-1, 0, 1) on whom or what, or who agrees and conflicts with whom for it.

    \b
    Example:  kg stance --during 2019
    Example:  kg stance --show subtract --by state
    """
    from kg.ties.balance import balance, balance_json, balance_rows
    from kg.ties.stances import Alignment, Stance, alignment_network, projected, stances
    from kg.ties.tables import columns_of, json_text, rows_of, table_text

    if show == "stances":
        refuse(("by", "about", "normalise"), "the list of stances")
    dataset = opened_to_count(graph, facts, with_corpus)
    found = stances(dataset, period=during, articles=articles, basis=basis)
    events, speakers = {one.event for one in found}, {one.speaker for one in found}
    said = "1 statement or position" if len(events) == 1 else f"{len(events)} statements and positions"
    say(f"{said} of {'1 speaker' if len(speakers) == 1 else f'{len(speakers)} speakers'}")
    if show == "stances":
        give(table_text(rows_of(found), form, columns_of(Stance)))
        return
    projection = "subtract" if show == "balance" else show
    rows = projected(found, projection, by=by, about=about, normalisation=normalise)
    if show != "balance":
        give(table_text(rows_of(rows), form, columns_of(Alignment)))
        return
    measured = balance(alignment_network(rows))
    give(json_text(balance_json(measured)) if form == "json" else table_text(balance_rows(measured), form))
