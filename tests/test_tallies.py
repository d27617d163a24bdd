"""Plain measures of ties beside the evidence-weighted one: worked by hand, over the values of the code tables."""

from __future__ import annotations

import doctest
import json
import math
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from kg.cli import group
from kg.cli.methods import TIE_MEASURES
from kg.graph.dataset import open_dataset
from kg.graph.standing import stood
from kg.problems import KgError
from kg.ties import tallies as module
from kg.ties.method import method
from kg.ties.observation import ClaimRef, Observation
from kg.ties.scales import Scale, read_scale
from kg.ties.tallies import (
    TALLIES,
    Act,
    agreements_in_force,
    columns_of,
    goldstein_mean,
    goldstein_sum,
    tallies,
)

G = read_scale("goldstein").score


def event(name, code, *, group=None, year=2019, modality="happened", other="MEX"):
    claim = ClaimRef(f"001/{name}", "001", modality, paragraph=("1.1",), paragraph_hashes=(name,))
    day = date(year, 7, 1)
    return Observation(
        name,
        name,
        "Meeting",
        code,
        between=tuple(sorted((other, "USA"))),
        group=group,
        earliest=day,
        latest=day,
        dated=str(day),
        accepted=modality == "happened",
        claims=(claim,),
    )


# A stop with its talks and the aid told there; a sanction; a telephone call of another year; a plan.
EVENTS = (
    event("stop", "CONSULT:Visit"),
    event("talks", "CONSULT:Visit", group="stop"),
    event("aid", "AID", group="stop"),
    event("complaint", "ACCUSE:Disapprove", group="stop"),
    event("sanction", "SANCTION"),
    event("call", "CONSULT:Phone", year=2018),
    event("planned-stop", "CONSULT:Visit", modality="planned"),
    event("visit-to-peru", "CONSULT:Visit", other="PER"),
)
AID, VISIT, COMPLAINT, SANCTION = (
    G(code) for code in ("AID", "CONSULT:Visit", "ACCUSE:Disapprove", "SANCTION")
)
WORKED = {
    # measure, basis, parts: the values for MEX and USA in 2019
    ("goldstein-sum", "told", "strongest"): [AID + COMPLAINT + SANCTION],
    ("goldstein-sum", "told", "sum"): [VISIT + VISIT + AID + COMPLAINT + SANCTION],
    ("goldstein-mean", "told", "strongest"): [(AID + COMPLAINT + SANCTION) / 3],
    ("goldstein-mean", "told", "sum"): [(VISIT + VISIT + AID + COMPLAINT + SANCTION) / 5],
    ("quad-classes", "told", "strongest"): [1, 1, 1, 1],
    ("quad-classes", "told", "sum"): [2, 1, 1, 1],
    ("log-count", "told", "strongest"): [math.log(1 + 2)],
    ("log-count", "told", "sum"): [math.log(1 + 5)],
    ("visits", "told", "strongest"): [1],
    ("visits", "told", "sum"): [2],
    ("visits", "announced", "strongest"): [1],
    ("goldstein-sum", "announced", "strongest"): [VISIT],
}


def test_there_are_twelve_worked_values():
    assert len(WORKED) == 12 and {by for by, _, _ in WORKED} == set(TALLIES)


@pytest.mark.parametrize(("by", "basis", "parts"), WORKED)
def test_the_measure_of_mexico_and_the_united_states(by, basis, parts):
    rows = tallies(EVENTS, by, method(period="2019", basis=basis, parts=parts))
    (row,) = (row for row in rows if row["a"] == "MEX")
    assert tuple(row) == columns_of(by)
    names = columns_of(by)[3:-7]
    assert [row[name] for name in names] == pytest.approx(WORKED[by, basis, parts], abs=1e-12)
    assert row["events"] == (5 if basis == "told" else 1)


def test_the_highest_comes_first_and_who_is_left_out_has_no_row():
    rows = tallies(EVENTS, "goldstein-sum", method())
    assert [(row["a"], row["b"]) for row in rows] == [("PER", "USA"), ("MEX", "USA")]
    assert tallies(EVENTS, "goldstein-sum", method(), without=["USA"]) == ()
    assert [row["a"] for row in tallies(EVENTS, "visits", method(period="2018"))] == ["MEX"]


