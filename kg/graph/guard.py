"""A stranger's query, looked at before the engine sees it: nothing is fetched, changed or read elsewhere.

The native engine follows SERVICE over the network, and a text nested a few thousand deep ends its whole
process. So the text is cut into words and measured first; what is refused is named with its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kg.graph.sparql_measures import check_measures
from kg.graph.sparql_tokens import Token, codepoints, decoded, place, tokens, unescaped
from kg.graph.sparql_words import CHANGES, QUERY_WORDS
from kg.problems import KgError, suggestion

MAX_CHARACTERS: Final = 100_000

QueryForm = Literal["select", "ask", "construct", "describe"]

_UNFIT: Final = re.compile("[\0\ud800-\udfff]")
_DELIMITERS: Final = frozenset("\"'\\<>#\r\n\0")
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_FORMS: Final[dict[str, QueryForm]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
}
_SENTENCE: Final = re.compile(r"(?:[A-Z][a-z]*|[A-Z]+ [a-z*]+) [^\[\]{}]*[a-z]{2}[^\[\]{}]*")


@dataclass(frozen=True, slots=True)
class FromGraph:
    """A graph that FROM or FROM NAMED names, and where in the text."""

    iri: str
    where: str
    named: bool


@dataclass(frozen=True, slots=True)
class QueryText:
    """What the guard saw: the form, and the graphs that FROM and FROM NAMED name, with their place."""

    form: QueryForm
    dataset: tuple[FromGraph, ...]

    def graphs(self, *, named: bool) -> list[str]:
        """Give the graphs of FROM NAMED, or those of FROM."""
        return list(dict.fromkeys(graph.iri for graph in self.dataset if graph.named == named))


def check_query(text: str, *, graphs: Collection[str], prefixes: Mapping[str, str]) -> QueryForm:
    """Give the form of a query that may be run; raises KgError (2), naming the word and its place.

    `graphs` are the IRIs that FROM may name; `prefixes` those known without a PREFIX line.
    """
    query = read_query(text, prefixes=prefixes)
    check_dataset(query, graphs)
    return query.form


def check_dataset(query: QueryText, graphs: Collection[str]) -> None:
    """Raise KgError where the query's FROM names a graph that is not among these."""
    for each in query.dataset:
        if each.iri not in graphs:
            raise KgError(
                f"{each.where}: FROM <{each.iri}> is not allowed: it is not a graph of this dataset"
            )


def read_query(text: str, *, prefixes: Mapping[str, str]) -> QueryText:
    """Look at a query without running it; raises KgError (2) for all but what graphs FROM names."""
    _check_characters(text)
    if escapes := codepoints(text):
        _check_decoded(text, escapes)
    words = list(tokens(text))
    _check_words(words, text)
    check_measures(words, text)
    known = {**prefixes, **declared_prefixes(words)}
    _check_names(words, text, known)
    return QueryText(_form(words, text), tuple(_dataset(words, text, known)))


def syntax_error(error: SyntaxError, text: str) -> KgError:
    """Give the engine's complaint as `line 2, column 5: …`.

    pyoxigraph 0.5.13 tells the farthest place it came to; what it expected there is mostly the alphabet
    of its grammar, and only a sentence or a single keyword in it is worth passing on.
    """
    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", str(error.msg), re.DOTALL)
    if found is None:
        return KgError(f"the query cannot be read: {error.msg}")
    line = min(int(found[1]), text.count("\n") + 1)
    return KgError(f"line {line}, column {found[2]}: {_reason(found[3])}")


def _reason(expected: str) -> str:
    parts = expected.split(", ")
    sentence = next((part for part in parts if _SENTENCE.fullmatch(part)), None)
    if sentence is not None:
        return sentence
    hint = f" (it could go on with {parts[0]})" if len(parts) == 1 and parts[0] in QUERY_WORDS else ""
    return f"the query makes no sense at this place or before it{hint}"


