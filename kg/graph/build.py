"""A corpus becomes the text of a dataset: sorted N-Quads, one byte string per content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pyoxigraph as ox

from kg.curation.corpus import Corpus
from kg.graph.acceptance import Acceptance, accept, accepted_quads
from kg.graph.codes import state_code_quads
from kg.graph.conflicts import Clash
from kg.graph.quads import (
    TYPE,
    claim_node,
    claim_quads,
    coding_quads,
    conflict_quads,
    entity_quads,
    kg,
    kind_is,
    text,
    thing,
    told_triples,
)
from kg.vocabulary import CONFLICT, GRAPH_CLAIMS, LABEL, XSD

_TRUE = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))


def dataset_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    """Give every quad of the dataset: entities, coding, claims and their status, each claim's graph, accepted."""
    acceptance = accept(corpus)
    states = [entity.slug for entity in corpus.entities if entity.record.kind.name == "State"]
    return chain(
        entity_quads(corpus),
        state_code_quads(states),
        coding_quads(corpus),
        claim_quads(corpus),
        conflict_quads(corpus.conflicts),
        _computed_conflicts(corpus, acceptance),
        _content_quads(corpus),
        accepted_quads(corpus, acceptance),
    )


def counts(corpus: Corpus) -> dict[str, int]:
    """Count what the corpus holds: claims, accepted, entities, events, articles, conflicts."""
    acceptance = accept(corpus)
    events = {claim.subject for claim in corpus.claims if kind_is(claim.kind, "Event")}
    return {
        "claims": len(corpus.claims),
        "accepted": Counter(acceptance.status.values())["accepted"],
        "entities": len(corpus.entities),
        "events": len(events),
        "articles": len(corpus.articles),
        "conflicts": len(corpus.conflicts) + len(_grouped(acceptance.clashes, corpus)),
    }


def _content_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    for claim in corpus.claims:
        graph = claim_node(claim.name)
        for triple in told_triples(claim):
            yield ox.Quad(*triple, graph)


def _grouped(clashes: tuple[Clash, ...], corpus: Corpus) -> dict[tuple[str, str], list[Clash]]:
    """Gather clashes by what and which field they are about, without those that a curator wrote down."""
    written = [(c.record.text("about"), set(c.record.texts("sides"))) for c in corpus.conflicts]
    groups: dict[tuple[str, str], list[Clash]] = {}
    for clash in clashes:
        pair = {clash.one.name, clash.other.name}
        if not any(about == clash.subject and pair <= sides for about, sides in written):
            groups.setdefault((clash.subject, clash.field), []).append(clash)
    return groups


def _computed_conflicts(corpus: Corpus, acceptance: Acceptance) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(GRAPH_CLAIMS)
    labels = {c.slug: c.record.text("label") or c.slug for c in corpus.codings}
    for (subject, field), group in _grouped(acceptance.clashes, corpus).items():
        node = ox.NamedNode(f"{CONFLICT}{subject}-{field}")
        kind = min((clash.kind for clash in group), key=("contradicts", "differs", "revises").index)
        label = f"{field} of: {labels.get(subject, subject.replace('-', ' '))}"
        yield ox.Quad(node, TYPE, kg("Conflict"), graph)
        yield ox.Quad(node, kg("computed"), _TRUE, graph)
        yield ox.Quad(node, kg("conflictKind"), kg(kind), graph)
        yield ox.Quad(node, kg("about"), thing(subject), graph)
        yield ox.Quad(node, kg("field"), text(field), graph)
        yield ox.Quad(node, ox.NamedNode(LABEL), text(label), graph)
        for name in sorted({side.name for clash in group for side in (clash.one, clash.other)}):
            yield ox.Quad(node, kg("side"), claim_node(name), graph)
