"""How each kind of node, tie and sign is drawn: shape, colour name, dashes; colours stand in page.css.

What each is called stands in the catalogues, under `node` (by colour), `line` and `line-sign`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.pages.languages import Texts


@dataclass(frozen=True, slots=True)
class NodeLook:
    """How a family of nodes is drawn: its name in the page's address, its vis-network shape, its colour's name."""

    name: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class TieLook:
    """How a kind of tie is drawn: its dashes in pixels (none: solid), whether it has an arrow."""

    dashes: tuple[int, ...] = ()
    arrow: bool = False


_STATE: Final = NodeLook("States", "dot", "state")
_PERSON: Final = NodeLook("Persons", "triangle", "person")
_BODY: Final = NodeLook("Government bodies", "square", "body")
_GROUP: Final = NodeLook("Parties and armed groups", "square", "group")
_WORLD: Final = NodeLook("International organisations", "hexagon", "world")
_MEDIA: Final = NodeLook("Media", "hexagon", "media")
_AGREEMENT: Final = NodeLook("Agreements", "diamond", "agreement")
_POLICY: Final = NodeLook("Policies and measures", "diamond", "policy")
_ISSUE: Final = NodeLook("Issues", "star", "issue")
_EVENT: Final = NodeLook("Events", "triangleDown", "event")
OTHER: Final = NodeLook("Other things", "dot", "other")

NODES: Final[dict[str, NodeLook]] = {
    "State": _STATE,
    "Person": _PERSON,
    "GovernmentBody": _BODY,
    "Administration": _BODY,
    "ArmedForce": _BODY,
    "Party": _GROUP,
    "ArmedGroup": _GROUP,
    "CriminalGroup": _GROUP,
    "Group": _GROUP,
    "InternationalOrganisation": _WORLD,
    "Organisation": _WORLD,
    "Media": _MEDIA,
    "Agreement": _AGREEMENT,
    "Policy": _POLICY,
    "Measure": _POLICY,
    "Programme": _POLICY,
    "Issue": _ISSUE,
    "Event": _EVENT,
}

TIES: Final[dict[str, TieLook]] = {
    "told": TieLook(),
    "announced": TieLook((9, 6)),
    "claimed": TieLook((2, 5)),
}

SIGNS: Final[dict[str, str]] = {"+": "plus", "-": "minus", "mixed": "mixed", "weak": "weak", "none": "none"}
"""The colour of the lines of each sign."""


def in_words(kind: str) -> str:
    """Give a class name as words: “InternationalOrganisation” becomes “International organisation”."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: " " + found[0].lower(), kind)


def kind_words(kind: str, texts: Texts) -> str:
    """Give what a kind of things is called in a language, beginning with a capital."""
    label = texts.term(kind)
    return in_words(kind) if label == kind else label[:1].upper() + label[1:]


def node_look(kind: str) -> NodeLook:
    """Give the look of a kind of node; a kind without its own is drawn as “other”."""
    return NODES.get(kind, OTHER)
