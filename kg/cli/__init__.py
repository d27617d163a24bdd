"""The command `kg`: verbs only. Each command is imported when it is called, so that help is quick."""

from __future__ import annotations

import sys

import click

from kg.problems import KgError, ProblemsFound

_COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module under kg.cli, one line of help)
    "agreements": ("asking", "Which agreements and measures stand between whom, and where each stands."),
    "ask": ("asking", "Answer a prepared question; without a name, list them."),
    "audit": ("importing", "Lay every stop and meeting of the facts beside an official record."),
    "balance": ("comparing", "Say how balanced the ties are: triads, frustration, camps."),
    "build": ("facts", "Publish facts as a snapshot."),
    "check": ("facts", "Give every problem in facts files, with line and column."),
    "compare": ("comparing", "Compare the ties of two periods or more, pair by pair."),
    "conflicts": ("asking", "List where claims exclude or contradict each other."),
    "dossier": ("drawing", "Write everything told of two states on one page."),
    "explain": ("measuring", "Take a tie apart: each event's contribution, each event's claims."),
    "export": ("facts", "Write the whole graph, or its network, in another format."),
    "import": ("importing", "Turn a source that is no article into facts: an official record, a table."),
    "map": ("drawing", "Draw the interactive map as one offline page."),
    "matrix": ("sheets", "Write the matrix of states and years on one page."),
    "new": ("facts", "Write the frame of a facts file for an article's text."),
    "query": ("asking", "Answer a SPARQL query."),
    "rank": ("measuring", "Rank states by a measure of centrality."),
    "report": ("drawing", "Write the report: tables, ranks, map and an index page in one folder."),
    "search": ("asking", "Find entities and events by name."),
    "show": ("asking", "Show everything held about an entity, with sources."),
    "sources": ("asking", "List the articles, their publishers and what rests on them."),
    "stance": ("stances", "List who takes which side on what, and who stands with whom."),
    "stats": ("asking", "Count what the graph holds."),
    "ties": ("measuring", "Measure the ties between states."),
    "verify": ("facts", "Hold every claim against your copies of the articles."),
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
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        group.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("kg: interrupted", err=True)
        sys.exit(130)
    except ProblemsFound as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(f"kg: {error}; nothing was written", err=True)
        sys.exit(error.exit_code)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except MemoryError:
        click.echo("kg: there is not enough memory for this", err=True)
        sys.exit(3)
    except BrokenPipeError:
        sys.stderr.close()  # else Python complains of standard output once more as it leaves
        sys.exit(0)
    except OSError as error:
        click.echo(f"kg: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        sys.exit(3)
