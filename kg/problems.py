"""What can be wrong: a curator's slip (Problem, with its place) and a caller's mistake (KgError)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text file: lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that a curator wrote wrong, at its place, with what would be right."""

    mark: Mark
    message: str

    def __str__(self) -> str:
        return f"{self.mark}: {self.message}"


class KgError(Exception):
    """A caller's mistake or a missing thing, in one line that names the choices.

    `exit_code` follows the command line's table: 1 findings in the data, 2 wrong usage, 3 could not run.
    """

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class ProblemsFound(KgError):
    """Raised when facts cannot be used: carries every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem], where: str = "the facts") -> None:
        self.problems = tuple(sorted(set(problems)))
        self.in_facts = where == "the facts"
        count = len(self.problems)
        super().__init__(f"{count:,} problem{'s' if count != 1 else ''} in {where}", exit_code=1)


def with_article(noun: str) -> str:
    """Give the noun with its article.

    >>> with_article("Event"), with_article("meeting")
    ('an Event', 'a meeting')
    """
    return f"{'an' if noun[0] in 'aeioAEIO' else 'a'} {noun}"


_LIKENESS = 0.65  # a letter or two wrong; at 0.6 “Guaido” is taken for “Ecuador”


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Give ` (did you mean “x”?)` for the nearest of the choices, or an empty text."""
    import difflib  # here, because most runs need no suggestion

    near = difflib.get_close_matches(word, sorted(choices), n=1, cutoff=_LIKENESS)
    return f" (did you mean “{near[0]}”?)" if near else ""
