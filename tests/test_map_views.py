"""The map's views: a date range, an issue, two periods side by side, the story, saving, and the address."""

from __future__ import annotations

import csv
import io
import itertools
import re
import struct
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.graph.dataset import open_dataset
from kg.pages.map import map_html
from kg.pages.mapping import read_map
from kg.ties.comparison import compare
from kg.ties.explanation import explain, explanation_json
from kg.ties.method import method
from kg.ties.observed import observations
from kg.ties.periods import bound, parse_period
from kg.ties.tie import ties


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def events(corpus):
    return observations(corpus)


@pytest.fixture(scope="module")
def file(corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "map.html"
    path.write_text(map_html(read_map(corpus)), encoding="utf-8", newline="\n")
    return path


_LOOKS = re.compile(r"const LOOKS = .*;")
_DRAWN = """() => {
  const { body } = legationMap.network, kinds = ["nodes", "edges"];
  const looks = (one) => [!!one.hidden, one.width, one.dashes, { ...one.color }, one.title, one.opacity];
  const shown = kinds.map((kind) => body.data[kind].get().filter((one) => !one.hidden));
  const engine = shown.map((all, at) => all.map((one) => looks(body[kinds[at]][one.id].options)));
  return [shown, engine, document.querySelector("#picture canvas").toDataURL()];
}"""


@pytest.mark.parametrize(
    "way",
    [
        ["[data-span='2019']"],
        ["[data-span='2018']", "[data-span='2019']", "[data-span='2025']", "#reset"],
        ["#diff"],
        ["#diff", "[data-span='2019']"],
    ],
)
def test_the_engine_shows_what_it_would_if_it_were_told_everything(file, opened, tmp_path, way):
    told = tmp_path / "told.html"
    text, found = _LOOKS.subn("const LOOKS = { nodes: [], edges: [] };", file.read_text(encoding="utf-8"))
    assert found == 1
    # Then every change goes through the engine's own update; the page's policy knows only its own script.
    told.write_text(
        text.replace("const same = (a, b) => ", "const same = (a, b) => false && "), encoding="utf-8"
    )
    pictures = []
    for path, options in ((file, {}), (told, {"bypass_csp": True})):
        page = opened(path, **options).page
        for control in way:
            if control == "#diff":
                page.select_option(control, index=1)
            else:
                page.click(control)
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(500)  # what is sent to the screen is drawn in the next frames
        pictures.append(page.evaluate(_DRAWN))
    assert len(pictures[0][0][1]) > 3
    assert pictures[0] == pictures[1]


def shown(page):
    """What the page counts: each visible line with a strength, and its numbers."""
    rows = page.evaluate("legationMap.shown()")
    return {row["id"]: row for row in rows if row["strength"] is not None}


def expected(events, period):
    found = [tie for basis in ("told", "announced") for tie in ties(events, period=period, basis=basis)]
    return {f"{tie.a}-{tie.b}-{tie.basis}": tie for tie in found}


PERIODS = ["0001-01-01/9999-12-31", "2018", "2019", "2025", "2018/2019", "2019-07-15/2019-07-20", "1990"]


def days(period):
    one = parse_period(period)
    return one.first.isoformat(), one.last.isoformat()


@pytest.mark.parametrize("period", PERIODS)
def test_a_date_range_shows_the_ties_of_that_period(file, opened, events, period):
    first, last = days(period)
    page = opened(file, f"#from={first}&to={last}").page
    wanted, drawn = expected(events, period), shown(page)
    assert set(drawn) == set(wanted)
    for id, tie in wanted.items():
        for name in ("p", "n", "strength", "polarity"):
            assert drawn[id][name] == pytest.approx(getattr(tie, name), abs=1e-9), (id, name)
        assert (drawn[id]["sign"], drawn[id]["counted"]) == (tie.sign, tie.events), id


def test_every_period_was_tried():
    assert len(PERIODS) == 7


def test_a_tour_button_is_a_date_range(file, opened, events):
    seen = opened(file)
    page = seen.page
    page.click("text=2019")
    assert page.input_value("#from") == "2019-01-01"
    assert page.get_attribute('[data-span="2019"]', "aria-pressed") == "true"
    assert set(shown(page)) == set(expected(events, "2019"))
    assert page.locator("#ties tbody tr:visible").count() == page.evaluate("legationMap.shown().length")
    page.click("text=All years")
    assert page.evaluate("location.hash") == ""
    assert seen.quiet()


def test_an_issue_leaves_only_the_events_on_it_or_a_narrower_one(file, opened):
    page = opened(file).page
    page.select_option("#issue", label="migration")
    drawn = page.evaluate("legationMap.shown()")
    assert {"MEX-USA-told", "ECU-USA-told"} <= {row["id"] for row in drawn}
    assert "IRN-USA-told" not in {row["id"] for row in drawn}
    page.select_option("#issue", label="any")
    assert len(page.evaluate("legationMap.shown()")) > len(drawn)


def test_claims_in_the_panel_are_those_of_the_range(file, opened, events):
    for period in ("2019", "2025"):
        first, last = days(period)
        page = opened(file, f"#from={first}&to={last}&tie=MEX-USA-told").page
        seen = set(
            page.eval_on_selector_all("#panel [data-claim]", "all => all.map(one => one.dataset.claim)")
        )
        wanted = set()
        for basis in ("told", "announced"):
            taken = explanation_json(explain(events, "MEX", "USA", basis=basis, period=period))
            wanted |= {c["claim"] for part in taken["contributions"] for c in part["claims"]}
        assert wanted
        assert wanted <= seen


DIFFERENCES = [
    (kind, before, after)
    for kind in ("told", "announced", "alike")
    for before, after in (("2018", "2019"), ("2018", "2025"), ("2019", "2025"))
]


@pytest.mark.parametrize(("kind", "before", "after"), DIFFERENCES)
def test_a_difference_is_drawn_as_kg_compare_has_it(file, opened, events, kind, before, after):
    page = opened(file, f"#diff={kind}:{before}:{after}").page
    basis = "told" if kind == "told" else "announced"
    articles = "preview" if kind == "alike" else "all"
    found = compare(events, [before, after], basis=basis, articles=articles)
    wanted = {f"{one.a}-{one.b}-{basis}": one.change for one in found}
    assert {row["id"]: row["change"] for row in page.evaluate("legationMap.shown()")} == wanted
    legend = page.eval_on_selector_all(
        "#changes p", "all => all.map(p => [p.children[1].textContent, p.children[2].textContent])"
    )
    assert dict(legend) == {change: str(count) for change, count in Counter(wanted.values()).items()}


def test_every_difference_was_tried():
    assert len(DIFFERENCES) == 9


def test_the_panel_says_what_changed_and_why(file, opened):
    page = opened(file, "#diff=told:2018:2019&tie=ARG-USA-told").page
    said = page.inner_text("#panel .change")
    assert "2018 → 2019: not comparable" in said
    assert "no article of 2018 from after its tour" in said
    assert page.is_disabled("#from") and page.is_disabled("#issue")
    meanings = page.locator('#legend fieldset:has([data-group="signs"], [data-group="ties"])')
    assert meanings.count() == 2 and not any(one.is_visible() for one in meanings.all())
    assert page.is_visible("#changes")


ARTICLES = {
    "2018": "1 article, announcing only. 2 pairs told",
    "2019": "3 articles, 1 of them announcing. 12 pairs told",
    "2025": "1 article, announcing only. 2 pairs told",
}


def test_what_has_no_date_is_counted_where_days_leave_it_out(file, opened, events):
    dateless = {one.event for one in events if bound(one).latest is None and one.claims_on("announced")}
    both = {event for tie in read_map(open_dataset()).ties for event in _unbounded(tie)}
    assert dateless <= both and len(both) >= 5
    page = opened(file).page
    assert "date" not in page.inner_text("#counter")
    for control in ("[data-span='2019']", "[data-span='2025']"):
        page.click(control)
        assert page.inner_text("#counter").endswith(f"; {len(both)} events without a date left out")
    page.click("#reset")
    assert "date" not in page.inner_text("#counter")
    page.select_option("#diff", "announced:2018:2019")
    assert page.inner_text("#counter").endswith(f"; {len(both)} events without a date left out")


def _unbounded(tie):
    counts = [event for event in tie.events if tie.kind == "claimed" or event.reason is None]
    return [event.id for event in counts if event.day is None]


def test_a_comparison_has_the_events_of_its_two_periods_and_no_parts_of_the_whole(file, opened, corpus):
    page = opened(file, "#diff=told%3A2018%3A2019&tie=MEX-USA-told").page
    (tie,) = (tie for tie in read_map(corpus).ties if tie.id == "MEX-USA-told")
    within = [event for event in tie.events if event.day and event.day[:4] in ("2018", "2019")]
    assert 5 <= len(within) < len(tie.events)
    section = page.locator("section.tie").first
    assert section.locator("li.event").count() == len(within)
    counted = [event for event in within if event.reason is None]
    assert 5 <= len(counted) < len(within)
    assert f"{len(counted)} events, " in section.inner_text()
    assert " to P" not in section.inner_text() and "previews alone" not in section.inner_text()
    row = page.locator("#ties tbody tr:visible", has_text="Mexico").filter(has_text="United States").first
    assert row.locator("td").nth(7).inner_text() == str(len(counted))
    page.goto(page.url.replace("told%3A2018%3A2019", "alike%3A2018%3A2019").replace("told", "announced"))
    assert "previews alone" in page.inner_text("section.tie")
    page.goto(page.url.replace("tie=MEX-USA-announced", "node=MEX"))
    rows = page.locator("#panel ul.rows li").all_inner_texts()
    assert rows and all("→" in row and "polarity" not in row for row in rows)
    page.click("#reset")
    page.evaluate("location.hash = 'tie=MEX-USA-told'")
    page.wait_for_function("document.querySelectorAll('section.tie').length > 0")
    assert " to P" in page.locator("section.tie").first.inner_text()


def test_a_date_of_publication_is_said_to_be_one(file, opened):
    page = opened(file, "#tie=USA-VEN-told").page
    heads = page.locator("section.tie").first.locator("li.event > p.source").all_inner_texts()
    derived = [head for head in heads if "(by publication)" in head]
    assert len(derived) == 4  # as the note of the tie says: 4 of 6 events
    assert any(head.startswith("2019-07-16 (by publication) · THREATEN") for head in derived)
    assert any(head.startswith("2019-07-21 · ") for head in heads)


def test_a_map_of_nothing_says_that_there_is_no_record(corpus, tmp_path, opened):
    path = tmp_path / "map.html"
    path.write_text(map_html(read_map(corpus, method(period="1900"))), encoding="utf-8", newline="\n")
    seen = opened(path)
    assert seen.page.inner_text("#empty").startswith("No record: ")
    assert seen.quiet()


def test_what_the_page_says_fits_what_it_shows(file, opened):
    page = opened(file).page
    assert "colour and badge tell cooperation" in page.inner_text("#panel")
    assert "became of a tie" not in page.inner_text("#panel")
    page.select_option("#diff", "told:2018:2019")
    assert "became of a tie" in page.inner_text("#panel")
    assert "cooperation" not in page.inner_text("#panel") and "dashed" not in page.inner_text("#panel")
    assert page.inner_text("#diff option:checked").startswith("2018 → 2019: ")
    assert not page.is_visible("#empty")
    page.click("[data-span='2018']")
    page.select_option("#issue", label="asylum and refuge")
    # the talks on a safe third country that article 003 foresees have no day
    left = "1 event without a date left out"
    assert page.inner_text("#counter") == f"Shown: 0 of 13 nodes, 0 of 22 ties; {left}"
    assert page.inner_text("#empty").startswith("Nothing fits what is chosen.")
    page.click("#reset")
    assert not page.is_visible("#empty")


def test_the_story_walks_through_the_tours(file, opened, events):
    seen = opened(file)
    page = seen.page
    page.click("#tell")
    for step, year in enumerate(("2018", "2019", "2025"), 1):
        assert page.inner_text("#story-title") == f"{step} of 3: {year}"
        assert page.inner_text("#story-words").startswith(ARTICLES[year])
        assert set(shown(page)) == set(expected(events, year))
        assert page.evaluate("location.hash").startswith(f"#step={step}&")
        if step < 3:
            page.click("#next")
    assert page.is_disabled("#next")
    page.click("#back")
    assert page.inner_text("#story-title") == "2 of 3: 2019"
    again = opened(file, page.evaluate("location.hash")).page
    assert again.inner_text("#story-title") == "2 of 3: 2019"
    page.click("#end")
    assert not page.is_visible("#story")
    assert page.evaluate("location.hash") == ""
    assert seen.quiet()


VIEWS = [
    "#from=2019-01-01&to=2019-12-31&issue=immigration&tie=MEX-USA-told",
    "#diff=alike%3A2018%3A2025&tie=MEX-USA-announced",
    "#from=2019-07-01&node=ECU&hide=ties%3Aannounced",
]


@pytest.mark.parametrize("address", VIEWS)
def test_a_sent_link_shows_the_same_view(file, opened, address):
    page = opened(file, address).page
    made = page.evaluate("location.hash")
    assert sorted(made[1:].split("&")) == sorted(address[1:].split("&"))
    page.reload()
    assert page.evaluate("location.hash") == made
    assert page.locator("#panel h2").count() == 1


HOSTILE = [
    "#from=2019-02-30&to=tomorrow",
    "#from=__proto__&issue=constructor&diff=toString&step=9",
    "#issue=<img src=x onerror=alert(1)>&step=-1",
    "#diff=told:2018:1789&from=99999-01-01",
    "#step=1e0&from=2019-1-1",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_addresses_are_ignored(file, opened, address):
    seen = opened(file, address)
    assert seen.page.evaluate("location.hash") == ""
    assert seen.page.inner_text("#counter").startswith("Shown: 13 of 13 nodes")
    assert seen.quiet()


def test_every_address_was_tried():
    assert (len(VIEWS), len(HOSTILE)) == (3, 5)


def saved(page, button):
    with page.expect_download() as found:
        page.click(button)
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def test_what_is_shown_is_saved_as_table_and_picture(file, opened, events):
    seen = opened(file, "#from=2019-01-01&to=2019-12-31")
    page = seen.page
    name, table = saved(page, "#save-csv")
    assert name == "ties-between-states.csv"
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8"))))
    wanted = expected(events, "2019")
    assert {f"{row['a']}-{row['b']}-{row['kind']}" for row in rows if row["strength"]} == set(wanted)
    for row in rows:
        if row["strength"]:
            tie = wanted[f"{row['a']}-{row['b']}-{row['kind']}"]
            assert float(row["p"]) == pytest.approx(tie.p, abs=1e-9)
    name, picture = saved(page, "#save-svg")
    root = ElementTree.fromstring(picture)
    texts = " ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))
    for words in (
        "Ties between states",
        "2019-01-01 to 2019-12-31",
        "Mexico",
        "Cooperative (+)",
        "CC BY 4.0",
    ):
        assert words in texts
    lines = root.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == page.evaluate("legationMap.shown().length")
    name, image = saved(page, "#save-png")
    assert name == "ties-between-states.png"
    width, height = struct.unpack(">II", image[16:24])
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    assert seen.console == [] and seen.violations == []


@pytest.mark.parametrize("width", [390, 1280])
def test_every_text_of_a_saved_picture_lies_within_it(file, opened, width):
    seen = opened(file, "#from=2019-01-01&to=2019-12-31", viewport={"width": width, "height": 844})
    picture = saved(seen.page, "#save-svg")[1].decode("utf-8")
    sheet = seen.page.context.new_page()
    sheet.set_content(picture)
    boxes = sheet.evaluate("""() => {
        const whole = document.querySelector("svg").getBoundingClientRect();
        return [...document.querySelectorAll("svg > text")].map((text) => {
            const box = text.getBoundingClientRect();
            return [box.left - whole.left, whole.right - box.right, box.top - whole.top, whole.bottom - box.bottom];
        });
    }""")
    sheet.close()
    assert len(boxes) >= 6 and min(map(min, boxes)) >= 0
    rows = sorted((box[2], box[3]) for box in boxes)
    assert all(above[0] < below[0] for above, below in itertools.pairwise(rows))


def test_what_is_chosen_comes_into_sight(file, opened):
    page = opened(file).page
    shown = """() => {
        const { width, height } = document.getElementById("picture").getBoundingClientRect();
        const at = legationMap.shown().flatMap(({ id }) => id.split("-").slice(0, 2)).map(legationMap.at);
        return at.filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height).length / at.length;
    }"""
    page.evaluate("legationMap.network.moveTo({ position: { x: 90000, y: 0 }, scale: 3 })")
    assert page.evaluate(shown) == 0
    page.click('[data-span="2019"]')
    assert page.evaluate(shown) == 1
    page.evaluate("legationMap.network.moveTo({ position: legationMap.network.getPosition(0), scale: 4 })")
    assert page.evaluate(shown) < 1
    page.select_option("#diff", "told:2018:2019")
    assert page.evaluate(shown) == 1


def test_a_line_rests_on_the_events_and_claims_that_kg_ties_counts(file, opened, events):
    found = {
        (tie.a, tie.b, basis): (tie.events, tie.claims)
        for basis in ("told", "announced")
        for tie in ties(events, basis=basis)
    }
    seen = opened(file)
    with seen.page.expect_download() as waiting:
        seen.page.click("#save-csv")
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))
    saved = {(row["a"], row["b"], row["kind"]): (int(row["events"]), int(row["claims"])) for row in rows}
    claimed = {key: saved.pop(key) for key in list(saved) if key[2] == "claimed"}
    assert saved == found and len(saved) >= 20
    assert claimed == {("ARG", "IRN", "claimed"): (1, 1)}
    page = opened(file, "#tie=MEX-USA-told").page
    section = page.locator("section.tie").first.inner_text()
    assert "\n15 events, 18 claims\n" in section
    assert "Between the two, but not counted (7)" in section


