"""The ties of states, officials and organisations on both bases, each party's with where it is taken apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.pages.evidence import EvidencePage
from kg.pages.explaining import explained_page, tie_entry
from kg.pages.material import Material, anchor
from kg.ties.observation import BASES, Observation
from kg.ties.parties import PARTIES, parties
from kg.ties.tie import Tie, by_pair, measured

#: In the folder of the report, whose page of claims they lead to.
REPORT: Final = "report/"
EXPLAINED: Final = {
    "states": "explained.html",
    "officials": "explained-officials.html",
    "organisations": "explained-organisations.html",
}


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie, and the address from the site's folder at which it is taken apart."""

    tie: Tie
    href: str

    def other(self, party: str) -> str:
        """Give the other party."""
        return self.tie.b if self.tie.a == party else self.tie.a


@dataclass(frozen=True, slots=True)
class Bonds:
    """Every tie between states, and every party's ties by its id.

    `others` are the events and the ties of officials and of organisations.
    """

    states: tuple[Bond, ...]
    of: Mapping[str, tuple[Bond, ...]]
    others: Mapping[str, tuple[tuple[Observation, ...], tuple[Tie, ...]]]

    def pairs(self) -> list[tuple[str, str]]:
        """Give the pairs of states that have a tie: told before announced, the strongest first."""
        return list(dict.fromkeys((bond.tie.a, bond.tie.b) for bond in self.states))


def read_bonds(material: Material) -> Bonds:
    """Measure the ties of all three sorts of parties."""
    found: dict[str, tuple[Bond, ...]] = {}
    others = {}
    for sort in PARTIES:
        events = material.events if sort == "states" else parties(material.dataset, sort).observations
        ties = tuple(tie for basis in BASES for tie in measured(events, material.chosen.on(basis)))
        found[sort] = tuple(Bond(tie, anchor(REPORT + EXPLAINED[sort], tie_entry(tie))) for tie in ties)
        if sort != "states":
            others[sort] = events, ties
    of: dict[str, list[Bond]] = defaultdict(list)
    for bond in (bond for bonds in found.values() for bond in bonds):
        of[bond.tie.a].append(bond)
        of[bond.tie.b].append(bond)
    return Bonds(found["states"], {party: tuple(own) for party, own in of.items()}, others)


def explained_pages(bonds: Bonds, material: Material) -> Iterator[EvidencePage]:
    """Give the pages that take the ties of officials and of organisations apart, in the material's language."""
    for sort, (events, ties) in bonds.others.items():
        own = replace(material, events=events, between=by_pair(events))
        yield explained_page(own, ties, EXPLAINED[sort])
