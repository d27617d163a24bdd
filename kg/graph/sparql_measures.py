"""How large and how deep a query may be: the native engine reads by recursion and plans by squares."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kg.graph.sparql_tokens import Token, place
from kg.graph.sparql_words import CHAIN_WORDS
from kg.problems import KgError

MAX_DEPTH: Final = 100
MAX_OPERATORS: Final = 1_000
MAX_UNARY: Final = 20
MAX_COUNT: Final = 2**63 - 1

_PAIRS: Final = {")": "(", "}": "{", "]": "["}
_NO_OPERATOR: Final = frozenset([*".,;(){}[]~?"])


def check_measures(words: list[Token], text: str) -> None:
    """Raise KgError (2) at the place where a query nests too deep, chains too long or counts too far."""
    _check_brackets(words, text)
    operators = unary = 0
    for index, word in enumerate(words):
        unary = unary + 1 if word.kind == "sign" and word.text in ("!", "+", "-") else 0
        if unary > MAX_UNARY:
            raise KgError(f"{place(text, word.at)}: more than {MAX_UNARY} signs like {word.text} in a row")
        operators += _is_operator(word)
        if operators > MAX_OPERATORS:
            raise KgError(f"{place(text, word.at)}: the query has more than {MAX_OPERATORS:,} operators")
        if word.kind == "word" and word.text.upper() in ("LIMIT", "OFFSET"):
            _check_count(words[index : index + 2], text)


def _is_operator(word: Token) -> bool:
    if word.kind == "word":
        return word.text.upper() in CHAIN_WORDS
    return word.kind == "sign" and word.text not in _NO_OPERATOR


def _check_count(words: list[Token], text: str) -> None:
    for number in words[1:]:
        digits = number.text.lstrip("0")
        if number.kind == "number" and digits.isdecimal() and (len(digits) > 19 or int(digits) > MAX_COUNT):
            where = place(text, number.at)
            raise KgError(f"{where}: {words[0].text.upper()} is too large; at most {MAX_COUNT:,}")


def _check_brackets(words: list[Token], text: str) -> None:
    opened: list[Token] = []
    angles = 0
    for before, word in pairwise([None, *words]):
        if word is None or word.kind != "sign":
            continue
        if word.text in "([{":
            opened.append(word)
        elif word.text in _PAIRS and (not opened or opened.pop().text != _PAIRS[word.text]):
            raise KgError(f"{place(text, word.at)}: this {word.text} does not close what is open here")
        # Two `<` side by side open a triple term of SPARQL 1.2, which nests as well.
        angles += word.text == "<" and before is not None and before.text == "<" and before.at + 1 == word.at
        if max(len(opened), angles) > MAX_DEPTH:
            raise KgError(f"{place(text, word.at)}: brackets nest deeper than {MAX_DEPTH}")
    if opened:
        raise KgError(f"{place(text, opened[-1].at)}: this {opened[-1].text} is never closed")
