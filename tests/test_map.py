"""The map in a browser without a network: what it shows, what it answers, what it refuses."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.pages.languages import texts
from kg.pages.layout import placed
from kg.pages.map import map_html
from kg.pages.model import (
    Evidence,
    MapChange,
    MapDifference,
    MapEvent,
    MapNode,
    MapPage,
    MapPeriod,
    MapTie,
    checked,
)
from kg.pages.templating import json_block, plain, with_policy
from kg.problems import KgError

STATES = {
    "ALD": ("Aldovia", "Aldóvia", "AL"),
    "BRU": ("Brusland", "Republic of Brusland", "BR"),
    "CAS": ("São Casimir", "San Casimiro", "CA"),
    "DOR": ("Dorne and Westermark", "DO"),
    "ELB": ("Elbonia", "EL"),
    "FRE": ("Fredonia", "FR"),
    "GEN": ("Genovia", "GE"),
    "KRA": ("Krakozhia", "KR"),
}


def evidence(name, modality="happened", status="accepted", by="article"):
    status = "anticipated" if modality == "planned" else status
    words = f"A minister of Aldovia speaks about {name}."
    return Evidence(f"009/{name}", words, "2031-05-02", "009", "Daily Herald", ("4.1",), by, modality, status)


def event(name, contribution, *claims):
    return MapEvent(
        name,
        f"The {name} of Aldovia",
        "2031-05-02",
        "Meeting",
        claims,
        "CONSULT:Visit",
        4.0,
        0.8,
        contribution,
    )


def tie(a, b, kind="told", p=0.4, n=0.0, events=()):
    planned = kind != "told"
    made = events or (
        event(f"{kind}-{a}-{b}", p, evidence(f"{kind}-{a}-{b}", "planned" if planned else "happened")),
    )
    sign = "mixed" if p and n else "+" if p else "-"
    numbers = {"p": p, "n": n, "strength": round(p + n, 4), "polarity": (p - n) / (p + n + 1)}
    return MapTie(f"{a}-{b}-{kind}", a, b, kind, "", planned, tuple(made), sign, **numbers)


def sample():
    """Eight states around Aldovia; one pair is tied on both bases, one only by a claim."""
    nodes = [MapNode(id, n[0], "State", n[1:], (evidence(f"on-{id}"),), 9.0) for id, n in STATES.items()]
    nodes += [MapNode("union", "Union of Elbe", "InternationalOrganisation", size=8.0)]
    quarrel = (
        event(
            "visit",
            0.4,
            evidence("visit"),
            evidence("visit-denied", "denied", "attributed", "Ministry of Brusland"),
        ),
        event("threat", -0.3, evidence("threat")),
    )
    ties = [tie("ALD", other) for other in ("CAS", "DOR", "ELB", "FRE", "GEN")]
    ties += [tie("ALD", "BRU", p=0.4, n=0.3, events=quarrel), tie("ALD", "BRU", "announced", p=0.8)]
    ties += [tie("CAS", "DOR", p=0.0, n=0.6), tie("ALD", "union", "announced")]
    ties += [MapTie("ELB-KRA-claimed", "ELB", "KRA", "claimed", "a quarrel", True, (), "none")]
    gone = MapChange("ALD-CAS-told", "gone", "P 0.4 → 0.0", 0.34, None, (), ("fishing",))
    return MapPage(
        "Ties of Aldovia",
        "2031",
        tuple(nodes),
        tuple(ties),
        ("One article.",),
        "Invented for a test.",
        (("fishing", "Fishing"),),
        (
            MapPeriod("2030", "2030-01-01", "2030-12-31", "A quiet year."),
            MapPeriod("2031", "2031-01-01", "2031-12-31"),
        ),
        (MapDifference("told", "2030", "2031", (gone,)),),
        (("mixed_ambivalence", 0.4), ("mixed_total", 0.5), ("negative", -0.2), ("positive", 0.2)),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_html(placed(sample())), encoding="utf-8", newline="\n")
    return path


def click_tie(page, id):
    at = page.evaluate("id => legationMap.middle(id)", id)
    page.locator("#picture canvas").click(position=at)


def click_node(page, id):
    page.locator("#picture canvas").click(position=page.evaluate("id => legationMap.at(id)", id))


def shown_claims(page):
    return page.eval_on_selector_all("#panel [data-claim]", "all => all.map(one => one.dataset.claim)")


def counter(page):
    return page.inner_text("#counter")


def test_it_asks_for_itself_only_while_every_control_is_used(file, opened):
    seen = opened(file)
    page = seen.page
    for button in page.locator("button:visible").all():
        if button.is_visible() and button.is_enabled():
            button.click()
    for switch in page.locator("#legend input").all():
        switch.click()
    page.click("#reset")
    page.fill("#find", "e")
    page.keyboard.press("Enter")
    page.focus("#picture")
    for key in ("ArrowRight", "ArrowDown", "Enter", "+", "-", "0", "Escape", "/"):
        page.keyboard.press(key)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 600, "height": 700})
    page.wait_for_timeout(400)
    assert seen.quiet()


def test_the_policy_allows_nothing_but_the_pages_own_scripts_and_styles(file):
    text = file.read_text("utf-8")
    policy = text.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert policy.startswith("default-src &#39;none&#39;") or policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 3
    assert "http" not in policy


def test_a_click_on_a_line_shows_numbers_and_every_claim(file, opened):
    page = opened(file).page
    click_tie(page, "ALD-BRU-told")
    assert page.inner_text("#panel h2") == "Aldovia – Brusland"
    assert shown_claims(page) == ["009/visit", "009/visit-denied", "009/threat", "009/announced-ALD-BRU"]
    told = page.inner_text('#panel [data-tie="ALD-BRU-told"]')
    for words in (
        "0.400",
        "0.300",
        "0.700",
        "+0.059",
        "mixed (±)",
        "+0.400 to P",
        "−0.300 to N",
        "CONSULT:Visit",
    ):
        assert words in told
    card = page.inner_text('#panel [data-claim="009/visit-denied"]')
    for words in (
        "speaks about visit-denied",
        "2031-05-02",
        "Daily Herald",
        "4.1",
        "009",
        "Ministry of Brusland",
        "denied",
        "attributed",
    ):
        assert words in card
    assert "told by the article itself" in page.inner_text('#panel [data-claim="009/threat"]')


def test_what_is_planned_or_claimed_is_dashed_and_said(file, opened):
    page = opened(file).page
    data = json.loads(page.text_content("#data"))
    dashed = {look["name"] for look in data["legend"]["ties"] if look["dashes"]}
    edges = zip(data["edges"]["id"], data["edges"]["kind"], strict=True)
    assert {name for name, kind in edges if kind in dashed} == {
        "ALD-BRU-announced",
        "ALD-union-announced",
        "ELB-KRA-claimed",
    }
    drawn = page.evaluate("legationMap.network.body.data.edges.get().filter(e => e.dashes).length")
    assert drawn == 3
    click_tie(page, "ALD-BRU-told")
    section = page.locator('#panel [data-tie="ALD-BRU-announced"]')
    assert "planned" in section.get_attribute("class")
    assert section.locator("h3").text_content() == "Announced planned cooperative (+)"
    card = page.locator('#panel [data-claim="009/announced-ALD-BRU"]')
    assert card.get_attribute("class") == "claim loose"
    click_tie(page, "ELB-KRA-claimed")
    assert (
        page.locator('#panel [data-tie="ELB-KRA-claimed"] h3').inner_text()
        == "Only claimed or implied claimed"
    )


def test_a_click_on_a_node_shows_its_ties_and_claims(file, opened):
    page = opened(file).page
    click_node(page, "CAS")
    assert page.inner_text("#panel h2") == "São Casimir"
    assert "San Casimiro" in page.inner_text("#panel")
    assert page.locator("#panel .rows li").count() == 2
    assert shown_claims(page) == ["009/on-CAS"]
    page.locator("#panel .rows button").first.click()
    assert page.inner_text("#panel h2") == "São Casimir – Dorne and Westermark"
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").count() == 0


FOUND = [
    ("sao cas", "São Casimir"),
    ("ALDOVIA", "Aldovia"),
    ("republic of brus", "Brusland"),
    ("ge", "Genovia"),
    ("kra", "Krakozhia"),
    ("elbe", "Union of Elbe"),
    ("al", "Aldovia"),
]


@pytest.mark.parametrize(("typed", "name"), FOUND)
def test_find_takes_names_other_names_and_codes_without_accents(file, opened, typed, name):
    page = opened(file, reduced_motion="reduce").page
    page.focus("#picture")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#found li").first.inner_text().startswith(name)
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == name
    box = page.locator("#picture").bounding_box()
    id = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('node')")
    at = page.evaluate("id => legationMap.at(id)", id)
    assert abs(at["x"] - box["width"] / 2) < 2
    assert abs(at["y"] - box["height"] / 2) < 2


def test_every_way_of_finding_was_tried():
    assert len(FOUND) == 7


def test_what_is_not_there_is_said(file, opened):
    page = opened(file).page
    page.fill("#find", "Atlantis")
    assert page.inner_text("#found") == "Nothing of that name is shown"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").count() == 0


SWITCHES = [
    ("nodes", "States", 1, 0),
    ("nodes", "International organisations", 8, 9),
    ("ties", "told", 9, 3),
    ("ties", "announced", 9, 8),
    ("ties", "claimed", 9, 9),
    ("signs", "+", 9, 3),
    ("signs", "-", 9, 9),
    ("signs", "mixed", 9, 9),
    ("signs", "none", 9, 9),
]


@pytest.mark.parametrize(("group", "name", "nodes", "ties"), SWITCHES)
def test_the_legend_hides_exactly_its_kind(file, opened, group, name, nodes, ties):
    page = opened(file).page
    assert counter(page) == "Shown: 9 of 9 nodes, 10 of 10 ties"
    switch = page.locator(f'#legend input[data-group="{group}"][value="{name}"]')
    whole = "['nodes', 'edges'].map((kind) => legationMap.network.body.data[kind].get())"
    before = page.evaluate(whole)
    switch.click()
    assert counter(page) == f"Shown: {nodes} of 9 nodes, {ties} of 10 ties"
    drawn = "['node', 'edge'].map((kind) => legationMap.network.body[`${kind}Indices`].length)"
    assert page.evaluate(drawn) == [nodes, ties]
    hidden = "legationMap.network.body.data.{}.get().filter(one => !one.hidden).length"
    assert page.evaluate(hidden.format("nodes")) == nodes
    assert page.evaluate(hidden.format("edges")) == ties
    assert page.locator("#ties tbody tr:visible").count() == ties
    switch.click()
    assert counter(page) == "Shown: 9 of 9 nodes, 10 of 10 ties"
    assert page.evaluate(whole) == before


def test_the_legend_counts_what_it_switches(file, opened):
    page = opened(file).page
    rows = page.eval_on_selector_all(
        "#legend label",
        "all => all.map(one => [one.querySelector('input').value, one.querySelector('b').textContent])",
    )
    assert dict(rows) == {
        "told": "7",
        "announced": "2",
        "claimed": "1",
        "+": "7",
        "-": "1",
        "mixed": "1",
        "none": "1",
        "States": "8",
        "International organisations": "1",
    }
    assert len(rows) == len(SWITCHES)


def test_names_are_readable_and_none_stands_on_another(file, opened):
    page = opened(file).page
    labels = page.evaluate("legationMap.labels()")
    assert {label["id"] for label in labels} == {*STATES, "union"}
    for a, b in itertools.combinations(labels, 2):
        across = min(a["right"], b["right"]) - max(a["left"], b["left"])
        down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
        assert across <= 0 or down <= 0, (a["id"], b["id"])
    box = page.locator("#picture").bounding_box()
    across = max(label["right"] for label in labels) - min(label["left"] for label in labels)
    down = max(label["bottom"] for label in labels) - min(label["top"] for label in labels)
    assert across * down >= 0.6 * box["width"] * box["height"]
    assert min(label["left"] for label in labels) >= 0
    assert max(label["right"] for label in labels) <= box["width"]
    assert max(label["bottom"] for label in labels) <= box["height"]


def test_the_picture_stands_still_and_comes_again_the_same(file, opened):
    shots = []
    for _ in range(2):
        page = opened(file).page
        for wait_ms in (200, 300):
            page.wait_for_timeout(wait_ms)
            # What is drawn, pixel by pixel: the browser itself may render a button's edge one shade lighter.
            shots.append(page.locator("#picture canvas").evaluate("(canvas) => canvas.toDataURL()"))
    assert len(set(shots)) == 1 and len(shots[0]) > 10_000  # an empty canvas is a short text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_theme_has_its_own_colours(file, opened, scheme):
    page = opened(file, color_scheme=scheme).page
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(251, 250, 246)", "dark": "rgb(18, 24, 31)"}[scheme]
    edge = page.evaluate("legationMap.network.body.data.edges.get('tie1').color.color")
    assert edge == {"light": "#1f6fb2", "dark": "#63b1f2"}[scheme]


def test_a_telephone_shows_it_without_sideways_scroll(file, opened):
    seen = opened(file, viewport={"width": 390, "height": 844}, has_touch=True)
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#picture canvas").tap(position=page.evaluate("legationMap.at('CAS')"))
    assert page.inner_text("#panel h2") == "São Casimir"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.quiet()


def test_the_table_holds_the_same_ties_and_sorts(file, opened):
    page = opened(file).page
    assert page.locator("#ties tbody tr").count() == 10
    page.locator("#ties thead button", has_text="Strength").click()
    column = "#ties tbody tr td:nth-child(7)"
    values = page.eval_on_selector_all(column, "all => all.map(one => one.textContent)")
    assert values == ["0.80", "0.70", "0.60", *["0.40"] * 6, "–"]
    assert page.get_attribute("#ties thead th:nth-child(7)", "aria-sort") == "descending"
    page.locator("#ties thead button", has_text="From").click()
    names = page.eval_on_selector_all("#ties tbody th", "all => all.map(one => one.textContent.trim())")
    assert names == sorted(names)
    page.locator("#ties tbody th button").last.click()
    assert page.inner_text("#panel h2") == "São Casimir – Dorne and Westermark"


def test_keys_walk_from_node_to_node(file, opened):
    page = opened(file).page
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#spoken")
    assert first.endswith(", 8 ties") and first.startswith("Aldovia, State")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#spoken") not in ("", first)
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == page.inner_text("#spoken").partition(",")[0]
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "picture"


def test_a_sent_link_shows_the_same_view(file, opened):
    page = opened(file).page
    page.locator('#legend input[value="announced"]').click()
    click_tie(page, "CAS-DOR-told")
    address = page.evaluate("location.hash")
    other = opened(file, address).page
    assert other.inner_text("#panel h2") == "São Casimir – Dorne and Westermark"
    assert counter(other) == counter(page) == "Shown: 9 of 9 nodes, 8 of 10 ties"


HOSTILE_ADDRESSES = [
    "#node=<img src=x onerror=alert(1)>",
    "#node=__proto__",
    "#tie=constructor",
    "#hide=nodes:%00|ties:javascript:alert(1)",
    "#%",
    "#node=ALD&tie=x&hide=" + "a" * 5000,
]


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_hostile_addresses_are_ignored(file, opened, address):
    seen = opened(file, address)
    assert counter(seen.page) == "Shown: 9 of 9 nodes, 10 of 10 ties"
    assert seen.quiet()


def test_every_hostile_address_was_tried():
    assert len(HOSTILE_ADDRESSES) == 6


PAYLOADS = [
    "</script><script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1//href",
    "{{ 7 * 7 }}{% raw %}{#",
    "<!--<script>\u2028]]>&lt;b&gt;",
    "\u202egnp.exe\u2066\u0000\u0007\ud800",
    "POLICY-OF-THIS-PAGE",
    "__proto__",
]


KEPT = {
    MapPeriod: ("first", "last"),
    MapDifference: ("kind",),
    MapChange: ("change",),
    MapPage: ("rules", "language"),
    MapEvent: ("day",),
}


def poisoned(value, payload):
    """Give the same value with the payload in every text of it; ids stay different, kinds and days known."""
    if isinstance(value, str):
        return payload
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    changed = {field.name: poisoned(getattr(value, field.name), payload) for field in fields(value)}
    if isinstance(value, MapTie):
        ends = {name: payload + getattr(value, name) for name in ("id", "source", "target")}
        changed |= ends | {"kind": value.kind, "sign": value.sign}
    if isinstance(value, MapNode):
        changed["id"] = payload + value.id
    for kept in KEPT.get(type(value), ()):
        changed[kept] = getattr(value, kept)
    if isinstance(value, MapChange):
        changed["tie"] = payload + value.tie
    return replace(value, **changed)


@pytest.mark.parametrize(("payload", "language"), [*((one, "en") for one in PAYLOADS), (PAYLOADS[3], "es")])
def test_hostile_texts_in_every_field_stay_text(tmp_path, opened, payload, language):
    page_of = replace(poisoned(sample(), payload), language=language)
    path = tmp_path / "map.html"
    path.write_text(map_html(placed(page_of)), encoding="utf-8", newline="\n")
    seen = opened(path)
    page = seen.page
    for node in page_of.nodes:
        click_node(page, plain(node.id))
        assert page.inner_text("#panel h2").strip() == " ".join(plain(payload).split()).strip()
    click_tie(page, plain(payload) + "ALD-BRU-told")
    assert page.locator("#panel [data-claim]").count() == 4
    page.fill("#find", payload[:3])
    page.locator("#picture canvas").hover(
        position=page.evaluate("id => legationMap.at(id)", plain(payload) + "ELB")
    )
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert "(" in page.inner_text(".vis-tooltip")
    page.select_option("#issue", index=1)
    page.click("#tell")
    page.select_option("#diff", index=1)
    click_tie(page, plain(payload) + "ALD-CAS-told")
    assert texts(language).known("change", "gone") in page.inner_text("#panel .change")
    with page.expect_download() as saved:
        page.click("#save-svg")
    ElementTree.parse(saved.value.path())
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, object, embed, a[href^='javascript']").count() == 0
    assert page.locator("script").count() == 3
    assert page.title() == " ".join(plain(payload).split())
    assert seen.quiet()


def test_every_payload_was_tried():
    assert len(PAYLOADS) == 8


BUILD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from importlib import util
spec = util.spec_from_file_location("test_map", Path(sys.argv[1]) / "test_map.py")
module = util.module_from_spec(spec)
spec.loader.exec_module(module)
page = module.sample()
order = slice(None, None, int(sys.argv[2]))
page = module.replace(page, nodes=page.nodes[order], ties=page.ties[order])
sys.stdout.buffer.write(module.map_html(module.placed(page)).encode())
"""

