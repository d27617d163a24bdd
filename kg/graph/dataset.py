"""The dataset that questions are asked of: the shipped corpus, other facts, a snapshot or any RDF file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.disk import plainly, temporary_file
from kg.graph.limits import MEMORY_BYTES, TIMEOUT_S
from kg.graph.serializing import sorted_nquads
from kg.graph.snapshot import Snapshot, is_snapshot, open_snapshot
from kg.problems import KgError
from kg.progress import step
from kg.vocabulary import (
    GRAPH_ACCEPTED,
    GRAPH_CLAIMS,
    GRAPH_CODING,
    GRAPH_ENTITIES,
    KG,
    PREFIXES,
    corpus_folder,
)

if TYPE_CHECKING:
    import rdflib

    from kg.graph.answer import Answer, Table, Term

DATASETS = ("accepted", "claims", "all")
_FIRST_FOUR = (GRAPH_ENTITIES, GRAPH_ACCEPTED, GRAPH_CODING, GRAPH_CLAIMS)


@dataclass(frozen=True)
class Dataset:
    """A whole dataset in a store in memory; `name` is what it was opened from.

    `sha256` is the hash of its quads as sorted N-Quads; of a foreign file, that of the file.

    `warnings` names the literals of a foreign file that are not of the type they claim; they are kept as written.
    """

    name: str
    path: Path | None
    store: ox.Store
    sha256: str
    warnings: tuple[str, ...] = ()

    @cached_property
    def graph_names(self) -> tuple[str, ...]:
        """Give the names of all graphs, sorted."""
        return tuple(sorted(g.value for g in self.store.named_graphs() if isinstance(g, ox.NamedNode)))

    @cached_property
    def has_claims(self) -> bool:
        """Tell whether the dataset keeps a description of its claims, as ours do."""
        return self.store.contains_named_graph(ox.NamedNode(GRAPH_CLAIMS))

    def default_graphs(self, dataset: str = "accepted") -> tuple[str, ...]:
        """Give the graphs that together are the default graph: `accepted`, `claims` or `all`.

        Raises KgError for another word.
        """
        if dataset not in DATASETS:
            raise KgError(f"there is no dataset “{dataset}”: choose {', '.join(DATASETS)}")
        if dataset == "all" or not self.has_claims:
            return self.graph_names
        if dataset == "accepted":
            return _FIRST_FOUR
        denied = self._claims_of_modality("denied")
        claims = (g for g in self.graph_names if g not in denied)
        return tuple(sorted({*_FIRST_FOUR, *claims}))

    def _claims_of_modality(self, modality: str) -> frozenset[str]:
        pattern = (ox.NamedNode(KG + "modality"), ox.NamedNode(KG + modality), ox.NamedNode(GRAPH_CLAIMS))
        quads = self.store.quads_for_pattern(None, *pattern)
        return frozenset(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))

    def query(
        self,
        text: str,
        *,
        dataset: str = "accepted",
        bindings: Mapping[str, Term] | None = None,
        timeout_s: float = TIMEOUT_S,
        memory_bytes: int = MEMORY_BYTES,
    ) -> Answer:
        """Answer a SPARQL query in a process of its own, after the guard has read it.

        The default graph is that of `dataset`; every graph can be named. A query that the engine does not
        survive ends that process, not this one. Raises KgError: 2 for what the guard refuses and for a syntax
        error, with line and column; 3 for a query that was cut at a limit (seconds, bytes).
        """
        from kg.graph.asking import ask_apart

        return ask_apart(
            self.quads_file,
            text,
            bindings=bindings,
            prefixes=PREFIXES,
            default_graphs=self.default_graphs(dataset),
            named_graphs=self.graph_names,
            timeout_s=timeout_s,
            memory_bytes=memory_bytes,
        )

    def query_here(
        self, text: str, *, dataset: str = "accepted", bindings: Mapping[str, Term] | None = None
    ) -> Answer:
        """Answer a query that you trust in this process: quicker for large answers, and without limits.

        Oxigraph can end the whole process on some queries, such as an ORDER BY over values of many types.
        """
        from kg.graph.answering import ask_here
        from kg.graph.guard import check_dataset, read_query

        asked = read_query(text, prefixes=PREFIXES)
        check_dataset(asked, self.graph_names)
        if not asked.dataset:
            return ask_here(self._merged(dataset), text, bindings=bindings, prefixes=PREFIXES)
        own = {"default_graphs": asked.graphs(named=False), "named_graphs": asked.graphs(named=True)}
        return ask_here(self.store, text, bindings=bindings, prefixes=PREFIXES, **own)

    def _merged(self, dataset: str) -> ox.Store:
        """Give a store in which the graphs of `dataset` are the default graph, made once."""
        from kg.graph.answering import merged

        if dataset not in self._merged_stores:
            self._merged_stores[dataset] = merged(self.store, self.default_graphs(dataset))
        return self._merged_stores[dataset]

    @cached_property
    def _merged_stores(self) -> dict[str, ox.Store]:
        return {}

    def view(self, name: str, **parameters: str) -> Table:
        """Answer a prepared question that gives a table; raises KgError for a wrong name or parameter."""
        from kg.graph.answer import Table

        answer = self.ask(name, parameters)
        if not isinstance(answer, Table):
            raise KgError(f"{name} answers with {type(answer).__name__.lower()}, not with a table")
        return answer

    def ask(self, name: str, parameters: Mapping[str, str]) -> Answer:
        """Answer a prepared question with its parameters given as texts, whatever the form of its answer.

        Things may be given by any of their names. A stranger's data, which may end the engine, are asked in a
        process of its own.
        """
        from kg.graph.views import bindings, view_named

        view = view_named(name)
        if self.has_claims:
            from kg.graph.answering import ask_here

            if any(parameter.kind == "iri" and parameter.name in parameters for parameter in view.parameters):
                from kg.graph.given_names import by_name  # here, because other questions need none of it

                parameters = by_name(self, view, parameters)
            values = bindings(view, parameters)
            return ask_here(self.store, view.query, bindings=values, prefixes=PREFIXES)
        from kg.graph.asking import ask_apart
        from kg.graph.store import MEMORY_BYTES, READING_S

        return ask_apart(
            self.quads_file,
            view.query,
            bindings=bindings(view, parameters),
            prefixes=PREFIXES,
            timeout_s=READING_S,
            memory_bytes=MEMORY_BYTES,
        )

    @cached_property
    def quads_file(self) -> Path:
        """Give a file with the dataset's quads, for a query in a process of its own."""
        if self.path is not None:
            return self.path
        with plainly("the dataset cannot be written for a query"), temporary_file(".nq") as out:
            out.write(sorted_nquads(self.store))
        return Path(out.name)

    def rdflib(self) -> rdflib.Dataset:
        """Give the whole as an rdflib Dataset over the same engine (a copy: changing it changes nothing here)."""
        import rdflib

        copy = rdflib.Dataset(store="Oxigraph", default_union=True)
        data = sorted_nquads(self.store)
        copy.parse(data=data, format="ox-nq")
        for prefix, iri in PREFIXES.items():
            copy.bind(prefix, iri, replace=True)
        return copy


