"""Who has a side in an agreement or measure: parties, actors and targets, and the states for which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.graph.dataset import Dataset
from kg.vocabulary import GRAPH_CLAIMS, GRAPH_CODING, GRAPH_ENTITIES, KG, RDF_TYPE, RDFS

_SIDES: Final = ("party", "actor", "target", "actorSide", "recipientSide", "sharedSide")
# Parties, groups and private persons never stand for a state.
_OF_STATE: Final = ("Administration", "GovernmentBody")


def sides(dataset: Dataset, tellers: Iterable[ox.NamedNode]) -> dict[str, set[str]]:
    """Give for every agreement and policy that the claims tell all who have a side in it or in an act on it.

    Whoever is only addressed in an act has none. A government or body brings in its state, and the head of a
    government too.
    """
    found: dict[str, set[str]] = {}
    coding, states = ox.NamedNode(GRAPH_CODING), _states(dataset)
    for claim in tellers:
        event = told(dataset, claim)
        held = set(_participants(dataset, claim))
        for name in _SIDES:
            for graph in (claim, coding):
                held.update(node.value for node in objects(dataset, name, graph, event))
        found.setdefault(subject(dataset, claim), set()).update(_with_states(held, states))
    return found


def subject(dataset: Dataset, claim: ox.NamedNode) -> str:
    """Give the agreement or policy that the claim is about: that which it tells, or on which it tells an act."""
    above = [*objects(dataset, "agreement", claim), *objects(dataset, "policy", claim)]
    return above[0].value if above else told(dataset, claim).value


def told(dataset: Dataset, claim: ox.NamedNode) -> ox.NamedNode:
    """Give the thing that the claim tells."""
    return objects(dataset, "tells", ox.NamedNode(GRAPH_CLAIMS), claim)[0]


def objects(
    dataset: Dataset, name: str, graph: ox.NamedNode, subject: ox.NamedNode | None = None
) -> list[ox.NamedNode]:
    """Give the things that a graph has as values of a property, of one subject or of any."""
    quads = dataset.store.quads_for_pattern(subject, ox.NamedNode(KG + name), None, graph)
    return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]


def _participants(dataset: Dataset, claim: ox.NamedNode) -> list[str]:
    role, addressee = ox.NamedNode(KG + "role"), ox.NamedNode(KG + "addressee")
    addressed = {quad.subject for quad in dataset.store.quads_for_pattern(None, role, addressee, claim)}
    quads = (
        quad
        for name in ("for", "who")
        for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(KG + name), None, claim)
    )
    return [
        q.object.value for q in quads if isinstance(q.object, ox.NamedNode) and q.subject not in addressed
    ]


def _with_states(held: Iterable[str], states: Mapping[str, set[str]]) -> set[str]:
    return {iri for name in held for iri in (name, *states.get(name, ()))}


def _states(dataset: Dataset) -> dict[str, set[str]]:
    """Give for each government, body and head of a government the states for which it acts."""
    found: dict[str, set[str]] = {}
    entities = ox.NamedNode(GRAPH_ENTITIES)
    for body in _bodies(dataset):
        state = {node.value for node in objects(dataset, "state", entities, body)}
        for node in (body, *objects(dataset, "headedBy", entities, body)):
            found.setdefault(node.value, set()).update(state)
    return found


def _bodies(dataset: Dataset) -> list[ox.NamedNode]:
    entities = ox.NamedNode(GRAPH_ENTITIES)
    kinds = [ox.NamedNode(KG + name) for name in _OF_STATE]
    below = [
        quad.subject
        for kind in kinds
        for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), kind, entities)
    ]
    found = (
        quad.subject
        for kind in (*kinds, *below)
        for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), kind, entities)
    )
    return [node for node in found if isinstance(node, ox.NamedNode)]
