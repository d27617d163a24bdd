"""The dossier of two states: one page that holds every event, agreement, official and claim between them."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

import pytest
from facts_cases import CASES

from kg.graph.dataset import open_dataset
from kg.pages.administrations import read_administrations
from kg.pages.also_told import _on_both
from kg.pages.dossier import read_dossier
from kg.pages.languages import texts
from kg.pages.report import cell, report_html
from kg.ties.explanation import explain
from kg.ties.method import method
from kg.ties.observed import observations


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def report(corpus):
    return read_dossier(corpus, method(), "USA", "MEX")


def section(report, id):
    return next(one for one in report.sections if one.id == id)


def rows(report, id):
    table = section(report, id).tables[0]
    return [{column.key: cell(row, column) for column in table.columns} for row in table.rows]


def test_every_event_that_counts_stands_there_once_and_in_order(corpus, report):
    found = rows(report, "events")
    events = observations(corpus)
    counted = {
        one.part.observation.label
        for basis in ("told", "announced")
        for one in explain(events, "MEX", "USA", basis=basis).contributions
    }
    labels = [row["event"] for row in found]
    assert len(counted) >= 15
    assert counted <= set(labels)
    assert len(labels) == len(set(labels))
    years = [re.findall(r"\d{4}", row["date"])[-1] for row in found if row["date"] != "–"]
    assert years == sorted(years)
    assert set(years) == {"2018", "2019", "2025"}


def test_what_s_p_n_and_adds_mean_stands_above_them(report):
    words = " ".join(section(report, "tie").words)
    assert "S is the strength" in words and "P adds up cooperation, N conflict" in words and "“Adds”" in words


def test_what_has_no_date_counts_in_a_row_of_its_own(corpus):
    # Mexico's pledge of 100 million to El Salvador, of no stated day: in no year, and in all together
    found = {
        row["year"]: row["announced"] for row in rows(read_dossier(corpus, method(), "MEX", "SLV"), "tie")
    }
    pledge = "S 0.588, cooperative (P 0.800, N 0.000)"
    years = ("2018", "2019", "2025")
    assert found == {"All": pledge, **dict.fromkeys(years, "no record"), "undated": pledge}
    within = read_dossier(corpus, method(period="2019"), "MEX", "SLV")
    assert "undated" not in {row["year"] for row in rows(within, "tie")}


def test_no_record_is_said_of_events_alone(corpus):
    # article 002 tells of the policy on Cuba, and of no event between the two
    page = read_dossier(corpus, method(), "CUB", "USA")
    assert [row["told"] for row in rows(page, "tie") if row["year"] == "2018"] == ["no record"]
    assert any("002/cuba-rollback" in row["claims"] for row in rows(page, "agreements"))
    assert "no event between the two counts there" in section(page, "tie").words[1]


def test_frictions_are_the_events_below_zero(report):
    found = rows(report, "frictions")
    assert len(found) >= 3
    assert all(row["part"].startswith("−") or row["part"] in ("–", "0.000") for row in found)


def test_agreements_officials_and_issues_are_those_of_the_two(report):
    assert "tariffs" in " ".join(row["label"] for row in rows(report, "agreements"))
    officials = {(row["who"], row["side"]) for row in rows(report, "officials")}
    assert {("Mike Pompeo", "United States"), ("Marcelo Ebrard", "Mexico")} <= officials
    years = {year for row in rows(report, "officials") for year in row["years"].split(", ")}
    assert years <= {"2018", "2019", "2025", "undated"}
    counts = [int(row["count"]) for row in rows(report, "issues")]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) >= 5


# The sides of these are asserted, so that no event between the two states has them: the dossier finds them by the
# statement in which a side stands, or by the accord that they are about.
DISPUTED = {
    ("USA", "VEN"): {"Where the US aircraft was, and who endangered whom": 5},
    ("MEX", "USA"): {
        "Pompeo sees far more to do on migration, Mexican officials see no need for the Safe Third Country policy": 2,
        "What Pompeo said in Mexico City, as the Mexican ministry and the State Department read it": 3,
    },
    ("ECU", "VEN"): {
        "Whether the Maduro government is recognised and backed, by Ecuador and by the Non-Aligned Movement": 2
    },
    ("ARG", "USA"): {},
}


@pytest.mark.parametrize("pair", DISPUTED)
def test_disagreements_between_the_two_stand_there_with_every_side(corpus, pair):
    page = read_dossier(corpus, method(), *pair)
    sides = Counter(row["label"] for row in rows(page, "disputed"))
    assert sides == DISPUTED[pair]
    shown = {claim.claim for claim in section(page, "claims").claims}
    assert {row["claims"] for row in rows(page, "disputed")} <= shown


def test_every_pair_in_dispute_was_tried():
    assert len(DISPUTED) == 4


def test_what_else_names_both_stands_there_in_the_order_of_the_articles(corpus):
    # Article 002 read by hand: beside the visit and the talks it has Colombia and the United States together in these.
    page = read_dossier(corpus, method(), "COL", "USA")
    assert [(row["claims"], row["who"], row["standing"]) for row in rows(page, "also")] == [
        ("002/cuba-policy-defended", "the article", "expected"),
        ("002/tillerson-concerns-drugs", "the article", "planned"),
        ("002/farc-breach", "US officials (article 002)", "happened, attributed"),
        ("002/us-officials-accuse-farc", "the article", "happened"),
        ("002/santos-supports-pressure", "the article", "happened"),  # the policy is one of the United States
    ]
    shown = {claim.claim for claim in section(page, "claims").claims}
    assert {row["claims"] for row in rows(page, "also")} <= shown


def test_nothing_stands_twice_and_nothing_on_both_is_left_out(corpus, report):
    above = {
        claim
        for id in ("events", "agreements", "disputed")
        for row in rows(report, id)
        for claim in row["claims"].split(", ")
    }
    also = [row["claims"] for row in rows(report, "also")]
    assert len(also) == len(set(also)) >= 15
    assert not above & set(also)
    every = {claim.claim for claim in section(report, "claims").claims}
    assert above | set(also) == every
    named = corpus.query(
        "SELECT DISTINCT ?claim { GRAPH ?claim { ?a ?p id:MEX . ?b ?q id:USA } }", dataset="all"
    )
    both = {row[0].value.partition("/claim/")[2] for row in named.rows if "/claim/" in row[0].value}
    assert len(both) >= 30
    assert both <= every


# the states that a claim names, each with whether only as the actor of a policy, and whether it is on A and B
NAMING_STATES = {
    "both": ([("A", None), ("B", None)], True),
    "one": ([("A", None), ("C", None)], False),
    "one, and a policy of the other": ([("A", None), ("B", "b-policy")], True),
    "one and its policy": ([("A", None), ("A", "a-policy")], False),
    "a policy of both": ([("A", "joint"), ("B", "joint")], False),
    "both, and a policy of both": ([("A", "joint"), ("B", "joint"), ("B", None)], True),
    "neither": ([("C", None), ("C", "c-policy")], False),
}


@pytest.mark.parametrize("name", NAMING_STATES)
def test_a_claim_is_on_both_where_it_names_one_itself(name):
    states, on_both = NAMING_STATES[name]
    found = [{"claim": "claim:001/any", "state": state, "policy": policy} for state, policy in states]
    assert list(_on_both(found, ("A", "B"))) == ["001/any"] * on_both


def test_every_naming_was_tried():
    assert len(NAMING_STATES) == 7


def test_officials_stand_by_administration(corpus, report):
    found = {(row["who"], row["administration"]) for row in rows(report, "officials")}
    assert found == {
        ("Claudia Sheinbaum", "Sheinbaum government"),
        ("Donald Trump", "First Trump administration"),  # of 2018; the second is headed by him as well
        ("Marcelo Ebrard", "López Obrador government"),
        ("Marco Rubio", "Second Trump administration"),
        ("Mike Pompeo", "First Trump administration"),
        ("Rex Tillerson", "First Trump administration"),
    }
    ecuador = {
        row["who"]: row["administration"]
        for row in rows(read_dossier(corpus, method(), "ECU", "USA"), "officials")
    }
    assert ecuador["Lenín Moreno"] == "Moreno government"  # and not Correa's, which 001 tells of as past
    assert "administration" in section(report, "officials").words[0]


def test_who_does_an_act_is_named_for_a_side(corpus):
    # article 000 has Trump pressing three states, and names no other who takes part
    for state in ("CUB", "NIC", "VEN"):
        page = read_dossier(corpus, method(), state, "USA")
        acting = [row for row in rows(page, "officials") if row["who"] == "Donald Trump"]
        assert [(row["side"], row["administration"], row["years"], row["claims"]) for row in acting] == [
            ("United States", "First Trump administration", "2019", "000/trump-pressure")
        ]


def test_where_no_administration_is_told_there_is_no_column_of_them():
    page = read_dossier(open_dataset(facts=[CASES]), method(), "NOR", "ECU")
    assert [row["who"] for row in rows(page, "officials")] == ["Luís Paz", "Ane Berg"]
    assert [column.key for column in section(page, "officials").tables[0].columns] == [
        "who",
        "side",
        "years",
        "claims",
    ]
    assert section(page, "officials").words == ()
    assert [row["claims"] for row in rows(page, "also")] == ["900/paz-is-able"]  # whom Berg of Norway praises


# Articles 1 and 2 appeared in 1701, 3 in 1702, 4 in 1710; 5 has no date, and the register tells of many years.
# King Otto left in 1701; queen Ina heads two governments, the second by 1710.
APPEARED = {"1": "1701-02", "2": "1701-05", "3": "1702", "4": "1710", "5": None, "register": "1710"}
ARTICLES = [
    {"article": name, "date": date, "genre": "record" if name == "register" else "report"}
    for name, date in APPEARED.items()
]
NAMING = [
    # administration, state, head, article, tenure, latest
    ("old-council", "A", "otto", "1", None, None),
    ("old-council", "A", "otto", "3", None, None),
    ("old-council", "A", "otto", "register", None, None),
    ("old-council", "A", "otto", "1", "otto-king", "1701-12-31"),
    ("first-ina", "A", "ina", "3", None, None),
    ("first-ina", "A", "ina", "4", "ina-queen-again", None),  # which of her two it is, is not said
    ("second-ina", "A", "ina", "4", None, None),
    ("second-ina", "A", "ina", "4", "ina-queen-again", None),
    ("regency", "A", None, "4", None, None),
    ("court-of-b", "B", "bo", "2", "bo-king", None),
]  # fmt: skip
UNDER = {
    # state, person, article and the year of the event, if it is known: under which administrations
    ("A", "envoy", "1", ""): {"old-council"},
    ("A", "envoy", "1", "1701"): {"old-council"},
    ("A", "envoy", "2", ""): {"old-council"},  # by the other article of that year
    ("A", "envoy", "3", ""): {"first-ina"},  # its former one is named too
    ("A", "envoy", "4", ""): {"second-ina"},  # the regency has no head
    ("A", "envoy", "4", "1702"): {"first-ina"},  # what a later article tells of 1702
    ("A", "envoy", "4", "1690"): set(),
    ("A", "envoy", "register", "1701"): {"old-council"},
    ("A", "envoy", "register", "1690"): set(),  # no day of the events is that of a register
    ("A", "envoy", "register", ""): set(),
    ("A", "ina", "3", ""): {"first-ina"},
    ("A", "ina", "4", ""): {"second-ina"},
    ("A", "ina", "1", ""): set(),
    ("A", "otto", "4", ""): set(),  # another heads the government of that year
    ("B", "envoy", "2", ""): {"court-of-b"},
    ("B", "envoy", "1", ""): {"court-of-b"},
    ("B", "envoy", "3", ""): set(),
    ("B", "bo", "3", ""): {"court-of-b"},  # he heads no other, and of 1702 none is told
    ("C", "envoy", "1", ""): set(),
    ("A", "envoy", "5", ""): set(),
}


@pytest.mark.parametrize("case", UNDER)
def test_an_official_stands_under_the_administration_that_the_articles_speak_of(case):
    names = ("administration", "state", "head", "article", "tenure", "latest")
    known = read_administrations([dict(zip(names, row, strict=True)) for row in NAMING], ARTICLES)
    assert known.of(*case) == UNDER[case]


def test_every_administration_was_tried():
    assert len(UNDER) == 20


def test_a_date_that_is_only_that_of_the_publication_says_so(report):
    dates = {row["event"]: row["date"] for row in rows(report, "events")}
    rejected = next(date for event, date in dates.items() if event.startswith("Sheinbaum's rejection"))
    assert rejected == "2025-08-01 to 2025-09-30 (by publication)"
    assert dates["Talks of Pompeo and Ebrard in Mexico City, 21 July 2019"] == "2019-07-21"


def test_what_is_only_denied_is_not_said_to_be_asserted(corpus):
    found = rows(read_dossier(corpus, method(), "ECU", "USA"), "events")
    (row,) = [row for row in found if "US pursuit of an agreement with Ecuador" in row["event"]]
    assert "only denied" in row.values()
    assert "only asserted by a party" not in row.values()


def test_every_link_leads_to_a_claim_on_the_page(report):
    html = report_html(report)
    links = set(re.findall(r'href="#([^"]*)"', html))
    ids = set(re.findall(r' id="([^"]*)"', html))
    assert len(links) >= 40
    assert {unquote(link) for link in links} <= ids
    assert "map.html" not in html and "report.md" not in html


def test_where_nothing_is_told_no_record_is_said(corpus):
    page = read_dossier(corpus, method(), "NIC", "RUS")
    assert [
        cell(row, column)
        for row in section(page, "tie").tables[0].rows
        for column in section(page, "tie").tables[0].columns[1:]
    ] == ["no record"] * 8
    html = report_html(page)
    assert html.count(texts("en")("dossier.none")) == 7


def test_it_opens_quietly_prints_and_is_the_same_again(corpus, report, tmp_path, opened):
    path = tmp_path / "dossier.html"
    path.write_text(report_html(report), encoding="utf-8", newline="\n")
    seen = opened(path, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.page.inner_text("h1") == "United States and Mexico"
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("nav").is_visible()
    # a date breaks between its days, never within one
    seen.page.set_viewport_size({"width": 690, "height": 1000})
    days = seen.page.locator("td.keep span")
    broken = "all => all.filter((one) => one.getClientRects().length > 1).length"
    assert days.count() >= 20 and days.evaluate_all(broken) == 0
    assert seen.quiet()
    assert report_html(read_dossier(corpus, method(), "USA", "MEX")) == path.read_text("utf-8")
