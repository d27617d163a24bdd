"""The stance network: who takes which side on whom or what, and who stands with whom for it.

Statements, publications and positions, whoever reports them, as discourse network analysis has them (Leifeld
2017, The Oxford Handbook of Political Networks). They are a count of their own and never part of P or N.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final

from kg.problems import KgError, suggestion
from kg.ties.constants import shipped_constants
from kg.ties.method import CHOICES
from kg.ties.observation import ANNOUNCING
from kg.ties.observed import allegiance, day
from kg.ties.periods import Period, parse_period
from kg.ties.rows import Row, Rows, Viewed, asked, group

if TYPE_CHECKING:
    from kg.ties.measured import Network

PROJECTIONS: Final = ("agreement", "conflict", "subtract")
NORMALISATIONS: Final = ("no", "average", "jaccard", "cosine")
BY: Final = ("speaker", "state")
ABOUT: Final = ("target", "issue")
BASES: Final = ("told", "announced", "said")


@dataclass(frozen=True, slots=True)
class Stance:
    """One side taken, −1, 0 or 1, on a target, an issue or both, as one claim tells it.

    `state` is whom the speaker speaks for or belongs to, `target_state` whom the target belongs to. The basis
    is `told` where the article in its own voice, or the speaker's side itself, says that the side was taken,
    `announced` where it is planned, expected or conditional, else `said` by others.
    """

    speaker: str
    state: str | None
    target: str | None
    target_state: str | None
    issue: str | None
    stance: int
    kind: str
    event: str
    claim: str
    article: str
    publisher: str | None
    modality: str
    basis: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two speakers and how much they agree or conflict, over the concepts on which both take sides."""

    a: str
    b: str
    projection: str
    weight: float
    concepts: int
    common: str


def stances(
    dataset: Viewed, *, period: Period | str | None = None, articles: str = "all", basis: str = "told"
) -> tuple[Stance, ...]:
    """Give every side taken, by claim; on the basis `announced` those that are planned or expected.

    On `said` those of which only others tell. A stance belongs to the period that holds its latest possible day, or
    the last of its article's. KgError for an unknown choice.
    """
    _insist((articles, CHOICES["articles"]), (basis, BASES))
    chosen = parse_period(period) if isinstance(period, str) else period
    above = group(asked(dataset, "tie-belongings"), "agent")
    states = {row["state"] or "" for row in asked(dataset, "tie-states")}
    told = {row["claim"]: row for row in asked(dataset, "tie-standing")}
    found = (
        _stance(row, told[row["claim"]], above, states)
        for row in asked(dataset, "tie-stances")
        if row["claim"] in told and articles in ("all", told[row["claim"]]["genre"])
    )
    kept = {one for one in found if one.basis == basis and _within(one, chosen)}
    return tuple(sorted(kept, key=_order))


def _stance(row: Row, told: Row, above: Rows, states: Collection[str]) -> Stance:
    speaker = row["speaker"] or ""
    own = sorted(allegiance(row["for"] or speaker, above) & set(states))
    targets = sorted(allegiance(row["target"] or "", above) & set(states))
    voice = told["asserted_by"] == told["article"] or told["asserted_by"] == speaker
    voice = voice or bool(allegiance(told["asserted_by"] or "", above) & set(own))
    return Stance(
        speaker=speaker,
        state=own[0] if own else None,
        target=row["target"],
        target_state=targets[0] if targets else None,
        issue=row["issue"],
        stance=shipped_constants().stance[row["side"] or ""],
        kind=row["kind"] or "",
        event=row["event"] or "",
        claim=row["claim"] or "",
        article=told["article"] or "",
        publisher=told["publisher"],
        modality=told["modality"] or "",
        basis=_basis(told, voice),
        first=day(told["earliest"]) or (None if told["latest"] else day(told["published_from"])),
        last=day(told["latest"]) or day(told["published_to"]),
    )


def _basis(told: Row, voice: bool) -> str:
    if told["modality"] in ANNOUNCING:
        return "announced"
    taken = voice and told["modality"] == "happened" and told["status"] != "presupposed"
    return "told" if taken else "said"


