"""Asking the graph: a view of our own in this process, a stranger's query in a process of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from kg.graph.answer import (
    Answer,
    Table,
    Term,
    Triples,
    Truth,
    table_from_rows,
    table_from_tsv,
    triples_from,
    triples_from_text,
)
from kg.graph.limits import MEMORY_BYTES, TIMEOUT_S, in_words
from kg.problems import KgError

if TYPE_CHECKING:
    from kg.graph.process import Ending

__all__ = ["Answer", "Table", "Term", "Triples", "Truth", "ask", "ask_apart", "ask_here", "merged"]

LOADING_S: Final = 600.0
# The terms in this process take several times the room of their text.
_TEXT_SHARE: Final = 8

# How values reach a query: pyoxigraph 0.5.13 joins the pattern with the values given. The variable must
# stand in the outermost SELECT (for CONSTRUCT and ASK: in a triple pattern), else there is a RuntimeError.
# It is then bound in triple patterns, GRAPH, FILTER, (NOT) EXISTS, OPTIONAL, MINUS, UNION, VALUES, GROUP BY
# and HAVING; a sub-SELECT sees it only if it SELECTs it too, and BIND(?s AS ?x) and (?s AS ?x) do not.
Bindings = Mapping[str, Term]


def ask(
    source: Store | Path,
    query: str,
    *,
    bindings: Bindings | None = None,
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Iterable[str] | None = None,
    named_graphs: Iterable[str] | None = None,
    timeout_s: float = TIMEOUT_S,
    memory_bytes: int = MEMORY_BYTES,
) -> Answer:
    """Ask a store in this process (the query is ours), or a file in a process of its own (a stranger's).

    The limits count only apart. Raises KgError as `ask_here` and `ask_apart` do.
    """
    given: dict[str, Any] = {
        "bindings": bindings,
        "prefixes": prefixes,
        "default_graphs": default_graphs,
        "named_graphs": named_graphs,
    }
    if isinstance(source, Store):
        return ask_here(source, query, **given)
    return ask_apart(source, query, **given, timeout_s=timeout_s, memory_bytes=memory_bytes)


def ask_here(
    store: Store,
    query: str,
    *,
    bindings: Bindings | None = None,
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Iterable[str] | None = None,
    named_graphs: Iterable[str] | None = None,
) -> Answer:
    """Ask a query that we trust, without limits.

    `default_graphs` are the graphs that patterns outside of GRAPH see together (None: the store's own
    default graph), `named_graphs` those that GRAPH sees (None: all); FROM is then passed over. Several
    default graphs are merged anew at each call: whoever asks often keeps what `merged` gives.
    Raises KgError (2) for a query or a binding that the engine refuses.
    """
    options: dict[str, Any] = {}
    together = None if default_graphs is None else list(default_graphs)
    if together is not None and len(together) > 1:
        store = merged(store, together)
    elif together is not None:
        options["default_graph"] = [NamedNode(iri) for iri in together]
    if named_graphs is not None:
        options["named_graphs"] = [NamedNode(iri) for iri in named_graphs]
    values = {_variable(name): term for name, term in (bindings or {}).items()}
    try:
        return _answer_of(store.query(query, prefixes=dict(prefixes or {}), substitutions=values, **options))
    except SyntaxError as error:
        from kg.graph.guard import syntax_error

        raise syntax_error(error, query) from error
    except RuntimeError as error:
        raise KgError(_in_plain_words(str(error))) from error


def merged(store: Store, graphs: Iterable[str]) -> Store:
    """Give a copy of the store whose default graph holds what the graphs hold together, each triple once."""
    from kg.graph import worker

    text, copy = BytesIO(), Store()
    store.dump(text, RdfFormat.N_QUADS)
    copy.bulk_load(input=text.getvalue(), format=RdfFormat.N_QUADS)
    worker.merge(copy, graphs)
    return copy


def ask_apart(
    source: Path,
    query: str,
    *,
    bindings: Bindings | None = None,
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Iterable[str] | None = None,
    named_graphs: Iterable[str] | None = None,
    graphs: Collection[str] | None = None,
    timeout_s: float = TIMEOUT_S,
    memory_bytes: int = MEMORY_BYTES,
) -> Answer:
    """Ask a stranger's query of an N-Quads file (or an Oxigraph folder), checked and in its own process.

    `graphs` are those that FROM may name (None: `named_graphs`, or those in the file); a query with FROM
    sees these only. The limits count from when the data are loaded. Raises KgError: 2 for a query that
    is refused or wrong, 3 for one that was cut or that ended its process.
    """
    # A view of our own, which most questions are, needs neither the guard nor a process.
    from kg.graph import worker
    from kg.graph.guard import check_dataset, read_query
    from kg.graph.process import converse
    from kg.graph.store import graphs_of

    known, named = dict(prefixes or {}), None if named_graphs is None else list(named_graphs)
    asked = read_query(query, prefixes=known)
    if asked.dataset:
        allowed = graphs if graphs is not None else named
        check_dataset(asked, graphs_of(source) if allowed is None else allowed)
        default_graphs = named = None
    request = {
        "source": str(source.absolute()),
        "query": query,
        "prefixes": known,
        "bindings": {_variable(name).value: str(term) for name, term in (bindings or {}).items()},
        "default_graph": None if default_graphs is None else list(default_graphs),
        "named_graphs": named,
        "timeout_s": timeout_s,
        "memory_bytes": memory_bytes,
    }
    script, answer, limit = Path(worker.__file__), BytesIO(), memory_bytes // _TEXT_SHARE
    ending = converse(script, request, answer, start_s=LOADING_S, timeout_s=timeout_s, most_bytes=limit)
    if not ending.well:
        raise _failure(ending, source, query, timeout_s, memory_bytes)
    return _answer_from(answer.getbuffer())


def _variable(name: str) -> Variable:
    try:
        return Variable(name)
    except ValueError as error:
        raise KgError(f"“{name}” cannot be the name of a variable") from error


def _answer_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    if isinstance(result, QueryBoolean):
        return Truth(bool(result))
    if isinstance(result, QuerySolutions):
        return table_from_rows((variable.value for variable in result.variables), result)
    return triples_from(result)


def _answer_from(said: memoryview) -> Answer:
    kind = bytes(said[:8]).partition(b"\n")[0]
    text = said[len(kind) + 1 :]
    if kind == b"truth":
        return Truth(bytes(text) == b"true")
    if kind == b"table":
        return table_from_tsv(str(text, "utf-8"))
    return triples_from_text(bytes(text))


def _failure(ending: Ending, source: Path, query: str, timeout_s: float, memory_bytes: int) -> KgError:
    """Give in plain words why there is no answer: what the query is, or which limit cut it."""
    kind, message = ending.refusal.get("kind", ""), ending.refusal.get("message", "")
    memory = f"--memory {in_words(memory_bytes)}"
    if ending.cut == "start":
        return KgError(f"{source} could not be loaded within {LOADING_S:g} seconds", exit_code=3)
    if ending.cut == "size":
        share = f"an answer may have {in_words(memory_bytes // _TEXT_SHARE)} of text with {memory}"
        return KgError(
            f"the query was cut, its answer is too large: {share}; LIMIT makes it shorter", exit_code=3
        )
    if ending.cut == "time" or ending.cause == "SIGXCPU":
        return KgError(f"the query was cut at its time limit (--timeout {timeout_s:g})", exit_code=3)
    if ending.out_of_memory:
        return KgError(f"the query was cut at its memory limit ({memory})", exit_code=3)
    if kind == "syntax":
        from kg.graph.guard import syntax_error

        return syntax_error(SyntaxError(message), query)
    if kind == "query":
        return KgError(_in_plain_words(message))
    if kind == "data":
        return KgError(f"{source} cannot be read: {message}", exit_code=3)
    return KgError(f"the query ended its process ({message or ending.cause})", exit_code=3)


def _in_plain_words(message: str) -> str:
    _before, found, name = message.partition("does not contains variable ")
    if found:
        variable = name.split()[0]
        return f"{variable} is given a value, but is not one of the variables that the query SELECTs"
    return message[:1].lower() + message[1:]
