"""The tables of `kg ties`: by the evidence-weighted measure, by a plain one, or of stances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.methods import read_method, refuse, say_dateless
from kg.cli.options import say

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset


def weighed_table(
    dataset: Dataset, between: str, without: tuple[str, ...], form: str, chosen: dict[str, Any]
) -> str:
    """Give the table of the evidence-weighted measure, its cautions said."""
    from kg.ties.correlation import agreement_of_scales
    from kg.ties.coverage import cautions
    from kg.ties.parties import parties
    from kg.ties.tables import columns_of, rows_of, table_text
    from kg.ties.tie import Tie, measured

    method = read_method(chosen)
    sides = parties(dataset, between)
    events = sides.observations
    found = measured(events, method, without=sides.of(without))
    for caution in cautions(found, method):
        say(caution)
    say_dateless(events, method, sides.of(without))
    if method.scale.name != "plover":
        tau = agreement_of_scales(events, method)
        say(
            f"Kendall's τ with the ranking on the plover scale: {'undefined' if tau is None else f'{tau:.4f}'}"
        )
    return table_text(rows_of(found), form, columns_of(Tie))


def stances_table(dataset: Dataset, without: tuple[str, ...], form: str, chosen: dict[str, Any]) -> str:
    """Give the table of the stances between states; they have no P and N, and no range.

    Usage error for options that change only what these are.
    """
    from kg.ties.stance_layer import stance_rows
    from kg.ties.stances import stances
    from kg.ties.tables import columns_of, table_text
    from kg.ties.tie import Tie

    refuse(("parts", "scale", "half_life"), "the layer of stances")
    basis = chosen["basis"]
    found = stances(dataset, period=chosen["during"], articles=chosen["articles"], basis=basis)
    return table_text(stance_rows(found, basis=basis, without=without), form, columns_of(Tie))


def tallied_table(
    dataset: Dataset, by: str, between: str, without: tuple[str, ...], form: str, chosen: dict[str, Any]
) -> str:
    """Give the table of a plain measure; usage error for what it has no use for."""
    from kg.ties.parties import parties
    from kg.ties.tables import table_text
    from kg.ties.tallies import AGREEMENT_COLUMNS, agreements_in_force, columns_of, tallies

    refuse(
        ("scale", "half_life", *(("articles", "parts", "layer", "between") if by == "agreements" else ())), by
    )
    if chosen["layer"] == "stance":
        raise click.UsageError(f"a stance is no event; {by} counts events")
    method = read_method(chosen)
    if by == "agreements":
        return table_text(agreements_in_force(dataset, method, without=without), form, AGREEMENT_COLUMNS)
    sides = parties(dataset, between)
    found = tallies(sides.observations, by, method, without=sides.of(without))
    if method.parts == "strongest" and any(row["events"] for row in found):
        say(f"{by}: events that are part of one event count once; the column “events” has each of them")
    say_dateless(sides.observations, method, sides.of(without))
    return table_text(found, form, columns_of(by))
