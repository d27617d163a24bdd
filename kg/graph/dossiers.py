"""Everything held about one thing or one claim: what it is, and the claims about it, by what they are worth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

import pyoxigraph as ox

from kg.graph import plain_text
from kg.graph.claims import ClaimRow, claim_row, claims_about, ordered
from kg.graph.dataset import Dataset
from kg.graph.finding import Found, conflict_named, resolve
from kg.graph.plain_text import marked_down
from kg.graph.terms import short
from kg.vocabulary import (
    ALT_LABEL,
    CLAIM,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    KG,
    LABEL,
    RDF_TYPE,
    SKOS,
)

_CLAIM_NAME: Final = re.compile(rf"(?:claim:|{re.escape(CLAIM)})?[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
# What of each graph points to a thing, and what it is called then; of an entity file it is everything. Much of what is
# told of a head of government is told of the government; the sides of an event are among its claims.
_POINTING: Final = {
    GRAPH_ENTITIES: {"headedBy": "heads"},
    GRAPH_CODING: {"partOf": "part"},
    GRAPH_CLAIMS: {"about": "conflict"},
}
SECTIONS: Final = {
    "accepted": "Reported as having happened, or being the case",
    "anticipated": "Planned, expected or conditional",
    "attributed": "Said by somebody, not by the article itself",
    "opinion": "Judgements and hearsay of the article",
    "presupposed": "Only presupposed by the article",
    "contested": "Contested between sources",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing, what the entity file and the coding say of it, and its claims by status."""

    found: Found
    described: tuple[tuple[str, str], ...]
    claims: tuple[ClaimRow, ...]

    def section(self, status: str) -> tuple[ClaimRow, ...]:
        """Give the claims of that status, by date."""
        return tuple(row for row in self.claims if row.status == status)


def show(dataset: Dataset, name: str) -> Shown:
    """Gather what is held about the thing of that name; raises KgError if none or several fit.

    A claim is named by its article and slug, `001/ebrard-talks`: then every field of it is given. A conflict is
    named by its id: then its sides are.
    """
    claim = _claim_named(dataset, name)
    if claim is not None:
        row = claim_row(dataset, claim)
        found = Found(claim.value, row.paraphrase or row.claim, "Claim", (row.claim,))
        return Shown(found, tuple(sorted(_claim_described(dataset, claim))), (row,))
    conflict = conflict_named(dataset, name)
    if conflict is not None:
        return _conflict(dataset, conflict)
    found = resolve(dataset, name)
    node = ox.NamedNode(found.iri)
    described = _described if dataset.has_claims else _described_elsewhere
    return Shown(found, tuple(described(dataset, node)), claims_about(dataset, node))


def _conflict(dataset: Dataset, conflict: ox.NamedNode) -> Shown:
    label, sides, described = short(conflict), [], []
    for quad in dataset.store.quads_for_pattern(conflict, None, None, ox.NamedNode(GRAPH_CLAIMS)):
        if quad.predicate.value == LABEL:
            label = short(quad.object)
        elif quad.predicate.value == KG + "side" and isinstance(quad.object, ox.NamedNode):
            sides.append(claim_row(dataset, quad.object))
        elif quad.predicate.value != RDF_TYPE:
            described.append((short(quad.predicate), short(quad.object)))
    found = Found(conflict.value, label, "Conflict", (label,))
    return Shown(found, tuple(sorted(described)), ordered(sides))


def write_shown(shown: Shown, form: str) -> str:
    """Write it as a table to read, as Markdown or as JSON."""
    if form == "json":
        return json.dumps(_plain(shown), ensure_ascii=False, indent=2) + "\n"
    lines = _markdown(shown) if form == "markdown" else _lines(shown)
    return "".join(f"{plain_text.shown(line)}\n" for line in lines)


def _claim_named(dataset: Dataset, name: str) -> ox.NamedNode | None:
    if not _CLAIM_NAME.fullmatch(name.replace("\\", "")):
        return None
    claim = ox.NamedNode(CLAIM + name.replace("\\", "").removeprefix(CLAIM).removeprefix("claim:"))
    graph = ox.NamedNode(GRAPH_CLAIMS)
    held = next(dataset.store.quads_for_pattern(claim, None, None, graph), None)
    return claim if held else None


