"""An empty answer says which of the values given stands in no answer of the question, and what does."""

from __future__ import annotations

import re

import pytest
from documents import kg as command

import kg
from kg.graph import empty_answers, through
from kg.graph.empty_answers import why_empty
from kg.graph.terms import short
from kg.graph.through import told_of_others
from kg.graph.views import bindings, view_named, views

VISITED = "ARG, COL, ECU, JAM, MEX, PER, SLV, VEN"
# A question with its values, and what is said of its empty answer.
SAID = {
    "visits host=mike-pompeo": ["host: mike-pompeo is of the kind Person; in visits it is of the kind State"],
    # what belongs to a state that the question has leads there
    "visits host=macri-government": [
        "host: macri-government is of the kind Administration; in visits it is of the kind State (try ARG)"
    ],
    # the USA is no host
    "visits host=us-state-department": [
        "host: us-state-department is of the kind GovernmentBody; in visits it is of the kind State"
    ],
    "did-they-meet one=MEX other=nayib-bukele": [
        "one: MEX is of the kind State; in did-they-meet it is of the kind Person"
    ],
    "agents-of-state state=pompeo-tour-2019": [
        "state: pompeo-tour-2019 is of the kind Tour; in agents-of-state it is of the kind State"
    ],
    "acts-by-place place=hezbollah": [
        "place: hezbollah is of the kind ArmedGroup; in acts-by-place it is of the kinds Place, State, Territory"
    ],
    "claim-content claim=mike-pompeo": [
        "claim: mike-pompeo is of the kind Person; in claim-content it is of the kind Claim"
    ],
    # the kind is right, yet no answer has it
    "visits host=USA": [f"host: visits has no answer with USA; it has some with {VISITED}"],
    # a choice and an article are none of the things that a search finds
    "visits status=happened": ["status: visits has no answer with happened; it has some with accepted, anticipated"],
    "statements-about stance=suportive": [
        "stance: statements-about has no answer with suportive (did you mean “supportive”?); it has some with "
        "critical, neutral, supportive"
    ],
    "claims-of-article article=business-standard": [
        "article: claims-of-article has no answer with business-standard; it has some with 000, 001, 002, 003, 004"
    ],
    # two slips are told both; a thing that is not held is told elsewhere, and a day is no slip
    "visits host=mike-pompeo visitor=MEX": [
        "host: mike-pompeo is of the kind Person; in visits it is of the kind State",
        "visitor: MEX is of the kind State; in visits it is of the kind Person",
    ],
    "visits host=no-such-state": [],
    "events-on on=2030-01-01": [],
    "events-on on=2030-01-01 kind=meeting": ["kind: this graph holds nothing called “meeting”"],
    "visits host=MEX visitor=nayib-bukele": [
        "visitor: visits has no answer with nayib-bukele; it has some with marcelo-ebrard, marco-rubio, "
        "michelle-bachelet, mike-pompeo, rex-tillerson"
    ],
    # each value has answers of its own, both together have none
    "visits host=JAM visitor=mike-pompeo": [],
}  # fmt: skip
# Days that are none, and one that is.
DAYS = {"2018-02-30": False, "2019-13-01": False, "2019-06-31": False, "2020-02-29": True}


def _said(words: str) -> list[str]:
    name, *pairs = words.split()
    view, graph = view_named(name), kg.open()
    given = dict(pair.split("=") for pair in pairs)
    assert kg.ask(graph, name, **given).rows == ()
    return list(why_empty(graph, view, bindings(view, given)))


def test_the_tables_are_whole() -> None:
    assert (len(SAID), len(DAYS)) == (17, 4)


@pytest.mark.parametrize("words", SAID)
def test_an_empty_answer_says_which_value_stands_in_none(words: str) -> None:
    assert _said(words) == SAID[words]


def test_a_graph_too_large_to_be_asked_whole_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(empty_answers, "_MOST_QUADS", len(kg.open().store) - 1)
    assert _said("visits host=mike-pompeo") == []
    assert _said("claims-of-article article=003 kind=meeting") == [
        "kind: this graph holds nothing called “meeting”"
    ]


def test_every_thing_choice_and_article_asked_for_is_a_column() -> None:
    # else its values in the whole answer could not be told
    names = [
        (v.name, p.name)
        for v in views().values()
        for p in v.parameters
        if p.kind in ("iri", "term", "article")
    ]
    assert len(names) > 290
    assert [(view, name) for view, name in names if name not in view_named(view).columns] == []


def test_the_command_says_it_beside_the_answer() -> None:
    text, code = command("ask", "visits", "-p", "host=Mike Pompeo")
    assert (code, text.splitlines()[:2]) == (
        0,
        ["host: “Mike Pompeo” is taken for mike-pompeo", *SAID["visits host=mike-pompeo"]],
    )
    text, code = command("ask", "visits", "-p", "host=MEX")
    assert (code, "it is of the kind" in text, "has no answer" in text) == (0, False, False)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_that_is_none_is_refused(day: str) -> None:
    if DAYS[day]:
        assert kg.ask(kg.open(), "events-on", on=day).rows == ()
    else:
        with pytest.raises(kg.KgError, match=f"“{day}” is no day of the calendar"):
            kg.ask(kg.open(), "events-on", on=day)


