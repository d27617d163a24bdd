"""Options that several commands share, and the dataset that they open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.problems import KgError
from kg.progress import hush, wipe

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "csv", "tsv", "json", "ndjson", "markdown", "turtle", "ntriples", "jsonld")
_WARNINGS = 20
_RECORD = "kg.record"
TABLE_FORMATS = ("table", "csv", "tsv", "json", "markdown")


def _keep_record(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    ctx.meta[_RECORD] = value


#: The record goes from the option to `opened` without standing among the parameters of every command.
record_option = click.option(
    "--with-record",
    type=click.Path(path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_keep_record,
    help="Add an official record that kg import wrote; without it no number has one in it.",
)


def given_record() -> Path | None:
    """Give the record that --with-record names in this command."""
    record: Path | None = click.get_current_context().meta.get(_RECORD)
    return record


def dataset_options(function: F) -> F:
    """Add --graph, --facts, --with-corpus and --with-record: which facts the command works on."""
    options = (
        click.option(
            "--graph",
            type=click.Path(path_type=Path),
            metavar="DIR|FILE",
            help="Open a snapshot or an RDF file.",
        ),
        click.option(
            "--facts",
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="PATH...",
            help="Work on these facts files or folders (may be repeated).",
        ),
        click.option("--with-corpus", is_flag=True, help="Add the shipped facts to those of --facts."),
        record_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


def output_option(metavar: str, words: str) -> Callable[[F], F]:
    """Add -o, which must be given: the FILE or DIR to write."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), required=True, metavar=metavar, help=words
    )


def lang_option(function: F) -> F:
    """Add --lang, the language of what a page says."""
    option = click.option(
        "--lang",
        type=click.Choice(("en", "es")),
        default="en",
        show_default=True,
        help="Language of the page; its data are the same in both.",
    )
    return option(function)


def format_option(*choices: str, default: str = "table") -> Callable[[F], F]:
    """Add --format with these choices."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=default,
        show_default=True,
        help="Form of the answer.",
    )


def opened(graph: Path | None, facts: tuple[Path, ...], with_corpus: bool) -> Dataset:
    """Open the dataset that the options name."""
    from kg.graph.dataset import open_dataset

    if with_corpus and not facts:
        raise click.UsageError("--with-corpus adds the shipped facts to those of --facts; name those")
    record = given_record()
    dataset = open_dataset(graph, facts, with_corpus=with_corpus, record=(record,) if record else ())
    for warning in dataset.warnings[:_WARNINGS]:
        say(f"{dataset.name}: {warning}")
    if len(dataset.warnings) > _WARNINGS:
        say(f"{dataset.name}: {len(dataset.warnings) - _WARNINGS} more such literals")
    return dataset


def opened_to_count(graph: Path | None, facts: tuple[Path, ...], with_corpus: bool) -> Dataset:
    """Open the dataset that the options name, and say where it holds no claims: then nothing can be counted."""
    dataset = opened(graph, facts, with_corpus)
    if not dataset.has_claims:
        say(
            f"{dataset.name}: no claims, as facts files or kg build give them, so nothing counts; kg query asks it"
        )
    return dataset


def give(text: str) -> None:
    """Write data to standard output, ending in one line break; raises KgError (3) where it takes none."""
    hush()
    if sys.stdout is None:
        raise KgError("standard output is closed", exit_code=3)
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except BrokenPipeError:
        raise
    except OSError as error:
        from kg.graph.disk import words_for

        raise KgError(f"standard output: {words_for(error)}", exit_code=3) from error


def say(text: str) -> None:
    """Write words to standard error."""
    wipe()
    click.echo(text, err=True)


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: `1 line`, `2 lines`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def given_parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read -p name=value pairs; raises a usage error for one without “=”, or a name given twice."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.UsageError(f"-p {pair}: write it as name=value")
        if name in values:
            raise click.UsageError(f"-p {name} is given twice")
        values[name] = value
    return values
