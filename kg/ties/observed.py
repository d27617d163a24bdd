"""From the dataset to observations: one coded event each, with its sides, ranks, date, group and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from kg.curation.memory import collector_paused
from kg.progress import step
from kg.ties.constants import shipped_constants
from kg.ties.observation import ANNOUNCING, ARTICLE, HAPPENED, ClaimRef, Observation, reading_order
from kg.ties.rows import Observed, Row, Rows, Viewed, asked, observed_rows

OWN_VOICE: Final = frozenset({"accepted", "contested"})
_ROLES: Final = ("actorSide", "recipientSide", "sharedSide")


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above the events: what each is part of, which are tours, and the agreements that acts are on."""

    parents: Mapping[str, str | None]
    tours: frozenset[str]
    agreements: Rows

    def group(self, event: str) -> str | None:
        """Give the agreement that an act is on, else the outermost event below the tour, None for that itself."""
        chain = self._chain(event)
        for here in chain:
            if here in self.agreements:
                return self.agreements[here][0]["agreement"]
        below = [here for here in chain if here not in self.tours]
        return below[-1] if below and below[-1] != event else None

    def tour(self, event: str) -> str | None:
        """Give the innermost tour that an event is part of, or is."""
        return next((here for here in self._chain(event) if here in self.tours), None)

    def _chain(self, event: str) -> list[str]:
        """Give an event and what it is part of, outward; a circle ends where it closes."""
        chain = [event]
        while (above := self.parents.get(chain[-1])) and above not in chain:
            chain.append(above)
        return chain


def observations(dataset: Viewed) -> tuple[Observation, ...]:
    """Give every coded event that ties states, in order of name; sides that are no states are left out."""
    return tuple(event for event in every_event(dataset, frozenset({"State"})) if event.pairs())


def every_event(
    dataset: Viewed, kinds: frozenset[str] = frozenset(), *, coded: bool = True
) -> tuple[Observation, ...]:
    """Give every coded event in order of name, with its coded sides of these kinds, or of any.

    Without `coded`, events that have no code are given too.
    """
    with collector_paused(), step("reading the events"):
        rows = observed_rows(dataset)
        parents = {row["event"] or "": row["part_of"] for row in rows.events}
        tours = frozenset(event for event, claims in rows.claims.items() if _kind(claims) == "Tour")
        above = _Above(parents, tours, rows.agreements)
        found = (_observation(row, rows, above, kinds) for row in rows.events if row["code"] or not coded)
        return tuple(sorted(found, key=lambda one: one.event))


def state_labels(dataset: Viewed) -> dict[str, str]:
    """Give the English name of every state by its code."""
    rows = sorted((row["state"] or "", row["label"] or "") for row in asked(dataset, "tie-states"))
    return dict(reversed(rows))


def _observation(row: Row, rows: Observed, above: _Above, kinds: frozenset[str]) -> Observation:
    event = row["event"] or ""
    coded = [side for side in rows.sides.get(event, ()) if not kinds or side["kind"] in kinds]
    sides = {role: _sides(coded, role) for role in _ROLES}
    every = frozenset([side["side"] or "" for side in coded])
    told = rows.claims.get(event, ())
    claims = tuple(sorted([claim_of(one, rows, every) for one in told], key=_name))
    accepted = any(claim["status"] == "accepted" for claim in told)
    dated, earliest, latest = _date(rows.dates.get(event, ()), claims, accepted)
    return Observation(
        event=event,
        label=row["label"] or event,
        kind=_kind(told),
        code=row["code"] or "",
        actors=sides["actorSide"],
        recipients=sides["recipientSide"],
        between=sides["sharedSide"],
        parties=int(row["parties"]) if row["parties"] else None,
        parties_source=row["parties_source"],
        ranks=_ranks(event, rows, every, {claim.claim for claim in claims if claim.tells()}),
        announced_ranks=_ranks(event, rows, every, {claim.claim for claim in claims if claim.announces()}),
        earliest=earliest,
        latest=latest,
        dated=dated,
        group=above.group(event),
        tour=above.tour(event),
        accepted=accepted,
        claims=claims,
    )


def _sides(coded: Sequence[Row], role: str) -> tuple[str, ...]:
    found = {row["side"] or "" for row in coded if row["role"] == role}
    return tuple(sorted(found)) if found else ()


