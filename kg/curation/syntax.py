"""YAML's syntax errors in words for a curator, at the place where the slip is."""

from __future__ import annotations

import yaml

from kg.problems import Mark, Problem

# The parser's words (libyaml's and PyYAML's), by what they begin with, and what a curator should look for.
_MEANING = (
    (
        "mapping values are not allowed",
        "a colon where no key can stand: put a text that holds “: ” in quotes",
    ),
    ("found character", "a value cannot begin with this character: put the text in quotes"),
    ("found a tab character", "a tab: indent with spaces"),
    ("could not find expected ':'", "a key without its colon"),
    ("did not find expected key", "this line does not fit the ones above: check indentation and quotes"),
    ("expected <block end>", "this line does not fit the ones above: check indentation and quotes"),
    ("did not find expected '-' indicator", "an item of the list above should begin with “- ” here"),
    ("did not find expected ',' or ']'", "a list in [ ] is not closed, or a comma is missing"),
    ("expected ',' or ']'", "a list in [ ] is not closed, or a comma is missing"),
    ("did not find expected ',' or '}'", "a record in { } is not closed, or a comma is missing"),
    ("expected ',' or '}'", "a record in { } is not closed, or a comma is missing"),
    ("found unknown escape character", "a backslash in double quotes begins an escape: use single quotes"),
    ("found unexpected end of stream", "these quotes are not closed"),
    ("found unexpected document indicator", "these quotes are not closed"),
    (
        "did not find expected alphabetic",
        "“*” and “&” have a meaning of their own in YAML: put the text in quotes",
    ),
    ("expected alphabetic", "“*” and “&” have a meaning of their own in YAML: put the text in quotes"),
    ("block sequence entries are not allowed", "a list cannot begin here: put it on lines of its own"),
    ("did not find expected node content", "a value is missing here"),
    ("expected the node content", "a value is missing here"),
    (
        "did not find expected <document start>",
        "text after the end of the record: check indentation and quotes",
    ),
    ("expected '<document start>'", "text after the end of the record: check indentation and quotes"),
    ("did not find expected hexdecimal number", "a broken escape in double quotes"),
    ("found invalid Unicode character escape", "an escape that stands for no character"),
)
_BEGINS_EARLIER = ("found unexpected end of stream", "found unexpected document indicator")


def syntax_problem(error: yaml.YAMLError, name: str) -> Problem:
    """Give the Problem for a syntax error that ended the reading of a file."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    place = getattr(error, "problem_mark", None)
    if said.startswith(_BEGINS_EARLIER):
        place = getattr(error, "context_mark", None) or place
    mark = Mark(name, place.line + 1, place.column + 1) if place else Mark(name)
    meaning = next((words for begin, words in _MEANING if said.startswith(begin)), "")
    return Problem(mark, f"not YAML: {meaning}{_begun(error)} ({said})" if meaning else f"not YAML: {said}")


def _begun(error: yaml.YAMLError) -> str:
    start = getattr(error, "context_mark", None)
    flow = "flow" in str(getattr(error, "context", ""))
    return f" (it begins at line {start.line + 1})" if start and flow else ""