def test_a_difference_is_saved_as_a_table(file, opened, events):
    page = opened(file, "#diff=told:2018:2019").page
    rows = list(csv.DictReader(io.StringIO(saved(page, "#save-csv")[1].decode("utf-8"))))
    found = {(one.a, one.b): one for one in compare(events, ["2018", "2019"])}
    assert {(row["a"], row["b"]): row["change"] for row in rows} == {
        pair: one.change for pair, one in found.items()
    }
    assert len(rows) >= 10


def test_a_cell_that_a_spreadsheet_would_run_is_guarded(file, opened):
    page = opened(file).page
    cells = ["=1+1", "-", "-2", "a,b", 'say "x"', "+1", "@x"]
    assert page.evaluate("cells => cells.map(legationMap.csvCell)", cells) == [
        "'=1+1",
        "-",
        "'-2",
        '"a,b"',
        '"say ""x"""',
        "'+1",
        "'@x",
    ]


_SWITCHED = """() => [...document.querySelectorAll("#legend input")].map((one) =>
  [one.dataset.group, one.value, Number(one.closest("label").querySelector("b").textContent)])"""
_SHOWN = """['nodes', 'edges'].map((kind) =>
  legationMap.network.body.data[kind].get().filter((one) => !one.hidden).length)"""


@pytest.mark.parametrize("span", ["2018", "2019", "2025"])
def test_the_legend_counts_what_the_days_leave(file, opened, events, span):
    page = opened(file).page
    whole = page.evaluate(_SWITCHED)
    page.click(f"[data-span='{span}']")
    left = page.evaluate(_SWITCHED)
    assert left != whole
    nodes, lines = page.evaluate(_SHOWN)
    by_group = {group: sum(n for of, _, n in left if of == group) for group in ("nodes", "ties", "signs")}
    assert by_group == {"nodes": nodes, "ties": lines, "signs": lines}
    told, announced = (len(ties(events, period=parse_period(span), basis=on)) for on in ("told", "announced"))
    assert {name: n for _, name, n in left if name in ("told", "announced")} == {
        "told": told,
        "announced": announced,
    }
    for group, name, count in left:
        switch = page.locator(f'#legend input[data-group="{group}"][value="{name}"]')
        switch.click()
        assert page.evaluate(_SWITCHED) == left  # a switch changes no number
        if group != "nodes":
            assert page.evaluate(_SHOWN)[1] == lines - count
        switch.click()
    page.click("#reset")
    assert page.evaluate(_SWITCHED) == whole
