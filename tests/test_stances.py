"""The stance network: sides taken as the claims tell them, and their projections worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from ties_case import Answered, Small

from kg.problems import KgError
from kg.ties.stance_layer import stance_rows
from kg.ties.stances import Stance, alignment_network, positions, projected, stances
from kg.ties.tables import columns_of
from kg.ties.tie import Tie


def test_the_stances_of_the_case():
    found = [
        (one.speaker, one.state, one.target, one.issue, one.stance, one.basis) for one in stances(Small())
    ]
    # what Bob says of Ann's position is not hers
    assert found == [
        ("bob", "BBB", "tax", None, -1, "told"),
        ("bob", "BBB", "AAA", "trade", -1, "told"),
        ("bob", "BBB", "tax", "trade", -1, "told"),
    ]
    assert stances(Small(), basis="announced") == ()
    (hers,) = stances(Small(), basis="said")
    assert (hers.speaker, hers.stance) == ("ann", 1)


class Told:
    """One statement of bob, who belongs to BBB, told by one claim as the row of `tie-standing` says."""

    def __init__(self, **told):
        standing = {"event": "e", "kind": "Statement", "claim": "1/c", "article": "1", "publisher": None}
        dates = {
            "earliest": None,
            "latest": None,
            "published_from": "2020-05-11",
            "published_to": "2020-05-12",
        }
        standing |= {"genre": "report", "modality": "happened", "status": "attributed", **dates, **told}
        stance = {"claim": "1/c", "event": "e", "kind": "Statement", "speaker": "bob", "for": None}
        self.rows = {
            "tie-belongings": [
                {"agent": agent, "state": state, "parent": None}
                for agent, state in (("bob", "BBB"), ("bbb-ministry", "BBB"), ("aaa-ministry", "AAA"))
            ],
            "tie-states": [{"state": state, "label": state} for state in ("AAA", "BBB")],
            "tie-standing": [standing],
            "tie-stances": [stance | {"target": "tax", "issue": None, "side": "critical"}],
        }

    def view(self, name):
        rows = self.rows[name]
        cells = (tuple(value and ox.Literal(value) for value in row.values()) for row in rows)
        return Answered(tuple(rows[0]), tuple(cells))


BASIS = {
    # who asserts it, its status: whether bob took the side
    ("1", "accepted"): "told",
    ("1", "presupposed"): "said",
    ("bob", "attributed"): "told",
    ("bbb-ministry", "attributed"): "told",
    ("aaa-ministry", "attributed"): "said",
}


@pytest.mark.parametrize("case", BASIS)
def test_a_side_is_taken_where_the_article_or_the_speakers_own_side_says_so(case):
    assert len(BASIS) == 5
    by, status = case
    found = {basis: stances(Told(asserted_by=by, status=status), basis=basis) for basis in ("told", "said")}
    assert [basis for basis, taken in found.items() if taken] == [BASIS[case]]


def test_an_open_start_is_not_taken_for_the_day_of_the_article():
    (dated,) = stances(Told(asserted_by="bob", latest="2020-04-30"))
    assert (dated.first, dated.last) == (None, date(2020, 4, 30))
    (undated,) = stances(Told(asserted_by="bob"))
    assert (undated.first, undated.last) == (date(2020, 5, 11), date(2020, 5, 12))


def test_a_statement_that_two_claims_tell_is_one():
    first = Stance(
        "bob",
        "BBB",
        "ann",
        "AAA",
        None,
        1,
        "Statement",
        "e",
        "1/c",
        "1",
        None,
        "happened",
        "told",
        None,
        None,
    )
    (row,) = stance_rows([first, replace(first, claim="2/c", article="2")])
    assert (row["note"], row["events"], row["claims"]) == ("1 supportive, 0 neutral, 0 critical", 1, 2)


def test_a_stance_without_a_date_lies_in_the_period_of_its_article():
    assert len(stances(Small(), period="2020-05")) == 3 and stances(Small(), period="2019") == ()
    assert len(stances(Small(), articles="report")) == 3 and stances(Small(), articles="preview") == ()


def test_the_stance_layer_has_the_keys_of_a_tie():
    (row,) = stance_rows(stances(Small()))
    assert tuple(row) == columns_of(Tie)
    assert {name for name, value in row.items() if value is None} == {
        *("strength", "polarity", "ambivalence", "p", "n", "p_told", "n_told", "p_announced", "n_announced"),
        *("low", "high"),
    }
    assert (row["a"], row["b"], row["sign"], row["events"]) == ("AAA", "BBB", "-", 1)
    assert row["note"] == "0 supportive, 0 neutral, 1 critical"
    assert stance_rows(stances(Small()), without=("AAA",)) == ()


def side(who, what, value):
    rest = ("Statement", f"{who}-{what}", f"a/{who}-{what}", "a", None, "happened", "told", None, None)
    return Stance(who, who.upper(), what, None, what, value, *rest)


# x: +, y: −, z: + and −;  x and b agree on x, differ on y;  b has no word on z
TAKEN = [
    *(side("a", "x", 1), side("a", "y", -1), side("a", "z", 1), side("a", "z", -1)),
    *(side("b", "x", 1), side("b", "y", 1), side("b", "u", 0)),
    *(side("c", "z", 1), side("c", "u", 1)),
]
WEIGHTS = {
    # a, b: x alike 1; y apart 1.  a, c: z, once alike and once apart.  b, c: u, 0 against 1: half and half
    "agreement": {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "c"): 0.5},
    "conflict": {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "c"): 0.5},
    "subtract": {("a", "b"): 0.0, ("a", "c"): 0.0, ("b", "c"): 0.0},
}


def test_there_are_three_projections():
    assert len(WEIGHTS) == 3


@pytest.mark.parametrize("projection", WEIGHTS)
def test_projection_by_hand(projection):
    found = projected(TAKEN, projection)
    assert {(one.a, one.b): one.weight for one in found} == WEIGHTS[projection]


def test_a_second_agreement_outweighs_a_conflict():
    found = projected([*TAKEN, side("a", "u", 0)], "subtract")
    assert {(one.a, one.b): (one.weight, one.concepts, one.common) for one in found} == {
        ("a", "b"): (1.0, 3, "u, x, y"),
        ("a", "c"): (0.0, 2, "u, z"),
        ("b", "c"): (0.0, 1, "u"),
    }
    graph = alignment_network(found)
    assert list(graph.edges.data("sign")) == [("a", "b", 1)] and sorted(graph) == ["a", "b", "c"]


NORMALISED = {
    # a has 4 sides, b 3; 6 different ones
    "no": 1.0,
    "average": 1 / 3.5,
    "jaccard": 1 / 6,
    "cosine": 1 / 12**0.5,
}


def test_there_are_four_normalisations():
    assert len(NORMALISED) == 4


@pytest.mark.parametrize("name", NORMALISED)
def test_normalisation(name):
    first = projected(TAKEN, "agreement", normalisation=name)[0]
    assert (first.a, first.b, first.weight) == ("a", "b", pytest.approx(NORMALISED[name]))


def test_a_side_taken_twice_counts_once():
    assert projected([*TAKEN, *TAKEN], "agreement") == projected(TAKEN, "agreement")


def test_states_and_issues_can_stand_for_speakers_and_targets():
    sides = positions(stances(Small()), by="state", about="issue")
    assert sides == {"BBB": {"trade": frozenset({-1})}}


def test_an_unknown_projection_is_named():
    with pytest.raises(KgError, match="did you mean “conflict”"):
        projected(TAKEN, "conflicts")


@pytest.mark.parametrize(
    ("choice", "words"),
    [({"basis": "tolled"}, "told, announced, said"), ({"articles": "reprot"}, "did you mean “report”")],
)
def test_an_unknown_basis_or_genre_of_stances_is_named(choice, words):
    with pytest.raises(KgError, match=words):
        stances(None, **choice)


def test_the_stances_of_the_shipped_facts():
    from kg.graph.dataset import open_dataset

    found = stances(open_dataset())
    assert len(found) >= 40 and {one.stance for one in found} == {-1, 0, 1}
    mexico = [one for one in found if one.state == "MEX" and one.target == "us-asylum-ineligibility-2019"]
    assert mexico and all(one.stance == -1 for one in mexico)
    states = {one.a for one in projected(found, "agreement", by="state")}
    assert states and all(len(state) == 3 for state in states)
