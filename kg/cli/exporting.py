"""The command that writes the graph, its network or the facts in another format."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import dataset_options, given_record, opened, output_option, say
from kg.problems import KgError

_PATH = click.Path(path_type=Path)


@click.command(name="export")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(("turtle", "trig", "nquads", "jsonld", "csv", "graphml", "gexf", "table")),
    help="trig, nquads, jsonld and csv (one row per claim) hold the graph; turtle, which has no named graphs, what is "
    "accepted and who says what; graphml and gexf the network; table every field of the facts, to edit and to "
    "import again.",
)
@output_option("FILE", "The file to write.")
@click.option(
    "--rows",
    type=click.Choice(("claims", "entities")),
    default="claims",
    show_default=True,
    help="What a row of a table is.",
)
@dataset_options
def export_command(
    form: str, output: Path, rows: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool
) -> None:
    """Write the whole graph, its network of states, or the facts as a table, in another format.

    A table (.csv or .tsv) is written with the mapping that kg import table reads it by beside it (.yaml).

    \b
    Example:  kg export --format trig -o legation.trig
    Example:  kg export --format table -o claims.csv
    """
    from kg.graph.writing import write_whole

    if form == "table":
        _export_table(output, rows, graph, facts, with_corpus)
        return
    dataset = opened(graph, facts, with_corpus)
    if form in ("graphml", "gexf"):
        from kg.ties.export import network_text

        data = network_text(dataset, form)
    else:
        from kg.graph.export import graph_text

        data = graph_text(dataset, form)
    write_whole(output, data)
    say(f"{output}: {len(data)} bytes of {form}")
    if form == "turtle" and dataset.has_claims:
        say(
            "turtle has no named graphs: the contents of claims that are not accepted are left out; trig has them"
        )


def _export_table(
    output: Path, rows: str, graph: Path | None, facts: tuple[Path, ...], with_corpus: bool
) -> None:
    from kg.curation.loading import read_corpus
    from kg.graph.writing import write_whole
    from kg.importing.table_export import table_files
    from kg.vocabulary import corpus_folder

    if graph is not None:
        raise KgError("a table holds facts: name --facts, or neither for the shipped ones; --graph is built")
    record = given_record()
    paths = (*facts, corpus_folder()) if facts and with_corpus else facts
    corpus = read_corpus(paths, record=(record,) if record else ())
    for name, data in table_files(corpus, rows, output.name).items():
        write_whole(output.with_name(name), data)
        say(f"{output.with_name(name)}: {len(data)} bytes")
    if corpus.conflicts and rows == "claims":
        say(f"{len(corpus.conflicts)} conflicts that a curator wrote down stand in no table")
