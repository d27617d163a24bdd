"""Whom the remarks of a trip name as met, and which of the names are certain."""

from __future__ import annotations

import pytest

from kg.curation.corpus import Corpus
from kg.curation.loading import read_corpus
from kg.importing.known import Known
from kg.importing.people import People, Sighting, is_full
from kg.importing.remarks import mentions
from kg.importing.slugs import Slugs

# remarks: those met, as office, name and, where a word says so, state
MET = {
    "Met with President Uno Dos and Foreign Secretary Tres.": [
        ("president", "Uno Dos", None),
        ("foreign-minister", "Tres", None),
    ],
    "Met with Kenyan President A. B. Cee, Foreign Minister Dee, and senior officials.": [
        ("president", "A. B. Cee", "KEN"),
        ("foreign-minister", "Dee", None),
    ],
    "Discussed fish with Minister of Foreign Affairs Jo van der Berg.": [
        ("foreign-minister", "Jo van der Berg", None)
    ],
    "Official visit; met with King Otto II.": [("king", "Otto II", None)],
    "Audience with Pope Leo XX.": [("pope", "Leo XX", None)],
    "Briefed Prime Minister Vee.": [("prime-minister", "Vee", None)],
    "Met with Crown Prince and Prime Minister Ali bin Omar.": [("prime-minister", "Ali bin Omar", None)],
    "Met with Foreign Minister Prince Omar al-Ali.": [("foreign-minister", "Omar al-Ali", None)],
    "Met with External Affairs Minister Dr. S. Rao and Prime Minister N. Das.": [
        ("foreign-minister", "S. Rao", None),
        ("prime-minister", "N. Das", None),
    ],
    "Met with Libyan interim Prime Minister Ben Omar.": [("prime-minister", "Ben Omar", "LBY")],
    "Met with King Hal of Jordan.": [("king", "Hal", "JOR")],
    "Met with Prime Minister Vee May 5 and 6.": [("prime-minister", "Vee", None)],
    "Met with Prime Minister Theresa May.": [("prime-minister", "Theresa May", None)],
    # A body is no state, and the words before its title are kept.
    "Met with NATO leader Stone.": [("leader", "Stone", None)],
    # Not met, or on the traveller's own side.
    "Accompanied President Cedar to talks with President Uno Dos.": [],
    "Attended the funeral of President Uno Dos.": [],
    "Met with officials, along with Defense Minister Smith.": [],
    "Met with the Foreign Minister of Peru.": [],
    "Met with former President Uno.": [],
    "Met with Aide to the President Uno Dos.": [],
    "Met with President Uno’s advisers.": [],
    "Met with Secretary of Defense John Smith.": [],
    "Visited President Uno Dos Avenue.": [],
    "": [],
}


def test_there_are_twenty_four_cases() -> None:
    assert len(MET) == 24


@pytest.mark.parametrize("remarks", MET)
def test_who_was_met(remarks: str) -> None:
    assert [(m.office.office, m.name, m.state) for m in mentions(remarks)] == MET[remarks]


def test_a_body_before_the_title_makes_it_no_hosts_and_a_people_goes_on_in_its_sentence() -> None:
    assert [m.foreign for m in mentions("Met with NATO leader Stone and President Uno.")] == [True, False]
    assert [m.foreign for m in mentions("Met with Vice President Uno and Mexican Vice President Dos.")] == [
        True,
        False,
    ]
    found = mentions(
        "Met with Russian President Ivan Petrov and Foreign Minister Oleg Orlov. Met with King Hal."
    )
    assert [(m.name, m.after) for m in found] == [("Ivan Petrov", None), ("Oleg Orlov", "RUS"), ("Hal", None)]


def resolved(*told: tuple[str, str | None], corpus: Corpus | None = None) -> list[tuple[str, ...]]:
    """State, person or words, and candidates of everybody in the remarks, with the host of each."""
    sightings = [Sighting(mention, host) for remarks, host in told for mention in mentions(remarks)]
    people = People(sightings, Known(corpus or Corpus()), Slugs())
    return [(c.state or "", c.who or c.words, *c.may_be) for c in map(people.counterpart, sightings)]


def test_a_full_name_under_a_host_is_certain() -> None:
    assert resolved(("Met with President Uno Dos.", "MEX")) == [("MEX", "uno-dos")]


