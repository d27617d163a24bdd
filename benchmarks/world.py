"""What synthetic articles are about, and how it is drawn: a few of each kind far more often than the rest."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

Tree = dict[str, Any]

# The first are the most frequent; all are ISO 3166-1 alpha-3.
STATES: Final = (
    *(
        "USA",
        "MEX",
        "CHN",
        "RUS",
        "VEN",
        "COL",
        "BRA",
        "ARG",
        "CUB",
        "GBR",
        "FRA",
        "DEU",
        "IRN",
        "JPN",
        "IND",
    ),
    *(
        "CAN",
        "ESP",
        "ECU",
        "PER",
        "SLV",
        "GTM",
        "HND",
        "PAN",
        "JAM",
        "CHL",
        "BOL",
        "KOR",
        "PRK",
        "TUR",
        "ISR",
    ),
    *("SAU", "EGY", "UKR", "POL", "ITA", "NIC", "DOM", "HTI", "URY", "PRY"),
)
ISSUES: Final = 40
FIRST_DAY: Final = date(2015, 1, 1)
DAYS: Final = 4000
RECENT: Final = 400


@dataclass(slots=True)
class World:
    """The things there are, and the events told lately, which later articles tell again."""

    chance: random.Random
    persons: int
    agreements: int
    events: int = 0
    recent: list[tuple[str, Tree]] = field(default_factory=list)

    def frequent(self, number: int) -> int:
        """Draw below `number`, the small ones far more often: the logarithm of what is drawn is even."""
        return int((number + 1) ** self.chance.random()) - 1

    def event(self, word: str) -> str:
        """Give the slug of a new event."""
        self.events += 1
        return f"{word}-{self.events}"

    def remembered(self, slug: str, record: Tree) -> tuple[str, Tree]:
        """Give a told event back, which may be told again."""
        self.recent = [*self.recent[1 - RECENT :], (slug, record)]
        return slug, record

    def states(self) -> tuple[str, str]:
        """Draw two different states."""
        one = self.frequent(len(STATES))
        other = (one + 1 + self.frequent(len(STATES) - 1)) % len(STATES)
        return STATES[one], STATES[other]

    def participation(self, state: str, role: str) -> Tree:
        """Draw a person who acts for the state: persons are shared out to the states in turn."""
        number = STATES.index(state) + self.frequent(self.persons // len(STATES)) * len(STATES)
        return {
            "who": f"person-{number}",
            "for": state,
            "as": f"{state.lower()}-foreign-minister",
            "role": role,
        }

    def dating(self) -> Tree:
        """Draw a date: mostly a day, at times a month."""
        day = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
        if self.chance.random() < 0.1:
            return {"stated": "that month", "edtf": day.isoformat()[:7], "derived": "text"}
        return {"stated": f"on day {day.day}", "edtf": day.isoformat(), "derived": "text"}

    def filled(self, template: object, one: str, other: str) -> Any:
        """Give a template with what its words in capitals stand for."""
        if isinstance(template, dict):
            return {name: self.filled(each, one, other) for name, each in template.items()}
        if isinstance(template, list):
            return [self.filled(each, one, other) for each in template]
        draws: dict[object, Callable[[], object]] = {
            "ONE": lambda: one,
            "OTHER": lambda: other,
            "PLACE": lambda: f"capital-{other.lower()}",
            "DATE": self.dating,
            "ISSUE": lambda: f"issue-{self.frequent(ISSUES)}",
            "ACCORD": lambda: f"accord-{self.frequent(self.agreements)}",
            "POLICY": lambda: f"policy-{self.frequent(self.agreements)}",
            "NUMBER": lambda: str(self.chance.randrange(1, 900)),
        }
        return draws.get(template, lambda: template)()

    def entities(self) -> Iterator[tuple[str, Tree]]:
        """Give the records of everything that has a name."""
        for state in STATES:
            capital, post = f"capital-{state.lower()}", f"{state.lower()}-foreign-minister"
            yield state, {"kind": "State", "name": f"State {state}", "capital": capital}
            yield capital, {"kind": "Place", "name": f"Capital of {state}", "type": "city", "state": state}
            yield (
                post,
                {"kind": "Post", "name": f"Minister of {state}", "of": state, "rank": "foreign-minister"},
            )
        for number in range(self.persons):
            state, name = STATES[number % len(STATES)], f"Person {number}"
            yield (
                f"person-{number}",
                {"kind": "Person", "name": name, "names": [f"P. {number}"], "state": state},
            )
        for number in range(ISSUES):
            above = {"broader": f"issue-{number // 5}"} if number >= 5 else {}
            yield f"issue-{number}", {"kind": "Issue", "name": f"issue number {number}", **above}
        for number in range(self.agreements):
            yield (
                f"accord-{number}",
                {"kind": "Agreement", "name": f"Accord number {number}", "type": "accord"},
            )
            yield f"policy-{number}", {"kind": "Policy", "name": f"Policy number {number}"}
