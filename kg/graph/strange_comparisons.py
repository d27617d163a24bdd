"""Comparisons in a query that are never true: of values of two types, or of a name and a text.

`FILTER(?day > "2019-07-20")` lets no day pass: what stands after `kg:earliest` is a date, and the text is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Final

import pyoxigraph as ox

from kg.graph.dataset import Dataset
from kg.graph.formats import prefixed
from kg.graph.guard import declared_prefixes
from kg.graph.sparql_tokens import Token, tokens
from kg.graph.strange_names import asked
from kg.graph.strange_values import iri_of, literal_in, written
from kg.vocabulary import PREFIXES, XSD

_SHOWN: Final = 20
_SAMPLE: Final = 200
_COMPARING: Final = frozenset({"=", "<", ">", "<=", ">="})
_NUMBERS: Final = frozenset(XSD + each for each in ("integer", "decimal", "double", "float", "int", "long"))
_EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"


def strange_comparisons(dataset: Dataset, query: str) -> list[str]:
    """Give a sentence for each literal with which an unknown is compared in vain, the first twenty.

    The query is one that has been read without fault.
    """
    words = asked(list(tokens(query)))
    prefixes = {**PREFIXES, **declared_prefixes(words)}
    behind = _properties(words, prefixes)
    said = (
        _sentence(dataset, property, value, equal)
        for unknown, value, equal in _compared(words, prefixes)
        for property in behind.get(unknown, ())
    )
    return list(islice(dict.fromkeys(each for each in said if each), _SHOWN))


def _properties(words: list[Token], prefixes: Mapping[str, str]) -> dict[str, list[ox.NamedNode]]:
    """Give for each unknown the properties right behind which it stands."""
    found: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for word, after in pairwise(words):
        if word.kind in ("name", "iri") and after.kind == "variable":
            found[after.text].append(ox.NamedNode(iri_of(word, prefixes)))
    return found


def _compared(words: list[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[str, ox.Literal, bool]]:
    """Give each unknown with the literal that it is compared with, which stands behind it, and whether for equality."""
    for at, word in enumerate(words[1:-1], start=1):
        if word.text in _COMPARING and words[at - 1].kind == "variable":
            value = literal_in(words[at + 1 : at + 4], prefixes)
            if value is not None:
                yield words[at - 1].text, value, word.text == "="


def _sentence(dataset: Dataset, property: ox.NamedNode, value: ox.Literal, equal: bool) -> str | None:
    quads = islice(dataset.store.quads_for_pattern(None, property, None, None), _SAMPLE)
    known = sorted(
        (quad.object for quad in quads if isinstance(quad.object, ox.Literal | ox.NamedNode)), key=str
    )
    if not known or any(_comparable(value, each, equal) for each in known):
        return None
    hint = "; kg:earliest and kg:latest are days" if _type(known[0]) == _EDTF else ""
    said = f"{written(value)} compares with nothing after {prefixed(property)}"
    return f"{said}: what stands there is such as {written(known[0])}{hint}"


def _comparable(value: ox.Literal, other: ox.NamedNode | ox.Literal, equal: bool) -> bool:
    """Tell whether the two have an order; an engine knows no order of EDTF dates, but which are the same."""
    types = {_type(value), _type(other)}
    return types <= _NUMBERS or (len(types) == 1 and (equal or _EDTF not in types))


def _type(term: ox.NamedNode | ox.Literal) -> str:
    return f"{term.datatype.value}@{term.language or ''}".rstrip("@") if isinstance(term, ox.Literal) else ""