def _check_characters(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise KgError(f"the query has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read")
    if found := _UNFIT.search(text):
        name = "a NUL character" if found[0] == "\0" else "half a character (a lone surrogate)"
        raise KgError(f"{place(text, found.start())}: {name} cannot stand in a query")


def _check_decoded(text: str, escapes: list[tuple[int, str, str]]) -> None:
    """Look for forbidden words as an engine sees them that decodes escapes first, as the standard says.

    pyoxigraph decodes them only inside texts and IRIs. Where a decoded character would end a text or an
    IRI the two ways of reading part, so such an escape is refused.
    """
    for at, escape, character in escapes:
        if character in _DELIMITERS:
            raise KgError(
                f"{place(text, at)}: {escape} stands for {character!r}; write that without an escape"
            )
    plain, origins = decoded(text, escapes)
    words = list(tokens(plain))
    for index, word in enumerate(words):
        _refuse_forbidden(words, index, text, origins[word.at])


def _check_words(words: list[Token], text: str) -> None:
    for index, word in enumerate(words):
        _refuse_forbidden(words, index, text, word.at)
        if word.kind == "word" and word.text.upper() not in QUERY_WORDS:
            near = suggestion(word.text.upper(), QUERY_WORDS)
            raise KgError(f"{place(text, word.at)}: “{word.text}” is not a word of SPARQL{near}")


def _refuse_forbidden(words: list[Token], index: int, text: str, at: int) -> None:
    word, upper = words[index], words[index].text.upper()
    if (word.kind == "word" and "SERVICE" in upper) or (word.kind == "name" and _hides_service(words, index)):
        raise KgError(f"{place(text, at)}: SERVICE is not allowed: a query asks this graph and nothing else")
    if word.kind == "word" and upper in CHANGES:
        raise KgError(f"{place(text, at)}: {upper} is not allowed: the graph is only read")


def _hides_service(words: list[Token], index: int) -> bool:
    """Tell whether pyoxigraph would read a name here, as in `servicekg:x {`, as SERVICE kg:x."""
    before = words[index - 1].text.upper() if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    named = before in ("GRAPH", "FROM", "NAMED")
    return after == "{" and not named and "SERVICE" in words[index].text.upper().split(":")[0]


def _check_names(words: list[Token], text: str, known: Mapping[str, str]) -> None:
    based = any(word.kind == "word" and word.text.upper() == "BASE" for word in words)
    for word in words:
        prefix = word.text.split(":")[0]
        if word.kind == "name" and prefix not in known:
            near = suggestion(prefix, known)
            raise KgError(f"{place(text, word.at)}: the prefix {prefix}: is not declared{near}")
        if word.kind == "iri" and not based and not _ABSOLUTE.match(unescaped(word.text)):
            raise KgError(f"{place(text, word.at)}: {word.text} is a relative IRI, and there is no BASE")


def declared_prefixes(words: list[Token]) -> dict[str, str]:
    """Give the prefixes that the query itself declares."""
    found: dict[str, str] = {}
    for word, name, iri in zip(words, words[1:], words[2:], strict=False):
        if word.text.upper() == "PREFIX" and name.text.endswith(":") and iri.kind == "iri":
            found[name.text[:-1]] = unescaped(iri.text[1:-1])
    return found


def _form(words: list[Token], text: str) -> QueryForm:
    for word in words:
        if form := _FORMS.get(word.text.upper()):
            return form
    raise KgError(f"{place(text, len(text))}: there is no {' or '.join(_FORMS)}")


def _dataset(words: list[Token], text: str, known: Mapping[str, str]) -> Iterator[FromGraph]:
    """Give every graph that FROM and FROM NAMED name, with its place."""
    for index, word in enumerate(words):
        if word.kind != "word" or word.text.upper() != "FROM":
            continue
        graph = next((each for each in words[index + 1 : index + 3] if each.text.upper() != "NAMED"), None)
        where = place(text, word.at)
        if graph is None or graph.kind not in ("iri", "name"):
            raise KgError(f"{where}: FROM names no graph")
        yield FromGraph(_graph_iri(graph, where, known), where, graph is not words[index + 1])


def _graph_iri(graph: Token, where: str, known: Mapping[str, str]) -> str:
    if graph.kind == "name":
        prefix, local = graph.text.split(":", 1)
        return known[prefix] + unescaped(local)
    if not _ABSOLUTE.match(unescaped(graph.text)):
        raise KgError(f"{where}: FROM {graph.text} is a relative IRI; write the whole IRI of the graph")
    return unescaped(graph.text[1:-1])
