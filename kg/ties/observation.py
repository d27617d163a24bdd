"""What a tie is computed from: one coded event, the claims about it, and who stood on which side."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations
from typing import Final

ARTICLE: Final = "article"
"""The value of `asserted_by` for a claim in the article's own voice."""

HAPPENED: Final = "happened"
ANNOUNCING: Final = frozenset({"planned", "expected", "conditional"})
BASES: Final = ("told", "announced")


def reading_order(place: str) -> list[int]:
    """Give what a place in an article is sorted by, so that 9.2 stands before 10.1."""
    return [int(part) for part in place.split(".") if part.isdecimal()]


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """One claim about an event: where it stands, who asserts it, and how surely.

    `own_voice` is false for attributed speech and for what a sentence only presupposes; `denies` is true
    for the denial of a party to the event; `published_*` bound the day of the article's publication.
    """

    claim: str
    article: str
    modality: str
    asserted_by: str = ARTICLE
    publisher: str | None = None
    paragraph: tuple[str, ...] = ()
    paragraph_hashes: tuple[str, ...] = ()
    genre: str | None = None
    own_voice: bool = True
    official_record: bool = False
    denies: bool = False
    published_from: date | None = None
    published_to: date | None = None
    issues: tuple[str, ...] = ()

    def tells(self) -> bool:
        """Whether this claim by itself makes the event accepted (DESIGN, accepted by one stated rule)."""
        return self.modality == HAPPENED and (self.own_voice or self.official_record)

    def announces(self) -> bool:
        """Whether this claim announces the event, whoever asserts it."""
        return self.modality in ANNOUNCING


@dataclass(frozen=True, slots=True)
class Observation:
    """One event as coded: a directed one has actors and recipients, a shared one its parties in `between`.

    `ranks` gives each side's highest rank as it happened (None: nobody named), `announced_ranks` as it was
    announced; `ranks=None` makes the level 1.0, as between officials. `dated` is the date as EDTF. `group` is
    the outermost event below the tour, or the agreement; `tour` is the tour itself. `standing` marks a state
    of affairs (in force, deployed), which is never scored. `named` gives (claim, field, party) where the sides
    are not coded but are those whom the claims name; then a side is only as known as the claims are.
    """

    event: str
    label: str
    kind: str
    code: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    parties: int | None = None
    parties_source: str | None = None
    ranks: tuple[tuple[str, str | None], ...] | None = ()
    announced_ranks: tuple[tuple[str, str | None], ...] = ()
    earliest: date | None = None
    latest: date | None = None
    dated: str = ""
    group: str | None = None
    tour: str | None = None
    accepted: bool = False
    standing: bool = False
    claims: tuple[ClaimRef, ...] = ()
    named: tuple[tuple[str, str, str], ...] | None = None

    @property
    def denied(self) -> bool:
        """Whether a party denies the event."""
        return any(claim.denies for claim in self.claims)

    def told(self) -> tuple[ClaimRef, ...]:
        """Give the claims that tell of the event, none if it is not accepted."""
        return tuple([claim for claim in self.claims if claim.tells()]) if self.accepted else ()

    def claims_on(self, basis: str) -> tuple[ClaimRef, ...]:
        """Give the claims that count on the basis."""
        if basis == "told":
            return self.told()
        return tuple([claim for claim in self.claims if claim.announces()])

    def rank_of(self, side: str, basis: str) -> str | None:
        """Give the highest rank named on a side on the basis, None if nobody is named."""
        return dict(self.announced_ranks if basis == "announced" else self.ranks or ()).get(side)

    def directed_pairs(self) -> frozenset[tuple[str, str]]:
        """Give each actor with each recipient, every pair in order of name."""
        return _directed(self.actors, self.recipients)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give every pair this event ties, sorted: actors with recipients, and all parties of `between`."""
        return _pairs(self.actors, self.recipients, self.between)

    def without_articles(self, articles: Collection[str]) -> Observation:
        """Give the same event as known without these articles."""
        return self.as_told_by(claim for claim in self.claims if claim.article not in articles)

    def of_genre(self, genre: str) -> Observation:
        """Give the same event as known from articles of one genre, `preview` or `report`."""
        return self.as_told_by(claim for claim in self.claims if claim.genre == genre)

    def as_told_by(self, claims: Iterable[ClaimRef]) -> Observation:
        """Give the same event as these claims alone tell it."""
        kept = tuple(claims)
        if self.named is None:
            return self if len(kept) == len(self.claims) else replace(self, claims=kept)
        ids = {claim.claim for claim in kept}
        sides = {(side, party) for claim, side, party in self.named if claim in ids}

        def on(side: str) -> tuple[str, ...]:
            return tuple(sorted(party for here, party in sides if here == side))

        return replace(
            self, claims=kept, actors=on("actors"), recipients=on("recipients"), between=on("between")
        )


@cache
def _directed(actors: tuple[str, ...], recipients: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (min(actor, recipient), max(actor, recipient))
        for actor in actors
        for recipient in recipients
        if actor != recipient
    )


@cache
def _pairs(
    actors: tuple[str, ...], recipients: tuple[str, ...], between: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    # An archive has few sets of sides and asks each of them for its pairs a million times.
    shared = combinations(sorted(set(between)), 2)
    return tuple(sorted(_directed(actors, recipients).union(shared)))
