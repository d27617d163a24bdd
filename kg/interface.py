"""The Python interface: the same as the command line, with typed values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.curation.corpus import Corpus
from kg.graph.answer import Answer, Term
from kg.graph.claims import ClaimRow, every_claim
from kg.graph.dataset import Dataset, open_dataset
from kg.graph.dossiers import Shown
from kg.problems import Problem

if TYPE_CHECKING:
    import networkx

    from kg.ties.balance import Balance
    from kg.ties.comparison import Change
    from kg.ties.explanation import Explanation
    from kg.ties.ranking import Ranking
    from kg.ties.stances import Stance
    from kg.ties.tie import Tie


def open(
    graph: str | Path | None = None,
    *,
    facts: str | Path | Sequence[str | Path] = (),
    with_corpus: bool = False,
    with_record: str | Path | None = None,
) -> Dataset:
    """Open the shipped facts, a snapshot folder or RDF file (`graph`), or facts files and folders (`facts`).

    `with_corpus` adds the shipped facts to `facts`, `with_record` an official record that `kg import` wrote. Raises
    KgError; ProblemsFound, with all of them, for facts that do not hold.
    """
    record = () if with_record is None else (Path(with_record),)
    return open_dataset(
        Path(graph) if graph is not None else None, _paths(facts), with_corpus=with_corpus, record=record
    )


def _paths(given: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    """Give the paths; one alone need not stand in a list."""
    return tuple(map(Path, (given,) if isinstance(given, str | Path) else given))


def query(
    graph: Dataset, text: str, *, dataset: str = "accepted", bindings: Mapping[str, Term] | None = None
) -> Answer:
    """Answer a SPARQL query over the dataset `accepted`, `claims` or `all`; see Dataset.query."""
    return graph.query(text, dataset=dataset, bindings=bindings)


def ask(graph: Dataset, name: str, **parameters: str) -> Answer:
    """Answer a prepared question; `kg ask` lists them with their parameters, which are texts.

    Things may be given by any of their names. Raises KgError for an unknown question, parameter or name.
    """
    return graph.ask(name, parameters)


def show(graph: Dataset, name: str) -> Shown:
    """Gather everything held about the thing of that name, or a claim; raises KgError if none or several fit."""
    from kg.graph.dossiers import show

    return show(graph, name)


def facts(graph: Dataset) -> tuple[ClaimRow, ...]:
    """Give every claim, described, by name."""
    return every_claim(graph)


def check(paths: str | Path | Sequence[str | Path] = ()) -> tuple[Corpus, list[Problem]]:
    """Read facts files or folders (the shipped ones if none is named) and give them with every problem in them.

    Problems stand in order of place. Raises KgError for what is not there. `kg check` besides runs SHACL.
    """
    from kg.curation.loading import check

    return check(_paths(paths))


def ties_of(graph: Dataset, *, without: Collection[str] = (), **chosen: Any) -> tuple[Tie, ...]:
    """Measure the ties between states; choices as in `kg.ties.tie.ties` (period, basis, articles …).

    States may be given by any of their names. Raises KgError for a name that is none. It is not called `ties`,
    because `kg.ties` is the package that it calls.
    """
    from kg.ties.observed import observations
    from kg.ties.tie import ties

    return ties(observations(graph), without=_states(graph, without), **chosen)


def _states(graph: Dataset, names: Collection[str]) -> tuple[str, ...]:
    from kg.graph.finding import resolve

    return tuple(resolve(graph, name, ("State",)).id for name in names)


def explain(graph: Dataset, a: str, b: str, **chosen: Any) -> Explanation:
    """Take the tie of two states (by any of their names) apart, into each event's contribution.

    Raises KgError for a name that is none.
    """
    from kg.ties.explanation import explain
    from kg.ties.observed import observations

    return explain(observations(graph), *_states(graph, (a, b)), **chosen)


def rank(
    graph: Dataset, by: str = "strength", *, of: str = "states", without: Collection[str] = (), **chosen: Any
) -> Ranking:
    """Rank states, officials, organisations or a network of two modes by a measure; choices as for `ties_of`.

    `of` may be state-issue, official-event, official-state, state-agreement or state-policy too. `without` leaves out
    these, and of officials and organisations also those who belong to them.
    """
    from kg.graph.finding import resolve
    from kg.ties.affiliations import sides_of, two_mode
    from kg.ties.parties import PARTIES
    from kg.ties.ranking import USA, Build, rank, tie_network

    sides = sides_of(graph, of)
    build: Build = tie_network if of in PARTIES else two_mode
    return rank(
        sides.observations,
        by=by,
        labels=sides.labels,
        without=sides.of(tuple(resolve(graph, name).id for name in without)),
        apart=sides.of((USA,)),
        build=build,
        **chosen,
    )


def network(graph: Dataset, **chosen: Any) -> networkx.Graph[str]:
    """Give the ties between states as a networkx graph: strength, distance, sign and more on each edge."""
    from kg.ties.network import network
    from kg.ties.observed import state_labels

    return network(ties_of(graph, **chosen), labels=state_labels(graph))


def compare(
    graph: Dataset, *periods: str, without: Collection[str] = (), **chosen: Any
) -> tuple[Change, ...]:
    """Compare the ties of two periods or more, each with the next; choices as for `ties_of`."""
    from kg.ties.comparison import compare
    from kg.ties.observed import observations

    return compare(observations(graph), periods, without=_states(graph, without), **chosen)


def balance(graph: Dataset, **chosen: Any) -> Balance:
    """Measure triads and frustration of the signed ties between states; choices as for `ties_of`."""
    from kg.ties.balance import balance

    return balance(network(graph, **chosen))


def stances(graph: Dataset, **chosen: Any) -> tuple[Stance, ...]:
    """Give who takes which side on whom or what; choices are period, articles and basis."""
    from kg.ties.stances import stances

    return stances(graph, **chosen)
