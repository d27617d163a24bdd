"""What stands on a thing's page beside its claims, as rows: posts, ties, acts on agreements, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.pages.site.bonds import Bond, Bonds
from kg.pages.site.cards import claim_link, when
from kg.pages.site.content import Piece, Pieces, date_words, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.templating import number
from kg.vocabulary import CLAIM, CONFLICT, GRAPH_ENTITIES, ID, KG

Act = Mapping[str, str]
Row = tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Ties, acts on agreements by agreement and by party, disagreements by claim (name and label), dossiers."""

    bonds: Bonds
    acts: Mapping[str, tuple[Act, ...]]
    acts_of: Mapping[str, tuple[Act, ...]]
    disputes: Mapping[str, tuple[tuple[str, str], ...]]
    dossiers: frozenset[str]


def read_sides(held: Holdings, bonds: Bonds, dossiers: Iterable[str]) -> Sides:
    """Read what is laid beside each thing's own claims."""
    from kg.graph.agreements import agreements

    acts: dict[str, list[Act]] = defaultdict(list)
    acts_of: dict[str, list[Act]] = defaultdict(list)
    for act in agreements(held.material.dataset):
        acts[act["agreement"]].append(act)
        for party in act["parties"].split(", "):
            acts_of[party].append(act)
    disputes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in held.material.view("page-conflicts"):
        name = (row["conflict"] or "").removeprefix(CONFLICT)
        disputes[row["claim"] or ""].append((name, row["label"] or name))
    return Sides(
        bonds,
        {name: tuple(each) for name, each in acts.items()},
        {name: tuple(each) for name, each in acts_of.items()},
        {name: tuple(each) for name, each in disputes.items()},
        frozenset(dossiers),
    )


def posts(held: Holdings, frame: Frame, claims: Iterable[str], iri: str) -> tuple[Row, ...]:
    """Give the tenures of a person, post or state that the claims tell, by date."""
    rows: list[tuple[str, Row]] = []
    for name in claims:
        row = held.claims[name]
        if row.kind == "Tenure":
            who, post = (held.value(ID + row.subject, each, CLAIM + name) for each in ("who", "post"))
            state = held.value(post, "postIn", GRAPH_ENTITIES) if post else ""
            if iri in (who, post, state):
                rows.append(
                    (row.earliest or row.observed or row.latest or "9999", _tenure(held, frame, name))
                )
    return tuple(cells for _, cells in sorted(rows, key=lambda each: each[0]))


def _tenure(held: Holdings, frame: Frame, name: str) -> Row:
    row = held.claims[name]
    who, post = (held.value(ID + row.subject, each, CLAIM + name) for each in ("who", "post"))
    return (
        _thing(held, frame, who),
        _thing(held, frame, post),
        (Piece(when(row, frame.texts)),),
        (term(held, KG + row.status, frame.texts.language),),
        (claim_link(held, name),),
    )


def _thing(held: Holdings, frame: Frame, iri: str) -> Pieces:
    return (thing(held, iri, frame.texts.language),) if iri else ()


def bond_row(held: Holdings, sides: Sides, frame: Frame, bond: Bond, parties: Sequence[str]) -> Row:
    """Give a tie: between whom, basis, sign, P, N, strength, polarity, what it rests on, its dossier.

    The basis, and what it rests on, lead to where the tie is taken apart.
    """
    texts, tie = frame.texts, bond.tie
    explained = bond.href
    names: list[Piece] = []
    for party in parties:
        names += [*([Piece(" – ")] if names else []), thing(held, ID + party, texts.language)]
    rests = f"{texts.count('event', tie.events)}, {texts.count('claim', tie.claims)}"
    dossier = f"{tie.a}-{tie.b}"
    return (
        tuple(names),
        (Piece(texts(f"basis.{tie.basis}"), explained),),
        (Piece(texts.known("sign", tie.sign)),),
        *((Piece(number(value, 3)),) for value in (tie.p, tie.n, tie.strength)),
        (Piece(number(tie.polarity, 2, True)),),
        (Piece(rests, explained),),
        (Piece(texts("ties.dossier"), f"dossier/{dossier}.html"),) if dossier in sides.dossiers else (),
    )


def act_row(held: Holdings, frame: Frame, act: Act) -> Row:
    """Give an act on an agreement or measure: which, when, how surely, how it counts, by which claim."""
    claim, language = act["claim"].removeprefix("claim:"), frame.texts.language
    row = held.claims.get(claim)
    return (
        (act_piece(held, frame, act["act"]),) if act["act"] else (),
        (Piece(date_words(act["date"], frame.texts)),),
        (term(held, KG + act["modality"], language),),
        (term(held, KG + row.status, language),) if row else (),
        (claim_link(held, claim),),
    )


def agreed_row(held: Holdings, frame: Frame, act: Act) -> Row:
    """Give an act with what it is on, and where that stands."""
    stands = (Piece(standing(held, act["state"], frame)),)
    return (_thing(held, frame, ID + act["agreement"]), stands, *act_row(held, frame, act))


def act_piece(held: Holdings, frame: Frame, act: str) -> Piece:
    """Give the word for an act; a claim that only describes has none in the ontology."""
    known = term(held, KG + act, frame.texts.language)
    return known if known.href else Piece(frame.texts.known("stands", act))


def standing(held: Holdings, state: str, frame: Frame) -> str:
    """Give where an agreement stands in words: `in force`, `only planned (extended)`."""
    plain, _, inside = state.partition(" (")
    acts = [act_piece(held, frame, act).text for act in inside.removesuffix(")").split(", ") if act]
    return frame.texts.known("stands", plain) + (f" ({', '.join(acts)})" if acts else "")


def disputes(sides: Sides, claims: Iterable[str]) -> list[Piece]:
    """Give the disagreements in which one of the claims is a side."""
    found = dict.fromkeys(each for claim in claims for each in sides.disputes.get(claim, ()))
    return [Piece(label, f"disagreements.html#{name}") for name, label in sorted(found)]