def _within(stance: Stance, period: Period | None) -> bool:
    return period is None or (stance.last is not None and period.holds(stance.last))


def _order(stance: Stance) -> tuple[str, ...]:
    return (stance.claim, stance.speaker, stance.target or "", stance.issue or "", str(stance.stance))


def positions(
    found: Iterable[Stance], *, by: str = "speaker", about: str = "target"
) -> dict[str, dict[str, frozenset[int]]]:
    """Give for each speaker (or state) and each concept (target or issue) the sides taken on it."""
    sides: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in found:
        who = one.speaker if by == "speaker" else one.state
        concept = one.target if about == "target" else one.issue
        if who and concept and who != concept:
            sides[who][concept].add(one.stance)
    return {
        who: {concept: frozenset(taken) for concept, taken in sorted(sides[who].items())}
        for who in sorted(sides)
    }


def projected(
    found: Iterable[Stance],
    projection: str = "subtract",
    *,
    by: str = "speaker",
    about: str = "target",
    normalisation: str = "no",
) -> tuple[Alignment, ...]:
    """Give every two who take sides on a common concept, by name, with the weight of the projection.

    Over common concepts and the sides q, r taken on them: agreement Σ (1 − |q − r|/2), conflict Σ |q − r|/2,
    subtract their difference; each side counts once. Divided by the mean number of sides of both (`average`),
    by the number of different ones (`jaccard`) or by the root of the product (`cosine`), if asked. Leifeld,
    Gruber and Bossner (2019), Discourse Network Analyzer Manual. a for x and y, b for x and against y: 1
    agreement, 1 conflict, subtract 0.
    """
    _insist((projection, PROJECTIONS), (normalisation, NORMALISATIONS), (by, BY), (about, ABOUT))
    sides = positions(found, by=by, about=about)
    rows = (_aligned(a, b, sides[a], sides[b], projection, normalisation) for a, b in combinations(sides, 2))
    return tuple(row for row in rows if row.concepts and (row.weight or projection == "subtract"))


def _insist(*choices: tuple[str, tuple[str, ...]]) -> None:
    """Raise KgError for a word that is none of those it is chosen from."""
    for word, known in choices:
        if word not in known:
            raise KgError(f"no choice {word!r}; there are {', '.join(known)}{suggestion(word, known)}")


def _aligned(
    a: str,
    b: str,
    one: dict[str, frozenset[int]],
    other: dict[str, frozenset[int]],
    projection: str,
    normalisation: str,
) -> Alignment:
    common = sorted(one.keys() & other.keys())
    apart = [
        abs(q - r) / 2 for concept in common for q, r in product(sorted(one[concept]), sorted(other[concept]))
    ]
    agreement, conflict = fsum(1 - gap for gap in apart), fsum(apart)
    weight = {"agreement": agreement, "conflict": conflict, "subtract": agreement - conflict}[projection]
    size = _size(_pairs(one), _pairs(other), normalisation)
    return Alignment(a, b, projection, weight / size, len(common), ", ".join(common))


def _pairs(sides: dict[str, frozenset[int]]) -> frozenset[tuple[str, int]]:
    return frozenset((concept, side) for concept, taken in sides.items() for side in taken)


def _size(one: frozenset[tuple[str, int]], other: frozenset[tuple[str, int]], normalisation: str) -> float:
    sizes = {
        "no": 1.0,
        "average": (len(one) + len(other)) / 2,
        "jaccard": float(len(one | other)),
        "cosine": sqrt(len(one) * len(other)),
    }
    return sizes[normalisation]


def alignment_network(found: Iterable[Alignment]) -> Network:
    """Give the projection as a network: `strength` the weight (negative where conflict prevails), and `sign`."""
    import networkx

    rows = tuple(found)
    graph: Network = networkx.Graph()
    graph.add_nodes_from(
        (node, {"label": node}) for node in sorted({side for row in rows for side in (row.a, row.b)})
    )
    for row in rows:
        if row.weight:
            graph.add_edge(row.a, row.b, strength=row.weight, sign=1 if row.weight > 0 else -1)
    return graph
