"""Patterns of a query that match each by itself and never together: a claim has a status, what it tells has parties.

Such a query is no error, and its answer is only empty; which two of its patterns part is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain, combinations, islice
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.graph.dataset import Dataset
from kg.graph.formats import prefixed
from kg.graph.guard import declared_prefixes
from kg.graph.sparql_tokens import Token, tokens
from kg.graph.strange_names import asked
from kg.graph.strange_paths import patterns
from kg.vocabulary import CLAIM, PREFIXES, RDF_TYPE, RDFS

Pattern: TypeAlias = tuple[str, str, str]
Matched: TypeAlias = tuple[Pattern, list[ox.Quad]]

# Every pattern is looked up in the whole graph, which takes a second in a larger one.
_MOST_QUADS: Final = 500_000
_MOST_PATTERNS: Final = 12
_SAMPLE: Final = 200
_LISTED: Final = 8
_SHOWN: Final = 3
# Where these stand not all patterns need to match together.
_APART: Final = frozenset({"UNION", "MINUS", "NOT", "OPTIONAL", "EXISTS"})


def strange_joins(dataset: Dataset, query: str) -> list[str]:
    """Give a sentence for each two patterns that share an unknown and have no match together, the first three.

    The query is one that has been read without fault, and has no answer in any dataset.
    """
    words = list(tokens(query))
    if len(dataset.store) > _MOST_QUADS or any(word.text.upper() in _APART for word in words):
        return []
    prefixes = {**PREFIXES, **declared_prefixes(words)}
    found = patterns([*_patterned(asked(words))], prefixes)
    plain = islice((each for each in found if _is_plain(each)), _MOST_PATTERNS)
    matched = {each: _quads(dataset, each) for each in plain}
    alone = (_unmatched(dataset, each) for each, quads in matched.items() if not quads)
    joined = (said for pair in combinations(matched.items(), 2) for said in _sentences(dataset, *pair))
    return list(islice(dict.fromkeys(chain(alone, joined)), _SHOWN))


def _patterned(words: list[Token]) -> Iterator[Token]:
    """Leave out the lists of values, which are no patterns."""
    listed = False
    for word in words:
        listed = (listed or word.text.upper() == "VALUES") and word.text != "}"
        if not listed:
            yield word


def _is_unknown(word: str) -> bool:
    return word[:1] in ("?", "$")


def _is_name(word: str) -> bool:
    return ":" in word and word[0] not in "?$\"'"


def _is_plain(pattern: Pattern) -> bool:
    """Tell whether the property is named, and each end a name or an unknown."""
    return _is_name(pattern[1]) and all(_is_name(end) or _is_unknown(end) for end in pattern[::2])


def _unmatched(dataset: Dataset, pattern: Pattern) -> str:
    """Say of a pattern that it has no match by itself, and of a kind that those below it have."""
    hint = ""
    if pattern[1] == RDF_TYPE and _is_name(pattern[2]):
        kind = ox.NamedNode(pattern[2])
        if any(dataset.store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), kind, None)):
            hint = f" itself: a/rdfs:subClassOf* {prefixed(kind)} has those below it"
    return f"nothing has {_words(pattern)}{hint}"


def _sentences(dataset: Dataset, one: Matched, other: Matched) -> Iterator[str]:
    """Say of each unknown that both patterns have where nothing stands in both places."""
    ends = one[0][::2]
    for unknown in dict.fromkeys(each for each in ends if _is_unknown(each) and each in other[0][::2]):
        here, there = _values(one, unknown), _values(other, unknown)
        if here and there and not here & there:
            yield _sentence(dataset, (one[0], here), (other[0], there), unknown)


def _values(matched: Matched, unknown: str) -> Set[object]:
    """Give what stands for the unknown where the pattern matches."""
    pattern, quads = matched
    return {quad.subject if pattern[0] == unknown else quad.object for quad in quads}


def _quads(dataset: Dataset, pattern: Pattern) -> list[ox.Quad]:
    """Give where the pattern matches, in whichever graph."""
    subject, property, value = (ox.NamedNode(each) if _is_name(each) else None for each in pattern)
    return list(dataset.store.quads_for_pattern(subject, property, value, None))


def _sentence(
    dataset: Dataset, one: tuple[Pattern, Set[object]], other: tuple[Pattern, Set[object]], unknown: str
) -> str:
    if one[0][0] != unknown:
        one, other = other, one
    (first, here), (second, there) = one, other
    if second[0] == unknown:
        told = "; a claim kg:tells what has it" if _are_claims(here) != _are_claims(there) else ""
        return f"nothing has both {_words(first)} and {_words(second)}{told}"
    if first[0] != unknown:
        return f"nothing stands after both {_words(first, '')} and {_words(second, '')}"
    no = "not" if first[1] == RDF_TYPE else "no"
    return f"what stands after {_words(second, '')} has {no} {_words(first)}{_has(dataset, there)}"


def _are_claims(things: Set[object]) -> bool:
    return all(isinstance(each, ox.NamedNode) and each.value.startswith(CLAIM) for each in things)


def _has(dataset: Dataset, things: Set[object]) -> str:
    """List what the things have themselves."""
    sample = islice((each for each in things if isinstance(each, ox.NamedNode | ox.BlankNode)), _SAMPLE)
    quads = (quad for each in sample for quad in dataset.store.quads_for_pattern(each, None, None, None))
    names = sorted({prefixed(quad.predicate) for quad in quads if quad.predicate.value != RDF_TYPE})
    if not names:
        return ""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f": it has {', '.join(names[:_LISTED])}{more}"


def _words(pattern: Pattern, value: str | None = None) -> str:
    """Give the property, and what is asked for behind it."""
    behind = pattern[2] if value is None else value
    name = "the kind" if pattern[1] == RDF_TYPE else prefixed(ox.NamedNode(pattern[1]))
    return f"{name} {prefixed(ox.NamedNode(behind))}" if _is_name(behind or "?") else name
