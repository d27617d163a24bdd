"""Agreements, negotiations and measures between parties, each act a dated event, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from kg.graph.claims import ClaimRow, claim_row, claims_about, label_of
from kg.graph.dataset import Dataset
from kg.graph.finding import Found, resolve
from kg.graph.sides import objects, sides, subject
from kg.graph.terms import short
from kg.problems import KgError
from kg.vocabulary import ARTICLE, CLAIM, GRAPH_CLAIMS, GRAPH_ENTITIES, KG, RDF_TYPE

COLUMNS: Final = (
    "agreement",
    "label",
    "kind",
    "parties",
    "act",
    "date",
    "state",
    "modality",
    "status",
    "asserted_by",
    "claim",
    "sentences",
    "paraphrase",
)
_KINDS: Final = ("AgreementAct", "PolicyAct", "Agreement", "Policy")
# Where it stands after an act. The order counts where two acts have the same latest day: what stands further
# down comes later in the life of an agreement.
_STANDS: Final = {
    "proposed": "proposed",
    "requested": "requested",
    "invited": "proposed",
    "threatened": "threatened",
    "pursued": "under negotiation",
    "discussed": "under discussion",
    "negotiated": "under negotiation",
    "renegotiated": "under negotiation",
    "progressed": "under negotiation",
    "announced": "announced",
    "agreed": "agreed",
    "signed": "signed",
    "adopted": "in force",
    "imposed": "in force",
    "raised": "in force",
    "granted": "in force",
    "ratified": "in force",
    "joined": "in force",
    "implemented": "in force",
    "defended": "in force",
    "stepped-up": "in force",
    "extended": "in force",
    "reviewed": "in force",
    "breached": "said to be breached",
    "paused": "paused",
    "suspended": "suspended",
    "avoided": "averted",
    "rolled-back": "rolled back",
    "rejected": "rejected",
    "cancelled": "ended",
    "withdrawn": "ended",
}
_STAGES: Final = tuple(_STANDS)
_ANTICIPATED: Final = ("planned", "expected", "conditional")
# To defend a measure changes nothing of where it stands: that it will be defended does not make it a mere plan.
_UNMOVING: Final = frozenset({"defended"})


def agreements(dataset: Dataset, parties: Sequence[str] = (), day: str | None = None) -> list[dict[str, str]]:
    """Give the acts on agreements and measures that the parties share, each with its source.

    A state shares what its governments, their heads and its bodies do or suffer; the name of an agreement or
    measure stands for itself. `state` is where the agreement or measure stands after the latest accepted act (up to
    the day, if one is given); `only planned` where it is only anticipated, `only claimed` where somebody alone says
    so. An act counts from its latest possible day; what is anticipated or has no date from its article's.
    Raises KgError for an unknown party or a day that is none.
    """
    wanted = [resolve(dataset, name) for name in parties]
    limit = _day(day)
    acts = [act for act in acts_on(dataset, wanted) if limit is None or act.since <= limit]
    states = _states(acts)
    return [{**act.row, "state": states[act.row["agreement"]]} for act in sorted(acts, key=Act.order)]


@dataclass(frozen=True, slots=True)
class Act:
    """A row, the day from which it counts and the last day on which the act can lie (ISO; empty if open)."""

    row: dict[str, str]
    since: str
    latest: str

    def order(self) -> tuple[str, str, int, str]:
        """Give what acts are sorted by: the agreement, then the day, then the stage of an agreement's life."""
        stage = _STAGES.index(self.row["act"]) if self.row["act"] in _STAGES else -1
        return self.row["agreement"], self.latest or self.since, stage, self.row["claim"]


def _act(dataset: Dataset, row: ClaimRow, cells: dict[str, str]) -> Act:
    published = ox.NamedNode(ARTICLE + row.article), ox.NamedNode(KG + "earliest"), None
    days = dataset.store.quads_for_pattern(*published, ox.NamedNode(GRAPH_ENTITIES))
    article = next((q.object.value for q in days if isinstance(q.object, ox.Literal)), "")
    own = "" if row.modality in _ANTICIPATED else row.latest or row.earliest
    return Act(cells, own or article, row.latest)


def _day(day: str | None) -> str | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise KgError(f"“{day}” is not a day such as 2019-07-31") from error


def acts_on(dataset: Dataset, wanted: Sequence[Found] = ()) -> list[Act]:
    """Give every act on an agreement or measure that all these parties share, and every mention of one."""
    tellers = _tellers(dataset)
    held_by = sides(dataset, tellers)
    acts: list[Act] = []
    for quad in tellers:
        row = claim_row(dataset, quad)
        thing = subject(dataset, quad)
        held = held_by[thing]
        if all(party.iri in held or party.iri == thing for party in wanted):
            acts.append(_act(dataset, row, _row(dataset, quad, row, thing, held)))
    return [*acts, *_mentions(dataset, wanted, held_by)]


