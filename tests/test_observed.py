"""Observations from a small dataset, and ties from the shipped corpus."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from ties_case import CASE, VIEWS, Small

from kg.graph.dataset import open_dataset
from kg.graph.views import views
from kg.ties.explanation import explain
from kg.ties.observed import _date, allegiance, observations, state_labels
from kg.ties.scales import read_scale
from kg.ties.tie import ties


@cache
def small():
    return {one.event: one for one in observations(Small())}


def test_only_coded_events_between_states_are_observed():
    assert list(small()) == ["scolding", "signing", "stop", "summit", "talks"]


def test_an_event_with_everything():
    stop = small()["stop"]
    assert (stop.label, stop.kind, stop.code) == ("Ann in Bland", "Stop", "CONSULT:Visit")
    assert (stop.between, stop.actors, stop.recipients) == (("AAA", "BBB"), (), ())
    assert (stop.dated, stop.earliest, stop.latest) == ("2020-05-10", date(2020, 5, 10), date(2020, 5, 10))
    assert stop.accepted and not stop.denied
    plan, told = stop.claims
    assert (plan.claim, plan.modality, plan.publisher, plan.genre) == ("p1/stop", "planned", None, "preview")
    assert (told.publisher, told.paragraph, told.paragraph_hashes) == (
        "The Gazette",
        ("2.1", "3.1"),
        ("cc", "dd"),
    )
    assert (plan.published_from, plan.published_to) == (date(2020, 5, 1), date(2020, 5, 2))


RANKS = {
    # told without a post: the post in which the sources show the person; announced with one
    "stop": ((("AAA", "head"), ("BBB", None)), (("AAA", "head"), ("BBB", None))),
    "talks": ((("AAA", "head"), ("BBB", "foreign-minister")), (("AAA", None), ("BBB", None))),
    "summit": ((("AAA", None), ("BBB", None)), (("AAA", None), ("BBB", None))),
}


def test_there_are_three_cases_of_ranks():
    assert len(RANKS) == 3


@pytest.mark.parametrize("event", RANKS)
def test_ranks(event):
    assert (small()[event].ranks, small()[event].announced_ranks) == RANKS[event]


GROUPS = {"stop": None, "talks": "stop", "scolding": "stop", "signing": "accord", "summit": None}


def test_every_event_has_a_case_of_group():
    assert sorted(GROUPS) == sorted(small())


@pytest.mark.parametrize("event", GROUPS)
def test_the_group_is_the_outermost_event_below_the_tour_or_the_agreement(event):
    assert small()[event].group == GROUPS[event]


def test_the_tour_and_the_issues_of_an_event():
    assert {name: one.tour for name, one in small().items() if one.tour} == {
        "scolding": "tour",
        "stop": "tour",
        "talks": "tour",
    }
    assert small()["talks"].claims[0].issues == ("fish", "trade")


def test_an_armed_group_is_no_side_of_a_tie():
    assert small()["scolding"].recipients == ("AAA",)
    assert small()["scolding"].pairs() == (("AAA", "BBB"),)


def test_what_a_sentence_presupposes_is_not_told():
    assert not small()["scolding"].accepted and small()["scolding"].told() == ()


def test_an_official_record_and_its_number_of_parties():
    summit = small()["summit"]
    assert summit.claims[0].official_record
    assert (summit.parties, summit.parties_source) == (5, "the record")


def test_a_denial_counts_where_the_denier_belongs_to_a_party():
    signing = small()["signing"]
    assert signing.denied
    assert [claim.denies for claim in signing.claims] == [True, False]
    assert signing.claims[0].asserted_by == "b-office"


def test_allegiance_ends_in_a_circle():
    rows = {
        "a": ({"state": None, "parent": "b"},),
        "b": ({"state": "BBB", "parent": None}, {"state": None, "parent": "a"}),
    }
    assert allegiance("a", rows) == {"a", "b", "BBB"}


def test_states_have_their_english_names():
    assert state_labels(Small()) == {"AAA": "Aland", "BBB": "Bland"}


def test_the_ties_of_the_case():
    # told: stop 0.8 × 0.4 = 0.32 carries the talks; signing 0.5 × 0.5 = 0.25; summit 0.4 × 0.4 / 4 = 0.04
    (told,) = ties(small().values())
    assert (told.p, told.n, told.events) == (pytest.approx(0.61), 0.0, 4)
    (announced,) = ties(small().values(), basis="announced")
    assert (announced.p, announced.events) == (pytest.approx(0.32), 1)


TIE_VIEWS = sorted(path.stem for path in VIEWS.glob("tie-*.rq"))


def test_there_are_sixteen_views_for_ties():
    assert len(TIE_VIEWS) == 16


@pytest.mark.parametrize("name", TIE_VIEWS)
def test_a_second_engine_gives_the_same_rows(name):
    """rdflib's own SPARQL engine, over the same case read by rdflib's own parser."""
    import rdflib

    other = rdflib.Dataset()
    other.parse(CASE, format="trig")
    expected = {
        tuple(None if term is None else str(term) for term in row)
        for row in other.query((VIEWS / f"{name}.rq").read_text(encoding="utf-8"))
    }
    found = [tuple(None if t is None else t.value for t in row) for row in Small().view(name).rows]
    assert set(found) == expected and len(set(found)) == len(found) >= 1


# -- the shipped corpus -----------------------------------------------------------------------------


@cache
def shipped():
    return observations(open_dataset())


def test_the_shipped_corpus_gives_ties_on_both_bases():
    told = {(tie.a, tie.b) for tie in ties(shipped(), period="2019")}
    assert {("ARG", "USA"), ("ECU", "USA"), ("MEX", "USA"), ("SLV", "USA"), ("MEX", "SLV")} <= told
    announced = {(tie.a, tie.b) for tie in ties(shipped(), period="2018", basis="announced")}
    assert {("ARG", "USA"), ("COL", "USA"), ("JAM", "USA"), ("MEX", "USA"), ("PER", "USA")} <= announced
    # the preview of 2018 tells nothing of Mexico: TIES, coverage
    assert ("MEX", "USA") not in {(tie.a, tie.b) for tie in ties(shipped(), period="2018")}


def test_every_code_of_the_shipped_corpus_has_a_score_on_both_scales():
    codes = {one.code for one in shipped()}
    assert len(codes) >= 15
    for name in ("plover", "goldstein"):
        assert all(-10 <= read_scale(name).score(code) <= 10 for code in codes)


@pytest.mark.parametrize("basis", ["told", "announced"])
def test_every_tie_of_the_shipped_corpus_decomposes(basis):
    found = ties(shipped(), basis=basis)
    assert len(found) >= 9
    for tie in found:
        why = explain(shipped(), tie.a, tie.b, basis=basis)
        values = [one.value for one in why.contributions]
        assert sum(value for value in values if value > 0) == pytest.approx(tie.p, abs=1e-9)
        assert -sum(value for value in values if value < 0) == pytest.approx(tie.n, abs=1e-9)


class Shuffled:
    """A dataset whose store gives every answer the other way round."""

    def __init__(self, dataset):
        self.dataset, self.store = dataset, self
        self.asked = []

    def view(self, name, **parameters):
        return self.dataset.view(name, **parameters)

    def query(self, text, prefixes):
        self.asked.append(text)
        return Backwards(self.dataset.store.query(text, prefixes=prefixes))


class Backwards(list):
    def __init__(self, solutions):
        self.variables = solutions.variables
        super().__init__(reversed(list(solutions)))


def test_the_order_in_which_the_store_answers_changes_nothing():
    dataset = open_dataset()
    backwards = Shuffled(dataset)
    assert observations(backwards) == observations(dataset)
    assert len(backwards.asked) == 10 and not [text for text in backwards.asked if "ORDER BY" in text]


def test_every_tie_view_gives_the_same_rows_without_its_order():
    dataset, seen = open_dataset(), 0
    for view in views().values():
        if view.name.startswith("tie-"):
            ordered = [tuple(map(str, row)) for row in dataset.store.query(view.query)]
            assert sorted(tuple(map(str, row)) for row in dataset.store.query(view.unordered)) == sorted(
                ordered
            )
            assert len(view.unordered) < len(view.query)
            seen += 1
    assert seen == 16


def test_of_several_dates_the_narrowest_counts_and_an_open_one_last():
    def told(edtf, earliest, latest):
        return {"claim": None, "date": edtf, "earliest": earliest, "latest": latest}

    month = told("2020-05", "2020-05-01", "2020-05-31")
    open_ = told("../2020-05-10", None, "2020-05-10")
    assert _date([open_, month], (), True) == ("2020-05", date(2020, 5, 1), date(2020, 5, 31))
    day = told("2020-05-10", "2020-05-10", "2020-05-10")
    assert _date([month, open_, day], (), True)[0] == "2020-05-10"
