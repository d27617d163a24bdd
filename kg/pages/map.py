"""The interactive map: one HTML file that opens offline, with the claims behind every node and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from kg.curation.memory import collector_paused
from kg.pages.languages import Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.looks import SIGNS, TIES, kind_words, node_look
from kg.pages.model import Evidence, MapDifference, MapEvent, MapNode, MapPage, checked
from kg.pages.templating import asset, environment, with_policy

if TYPE_CHECKING:
    from markupsafe import Markup
    from pyvis.network import Network

    from kg.pages.report import Link

STYLES: Final = ("page.css", "map.css")
SCRIPTS: Final = (
    "read.js",
    "count.js",
    "draw.js",
    "labels.js",
    "panel.js",
    "filter.js",
    "find.js",
    "table.js",
    "story.js",
    "save.js",
    "start.js",
)
OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 250,
        "zoomSpeed": 0.5,
    },
}
#: The groups of the catalogue that the script of the page says.
SAID: Final = ("says", "date", "number", "side", "tag", "reason", "said-sign", "mark", "change", "basis")
# Ties, events and claims are rows, as the names of their fields would be two thirds of a large file. What comes
# first in a row is taken as it is, what follows is worked out.
_CLAIM: Final = tuple(Evidence.__dataclass_fields__)
_TIE: Final = ("id", "source", "target", "kind", "label", "planned", "note")
_EVENT: Final = ("id", "label", "date", "kind", "code", "within", "reason", "group", "day")
_STRENGTHS: Final = ("strength_before", "strength_after")
_CLAIM_ROW, _TIE_ROW, _EVENT_ROW, _STRENGTH_ROW = (
    attrgetter(*names) for names in (_CLAIM, _TIE, _EVENT, _STRENGTHS)
)
_FIELDS: Final = {
    "claims": _CLAIM,
    "edges": (*_TIE, "sign", "width", "bend", "p", "n", "strength", "polarity", "events"),
    "events": (*_EVENT, "score", "weight", "contribution", "alone", "claims", "issues"),
}
_COUNTED: Final = ("node", "tie", "event", "claim")
_SPAN: Final = ("name", "first", "last", "words")
_NETWORK_JS: Final = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")


def map_html(page: MapPage, home: Link | None = None, twins: Sequence[Twin] = ()) -> str:
    """Give the whole map as one HTML text; the same page gives the same text, whatever the order.

    `home` is a link at its head that leads out of it, `twins` say where it stands in other languages.
    """
    with collector_paused():
        return with_policy(str(_network(checked(page), home, twins).generate_html()))


def _network(page: MapPage, home: Link | None, twins: Sequence[Twin]) -> Network:
    from pyvis.network import Network

    claims, texts = _Numbered(), texts_of(page.language)
    network = Network()
    # pyvis looks up every id in a list and every pair in all edges: we fill its lists ourselves
    network.nodes = [_node(node, claims, texts) for node in page.nodes]
    network.edges = list(_ties(page, claims))
    network.heading = page.title
    network.options = OPTIONS
    network.templateEnv = environment()
    network.templateEnv.globals |= {
        "t": texts,
        "page": page,
        "home": home,
        "twins": twins,
        "differences": [_difference(one) for one in page.differences],
        "spans": [{name: getattr(one, name) for name in _SPAN} for one in page.periods],
        "rules": dict(page.rules),
        "labels": {node.id: node.label for node in page.nodes},
        "looks": _legend(page, texts),
        "fields": _FIELDS,
        "claims": claims.rows,
        "words": _words(page, texts),
        "network_js": _network_js(),
        "style": asset(*STYLES),
        "script": asset(*(f"map/{name}" for name in SCRIPTS)),
    }
    network.path = "map.html.j2"
    return network


def _network_js() -> Markup:
    """Give vis-network as pyvis ships it, with LF line ends and without the address of its source map."""
    from markupsafe import Markup

    script = files("pyvis").joinpath(*_NETWORK_JS).read_bytes().decode("utf-8")
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return Markup(script.partition("//# sourceMappingURL")[0])


class _Numbered:
    """The claims of a page, each written once as a row, found again by its number."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self._numbers: dict[Evidence, int] = {}

    def numbers(self, claims: Iterable[Evidence]) -> list[int]:
        found = []
        for claim in claims:
            number = self._numbers.setdefault(claim, len(self.rows))
            if number == len(self.rows):
                self.rows.append(_CLAIM_ROW(claim))
            found.append(number)
        return found


