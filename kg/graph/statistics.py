"""Counts of what a dataset holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph.dataset import Dataset
from kg.graph.plain_text import width
from kg.graph.terms import short
from kg.vocabulary import GRAPH_CLAIMS, GRAPH_ENTITIES, KG, RDF_TYPE, RDFS


def statistics(dataset: Dataset) -> dict[str, int | dict[str, int]]:
    """Count claims, accepted, entities, events, articles and conflicts; claims per status and things per kind."""
    kinds = _told_kinds(dataset)
    entities = _entity_kinds(dataset)
    events = _below(dataset, "Event")
    status = Counter(short(q.object) for q in _described(dataset, "status"))
    return {
        "claims": _typed(dataset, "Claim"),
        "accepted": status["accepted"],
        "entities": entities.total(),
        "events": sum(number for kind, number in kinds.items() if KG + kind in events),
        "articles": len(_articles(dataset)),
        "conflicts": _typed(dataset, "Conflict"),
        "status": dict(sorted(status.items())),
        "kinds": dict(sorted((kinds + entities).items())),
    }


def statistics_text(numbers: Mapping[str, int | Mapping[str, int]]) -> str:
    """Give the counts as lines, the numbers in one column."""
    rows: list[tuple[str, str]] = []
    for name, value in numbers.items():
        if isinstance(value, int):
            rows.append((name, str(value)))
        else:
            rows += [(f"{name}:", ""), *((f"  {kind}", str(number)) for kind, number in value.items())]
    wide, most = max(width(name) for name, _ in rows), max(len(number) for _, number in rows)
    return "".join(
        f"{name}{' ' * (wide - width(name))}  {number:>{most}}".rstrip() + "\n" for name, number in rows
    )


def _described(dataset: Dataset, name: str) -> list[ox.Quad]:
    pattern = (ox.NamedNode(KG + name), None, ox.NamedNode(GRAPH_CLAIMS))
    return list(dataset.store.quads_for_pattern(None, *pattern))


def _typed(dataset: Dataset, kind: str) -> int:
    pattern = (ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + kind), ox.NamedNode(GRAPH_CLAIMS))
    return sum(1 for _ in dataset.store.quads_for_pattern(None, *pattern))


def _told_kinds(dataset: Dataset) -> Counter[str]:
    kinds = {q.subject: short(q.object) for q in _described(dataset, "tellsKind")}
    told = {(q.object, kinds[q.subject]) for q in _described(dataset, "tells") if q.subject in kinds}
    named = {q.subject for q in _entity_quads(dataset)}
    return Counter(kind for thing, kind in told if thing not in named)


def _entity_quads(dataset: Dataset) -> list[ox.Quad]:
    pattern = (ox.NamedNode(RDF_TYPE), None, ox.NamedNode(GRAPH_ENTITIES))
    quads = dataset.store.quads_for_pattern(None, *pattern)
    nested = (KG + "Article", KG + "Quantity")
    return [q for q in quads if isinstance(q.object, ox.NamedNode) and q.object.value not in nested]


def _entity_kinds(dataset: Dataset) -> Counter[str]:
    return Counter(short(q.object) for q in _entity_quads(dataset))


def _articles(dataset: Dataset) -> list[ox.Quad]:
    pattern = (ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Article"), ox.NamedNode(GRAPH_ENTITIES))
    return list(dataset.store.quads_for_pattern(None, *pattern))


def _below(dataset: Dataset, name: str) -> frozenset[str]:
    pattern = (ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(KG + name), ox.NamedNode(GRAPH_ENTITIES))
    return frozenset(
        q.subject.value
        for q in dataset.store.quads_for_pattern(None, *pattern)
        if isinstance(q.subject, ox.NamedNode)
    )
