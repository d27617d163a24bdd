"""Values in a query that can match nothing: of another type than the graph has them, or where it has a part.

SPARQL matches a value as it is written: `kg:value 90` finds no decimal number, `kg:earliest "2019-07-21"` no date,
and `kg:speaker id:mike-pompeo` nobody, for behind `kg:speaker` stands a participation, which has `kg:who`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.curation.form import load_form
from kg.graph.dataset import Dataset
from kg.graph.formats import prefixed
from kg.graph.guard import declared_prefixes
from kg.graph.sparql_tokens import Token, tokens, unescaped
from kg.graph.strange_names import asked
from kg.graph.strange_paths import parts
from kg.vocabulary import ARTICLE, ID, KG, PREFIXES, XSD

Value = ox.NamedNode | ox.Literal

_SHOWN: Final = 20
_SAMPLE: Final = 200
_TYPES: Final = ("string", "integer", "decimal", "gYear", "date")


def strange_values(dataset: Dataset, query: str) -> list[str]:
    """Give a sentence for each value that can match nothing after its property, the first twenty.

    The query is one that has been read without fault.
    """
    words = list(tokens(query))
    prefixes = {**PREFIXES, **declared_prefixes(words)}
    pairs = dict.fromkeys(_pairs(asked(words), prefixes))
    said = (_sentence(dataset, property, value) for property, value in pairs)
    return list(islice((each for each in said if each), _SHOWN))


def _pairs(words: list[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[ox.NamedNode, Value]]:
    """Give each literal or thing that stands right behind a property that is alone there, with the property."""
    in_values = False
    for at, word in enumerate(words[:-1]):
        in_values = word.text.upper() == "VALUES" or (in_values and word.text != "}")
        alone = at > 0 and words[at - 1].text not in ("|", "^")
        if alone and not in_values and word.kind in ("name", "iri"):
            value = literal_in(words[at + 1 : at + 4], prefixes) or _thing(words[at + 1], prefixes)
            if value is not None:
                yield ox.NamedNode(iri_of(word, prefixes)), value


def iri_of(word: Token, prefixes: Mapping[str, str]) -> str:
    """Give the whole IRI of a name."""
    if word.kind == "iri":
        return unescaped(word.text[1:-1])
    prefix, _, local = word.text.partition(":")
    return prefixes[prefix] + unescaped(local)


def literal_in(words: list[Token], prefixes: Mapping[str, str]) -> ox.Literal | None:
    """Read the literal with which the words begin, with its type or language, as Turtle writes it too."""
    first, *rest = words
    if first.kind != "number" and first.text[0] not in "\"'":
        return None
    tail = ""
    if rest and rest[0].text.startswith("@"):
        tail = rest[0].text
    elif len(rest) > 1 and rest[0].text == "^^":
        tail = f"^^<{iri_of(rest[1], prefixes)}>"
    try:
        triple = next(ox.parse(f"<x:s> <x:p> {first.text}{tail} .".encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        return None
    return triple.object if isinstance(triple.object, ox.Literal) else None


def _thing(word: Token, prefixes: Mapping[str, str]) -> ox.NamedNode | None:
    """Read the name of a thing of ours."""
    iri = iri_of(word, prefixes) if word.kind == "iri" or (word.kind == "name" and ":" in word.text) else ""
    return ox.NamedNode(iri) if iri.startswith(ID) else None


def _sentence(dataset: Dataset, property: ox.NamedNode, value: Value) -> str | None:
    if _is_held(dataset, property, value):
        return None
    paths = [f"{prefixed(property)}/{prefixed(part)}" for part in _parts_with(dataset, property, value)]
    if paths:
        return f"{written(value)} matches nothing after {prefixed(property)}: it is {' or '.join(paths)}"
    return None if isinstance(value, ox.NamedNode) else _other_form(dataset, property, value)


def _parts_with(dataset: Dataset, property: ox.NamedNode, value: Value) -> list[ox.NamedNode]:
    """Give the properties of the records that nest behind the property, if they have the value anywhere."""
    fields = (field for kind in load_form().kinds.values() for field in kind.fields.values())
    inner = {ox.NamedNode(path) for each in fields if each.path == property.value for path in parts(each)}
    return [each for each in sorted(inner, key=str) if _is_near(dataset, each, value)]


def _is_near(dataset: Dataset, property: ox.NamedNode, value: Value) -> bool:
    """Tell whether the value stands behind the property, a number in whichever type."""
    if isinstance(value, ox.NamedNode):
        return _is_held(dataset, property, value)
    written = (ox.Literal(value.value, datatype=ox.NamedNode(XSD + each)) for each in _TYPES)
    return any(_is_held(dataset, property, each) for each in (value, *written))


def _other_form(dataset: Dataset, property: ox.NamedNode, value: ox.Literal) -> str | None:
    quads = islice(dataset.store.quads_for_pattern(None, property, None, None), _SAMPLE)
    known = [quad.object for quad in quads if isinstance(quad.object, ox.Literal | ox.NamedNode)]
    forms = {_form(term): term for term in sorted(known, key=str)}
    if not forms or _form(value) in forms:
        return None
    meant = (each for term in forms.values() for each in _alike(value.value, term))
    right = next((each for each in meant if _is_held(dataset, property, each)), None)
    said = f"{written(value)} matches nothing after {prefixed(property)}: "
    if right is not None:
        return f"{said}it stands there as {written(right)}"
    return f"{said}what stands there is such as {written(next(iter(forms.values())))}"


def _is_held(dataset: Dataset, property: ox.NamedNode, term: ox.NamedNode | ox.Literal) -> bool:
    return next(dataset.store.quads_for_pattern(None, property, term, None), None) is not None


def _form(term: ox.NamedNode | ox.Literal) -> str:
    return "name" if isinstance(term, ox.NamedNode) else f"{term.datatype.value}@{term.language or ''}"


def _alike(text: str, term: ox.NamedNode | ox.Literal) -> Iterator[ox.NamedNode | ox.Literal]:
    """Give what has the text and the form of the term."""
    if isinstance(term, ox.Literal):
        spoken = {"language": term.language} if term.language else {"datatype": term.datatype}
        yield ox.Literal(text, **spoken)
    elif text.replace("-", "").isalnum() and text.isascii():
        yield from (ox.NamedNode(base + text) for base in (KG, ID, ARTICLE))


def written(term: ox.NamedNode | ox.Literal) -> str:
    """Write a term as a query has it."""
    if isinstance(term, ox.NamedNode):
        return prefixed(term)
    if term.datatype.value == XSD + "integer" or (
        term.datatype.value == XSD + "decimal" and "." in term.value
    ):
        return term.value
    lexical, typed, _ = str(term).rpartition("^^")
    return f"{lexical}^^{prefixed(term.datatype)}" if typed else str(term)
