"""Asking a query of our own in this process: nothing is imported but the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from kg.graph.answer import Answer, Term, Truth, table_from_rows, triples_from
from kg.problems import KgError

# How values reach a query: pyoxigraph 0.5.13 joins the pattern with the values given. The variable must
# stand in the outermost SELECT (for CONSTRUCT and ASK: in a triple pattern), else there is a RuntimeError.
# It is then bound in triple patterns, GRAPH, FILTER, (NOT) EXISTS, OPTIONAL, MINUS, UNION, VALUES, GROUP BY
# and HAVING; a sub-SELECT sees it only if it SELECTs it too, and BIND(?s AS ?x) and (?s AS ?x) do not.
Bindings = Mapping[str, Term]


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
        store, options["default_graph"] = merged(store, together), [DefaultGraph()]
    elif together is not None:
        options["default_graph"] = [NamedNode(iri) for iri in together]
    if named_graphs is not None:
        options["named_graphs"] = [NamedNode(iri) for iri in named_graphs]
    values = {variable_named(name): term for name, term in (bindings or {}).items()}
    try:
        return _answer_of(store.query(query, prefixes=dict(prefixes or {}), substitutions=values, **options))
    except SyntaxError as error:
        from kg.graph.guard import syntax_error

        raise syntax_error(error, query) from error
    except RuntimeError as error:
        raise KgError(in_plain_words(str(error))) from error


def merged(store: Store, graphs: Iterable[str]) -> Store:
    """Give a copy of the store whose default graph holds what the graphs hold together, each triple once."""
    from kg.graph import worker

    text, copy = BytesIO(), Store()
    store.dump(text, RdfFormat.N_QUADS)
    copy.load(input=text.getvalue(), format=RdfFormat.N_QUADS)
    worker.merge(copy, graphs)
    return copy


def variable_named(name: str) -> Variable:
    """Give the variable; raises KgError for what cannot be the name of one."""
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


def in_plain_words(message: str) -> str:
    """Give the engine's complaint about a query that it could read."""
    _before, found, name = message.partition("does not contains variable ")
    if found:
        variable = name.split()[0]
        return f"{variable} is given a value, but is not one of the variables that the query SELECTs"
    return message[:1].lower() + message[1:]
