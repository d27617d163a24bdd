"""Commands that draw: map and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.methods import method_options, read_method, states_named
from kg.cli.options import (
    counted,
    dataset_options,
    given_record,
    lang_option,
    opened_to_count,
    output_option,
    say,
)

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset
    from kg.pages.report import Report

VIEWS = ("states", "officials", "agreements", "issues", "policies", "everything")


@click.command(name="map")
@output_option("FILE", "The page to write.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="states",
    show_default=True,
    help="What the map is of.",
)
@click.option("--ego", metavar="NAME", help="Draw only what is around this one (a name, other name or code).")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="With --ego: within so many ties.",
)
@lang_option
@method_options
@dataset_options
def map_command(
    output: Path,
    view: str,
    ego: str | None,
    depth: int,
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Draw the ties between states as one HTML page that opens offline, the claims behind every line.

    \b
    Example:  kg map -o map.html
    Example:  kg map --during 2019 -o map-2019.html
    Example:  kg map --view issues --ego MEX -o mexico.html
    Example:  kg map --lang es -o mapa.html
    """
    from kg.graph.writing import write_whole
    from kg.pages.map import map_html
    from kg.pages.viewing import read_view

    page = read_view(opened_to_count(graph, facts, with_corpus), read_method(chosen), view, ego, depth, lang)
    write_whole(output, map_html(page).encode())
    nodes = counted(len(page.nodes), "state" if view == "states" else "node")
    say(f"{output}: {nodes}, {counted(len(page.ties), 'line')}")


@click.command(name="report")
@output_option("DIR", "The folder to write.")
@click.option(
    "--compare",
    "periods",
    multiple=True,
    metavar="PERIOD",
    help="A period to compare with the next one named (repeatable); else the years of the articles.",
)
@lang_option
@method_options
@dataset_options
def report_command(
    output: Path,
    periods: tuple[str, ...],
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Write the report on bilateral ties: coverage, ties, ranks, periods compared, balance, agreements, issues.

    The folder opens offline from index.html, and every number leads to the events and claims behind it;
    report.md, map.html and every table as CSV and JSON stand in it. With --with-record a section lays the
    articles beside the record.

    \b
    Example:  kg report -o report
    Example:  kg report --compare 2018 --compare 2019 -o report
    Example:  kg report --lang es -o informe
    """
    from kg.pages.bilateral import read_report
    from kg.pages.map import map_html
    from kg.pages.mapping import read_map
    from kg.pages.report import check_report_place, report_files, write_report

    check_report_place(output)
    dataset = opened_to_count(graph, facts, with_corpus)
    method = read_method(chosen)
    report = read_report(dataset, method, periods, lang)
    record = given_record()
    if record is not None:
        report = _beside_record(report, dataset, record, facts, with_corpus)
    files = report_files(report, map_html(read_map(dataset, method, lang)))
    write_report(files, output)
    pages = ", ".join(name for name in files if not name.endswith((".csv", ".json")))
    tables = sum(name.endswith(".csv") for name in files)
    say(f"{output}: {pages}, {tables} tables as CSV and JSON; open {output / 'index.html'}")


@click.command(name="dossier")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@output_option("FILE", "The page to write.")
@lang_option
@method_options
@dataset_options
def dossier_command(
    one: str,
    other: str,
    output: Path,
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Write everything told of two states on one page: events, agreements, officials, issues, disagreements.

    \b
    Example:  kg dossier USA MEX -o usa-mex.html
    Example:  kg dossier USA MEX --lang es -o eeuu-mexico.html
    """
    from kg.graph.writing import write_whole
    from kg.pages.dossier import read_dossier
    from kg.pages.report import report_html

    dataset = opened_to_count(graph, facts, with_corpus)
    a, b = states_named(dataset, (one, other))
    if a == b:
        raise click.UsageError(f"{one} and {other} are one state; a dossier has two")
    page = report_html(read_dossier(dataset, read_method(chosen), a, b, lang))
    write_whole(output, page.encode("utf-8", "backslashreplace"))
    say(f"{output}: {one} and {other}")


def _beside_record(
    report: Report, dataset: Dataset, record: Path, facts: tuple[Path, ...], with_corpus: bool
) -> Report:
    """Add what comes of laying the facts beside the record."""
    from kg.curation.loading import read_corpus
    from kg.importing.against import record_against
    from kg.importing.audit import audit
    from kg.pages.names import read_names
    from kg.pages.recorded import record_section, with_record
    from kg.vocabulary import corpus_folder

    corpus = read_corpus((*facts, corpus_folder()) if facts and with_corpus else facts)
    rows = audit(corpus, record_against("travels", record, corpus))
    return with_record(report, record_section(rows, read_names(dataset, report.language)))