def _claim_described(dataset: Dataset, claim: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """Give the fields of the claim itself, what it tells field by field, and the conflicts it is a side of."""
    graph = ox.NamedNode(GRAPH_CLAIMS)
    for quad in dataset.store.quads_for_pattern(claim, None, None, graph):
        if quad.predicate.value not in (RDF_TYPE, KG + "paraphrase"):
            yield short(quad.predicate), short(quad.object)
    for quad in dataset.store.quads_for_pattern(None, None, None, claim):
        yield f"{short(quad.subject)} {short(quad.predicate)}", short(quad.object)
    for quad in dataset.store.quads_for_pattern(None, ox.NamedNode(KG + "side"), claim, graph):
        yield "conflict", short(quad.subject)


def _described(dataset: Dataset, node: ox.NamedNode) -> Iterator[tuple[str, str]]:
    passed = {RDF_TYPE, LABEL, ALT_LABEL, SKOS + "notation"}
    rows = set()
    for graph in (GRAPH_ENTITIES, GRAPH_CODING):
        for quad in dataset.store.quads_for_pattern(node, None, None, ox.NamedNode(graph)):
            if quad.predicate.value not in passed:
                rows.add((short(quad.predicate), short(quad.object)))
            if isinstance(quad.object, ox.Literal) and quad.predicate.value == SKOS + "notation":
                rows.add((short(quad.object.datatype), quad.object.value))
    yield from sorted(rows)
    yield from sorted(set(_pointing(dataset, node)))


def _pointing(dataset: Dataset, node: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """Give what points to the thing: the bodies and places of a state, an event's parts, the conflicts about it."""
    for graph, known in _POINTING.items():
        for quad in dataset.store.quads_for_pattern(None, None, node, ox.NamedNode(graph)):
            name = short(quad.predicate)
            if graph == GRAPH_ENTITIES or name in known:
                yield known.get(name, f"is {name} of"), short(quad.subject)


def _described_elsewhere(dataset: Dataset, node: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """Give what a graph without claims says of the node, and of others with the node as the value."""
    passed = {RDF_TYPE, LABEL, ALT_LABEL}
    out = dataset.store.quads_for_pattern(node, None, None, None)
    into = dataset.store.quads_for_pattern(None, None, node, None)
    yield from sorted({(short(q.predicate), short(q.object)) for q in out if q.predicate.value not in passed})
    yield from sorted({(f"is {short(q.predicate)} of", short(q.subject)) for q in into})


def _plain(shown: Shown) -> dict[str, object]:
    found = shown.found
    head: dict[str, object] = {"id": found.id, "label": found.label, "kind": found.kind}
    head["names"] = list(found.names)
    head["described"] = [{"property": name, "value": value} for name, value in shown.described]
    return head | {status: [asdict(row) for row in shown.section(status)] for status in SECTIONS}


def _heading(shown: Shown) -> Iterator[str]:
    found = shown.found
    yield f"{found.label} ({', '.join(filter(None, (found.kind, found.id)))})"
    others = [name for name in found.names if name not in (found.label, found.id)]
    if others:
        yield f"also: {', '.join(others)}"
    values: dict[str, list[str]] = {}
    for name, value in shown.described:
        values.setdefault(name, []).append(value)
    for name, several in values.items():
        yield f"{name}: {', '.join(several)}"


def _lines(shown: Shown) -> Iterator[str]:
    yield from _heading(shown)
    for status, title in SECTIONS.items():
        rows = shown.section(status)
        if rows:
            yield ""
            yield f"{title} ({len(rows)})"
            for row in rows:
                yield f"  {row.when:<26}  {row.paraphrase}"
                yield f"  {'':<26}  {_source(row)}"


def _markdown(shown: Shown) -> Iterator[str]:
    head, *rest = _heading(shown)
    yield f"# {marked_down(head)}"
    yield ""
    yield from (f"- {marked_down(line)}" for line in rest)
    for status, title in SECTIONS.items():
        rows = shown.section(status)
        if rows:
            yield from ("", f"## {title} ({len(rows)})", "")
            for row in rows:
                yield f"- **{row.when}** {marked_down(row.paraphrase)} ({marked_down(_source(row))})"


def _source(row: ClaimRow) -> str:
    who = "" if row.asserted_by == "article" else f", says {row.asserted_by}"
    qualified = f", “{row.qualified}”" if row.qualified else ""
    publisher = f" ({row.publisher})" if row.publisher else ""
    return f"{row.modality}{who}{qualified}; {row.article}{publisher} {', '.join(row.sentences)}; {row.claim}"
