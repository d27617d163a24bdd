"""Ties between officials or organisations: the shared or directed event itself, as the claims name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.problems import KgError, suggestion
from kg.ties.observation import Observation
from kg.ties.observed import allegiance, every_event, observations, state_labels
from kg.ties.rows import Row, Rows, Viewed, asked, group

PARTIES: Final = ("states", "officials", "organisations")
_SORT: Final = {"officials": "Person", "organisations": "Organisation"}
_ACTING: Final = frozenset({"participation", "speaker", "actor", "party"})
_ADDRESSED: Final = frozenset({"participation", "addressedTo", "target", "about"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Events between parties of one sort, what these are called, and to which states and bodies each belongs."""

    observations: tuple[Observation, ...]
    labels: Mapping[str, str]
    belonging: Mapping[str, frozenset[str]]

    def of(self, owners: Iterable[str]) -> tuple[str, ...]:
        """Give the parties that are one of the owners or belong to one."""
        wanted = set(owners)
        return tuple(sorted(party for party, above in self.belonging.items() if above & wanted))


def parties(dataset: Viewed, between: str = "states", *, alone: bool = False) -> Parties:
    """Give the events between states, officials or organisations; KgError for another sort.

    An official or organisation stands on a coded side that it is, acts for, or belongs to: on the acting one
    as participant, speaker or actor, on the receiving one as participant, addressee, target or topic. The
    level is 1; those that only an announcing claim names count on the announced basis alone. With
    `alone`, events in which only one of them is named are given too.
    """
    if between not in PARTIES:
        raise KgError(
            f"no ties between {between!r}; there are {', '.join(PARTIES)}{suggestion(between, PARTIES)}"
        )
    if between == "states":
        labels = state_labels(dataset)
        found = observations(dataset)
        states = {side for event in found for pair in event.pairs() for side in pair}
        return Parties(found, labels, {state: frozenset({state}) for state in {*states, *labels}})
    above = group(asked(dataset, "tie-belongings"), "agent")
    rows = [row for row in asked(dataset, "tie-named") if row["sort"] == _SORT[between]]
    belonging = _belonging(rows, above)
    named = group(rows, "event")
    split = (
        one for event in every_event(dataset) for one in _named(event, named.get(event.event, ()), belonging)
    )
    kept = (one for one in split if one.pairs() or (alone and one.named))
    return Parties(tuple(kept), names(dataset), belonging)


def names(dataset: Viewed) -> dict[str, str]:
    """Give what every thing is called by its id."""
    rows = sorted((row["thing"] or "", row["label"] or "") for row in asked(dataset, "tie-names"))
    return dict(reversed(rows))


def _belonging(rows: Iterable[Row], above: Rows) -> dict[str, frozenset[str]]:
    """Give each party with what it belongs to and what it acted for."""
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        party = row["agent"] or ""
        acted = allegiance(row["for"], above) if row["for"] else frozenset()
        found[party] = found.get(party, frozenset()) | allegiance(party, above) | acted
    return found


def _named(
    event: Observation, rows: Iterable[Row], belonging: Mapping[str, frozenset[str]]
) -> tuple[Observation, ...]:
    """Give the event between the parties that its claims name, told and announced apart."""
    sides = (
        ("actors", frozenset(event.actors), _ACTING),
        ("recipients", frozenset(event.recipients), _ADDRESSED),
        ("between", frozenset(event.between), _ACTING),
    )
    named = tuple(
        (row["claim"] or "", side, row["agent"] or "")
        for row in rows
        for side, states, parts in sides
        if row["part"] in parts and states & belonging[row["agent"] or ""]
    )
    return apart(event, named)


def apart(event: Observation, named: tuple[tuple[str, str, str], ...]) -> tuple[Observation, ...]:
    """Give the event with the parties that its claims name, as told and as announced."""
    announcing = tuple(claim for claim in event.claims if claim.announces())
    others = tuple(claim for claim in event.claims if not claim.announces())
    denials = tuple(claim for claim in others if claim.denies)
    bare = replace(event, ranks=None, named=named)
    told = (bare.as_told_by(others),) if others else ()
    return (*told, bare.as_told_by(announcing + denials)) if announcing else told
