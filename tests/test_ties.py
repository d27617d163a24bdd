"""The fixtures and the laws of the tie measure, each number worked by hand beside its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.problems import KgError
from kg.ties.explanation import explain
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import parse_period
from kg.ties.scales import Scale
from kg.ties.tie import Tie, ties
from kg.ties.weighing import voices

SCALE = Scale(
    "test",
    {
        "CONSULT:Visit": 4.0,
        "CONSULT:Multilateral": 4.0,
        "SUPPORT": 5.0,
        "AID": 10.0,
        "SANCTION": -6.0,
        "ACCUSE:Disapprove": -2.0,
        "THREATEN": -3.5,
        "REQUEST:Meet": 0.0,
    },
    {},
)
DAY = date(2019, 7, 21)


def claim(name, article="r1", publisher="Daily One", text=None, modality="happened", **more):
    """One claim in the article's own voice; its paragraph is its article's, unless said."""
    return ClaimRef(
        claim=name,
        article=article,
        publisher=publisher,
        modality=modality,
        paragraph=("1.1",),
        paragraph_hashes=(text or f"text of {article}",),
        **more,
    )


def two_papers(event):
    return (
        claim(f"r1/{event}", "r1", "Daily One", text=f"one on {event}"),
        claim(f"r2/{event}", "r2", "Daily Two", text=f"two on {event}"),
    )


def event(name, code, claims=None, **more):
    settings = {"label": name, "kind": "Meeting", "earliest": DAY, "latest": DAY, "dated": str(DAY)}
    sides = (
        {}
        if {"actors", "between"} & more.keys()
        else {"between": ("MEX", "USA")}
        if code.startswith("CONSULT")
        else {"actors": ("USA",), "recipients": ("MEX",)}
    )
    return Observation(
        event=name,
        code=code,
        accepted=True,
        claims=two_papers(name) if claims is None else claims,
        **{**settings, **sides, **more},
    )


FM = (("MEX", "foreign-minister"), ("USA", "foreign-minister"))
HEADS = (("MEX", "head"), ("USA", "head"))
VISIT = event("visit", "CONSULT:Visit", ranks=FM)
SANCTION = event("sanction", "SANCTION")
AGREEMENT = event("agreement", "SUPPORT")
AID = event("aid", "AID")
DISAPPROVE = event("disapprove", "ACCUSE:Disapprove")
THREAT = event("threat", "THREATEN")
STATES = tuple(sorted(["MEX", "USA"] + [f"S{number:02}" for number in range(17)]))
MINISTERIAL = event(
    "ministerial",
    "CONSULT:Multilateral",
    between=STATES,
    parties=19,
    ranks=tuple((state, "foreign-minister") for state in STATES),
)

FIXTURES = {
    # 0.8 × 4/10 = 0.32; ln 1.32; 0.32/1.32
    "one foreign minister's visit": ([VISIT], 0.3200, 0.0, 0.2776, 0.2424, 0.0, "+"),
    # N = 6/10; ln 1.92; (0.32 − 0.6)/1.92; 0.32/0.6
    "visit and sanction": ([VISIT, SANCTION], 0.3200, 0.6000, 0.6523, -0.1458, 0.5333, "mixed"),
    # 0.32 + 0.5 + 1.0; ln 2.82; 1.82/2.82
    "visit, agreement, aid": ([VISIT, AGREEMENT, AID], 1.8200, 0.0, 1.0367, 0.6454, 0.0, "+"),
    # 0.6 + 0.2 + 0.35; ln 2.15; −1.15/2.15
    "sanction, disapproval, threat": ([SANCTION, DISAPPROVE, THREAT], 0.0, 1.15, 0.7655, -0.5349, 0.0, "-"),
    # 0.8 × 0.4 / 18, for each of 19 × 18 / 2 pairs
    "ministerial of nineteen": ([MINISTERIAL], 0.0178, 0.0, 0.0176, 0.0175, 0.0, "weak"),
}


def test_there_are_five_fixtures():
    assert len(FIXTURES) == 5


@pytest.mark.parametrize("name", FIXTURES)
def test_fixture(name):
    observations, p, n, s, pi, a, sign = FIXTURES[name]
    for tie in ties(observations, scale=SCALE):
        got = (tie.p, tie.n, tie.strength, tie.polarity, tie.ambivalence)
        assert [f"{value:.4f}" for value in got] == [f"{value:.4f}" for value in (p, n, s, pi, a)]
        assert tie.sign == sign


def test_a_meeting_of_nineteen_ties_every_pair_once():
    found = ties([MINISTERIAL], scale=SCALE)
    assert len(found) == 171
    assert [(tie.a, tie.b) for tie in found] == sorted((tie.a, tie.b) for tie in found)


def test_every_report_tripled_changes_no_strength():
    def tripled(observation):
        more = [
            claim(f"{one.claim}/{copy}", f"{one.article}-{copy}", one.publisher, one.paragraph_hashes[0])
            for one in observation.claims
            for copy in "abc"
        ]
        return event(observation.event, observation.code, tuple(more), ranks=observation.ranks)

    (tie,) = ties([tripled(one) for one in (VISIT, AGREEMENT, AID)], scale=SCALE)
    assert f"{tie.strength:.4f}" == "1.0367"
    assert tie.claims == 18 and tie.publishers == 2


def test_one_publisher_only_makes_every_channel_four_fifths():
    alone = [
        event(one.event, one.code, one.claims[:1], ranks=one.ranks)
        for one in (VISIT, SANCTION, AGREEMENT, AID)
    ]
    (tie,) = ties(alone, scale=SCALE)
    (full,) = ties([VISIT, SANCTION, AGREEMENT, AID], scale=SCALE)
    assert tie.p == pytest.approx(0.8 * full.p, abs=1e-12)
    assert tie.n == pytest.approx(0.8 * full.n, abs=1e-12)


CONFIDENCE = {
    "two publishers whose paragraphs differ": ([("a", "One", "x"), ("b", "Two", "y")], 1.0),
    "two publishers with the same paragraph": ([("a", "One", "x"), ("b", "Two", "x")], 0.8),
    "one publisher twice": ([("a", "One", "x"), ("b", "One", "y")], 0.8),
    "a named and an unnamed one": ([("a", "One", "x"), ("b", None, "y")], 0.8),
    "two unnamed ones": ([("a", None, "x"), ("b", None, "y")], 0.8),
    # the copy of an unnamed article under a name is not a second named publisher
    "a named copy of an unnamed one beside a named one": (
        [("a", None, "x"), ("b", "One", "y"), ("c", "Two", "x")],
        0.8,
    ),
    # nor does an unnamed copy take a name away
    "an unnamed copy of a named one": ([("a", "One", "x"), ("b", "Two", "y"), ("c", None, "x")], 1.0),
}


def test_there_are_seven_cases_of_confidence():
    assert len(CONFIDENCE) == 7


@pytest.mark.parametrize("name", CONFIDENCE)
def test_confidence(name):
    sources, expected = CONFIDENCE[name]
    claims = tuple(claim(f"{article}/aid", article, who, text) for article, who, text in sources)
    (tie,) = ties([event("aid", "AID", claims)], scale=SCALE)
    assert tie.p == pytest.approx(expected, abs=1e-12)


def test_an_official_record_alone_is_certain():
    record = claim("rec/aid", "rec", None, modality="happened", own_voice=False, official_record=True)
    (tie,) = ties([event("aid", "AID", (record,))], scale=SCALE)
    assert tie.p == 1.0


def test_a_partys_denial_halves_even_two_publishers():
    denial = claim("r3/denial", "r3", None, modality="denied", own_voice=False, denies=True)
    (tie,) = ties([event("aid", "AID", (*two_papers("aid"), denial))], scale=SCALE)
    assert tie.p == 0.5 and tie.claims == 2


LEVELS = {
    "both heads": ((("MEX", "head"), ("USA", "head")), 1.0),
    "the lower one counts": ((("MEX", "head"), ("USA", "foreign-minister")), 0.8),
    "a minister": ((("MEX", "minister"), ("USA", "head")), 0.6),
    "an official": ((("MEX", "head"), ("USA", "official")), 0.4),
    "a side without a name takes the other's": ((("MEX", None), ("USA", "head")), 1.0),
    "nobody named": ((("MEX", None), ("USA", None)), 0.4),
    "nothing said of either": ((), 0.4),
    "between officials": (None, 1.0),
}


def test_there_are_eight_cases_of_level():
    assert len(LEVELS) == 8


@pytest.mark.parametrize("name", LEVELS)
def test_level(name):
    ranks, expected = LEVELS[name]
    (tie,) = ties([event("visit", "CONSULT:Visit", ranks=ranks)], scale=SCALE)
    assert tie.p == pytest.approx(0.4 * expected, abs=1e-12)


def test_a_directed_event_never_ties_its_recipients():
    pressure = event("pressure", "THREATEN", actors=("USA",), recipients=("IRN", "VEN"))
    assert [(tie.a, tie.b) for tie in ties([pressure], scale=SCALE)] == [("IRN", "USA"), ("USA", "VEN")]


def test_an_act_of_a_state_upon_itself_is_no_tie():
    assert ties([event("x", "THREATEN", actors=("USA",), recipients=("USA",))], scale=SCALE) == ()


def test_a_conference_of_unknown_size_is_divided_by_nine_and_says_so():
    conference = event("summit", "CONSULT:Multilateral", kind="Conference", ranks=None)
    (tie,) = ties([conference], scale=SCALE)
    assert tie.p == pytest.approx(0.4 / 9)
    assert tie.note == "10 parties assumed: summit"


STOP = event("stop", "CONSULT:Visit", ranks=FM)
TALKS = event("talks", "CONSULT:Visit", ranks=(("MEX", "official"), ("USA", "official")), group="stop")
PRAISE = event("praise", "SUPPORT", group="stop")
SCOLDING = event("scolding", "ACCUSE:Disapprove", group="stop")


def test_parts_of_one_stop_count_by_the_largest_of_each_sign():
    (tie,) = ties([STOP, TALKS, PRAISE, SCOLDING], scale=SCALE)
    assert (tie.p, tie.n, tie.events) == (pytest.approx(0.5), pytest.approx(0.2), 4)
    (plain,) = ties([STOP, TALKS, PRAISE, SCOLDING], scale=SCALE, parts="sum")
    assert (plain.p, plain.n) == (pytest.approx(0.32 + 0.16 + 0.5), pytest.approx(0.2))


# -- the two bases ----------------------------------------------------------------------------------

PLANNED = event(
    "plan",
    "CONSULT:Visit",
    (claim("p/plan", "p", None, modality="planned", genre="preview"),),
    announced_ranks=FM,
)


def test_what_is_only_planned_stands_on_the_announced_basis_alone():
    assert ties([PLANNED], scale=SCALE) == ()
    (tie,) = ties([PLANNED], scale=SCALE, basis="announced")
    assert (tie.p, tie.p_announced, tie.p_told) == (pytest.approx(0.256), pytest.approx(0.256), 0.0)


def test_an_announced_event_that_happened_stands_on_both_bases_each_with_its_own_claims():
    both = event(
        "visit", "CONSULT:Visit", (*two_papers("visit"), *PLANNED.claims), ranks=FM, announced_ranks=HEADS
    )
    (told,) = ties([both], scale=SCALE)
    (announced,) = ties([both], scale=SCALE, basis="announced")
    # told by two papers of foreign ministers, announced by an unnamed one of heads: 0.8 × 1.0 × 0.4
    assert (told.p, told.claims, told.p_announced) == (pytest.approx(0.32), 2, pytest.approx(0.32))
    assert (announced.p, announced.claims, announced.p_told) == (
        pytest.approx(0.32),
        1,
        pytest.approx(0.32),
    )


def test_attributed_content_stands_on_neither_basis():
    said = claim("r1/said", own_voice=False, asserted_by="mex-foreign-ministry")
    only = event("aid", "AID", (said,))
    assert ties([only], scale=SCALE) == ties([only], scale=SCALE, basis="announced") == ()


def test_what_two_sources_exclude_from_each_other_is_not_told():
    excluded = Observation(
        "aid", "aid", "Act", "AID", ("USA",), ("MEX",), latest=DAY, claims=two_papers("aid")
    )
    assert ties([excluded], scale=SCALE) == ()


def test_only_previews_are_read_when_asked():
    both = event("visit", "CONSULT:Visit", (*two_papers("visit"), *PLANNED.claims), ranks=FM)
    assert ties([both], scale=SCALE, articles="preview") == ()
    (tie,) = ties([both], scale=SCALE, articles="preview", basis="announced")
    assert tie.p_told == 0.0 and tie.articles == 1


# -- sources, range, dates --------------------------------------------------------------------------


def test_the_range_leaves_out_one_article_at_a_time():
    only_r2 = event("aid", "AID", (claim("r2/aid", "r2", "Daily Two"),))
    (tie,) = ties([VISIT, only_r2], scale=SCALE)
    # without r1: 0.256 + 0.8, without r2: 0.256
    assert tie.strength == pytest.approx(0.7514, abs=1e-4)  # ln(1 + 0.32 + 0.8)
    assert tie.low == pytest.approx(0.2279, abs=1e-4) and tie.high == pytest.approx(0.7207, abs=1e-4)
    assert tie.note is None


def test_an_article_about_others_leaves_the_strength_in_the_range():
    other = event("other", "AID", (claim("r9/x", "r9"),), actors=("USA",), recipients=("SLV",))
    mine = event("aid", "AID", (claim("r1/aid"),))
    rows = {(tie.a, tie.b): tie for tie in ties([mine, other], scale=SCALE)}
    tie = rows["MEX", "USA"]
    assert (tie.low, tie.high) == (0.0, tie.strength)


def test_a_period_that_rests_on_one_article_has_no_range():
    (tie,) = ties([event("aid", "AID", (claim("r1/aid"),))], scale=SCALE)
    assert (tie.low, tie.high, tie.note) == (None, None, "single-source period")


def test_a_copy_is_no_second_source_of_a_period():
    copied = (claim("r1/aid", "r1", "One", "x"), claim("r1-copy/aid", "r1-copy", None, "x"))
    (tie,) = ties([event("aid", "AID", copied)], scale=SCALE)
    assert (tie.low, tie.note, tie.articles) == (None, "single-source period", 2)


def test_articles_whose_paragraphs_are_not_known_are_no_copies_of_each_other():
    claims = (
        replace(claim("r1/aid"), paragraph_hashes=()),
        replace(claim("r2/aid", "r2"), paragraph_hashes=()),
    )
    (tie,) = ties([event("aid", "AID", claims)], scale=SCALE)
    assert (tie.low, tie.high, tie.note) == (tie.strength, tie.strength, None)


def test_an_event_belongs_to_the_period_of_its_latest_day():
    across = event("aid", "AID", earliest=date(2018, 12, 1), latest=date(2019, 1, 5))
    assert ties([across], scale=SCALE, period="2018") == ()
    (tie,) = ties([across], scale=SCALE, period="2019")
    assert (tie.first, tie.last) == (date(2018, 12, 1), date(2019, 1, 5))


def test_an_undated_told_event_is_dated_by_its_first_article():
    dates = {"published_from": date(2019, 7, 22), "published_to": date(2019, 7, 31)}
    undated = event("aid", "AID", (claim("r1/aid", **dates),), earliest=None, latest=None, dated="")
    assert ties([undated], scale=SCALE, period="2018") == ()
    (tie,) = ties([undated], scale=SCALE, period="2019-07")
    assert tie.last == date(2019, 7, 31)
    assert tie.note == "single-source period; dated by publication: 1 of 1 event"


def test_an_undated_event_is_bounded_by_the_first_of_its_articles_to_appear():
    claims = (
        claim("r1/aid", "r1", published_to=date(2019, 8, 2)),
        claim("r2/aid", "r2", published_to=date(2019, 7, 31)),
    )
    undated = event("aid", "AID", claims, earliest=None, latest=None, dated="")
    (tie,) = ties([undated], scale=SCALE, period="2019-07")
    assert (tie.first, tie.last) == (date(2019, 7, 31), date(2019, 7, 31))


def test_of_several_events_those_dated_by_publication_are_counted():
    undated = event("aid", "AID", (claim("r1/aid", published_to=DAY),), earliest=None, latest=None, dated="")
    (tie,) = ties([VISIT, undated], scale=SCALE)
    assert tie.note == "dated by publication: 1 of 2 events"


def test_an_event_with_an_open_start_begins_at_the_latest_on_its_last_day():
    since = event("aid", "AID", earliest=None, latest=date(2019, 7, 5), dated="../2019-07-05")
    (tie,) = ties([VISIT, since], scale=SCALE)
    assert (tie.first, tie.last) == (date(2019, 7, 5), DAY)


def test_an_article_of_an_unnamed_publisher_is_no_publisher():
    claims = (claim("r1/aid"), claim("r2/aid", "r2", None))
    (tie,) = ties([event("aid", "AID", claims)], scale=SCALE)
    assert (tie.articles, tie.publishers) == (2, 1)


def test_more_parties_listed_than_counted_count_all():
    listed = event("talks", "CONSULT:Visit", ranks=None, between=("ECU", "MEX", "USA"), parties=2)
    assert [tie.p for tie in ties([listed], scale=SCALE)] == [0.4 / 2] * 3


def test_an_article_without_a_day_is_taken_for_the_copy():
    first = replace(claim("r2/aid", "r2", "Two", published_to=DAY), paragraph_hashes=("x", "y"))
    assert voices([claim("r1/aid", "r1", "One", "x"), first]) == {"Two"}
    later = replace(first, published_to=None)
    assert voices([claim("r1/aid", "r1", "One", "x"), later]) == {"One", "Two"}


def test_an_event_without_weight_counts_in_no_other():
    request = event("request", "REQUEST:Meet", group="stop")
    found = explain([SCOLDING, request], "MEX", "USA", scale=SCALE).contributions
    assert [(one.part.observation.event, one.value, one.within) for one in found] == [
        ("request", 0.0, None),
        ("scolding", -0.2, None),
    ]


def test_an_event_without_any_bound_belongs_to_all_only():
    undated = event("aid", "AID", earliest=None, latest=None, dated="")
    assert ties([undated], scale=SCALE, period="2019") == ()
    (tie,) = ties([undated], scale=SCALE)
    assert (tie.first, tie.last, tie.events) == (None, None, 1)


def test_a_half_life_counts_to_the_end_of_the_period():
    (tie,) = ties([AID], scale=SCALE, period="2019-07-01/2019-07-31", half_life=10)
    assert tie.p == pytest.approx(0.5)  # ten days from 21 to 31 July
    with pytest.raises(KgError, match="needs a period"):
        ties([AID], scale=SCALE, half_life=10)


LAYERS = {"contact": (0.32, 0.0), "cooperation": (0.5, 0.0), "friction": (0.0, 0.6), "all": (0.82, 0.6)}


def test_there_are_four_layers():
    assert len(LAYERS) == 4


@pytest.mark.parametrize("layer", LAYERS)
def test_layer(layer):
    (tie,) = ties([VISIT, AGREEMENT, SANCTION], scale=SCALE, layer=layer)
    assert (tie.p, tie.n) == pytest.approx(LAYERS[layer])


def test_a_score_of_nothing_is_in_no_layer():
    request = event("request", "REQUEST:Meet")
    assert [ties([request], scale=SCALE, layer=layer) for layer in ("cooperation", "friction")] == [(), ()]


def test_a_score_of_nothing_is_an_event_without_weight():
    (tie,) = ties([event("request", "REQUEST:Meet")], scale=SCALE)
    assert (tie.strength, tie.polarity, tie.ambivalence, tie.sign, tie.events) == (0, 0, 0, "weak", 1)


def test_without_leaves_out_every_pair_of_a_party():
    assert ties([MINISTERIAL], scale=SCALE, without=("USA",))[0].b != "USA"
    assert len(ties([MINISTERIAL], scale=SCALE, without=("USA",))) == 153


WRONG = {
    "basis": ({"basis": "tol"}, "did you mean “told”"),
    "articles": ({"articles": "news"}, "all, preview, report"),
    "parts": ({"parts": "most"}, "strongest, sum"),
    "layer": ({"layer": "trade"}, "contact"),
    "period": ({"period": "July"}, "no year, month or day"),
    "backward period": ({"period": "2019/2018"}, "ends before"),
    "month thirteen": ({"period": "2019-13"}, "no month 13"),
    "30 February": ({"period": "2019-02-30"}, "day"),
}


def test_there_are_eight_wrong_choices():
    assert len(WRONG) == 8


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_choice_is_named(name):
    choice, words = WRONG[name]
    with pytest.raises(KgError, match=words):
        ties([VISIT], scale=SCALE, **choice)


def test_an_unknown_code_is_named_with_the_nearest():
    with pytest.raises(KgError, match="CONSULT:Visit"):
        ties([event("v", "CONSULT:Visitt")], scale=SCALE)


PERIODS = {
    "2019": ("2019-01-01", "2019-12-31"),
    "2018/2019": ("2018-01-01", "2019-12-31"),
    "2019-02": ("2019-02-01", "2019-02-28"),
    "2019-07-01/2019-07-31": ("2019-07-01", "2019-07-31"),
    "2019-07-04": ("2019-07-04", "2019-07-04"),
}


def test_there_are_five_forms_of_period():
    assert len(PERIODS) == 5


@pytest.mark.parametrize("text", PERIODS)
def test_period(text):
    period = parse_period(text)
    assert (str(period.first), str(period.last)) == PERIODS[text]


# -- laws -------------------------------------------------------------------------------------------

CODES = sorted(SCALE.scores)
PARTIES = ("ARG", "ECU", "MEX", "SLV", "USA")
MEASURES = ("a", "b", "strength", "polarity", "ambivalence", "sign", "p", "n")


@st.composite
def observations(draw, shared=True):
    found = []
    for number in range(draw(st.integers(1, 8))):
        code = draw(st.sampled_from(CODES))
        sides = draw(st.lists(st.sampled_from(PARTIES), min_size=2, max_size=4, unique=True))
        articles = draw(st.lists(st.sampled_from(["r1", "r2", "r3"]), min_size=1, unique=True))
        publishers = {"r1": "One", "r2": None, "r3": "Three"}
        claims = tuple(claim(f"{a}/e{number}", a, publishers[a], f"{a} {number}") for a in articles)
        found.append(
            event(
                f"e{number}",
                code,
                claims,
                ranks=None,
                group=draw(st.sampled_from([None, "g1", "g2"])),
                **(
                    {"between": tuple(sides)}
                    if shared and code.startswith("CONSULT")
                    else {"actors": (sides[0],), "recipients": tuple(sides[1:])}
                ),
            )
        )
    return found


def core(rows: tuple[Tie, ...]):
    return [tuple(getattr(tie, name) for name in MEASURES) for tie in rows]


@settings(max_examples=60, deadline=None)
@given(observations(), st.randoms(use_true_random=False))
def test_law_the_order_of_the_facts_changes_nothing(found, random):
    mixed = found[:]
    random.shuffle(mixed)
    assert ties(found, scale=SCALE) == ties(mixed, scale=SCALE)


@settings(max_examples=60, deadline=None)
@given(observations(), st.sampled_from(["r1", "r2", "r3"]), st.sampled_from([None, "Other", "One"]))
def test_law_copies_of_an_article_change_no_tie(found, article, publisher):
    def with_copy(observation):
        more = tuple(
            claim(f"copy/{one.claim}", f"{article}-copy", publisher, one.paragraph_hashes[0])
            for one in observation.claims
            if one.article == article
        )
        return event(
            observation.event,
            observation.code,
            (*observation.claims, *more),
            **{
                name: getattr(observation, name)
                for name in ("actors", "recipients", "between", "ranks", "group")
            },
        )

    copied = ties([with_copy(one) for one in found], scale=SCALE)
    assert core(copied) == core(ties(found, scale=SCALE))
    assert [(t.low, t.high) for t in copied] == [(t.low, t.high) for t in ties(found, scale=SCALE)]


@settings(max_examples=60, deadline=None)
@given(observations(shared=False), st.sampled_from(CODES), st.integers(0, 7))
def test_law_weaker_parts_change_no_tie(found, code, which):
    """A part of one group, with the same parties, whose weighted score is not the largest, adds nothing."""
    whole = found[which % len(found)]
    largest = [abs(SCALE.score(one.code)) for one in found if one.event == whole.event]
    weaker = abs(SCALE.score(code)) <= largest[0]
    same_sign = (SCALE.score(code) > 0) == (SCALE.score(whole.code) > 0) or SCALE.score(code) == 0
    if not (weaker and same_sign):
        return
    part = event(
        "part",
        code,
        whole.claims,
        ranks=None,
        group=whole.group or whole.event,
        actors=whole.actors,
        recipients=whole.recipients,
    )
    assert core(ties([*found, part], scale=SCALE)) == core(ties(found, scale=SCALE))


@settings(max_examples=60, deadline=None)
@given(observations())
def test_law_bounds(found):
    for tie in ties(found, scale=SCALE):
        assert tie.a < tie.b and tie.p >= 0 and tie.n >= 0 and tie.strength >= 0
        assert -1 < tie.polarity < 1 and 0 <= tie.ambivalence <= 1
        assert tie.low is None or tie.low <= tie.high
