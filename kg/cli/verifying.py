"""The command that holds facts against the articles' texts, and a snapshot against its hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option, give, say
from kg.problems import KgError

if TYPE_CHECKING:
    from kg.curation.verification import Verified

_PATH = click.Path(path_type=Path)


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
