"""What a map can be of: states, officials, agreements, issues, policies, everything; and the part around one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.pages.affiliated import affiliation_page
from kg.pages.headings import subtitle_of
from kg.pages.languages import OWN
from kg.pages.languages import texts as texts_of
from kg.pages.layout import placed
from kg.pages.mapping import states_page
from kg.pages.model import MapNode, MapPage, MapTie
from kg.pages.names import Names, read_names
from kg.problems import KgError, suggestion
from kg.ties.affiliations import affiliations
from kg.ties.method import Method
from kg.ties.parties import parties

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

VIEWS: Final = ("states", "officials", "agreements", "issues", "policies", "everything")
_TWO_MODE: Final = {"agreements": "state-agreement", "issues": "state-issue", "policies": "state-policy"}
_WITHIN: Final = ("official-state", *_TWO_MODE.values())


def read_view(
    dataset: Dataset,
    chosen: Method,
    view: str = "states",
    ego: str | None = None,
    depth: int = 1,
    language: str = OWN,
) -> MapPage:
    """Give a map of a dataset by the name of its view, every node in its place; with `ego` its neighbourhood.

    Raises KgError for an unknown view or name, and where the name is not on the map.
    """
    if view not in VIEWS:
        raise KgError(f"no view {view!r}; there are {', '.join(VIEWS)}{suggestion(view, VIEWS)}")
    names = read_names(dataset, language)
    page = _page(dataset, chosen, view, names)
    return placed(page if ego is None else around(page, _found(dataset, ego), depth))


def _page(dataset: Dataset, chosen: Method, view: str, names: Names) -> MapPage:
    if view in ("states", "officials"):
        return states_page(parties(dataset, view).observations, chosen, names, view)
    if view in _TWO_MODE:
        found = affiliations(dataset, _TWO_MODE[view]).observations
        return affiliation_page(found, chosen, names, view)
    states = states_page(parties(dataset).observations, chosen, names)
    others = [affiliation_page(affiliations(dataset, of).observations, chosen, names, view) for of in _WITHIN]
    return together(states, *others, title=names.texts(f"map-title.{view}"))


def together(first: MapPage, *others: MapPage, title: str) -> MapPage:
    """Give one map of several: every node and line once, periods and issues of all."""
    pages = (first, *others)
    nodes: dict[str, MapNode] = {}
    for node in chain.from_iterable(page.nodes for page in pages):
        held = nodes.get(node.id)
        claims = {claim.claim: claim for claim in (*(held.claims if held else ()), *node.claims)}
        kept = tuple(claims[name] for name in sorted(claims))
        nodes[node.id] = replace(held or node, claims=kept, size=max(node.size, held.size if held else 0.0))
    ties = {tie.id: tie for page in reversed(pages) for tie in page.ties}
    issues = dict(chain.from_iterable(page.issues for page in pages))
    return replace(
        first,
        title=title,
        nodes=tuple(nodes.values()),
        ties=tuple(ties.values()),
        issues=tuple(sorted(issues.items(), key=lambda pair: (pair[1], pair[0]))),
        lines=(*first.lines, texts_of(first.language)("map.unscored")),
    )


def _found(dataset: Dataset, name: str) -> str:
    from kg.graph.finding import resolve

    return resolve(dataset, name).id


def around(page: MapPage, ego: str, depth: int) -> MapPage:
    """Give the part of a map within so many ties of one node; KgError where it is not on the map."""
    if ego not in {node.id for node in page.nodes}:
        known = ", ".join(sorted(node.label for node in page.nodes)[:12])
        raise KgError(f"“{ego}” is not on this map; there are {known} …")
    neighbours: dict[str, set[str]] = defaultdict(set)
    for tie in page.ties:
        neighbours[tie.source].add(tie.target)
        neighbours[tie.target].add(tie.source)
    kept, edge = {ego}, {ego}
    while edge and depth:
        depth -= 1
        edge = {other for node in edge for other in neighbours[node]} - kept
        kept |= edge
    ties = tuple(tie for tie in page.ties if tie.source in kept and tie.target in kept)
    ids = {tie.id for tie in ties}
    texts = texts_of(page.language)
    issues = {issue for tie in ties for event in tie.events for issue in event.issues}
    label = next(node.label for node in page.nodes if node.id == ego)
    return replace(
        page,
        title=texts("map.around", title=page.title, name=label),
        subtitle=subtitle_of(ties, texts, page.scored),
        nodes=tuple(_within(node, ties) for node in page.nodes if node.id in kept),
        ties=ties,
        issues=tuple(pair for pair in page.issues if pair[0] in issues),
        differences=tuple(
            replace(one, changes=tuple(change for change in one.changes if change.tie in ids))
            for one in page.differences
        ),
    )


def _within(node: MapNode, ties: Iterable[MapTie]) -> MapNode:
    """Give a node with the claims of these ties alone."""
    own = (tie for tie in ties if node.id in (tie.source, tie.target))
    claims = {claim.claim: claim for tie in own for event in tie.events for claim in event.claims}
    return replace(node, claims=tuple(claims[name] for name in sorted(claims)))
