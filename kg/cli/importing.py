"""Commands on other sources: import and audit."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import format_option, give, say
from kg.importing.registry import IMPORTERS
from kg.problems import KgError

_PATH = click.Path(path_type=Path)


@click.command(name="import")
@click.argument("importer", type=click.Choice(sorted(IMPORTERS)))
@click.argument("source", type=_PATH)
@click.option("--map", "mapping", type=_PATH, metavar="FILE", help="What the columns of a table mean.")
@click.option("-o", "--output", type=_PATH, required=True, metavar="DIR", help="The folder to write.")
@format_option("table", "json")
def import_command(importer: str, source: Path, mapping: Path | None, output: Path, form: str) -> None:
    """Turn a source that is no article into facts: an official record, or a table of your own.

    travels reads the Office of the Historian's lists of travels; table reads any CSV or TSV. The folder
    holds facts for --facts and --with-record, and a snapshot for --graph. Exit code 1 if an entry is rejected.

    \b
    Example:  kg import travels DIR -o travels
    Example:  kg import table visits.csv --map visits.yaml -o visits
    """
    from kg.importing.folder import import_files, write_import
    from kg.importing.imported import Source
    from kg.importing.registry import read_source

    given = Source(source, mapping, say)
    imported = read_source(importer, given)
    write_import(import_files(imported, importer, given), output)
    for line in (*map(str, imported.rejected), *imported.notes):
        say(line)
    say(f"{output}: " + ", ".join(f"{number:,} {name}" for name, number in imported.counts.items()))
    if form == "json":
        give(json.dumps(dict(imported.counts), ensure_ascii=False, indent=2))
    if imported.rejected:
        count = len(imported.rejected)
        raise KgError(f"{count} {'entry was' if count == 1 else 'entries were'} rejected", exit_code=1)
