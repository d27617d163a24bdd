"""Legation: a knowledge graph of officials, states, agreements and policies, every line with its source.

    import kg
    graph = kg.open()                       # the shipped facts; kg.open("snapshot") opens another graph
    graph.query("SELECT ?m { ?m a kg:Meeting }")
    kg.ask(graph, "who-met-whom")
    kg.show(graph, "Ebrard")
    kg.ties_of(graph, period="2019")
    kg.network(graph)                       # a networkx graph
    kg.compare(graph, "2018", "2019")
    graph.rdflib()                          # an rdflib Dataset

Everything here is imported when it is first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from typing import Any

    from kg.interface import (
        ask,
        balance,
        check,
        compare,
        explain,
        facts,
        network,
        open,
        query,
        rank,
        show,
        stances,
        ties_of,
    )
    from kg.problems import KgError, Problem, ProblemsFound

__all__ = [
    "KgError",
    "Problem",
    "ProblemsFound",
    "ask",
    "balance",
    "check",
    "compare",
    "explain",
    "facts",
    "network",
    "open",
    "query",
    "rank",
    "show",
    "stances",
    "ties_of",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    module = "kg.problems" if name[0].isupper() else "kg.interface"
    return getattr(import_module(module), name)
