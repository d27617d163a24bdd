"""The problems found in facts, of which there is an end: a file of nothing but slips is not read to its end."""

from __future__ import annotations

from kg.problems import Problem

FINDINGS_LIMIT = 10_000


class TooManyFindings(Exception):
    """The rest of the facts is not worth reading; the last of the problems says so."""


class Findings(list[Problem]):
    """A list of problems; the one after `FINDINGS_LIMIT` raises TooManyFindings."""

    def append(self, problem: Problem) -> None:
        """Add a problem; raises TooManyFindings when there are too many."""
        super().append(problem)
        if len(self) > FINDINGS_LIMIT:
            message = f"more than {FINDINGS_LIMIT:,} problems: reading stopped here"
            self[-1] = Problem(problem.mark, message)
            raise TooManyFindings
