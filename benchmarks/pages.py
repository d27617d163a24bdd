"""Maps: the file beside pyvis' own loop, the picture beside pyvis' physics, the filter, the layout."""

from __future__ import annotations

import os
import random
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx
from pyvis.network import Network

from benchmarks.measuring import Figure, Pair, in_seconds, measured, seconds
from kg.pages.layout import Box, Link, layout, placed
from kg.pages.map import map_html
from kg.pages.model import Evidence, MapEvent, MapNode, MapPage, MapPeriod, MapTie

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_FILTER_S: Final = 0.15
_PATIENCE_S: Final = 120.0
# When our page has counted and drawn what it shows, and when pyvis' physics says that it has come to rest.
_DRAWN: Final = "document.getElementById('counter').textContent && performance.now() / 1000"
_AT_REST: Final = """Object.defineProperty(window, 'network', {set(made) {
  this.held = made;
  made.once('stabilizationIterationsDone', () => { window.rest = performance.now() / 1000; });
}, get() { return this.held; }});"""
_FILTERED: Final = """() => new Promise((done) => {
  const start = performance.now();
  document.querySelector('[data-span="2019"]').click();
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)));
})"""


def figures(folder: Path, *, nodes: int, drawn: int, filtered: int) -> Iterator[Figure]:
    """Measure the file of so many nodes, the drawing and the layout of so many, and the filter over so many."""
    folder.mkdir(parents=True, exist_ok=True)
    page, small = random_page(nodes), random_page(50)
    for once in (map_html, by_loop):  # what is imported and compiled once is neither's
        once(small)
    _layout(len(small.nodes))
    yield measured(
        Pair(
            f"map file of {nodes:,} nodes / pyvis' add loop",
            lambda: map_html(page),
            lambda: by_loop(page),
            50,
            at_most=False,
            answer=lambda made: _held(made, page),
            rounds=5,
        )
    )
    yield _layout(drawn)
    browser = _browser()
    if browser is None:
        raise SystemExit(f"the figures of pages need a browser: one of {', '.join(_BROWSERS)}")
    yield _drawing(browser, folder, drawn)
    yield _filter(browser, folder, filtered)
    browser.close()


def random_page(nodes: int, seed: int = 1) -> MapPage:
    """Give a map of so many states with two ties for each, every tie with one event and one claim."""
    chance = random.Random(seed)
    names = [f"s{number:05}" for number in range(nodes)]
    pairs = {(names[at], names[chance.randrange(at)]) for at in range(1, nodes)}
    while len(pairs) < 2 * nodes:
        a, b = sorted(chance.sample(names, 2), reverse=True)
        pairs.add((a, b))
    ties = tuple(_tie(number, *pair, chance) for number, pair in enumerate(sorted(pairs)))
    spans = tuple(MapPeriod(year, f"{year}-01-01", f"{year}-12-31") for year in ("2018", "2019", "2025"))
    states = tuple(MapNode(n, n.upper(), "State") for n in names)
    return MapPage("Random", "Synthetic", states, ties, periods=spans)


def _tie(number: int, a: str, b: str, chance: random.Random) -> MapTie:
    day = f"{chance.choice((2018, 2019, 2025))}-07-{chance.randrange(1, 29):02}"
    claim = Evidence(
        f"9/c{number}", "They met.", day, "9", None, ("1.1",), "the article", "happened", "accepted"
    )
    p = chance.uniform(0.1, 2.0)
    event = MapEvent(
        f"e{number}", "Talks", day, "Meeting", (claim,), "CONSULT", 4.0, p / 0.4, p, alone=p, day=day
    )
    return MapTie(f"{a}-{b}-told", a, b, "told", "told", False, (event,), "+", p, 0.0, p, 0.5)


def by_loop(page: MapPage) -> str:
    """Make the map as pyvis' guide does, node by node and edge by edge."""
    network = Network(cdn_resources="in_line")
    for node in page.nodes:
        network.add_node(node.id, label=node.label)
    for tie in page.ties:
        network.add_edge(tie.source, tie.target, value=tie.strength)
    return str(network.generate_html())


def _held(html: str, page: MapPage) -> bool:
    return all(f'"{node.id}"' in html for node in page.nodes)


def _layout(nodes: int) -> Figure:
    page = random_page(nodes)
    boxes = [Box(node.id, 60.0, 30.0) for node in page.nodes]
    links = [Link(tie.source, tie.target, 0.5) for tie in page.ties]
    graph = networkx.Graph([(link.source, link.target) for link in links])
    ours, theirs = (
        seconds(lambda: layout(boxes, links)),
        seconds(lambda: networkx.spring_layout(graph, seed=1)),
    )
    name = f"layout of {nodes:,} nodes / networkx' spring layout"
    return Figure(name, ours / theirs, 0.5, ours=in_seconds(ours), theirs=in_seconds(theirs))


def _drawing(browser: Browser, folder: Path, nodes: int) -> Figure:
    page = random_page(nodes)
    (folder / "ours.html").write_text(map_html(placed(page)), encoding="utf-8")
    (folder / "theirs.html").write_text(by_loop(page), encoding="utf-8")
    ours = _seconds_in_page(browser, folder / "ours.html", _DRAWN)
    theirs = _seconds_in_page(browser, folder / "theirs.html", "window.rest", before=_AT_REST)
    name = f"page of {nodes:,} nodes drawn / pyvis' physics at rest"
    return Figure(name, theirs / ours, 5, at_most=False, ours=in_seconds(ours), theirs=in_seconds(theirs))


def _seconds_in_page(browser: Browser, path: Path, ready: str, before: str = "") -> float:
    """Give the seconds from the page's beginning until it is ready; at most the patience, which is then a floor."""
    from playwright.sync_api import TimeoutError

    opened = browser.new_page(offline=True)
    opened.add_init_script(before)
    opened.goto(path.resolve().as_uri(), wait_until="commit")
    try:
        found: Any = opened.wait_for_function(ready, timeout=_PATIENCE_S * 1000)
        return float(found.json_value())
    except TimeoutError:
        return _PATIENCE_S
    finally:
        opened.close()


def _filter(browser: Browser, folder: Path, nodes: int) -> Figure:
    path = folder / "filter.html"
    path.write_text(map_html(placed(random_page(nodes))), encoding="utf-8")
    taken = statistics.median(_filtered(browser, path) for _ in range(5))
    return Figure(f"seconds for a date range over {nodes:,} nodes", taken, _FILTER_S)


def _filtered(browser: Browser, path: Path) -> float:
    """Open the page anew and give the seconds from the click on a year to the second frame after it."""
    opened = browser.new_page(offline=True)
    opened.goto(path.resolve().as_uri())
    opened.wait_for_function(_DRAWN)
    before = opened.locator("#counter").inner_text()
    taken = float(opened.evaluate(_FILTERED))
    assert opened.locator("#counter").inner_text() != before, "the filter hid nothing"
    opened.close()
    return taken


def _browser() -> Browser | None:
    from playwright.sync_api import sync_playwright

    found = os.environ.get("KG_BROWSER") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        return None
    return sync_playwright().start().chromium.launch(executable_path=found, args=["--no-sandbox"])