def test_a_surname_keeps_its_words_and_those_it_may_mean() -> None:
    told = ("Met with President Uno Dos.", "MEX"), ("Met with President Dos.", "MEX")
    assert resolved(*told)[1] == ("MEX", "President Dos", "uno-dos")
    two = ("Met with Prime Minister Tres Dos.", "MEX")
    assert resolved(*told, two)[1] == ("MEX", "President Dos", "tres-dos", "uno-dos")


def test_accents_letters_and_hyphens_make_no_second_person() -> None:
    spelt = ("Álvaro Núñez-Łoś", "Alvaro Nunez Los", "Álvaro Nuñez Los")
    found = resolved(*((f"Met with President {name}.", "MEX") for name in spelt))
    assert set(found) == {("MEX", "alvaro-nunez-los")}


@pytest.mark.parametrize(
    ("short", "long", "one"),
    [
        ("Luis Vega", "Luis Vega Casa", True),
        ("Diaz Ordaz", "Gus Diaz Ordaz", True),
        ("Omar bin Ali", "Omar bin Ali Al Zed", True),
        # The father's name begins another person's: Zed son of Hamad is not Hamad.
        ("Hamad Al Zed", "Omar bin Hamad Al Zed", False),
        ("Zed al-Omar", "Omar bin Ali Al Zed", False),
    ],
)
def test_a_name_with_words_left_out_is_the_same_person(short: str, long: str, one: bool) -> None:
    found = resolved(*((f"Met with Foreign Minister {name}.", "SAU") for name in (short, long)))
    assert (found[0] == found[1]) is one


def test_a_shorter_name_of_two_longer_ones_is_neither() -> None:
    names = ("Omar Ali", "Omar Ali Zed", "Omar Ali Vau")
    assert [who for _, who in resolved(*((f"Met with President {n}.", "SAU") for n in names))] == [
        *("omar-ali", "omar-ali-zed", "omar-ali-vau")
    ]


def test_without_a_word_for_a_people_the_host_is_meant_unless_the_name_stands_elsewhere() -> None:
    lavrov, gromov = "Met with Russian Foreign Minister Oleg Orlov.", "Met with Foreign Minister Oleg Orlov."
    assert resolved((lavrov, "FIN"), (gromov, "CHE")) == [
        ("RUS", "oleg-orlov"),
        ("", "Foreign Minister Oleg Orlov", "oleg-orlov"),
    ]
    thrice = [(gromov, "RUS"), (gromov, "RUS"), (gromov, "CHE")]
    assert [state for state, *_ in resolved(*thrice)] == ["RUS", "RUS", ""]
    assert [state for state, *_ in resolved((gromov, "RUS"), (gromov, "CHE"))] == ["", ""]


def test_after_another_people_an_unmarked_name_is_not_certain_unless_it_is_known() -> None:
    remarks = "Met with Russian President Ivan Petrov and Foreign Minister Oleg Orlov."
    assert resolved((remarks, "FIN"))[1] == ("", "Foreign Minister Oleg Orlov")
    known = ("Met with Russian Foreign Minister Oleg Orlov.", "CHE")
    assert resolved((remarks, "FIN"), known)[1] == ("RUS", "oleg-orlov")
    host = ("Met with Foreign Minister Oleg Orlov.", "FIN")
    assert resolved((remarks, "FIN"), host, host)[1] == ("FIN", "oleg-orlov")


def test_a_person_of_the_shipped_facts_keeps_their_name_there() -> None:
    found = resolved(("Met with President Lenin Moreno.", "ECU"), corpus=read_corpus())
    assert found == [("ECU", "lenin-moreno")]
    elsewhere = resolved(("Met with President Lenin Moreno.", "PER"), corpus=read_corpus())
    assert elsewhere == [("", "President Lenin Moreno")]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        *(("Uno Dos", True), ("Otto II", True), ("Tres", False), ("De Gaulle", False), ("dos Santos", False)),
        *(("van den Berg", False), ("d’Estaing", False), ("al-Sabah", False), ("Le Drian", False)),
    ],
)
def test_which_names_are_full(name: str, full: bool) -> None:
    assert is_full(name) is full
