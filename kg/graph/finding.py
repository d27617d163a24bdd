"""Things found by the names that people type: without accents and case, by other names, by ISO codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.curation.characters import shown
from kg.curation.names import folded, searchable
from kg.graph.claims import label_of
from kg.graph.dataset import Dataset
from kg.graph.terms import short
from kg.problems import KgError, suggestion, with_article
from kg.vocabulary import (
    ALT_LABEL,
    CONFLICT,
    GRAPH_ACCEPTED,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    ID,
    KG,
    LABEL,
    RDF_TYPE,
    SKOS,
)

COLUMNS: Final = ("id", "label", "kind", "matched")
_NAMES: Final = (LABEL, ALT_LABEL, SKOS + "notation")
_SHOWN: Final = 12
_CODE_LENGTH: Final = 3
_NOT_AT_ALL: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with its label, kind and the names it goes by; an entity has a file of its own, no claim tells it."""

    iri: str
    label: str
    kind: str
    names: tuple[str, ...]
    is_entity: bool = False

    @property
    def id(self) -> str:
        """Give the thing's slug."""
        return short(ox.NamedNode(self.iri))


def things(dataset: Dataset) -> Mapping[str, Found]:
    """Give every named thing of the dataset by IRI: entities, and whatever a claim tells."""
    names: dict[str, list[tuple[str, str]]] = {}
    ours = (GRAPH_ENTITIES, GRAPH_CODING, GRAPH_ACCEPTED)
    for graph in ours if dataset.has_claims else dataset.graph_names:
        for predicate in _NAMES:
            for quad in _quads(dataset, predicate, graph):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    language = quad.object.language or ""
                    names.setdefault(quad.subject.value, []).append((predicate + language, quad.object.value))
    kinds = _kinds(dataset)
    entities = {quad.subject for quad in _quads(dataset, RDF_TYPE, GRAPH_ENTITIES)}
    every = sorted({*names, *kinds})
    return {
        iri: _found(dataset, iri, sorted(names.get(iri, [])), kinds, ox.NamedNode(iri) in entities)
        for iri in every
    }


def search(dataset: Dataset, text: str) -> list[dict[str, str]]:
    """Find things of which a name holds the text, or all its words; rows of id, label, kind and that name.

    What is called so stands first, then what holds the text as it is; among these persons, states, places and
    whatever else has a file of its own before what claims tell; each by label.
    """
    wanted = searchable(text)
    if not wanted:
        raise KgError("search for a text with letters or digits")
    rows = []
    for found in things(dataset).values():
        far = [_distance(wanted, searchable(name)) for name in found.names]
        if (nearest := min(far)) < _NOT_AT_ALL:
            matched = found.names[far.index(nearest)]
            row = {"id": found.id, "label": found.label, "kind": found.kind, "matched": matched}
            rows.append(((nearest, not found.is_entity, found.label, found.id), row))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _distance(wanted: str, name: str) -> int:
    """Give 0 for the name itself, 1 for a part of it, 2 if all words stand in it, else 3."""
    if wanted == name:
        return 0
    if wanted in name:
        return 1
    return 2 if all(word in name for word in wanted.split(" ")) else _NOT_AT_ALL


def resolve(dataset: Dataset, name: str, kinds: tuple[str, ...] = ()) -> Found:
    """Find the one thing that the name means, of these kinds if any are named.

    A thing's id comes first (`id:MEX`, `article:001` and a whole address too), then a whole name, then a part
    of one. Of three letters or fewer, whole words come first, and in Latin letters nothing else fits, lest the code of
    a state that is not here fit another's name. Raises KgError if it fits none, or several: then it lists them.
    """
    fitting = candidates(dataset, name, kinds)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and not kinds and _is_iri(name) and is_held(dataset, ox.NamedNode(name)):
        return Found(name, name, "", (name,))
    if not fitting:
        raise _nothing(dataset, name, kinds)
    listed = ", ".join(f"{t.id} ({t.label})" for t in fitting[:_SHOWN])
    more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    raise KgError(f"“{shown(name, 80)}” may be any of: {listed}{more}; give the id")


