"""The interactive map: one HTML file that opens offline, with the claims behind every node and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kg.curation.memory import collector_paused
from kg.pages.headings import span_words, told_and_announced
from kg.pages.languages import Texts, Twin
from kg.pages.languages import texts as texts_of
from kg.pages.looks import SIGNS, TIES, NodeLook, node_look
from kg.pages.map_data import Numbered, difference_rows, event_columns, node_rows, tie_columns
from kg.pages.model import MapPage, checked
from kg.pages.templating import asset, environment, policy_of

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
_COUNTED: Final = ("node", "tie", "event", "claim")
_SPAN: Final = ("name", "first", "last", "words")
_NETWORK_JS: Final = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")


def map_html(page: MapPage, home: Link | None = None, twins: Sequence[Twin] = ()) -> str:
    """Give the whole map as one HTML text; the same page gives the same text, whatever the order.

    `home` is a link at its head that leads out of it, `twins` say where it stands in other languages.
    """
    with collector_paused():
        return str(_network(checked(page), home, twins).generate_html())


def _network(page: MapPage, home: Link | None, twins: Sequence[Twin]) -> Network:
    from pyvis.network import Network

    claims, texts = Numbered(), texts_of(page.language)
    network = Network()
    # pyvis looks up every id in a list and every pair in all edges: we fill its lists ourselves
    network.nodes = node_rows(page, claims, texts)
    network.edges = tie_columns(page.ties)
    events, held = event_columns(page, claims), claims.columns()
    library, style, script = _network_js(), asset(*STYLES), asset(*(f"map/{name}" for name in SCRIPTS))
    network.heading = page.title
    network.options = OPTIONS
    network.templateEnv = environment()
    network.templateEnv.globals |= {
        "t": texts,
        "page": page,
        "measured": any(tie.strength is not None for tie in page.ties),
        "home": home,
        "twins": twins,
        "differences": [difference_rows(one) for one in page.differences],
        "spans": [
            {name: getattr(one, name) for name in _SPAN}
            | ({"words": span_words(one, page.ties, texts)} if page.scored else {})
            for one in page.periods
        ],
        "lines": (*((told_and_announced(page.ties, texts),) if page.scored else ()), *page.lines),
        "rules": dict(page.rules),
        "looks": _legend(page, texts),
        "events": events,
        "claims": held,
        "words": _words(held["modality"], texts),
        "network_js": library,
        "style": style,
        "script": script,
        "policy_here": policy_of((("style", style), ("script", library), ("script", script))),
    }
    network.path = "map.html.j2"
    return network


@cache
def _network_js() -> Markup:
    """Give vis-network as pyvis ships it, with LF line ends and without the address of its source map."""
    from markupsafe import Markup

    script = files("pyvis").joinpath(*_NETWORK_JS).read_bytes().decode("utf-8")
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return Markup(script.partition("//# sourceMappingURL")[0])


def _words(modalities: Iterable[str], texts: Texts) -> dict[str, str]:
    """Give what the script says by key, with the words for the modalities that the page has."""
    groups = (*(f"{group}." for group in SAID), *(f"count.{noun}." for noun in _COUNTED))
    words = {key: text for key, text in texts.words.items() if key.startswith(groups)}
    said = {name: texts.term(name) for name in sorted(set(modalities))}
    return words | {f"modality.{name}": word for name, word in said.items() if word != name}


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
