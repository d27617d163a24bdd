"""From observations to the map of states: every line on both bases, every claim under its event."""

from __future__ import annotations

from datetime import date

import pytest

from kg.graph.dataset import open_dataset
from kg.pages.bilateral import read_report
from kg.pages.map import map_html
from kg.pages.mapping import read_map, states_page
from kg.pages.names import Name, Names, Wording
from kg.pages.report import report_files
from kg.ties.explanation import explain, explanation_json
from kg.ties.method import method
from kg.ties.observation import ClaimRef, Observation
from kg.ties.observed import observations
from kg.ties.tie import ties

NAMES = Names(
    {
        "AAA": Name("Aldovia", "State", ("AL",)),
        "BBB": Name("Brusland", "State"),
        "CCC": Name("Casimir", "State"),
        "min": Name("Ministry", "GovernmentBody"),
    },
    {
        "1/visit": Wording("A visit took place.", "accepted", "2031-05-02"),
        "1/said": Wording("They quarrel.", "attributed", ""),
    },
)


def claim(name, modality="happened", by="article", article="1"):
    return ClaimRef(name, article, modality, by, "Herald", ("4.1",), ("h" + name,), "report", by == "article")


def event(name, code, claims, between=(), actors=(), recipients=()):
    return Observation(
        name,
        f"Label of {name}",
        "Meeting",
        code,
        actors,
        recipients,
        between,
        ranks=(),
        earliest=date(2031, 5, 2),
        latest=date(2031, 5, 2),
        dated="2031-05-02",
        accepted=any(one.tells() for one in claims),
        claims=tuple(claims),
    )


EVENTS = (
    event(
        "visit", "CONSULT:Visit", [claim("1/visit"), claim("2/plan", "planned", article="2")], ("AAA", "BBB")
    ),
    event("talks", "CONSULT:Visit", [claim("2/talks", "planned", article="2")], ("AAA", "BBB")),
    event("slander", "ACCUSE:Disapprove", [claim("1/slander", by="min")], (), ("AAA",), ("BBB",)),
    event("quarrel", "ACCUSE:Disapprove", [claim("1/said", by="min")], (), ("BBB",), ("CCC",)),
)


@pytest.fixture(scope="module")
def page():
    return states_page(EVENTS, method(), NAMES)


def test_a_pair_has_one_line_per_basis_and_a_dotted_one_if_only_claimed(page):
    assert [(tie.id, tie.planned) for tie in page.ties] == [
        ("AAA-BBB-told", False),
        ("AAA-BBB-announced", True),
        ("BBB-CCC-claimed", True),
    ]


def test_another_period_draws_nothing_of_this_one():
    assert states_page(EVENTS, method(period="1990"), NAMES).ties == ()
    assert len(states_page(EVENTS, method(period="2031"), NAMES).ties) == 3


def test_the_numbers_are_those_of_the_ties(page):
    # visit: score 4, nobody named (level 0.4), one publisher (0.8), two parties: 4/10 × 0.4 × 0.8 = 0.128
    told, announced, claimed = page.ties
    assert (told.p, told.n, told.sign) == (pytest.approx(0.128), 0.0, "weak")
    # announced: the visit and the talks, each 0.128
    assert announced.p == pytest.approx(0.256)
    assert (claimed.p, claimed.strength, claimed.sign) == (None, None, "none")


def test_every_claim_stands_under_its_event_once(page):
    told, announced, claimed = page.ties
    under = {tie.id: {e.id: [c.claim for c in e.claims] for e in tie.events} for tie in page.ties}
    assert under[told.id] == {"visit": ["1/visit"], "slander": ["1/slander"]}
    assert under[announced.id] == {"visit": ["2/plan"], "talks": ["2/talks"]}
    assert under[claimed.id] == {"quarrel": ["1/said"]}
    assert {e.id: e.reason for e in told.events} == {"visit": None, "slander": "attributed"}


def test_evidence_says_what_who_where_when(page):
    first = page.ties[0].events[0].claims[0]
    assert (first.paraphrase, first.date, first.article, first.publisher) == (
        "A visit took place.",
        "2031-05-02",
        "1",
        "Herald",
    )
    assert (first.paragraph, first.asserted_by, first.modality, first.status) == (
        ("4.1",),
        "article",
        "happened",
        "accepted",
    )
    assert page.ties[2].events[0].claims[0].asserted_by == "Ministry"


def test_nodes_have_their_names_and_all_their_claims(page):
    assert [(node.id, node.label, node.other_names) for node in page.nodes] == [
        ("AAA", "Aldovia", ("AL",)),
        ("BBB", "Brusland", ()),
        ("CCC", "Casimir", ()),
    ]
    assert [claim.claim for claim in page.nodes[0].claims] == ["1/slander", "1/visit", "2/plan", "2/talks"]
    assert page.nodes[0].size > page.nodes[2].size == 7.0


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


def test_on_the_shipped_corpus_the_map_and_kg_explain_have_the_same_claims(corpus):
    events, page = observations(corpus), read_map(corpus)
    pairs = {(tie.source, tie.target) for tie in page.ties}
    assert len(pairs) >= 10
    for a, b in pairs:
        drawn = {
            c.claim
            for tie in page.ties
            if (tie.source, tie.target) == (a, b)
            for e in tie.events
            for c in e.claims
        }
        told = set()
        for basis in ("told", "announced"):
            taken = explanation_json(explain(events, a, b, basis=basis))
            told |= {
                c["claim"] for part in (*taken["contributions"], *taken["left_out"]) for c in part["claims"]
            }
        assert drawn == told, (a, b)
    assert all(c.paraphrase for tie in page.ties for e in tie.events for c in e.claims)


def test_on_the_shipped_corpus_the_map_has_every_tie(corpus):
    drawn = {tie.id for tie in read_map(corpus).ties if tie.kind != "claimed"}
    events = observations(corpus)
    assert drawn == {
        f"{t.a}-{t.b}-{basis}" for basis in ("told", "announced") for t in ties(events, basis=basis)
    }


def test_on_the_shipped_corpus_the_report_is_whole_and_its_links_lead_to_the_map(corpus, tmp_path):
    page, report = read_map(corpus), read_report(corpus)
    assert [section.id for section in report.sections] == [
        "coverage",
        "ties",
        "announced",
        "ranks",
        "agreements",
        "disputed",
        "method",
        "citing",
    ]
    known = {f"map.html#tie={tie.id}" for tie in page.ties} | {
        f"map.html#node={node.id}" for node in page.nodes
    }
    links = [
        row["href"]
        for section in report.sections
        if section.table
        for row in section.table.rows
        if row.get("href")
    ]
    assert len(links) >= 30
    assert set(links) <= known
    for name in ("ties", "announced", "ranks", "agreements", "disputed", "constants"):
        assert next(s.table for s in report.sections if s.table and s.table.name == name).rows, name
    assert report_files(report, map_html(page)) == report_files(
        read_report(corpus), map_html(read_map(corpus))
    )


def test_on_the_shipped_corpus_the_map_opens_quietly(corpus, tmp_path, opened):
    path = tmp_path / "map.html"
    text = map_html(read_map(corpus))
    path.write_text(text, encoding="utf-8", newline="\n")
    assert len(text.encode()) < 1_000_000
    seen = opened(path, "#tie=MEX-USA-told")
    assert seen.page.inner_text("#panel h2") == "Mexico – United States"
    assert seen.page.locator("#panel [data-claim]").count() >= 20
    assert seen.quiet()
