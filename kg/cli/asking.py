"""Commands that ask in SPARQL: query, and ask for the prepared questions."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.beside import Beside, found, say_beside
from kg.cli.options import (
    FORMATS,
    dataset_options,
    format_option,
    give,
    given_parameters,
    given_record,
    opened,
    say,
)
from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.answer import Answer
    from kg.graph.dataset import Dataset

_TEXT_LIMIT_BYTES = 1_000_000
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
_DATASET = click.option(
    "--dataset",
    type=click.Choice(("accepted", "claims", "all")),
    default="accepted",
    show_default=True,
    help="What the default graph holds.",
)
_PARAMETERS = click.option(
    "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Bind a variable or parameter."
)


@click.command(name="query")
@click.argument("file", required=False, metavar="[FILE|-|QUERY]")
@click.option("-q", "text", metavar="TEXT", help="The query itself.")
@_PARAMETERS
@_DATASET
@format_option(*FORMATS)
@click.option("--timeout", default="30", show_default=True, metavar="SECONDS", help="Such as 30 or 0.5.")
@click.option("--memory", default="2GB", show_default=True, metavar="SIZE", help="Such as 500MB or 2GB.")
@dataset_options
def query_command(
    file: str | None,
    text: str | None,
    pairs: tuple[str, ...],
    dataset: str,
    form: str,
    timeout: str,
    memory: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """Answer a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE. The usual prefixes are set.

    It stands in a file, in standard input (-), or in the words of the command, behind -q or without it.
    The default graph holds what is accepted and who says so; `--dataset claims` adds what is only
    claimed or planned (but not what is denied), `all` everything. Beside an empty answer stands what in it can
    match nothing, and which wider dataset has an answer. SERVICE and updates are refused.

    \b
    Example:  kg query -q 'SELECT ?m ?when { ?m a kg:Meeting ; kg:date ?when }'
    Example:  kg query question.rq -p who=id:mike-pompeo --format csv
    """
    from kg.graph.formats import write_answer
    from kg.graph.limits import parse_memory, parse_timeout
    from kg.graph.terms import read_term
    from kg.graph.wider import said_of_wider

    query = _query_text(file, text)
    values = {name: read_term(value) for name, value in given_parameters(pairs).items()}
    source = opened(graph, facts, with_corpus)
    limits: dict[str, Any] = {"timeout_s": parse_timeout(timeout), "memory_bytes": parse_memory(memory)}
    answer = source.query(query, dataset=dataset, bindings=values, **limits)
    wider = said_of_wider(source, query, answer, dataset=dataset, bindings=values, **limits)
    for sentence in _beside(source, query, answer, wider):
        say(sentence)
    give(write_answer(answer, form))


def _beside(source: Dataset, query: str, answer: Answer, wider: str | None) -> list[str]:
    """Give what is strange in a query; of one that no dataset answers, else, what in it never holds together."""
    from kg.graph.strange_comparisons import strange_comparisons
    from kg.graph.strange_joins import strange_joins
    from kg.graph.wider import is_empty

    sentences = [*_strange(source, query), *((wider,) if wider else ())]
    if sentences or not is_empty(answer, query):
        return sentences
    return strange_comparisons(source, query) or strange_joins(source, query)


def _strange(source: Dataset, query: str) -> Iterator[str]:
    """Say what in a query can match nothing: names, properties, values."""
    from kg.graph.strange_names import strange_names
    from kg.graph.strange_paths import strange_paths
    from kg.graph.strange_values import strange_values

    yield from strange_names(source, query)
    yield from strange_paths(query)
    yield from strange_values(source, query)


def _query_text(file: str | None, text: str | None) -> str:
    """Give the query that is named or written; UsageError for neither or both."""
    if (file is None) == (text is None):
        raise click.UsageError("name a file (- for standard input), or give the query with -q")
    return text if text is not None else _read_query(file or "-")


def _read_query(file: str) -> str:
    if file == "-":
        if sys.stdin is None:
            raise KgError("standard input is closed; name a file")
        data = sys.stdin.buffer.read(_TEXT_LIMIT_BYTES + 1)
    else:
        try:
            with Path(file).open("rb") as handle:
                data = handle.read(_TEXT_LIMIT_BYTES + 1)
        except OSError as error:
            if "{" in file and error.errno in _NO_FILE:
                return file  # no file, but the query itself
            raise KgError(f"{file}: {error.strerror}", exit_code=3) from error
    if len(data) > _TEXT_LIMIT_BYTES:
        raise KgError(f"{file}: the query is longer than {_TEXT_LIMIT_BYTES:,} bytes")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise KgError(f"{file}: not UTF-8 at byte {error.start}") from error


@click.command(name="ask")
@click.argument("name", required=False)
@click.argument("others", nargs=-1, metavar="")
@_PARAMETERS
@format_option(*FORMATS)
@dataset_options
def ask_command(
    name: str | None,
    others: tuple[str, ...],
    pairs: tuple[str, ...],
    form: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
) -> None:
    """Answer a prepared question; without a name, list them. Things go by any of their names.

    Beside an empty answer stands which of the values given no answer has, and what stands there instead; beside
    one about a state, how many more claims name its governments or those who act for it.

    \b
    Example:  kg ask
    Example:  kg ask who-met-whom
    Example:  kg ask who-met-whom -p who=mike-pompeo --format csv
    Example:  kg ask visits -p host=Mexico
    """
    if others:
        given = " ".join(f"-p {each}" if "=" in each else f"-p NAME={each}" for each in others)
        raise click.UsageError(f"one question at a time, and its values behind -p: kg ask {name} {given}")
    if name is None:
        _list_views(form)
        return
    from kg.graph.formats import write_answer
    from kg.graph.given_before import keep
    from kg.graph.views import check_given, view_named

    view, values = view_named(name), given_parameters(pairs)
    check_given(view, values)  # a wrong parameter is said before anything is opened
    dataset = opened(graph, facts, with_corpus)
    beside = Beside()
    if values:
        values = found(dataset, view, values, beside)
    answer = dataset.ask(name, values)
    if values:
        say_beside(dataset, view, values, answer, beside)
    text = write_answer(answer, form)
    give(text)
    if graph is None and not facts and given_record() is None:
        keep((name, pairs, form), (text, tuple(beside.sentences)), dataset)


def _list_views(form: str) -> None:
    from kg.graph.views import views

    if form == "json":
        rows = [
            {
                "name": view.name,
                "question": view.question,
                "answers": list(view.answers),
                "parameters": [
                    {"name": p.name, "kind": p.kind, "required": p.required, "default": p.default}
                    for p in view.parameters
                ],
                "columns": list(view.columns),
            }
            for view in views().values()
        ]
        give(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max(map(len, views()), default=0)
    for view in views().values():
        wanted = " ".join(f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in view.parameters)
        give(f"{view.name:<{width}}  {view.question}{'  ' + wanted if wanted else ''}")
