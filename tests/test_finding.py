"""A thing is found by the names that people type, and no name is taken for another's part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from facts_cases import changed

import kg
from kg.graph.claims import ordered
from kg.graph.finding import search
from kg.graph.given_names import by_name
from kg.graph.views import view_named

FOUND = {
    "MEX": "MEX",
    "id:MEX": "MEX",
    "https://w3id.org/legation/id/MEX": "MEX",
    "mexico": "MEX",
    "Estados Unidos": "USA",
    "mx": "MEX",
    "ÓAN": "oan",
    "bukele": "nayib-bukele",
    "U.S.": "USA",
    "Teheran": "tehran",
    # these stand in the labels of what is told of them, too
    "Sembrando Vida": "sembrando-vida-slv",
    "peace accord": "colombia-farc-peace-accord",
    "Southern Command": "us-southcom",
    "Belt and Road": "one-belt-one-road",
    "Bachelet's report": "bachelet-report-venezuela-2019",
}
# NOR and ITA are states that the shipped facts do not know; NOR also begins “Northern Ireland”.
UNKNOWN = ("NOR", "nor", "ITA", "ECU USA", "", "id:", "id:NOR")


def test_the_tables_are_whole() -> None:
    assert (len(FOUND), len(UNKNOWN)) == (15, 7)


@pytest.mark.parametrize("name", FOUND)
def test_a_name_leads_to_its_thing(name: str) -> None:
    assert kg.show(kg.open(), name).found.id == FOUND[name]


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_code_is_not_taken_for_a_part_of_another_name(name: str) -> None:
    with pytest.raises(kg.KgError, match="nothing is called"):
        kg.show(kg.open(), name)


def test_an_unknown_name_is_told_on_one_line_and_not_at_any_length() -> None:
    with pytest.raises(kg.KgError) as refused:
        kg.show(kg.open(), "one\ntwo" + "é" * 50_000)
    assert str(refused.value).startswith("nothing is called “one\ufffdtwoé")
    assert len(str(refused.value)) < 200


# What is called so, then what holds the words as they stand, entities before what claims tell.
SEARCHED = {
    "Macri": ["mauricio-macri", "macri-government", "fernandez-ticket-2019"],
    "galapagos": ["galapagos", "galapagos-airport-permission-2019", "us-military-planes-galapagos"],
    "jewish CENTRE": ["amia", "amia-bombing-1994"],
    "moreno pompeo": ["pompeo-on-moreno-2019", "pompeo-moreno-guayaquil"],
    "nobody at all": [],
}


@pytest.mark.parametrize("text", SEARCHED)
def test_the_nearest_stands_first(text: str) -> None:
    assert len(SEARCHED) == 5
    found = [row["id"] for row in search(kg.open(), text)]
    assert found[: len(SEARCHED[text])] == SEARCHED[text]
    assert bool(found) == bool(SEARCHED[text])


# A name, the parameter's value that it is taken for; a word that is no name stays, and its answer is empty.
TAKEN = {
    "Mexico": "MEX",
    "méxico": "MEX",
    "id:MEX": "id:MEX",
    "MEX": "MEX",
    "no-such-state": "no-such-state",
    "El Salvador": "SLV",
    "https://w3id.org/legation/id/MEX": "https://w3id.org/legation/id/MEX",
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_question_takes_the_names_that_people_type(name: str) -> None:
    assert len(TAKEN) == 7
    graph = kg.open()
    assert by_name(graph, view_named("visits"), {"host": name, "rank": "Mexico"}) == {
        "host": TAKEN[name],
        "rank": "Mexico",
    }
    plain = TAKEN[name].rpartition("/")[2].removeprefix("id:")
    assert kg.ask(graph, "visits", host=name) == kg.ask(graph, "visits", host=plain)


SPANISH = {
    "EE.UU.": "USA",
    "EEUU": "USA",
    "Estados Unidos": "USA",
    "ONU": "united-nations",
    "Unión Europea": "european-union",
    "FMI": "imf",
    "MNOAL": "non-aligned-movement",
    "Movimiento de Países No Alineados": "non-aligned-movement",
    "TLCAN": "nafta",
    "Proceso de Quito": "quito-process",
    "Hezbolá": "hezbollah",
    "secretaria de relaciones exteriores": "mex-foreign-ministry",
    "Departamento de Estado": "us-state-department",
    "Comando Sur": "us-southcom",
    "Ciudad de México": "mexico-city",
    "Londres": "london",
    "América Latina": "latin-america",
    "Presidenta de México": "mex-president",
    "CFK": "cristina-fernandez",
    "narcotráfico": "drug-trafficking",
    "aranceles": "tariffs",
}


@pytest.mark.parametrize("name", SPANISH)
def test_a_thing_goes_by_its_spanish_name(name: str) -> None:
    assert len(SPANISH) == 21
    assert kg.show(kg.open(), name).found.id == SPANISH[name]


# A question, its parameter and a name: of all that go by it, the one of a kind that the question has there.
MEANT = {
    ("tour-agenda", "tour", "rubio"): "rubio-tour-2025",  # not Marco Rubio
    ("stops", "tour", "2019"): "pompeo-tour-2019",  # not one of nine policies
    ("casualties", "event", "Barranquilla"): "barranquilla-police-bombing-2018",  # not the city
    ("elections", "election", "Argentina"): "argentina-election-2019",
    ("visits", "visitor", "Rubio"): "marco-rubio",
    # nothing of the kind goes by the name: it is what it is called, and why nothing comes is said
    ("visits", "host", "Rubio"): "marco-rubio",
    ("sanctions", "target", "Caracas"): "caracas",
    # an id is never another's name
    ("participants", "event", "id:amia"): "id:amia",
    ("claims-about", "thing", "Rubio"): "marco-rubio",
    # a claim goes by its own name
    ("claim-content", "claim", "001/ebrard-talks"): "claim:001/ebrard-talks",
}


@pytest.mark.parametrize("asked", MEANT)
def test_a_name_is_rather_of_the_kind_that_a_question_has(asked: tuple[str, str, str]) -> None:
    assert len(MEANT) == 10
    view, parameter, name = asked
    assert by_name(kg.open(), view_named(view), {parameter: name}) == {parameter: MEANT[asked]}


def test_a_name_of_several_of_the_kind_lists_these_alone() -> None:
    with pytest.raises(kg.KgError, match=r"any of: china-influence.*, china-trade.*give the id") as refused:
        kg.ask(kg.open(), "claims-on-issue", issue="China")
    assert "CHN" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "words"), [("Costa Rica", "nothing is called"), ("tariffs 30", "nothing is")]
)
def test_a_name_that_can_be_no_id_and_is_unknown_is_refused(name: str, words: str) -> None:
    with pytest.raises(kg.KgError, match=words):
        kg.ask(kg.open(), "visits", host=name)


def test_a_name_of_several_things_lists_them() -> None:
    with pytest.raises(kg.KgError, match=r"trump-administration-2017.*trump-administration-2025"):
        kg.ask(kg.open(), "policies", actor="Trump administration")


def test_who_heads_a_government_is_shown_with_it() -> None:
    # what the articles tell of "Maduro's regime" is told of the government
    described = kg.show(kg.open(), "Maduro").described
    assert [value for name, value in described if name == "heads"] == ["maduro-government"]


def test_a_name_is_rather_that_of_a_person_than_of_a_place(tmp_path: Path) -> None:
    facts = changed(tmp_path, "entities.yaml", "name: Luís Paz,", "name: Luís Paz, names: [La Paz],")
    (facts / "places.yaml").write_text("la-paz-bolivia: {kind: Place, name: La Paz}\n", encoding="utf-8")
    graph = kg.open(facts=facts)
    assert kg.show(graph, "la paz").found.id == "luis-paz"
    assert {row["id"] for row in search(graph, "la paz")} == {"luis-paz", "la-paz-bolivia"}


def test_sentences_stand_in_the_order_of_their_numbers_and_undated_claims_last() -> None:
    rows = {row.claim: row for row in kg.facts(kg.open())}
    assert rows["003/meeting-in-mexico"].sentences == ("4.2", "5.1", "13.1")
    dated = rows["003/meeting-in-mexico"]
    nowhere = replace(dated, claim="000/a", earliest="", latest="", date="", observed="", said_on="")
    assert ordered([nowhere, dated]) == (dated, nowhere)
