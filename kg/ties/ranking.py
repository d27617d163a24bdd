"""Rankings of parties by a measure, with the US and without, and how far a single article carries them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Protocol

from kg.ties import large
from kg.ties.leaving_out import texts_of
from kg.ties.measured import Measured
from kg.ties.measures import measure
from kg.ties.method import Method, method, readable
from kg.ties.network import network
from kg.ties.observation import Observation
from kg.ties.periods import Period
from kg.ties.scales import Scale
from kg.ties.tie import measured, ties_left

if TYPE_CHECKING:
    from kg.ties.measured import Network

USA: Final = "USA"


@dataclass(frozen=True, slots=True)
class Rank:
    """One party's place: 1 is the highest value; equal values have one rank, and stand by name.

    `low_rank` and `high_rank` bound the rank over leaving out one article with its copies, None where the
    period rests on one article. `…_without_usa` are those of the network without the United States, None
    for the United States. A party without a value has no rank.
    """

    rank: int | None
    id: str
    label: str
    value: float | None
    low_rank: int | None
    high_rank: int | None
    rank_without_usa: int | None
    value_without_usa: float | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranks by one measure, highest first, and what the reader must know about them."""

    by: str
    ranks: tuple[Rank, ...]
    notes: tuple[str, ...] = ()


