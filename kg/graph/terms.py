"""Terms as people write and read them: `id:mike-pompeo`, `<https://…>`, `"text"@en`, `2019-07-21`, `5`."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.problems import KgError, suggestion
from kg.vocabulary import PREFIXES, XSD

_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([A-Za-z0-9](?:[\w./#-]|\\[/#])*)")
_LITERAL = re.compile(r'"([^"\\]*)"(?:@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|\^\^(\S+))?')
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
_BARE = (
    (re.compile(r"-?[0-9]{1,18}"), "integer"),
    (re.compile(r"-?[0-9]{1,18}\.[0-9]+"), "decimal"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date"),
)


def read_term(text: str) -> ox.NamedNode | ox.Literal:
    """Read a value that a caller binds to a variable; a text that has no other form is a plain text.

    Raises KgError for a prefix that is not set, or an IRI that cannot be one.

    A slash may be escaped, as a query needs it, or not.

    >>> read_term("id:MEX").value
    'https://w3id.org/legation/id/MEX'
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise KgError(f"{text!r} is not UTF-8 text")
    if text.startswith("<") and text.endswith(">"):
        return _iri(text[1:-1])
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed and prefixed[1] in PREFIXES:
        return _iri(PREFIXES[prefixed[1]] + prefixed[2].replace("\\", ""))
    if prefixed and not prefixed[2].startswith("//") and suggestion(prefixed[1], PREFIXES):
        raise KgError(f"“{prefixed[1]}:” is not a prefix{suggestion(prefixed[1], PREFIXES)}")
    literal = _LITERAL.fullmatch(text)
    if literal:
        return _literal(literal)
    for form, datatype in _BARE:
        if form.fullmatch(text):
            return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    return ox.Literal(text)


def _literal(found: re.Match[str]) -> ox.Literal:
    value, language, datatype = found.groups()
    if language:
        return ox.Literal(value, language=language)
    if datatype:
        typed = read_term(datatype)
        if not isinstance(typed, ox.NamedNode):
            raise KgError(f"“{datatype}” is not a datatype such as xsd:date")
        return ox.Literal(value, datatype=typed)
    return ox.Literal(value)


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise KgError(f"<{text[:80]}> is not an IRI: {error}") from error


def short(term: object) -> str:
    """Give a term as people read it: an IRI without its base, a text without quotes, nothing as an empty text."""
    if isinstance(term, ox.NamedNode):
        for prefix, base in _LONGEST_FIRST:
            if term.value.startswith(base):
                local = term.value.removeprefix(base)
                return (
                    local if prefix in ("id", "kg", "claim", "article", "conflict") else f"{prefix}:{local}"
                )
        return term.value
    if isinstance(term, ox.Literal | ox.BlankNode):
        return term.value
    return ""
