"""Two-mode networks: states with issues, agreements and policies; officials with events and with states.

An affiliation is an observation whose actors stand on one side and whose recipients are the things they are
affiliated with. Its weight in the network is the number of distinct events, or records, that show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, suggestion
from kg.ties.constants import shipped_constants
from kg.ties.method import Method, counted, readable
from kg.ties.observation import ClaimRef, Observation
from kg.ties.observed import allegiance, claim_of, day
from kg.ties.observed import observations as between_states
from kg.ties.parties import PARTIES, Parties, apart, names, parties
from kg.ties.rows import Observed, Row, Viewed, asked, group, observed_rows

if TYPE_CHECKING:
    from kg.ties.measured import Network

SIGNED: Final = {"supports": 1, "opposes": -1}
_TAKEN: Final = frozenset({"supports", "opposes", "neutral"})


def sides_of(dataset: Viewed, of: str) -> Parties:
    """Give the parties of a network by its name, of one mode or of two; KgError for one that does not exist."""
    _insist(of, (*PARTIES, *TWO_MODE))
    return parties(dataset, of) if of in PARTIES else affiliations(dataset, of)


def affiliations(dataset: Viewed, of: str) -> Parties:
    """Give the affiliations of a two-mode network by its name; KgError for one that does not exist."""
    _insist(of, tuple(TWO_MODE))
    return TWO_MODE[of](dataset)


def _insist(of: str, known: tuple[str, ...]) -> None:
    if of not in known:
        raise KgError(f"no network {of!r}; there are {', '.join(known)}{suggestion(of, known)}")


def two_mode(
    observations: Iterable[Observation],
    chosen: Method,
    *,
    without: Collection[str] = (),
    whole: Network | None = None,
    labels: Mapping[str, str] | None = None,
) -> Network:
    """Give the network of the affiliations that count: `mode` 0 or 1 on nodes, `strength` and `sign` on edges.

    The strength is the number of events; the sign is that of the positions taken: 1 for more support than
    opposition, −1 for less, 0 for as much or none. The nodes of `whole` stand in it with or without ties.
    """
    import networkx

    events = _affiliated(observations, chosen, frozenset(without))
    modes: dict[str, int] = {node: data["mode"] for node, data in whole.nodes(data=True)} if whole else {}
    modes |= {actor: 0 for actor, _ in events} | {thing: 1 for _, thing in events}
    graph: Network = networkx.Graph()
    graph.add_nodes_from(
        (node, {"label": (labels or {}).get(node, node), "mode": modes[node]}) for node in sorted(modes)
    )
    for (actor, thing), signs in sorted(events.items()):
        total = sum(signs.values())
        graph.add_edge(actor, thing, strength=float(len(signs)), sign=(total > 0) - (total < 0))
    return graph


def _affiliated(
    observations: Iterable[Observation], chosen: Method, without: frozenset[str]
) -> dict[tuple[str, str], dict[str, int]]:
    """Give for each pair the events that count, each with the sign of the position it tells."""
    events: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in readable(observations, chosen):
        if counted(one, chosen):
            for pair in product(one.actors, one.recipients):
                if not without & set(pair):
                    events[pair][one.event] = SIGNED.get(one.label, 0)
    return events


def _state_issue(dataset: Viewed) -> Parties:
    """Tie every state on a side of an event to the issues that its claims name."""
    states = parties(dataset)
    found: list[Observation] = []
    for event in states.observations:
        sides = {side for pair in event.pairs() for side in pair}
        named = [(claim.claim, "actors", side) for claim in event.claims for side in sides]
        named += [(claim.claim, "recipients", issue) for claim in event.claims for issue in claim.issues]
        found += apart(event, tuple(named))
    return Parties(tuple(found), names(dataset), states.belonging)


def _official_event(dataset: Viewed) -> Parties:
    """Tie every official to the events in which the claims name him or her."""
    officials = parties(dataset, "officials", alone=True)
    found: list[Observation] = []
    for event in officials.observations:
        named = {(claim, "actors", person) for claim, _, person in event.named or ()}
        named |= {(claim.claim, "recipients", event.event) for claim in event.claims}
        found += apart(event, tuple(sorted(named)))
    return replace(officials, observations=tuple(found))


def _official_state(dataset: Viewed) -> Parties:
    """Tie every official to the other states on the sides of the events in which the claims name the official."""
    officials = parties(dataset, "officials", alone=True)
    sides = {one.event: {side for pair in one.pairs() for side in pair} for one in between_states(dataset)}
    found: list[Observation] = []
    for event in officials.observations:
        for person in sorted({person for _, _, person in event.named or ()}):
            others = sides.get(event.event, set()) - officials.belonging[person]
            named = {(claim, "actors", person) for claim, _, one in event.named or () if one == person}
            named |= {(claim, "recipients", state) for claim, _, _ in named for state in others}
            found += apart(event, tuple(sorted(named)))
    states = {state: frozenset({state}) for states in sides.values() for state in states}
    return Parties(tuple(found), officials.labels, {**officials.belonging, **states})


def _state_agreement(dataset: Viewed) -> Parties:
    """Tie every state that is a party to an agreement, or acts on it, to that agreement."""
    return _held(dataset, frozenset({"Agreement", "AgreementAct"}), lambda row: "party")


def _state_policy(dataset: Viewed) -> Parties:
    """Tie every state to the policies it has or acts on, is the target of, supports or opposes."""
    return _held(dataset, frozenset({"Policy", "PolicyAct", "Stance"}), _relation)


def _relation(row: Row) -> str | None:
    """Give how the row's party stands to the policy, None for the policy itself as a target of a position."""
    if row["kind"] != "Stance":
        return "adopts" if row["part"] == "actor" else "target"
    if row["part"] != "actor":
        return None
    value = shipped_constants().stance[row["position"] or ""]
    return "supports" if value > 0 else "opposes" if value < 0 else "neutral"


