"""From affiliations to a map with two kinds of nodes: states with issues, agreements and policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from kg.pages.headings import choices_of, subtitle_of
from kg.pages.mapping import CREDIT, issues_of, map_nodes, rules_of, title_of
from kg.pages.model import Evidence, MapEvent, MapPage, MapTie, tie_id
from kg.pages.names import Names
from kg.pages.spans import spans
from kg.ties.affiliations import SIGNED
from kg.ties.method import Method, belongs, counted, readable
from kg.ties.observation import BASES, ClaimRef, Observation
from kg.ties.periods import Bound, bound

Found = dict[tuple[str, str, str], dict[str, MapEvent]]
_SIGNS = {1: "+", -1: "-", 0: "none"}


def affiliation_page(events: Iterable[Observation], chosen: Method, names: Names, view: str) -> MapPage:
    """Give the map of these affiliations, without places: a line where a claim ties an actor to a thing.

    A line is told, announced or only claimed like a tie between states; it has events and no strength. Its
    sign is that of the positions taken, where there are any.
    """
    found: Found = defaultdict(dict)
    signs: dict[tuple[str, str, str], int] = defaultdict(int)
    kept = readable(events, chosen)
    for one in kept:
        for kind, claims, lies in _standings(one, chosen):
            for actor, thing in product(one.actors, one.recipients):
                found[actor, thing, kind][one.event] = _event(one, claims, lies, names)
                signs[actor, thing, kind] += SIGNED.get(one.label, 0)
    lines = tuple(
        MapTie(
            id=tie_id(*key),
            source=key[0],
            target=key[1],
            kind=key[2],
            label="",
            planned=key[2] != "told",
            events=tuple(sorted(under.values(), key=lambda event: (event.date, event.id))),
            sign=_SIGNS[(signs[key] > 0) - (signs[key] < 0)],
        )
        for key, under in sorted(found.items())
    )
    texts = names.texts
    return MapPage(
        title=title_of(texts(f"map-title.{view}"), chosen, texts),
        subtitle=subtitle_of(lines, texts, scored=False),
        nodes=map_nodes(lines, names),
        ties=lines,
        lines=(texts("map.styles"),),
        credit=texts(CREDIT),
        issues=issues_of(lines, names),
        periods=spans(kept, chosen, texts),
        rules=rules_of(chosen),
        language=texts.language,
        choices=choices_of(chosen, texts, scored=False),
    )


def _standings(one: Observation, chosen: Method) -> Iterator[tuple[str, tuple[ClaimRef, ...], Bound]]:
    """Give as what the affiliation counts, with its claims: told, announced, or neither but claimed."""
    firm = [(basis, found) for basis in BASES if (found := counted(one, chosen.on(basis)))]
    yield from ((basis, found.claims, found.bound) for basis, found in firm)
    if not firm and not any(one.claims_on(basis) for basis in BASES) and belongs(bound(one), chosen.period):
        yield "claimed", one.claims, bound(one)


def _event(one: Observation, claims: Iterable[ClaimRef], lies: Bound, names: Names) -> MapEvent:
    claims = tuple(claims)
    evidence: tuple[Evidence, ...] = tuple(names.evidence(claim) for claim in claims)
    return MapEvent(
        id=one.event,
        label=names.texts.term(one.label) if one.label != one.event else names.label(one.event),
        date=lies.text,
        kind=one.kind,
        claims=evidence,
        code=one.code or None,
        day=lies.latest.isoformat() if lies.latest else None,
        issues=names.issues(issue for claim in claims for issue in claim.issues),
        derived=lies.derived,
    )