def _mentions(dataset: Dataset, wanted: Sequence[Found], told: Collection[str]) -> Iterator[Act]:
    """Give for an agreement that no claim tells the claims that name it, between the parties of its file."""
    of_kind = (ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Agreement"), ox.NamedNode(GRAPH_ENTITIES))
    for node in (quad.subject for quad in dataset.store.quads_for_pattern(None, *of_kind)):
        if not isinstance(node, ox.NamedNode) or node.value in told:
            continue
        held = {party.value for party in objects(dataset, "party", of_kind[-1], node)}
        if all(party.iri in held or party.iri == node.value for party in wanted):
            for row in claims_about(dataset, node):
                cells = _row(dataset, ox.NamedNode(CLAIM + row.claim), row, node.value, held)
                yield _act(dataset, row, cells | {"kind": "agreement", "act": "mentioned"})


def _tellers(dataset: Dataset) -> list[ox.NamedNode]:
    graph = ox.NamedNode(GRAPH_CLAIMS)
    found = (
        quad.subject
        for kind in _KINDS
        for quad in dataset.store.quads_for_pattern(
            None, ox.NamedNode(KG + "tellsKind"), ox.NamedNode(KG + kind), graph
        )
    )
    named = (node for node in found if isinstance(node, ox.NamedNode))
    return [claim for claim in named if objects(dataset, "tells", graph, claim)]


def _row(dataset: Dataset, claim: ox.NamedNode, row: ClaimRow, thing: str, held: set[str]) -> dict[str, str]:
    acts = objects(dataset, "act", claim)
    kind = "agreement" if row.kind.startswith("Agreement") else "measure"
    return {
        "agreement": short(ox.NamedNode(thing)),
        "label": label_of(dataset, ox.NamedNode(thing)),
        "kind": kind,
        "parties": ", ".join(_parties(dataset, held, kind)),
        "act": short(acts[0]) if acts else "described",
        "date": row.date,
        "modality": row.modality,
        "status": row.status,
        "asserted_by": row.asserted_by,
        "claim": row.claim,
        "sentences": ", ".join(row.sentences),
        "paraphrase": row.paraphrase,
    }


def _parties(dataset: Dataset, held: set[str], kind: str) -> list[str]:
    """Give whom an agreement binds (not who negotiates or signs it), or whose and against whom a measure is."""
    person = (ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Person"), ox.NamedNode(GRAPH_ENTITIES))
    nodes = [ox.NamedNode(iri) for iri in held]
    bound = [node for node in nodes if kind != "agreement" or ox.Quad(node, *person) not in dataset.store]
    return sorted(short(node) for node in bound)


def _states(acts: Sequence[Act]) -> dict[str, str]:
    return {name: state_after([act.row for act in own]) for name, own in by_agreement(acts).items()}


def by_agreement(acts: Iterable[Act]) -> dict[str, list[Act]]:
    """Give the acts on each agreement or measure, in the order of their days; agreements by name."""
    own: dict[str, list[Act]] = {}
    for act in sorted(acts, key=Act.order):
        own.setdefault(act.row["agreement"], []).append(act)
    return own


def state_after(rows: Sequence[dict[str, str]]) -> str:
    """Say where it stands: after the latest accepted act, else what is planned, else what is only claimed."""
    accepted = [row["act"] for row in rows if row["status"] == "accepted" and row["act"] in _STANDS]
    if accepted:
        return _STANDS[accepted[-1]]
    moves = [row for row in rows if row["act"] in _STANDS and row["act"] not in _UNMOVING]
    planned = [row["act"] for row in moves if row["modality"] in _ANTICIPATED]
    if planned:
        return f"only planned ({', '.join(dict.fromkeys(planned))})"
    denied = [row["act"] for row in moves if row["modality"] == "denied"]
    if denied:
        return f"denied ({denied[-1]})"
    return f"only claimed ({moves[-1]['act']})" if moves else _described(rows)


def _described(rows: Sequence[dict[str, str]]) -> str:
    """Say where that stands on which no act is told: described as being so, as planned, or only mentioned."""
    own = [row for row in rows if row["act"] == "described"]
    if any(row["status"] == "accepted" for row in own):
        return "described"
    ahead = own and all(row["modality"] in ("planned", "expected") for row in own)
    return "only planned" if ahead else "only mentioned"
