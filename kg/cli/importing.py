"""Commands on other sources: import and audit."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import format_option, give, output_option, say
from kg.cli.telling import all_option, every_problem, some_left_out, told
from kg.importing.registry import IMPORTERS
from kg.problems import KgError

_PATH = click.Path(path_type=Path)


@click.command(name="import")
@click.argument("importer", type=click.Choice(sorted(IMPORTERS)))
@click.argument("source", type=_PATH)
@click.option("--map", "mapping", type=_PATH, metavar="FILE", help="What the columns of a table mean.")
@output_option("DIR", "The folder to write.")
@format_option("table", "json")
@all_option
def import_command(importer: str, source: Path, mapping: Path | None, output: Path, form: str) -> None:
    """Turn a source that is no article into facts: an official record, or a table of your own.

    travels reads the Office of the Historian's lists of travels; table reads any CSV or TSV. The folder
    holds facts for --facts and --with-record, and a snapshot for --graph. Exit code 1 if an entry is rejected.

    \b
    Example:  kg import travels office-of-the-historian -o travels
    Example:  kg import table visits.csv --map visits.yaml -o visits
    """
    from kg.importing.folder import import_files, write_import
    from kg.importing.imported import Source
    from kg.importing.registry import read_source

    given = Source(source, mapping, say)
    imported = read_source(importer, given)
    write_import(import_files(imported, importer, given), output)
    for line in (*told(imported.rejected, every_problem()), *imported.notes):
        say(line)
    say(f"{output}: " + ", ".join(f"{name} {number:,}" for name, number in imported.counts.items()))
    if form == "json":
        give(json.dumps(dict(imported.counts), ensure_ascii=False, indent=2))
    if imported.rejected:
        count = len(imported.rejected)
        hint = "" if every_problem() or not some_left_out(imported.rejected) else "; --all tells every one"
        raise KgError(
            f"{count:,} {'entry was' if count == 1 else 'entries were'} rejected{hint}", exit_code=1
        )


@click.command(name="audit")
@click.argument("folder", type=_PATH, metavar="DIR")
@click.option(
    "--against",
    type=click.Choice(["travels"]),
    required=True,
    help="The record that the folder holds, as its importer is called.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if anything differs or stands in no record.")
@click.option(
    "--facts", type=_PATH, multiple=True, metavar="PATH...", help="Facts other than the shipped ones."
)
@click.option("--with-corpus", is_flag=True, help="Add the shipped facts to those of --facts.")
@format_option("json", "table", "csv", "tsv", "markdown", default="json")
def audit_command(
    folder: Path, against: str, strict: bool, facts: tuple[Path, ...], with_corpus: bool, form: str
) -> None:
    """Lay every stop and meeting of the facts beside an official record.

    Each row is confirmed, differs, missing-in-graph, missing-in-record or not-covered: a copy of a record ends
    somewhere, and what comes later is not covered by it.

    \b
    Example:  kg audit --against travels office-of-the-historian
    Example:  kg audit --against travels office-of-the-historian --format table
    """
    from kg.curation.loading import read_corpus
    from kg.importing.against import record_against
    from kg.importing.audit import COLUMNS, CONTRADICTED, STATUSES, audit
    from kg.ties.tables import table_text
    from kg.vocabulary import corpus_folder

    corpus = read_corpus((*facts, corpus_folder()) if facts and with_corpus else facts)
    rows = audit(corpus, record_against(against, folder, corpus))
    give(table_text([row.row() for row in rows], form, columns=COLUMNS))
    counted = {status: sum(1 for row in rows if row.status == status) for status in STATUSES}
    say(f"{len(rows)} rows: " + ", ".join(f"{number} {status}" for status, number in counted.items()))
    if strict and any(counted[status] for status in CONTRADICTED):
        raise KgError("the facts and the record differ", exit_code=1)
