"""Properties in a query that what it asks of never has itself, but in a part of it: a meeting has no `kg:who`.

The persons of a meeting stand in its participations, the number of an agreement in its quantity. Such a query is no
error, and its answer is only empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from kg.curation.form import Field, Holds, Kind, load_form
from kg.graph.guard import declared_prefixes
from kg.graph.sparql_tokens import Token, tokens, unescaped
from kg.graph.strange_names import asked
from kg.vocabulary import KG, PREFIXES, RDF_TYPE

_SHOWN: Final = 20
_OPEN: Final = frozenset("([")
_CLOSED: Final = frozenset(")]")
_PATH: Final = frozenset("/|^*+?!(")


def strange_paths(query: str) -> list[str]:
    """Give a sentence for each property that what is asked of has only in a part of it, the first twenty.

    The query is one that has been read without fault.
    """
    words = list(tokens(query))
    prefixes = {**PREFIXES, **declared_prefixes(words)}
    kinds = {kind.iri: kind for kind in load_form().kinds.values()}
    asked_of: dict[str, list[str]] = {}
    properties: dict[str, list[str]] = {}
    for subject, property, thing in patterns(asked(words), prefixes):
        where = asked_of if property == RDF_TYPE else properties
        where.setdefault(subject, []).append(thing if property == RDF_TYPE else property)
    said = (
        _sentence(kinds[kind], property)
        for subject, found in properties.items()
        for kind in asked_of.get(subject, ())
        if kind in kinds
        for property in found
    )
    return list(islice(dict.fromkeys(each for each in said if each), _SHOWN))


def patterns(words: list[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give subject, property and object of each plain pattern, names in full; a path gives none."""
    subject, depth, at_start, at_property = "", 0, False, False
    for word, after, then in zip(words, [*words[1:], None], [*words[2:], None, None], strict=False):
        depth += (word.text in _OPEN) - (word.text in _CLOSED)
        if word.text in ("{", "}") or (word.text == "." and depth == 0):
            at_start, at_property = True, False
        elif depth == 0 and word.text in _CLOSED:
            # a filter or a binding may end without a full stop
            at_start = not subject
        elif depth == 0 and word.text == ";":
            at_property = True
        elif depth == 0 and at_start:
            subject = _full(word, prefixes) if word.kind in ("variable", "name", "iri") else ""
            at_start, at_property = False, bool(subject)
        elif at_property and depth == 0 and after is not None and word.text not in _PATH:
            at_property = False
            if after.text not in _PATH and (then is None or then.text != "/"):
                yield subject, _full(word, prefixes), _full(after, prefixes)


def _full(word: Token, prefixes: Mapping[str, str]) -> str:
    if word.text == "a":
        return RDF_TYPE
    if word.kind == "iri":
        return unescaped(word.text[1:-1])
    prefix, colon, local = word.text.partition(":")
    return prefixes.get(prefix, "") + unescaped(local) if word.kind == "name" and colon else word.text


def _sentence(kind: Kind, property: str) -> str | None:
    fields = kind.fields.values()
    name, own = property.removeprefix(KG), kind.iri.removeprefix(KG)
    if not property.startswith(KG) or (own != "Claim" and any(field.path == property for field in fields)):
        return None
    # a claim's passages are things of their own, which the form of a record does not show
    inner = ["evidence"] if own == "Claim" and name in ("sentence", "paragraph") else []
    inner += [field.path.removeprefix(KG) for field in fields if property in parts(field)]
    if not inner:
        return None
    paths = " or ".join(f"kg:{part}/kg:{name}" for part in dict.fromkeys(inner))
    return f"kg:{name} stands on no kg:{own} itself: it is {paths}"


def parts(field: Field) -> frozenset[str]:
    """Give the properties of the records that nest in the field; a date is no record of its own in the graph."""
    nested = field.nested if field.holds is not Holds.DATING else None
    return frozenset(part.path for part in nested.fields.values()) if nested else frozenset()
