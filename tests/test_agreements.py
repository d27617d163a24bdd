"""Where agreements stand on a day: no act counts before its time, and what is only spoken of is listed."""

from __future__ import annotations

import pytest

from kg.graph.agreements import agreements
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
