"""Documents run as a reader would: their blocks in order, in one folder, and what came out put beside what is printed.

A block of `console` holds `$ kg …` commands with their output (standard output and error as a terminal shows
them); a command goes on in lines that begin with `> `. A line `…` stands for any number of left-out lines. A block
with `file=NAME` is written to that file, so that later commands find it. Blocks of `python` and `sparql` are run; a
block `text output` after one of them holds what it prints. Options after the language: `exit=1` is the exit code of
the block's last command, `cut=100` cuts longer lines of output and ends them with ` …`, `dataset=claims` chooses
what a `sparql` block is asked of.
"""

from __future__ import annotations

import io
import shlex
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

FENCE = "```"
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: `first` is the index of its first body line, `options` what stands after the language."""

    first: int
    language: str
    options: dict[str, str]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block with the output that is printed under it."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A block with the lines that it should hold, and what else went wrong in running it."""

    block: Block
    due: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return self.due == self.block.lines and not self.wrong


def blocks(text: str) -> list[Block]:
    """Give the fenced blocks of a Markdown text in order."""
    found, lines, start = [], text.split("\n"), None
    for number, line in enumerate(lines):
        if not line.startswith(FENCE):
            continue
        if start is None:
            start = number
        else:
            language, *words = lines[start].removeprefix(FENCE).split() or [""]
            options = {name: value for name, _, value in (word.partition("=") for word in words)}
            found.append(Block(start + 1, language, options, tuple(lines[start + 1 : number])))
            start = None
    assert start is None, "a block is not closed"
    return found


def commands(block: Block) -> list[Command]:
    """Take a console block apart into its commands."""
    parts: list[tuple[list[str], list[str]]] = []
    for line in block.lines:
        if line.startswith("$ "):
            parts.append(([line], []))
        elif line.startswith("> ") and not parts[-1][1]:
            parts[-1][0].append(line)
        else:
            parts[-1][1].append(line)
    return [Command(_words(written), tuple(written), tuple(printed)) for written, printed in parts]


def _words(written: list[str]) -> tuple[str, ...]:
    return tuple(shlex.split("\n".join(line[2:] for line in written)))


def kg(*words: str) -> tuple[str, int]:
    """Run the command line in this process; give all that it writes, in order, and its exit code."""
    from kg.cli import main

    arguments, target = words, None
    if len(words) > 2 and words[-2] == ">":
        arguments, target = words[:-2], words[-1]
    out, shown = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["kg", *arguments]),
        named_kg(),
        redirect_stdout(out if target else shown),
        redirect_stderr(shown),
    ):
        try:
            main()
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    if target:
        Path(target).write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return shown.getvalue(), code


@contextmanager
def named_kg() -> Iterator[None]:
    """Let click find a program of the name `kg`, not the one that runs the tests."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def fitted(printed: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Give the output as the page should print it: as many lines before and after its `…` as it prints now."""
    if LEFT_OUT not in printed:
        return given
    before = printed.index(LEFT_OUT)
    after = len(printed) - before - 1
    if len(given) <= before + after:
        return given
    return (*given[:before], LEFT_OUT, *given[len(given) - after :])


def cut(lines: tuple[str, ...], width: int | None) -> tuple[str, ...]:
    """Cut lines longer than the width, ending them with ` …`."""
    if width is None:
        return lines
    return tuple(line if len(line) <= width else line[: width - 2].rstrip() + " …" for line in lines)


@dataclass(slots=True)
class Reader:
    """Runs a document's blocks one after the other in the current folder."""

    values: dict[str, object] = field(default_factory=dict)
    output: tuple[str, ...] | None = None

    def run(self, text: str) -> Iterator[Outcome]:
        for block in blocks(text):
            if "file" in block.options:
                path = Path(block.options["file"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8", newline="\n")
            match block.language:
                case "console":
                    yield self._console(block)
                case "python":
                    yield self._python(block)
                case "sparql" if "file" not in block.options:
                    yield self._sparql(block)
                case "text" if "output" in block.options:
                    yield self._output(block)

    def _console(self, block: Block) -> Outcome:
        due: list[str] = []
        codes: list[int] = []
        for command in commands(block):
            assert command.words[0] == "kg", f"only kg is run: {command.written}"
            text, code = kg(*command.words[1:])
            lines = cut(_lines(text), _width(block))
            due += [*command.written, *fitted(command.printed, lines)]
            codes.append(code)
        expected = [0] * (len(codes) - 1) + [int(block.options.get("exit", 0))]
        wrong = () if codes == expected else (f"exit codes {codes}, not {expected}",)
        return Outcome(block, tuple(due), wrong)

    def _python(self, block: Block) -> Outcome:
        said = io.StringIO()
        with redirect_stdout(said):
            exec(compile(block.text, "<document>", "exec"), self.values)
        self.output = _lines(said.getvalue())
        return Outcome(block, block.lines)

    def _sparql(self, block: Block) -> Outcome:
        import kg as package
        from kg.graph.formats import write_answer

        answer = package.open().query(block.text, dataset=block.options.get("dataset", "accepted"))
        self.output = _lines(write_answer(answer, "table"))
        rows = getattr(answer, "rows", None) or getattr(answer, "triples", None)
        return Outcome(block, block.lines, () if rows else ("no row answers this query",))

    def _output(self, block: Block) -> Outcome:
        assert self.output is not None, "an output without a block before it"
        lines, self.output = cut(self.output, _width(block)), None
        return Outcome(block, fitted(block.lines, lines))


def _width(block: Block) -> int | None:
    return int(block.options["cut"]) if "cut" in block.options else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.rstrip("\n").split("\n")) if text.strip() else ()


def rewritten(text: str, outcomes: list[Outcome]) -> str:
    """Give the document with every block holding what it should."""
    lines = text.split("\n")
    for outcome in reversed(outcomes):
        first = outcome.block.first
        lines[first : first + len(outcome.block.lines)] = outcome.due
    return "\n".join(lines)
