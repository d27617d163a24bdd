"""A corpus becomes the text of a dataset: sorted N-Quads, one byte string per content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.curation.corpus import Corpus
from kg.curation.memory import collector_paused
from kg.graph.acceptance import Acceptance, accept
from kg.graph.codes import state_code_statements
from kg.graph.conflicts import Clash
from kg.graph.quads import (
    claim_statements,
    coding_statements,
    conflict_statements,
    entity_statements,
    kind_is,
    told_statements,
)
from kg.graph.statements import TYPE, Quads, Statement, claim_node, iri, kg, literal, thing
from kg.progress import over, step
from kg.vocabulary import (
    CONFLICT,
    GRAPH_ACCEPTED,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    LABEL,
    XSD,
)

_TRUE: Final = literal("true", iri(XSD + "boolean"))


def built(corpus: Corpus) -> tuple[Quads, dict[str, int]]:
    """Give the dataset, and the counts of what the corpus holds."""
    with collector_paused():
        with step("deciding what is accepted"):
            acceptance = accept(corpus)
        return _quads(corpus, acceptance), _counts(corpus, acceptance)


def dataset_text(corpus: Corpus) -> bytes:
    """Give the dataset as sorted N-Quads: entities, coding, claims and their status, each claim's graph, accepted."""
    return b"".join(built(corpus)[0])


def dataset_quads(corpus: Corpus) -> Iterator[ox.Quad]:
    """Give every quad of the dataset, sorted."""
    return ox.parse(dataset_text(corpus), format=ox.RdfFormat.N_QUADS)


def counts(corpus: Corpus) -> dict[str, int]:
    """Count what the corpus holds: claims, accepted, entities, events, articles, conflicts."""
    return _counts(corpus, accept(corpus))


def _quads(corpus: Corpus, acceptance: Acceptance) -> Quads:
    quads = Quads()
    states = [entity.slug for entity in corpus.entities if entity.record.kind.name == "State"]
    quads.add(entity_statements(corpus), iri(GRAPH_ENTITIES))
    quads.add(state_code_statements(states), iri(GRAPH_ENTITIES))
    quads.add(coding_statements(corpus), iri(GRAPH_CODING))
    quads.add(claim_statements(corpus), iri(GRAPH_CLAIMS))
    quads.add(conflict_statements(corpus.conflicts), iri(GRAPH_CLAIMS))
    quads.add(_computed_conflicts(corpus, acceptance), iri(GRAPH_CLAIMS))
    _add_contents(corpus, acceptance, quads)
    return quads


def _add_contents(corpus: Corpus, acceptance: Acceptance, quads: Quads) -> None:
    """Add each claim's own graph, its status, and what of it is accepted."""
    for claim in over(corpus.claims, "making the graph", len(corpus.claims), "claims"):
        node, told = claim_node(claim.name), told_statements(claim)
        status, left_out = acceptance.status[claim.name], acceptance.left_out.get(claim.name)
        quads.add(told, node)
        quads.add([(node, f"{kg('status')} {kg(status)}")], iri(GRAPH_CLAIMS))
        if status == "accepted":
            quads.add(told_statements(claim, left_out) if left_out else told, iri(GRAPH_ACCEPTED))


def _counts(corpus: Corpus, acceptance: Acceptance) -> dict[str, int]:
    events = {claim.subject for claim in corpus.claims if kind_is(claim.kind, "Event")}
    return {
        "claims": len(corpus.claims),
        "accepted": Counter(acceptance.status.values())["accepted"],
        "entities": len(corpus.entities),
        "events": len(events),
        "articles": len(corpus.articles),
        "conflicts": len(corpus.conflicts) + len(_grouped(acceptance.clashes, corpus)),
    }


def _grouped(clashes: tuple[Clash, ...], corpus: Corpus) -> dict[tuple[str, str], list[Clash]]:
    """Gather clashes by what and which field they are about, without those that a curator wrote down."""
    written = [(c.record.text("about"), set(c.record.texts("sides"))) for c in corpus.conflicts]
    groups: dict[tuple[str, str], list[Clash]] = {}
    for clash in clashes:
        pair = {clash.one.name, clash.other.name}
        if not any(about == clash.subject and pair <= sides for about, sides in written):
            groups.setdefault((clash.subject, clash.field), []).append(clash)
    return groups


def _computed_conflicts(corpus: Corpus, acceptance: Acceptance) -> Iterator[Statement]:
    labels = {c.slug: c.record.text("label") or c.slug for c in corpus.codings}
    for (subject, field), group in _grouped(acceptance.clashes, corpus).items():
        node = iri(f"{CONFLICT}{subject}-{field}")
        kind = min((clash.kind for clash in group), key=("contradicts", "differs", "revises").index)
        label = f"Differing {field.replace('-', ' ')}: {labels.get(subject, subject.replace('-', ' '))}"
        yield node, f"{TYPE} {kg('Conflict')}"
        yield node, f"{kg('computed')} {_TRUE}"
        yield node, f"{kg('conflictKind')} {kg(kind)}"
        yield node, f"{kg('about')} {thing(subject)}"
        yield node, f"{kg('field')} {literal(field)}"
        yield node, f"{iri(LABEL)} {literal(label)}"
        for name in sorted({side.name for clash in group for side in (clash.one, clash.other)}):
            yield node, f"{kg('side')} {claim_node(name)}"
