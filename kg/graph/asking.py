"""Asking the graph: a view of our own in this process, a stranger's query in a process of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from kg.graph import worker
from kg.graph.answer import (
    Answer,
    Table,
    Term,
    Triples,
    Truth,
    table_from_tsv,
    triples_from_text,
)
from kg.graph.answering import Bindings, ask_here, in_plain_words, merged, variable_named
from kg.graph.guard import check_dataset, read_query, syntax_error
from kg.graph.limits import MEMORY_BYTES, TIMEOUT_S, in_words
from kg.graph.process import Ending, converse
from kg.graph.store import graphs_of
from kg.problems import KgError

__all__ = ["Answer", "Table", "Term", "Triples", "Truth", "ask", "ask_apart", "ask_here", "merged"]

LOADING_S: Final = 600.0
# The terms in this process take several times the room of their text.
_TEXT_SHARE: Final = 8


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
    known, named = dict(prefixes or {}), None if named_graphs is None else list(named_graphs)
    asked = read_query(query, prefixes=known)
    if asked.dataset:
        allowed = graphs if graphs is not None else named
        check_dataset(asked, graphs_of(source) if allowed is None else allowed)
        default_graphs, named = asked.graphs(named=False), asked.graphs(named=True)
    request = {
        "source": str(source.absolute()),
        "query": query,
        "prefixes": known,
        "bindings": {variable_named(name).value: str(term) for name, term in (bindings or {}).items()},
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
        return syntax_error(SyntaxError(message), query)
    if kind == "query":
        return KgError(in_plain_words(message))
    if kind == "data":
        return KgError(f"{source} cannot be read: {message}", exit_code=3)
    if "total order" in ending.last_words:
        # pyoxigraph 0.5.13 has no order for numbers beside other literals, and sorting ends its process.
        return KgError("ORDER BY meets values of several types; write ORDER BY STR(…)", exit_code=3)
    return KgError(f"the query ended its process ({message or ending.cause})", exit_code=3)
