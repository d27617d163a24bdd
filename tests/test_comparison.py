"""Periods side by side: what may be called new, gone, stronger, and what no source could have told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kg.problems import KgError
from kg.ties.comparison import Change, compare
from kg.ties.covered import coverage_words, covers_tour, last_stop, recorded
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import parse_period
from kg.ties.scales import Scale
from kg.ties.tables import columns_of

SCALE = Scale("test", {"AID": 10.0, "SUPPORT": 5.0, "SANCTION": -6.0, "CONSULT:Visit": 4.0}, {})


def article(name, day, genre="report"):
    return {"article": name, "genre": genre, "published_from": day, "published_to": day}


BEFORE_18 = article("p18", date(2018, 2, 1), "preview")
AFTER_19 = article("r19", date(2019, 7, 22))
BEFORE_25 = article("p25", date(2025, 8, 1), "preview")


def event(
    name, day, source, code="AID", modality="happened", tour=None, issues=(), other="MEX", kind="Action"
):
    claim = ClaimRef(
        f"{source['article']}/{name}", modality=modality, paragraph_hashes=(name,), issues=issues, **source
    )
    return Observation(
        name,
        name,
        kind,
        code,
        actors=("USA",),
        recipients=(other,),
        earliest=day,
        latest=day,
        dated=str(day),
        tour=tour,
        accepted=modality == "happened",
        claims=(claim,),
    )


def only(observations, *periods, **options):
    (change,) = [
        one
        for one in compare(observations, periods, scale=SCALE, **options)
        if one.b == "USA" and one.a == "MEX"
    ]
    return change


SPRING_18, SUMMER_19 = date(2018, 1, 5), date(2019, 7, 20)
AID_18 = event("aid18", SPRING_18, BEFORE_18, issues=("trade",))
AID_19 = event("aid19", SUMMER_19, AFTER_19, issues=("trade", "migration"))

CASES = {
    # ln 1.4 and ln 1.8
    "stronger": ([event("s18", SPRING_18, BEFORE_18, "SUPPORT"), AID_19], "stronger"),
    "weaker": ([AID_18, event("s19", SUMMER_19, AFTER_19, "SUPPORT")], "weaker"),
    "unchanged": ([AID_18, AID_19], "unchanged"),
    "turned": ([AID_18, event("x19", SUMMER_19, AFTER_19, "SANCTION")], "turned"),
    "new": ([event("b18", SPRING_18, BEFORE_18, other="PER"), AID_19], "new"),
    "gone": ([AID_18, event("b19", SUMMER_19, AFTER_19, other="PER")], "gone"),
    "no article of the other period": ([AID_19], "not comparable"),
    "a tour that the other period only previews": (
        [
            event("stop18", date(2018, 2, 5), BEFORE_18, modality="planned", tour="t18", kind="Stop"),
            AID_18,
            event("stop19", SUMMER_19, AFTER_19, tour="t19", kind="Stop"),
        ],
        "not comparable",
    ),
}


def test_there_are_eight_cases_of_change():
    assert len(CASES) == 8 and {case[1] for case in CASES.values()} == {
        *("new", "gone", "stronger", "weaker", "turned", "unchanged", "not comparable"),
    }


@pytest.mark.parametrize("name", CASES)
def test_change(name):
    observations, expected = CASES[name]
    assert only(observations, "2018", "2019").change == expected


def test_a_change_says_why():
    change = only([AID_18, AID_19], "2018", "2019")
    assert change.reason == "P 0.8000 → 0.8000, N 0.0000 → 0.0000"
    assert (change.issues_gained, change.issues_lost) == ("migration", "")
    assert (change.strength_before, change.sign_after) == (pytest.approx(0.5878, abs=1e-4), "+")
    missing = only(CASES["a tour that the other period only previews"][0], "2018", "2019")
    assert missing.reason == "coverage: no article of 2018 from after its tour"
    assert only([AID_19], "2018", "2019").reason == "coverage: no article of 2018"


PLANS = [
    event("stop18", date(2018, 2, 5), BEFORE_18, "CONSULT:Visit", "planned", "t18", kind="Stop"),
    event("stop25", date(2025, 8, 9), BEFORE_25, "CONSULT:Visit", "planned", "t25", kind="Stop"),
]


def test_previews_compare_with_previews_on_the_announced_basis():
    change = only(PLANS, "2018", "2025", basis="announced", articles="preview")
    assert change.change == "unchanged"
    assert compare(PLANS, ["2018", "2025"], scale=SCALE) == ()


def test_an_article_of_the_day_of_the_last_stop_could_have_told_and_announced_it():
    year = parse_period("2019")
    for days, told, announced in ((-1, False, True), (0, True, True), (1, True, False)):
        source = article("r19", SUMMER_19 + timedelta(days))
        stop = event("stop19", SUMMER_19, source, "CONSULT:Visit", tour="t19", kind="Stop")
        assert covers_tour([stop], "told", year) is told
        assert covers_tour([stop], "announced", year) is announced


def test_a_report_after_the_tour_announces_nothing_of_it():
    told = event("stop19", SUMMER_19, AFTER_19, "CONSULT:Visit", tour="t19", kind="Stop")
    change = only([PLANS[0], told], "2018", "2019", basis="announced")
    assert (change.change, change.reason) == (
        "not comparable",
        "coverage: no article of 2019 from before its tour",
    )


def test_three_periods_are_compared_in_their_order():
    found = compare([AID_18, AID_19, PLANS[1]], ["2018", "2019", "2025"], scale=SCALE)
    assert [(one.before, one.after) for one in found] == [("2018", "2019"), ("2019", "2025")]


def test_the_last_stop_is_a_stop_with_a_date_of_its_own():
    meeting = event("m", date(2019, 7, 28), AFTER_19, tour="t", kind="Meeting")
    stop = event("s", SUMMER_19, AFTER_19, tour="t", kind="Stop")
    assert last_stop([meeting, stop], parse_period("2019")) == SUMMER_19
    assert last_stop([meeting], parse_period("2019")) == date(2019, 7, 28)
    assert last_stop([AID_19], parse_period("2019")) is None


def test_one_period_is_no_comparison():
    with pytest.raises(KgError, match="two periods"):
        compare([AID_18], ["2018"], scale=SCALE)


def test_a_period_is_not_compared_with_itself():
    with pytest.raises(KgError, match="2018 is compared with itself"):
        compare([AID_18], ["2018", "2018"], scale=SCALE)
    with pytest.raises(KgError, match="2018-01/2018-12 is compared with itself"):
        compare([AID_18], ["2017", "2018", "2018-01/2018-12"], scale=SCALE)


def test_the_columns_of_a_comparison():
    assert columns_of(Change)[:7] == ("a", "b", "basis", "before", "after", "change", "reason")


def listed(name, day, other="MEX"):
    """A visit of an official record that was published long after."""
    source = article("record", date(2020, 1, 1), "record")
    found = event(name, day, source, "CONSULT:Visit", other=other, kind="Stop", tour=f"tour-{name}")
    (claim,) = found.claims
    return replace(found, claims=(replace(claim, official_record=True),))


LISTED = (
    listed("first", date(2015, 3, 1)),
    listed("visit17", date(2017, 5, 1)),
    listed("peru18", date(2018, 5, 1), "PER"),
    listed("last", date(2019, 6, 1)),
)


def test_an_official_record_covers_the_years_it_tells_of_whenever_it_was_published():
    change = only(LISTED, "2017", "2018")
    # Nobody is named: level 0.4 × confidence 1.0 × score 4 / 10.
    assert (change.change, change.reason) == ("gone", "P 0.1600 → 0.0000, N 0.0000 → 0.0000")
    assert coverage_words(LISTED, ["2018"]) == ("2018: no article; an official record covers it",)


def test_after_its_last_day_a_record_is_silent_and_not_empty():
    assert only(LISTED, "2017", "2019").reason == "coverage: no article of 2019"
    assert recorded(LISTED, "told", parse_period("2019")) == frozenset()
    assert recorded(LISTED, "told", parse_period("2016/2018")) == {("MEX", "USA"), ("PER", "USA")}
    for period, pairs in (
        ("2015-03-01/2019-06-01", 2),
        ("2015-02-28/2019-06-01", 0),
        ("2015-03-01/2019-06-02", 0),
    ):
        assert len(recorded(LISTED, "told", parse_period(period))) == pairs


def test_a_record_covers_no_pair_that_it_never_lists_and_announces_nothing():
    aid = event("aid17", date(2017, 4, 1), article("a17", date(2017, 4, 2)), other="CUB")
    (cuba,) = [one for one in compare((*LISTED, aid), ["2017", "2018"], scale=SCALE) if one.a == "CUB"]
    assert cuba.reason == "coverage: no article of 2018"
    assert recorded(LISTED, "announced", parse_period("2018")) == frozenset()


def test_a_record_of_visits_makes_nothing_but_visits_comparable():
    aid = event("aid18", SPRING_18, article("r18", date(2018, 12, 9)))
    change = only((*LISTED, aid), "2017", "2018")
    assert (change.change, change.reason) == (
        "not comparable",
        "coverage: of 2017 only a record of visits tells",
    )
    assert (change.strength_before is None, change.strength_after is None) == (False, False)
    # In the layer of contacts the aid does not count, and the visits of the two years can be compared.
    (contact,) = [
        one
        for one in compare((*LISTED, aid), ["2017", "2018"], scale=SCALE, layer="contact")
        if one.a == "MEX"
    ]
    assert contact.change == "gone"
    # With an article of each year, both can be.
    talk = event("aid17", date(2017, 4, 1), article("a17", date(2017, 12, 2)))
    assert only((*LISTED, aid, talk), "2017", "2018").change != "not comparable"


EDITED_ON = date(2019, 9, 1)
EDITED = tuple(
    replace(
        each, claims=tuple(replace(c, published_from=EDITED_ON, published_to=EDITED_ON) for c in each.claims)
    )
    for each in LISTED
)


def test_the_day_on_which_a_record_was_edited_is_no_article_of_that_year():
    assert only(EDITED, "2017", "2019").reason == "coverage: no article of 2019"
    assert coverage_words(EDITED, ["2019"]) == ("2019: no article",)
    # Of what the record does not list, a list of travels could not have told.
    aid = event("aid17", date(2017, 4, 1), article("a17", date(2017, 4, 2)), other="CUB")
    (cuba,) = [one for one in compare((*EDITED, aid), ["2017", "2019"], scale=SCALE) if one.a == "CUB"]
    assert cuba.reason == "coverage: no article of 2019"


def test_a_stop_that_only_a_record_tells_makes_no_article_come_before_its_tour():
    day = date(2019, 7, 20)
    told = event("visit19", day, AFTER_19, "CONSULT:Visit", kind="Stop", tour="tour19")
    aid = event("aid18", SPRING_18, article("r18", date(2018, 1, 9)))
    later = listed("later", date(2019, 12, 1), "PER")
    assert last_stop((told, later), parse_period("2019")) == day
    without, beside = (only(found, "2018", "2019") for found in ((told, aid), (told, aid, later)))
    assert without == beside
    # Aid 10 / 10 × one publisher 0.8 before; a visit of nobody named 0.4 × 0.8 × 4 / 10 after.
    assert (beside.change, beside.reason) == ("weaker", "P 0.8000 → 0.1280, N 0.0000 → 0.0000")
