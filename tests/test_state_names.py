"""A state written in words, in English or Spanish or by its two letters, is answered with its code."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.curation.state_names import state_hint

HINTS = {
    "Mexico": "MEX",
    "méxico": "MEX",
    "MX": "MEX",
    "NO": "NOR",
    "estados unidos": "USA",
    "usa": "USA",
    "El  Salvador": "SLV",
    "Alemania": "DEU",
    "MEX": "",
    "Atlantis": "",
    "": "",
}


@pytest.mark.parametrize("text", HINTS)
def test_a_name_of_a_state_leads_to_its_code(text: str) -> None:
    assert len(HINTS) == 11
    assert state_hint(text) == (f" (did you mean “{HINTS[text]}”?)" if HINTS[text] else "")


def test_the_check_says_so_where_a_name_cannot_be_one_and_where_it_could(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "a: {kind: Person, name: Ann, state: Mexico}\nb: {kind: Person, name: Bob, state: mexico}\n"
        "MEX: {kind: State, name: Mexico}\n",
        encoding="utf-8",
    )
    _, problems = kg.check([facts])
    assert [f"{each.mark.line}: {each.message}" for each in problems] == [
        "1: state: “Mexico” is not a name of the form mike-pompeo or MEX (did you mean “MEX”?)",
        "2: state: nothing is called mexico (did you mean “MEX”?)",
    ]
