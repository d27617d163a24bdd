"""Writes the help of every command into docs/cli.md: `python docs/make_cli.py`."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).parent / "cli.md"
BEGIN = "<!-- What follows, to the end of the page, is written by docs/make_cli.py. -->\n"
# What a terminal of 80 columns gives.
WIDTH = 78


def pages() -> dict[Path, str]:
    """Give the page with the help of every command after its mark."""
    written, mark, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if not mark:
        raise SystemExit(f"{PAGE} has lost its mark: {BEGIN}")
    return {PAGE: written + mark + "\n".join(section(*each) for each in helps())}


def helps() -> list[tuple[str, str]]:
    """Give each command's name with its help, the command itself first."""
    import click

    from kg.cli import group

    # As the command itself does it: a command keeps the first help option that it is asked for.
    top = click.Context(group, info_name="kg", terminal_width=WIDTH, **group.context_settings)
    found = [("kg", group.get_help(top))]
    for name in group.list_commands(top):
        command = group.get_command(top, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=top, terminal_width=WIDTH)
            found.append((f"kg {name}", command.get_help(context)))
    return found


def section(name: str, text: str) -> str:
    """Give one command's section."""
    lines = "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
    return f"\n## {name}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