def _words(page: MapPage, texts: Texts) -> dict[str, str]:
    """Give what the script says by key, with the words for the modalities that the page has."""
    words = {key: text for group in SAID for key, text in texts.group(group).items()}
    for noun in _COUNTED:
        words |= texts.group(f"count.{noun}")
    under = (event.claims for tie in page.ties for event in tie.events)
    held = {claim.modality for claims in (*under, *(node.claims for node in page.nodes)) for claim in claims}
    said = {name: texts.term(name) for name in sorted(held)}
    return words | {f"modality.{name}": word for name, word in said.items() if word != name}


def _node(node: MapNode, claims: _Numbered, texts: Texts) -> dict[str, Any]:
    look = node_look(node.kind)
    return {
        "id": node.id,
        "label": node.label,
        "shape": look.shape,
        "x": node.x,
        "y": node.y,
        "size": round(node.size, 2),
        "kind": look.name,
        "type": kind_words(node.kind, texts),
        "names": list(node.other_names),
        "claims": claims.numbers(node.claims),
        **({"data": node.in_data} if node.in_data else {}),
    }


def _ties(page: MapPage, claims: _Numbered) -> Iterator[list[Any]]:
    """Give a row for each tie; the second and third between the same two nodes are bent so that all are seen."""
    strongest = max((tie.strength or 0.0 for tie in page.ties), default=0.0) or 1.0
    before: Counter[tuple[str, str]] = Counter()
    issues = {name: index for index, (name, _) in enumerate(page.issues)}
    for tie in page.ties:
        pair = (tie.source, tie.target) if tie.source < tie.target else (tie.target, tie.source)
        bend = round(0.16 * ((before[pair] + 1) // 2), 2)
        clockwise = (before[pair] % 2 == 1) == (tie.source < tie.target)
        before[pair] += 1
        yield [
            *_TIE_ROW(tie),
            tie.sign or "none",
            round(1.4 + 4.6 * (tie.strength or 0.0) / strongest, 2),
            bend if clockwise else 0 - bend,
            *_rounded(tie.p, tie.n, tie.strength, tie.polarity),
            [_event(event, claims, issues) for event in tie.events],
        ]


def _event(event: MapEvent, claims: _Numbered, issues: Mapping[str, int]) -> list[Any]:
    return [
        *_EVENT_ROW(event),
        *_rounded(event.score, event.weight, event.contribution, event.alone),
        claims.numbers(event.claims),
        [issues[name] for name in event.issues],
    ]


def _difference(one: MapDifference) -> dict[str, Any]:
    fields = ("tie", "change", "reason", "gained", "lost")
    changes = [
        {name: getattr(change, name) for name in fields}
        | ({"words": change.words} if change.words else {})
        | dict(zip(_STRENGTHS, _rounded(*_STRENGTH_ROW(change)), strict=True))
        for change in one.changes
    ]
    return {"id": one.id, "kind": one.kind, "before": one.before, "after": one.after, "changes": changes}


def _rounded(*values: float | None) -> list[float | None]:
    return [value if value is None else round(value, 12) for value in values]


def _legend(page: MapPage, texts: Texts) -> dict[str, list[dict[str, Any]]]:
    """Give the legend: the kinds of nodes and ties and the signs that the page holds, with their counts."""
    nodes = Counter(node_look(node.kind) for node in page.nodes)
    kinds = Counter(tie.kind for tie in page.ties)
    signs = Counter(tie.sign or "none" for tie in page.ties)
    called = {look: texts(f"node.{look.colour}") for look in nodes}
    return {
        "nodes": [
            {"name": look.name, "label": called[look], "shape": look.shape, "colour": look.colour, "count": n}
            for look, n in sorted(nodes.items(), key=lambda item: (-item[1], item[0].name))
        ],
        "ties": [
            {"name": name, "label": texts(f"line.{name}"), "count": kinds[name]}
            | {"dashes": list(look.dashes), "arrow": look.arrow}
            for name, look in TIES.items()
            if kinds[name]
        ],
        "signs": [
            {"name": name, "label": texts(f"line-sign.{name}"), "colour": colour, "count": signs[name]}
            for name, colour in SIGNS.items()
            if signs[name]
        ],
    }
