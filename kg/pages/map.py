"""The interactive map: one HTML file that opens offline, with the claims behind every node and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kg.curation.memory import collector_paused
from kg.pages.languages import Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.looks import SIGNS, TIES, kind_words, node_look
from kg.pages.model import Evidence, MapDifference, MapEvent, MapNode, MapPage, MapTie, checked
from kg.pages.templating import asset, environment, with_policy

if TYPE_CHECKING:
    from markupsafe import Markup

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
_COUNTED: Final = ("node", "tie", "event", "claim")
_SPAN: Final = ("name", "first", "last", "words")
_NETWORK_JS: Final = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")


def map_html(page: MapPage, home: Link | None = None, twins: Sequence[Twin] = ()) -> str:
    """Give the whole map as one HTML text; the same page gives the same text, whatever the order.

    `home` is a link at its head that leads out of it, `twins` say where it stands in other languages.
    """
    from pyvis.network import Network

    page = checked(page)
    claims, texts = _Numbered(), texts_of(page.language)
    network = Network()
    # pyvis looks up every id in a list and every pair in all edges: we fill its lists ourselves
    with collector_paused():
        network.nodes = [_node(node, claims, texts) for node in page.nodes]
        network.edges = _edges(page, claims)
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
        "claims": claims.rows,
        "words": _words(page, texts),
        "network_js": _network_js(),
        "style": asset(*STYLES),
        "script": asset(*(f"map/{name}" for name in SCRIPTS)),
    }
    network.path = "map.html.j2"
    return with_policy(str(network.generate_html()))


def _network_js() -> Markup:
    """Give vis-network as pyvis ships it, with LF line ends and without the address of its source map."""
    from markupsafe import Markup

    script = files("pyvis").joinpath(*_NETWORK_JS).read_bytes().decode("utf-8")
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return Markup(script.partition("//# sourceMappingURL")[0])


class _Numbered:
    """The claims of a page, each written once as a row under a row of names, found again by its number."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = [list(Evidence.__dataclass_fields__)]
        self._numbers: dict[Evidence, int] = {}

    def numbers(self, claims: Iterable[Evidence]) -> list[int]:
        return [self._number(claim) for claim in claims]

    def _number(self, claim: Evidence) -> int:
        if claim not in self._numbers:
            self._numbers[claim] = len(self.rows) - 1
            self.rows.append([getattr(claim, name) for name in self.rows[0]])
        return self._numbers[claim]


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


def _edges(page: MapPage, claims: _Numbered) -> list[dict[str, Any]]:
    """Give the edges; the second and third between the same two nodes are bent so that all are seen."""
    strongest = max((tie.strength or 0.0 for tie in page.ties), default=0.0) or 1.0
    before: Counter[frozenset[str]] = Counter()
    edges = []
    issues = {name: index for index, (name, _) in enumerate(page.issues)}
    for tie in page.ties:
        pair = frozenset((tie.source, tie.target))
        edges.append(_edge(tie, strongest, before[pair], claims, issues))
        before[pair] += 1
    return edges


def _edge(
    tie: MapTie, strongest: float, before: int, claims: _Numbered, issues: Mapping[str, int]
) -> dict[str, Any]:
    look = TIES[tie.kind]
    turn = "curvedCW" if (before % 2 == 1) == (tie.source < tie.target) else "curvedCCW"
    bend = {"enabled": True, "type": turn, "roundness": round(0.16 * ((before + 1) // 2), 2)}
    return {
        "from": tie.source,
        "to": tie.target,
        **({"arrows": "to"} if look.arrow else {}),
        "id": tie.id,
        "label": tie.label,
        "kind": tie.kind,
        "planned": tie.planned,
        "sign": tie.sign or "none",
        "dashes": list(look.dashes) or False,
        "width": round(1.4 + 4.6 * (tie.strength or 0.0) / strongest, 2),
        "smooth": bend if before else False,
        "note": tie.note,
        "p": _rounded(tie.p),
        "n": _rounded(tie.n),
        "strength": _rounded(tie.strength),
        "polarity": _rounded(tie.polarity),
        "events": [_event(event, claims, issues) for event in tie.events],
    }


def _event(event: MapEvent, claims: _Numbered, issues: Mapping[str, int]) -> dict[str, Any]:
    whole = {
        "id": event.id,
        "label": event.label,
        "date": event.date,
        "kind": event.kind,
        "code": event.code,
        "within": event.within,
        "reason": event.reason,
        "group": event.group,
        "day": event.day,
        "score": _rounded(event.score),
        "weight": _rounded(event.weight),
        "contribution": _rounded(event.contribution),
        "alone": _rounded(event.alone),
        "claims": claims.numbers(event.claims),
        "issues": [issues[name] for name in event.issues],
    }
    # what is empty is left out and put back by the page: it is a third of a large map
    return {name: value for name, value in whole.items() if value is not None and value != []}


def _difference(one: MapDifference) -> dict[str, Any]:
    fields = ("tie", "change", "reason", "gained", "lost")
    changes = [
        {name: getattr(change, name) for name in fields}
        | ({"words": change.words} if change.words else {})
        | {name: _rounded(getattr(change, name)) for name in ("strength_before", "strength_after")}
        for change in one.changes
    ]
    return {"id": one.id, "kind": one.kind, "before": one.before, "after": one.after, "changes": changes}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 12)


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
            {"name": name, "label": texts(f"line.{name}"), "dashes": list(look.dashes), "count": kinds[name]}
            for name, look in TIES.items()
            if kinds[name]
        ],
        "signs": [
            {"name": name, "label": texts(f"line-sign.{name}"), "colour": colour, "count": signs[name]}
            for name, colour in SIGNS.items()
            if signs[name]
        ],
    }
