"""Ties between officials and organisations, and networks with two kinds of nodes."""

from __future__ import annotations

from datetime import date

import pytest
from ties_case import Small

from kg.problems import KgError
from kg.ties.affiliations import TWO_MODE, affiliations, two_mode
from kg.ties.explanation import explain
from kg.ties.measures import measure
from kg.ties.method import method
from kg.ties.observation import ClaimRef, Observation
from kg.ties.parties import PARTIES, apart, parties
from kg.ties.ranking import ranked
from kg.ties.tie import ties


def test_officials_are_tied_by_the_event_itself():
    officials = parties(Small(), "officials")
    # the talks: 4 / 10 × 0.8, level 1, two officials; the stop names one of them only
    (tie,) = ties(officials.observations)
    assert (tie.a, tie.b, tie.p, tie.n, tie.events) == ("ann", "bob", pytest.approx(0.32), 0.0, 1)
    assert officials.of(["BBB"]) == ("bob",) and officials.of(["ann"]) == ("ann",)


def test_an_unknown_sort_of_parties_is_named():
    with pytest.raises(KgError, match="did you mean “officials”"):
        parties(Small(), "official")
    with pytest.raises(KgError, match="did you mean “state-issue”"):
        affiliations(Small(), "state-issues")
    assert PARTIES == ("states", "officials", "organisations")


def test_parties_that_are_states_are_those_of_the_ties():
    states = parties(Small())
    assert states.labels == {"AAA": "Aland", "BBB": "Bland"} and states.of(["AAA"]) == ("AAA",)


def claim(article, modality="happened"):
    return ClaimRef(f"{article}/x", article, modality, paragraph_hashes=(article,))


def test_officials_are_only_as_known_as_the_articles_are():
    """Who is named by one article alone is not tied without it, and who was announced need not have come."""
    event = Observation(
        *("visit", "Visit", "Meeting", "CONSULT:Visit"),
        earliest=date(2020, 1, 1),
        latest=date(2020, 1, 1),
        accepted=True,
        claims=(claim("one"), claim("two"), claim("plan", "planned")),
    )
    named = [("one/x", "between", "ann"), ("one/x", "between", "bob"), ("two/x", "between", "ann")]
    named += [("plan/x", "between", "ann"), ("plan/x", "between", "eve")]
    told, announced = apart(event, tuple(named))
    assert (told.between, announced.between) == (("ann", "bob"), ("ann", "eve"))
    assert told.without_articles({"one"}).between == ("ann",)
    assert [(t.a, t.b) for t in ties([told, announced])] == [("ann", "bob")]
    assert [(t.a, t.b) for t in ties([told, announced], basis="announced")] == [("ann", "eve")]
    (tie,) = ties([told, announced])
    # without article one nobody is tied, without two Ann and Bob still are
    assert (tie.low, tie.high) == (0.0, tie.strength)
    why = explain([told, announced], "ann", "bob")
    assert sum(one.value for one in why.contributions) == pytest.approx(tie.p) and not why.left_out


EDGES = {
    "state-issue": [
        *(("AAA", "fish", 1.0), ("AAA", "trade", 1.0), ("BBB", "fish", 1.0), ("BBB", "trade", 1.0)),
    ],
    "official-event": [("ann", "stop", 1.0), ("ann", "talks", 1.0), ("bob", "talks", 1.0)],
    "official-state": [("AAA", "bob", 1.0), ("BBB", "ann", 2.0)],
    "state-agreement": [("AAA", "accord", 1.0), ("BBB", "accord", 1.0)],
    # the tax is directed at Bland, and Bob of Bland says himself that he is against it; what he says of Ann
    # is his word alone
    "state-policy": [("AAA", "tax", 1.0), ("BBB", "tax", 2.0)],
}


def test_every_network_of_two_modes_has_a_case():
    assert sorted(EDGES) == sorted(TWO_MODE) and len(EDGES) == 5


def drawn(of, **chosen):
    found = affiliations(Small(), of)
    return two_mode(found.observations, method(**chosen), labels=found.labels)


@pytest.mark.parametrize("of", EDGES)
def test_network_of_two_modes(of):
    graph = drawn(of)
    edges = sorted((*sorted((a, b)), weight) for a, b, weight in graph.edges.data("strength"))
    assert edges == EDGES[of]
    assert all(graph.nodes[a]["mode"] != graph.nodes[b]["mode"] for a, b in graph.edges)


def test_positions_give_the_sign():
    graph = drawn("state-policy")
    assert {node: graph["tax"][node]["sign"] for node in graph["tax"]} == {"AAA": 0, "BBB": -1}
    assert graph.nodes["tax"]["label"] == "Tax on fish"


def test_the_announced_basis_has_its_own_affiliations():
    assert list(drawn("official-event", basis="announced").edges) == [("ann", "stop")]


def test_degrees_are_shares_of_the_other_mode():
    values = measure(drawn("official-event"), "degree").values
    # two officials and two events
    assert values == {"ann": 1.0, "bob": 0.5, "stop": 0.5, "talks": 1.0}
    assert measure(drawn("official-event"), "degree", raw=True).values["ann"] == 2.0


def test_ranks_without_a_state_are_without_its_officials():
    officials = affiliations(Small(), "official-event")
    found = ranked(officials.observations, method(), by="degree", build=two_mode, apart=officials.of(["BBB"]))
    rows = {row.id: row for row in found.ranks}
    assert (rows["bob"].rank_without_usa, rows["ann"].rank_without_usa) == (None, 1)
    assert [row.id for row in found.ranks] == ["ann", "talks", "bob", "stop"]


def test_a_denial_weakens_what_was_announced_too():
    plan = ClaimRef("1/plan", "1", "planned")
    denial = ClaimRef("2/no", "2", "denied", asserted_by="bob", own_voice=False, denies=True)
    named = (("1/plan", "between", "ann"), ("1/plan", "between", "bob"))
    talks = Observation("talks", "talks", "Meeting", "CONSULT:Visit", claims=(plan, denial))
    told, announced = apart(talks, named)
    assert (told.pairs(), announced.pairs()) == ((), (("ann", "bob"),))
    # 0.4 × denied 0.5, and not by one publisher 0.8
    (tie,) = ties([announced], basis="announced")
    assert announced.denied and tie.p == pytest.approx(0.4 * 0.5)