def open_dataset(
    graph: Path | None = None,
    facts: Sequence[Path] = (),
    *,
    with_corpus: bool = False,
    record: Sequence[Path] = (),
) -> Dataset:
    """Open a snapshot folder or an RDF file, or the facts under the paths; by default the shipped corpus.

    Facts are built into a snapshot that is kept by the hash of its inputs, so that the next run only reads.
    The facts of an official `record` are added to them. Raises KgError (ProblemsFound for facts that do not
    hold).
    """
    if graph is not None and (facts or record):
        what = "--facts" if facts else "--with-record"
        raise KgError(f"--graph opens what is built, {what} builds: give one of them")
    if graph is not None:
        return _open_graph(graph)
    from kg.graph.from_facts import facts_snapshot

    paths = (*facts, corpus_folder()) if facts and with_corpus else tuple(facts)
    name = ", ".join(map(str, facts)) or "the shipped corpus"
    snapshot = facts_snapshot(paths, record)
    return _open_snapshot(snapshot, " with ".join((name, *map(str, record))), just_built=True)


def _open_graph(path: Path) -> Dataset:
    if path.is_dir():
        within = path / "snapshot"  # where an import has it
        path = within if not is_snapshot(path) and within.is_dir() else path
        if not is_snapshot(path):
            raise KgError(f"{path} is not a snapshot; kg build -o DIR makes one", exit_code=3)
        return _open_snapshot(open_snapshot(path), str(path))
    from kg.graph.foreign import open_rdf

    return open_rdf(path)


def _open_snapshot(snapshot: Snapshot, name: str, *, just_built: bool = False) -> Dataset:
    store = ox.Store()
    # What this program wrote, byte for byte, need not be looked at again: half the time to load it.
    with step("opening the graph"):
        store.load(path=str(snapshot.quads), format=ox.RdfFormat.N_QUADS, lenient=just_built)
    return Dataset(name, snapshot.quads, store, snapshot.sha256)
