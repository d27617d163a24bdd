"""What a query without an answer finds in a wider dataset: what is announced or said, and is not accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.graph.answer import Answer, Table, Term, Triples, Truth
from kg.graph.dataset import Dataset
from kg.problems import KgError
from kg.vocabulary import XSD

_MOST_S: Final = 10.0
_COUNTING: Final = re.compile(r"\b(?:count|sum)\s*\(", re.I)
_NOUGHT: Final = Literal("0", datatype=NamedNode(XSD + "integer"))
_WIDER: Final = {
    "claims": "nothing of this is accepted, but it is announced, said, judged or implied: --dataset claims has {}",
    "all": "nothing of this is accepted or claimed, but somebody denies it: --dataset all has {}",
}
_OF: Final[Mapping[str, tuple[str, ...]]] = {"accepted": ("claims", "all"), "claims": ("all",)}


def said_of_wider(
    source: Dataset,
    query: str,
    answer: Answer,
    *,
    dataset: str,
    bindings: Mapping[str, Term],
    timeout_s: float,
    memory_bytes: int,
) -> str | None:
    """Say which wider dataset has an answer to a query that has none in this; None if none has, or it has one.

    A query that is cut there, or meets what it cannot sort, has none.
    """
    if not (source.has_claims and is_empty(answer, query)):
        return None
    counts_rows = isinstance(answer, Table) and not answer.rows
    for name in _OF.get(dataset, ()):
        with suppress(KgError):
            found = source.query(
                query,
                dataset=name,
                bindings=bindings,
                timeout_s=min(timeout_s, _MOST_S),
                memory_bytes=memory_bytes,
            )
            if not is_empty(found, query):
                return _WIDER[name].format(_counted(found) if counts_rows else "an answer")
    return None


def is_empty(answer: Answer, query: str) -> bool:
    """Tell whether an answer holds nothing: no row, no triple, a no, or a count of nothing."""
    if isinstance(answer, Truth):
        return not answer.value
    if isinstance(answer, Triples):
        return not answer.triples
    if len(answer.rows) == 1 and _COUNTING.search(query):
        return all(cell is None or cell == _NOUGHT for cell in answer.rows[0])
    return not answer.rows


def _counted(answer: Answer) -> str:
    rows = len(answer.rows) if isinstance(answer, Table) else 0
    return "1 row" if rows == 1 else f"{rows:,} rows"
