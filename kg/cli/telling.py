"""How many problems are told: of each kind the first hundred, and how many more there are of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import click

from kg.problems import Problem

F = TypeVar("F", bound=Callable[..., Any])

FIRST: Final = 100
EVERY: Final = "kg.every-problem"
# What differs from one problem of a kind to the next: what is quoted, hints, numbers, names with a hyphen.
_DIFFERENT: Final = re.compile(r"“[^”]*”|'[^']*'|\([^)]*\)|\S*[-0-9_/]\S*")
_WORDS: Final = 4
_UNKNOWN: Final = re.compile(r"nothing is called ([A-Za-z0-9-]+)")


def all_option(function: F) -> F:
    """Add --all: every problem is told. The choice is kept in the context's object, where `main` finds it."""
    option = click.option(
        "--all",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help=f"Tell every problem, not the first {FIRST} of each kind.",
    )
    return option(function)


def _keep(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if isinstance(ctx.obj, dict):
        ctx.obj[EVERY] = value


def every_problem() -> bool:
    """Tell whether --all was given to this command."""
    chosen = click.get_current_context().obj
    return isinstance(chosen, dict) and bool(chosen.get(EVERY))


def told(problems: Iterable[Problem], every: bool) -> Iterator[str]:
    """Give a line for each problem in order; what is left out of a kind is counted where it would begin."""
    problems = list(problems)
    due = Counter(kind_of(problem) for problem in problems)
    seen: Counter[str] = Counter()
    for problem in problems:
        kind = kind_of(problem)
        seen[kind] += 1
        more = due[kind] - FIRST
        if every or more <= 1 or seen[kind] <= FIRST:
            yield str(problem)
        elif seen[kind] == FIRST + 1:
            yield f"{problem.mark}: and {more:,} more of this kind: {problem.message}"


def some_left_out(problems: Iterable[Problem]) -> bool:
    """Tell whether a kind has more problems than are told."""
    return any(number > FIRST + 1 for number in Counter(map(kind_of, problems)).values())


def shipped_hint(problems: Iterable[Problem]) -> str:
    """Say that --with-corpus is missing where names are unknown which the shipped facts have; else nothing."""
    unknown = {found[1] for problem in problems if (found := _UNKNOWN.search(problem.message))}
    if not unknown:
        return ""
    from kg.curation.reading import read_facts
    from kg.vocabulary import corpus_folder

    corpus, _ = read_facts((corpus_folder(),))  # which may itself be what is wrong
    known = {each.slug for each in (*corpus.entities, *corpus.codings)}
    return "; the shipped facts have names that are missing: add --with-corpus" if unknown & known else ""


def kind_of(problem: Problem) -> str:
    """Give what problems of one kind say alike: the first words, without what each names."""
    return " ".join(_DIFFERENT.sub("…", problem.message).split()[:_WORDS])
