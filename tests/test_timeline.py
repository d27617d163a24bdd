"""The timeline: every event once, in order of date, told and only planned apart, the undated ones by themselves."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest

from kg.graph.dataset import open_dataset
from kg.pages.certainty import standing
from kg.pages.languages import texts
from kg.pages.scale import WIDTH, Bar, scale_of
from kg.pages.sheet import sources, to_anchor
from kg.pages.timeline import read_timeline, timeline_html
from kg.ties.observation import ClaimRef, Observation
from kg.ties.observed import every_event
from kg.ties.periods import parse_period
from kg.ties.rows import asked


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def timeline(corpus):
    return read_timeline(corpus)


@pytest.fixture(scope="module")
def page(timeline):
    return timeline_html(timeline)


@pytest.fixture(scope="module")
def file(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("timeline") / "timeline.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def dated(timeline):
    return [
        (chapter, group, event)
        for chapter in timeline.chapters
        for group in chapter.groups
        for event in group.events
    ]


def test_every_event_with_a_claim_stands_there_once(corpus, timeline):
    told = {row["event"] for row in asked(corpus, "tie-claims")}
    shown = [event.id for _, _, event in dated(timeline)] + [event.id for event in timeline.undated]
    assert sorted(shown) == sorted(told)
    assert len(shown) >= 140


def test_every_claim_of_an_event_stands_under_it(corpus, timeline):
    pairs = {(row["event"], row["claim"]) for row in asked(corpus, "tie-claims")}
    events = [event for _, _, event in dated(timeline)] + list(timeline.undated)
    for event in events:
        places = [place for source in event.sources for place in source.places]
        led = {href for place in places for href in (place.href, *place.more)}
        assert led == {to_anchor(claim) for of, claim in pairs if of == event.id}
        assert all(len({one.at for one in source.places}) == len(source.places) for source in event.sources)
    assert {claim.claim for claim in timeline.claims} == {claim for _, claim in pairs}


# Claims with their places; due: each place once, with the first claim that it leads to, and further ones.
PLACED = {
    "two at one": ({"a": "5.4", "b": "5.4"}, [("5.4", "a", ["b"])]),
    "three at one, one of them further on": (
        {"a": "3.1 3.3", "b": "3.3", "c": "3.3"},
        [("3.1", "a", []), ("3.3", "b", ["c"])],
    ),
    "one of two also further on": ({"a": "3.1 3.3", "b": "3.1"}, [("3.1", "b", []), ("3.3", "a", [])]),
    "the same two places": ({"a": "9.2 10.1", "b": "9.2 10.1"}, [("9.2", "a", []), ("10.1", "b", [])]),
    "nothing new further on": ({"a": "1.1", "b": "1.1 2.1"}, [("1.1", "a", []), ("2.1", "b", [])]),
    "no place": ({"a": "", "b": ""}, [("–", "a", ["b"])]),
}


@pytest.mark.parametrize("case", PLACED)
def test_a_place_stands_once_and_every_claim_is_led_to(case):
    assert len(PLACED) == 6
    given, due = PLACED[case]
    claims = [ClaimRef(name, "001", "happened", paragraph=tuple(at.split())) for name, at in given.items()]
    (source,) = sources(claims, texts("en"))
    assert source.article == "001 ¶"
    assert [(one.at, one.href[1:], [href[1:] for href in one.more]) for one in source.places] == due


def test_places_of_a_claim_are_in_the_order_of_the_text(corpus):
    known = {one.event: one for one in every_event(corpus, coded=False)}
    talks = {claim.claim: claim.paragraph for claim in known["pompeo-bukele-san-salvador"].claims}
    assert talks["001/bukele-talks"] == ("9.2", "10.1")


@pytest.mark.parametrize(
    ("planned", "told", "words"),
    [
        ("2019-07-16", "2019-07-22", "told, planned before"),
        ("2019-07-22", "2019-07-16", "told, also planned"),
        ("2019-07-16", "2019-07-16", "told, also planned"),
        (None, "2019-07-22", "told, also planned"),
        ("2019-07-16", None, "told, also planned"),
    ],
)
def test_only_what_was_announced_in_earlier_articles_was_announced_before(planned, told, words):
    def claim(name, modality, day):
        on = date.fromisoformat(day) if day else None
        return ClaimRef(name, name, modality, published_from=on, published_to=on)

    claims = (claim("a", "planned", planned), claim("b", "happened", told))
    event = Observation("e", "E", "Meeting", "CONSULT:Visit", accepted=True, claims=claims)
    assert standing(event, texts("en")).words == words


def test_a_tour_that_has_begun_is_not_said_to_have_been_announced_before(timeline):
    # Article 002 alone has both: that Tillerson has left, and what he is to do
    found = {event.id: event for _, _, event in dated(timeline)}
    assert found["tillerson-tour-2018"].standing.words == "told, also planned or expected"


def test_what_a_government_does_at_home_has_its_state(timeline):
    found = {event.id: event.states for event in timeline.undated}
    assert found["maduro-crackdown-on-dissidents-2018"] == ("Venezuela",)
    assert found["farc-breach-of-peace-accord"] == ()  # an armed group never stands for a state


def test_the_tour_of_2019_by_hand(timeline):
    found = {event.id: (group.title, event) for _, group, event in dated(timeline)}
    title, ecuador = found["pompeo-2019-ecuador"]
    assert title == "Pompeo's tour of Latin America, July 2019"
    assert (ecuador.when, ecuador.kind, ecuador.states) == (
        "2019-07-20",
        "Stop",
        ("Ecuador", "United States"),
    )
    assert ecuador.standing.words == "told, planned before"
    assert ecuador.bar and ecuador.bar.day
    assert found["amia-commemoration-2019"][1].when == "2019-07-19 to 2019-07-20"
    assert found["us-mexico-accord-negotiated-2019-06"][1].when == "by 2019-06"
    assert found["us-mexico-accord-negotiated-2019-06"][1].bar.open_start
    assert found["tillerson-2018-peru"][1].standing.name == "planned"
    assert found["barranquilla-police-bombing-2018"][1].states == ("Colombia",)


def test_years_and_days_are_in_order(corpus, timeline):
    years = [chapter.year for chapter in timeline.chapters]
    assert years == sorted(years) == ["1994", "2015", "2017", "2018", "2019", "2025"]
    known = {one.event: one for one in every_event(corpus, coded=False)}
    for chapter in timeline.chapters:
        for group in chapter.groups:
            events = [known[event.id] for event in group.events]
            assert {str(one.latest or one.earliest)[:4] for one in events} == {chapter.year}
            days = [one.earliest or one.latest for one in events]
            assert days == sorted(days)


def test_the_undated_stand_apart_and_say_by_when_they_were_told(timeline):
    assert len(timeline.undated) >= 50
    assert all(event.bar is None for event in timeline.undated)
    found = {event.id: event for event in timeline.undated}
    assert found["us-biodiesel-tariffs-raised"].when == "told by 2018-02-04"
    # article 000 announces it for Friday, article 001 tells of it without a day
    assert found["counterterrorism-ministerial-2019"].when == "told by 2019-07-31, planned for 2019-07-19"
    assert found["us-mexico-trade-deal-negotiation-2025"].when == ""


def test_a_period_keeps_what_may_lie_in_it(corpus):
    july = read_timeline(corpus, parse_period("2019-07"))
    ids = {event.id for _, _, event in dated(july)}
    assert "pompeo-2019-mexico" in ids
    assert "bachelet-visit-to-venezuela-2019" in ids  # some day from January to 21 July
    assert not {"tillerson-2018-peru", "us-mexico-accord-signed-2019-06"} & ids
    assert july.undated == ()
    assert july.left_out == len(read_timeline(corpus).undated)
    assert f"{july.left_out} without one left out" in timeline_html(july)
    assert july.lead.startswith("Every event with a date that may lie in 2019-07 ")
    assert july.title == "Timeline, 2019-07"


def test_the_scale_by_hand():
    # 10 days over 200 − 2 × 8 = 184 pixels: 18.4 a day
    scale = scale_of([(date(2019, 7, 11), date(2019, 7, 11)), (None, date(2019, 7, 21))])
    assert scale.bar(date(2019, 7, 11), date(2019, 7, 11)) == Bar(8.0, 0.0, True)
    assert scale.bar(date(2019, 7, 12), date(2019, 7, 14)) == Bar(26.4, 36.8, False)
    assert scale.bar(None, date(2019, 7, 12)) == Bar(0.0, 26.4, False, open_start=True)
    assert scale.bar(date(2019, 7, 20), None) == Bar(173.6, 26.4, False, open_end=True)
    alone = scale_of([(date(2019, 7, 21), date(2019, 7, 21))])
    assert alone.bar(date(2019, 7, 21), date(2019, 7, 21)) == Bar(WIDTH / 2, 0.0, True)


def test_every_link_leads_to_a_place_on_the_page(page):
    links = set(re.findall(r'href="#([^"]*)"', page))
    places = re.findall(r' id="([^"]*)"', page)
    assert len(links) >= 200
    assert {unquote(link) for link in links} <= set(places)
    assert len(places) == len(set(places))


def test_it_opens_quietly_in_a_narrow_window_and_is_the_same_again(corpus, page, file, opened):
    seen = opened(file, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.page.locator("svg.days circle.told").count() >= 10
    assert seen.page.locator("tr.planned svg.days .mark.planned").count() >= 5
    assert seen.quiet()
    assert timeline_html(read_timeline(corpus)) == page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(file, opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened(file, color_scheme=scheme).page).response
    assert len(found["passes"]) >= 15
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
