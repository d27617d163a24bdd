"""The interactive map: one HTML file that opens offline, with the claims behind every node and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from kg.curation.memory import collector_paused
from kg.pages.headings import span_words, told_and_announced
from kg.pages.languages import Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.looks import SIGNS, TIES, NodeLook, kind_words, node_look
from kg.pages.model import Evidence, MapDifference, MapPage, MapTie, checked
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
# first in a row is taken as it is, then come numbers, and what follows is worked out.
_CLAIM: Final = tuple(Evidence.__dataclass_fields__)
_TIE: Final = ("id", "source", "target", "kind", "label", "planned", "note")
_EVENT: Final = ("id", "label", "date", "kind", "code", "within", "reason", "group", "day", "derived")
_TIE_NUMBERS: Final = ("p", "n", "strength", "polarity")
_EVENT_NUMBERS: Final = ("score", "weight", "contribution", "alone")
_STRENGTHS: Final = ("strength_before", "strength_after")
_MODALITY: Final = _CLAIM.index("modality")
_CLAIM_ROW: Final = attrgetter(*_CLAIM)
_FIELDS: Final = {
    "claims": _CLAIM,
    "edges": (*_TIE, *_TIE_NUMBERS, "sign", "width", "bend", "events"),
    "events": (*_EVENT, *_EVENT_NUMBERS, "claims", "issues"),
}
_DECIMALS: Final = 12
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
    network.nodes = _nodes(page, claims, texts)
    network.edges = list(_ties(page, claims))
    network.heading = page.title
    network.options = OPTIONS
    network.templateEnv = environment()
    network.templateEnv.globals |= {
        "t": texts,
        "page": page,
        "measured": any(tie.strength is not None for tie in page.ties),
        "home": home,
        "twins": twins,
        "differences": [_difference(one) for one in page.differences],
        "spans": [
            {name: getattr(one, name) for name in _SPAN}
            | ({"words": span_words(one, page.ties, texts)} if page.scored else {})
            for one in page.periods
        ],
        "lines": (*((told_and_announced(page.ties, texts),) if page.scored else ()), *page.lines),
        "rules": dict(page.rules),
        "labels": {node.id: node.label for node in page.nodes},
        "looks": _legend(page, texts),
        "fields": _FIELDS,
        "claims": claims.rows,
        "words": _words(claims, texts),
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
        self._numbers: dict[tuple[Any, ...], int] = {}

    def numbers(self, claims: Iterable[Evidence]) -> list[int]:
        found = []
        for row in map(_CLAIM_ROW, claims):
            number = self._numbers.setdefault(row, len(self.rows))
            if number == len(self.rows):
                self.rows.append(row)
            found.append(number)
        return found


def _words(claims: _Numbered, texts: Texts) -> dict[str, str]:
    """Give what the script says by key, with the words for the modalities that the page has."""
    words = {key: text for group in SAID for key, text in texts.group(group).items()}
    for noun in _COUNTED:
        words |= texts.group(f"count.{noun}")
    said = {name: texts.term(name) for name in sorted({row[_MODALITY] for row in claims.rows})}
    return words | {f"modality.{name}": word for name, word in said.items() if word != name}


def _nodes(page: MapPage, claims: _Numbered, texts: Texts) -> list[dict[str, Any]]:
    kinds = {kind: (node_look(kind), kind_words(kind, texts)) for kind in {node.kind for node in page.nodes}}
    nodes = []
    for node, size in zip(page.nodes, _rounded((node.size for node in page.nodes), 2), strict=True):
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
                "claims": claims.numbers(node.claims),
                **({"data": node.in_data} if node.in_data else {}),
            }
        )
    return nodes


def _ties(page: MapPage, claims: _Numbered) -> Iterator[tuple[Any, ...]]:
    """Give a row for each tie, all columns at once."""
    events = _events(page, claims)
    return zip(
        *_columns(page.ties, _TIE, _TIE_NUMBERS),
        (tie.sign or "none" for tie in page.ties),
        _widths(page.ties),
        _bends(page.ties),
        [list(islice(events, len(tie.events))) for tie in page.ties],
        strict=True,
    )


def _events(page: MapPage, claims: _Numbered) -> Iterator[tuple[Any, ...]]:
    """Give a row for each event of each tie, in order."""
    every = [event for tie in page.ties for event in tie.events]
    issues = {name: index for index, (name, _) in enumerate(page.issues)}
    return zip(
        *_columns(every, _EVENT, _EVENT_NUMBERS),
        [claims.numbers(event.claims) for event in every],
        [[issues[name] for name in event.issues] for event in every],
        strict=True,
    )


def _columns(
    things: Sequence[object], fields: Iterable[str], numbers: Iterable[str]
) -> Iterator[Iterable[Any]]:
    """Give the columns of what is taken as it is, and those of rounded numbers."""
    for name in fields:
        yield map(attrgetter(name), things)
    for name in numbers:
        yield _rounded(map(attrgetter(name), things), _DECIMALS)


def _widths(ties: Sequence[MapTie]) -> list[float]:
    """Give how broad each line is, in pixels: the strongest one 6."""
    strengths = [tie.strength or 0.0 for tie in ties]
    strongest = max(strengths, default=0.0) or 1.0
    return _rounded((1.4 + 4.6 * strength / strongest for strength in strengths), 2)


def _bends(ties: Sequence[MapTie]) -> Iterator[float]:
    """Give how far each line is bent: the second and third between the same two nodes, so that all are seen."""
    before: dict[tuple[str, str], int] = {}
    for tie in ties:
        pair = (tie.source, tie.target) if tie.source < tie.target else (tie.target, tie.source)
        count = before[pair] = before.get(pair, -1) + 1
        bend = round(0.16 * ((count + 1) // 2), 2) if count else 0.0
        yield bend if not count or (count % 2 == 1) == (tie.source < tie.target) else -bend


def _difference(one: MapDifference) -> dict[str, Any]:
    fields = ("tie", "change", "reason", "gained", "lost")
    columns = zip(*_columns(one.changes, fields, _STRENGTHS), strict=True)
    changes = [
        dict(zip((*fields, *_STRENGTHS), row, strict=True))
        | ({"words": change.words} if change.words else {})
        for change, row in zip(one.changes, columns, strict=True)
    ]
    return {"id": one.id, "kind": one.kind, "before": one.before, "after": one.after, "changes": changes}


def _rounded(values: Iterable[float | None], decimals: int) -> list[float]:
    """Round numbers all at once; None becomes nan, which the page's data has as null."""
    from numpy import array

    rounded: list[float] = array(list(values), dtype=float).round(decimals).tolist()
    return rounded


def _legend(page: MapPage, texts: Texts) -> dict[str, list[dict[str, Any]]]:
    """Give the legend: the kinds of nodes and ties and the signs that the page holds, with their counts."""
    nodes: Counter[NodeLook] = Counter()
    for kind, number in Counter(node.kind for node in page.nodes).items():
        nodes[node_look(kind)] += number
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
