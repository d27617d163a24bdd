"""Names in a query that can match nothing: words that the ontology does not have, things that the graph does not hold.

Such a query is no error, and its answer is only empty; so it is said beside the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.curation.form import load_form
from kg.graph.dataset import Dataset
from kg.graph.finding import is_held
from kg.graph.guard import declared_prefixes
from kg.graph.sparql_tokens import Token, tokens, unescaped
from kg.problems import suggestion
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, GRAPH, ID, KG, OWL, PREFIXES, RDF_TYPE, ontology_folder

_SHOWN: Final = 20


def strange_names(dataset: Dataset, query: str) -> list[str]:
    """Give a sentence for each name that can match nothing, words before things, the first twenty of each.

    The query is one that has been read without fault.
    """
    words_of = list(tokens(query))
    prefixes = {**PREFIXES, **declared_prefixes(words_of)}
    named = list(dict.fromkeys(_names(asked(words_of), prefixes)))
    words = [(iri.removeprefix(KG), as_property) for iri, as_property in named if iri.startswith(KG)]
    strange = (word for word, as_property in words if word not in _words(as_property))
    said = [_strange_word(word) for word in islice(strange, _SHOWN)]
    if not dataset.has_claims:
        return said
    ours = (iri for iri, _ in named if iri.startswith((ID, CLAIM, ARTICLE, CONFLICT, GRAPH)))
    absent = (iri for iri in ours if not _is_there(dataset, ox.NamedNode(iri)))
    return said + [_strange_thing(iri) for iri in islice(absent, _SHOWN)]


def _is_there(dataset: Dataset, node: ox.NamedNode) -> bool:
    return is_held(dataset, node) or dataset.store.contains_named_graph(node)


def asked(words: list[Token]) -> list[Token]:
    """Leave out what comes before WHERE in a CONSTRUCT: its template may use words of its own."""
    texts = [word.text.upper() for word in words]
    if "CONSTRUCT" not in texts:
        return words
    return words[texts.index("WHERE") :] if "WHERE" in texts else []


def _names(words: list[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Give the whole IRI of each name, and whether it stands as a property."""
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        declared = before is not None and (before.text.endswith(":") or before.text.upper() == "BASE")
        as_property = after is not None and (after.kind == "variable" or after.text in ("[", "/"))
        prefix, _, local = word.text.partition(":")
        if word.kind == "iri" and not declared:
            yield unescaped(word.text[1:-1]), as_property
        elif word.kind == "name" and local:
            yield prefixes[prefix] + unescaped(local), as_property


@cache
def _words(properties: bool) -> frozenset[str]:
    """Give the local names that the ontology declares, or those of its properties."""
    store, kinds = ox.Store(), (ox.NamedNode(OWL + kind) for kind in ("ObjectProperty", "DatatypeProperty"))
    store.load(path=str(ontology_folder() / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    found = (
        quad.subject
        for kind in (kinds if properties else (None,))
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), kind)
    )
    return frozenset(each.value.removeprefix(KG) for each in found if isinstance(each, ox.NamedNode))


def _strange_word(word: str) -> str:
    fields = (field for kind in load_form().kinds.values() for field in kind.fields.values())
    paths = sorted({_short(field.path) for field in fields if field.name == word})
    if paths:
        return (
            f"kg:{word} matches nothing: in the graph the field “{word}” of a record is {' or '.join(paths)}"
        )
    if word in _words(properties=False):
        return f"kg:{word} matches nothing as a property: it is none"
    return f"kg:{word} matches nothing: it is no word of the ontology{suggestion(word, _words(properties=False))}"


def _strange_thing(iri: str) -> str:
    if iri.startswith(GRAPH):
        return f"{_short(iri)} matches nothing: the graphs are entities, accepted, coding and claims"
    return f"{_short(iri)} matches nothing: it stands nowhere in this graph; kg search finds names"


def _short(iri: str) -> str:
    base = max((base for base in PREFIXES.values() if iri.startswith(base)), key=len, default="")
    prefix = next((name for name, each in PREFIXES.items() if each == base), "")
    return f"{prefix}:{iri.removeprefix(base)}" if base else f"<{iri}>"