def candidates(dataset: Dataset, name: str, kinds: tuple[str, ...] = ()) -> list[Found]:
    """Give the things that the name fits best, by the first of the ways of `resolve` that finds any."""
    every = [t for t in things(dataset).values() if not kinds or t.kind in kinds]
    wanted, slug = searchable(name), name.removeprefix("id:").removeprefix("article:")
    spelt = folded(name)
    is_short = 0 < len(wanted) <= _CODE_LENGTH
    # A surname may have two letters where names are written without spaces; codes are of Latin letters.
    may_be_part = bool(wanted) and not (is_short and wanted.isascii())
    ways: tuple[Callable[[Found], bool], ...] = (
        lambda t: slug == t.id or t.iri == name,
        lambda t: bool(spelt) and spelt in map(folded, t.names),
        lambda t: bool(wanted) and wanted in map(searchable, t.names),
        lambda t: is_short and any(wanted in searchable(each).split(" ") for each in t.names),
        lambda t: may_be_part and any(wanted in searchable(each) for each in t.names),
    )
    # A way is gone only where those before it found nothing: most names are ids.
    fitting = next((found for way in ways if (found := [t for t in every if way(t)])), [])
    # A name is rather that of a person, state or body, then of what has a file of its own, than of what is told of it.
    files = [t for t in fitting if t.is_entity] or fitting
    return [t for t in fitting if t.kind in _PREFERRED] or files


def _nothing(dataset: Dataset, name: str, kinds: tuple[str, ...]) -> KgError:
    """Say that nothing has the name, or of what other kind it is."""
    every, wanted = things(dataset).values(), searchable(name)
    other = next((t for t in every if kinds and wanted in map(searchable, t.names)), None)
    if other is not None:
        due = with_article(" or ".join(kinds))
        return KgError(f"“{shown(name, 80)}” is of the kind {other.kind} ({other.id}); here stands {due}")
    known = {each for t in every if not kinds or t.kind in kinds for each in t.names}
    return KgError(
        f"nothing is called “{shown(name, 80)}”{suggestion(name, known)}; kg search finds parts of names"
    )


def conflict_named(dataset: Dataset, name: str) -> ox.NamedNode | None:
    """Give the conflict of this id (`conflict:…` too); None if there is none, or if a thing has the id."""
    slug = name.removeprefix(CONFLICT).removeprefix("conflict:")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug) or (
        slug == name and is_held(dataset, ox.NamedNode(ID + slug))
    ):
        return None
    kind = (ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Conflict"), ox.NamedNode(GRAPH_CLAIMS))
    conflict = ox.NamedNode(CONFLICT + slug)
    return conflict if next(dataset.store.quads_for_pattern(conflict, *kind), None) else None


def _is_iri(name: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", name) is not None


def is_held(dataset: Dataset, term: ox.NamedNode | ox.Literal) -> bool:
    """Tell whether the thing of this IRI stands anywhere in the dataset; a literal is held to."""
    if isinstance(term, ox.Literal):
        return True
    patterns = ((term, None), (None, term))
    return any(next(dataset.store.quads_for_pattern(s, None, o, None), None) is not None for s, o in patterns)


_PREFERRED: Final = frozenset(
    ("Person", "State", "Organisation", "GovernmentBody", "InternationalOrganisation")
)


def _quads(dataset: Dataset, predicate: str, graph: str) -> Iterator[ox.Quad]:
    return dataset.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.NamedNode(graph))


def _kinds(dataset: Dataset) -> dict[str, str]:
    kinds: dict[str, str] = {}
    described = {
        q.subject: q.object
        for q in _quads(dataset, KG + "tellsKind", GRAPH_CLAIMS)
        if isinstance(q.object, ox.NamedNode)
    }
    for quad in _quads(dataset, KG + "tells", GRAPH_CLAIMS):
        if isinstance(quad.object, ox.NamedNode) and quad.subject in described:
            kinds[quad.object.value] = described[quad.subject].value.rpartition("#")[2]
    for graph in (GRAPH_ACCEPTED, GRAPH_ENTITIES) if dataset.has_claims else dataset.graph_names:
        for quad in _quads(dataset, RDF_TYPE, graph):
            if isinstance(quad.subject, ox.NamedNode) and not (
                dataset.has_claims and _is_nested(quad.subject)
            ):
                kinds[quad.subject.value] = short(quad.object)
    return kinds


def _is_nested(node: ox.NamedNode) -> bool:
    return "#" in node.value.rpartition("/")[2]


def _found(
    dataset: Dataset, iri: str, names: list[tuple[str, str]], kinds: Mapping[str, str], is_entity: bool
) -> Found:
    slug = short(ox.NamedNode(iri))
    labels = [name for predicate, name in names if predicate == LABEL]
    label = labels[0] if labels else label_of(dataset, ox.NamedNode(iri))
    spelt = dict.fromkeys((label, *(name for _, name in names), slug))
    return Found(iri, label, kinds.get(iri, ""), tuple(spelt), is_entity)
