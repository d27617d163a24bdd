"""Prepared questions: each a .rq file whose head says the question, what it answers and its parameters.

# question: Who met whom, where and when?
# answers: cq08
# parameter: who iri required
# parameter: year integer optional 2019
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import pyoxigraph as ox

from kg.problems import KgError, suggestion
from kg.vocabulary import ARTICLE, ID, KG, PREFIXES, XSD, views_folder

_HEAD = re.compile(r"^#\s*(question|answers|parameter|columns):\s*(.*)$")
_NAME = re.compile(r"[a-z0-9-]+")
_KINDS = ("iri", "term", "article", "text", "date", "integer")
_COLUMNS = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?(.*?)\s*(?:\bWHERE\b|\{)", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a view asks for; `kind` is iri (a thing's name), term (a choice), article, text, date or integer."""

    name: str
    kind: str
    required: bool
    default: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A prepared question with its query."""

    name: str
    question: str
    answers: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    query: str

    @property
    def unordered(self) -> str:
        """Give the query without its order, for those who sort or gather the rows themselves."""
        query, _, order = self.query.rpartition("\nORDER BY ")
        return query if query and not set(order) & set("{}") else self.query

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the names of the answer's columns; none for an ASK."""
        found = _COLUMNS.search(re.sub(r"^\s*#.*$", "", self.query, flags=re.M))
        if found is None:
            return ()
        text = re.sub(
            r"\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\bAS\s+(\?\w+)\s*\)",
            r"\1",
            found[1],
            flags=re.I,
        )
        return tuple(re.findall(r"\?(\w+)", text))


@cache
def views() -> Mapping[str, View]:
    """Give every shipped view by name, in the order of names."""
    names = sorted(path.stem for path in views_folder().glob("*.rq"))
    return {name: _read_view(name) for name in names}


def _read_view(name: str) -> View:
    return parse_view(name, (views_folder() / f"{name}.rq").read_text(encoding="utf-8"))


def view_named(name: str) -> View:
    """Give the view of that name; raises KgError with the nearest name."""
    if _NAME.fullmatch(name) and (views_folder() / f"{name}.rq").is_file():
        return _read_view(name)  # this one only: there are many
    raise KgError(f"no prepared question is called “{name}”{suggestion(name, views())}; kg ask lists them")


def parse_view(name: str, text: str) -> View:
    """Read a view from the text of its file; raises KgError for a head that cannot be read."""
    question, answers, parameters = "", "", []
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head and head[1] == "question":
            question = head[2].strip()
        elif head and head[1] == "answers":
            answers = head[2]
        elif head and head[1] == "parameter":
            parameters.append(_parameter(name, head[2].split()))
    if not question:
        raise KgError(f"views/{name}.rq: the first comment says no question", exit_code=3)
    return View(name, question, tuple(re.findall(r"\w+", answers)), tuple(parameters), text)


def _parameter(view: str, words: list[str]) -> Parameter:
    if len(words) not in (3, 4) or words[1] not in _KINDS or words[2] not in ("required", "optional"):
        raise KgError(
            f"views/{view}.rq: a parameter is written: name kind required|optional default", exit_code=3
        )
    return Parameter(words[0], words[1], words[2] == "required", words[3] if len(words) == 4 else None)


def bindings(view: View, given: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """Turn a caller's texts into the terms that the view's parameters are bound to.

    Raises KgError for an unknown or missing parameter, or a value that does not fit its kind.
    """
    known = _known(view, given)
    values = {p.name: given.get(p.name, p.default) for p in view.parameters}
    terms = {name: parameter_term(known[name], value) for name, value in values.items() if value is not None}
    _check_order(given)
    return terms


def check_given(view: View, given: Mapping[str, str]) -> None:
    """Raise KgError as `bindings` does, except for the names of things: these are found in a graph."""
    known = _known(view, given)
    for name, value in given.items():
        if known[name].kind != "iri":
            parameter_term(known[name], value)
    _check_order(given)


def _check_order(given: Mapping[str, str]) -> None:
    """Raise KgError for days that end before they begin."""
    since, until = given.get("since"), given.get("until")
    if since and until and until < since:
        raise KgError(f"until: {until} is before since, {since}")


def _known(view: View, given: Mapping[str, str]) -> dict[str, Parameter]:
    """Give the view's parameters by name; raises KgError for one given that is none, or one that is missing."""
    known = {parameter.name: parameter for parameter in view.parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise KgError(f"{view.name} has no parameter “{name}”{suggestion(name, known)}; it takes {names}")
    missing = [p.name for p in view.parameters if p.required and p.name not in given]
    if missing:
        raise KgError(f"{view.name} needs -p {missing[0]}=… ({known[missing[0]].kind})")
    return known


def parameter_term(parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """Give the RDF term of a parameter's value."""
    match parameter.kind:
        case "text":
            return ox.Literal(value)
        case "integer":
            return _typed(parameter, value, r"-?[0-9]{1,18}", "integer", "a whole number")
        case "date":
            return _day(parameter, value)
        case _:
            prefix, base = {"iri": ("id", ID), "term": ("kg", KG), "article": ("article", ARTICLE)}[
                parameter.kind
            ]
            local = re.fullmatch(rf"(?:{prefix}:)?([A-Za-z0-9][A-Za-z0-9-]*)", value)
            if local:
                return ox.NamedNode(base + local[1])
            return _whole_iri(parameter, value)


def _whole_iri(parameter: Parameter, value: str) -> ox.NamedNode:
    """Give the IRI that stands as a whole or with a prefix, as answers write it: claim:001\\/ebrard-talks."""
    prefix, found, local = value.partition(":")
    if (
        found
        and re.fullmatch(r"[A-Za-z0-9](?:[\w./#-]|\\[/#])*", local, flags=re.ASCII)
        and prefix in PREFIXES
    ):
        return ox.NamedNode(PREFIXES[prefix] + local.replace("\\", ""))
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        raise KgError(f"{parameter.name}: “{value[:60]}” is neither a name such as mike-pompeo nor an IRI")
    return ox.NamedNode(value)


def _day(parameter: Parameter, value: str) -> ox.Literal:
    term = _typed(parameter, value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date", "a day such as 2019-07-21")
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise KgError(f"{parameter.name}: “{value}” is no day of the calendar") from error
    return term


def _typed(parameter: Parameter, value: str, pattern: str, datatype: str, due: str) -> ox.Literal:
    if not re.fullmatch(pattern, value, flags=re.ASCII):
        raise KgError(f"{parameter.name}: “{value[:60]}” is not {due}")
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))