SURROUNDINGS = [
    ("0", "C", "UTC", "1"),
    ("1", "C.UTF-8", "America/Lima", "-1"),
    ("77", "POSIX", "Asia/Tehran", "-1"),
]


def test_the_bytes_are_the_same_everywhere_and_nothing_lies_beside(tmp_path):
    made = set()
    for index, (seed, locale, zone, order) in enumerate(SURROUNDINGS):
        folder = tmp_path / f"folder {index}"
        folder.mkdir()
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "TZ": zone,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-c", BUILD, str(Path(__file__).parent), order]
        made.add(subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True).stdout)
        assert list(folder.iterdir()) == []
    assert len(made) == 1
    assert b"\r" not in made.pop()


@pytest.mark.parametrize("nodes", [(), (MapNode("ALD", "Aldovia", "State"),)])
def test_a_map_of_next_to_nothing_opens(tmp_path, opened, nodes):
    path = tmp_path / "map.html"
    path.write_text(map_html(placed(MapPage("Nothing", "", nodes, ()))), encoding="utf-8", newline="\n")
    seen = opened(path)
    seen.page.focus("#picture")
    for key in ("ArrowRight", "Enter", "0", "+"):
        seen.page.keyboard.press(key)
    assert (
        counter(seen.page)
        == f"Shown: {len(nodes)} of {len(nodes)} node{'s' if not nodes else ''}, 0 of 0 ties"
    )
    assert seen.page.evaluate("legationMap.labels().length") == len(nodes)
    assert seen.quiet()


