"""Commands of a curator: new, check, build."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import counted, give, given_record, output_option, record_option, say
from kg.cli.telling import all_option, every_problem, shipped_hint, some_left_out, told
from kg.problems import KgError, ProblemsFound

_PATH = click.Path(path_type=Path)


@click.command(name="build")
@click.argument("more", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option(
    "--facts", type=_PATH, multiple=True, metavar="PATH...", help="Facts files or folders (may be repeated)."
)
@click.option("--with-corpus", is_flag=True, help="Add the shipped facts.")
@record_option
@output_option("DIR", "Folder of the snapshot.")
@all_option
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
    telling = ((claim.article, claim.subject) for claim in corpus.claims)
    problems = [*validate_changed(corpus), *(below_floors(telling) if shipped else ())]
    if problems:
        raise ProblemsFound(problems)
    quads, number = built(corpus)
    publish(quads, {"counts": number}, output)
    held = f"{counted(number['claims'], 'claim')} of {counted(number['articles'], 'article')}"
    say(f"{output}: {held}, {number['accepted']} accepted")


@click.command(name="check")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
@click.option(
    "--with-corpus",
    is_flag=True,
    help="Check them together with the shipped facts, whose names they may use.",
)
@all_option
def check_command(paths: tuple[Path, ...], with_corpus: bool) -> None:
    """Give the problems in facts files, all at once, as path:line:column: message.

    Of more than a hundred of one kind the first are told, and how many more there are. Without a path the
    shipped facts are checked. Exit code 1 if there is a problem.

    \b
    Example:  kg check
    Example:  kg check my-facts --with-corpus
    """
    from kg.graph.checking import checked
    from kg.vocabulary import corpus_folder

    found = checked((*paths, corpus_folder()) if paths and with_corpus else paths)
    problems = found.problems
    if not problems and (not paths or with_corpus):
        problems = found.below_floors()
    every = every_problem()
    for line in told(problems, every):
        give(line)
    if problems:
        hint = "" if every or not some_left_out(problems) else "; --all tells every one"
        hint += shipped_hint(problems)
        raise KgError(f"{len(problems):,} problem{'s' if len(problems) > 1 else ''}{hint}", exit_code=1)
    say(f"no problem in {counted(found.claims, 'claim')} of {counted(found.articles, 'article')}")


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