def test_copies_of_a_report_change_no_count():
    twice = [
        replace(one, claims=(*one.claims, replace(one.claims[0], claim="002/x", article="002")))
        for one in EVENTS
    ]
    for by in TALLIES:
        name = columns_of(by)[3]
        one, other = (tallies(found, by, method()) for found in (EVENTS, twice))
        assert [row[name] for row in one] == [row[name] for row in other]


def test_a_group_without_score_counts_as_one_nothing(monkeypatch):
    monkeypatch.setattr(module, "read_scale", lambda name: Scale(name, {"NOTHING": 0.0, "CALL": 1.0}, {}))
    acts = [Act("a", "NOTHING"), Act("b", "CALL"), Act("b", "NOTHING")]
    assert goldstein_sum(acts) == {"goldstein_sum": 1.0}
    assert goldstein_mean(acts) == {"goldstein_mean": 0.5}


def test_every_plain_measure_shows_a_worked_example():
    result = doctest.testmod(module)
    assert (result.attempted, result.failed) == (5, 0)


def test_an_unknown_measure_is_said_to_be_one():
    with pytest.raises(KgError, match="did you mean “visits”"):
        tallies(EVENTS, "visit", method())


# ---- on the command line


def run(*words):
    return CliRunner().invoke(group, ["ties", *words])


def test_the_command_names_every_measure():
    assert list(TIE_MEASURES) == ["evidence", *TALLIES, "agreements"]


PERMISSION = "galapagos-airport-permission-2019"
# It was granted in June 2019, and nothing ended it: it stands in every later period, and in none before.
IN_FORCE = {
    "2018": [],
    "2019-06-01/2019-06-29": [],
    "2019": [PERMISSION],
    "2020": [PERMISSION],
    None: [PERMISSION],
}


@pytest.mark.parametrize("during", IN_FORCE)
def test_agreements_count_in_every_period_that_they_overlap(during):
    assert len(IN_FORCE) == 5
    rows = agreements_in_force(open_dataset(), method(period=during))
    assert [row["agreements"] for row in rows] == IN_FORCE[during]
    assert [(row["a"], row["b"], row["agreements_in_force"]) for row in rows] == [("ECU", "USA", 1)] * len(
        rows
    )
    assert agreements_in_force(open_dataset(), method(period=during), without=["ECU"]) == ()


def test_where_an_agreement_stood_is_told_state_by_state():
    found = {one.agreement: one for one in stood(open_dataset(), date(2019, 7, 10), date(2019, 7, 31))}
    assert found["us-el-salvador-airport-lease"].states == ("only planned (extended)",)
    assert found["safe-third-country-us-mexico"].states == ("only mentioned",)
    assert found["us-mexico-migration-accord-2019"].states == ("signed",)
    assert found["us-mexico-migration-accord-2019"].kind == "agreement"
    assert {"MEX", "USA"} <= set(found["us-mexico-migration-accord-2019"].parties)
    before = {
        one.agreement: one.states for one in stood(open_dataset(), date(2017, 1, 1), date(2017, 12, 31))
    }
    assert before["us-el-salvador-airport-lease"] == ()


def test_an_agreement_is_never_in_force_as_announced():
    found = run("--measure", "agreements", "--basis", "announced")
    assert isinstance(found.exception, KgError) and found.exception.exit_code == 2
    assert json.loads(run("--measure", "agreements", "--during", "1999", "--format", "json").stdout) == []


def test_a_measure_refuses_what_changes_nothing_in_it():
    refused = (
        ("visits", "--scale", "plover"),
        ("log-count", "--half-life", "9"),
        ("agreements", "--parts", "sum"),
    )
    for by, *option in refused:
        found = run("--measure", by, *option)
        assert found.exit_code == 2 and option[0] in found.stderr
    assert run("--measure", "visits", "--layer", "stance").exit_code == 2


def test_parties_that_are_assumed_are_no_matter_where_nothing_is_divided_by_them():
    summit = replace(event("summit", "CONSULT:Multilateral"), kind="Conference")
    (row,) = tallies([summit], "log-count", method())
    assert row["note"] == "single-source period"