def test_three_hundred_nodes_stay_under_a_megabyte():
    nodes = [MapNode(f"S{i}", f"State number {i}", "State", ("Other name",)) for i in range(300)]
    ties = [tie(f"S{i // 3}", f"S{i}") for i in range(1, 300)]
    ties += [tie(f"S{i // 5}", f"S{i}", "announced") for i in range(150, 300)]
    text = map_html(placed(MapPage("Many", "", tuple(nodes), tuple(ties))))
    assert len(text.encode()) <= 1_000_000


def test_a_page_that_does_not_hold_together_is_refused():
    page = sample()
    with pytest.raises(KgError, match="node “ALD” twice"):
        checked(replace(page, nodes=(*page.nodes, page.nodes[0])))
    with pytest.raises(KgError, match="tie “ALD-CAS-told” twice"):
        checked(replace(page, ties=(*page.ties, page.ties[0])))
    with pytest.raises(KgError, match="ends at “XXX”, which is no node"):
        checked(replace(page, ties=(replace(page.ties[0], target="XXX"),)))


def test_json_in_a_page_cannot_end_its_script():
    assert (
        json_block({"b": "</script>&\u2028", "a": [1, None]})
        == '{"a":[1,null],"b":"\\u003c/script\\u003e\\u0026\\\\u2028"}'
    )


def test_json_in_a_page_has_broken_characters_as_their_code_and_null_for_no_number():
    assert json_block({"a": "x\ud800", "n": float("nan")}) == '{"a":"x\\\\ud800","n":null}'
    assert json_block(["\u202eabc", "é – 中"]) == '["\\\\u202eabc","é – 中"]'


def test_only_the_first_place_takes_the_policy():
    made = with_policy("<meta POLICY-OF-THIS-PAGE><style>a</style>POLICY-OF-THIS-PAGE")
    assert made.count("POLICY-OF-THIS-PAGE") == 1
    # printf a | openssl dgst -sha256 -binary | base64
    assert "style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='" in made
    assert "script-src 'none'" in made