def _held(dataset: Viewed, kinds: frozenset[str], relation: Callable[[Row], str | None]) -> Parties:
    rows = observed_rows(dataset)
    states = parties(dataset)
    objects = {row["object"] for row in asked(dataset, "tie-positions") if row["kind"] != "Stance"}
    told = group(asked(dataset, "tie-standing"), "event")
    found: list[Observation] = []
    for event, about in group(asked(dataset, "tie-positions"), "event").items():
        fitting = [row for row in about if row["kind"] in kinds and row["object"] in objects]
        for word in sorted({relation(row) or "" for row in fitting} - {""}):
            chosen = [row for row in fitting if relation(row) == word]
            found += _affiliation(event, word, chosen, told.get(event, ()), rows, frozenset(states.belonging))
    return Parties(tuple(found), names(dataset), states.belonging)


def _affiliation(
    event: str, word: str, about: Iterable[Row], told: Iterable[Row], rows: Observed, states: frozenset[str]
) -> Iterator[Observation]:
    """Give a record as an affiliation of the states that its parties belong to; `label` says in what way."""
    named: list[tuple[str, str, str]] = []
    for row in about:
        for state in sorted(allegiance(row["agent"] or "", rows.belongings) & states):
            named.append((row["claim"] or "", "actors", state))
            named.append((row["claim"] or "", "recipients", row["object"] or ""))
    told = tuple(told)
    sides = frozenset(state for _, field, state in named if field == "actors")
    claims = tuple(_own(claim_of(row, rows, sides), word, sides, rows) for row in told)
    if not named or not claims:
        return
    dated = [row for row in told if row["latest"]]
    bare = Observation(
        event,
        word,
        kind=told[0]["kind"] or "",
        code="",
        earliest=day(dated[0]["earliest"]) if dated else None,
        latest=day(dated[0]["latest"]) if dated else None,
        dated=(dated[0]["date"] or "") if dated else "",
        accepted=any(claim.tells() for claim in claims),
        claims=claims,
    )
    yield from apart(bare, tuple(named))


def _own(claim: ClaimRef, word: str, sides: frozenset[str], rows: Observed) -> ClaimRef:
    """Give the claim of a position as the article's own where its holder, or one of the same state, says it."""
    if word in _TAKEN and allegiance(claim.asserted_by, rows.belongings) & sides:
        return replace(claim, own_voice=True)
    return claim


TWO_MODE: Final[Mapping[str, Callable[[Viewed], Parties]]] = {
    "state-issue": _state_issue,
    "official-event": _official_event,
    "official-state": _official_state,
    "state-agreement": _state_agreement,
    "state-policy": _state_policy,
}