class Build(Protocol):
    """Makes a network of events by a method; the nodes of `whole` stand in it with or without ties."""

    def __call__(
        self,
        observations: Iterable[Observation],
        chosen: Method,
        *,
        without: Collection[str] = (),
        whole: Network | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Network:
        """Give the network."""


def tie_network(
    observations: Iterable[Observation],
    chosen: Method,
    *,
    without: Collection[str] = (),
    whole: Network | None = None,
    labels: Mapping[str, str] | None = None,
) -> Network:
    """Give the network of the ties that these events make."""
    ties = measured(observations, chosen, without=without, ranges=False)
    return network(ties, nodes=whole or (), labels=labels)


def rank(
    observations: Iterable[Observation],
    *,
    by: str = "strength",
    raw: bool = False,
    labels: Mapping[str, str] | None = None,
    period: Period | str | None = None,
    basis: str = "told",
    articles: str = "all",
    parts: str = "strongest",
    layer: str = "all",
    half_life: float | None = None,
    scale: Scale | str = "plover",
    without: Collection[str] = (),
    apart: Collection[str] = (USA,),
    build: Build = tie_network,
) -> Ranking:
    """Rank all parties of the ties by a measure; `without` takes parties out before ranking."""
    chosen = method(
        basis=basis,
        period=period,
        articles=articles,
        parts=parts,
        layer=layer,
        half_life=half_life,
        scale=scale,
    )
    return ranked(
        observations, chosen, by=by, raw=raw, labels=labels, without=without, apart=apart, build=build
    )


def ranked(
    observations: Iterable[Observation],
    chosen: Method,
    *,
    by: str = "strength",
    raw: bool = False,
    labels: Mapping[str, str] | None = None,
    without: Collection[str] = (),
    apart: Collection[str] = (USA,),
    build: Build = tie_network,
) -> Ranking:
    """Rank the parties by a method already chosen; see `rank`.

    `build` makes the network of the events; `apart` are those left out for the ranks without the US.
    """
    found = rankings(
        observations, chosen, (by,), raw=raw, labels=labels, without=without, apart=apart, build=build
    )
    return found[by]


def rankings(
    observations: Iterable[Observation],
    chosen: Method,
    measures: Iterable[str],
    *,
    raw: bool = False,
    labels: Mapping[str, str] | None = None,
    without: Collection[str] = (),
    apart: Collection[str] = (USA,),
    build: Build = tie_network,
) -> dict[str, Ranking]:
    """Rank the parties by each of several measures; a network is made once for all of them."""
    events = readable(observations, chosen)
    whole = build(events, chosen, without=without, labels=labels)
    others: dict[str, list[Mapping[str, int]]] = {by: [] for by in measures}
    for left in _without_each(events, chosen, build, without, whole, labels):
        for by, ranks in others.items():
            ranks.append(order(left, measure(left, by, raw=raw)))
    return {by: ranking(whole, by, raw=raw, others=ranks, apart=apart) for by, ranks in others.items()}


def _without_each(
    events: Sequence[Observation],
    chosen: Method,
    build: Build,
    without: Collection[str],
    whole: Network,
    labels: Mapping[str, str] | None,
) -> Iterator[Network]:
    """Give the network without each of the articles, with its copies; nothing where all rests on one."""
    texts = texts_of(events, chosen)
    if len(texts) < 2:
        return
    if build is tie_network:
        for ties in ties_left(events, chosen, texts, without):
            yield network(ties, nodes=whole, labels=labels)
    else:
        for text in texts:
            rest = [event.without_articles(text) for event in events]
            yield build(rest, chosen, without=without, whole=whole, labels=labels)


def ranking(
    graph: Network,
    by: str,
    *,
    raw: bool = False,
    others: Sequence[Mapping[str, int]] = (),
    apart: Collection[str] = (USA,),
) -> Ranking:
    """Rank the nodes of any network; `others` are the ranks in networks that lack one article."""
    result = measure(graph, by, raw=raw)
    ranks = order(graph, result)
    has_usa = any(node in graph for node in apart)
    alone = graph.subgraph([node for node in graph if node not in set(apart)]) if has_usa else graph
    without = measure(_in_order(alone), by, raw=raw) if has_usa else result
    ranks_without = order(alone, without)
    rows = tuple(
        Rank(
            rank=ranks.get(node),
            id=node,
            label=label_of(graph, node),
            value=rounded(result.values[node]),
            low_rank=min((other[node] for other in others if node in other), default=None),
            high_rank=max((other[node] for other in others if node in other), default=None),
            rank_without_usa=ranks_without.get(node),
            value_without_usa=rounded(without.values.get(node)),
        )
        for node in [*ranks, *sorted(set(graph) - set(ranks), key=lambda node: _by_name(graph, node))]
    )
    slow = large.word(graph, by)
    return Ranking(by, rows, (*((slow,) if slow else ()), *_notes(result, without, has_usa)))


def rank_columns(usa: bool) -> tuple[str, ...]:
    """Give the columns of a table of ranks: without the United States only where there is one to leave out."""
    names = (field.name for field in fields(Rank))
    return tuple(name for name in names if usa or not name.endswith("_without_usa"))


def order(graph: Network, result: Measured) -> dict[str, int]:
    """Give each node with a value its rank, 1 the highest; equal values have the same (1, 2, 2, 4), by name."""
    known = {node: round(value, 12) for node, value in result.values.items() if value is not None}
    places = sorted(known, key=lambda node: (-known[node], _by_name(graph, node)))
    first: dict[float, int] = {}
    return {node: first.setdefault(known[node], place) for place, node in enumerate(places, 1)}


def rounded(value: float | None) -> float | None:
    """Give the value to twelve decimals, below which the order of adding up shows."""
    return None if value is None else round(value, 12) + 0.0


def label_of(graph: Network, node: str) -> str:
    """Give the name a node is shown and ordered by."""
    return str(graph.nodes[node].get("label", node))


def _by_name(graph: Network, node: str) -> tuple[str, str]:
    return label_of(graph, node).casefold(), node


def _in_order(graph: Network) -> Network:
    """Give a copy whose nodes and edges stand in order of name: a subgraph's order is its parent's sets'."""
    ordered = graph.__class__()
    ordered.add_nodes_from((node, graph.nodes[node]) for node in sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: sorted(edge[:2])))
    return ordered


def _notes(result: Measured, without: Measured, has_usa: bool) -> tuple[str, ...]:
    notes = [result.note] if result.note else []
    if has_usa and without.note:
        notes.append(f"without {USA}: {without.note}")
    return tuple(notes)
