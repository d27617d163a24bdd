"""One cell of the matrix: the tie of a pair in a year on both bases, and each event behind it with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.pages.explaining import left_words
from kg.pages.languages import Texts
from kg.pages.names import Names
from kg.pages.sheet import ClaimLine, claim_lines, to_anchor
from kg.ties.explanation import explained
from kg.ties.method import Method
from kg.ties.observation import BASES, Observation
from kg.ties.periods import bound
from kg.ties.tie import Tie, measured
from kg.ties.weighing import Contribution, Pair

GLYPHS: Final = {"+": "+", "-": "−", "mixed": "±", "weak": "≈"}
STYLES: Final = {"+": "plus", "-": "minus", "mixed": "mixed", "weak": "weak"}
_STEPS: Final = (0.4, 0.8)


@dataclass(frozen=True, slots=True)
class Item:
    """One event behind a cell: when, as what it counts, and every claim of it."""

    label: str
    date: str
    facts: tuple[str, ...]
    claims: tuple[ClaimLine, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A pair in a year: its tie on each basis (None: no event), and how many events count on neither."""

    pair: Pair
    year: str
    told: Tie | None
    announced: Tie | None
    others: int
    items: tuple[Item, ...]

    @property
    def halves(self) -> tuple[tuple[str, Tie], ...]:
        """Give the bases that have a tie, with it."""
        found = (("told", self.told), ("announced", self.announced))
        return tuple((basis, tie) for basis, tie in found if tie)

    @property
    def href(self) -> str:
        """Give the address of what is behind the cell."""
        return to_anchor(*self.pair, self.year) if self.year else to_anchor(*self.pair)


def cell_of(pair: Pair, events: Sequence[Observation], year: str, chosen: Method, names: Names) -> Cell:
    """Give the cell of a pair's events, all of which lie in the year."""
    items = _items(pair, events, chosen, names)
    told, announced = (_tie(pair, events, chosen.on(basis)) for basis in BASES)
    return Cell(pair, year, told, announced, sum(not item.counts for item in items), items)


def whole_of(pair: Pair, events: Sequence[Observation], cells: Iterable[Cell | None], chosen: Method) -> Cell:
    """Give the cell of all years together; its events stand under the years."""
    told, announced = (_tie(pair, events, chosen.on(basis)) for basis in BASES)
    return Cell(pair, "", told, announced, sum(cell.others for cell in cells if cell), ())


def _tie(pair: Pair, events: Sequence[Observation], chosen: Method) -> Tie | None:
    found = measured(events, chosen, ranges=False)
    return next((tie for tie in found if (tie.a, tie.b) == pair), None)


def _items(pair: Pair, events: Iterable[Observation], chosen: Method, names: Names) -> tuple[Item, ...]:
    """Give every event once, in order of date: as what it counts on each basis, or why on none."""
    taken = {basis: explained(events, *pair, chosen.on(basis)) for basis in BASES}
    labels, texts = {one.event: one.label for one in events}, names.texts
    facts: dict[str, list[str]] = {one.event: [] for one in events}
    counts = set()
    for basis, found in taken.items():
        for one in found.contributions:
            event = one.part.observation.event
            counts.add(event)
            facts[event].append(_adds(basis, one, labels, texts))
    for left in (*taken["told"].left_out, *taken["announced"].left_out):
        event = left.observation.event
        if event not in counts and not facts[event]:
            facts[event].append(texts("matrix.left-out", reason=left_words(left, texts)))
    ordered = sorted(events, key=lambda one: (str(bound(one).latest or "9999"), one.event))
    return tuple(_item(one, facts[one.event], one.event in counts, names) for one in ordered)


def _adds(basis: str, one: Contribution, labels: dict[str, str], texts: Texts) -> str:
    on = texts(f"basis.{basis}")
    if one.within:
        return texts("matrix.within", basis=on, event=labels.get(one.within, one.within))
    channel = "N" if one.value < 0 else "P"
    return texts("matrix.adds", basis=on, value=f"{abs(one.value):.4f}", channel=channel)


def _item(one: Observation, facts: Iterable[str], counts: bool, names: Names) -> Item:
    lies, texts = bound(one), names.texts
    date = texts.date(lies.text) if lies.text else texts("date.none")
    if lies.text and lies.derived:
        date = texts("matrix.by-publication", date=date)
    return Item(one.label, date, (one.code, *facts), claim_lines(one.claims, names), counts)


def step(tie: Tie) -> int:
    """Give how deep a tie's colour is by its strength: 1 to 3."""
    return 1 + sum(tie.strength >= limit for limit in _STEPS)
