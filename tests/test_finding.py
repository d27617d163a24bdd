"""A thing is found by the names that people type, and no name is taken for another's part."""

from __future__ import annotations

import pytest

import kg

FOUND = {
    "MEX": "MEX",
    "id:MEX": "MEX",
    "https://w3id.org/legation/id/MEX": "MEX",
    "mexico": "MEX",
    "Estados Unidos": "USA",
    "mx": "MEX",
    "ÓAN": "oan",
    "bukele": "nayib-bukele",
}
# NOR and ITA are states that the shipped facts do not know; NOR also begins “Northern Ireland”.
UNKNOWN = ("NOR", "nor", "ITA", "ECU USA", "", "id:", "id:NOR")


def test_the_tables_are_whole() -> None:
    assert (len(FOUND), len(UNKNOWN)) == (8, 7)


@pytest.mark.parametrize("name", FOUND)
def test_a_name_leads_to_its_thing(name: str) -> None:
    assert kg.show(kg.open(), name).found.id == FOUND[name]


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_code_is_not_taken_for_a_part_of_another_name(name: str) -> None:
    with pytest.raises(kg.KgError, match="nothing is called"):
        kg.show(kg.open(), name)
