"""Where agreements stand on a day: no act counts before its time, and what is only spoken of is listed."""

from __future__ import annotations

import pytest

from kg.graph.agreements import agreements, state_after
from kg.graph.dataset import open_dataset

# The accord and the threat are of June 2019 (known by its last day), the preview of the tour is of 16 July,
# the reports of 22 July and later, the pause and the talks of 2025 have no date but their article's.
STATES = {
    ("USA", "MEX", "2017-12-31"): {},
    ("USA", "MEX", "2019-06-29"): {"nafta": "only planned (renegotiated, cancelled)"},
    ("USA", "MEX", "2019-06-30"): {
        "nafta": "only planned (renegotiated, cancelled)",
        "us-mexico-migration-accord-2019": "signed",
    },
    ("USA", "MEX", "2019-07-31"): {
        "nafta": "only planned (renegotiated, cancelled)",
        "safe-third-country-us-mexico": "only mentioned",
        "us-mexico-migration-accord-2019": "signed",
    },
    ("USA", "MEX", "2025-09-30"): {
        "nafta": "only planned (renegotiated, cancelled)",
        "safe-third-country-us-mexico": "only mentioned",
        "us-mexico-migration-accord-2019": "signed",
        "us-mexico-security-agreement-2025": "only claimed (progressed)",
        "us-mexico-tariff-pause-2025": "agreed",
        "us-mexico-trade-deal-2025": "only planned (negotiated)",
    },
    ("USA", "SLV", "2019-07-15"): {},
    ("USA", "SLV", "2019-07-31"): {"us-el-salvador-airport-lease": "only planned (extended)"},
    ("USA", "ECU", "2025-09-30"): {
        "galapagos-airport-permission-2019": "in force",
        "us-ecuador-third-country-agreement": "denied (pursued)",
    },
}


@pytest.mark.parametrize(("one", "other", "day"), STATES)
def test_an_agreement_stands_where_its_acts_have_brought_it(one: str, other: str, day: str) -> None:
    assert len(STATES) == 8
    rows = agreements(open_dataset(), [one, other], day)
    found = {row["agreement"]: row["state"] for row in rows if row["kind"] == "agreement"}
    assert found == STATES[one, other, day]


def test_a_measure_is_not_averted_years_before_it_was_threatened() -> None:
    found = {row["agreement"]: row["state"] for row in agreements(open_dataset(), ["MEX"], "2019-07-31")}
    assert found["us-tariffs-on-mexico-2019"] == "threatened"
    assert "us-tariffs-on-mexico-2025" not in found


# Article 002 has the pressure on "Maduro's regime", Trump's administration and Obama do what is done to Cuba.
MEASURES = {
    ("USA", "VEN"): {"pressure-on-maduro-government": "described"},
    ("USA", "CUB"): {"cuban-thaw": "only mentioned", "us-cuba-rollback-policy": "only mentioned"},
    ("USA", "SLV"): {"us-policy-el-salvador-2019": "only planned"},
    ("VEN", "CUB"): {},
}


@pytest.mark.parametrize(("one", "other"), MEASURES)
def test_a_state_shares_the_measures_that_its_government_takes_or_suffers(one: str, other: str) -> None:
    assert len(MEASURES) == 4
    rows = agreements(open_dataset(), [one, other])
    found = {row["agreement"]: row["state"] for row in rows if row["kind"] == "measure"}
    assert found == MEASURES[one, other]


def test_who_is_only_told_of_a_measure_has_no_side_in_it() -> None:
    parties = {row["agreement"]: row["parties"] for row in agreements(open_dataset(), ["CUB"])}
    # Tillerson was to defend it before five hosts
    assert parties["us-cuba-rollback-policy"] == "CUB, USA, rex-tillerson, trump-administration-2017"


def test_that_a_measure_will_be_defended_does_not_make_it_a_plan() -> None:
    found = {row["agreement"]: row["state"] for row in agreements(open_dataset(), ["MEX", "USA"])}
    assert found["us-immigration-enforcement-2017"] == "only mentioned"
    assert found["us-border-wall-plan"] == "only planned"  # the wall itself is planned


def row(act: str, modality: str, status: str) -> dict[str, str]:
    return {"act": act, "modality": modality, "status": status}


STOOD = [
    ([row("defended", "happened", "accepted")], "in force"),
    ([row("defended", "planned", "anticipated")], "only mentioned"),
    ([row("defended", "planned", "anticipated"), row("described", "happened", "accepted")], "described"),
    ([row("described", "planned", "anticipated")], "only planned"),
    ([row("described", "planned", "attributed"), row("described", "happened", "presupposed")], "only mentioned"),
    ([row("described", "expected", "anticipated")], "only planned"),
    ([row("described", "conditional", "anticipated")], "only mentioned"),
    ([row("adopted", "planned", "anticipated"), row("defended", "planned", "anticipated")], "only planned (adopted)"),
    ([row("imposed", "denied", "attributed")], "denied (imposed)"),
    ([row("imposed", "happened", "attributed")], "only claimed (imposed)"),
    ([row("mentioned", "claimed", "attributed")], "only mentioned"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "state"), STOOD)
def test_where_it_stands_follows_from_the_acts_told(rows: list[dict[str, str]], state: str) -> None:
    assert len(STOOD) == 11
    assert state_after(rows) == state


@pytest.mark.parametrize(
    ("named", "rows"),
    [(("NAFTA",), 2), (("nafta", "MEX"), 2), (("NAFTA", "SLV"), 0), (("us-tariffs-on-mexico-2025",), 2)],
)
def test_the_name_of_an_agreement_or_measure_stands_for_itself(named: tuple[str, ...], rows: int) -> None:
    # 002 3.2: renegotiated or cancelled, both plans; 004 14.1: tariffs threatened and avoided
    found = agreements(open_dataset(), named)
    assert [row["agreement"] for row in found] == [named[0].lower()] * rows