def _kind(claims: Iterable[Row]) -> str:
    return min([row["kind"] or "" for row in claims], default="")


def _name(claim: ClaimRef) -> str:
    return claim.claim


def claim_of(row: Row, rows: Observed, sides: frozenset[str]) -> ClaimRef:
    """Give the claim of a row of the views `tie-claims` or `tie-standing`, about an event of these sides."""
    speaker = row["asserted_by"] or ""
    own = speaker == row["article"]
    passages = rows.passages.get(row["claim"] or "", ())
    sentences = dict.fromkeys(passage["sentence"] or "" for passage in passages)
    return ClaimRef(
        claim=row["claim"] or "",
        article=row["article"] or "",
        modality=row["modality"] or "",
        asserted_by=ARTICLE if own else speaker,
        publisher=row["publisher"],
        paragraph=tuple(sorted(sentences, key=reading_order) if len(sentences) > 1 else sentences),
        paragraph_hashes=tuple(sorted({passage["sha256"] or "" for passage in passages})),
        genre=row["genre"],
        own_voice=row["status"] in OWN_VOICE,
        official_record=own and row["genre"] == "record" and row["status"] in OWN_VOICE,
        denies=row["modality"] == "denied" and not own and bool(sides & allegiance(speaker, rows.belongings)),
        published_from=day(row["published_from"]),
        published_to=day(row["published_to"]),
        issues=tuple(issue["issue"] or "" for issue in rows.issues.get(row["claim"] or "", ())),
    )


def allegiance(agent: str, belongings: Rows) -> frozenset[str]:
    """Give the agent with the bodies it is part of and the states these belong to."""
    found, waiting = {agent}, [agent]
    while waiting:
        for row in belongings.get(waiting.pop(), ()):
            for above in (row["state"], row["parent"]):
                if above and above not in found:
                    found.add(above)
                    waiting.append(above)
    return frozenset(found)


def _ranks(
    event: str, rows: Observed, sides: Iterable[str], claims: Iterable[str]
) -> tuple[tuple[str, str | None], ...]:
    """Give the highest rank of the persons named for each side by these claims."""
    wanted = frozenset(claims)
    named = [row for row in rows.participants.get(event, ()) if row["claim"] in wanted]
    if not named:
        return tuple((side, None) for side in sorted(sides))
    return tuple(
        (side, highest(_rank(row, rows.tenures) for row in named if row["for"] == side))
        for side in sorted(sides)
    )


def highest(ranks: Iterable[str]) -> str | None:
    """Give the rank with the highest level, None for none."""
    level, known = shipped_constants().level, sorted(set(ranks))
    return known[0] if len(known) == 1 else max(known, key=lambda rank: level[rank], default=None)


def _rank(row: Row, tenures: Rows) -> str:
    """Give the rank of the post in which a person took part, else of a post the sources show them in."""
    if row["rank"]:
        return row["rank"]
    held = (tenure for tenure in tenures.get(row["who"] or "", ()) if tenure["for"] in (None, row["for"]))
    return highest(tenure["rank"] or "official" for tenure in held) or "official"


def _date(
    rows: Iterable[Row], claims: Iterable[ClaimRef], accepted: bool
) -> tuple[str, date | None, date | None]:
    """Give an event's date as EDTF and days: as accepted, or the narrowest told of an event that is not."""
    rows = tuple(rows)
    if not rows:
        return "", None, None
    fitting = {claim.claim for claim in claims if claim.modality == HAPPENED or claim.modality in ANNOUNCING}
    found = [row for row in rows if (row["claim"] is None if accepted else row["claim"] in fitting)]
    if not found:
        return "", None, None
    row = min(found, key=_width)
    return row["date"] or "", day(row["earliest"]), day(row["latest"])


def _width(row: Row) -> tuple[int, str]:
    """Give the days between a date's bounds, an open end widest, so that the narrowest comes first."""
    first, last = day(row["earliest"]), day(row["latest"])
    return (last - first).days if first and last else 10**7, row["date"] or ""


@cache
def day(text: str | None) -> date | None:
    """Read the day of a date as a view gives it."""
    return date.fromisoformat(text[:10]) if text else None
