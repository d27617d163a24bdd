"""Commands on facts: build, check, verify, new, export."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    dataset_options,
    format_option,
    give,
    given_record,
    opened,
    record_option,
    say,
)
from kg.problems import KgError, ProblemsFound

if TYPE_CHECKING:
    from kg.curation.verification import Verified

_PATH = click.Path(path_type=Path)


@click.command(name="build")
@click.argument("more", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option(
    "--facts", type=_PATH, multiple=True, metavar="PATH...", help="Facts files or folders (may be repeated)."
)
@click.option("--with-corpus", is_flag=True, help="Add the shipped facts.")
@record_option
@click.option("-o", "--output", type=_PATH, required=True, metavar="DIR", help="Folder of the snapshot.")
def build_command(more: tuple[Path, ...], facts: tuple[Path, ...], with_corpus: bool, output: Path) -> None:
    """Check facts by form and by SHACL, and publish them as a snapshot.

    \b
    Example:  kg build -o snapshot
    Example:  kg build --facts my-facts --with-corpus -o snapshot
    """
    from kg.curation.loading import read_corpus
    from kg.graph.build import built
    from kg.graph.floors import below_floors
    from kg.graph.remembering import validate_changed
    from kg.graph.snapshot import publish
    from kg.vocabulary import corpus_folder

    paths = (*facts, *more)
    shipped = not paths or with_corpus
    record = given_record()
    corpus = read_corpus(
        (*paths, corpus_folder()) if paths and with_corpus else paths, record=(record,) if record else ()
    )
    problems = [*validate_changed(corpus), *(below_floors(corpus) if shipped else ())]
    if problems:
        raise ProblemsFound(problems)
    quads, number = built(corpus)
    publish(quads, {"counts": number}, output)
    say(
        f"{output}: {number['claims']} claims of {number['articles']} articles, {number['accepted']} accepted"
    )


@click.command(name="check")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option(
    "--with-corpus",
    is_flag=True,
    help="Check them together with the shipped facts, whose names they may use.",
)
def check_command(paths: tuple[Path, ...], with_corpus: bool) -> None:
    """Give every problem in facts files at once, as path:line:column: message.

    Without a path the shipped facts are checked. Exit code 1 if there is a problem.

    \b
    Example:  kg check
    Example:  kg check my-facts --with-corpus
    """
    from kg.curation.loading import check
    from kg.graph.floors import below_floors
    from kg.graph.remembering import validate_changed
    from kg.vocabulary import corpus_folder

    corpus, problems = check((*paths, corpus_folder()) if paths and with_corpus else paths)
    if not problems:
        problems = [*validate_changed(corpus), *(below_floors(corpus) if not paths or with_corpus else ())]
    for problem in problems:
        give(str(problem))
    if problems:
        raise KgError(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", exit_code=1)
    say(f"no problem in {len(corpus.claims)} claims of {len(corpus.articles)} articles")


@click.command(name="verify")
@click.option("--articles", type=_PATH, metavar="DIR", help="Folder with your copies of the articles' texts.")
@click.option("--snapshot", type=_PATH, metavar="DIR", help="Check every byte of a snapshot.")
@click.option(
    "--facts", type=_PATH, multiple=True, metavar="PATH...", help="Facts other than the shipped ones."
)
@click.option(
    "--with-corpus", is_flag=True, help="Those of --facts may use the shipped names; only they are verified."
)
@format_option("table", "json")
def verify_command(
    articles: Path | None, snapshot: Path | None, facts: tuple[Path, ...], with_corpus: bool, form: str
) -> None:
    """Hold every claim against your copies of the articles, or a snapshot against its hash.

    Exit code 1 if a paragraph differs or a sentence is unaccounted for, 3 if a text is missing.

    \b
    Example:  kg verify --articles articles
    Example:  kg verify --articles texts --facts my-facts --with-corpus
    Example:  kg verify --snapshot snapshot
    """
    if (articles is None) == (snapshot is None):
        raise click.UsageError("name --articles DIR or --snapshot DIR")
    if snapshot is not None:
        _verify_snapshot(snapshot)
    elif articles is not None:
        _verify_articles(articles, facts, with_corpus, form)


def _verify_snapshot(snapshot: Path) -> None:
    from kg.graph.snapshot import verify_snapshot

    findings = verify_snapshot(snapshot)
    for finding in findings:
        give(f"{snapshot}: {finding}")
    if findings:
        raise KgError(f"{snapshot} is not what was published", exit_code=1)
    say(f"{snapshot}: every byte is as published")


def _verify_articles(articles: Path, facts: tuple[Path, ...], with_corpus: bool, form: str) -> None:
    from kg.curation.loading import read_corpus
    from kg.curation.verification import verify
    from kg.vocabulary import corpus_folder

    shipped = corpus_folder()
    beside = bool(facts) and with_corpus
    corpus = read_corpus((*facts, shipped) if beside else facts)
    if beside:
        own = (each for each in corpus.articles if not Path(each.mark.path).is_relative_to(shipped))
        corpus = replace(corpus, articles=tuple(own))
    verified = verify(corpus, articles)
    if form == "json":
        rows = [each.row() for each in verified]
        give(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_verified(verified)
    for each in verified:
        for finding in each.findings:
            say(f"{each.article}: {finding}")
    if any(each.missing for each in verified):
        raise KgError("a text is missing", exit_code=3)
    if any(each.orphans or each.uncovered for each in verified):
        raise KgError("the facts do not rest on these texts", exit_code=1)


def _print_verified(verified: tuple[Verified, ...]) -> None:
    give("article  paragraphs  sentences  claims  orphans  uncovered")
    for each in verified:
        row = each.row()
        give(
            f"{row['article']:<7}  {row['paragraphs']:>10}  {row['sentences']:>9}  {row['claims']:>6}"
            f"  {row['orphans']:>7}  {row['uncovered']:>9}"
        )


@click.command(name="new")
@click.argument("text", type=_PATH, metavar="TEXT.txt")
@click.option(
    "--id", "article", metavar="ID", help="The article's id; by default the file name up to the first “_”."
)
@click.option(
    "-o", "--output", type=_PATH, metavar="FILE", help="Where to write it; by default standard output."
)
def new_command(text: Path, article: str | None, output: Path | None) -> None:
    """Write the frame of a facts file for an article's text: hashes, sentence counts, empty claims.

    \b
    Example:  kg new 005_article.txt -o my-facts/articles/005.yaml
    """
    from kg.curation.texts import frame
    from kg.graph.writing import write_whole

    yaml = frame(text, article or text.stem.partition("_")[0].lower())
    if output is None:
        give(yaml)
        return
    if output.exists():
        raise KgError(f"{output} is there already: a facts file is never overwritten")
    write_whole(output, yaml.encode())
    say(f"{output} is written; fill its claims, then: kg check {output} --with-corpus")


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
@click.option("-o", "--output", type=_PATH, required=True, metavar="FILE", help="The file to write.")
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
