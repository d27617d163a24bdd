"""The data of a map's page: nodes, and ties, events and claims as columns, in numbers that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, count, pairwise
from operator import attrgetter
from typing import Any, Final

from kg.pages.languages import Texts
from kg.pages.looks import kind_words, node_look
from kg.pages.model import Evidence, MapDifference, MapPage, MapTie

# Ties, events and claims are columns: names in every row would be two thirds of a large file.
_CLAIM: Final = tuple(Evidence.__dataclass_fields__)
_TIE: Final = ("id", "source", "target", "kind", "label", "planned", "note")
_EVENT: Final = ("id", "label", "date", "kind", "code", "within", "reason", "group", "day", "derived")
_TIE_NUMBERS: Final = ("p", "n", "strength", "polarity")
_EVENT_NUMBERS: Final = ("score", "weight", "contribution", "alone")
_CHANGE: Final = ("tie", "change", "reason", "gained", "lost")
_STRENGTHS: Final = ("strength_before", "strength_after")
_CLAIM_ROW: Final = attrgetter(*_CLAIM)
_DECIMALS: Final = 12


class Numbered:
    """The claims of a page, each once, found again by its number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}

    def numbers(self, groups: Sequence[Sequence[Evidence]]) -> list[list[int]]:
        """Give the numbers of the claims of each group."""
        rows = list(map(_CLAIM_ROW, chain.from_iterable(groups)))
        new = [row for row in dict.fromkeys(rows) if row not in self._numbers]
        self._numbers.update(zip(new, count(len(self._numbers))))
        found = list(map(self._numbers.__getitem__, rows))
        return [found[begin:end] for begin, end in pairwise(accumulate(map(len, groups), initial=0))]

    def columns(self) -> dict[str, tuple[Any, ...]]:
        """Give the claims in the order of their numbers, field by field."""
        columns = zip(*self._numbers, strict=True) if self._numbers else [()] * len(_CLAIM)
        return dict(zip(_CLAIM, columns, strict=True))


def node_rows(page: MapPage, claims: Numbered, texts: Texts) -> list[dict[str, Any]]:
    """Give a row for each node, as pyvis has them."""
    kinds = {kind: (node_look(kind), kind_words(kind, texts)) for kind in {node.kind for node in page.nodes}}
    numbers = claims.numbers([node.claims for node in page.nodes])
    sizes = _rounded((node.size for node in page.nodes), 2)
    nodes = []
    for node, size, own in zip(page.nodes, sizes, numbers, strict=True):
        look, words = kinds[node.kind]
        nodes.append(
            {
                "id": node.id,
                "label": node.label,
                "shape": look.shape,
                "x": node.x,
                "y": node.y,
                "size": size,
                "kind": look.name,
                "type": words,
                "names": node.other_names,
                "claims": own,
                **({"data": node.in_data} if node.in_data else {}),
            }
        )
    return nodes


def tie_columns(ties: Sequence[MapTie]) -> dict[str, list[Any]]:
    """Give the ties field by field; of their events, how many each has."""
    return _columns(ties, _TIE, _TIE_NUMBERS) | {
        "sign": [tie.sign or "none" for tie in ties],
        "width": _widths(ties),
        "bend": _bends(ties),
        "events": [len(tie.events) for tie in ties],
    }


def event_columns(page: MapPage, claims: Numbered) -> dict[str, list[Any]]:
    """Give the events of all ties, one tie's after the other's, field by field."""
    every = [event for tie in page.ties for event in tie.events]
    issues = {name: index for index, (name, _) in enumerate(page.issues)}
    return _columns(every, _EVENT, _EVENT_NUMBERS) | {
        "claims": claims.numbers([event.claims for event in every]),
        "issues": [[issues[name] for name in event.issues] for event in every],
    }


def _columns(things: Sequence[object], fields: Iterable[str], numbers: Iterable[str]) -> dict[str, list[Any]]:
    """Give some fields of all things as they are, and some as rounded numbers."""
    plain = {name: list(map(attrgetter(name), things)) for name in fields}
    return plain | {name: _rounded(map(attrgetter(name), things), _DECIMALS) for name in numbers}


def _widths(ties: Sequence[MapTie]) -> list[float]:
    """Give how broad each line is, in pixels: the strongest one 6."""
    strengths = [tie.strength or 0.0 for tie in ties]
    strongest = max(strengths, default=0.0) or 1.0
    return _rounded((1.4 + 4.6 * strength / strongest for strength in strengths), 2)


def _bends(ties: Sequence[MapTie]) -> list[float]:
    """Give how far each line is bent: the second and third between the same two nodes, so that all are seen."""
    before: dict[tuple[str, str], int] = {}
    bends = []
    for tie in ties:
        pair = (tie.source, tie.target) if tie.source < tie.target else (tie.target, tie.source)
        number = before[pair] = before.get(pair, -1) + 1
        bend = round(0.16 * ((number + 1) // 2), 2) if number else 0.0
        bends.append(bend if not number or (number % 2 == 1) == (tie.source < tie.target) else -bend)
    return bends


def difference_rows(one: MapDifference) -> dict[str, Any]:
    """Give two periods side by side, a row for each line that has changed."""
    columns = _columns(one.changes, _CHANGE, _STRENGTHS)
    rows = zip(*columns.values(), strict=True)
    changes = [
        dict(zip(columns, row, strict=True)) | ({"words": change.words} if change.words else {})
        for change, row in zip(one.changes, rows, strict=True)
    ]
    return {"id": one.id, "kind": one.kind, "before": one.before, "after": one.after, "changes": changes}


def _rounded(values: Iterable[float | None], decimals: int) -> list[float]:
    """Round numbers all at once; None becomes nan, which the page's data has as null."""
    from numpy import array

    rounded: list[float] = array(list(values), dtype=float).round(decimals).tolist()
    return rounded