def test_days_that_end_before_they_begin_are_refused() -> None:
    graph = kg.open()
    with pytest.raises(kg.KgError, match="until: 2019-07-16 is before since, 2019-07-21"):
        kg.ask(graph, "timeline", since="2019-07-21", until="2019-07-16")
    assert kg.ask(graph, "timeline", since="2019-07-21", until="2019-07-21").rows


# A question about a state (or another thing), and what is said of its governments and of who acts for it: by hand
# from the articles.
OTHERS = {
    # 002 has sanctions on Maduro's government, 001 on Venezuela
    "sanctions target=VEN": [
        "target: 1 more claim names maduro-government instead of VEN: -p target=maduro-government"
    ],
    "sanctions target=IRN": [],
    "sanctions actor=USA": [],  # no administration is said to have imposed one, and the Treasury's are the state's
    "policies actor=ARG": [],  # the measures of Macri are told as his and the state's
    # 000, 002 and 003 have policies of the first Trump administration, 004 of the second; those of the president are
    # his NAFTA plans (002), his aim against socialism (000), what he takes on migrants (000) and shares (003)
    "policies actor=USA": [
        "actor: 3 more claims name trump-administration-2017 instead of USA: -p actor=trump-administration-2017",
        "actor: 3 more claims name trump-administration-2025 instead of USA: -p actor=trump-administration-2025",
        "actor: 4 more claims name donald-trump, who acts for USA: -p actor=donald-trump",
    ],
    # 000 5 and 001 9 Ebrard; 004 8 Sheinbaum, twice; 001 8 the ministry; 003 9 the officials
    "statements speaker=MEX": [
        "speaker: 6 more claims name those who act for MEX, claudia-sheinbaum (2), marcelo-ebrard (2), "
        "mex-foreign-ministry (1), mexican-officials-003 (1): -p speaker=claudia-sheinbaum"
    ],
    # nobody is said to act for Ecuador in opposing what its government does
    "opposition-to opponent=ECU target=galapagos-airport-permission-2019": [],
    "policies-against target=VEN": [],  # this question looks at the governments itself
    "policies-against target=maduro-government": [],
    "states-by-issue issue=migration besides=MEX": [],  # what is left out is no value of the answer
    "visits host=mike-pompeo": [],
    "visits status=accepted": [],
    "sources article=001": [],
}


@pytest.mark.parametrize("words", OTHERS)
def test_what_a_question_about_a_state_leaves_to_those_who_act_for_it_is_said(words: str) -> None:
    name, *pairs = words.split()
    view, graph, given = view_named(name), kg.open(), dict(pair.split("=") for pair in pairs)
    given = {key: value for key, value in given.items() if key in {p.name for p in view.parameters}}
    found = list(told_of_others(graph, view, bindings(view, given), kg.ask(graph, name, **given)))
    assert found == OTHERS[words]
    for sentence in found:  # what it says to type gives what it says is left out
        parameter, government = sentence.rpartition("-p ")[2].split("=")
        left = {row[-2] for row in kg.ask(graph, name, **{**given, parameter: government}).rows}
        left -= {row[-2] for row in kg.ask(graph, name, **given).rows}
        counted = re.search(rf"\b{government} \((\d+)\)", sentence)
        assert len(left) == int(counted[1] if counted else sentence.split()[1])


def test_every_one_left_out_was_tried() -> None:
    assert len(OTHERS) == 13


def test_those_who_act_for_a_state_are_its_bodies_and_whom_claims_have_acting_for_it() -> None:
    rows = kg.ask(kg.open(), "acting-for", state="ECU").rows
    # neither Cevallos nor the opposition: no claim has them speak for Ecuador
    assert [short(row[1]) for row in rows] == [
        "daniel-noboa",
        "lenin-moreno",
        "oswaldo-jarrin",
        "rafael-correa",
    ]
    assert [short(row[1]) for row in kg.ask(kg.open(), "acting-for", state="ARG").rows] == [
        "alberto-nisman", "cristina-fernandez", "mauricio-macri",
    ]  # fmt: skip


def test_governments_are_told_beside_the_answer() -> None:
    text, code = command("ask", "sanctions", "-p", "target=VEN", "--format", "csv")
    assert code == 0
    assert "1 more claim names maduro-government instead of VEN: -p target=maduro-government" in text


def test_of_a_large_graph_governments_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(through, "_MOST_QUADS", 100)
    view, graph = view_named("sanctions"), kg.open()
    answer = kg.ask(graph, "sanctions", target="VEN")
    assert list(told_of_others(graph, view, bindings(view, {"target": "VEN"}), answer)) == []
