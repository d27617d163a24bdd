"""The command `kg`: verbs only. Each command is imported when it is called, so that help is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

try:
    import click

    from kg.problems import KgError, ProblemsFound
    from kg.progress import hush, show_on, step
    from kg.streams import set_up_streams
except KeyboardInterrupt:  # these take longer than many a command
    sys.exit(130)

_COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module under kg.cli, one line of help)
    "agreements": ("showing", "Which agreements and measures stand between whom, and where each stands."),
    "ask": ("asking", "Answer a prepared question; without a name, list them."),
    "audit": ("importing", "Lay every stop and meeting of the facts beside an official record."),
    "balance": ("comparing", "Say how balanced the ties are: triads, frustration, camps."),
    "build": ("facts", "Publish facts as a snapshot."),
    "check": ("facts", "Give every problem in facts files, with line and column."),
    "compare": ("comparing", "Compare the ties of two periods or more, pair by pair."),
    "conflicts": ("showing", "List where claims exclude or contradict each other."),
    "dossier": ("drawing", "Write everything told of two states on one page."),
    "explain": ("measuring", "Take a tie apart: each event's contribution, each event's claims."),
    "export": ("exporting", "Write the whole graph, or its network, in another format."),
    "import": ("importing", "Turn a source that is no article into facts: an official record, a table."),
    "map": ("drawing", "Draw the interactive map as one offline page."),
    "matrix": ("sheets", "Write the matrix of states and years on one page."),
    "new": ("facts", "Write the frame of a facts file for an article's text."),
    "query": ("asking", "Answer a SPARQL query."),
    "rank": ("measuring", "Rank states by a measure of centrality."),
    "report": ("drawing", "Write the report: tables, ranks, map and an index page in one folder."),
    "search": ("showing", "Find entities and events by name."),
    "show": ("showing", "Show everything held about an entity, with sources."),
    "site": ("publishing", "Write everything as one folder of pages, in English and Spanish."),
    "sources": ("showing", "List the articles, their publishers and what rests on them."),
    "stance": ("stances", "List who takes which side on what, and who stands with whom."),
    "stats": ("showing", "Count what the graph holds."),
    "ties": ("measuring", "Measure the ties between states."),
    "timeline": ("sheets", "Write every event in order of date on one page."),
    "tours": ("sheets", "Draw the tours on a map of the coasts as one page."),
    "verify": ("verifying", "Hold every claim against your copies of the articles."),
}


_INSTEAD: Final = {
    # what measures or lists all: the command for one
    "ties": "kg explain MEX USA takes the tie of two apart",
    "rank": "kg explain MEX USA takes the tie of two apart, kg show MEX tells of one",
    "stance": "kg show Ebrard tells of one, with all that was said by and of it",
    "timeline": "kg ask timeline-of -p thing=NAME gives what is dated of one",
}


class _LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"kg.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            hush()  # before click begins a new line below what stands on the terminal's
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(_COMMANDS.items())])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            from kg.problems import suggestion

            raise click.UsageError(f"There is no command “{name}”{suggestion(name, _COMMANDS)}.", ctx)
        found, command, rest = super().resolve_command(ctx, args)
        return found, command, _each_named(rest, command)


def _each_named(words: list[str], command: click.Command | None) -> list[str]:
    """Write `--facts A B` as `--facts A --facts B`: several paths may follow one --facts.

    Where the command takes names besides, only what ends like a facts file is such a further path.
    """
    alone = command is not None and not any(isinstance(each, click.Argument) for each in command.params)
    named: list[str] = []
    due = more = False  # the path of --facts comes next; further paths may come
    for at, word in enumerate(words):
        if word == "--":
            return [*named, *words[at:]]
        option = word.startswith("-") and not due
        if more and not option and (alone or word.endswith((".yaml", ".yml"))):
            named.append("--facts")
        else:
            more = due or word.startswith("--facts=")
        due = option and word == "--facts"
        named.append(word)
    return named


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="legation", message="%(package)s %(version)s")
def group() -> None:
    """Legation: officials, states, agreements and policies, every line with its source.

    Without --graph or --facts, commands work on the facts that are shipped with the program.

    \b
    Example:  kg report -o report
    Example:  kg ask
    """


def main() -> None:
    """Run the command line: exit 0 well, 1 findings, 2 wrong usage, 3 could not run, 130 interrupted."""
    output = None
    chosen: dict[str, bool] = {}  # what an option says to what is done here, once the command is over
    try:
        _insist_on_utf8()
        set_up_streams()
        output = sys.stdout
        if sys.stderr is not None:
            show_on(sys.stderr)
        with step(" ".join(("kg", *sys.argv[1:2]))):
            code = group.main(standalone_mode=False, obj=chosen)
    except SystemExit:
        # Where a reader goes away, as `head` does, click puts another stream there and leaves with 1. To us it is well.
        if sys.stdout is output:
            raise
        code = 0
    except (click.ClickException, click.Abort, KeyboardInterrupt, KgError, MemoryError, OSError) as error:
        hush()
        with suppress(OSError):  # where standard error takes no words, the exit code alone tells
            _tell(error, chosen)
        code = _exit_code(error)
    finally:
        hush()
    sys.exit(code)


def _insist_on_utf8() -> None:
    """Start again in UTF-8 where the locale knows ASCII only (`LC_ALL=C`), so that arguments and paths are texts."""
    ours = (
        sys.orig_argv[len(sys.orig_argv) - len(sys.argv) + 1 :] == sys.argv[1:]
    )  # not called by another program
    if sys.getfilesystemencoding() == "ascii" and ours:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _tell(error: BaseException, chosen: Mapping[str, bool]) -> None:
    if isinstance(error, click.ClickException):
        error.show()
        _tell_instead(error)
    elif isinstance(error, ProblemsFound):
        _tell_problems(error, chosen)
    else:
        click.echo(f"kg: {_words(error)}", err=True)


def _tell_instead(error: click.ClickException) -> None:
    """Name the command for one pair or name, where such were given to one that is about all."""
    if isinstance(error, click.UsageError) and error.ctx and "unexpected extra argument" in error.message:
        instead = _INSTEAD.get(error.ctx.info_name or "")
        if instead:
            click.echo(f"kg {error.ctx.info_name} is about all; {instead}.", err=True)


def _tell_problems(error: ProblemsFound, chosen: Mapping[str, bool]) -> None:
    from kg.cli.telling import EVERY, shipped_hint, some_left_out, told

    every = chosen.get(EVERY, False)
    for line in told(error.problems, every):
        click.echo(line, err=True)
    hint = ""
    if not every and some_left_out(error.problems):
        way = "--all" if EVERY in chosen else "kg check --all" if error.in_facts else ""
        hint = f"; {way} tells every one" if way else ""
    hint += shipped_hint(error.problems) if error.in_facts else ""
    click.echo(f"kg: {error}; nothing was written{hint}", err=True)


def _words(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    if isinstance(error, OSError):
        from kg.graph.disk import words_for

        return f"{error.filename or 'the system'}: {words_for(error)}"
    return str(error) if isinstance(error, KgError) else "interrupted"


def _exit_code(error: BaseException) -> int:
    if isinstance(error, click.ClickException | KgError):
        return error.exit_code
    return 130 if isinstance(error, click.Abort | KeyboardInterrupt) else 3
