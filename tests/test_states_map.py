"""From observations to the map of states: every line on both bases, every claim under its event."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from test_report import broken_links, links_of

from kg.graph.dataset import open_dataset
from kg.pages.bilateral import read_report
from kg.pages.map import map_html
from kg.pages.mapping import read_map, states_page
from kg.pages.names import Name, Names, Wording
from kg.pages.report import Link, report_files, write_report
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


def test_what_is_claimed_without_a_date_lies_in_no_period():
    undated = replace(EVENTS[3], earliest=None, latest=None, dated="")
    assert [tie.id for tie in states_page([undated], method(), NAMES).ties] == ["BBB-CCC-claimed"]
    assert states_page([undated], method(period="2031"), NAMES).ties == ()


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
        "compare",
        "balance",
        "agreements",
        "policies",
        "stances",
        "issues",
        "disputed",
        "method",
        "citing",
    ]
    known = {f"map.html#tie={tie.id}" for tie in page.ties}
    on_map = {link for link in every_link(report) if link.startswith("map.html")}
    assert len(on_map) >= 20
    assert on_map <= known
    tables = {table.name: table for table in report.tables() if table.name}
    assert len(tables) == 16
    assert all(table.data for table in tables.values())


def every_link(report):
    cells = (value for table in report.tables() for row in table.rows for value in row.values())
    links = (value if isinstance(value, tuple) else (value,) for value in cells)
    return [link.href for some in links for link in some if isinstance(link, Link)]


@pytest.fixture(scope="module")
def report_folder(corpus, tmp_path_factory):
    files = report_files(read_report(corpus), map_html(read_map(corpus)))
    return write_report(files, tmp_path_factory.mktemp("report") / "report")


def test_on_the_shipped_corpus_every_link_of_the_report_leads_somewhere(report_folder):
    assert broken_links(report_folder) == []
    assert sum(len(links) for links in links_of(report_folder).values()) >= 500


def test_on_the_shipped_corpus_every_number_of_a_tie_is_taken_apart(corpus):
    report, events = read_report(corpus), observations(corpus)
    explained_page = next(page for page in report.evidence if page.name == "explained.html")
    entries = {entry.id: entry for entry in explained_page.entries}
    found = [*ties(events), *ties(events, basis="announced")]
    assert len(found) >= 20
    for tie in found:
        items = [item for item in entries[f"{tie.a}-{tie.b}-{tie.basis}"].items if item.counts]
        parts = [fact.split() for item in items for fact in item.facts if fact.endswith((" to P", " to N"))]
        for channel, value in (("P", tie.p), ("N", tie.n)):
            # each part is shown with four decimals
            shown = sum(float(part[0]) for part in parts if part[-1] == channel)
            assert shown == pytest.approx(value, abs=1e-4 * (1 + len(parts))), tie


def test_on_the_shipped_corpus_the_three_tours_stand_side_by_side(corpus):
    section = next(one for one in read_report(corpus).sections if one.id == "compare")
    told, announced, alike, _ = section.tables
    assert section.title.endswith("2018 → 2019 → 2025")
    assert [table.title.partition(":")[0] for table in (told, announced, alike)] == [
        "Told as having happened",
        "Announced",
        "Like for like",
    ]
    assert [len(table.rows) > 4 for table in (told, announced, alike)] == [True] * 3
    # above each table, for every period: articles and publishers
    for table in (told, announced, alike):
        assert [words[:4] for words in table.words[1:]] == ["2018", "2019", "2025"]
    assert alike.words[2].startswith("2019: 1 article, 1 named publisher: 000 (preview).")
    row = next(row for row in told.rows if row["pair"] == "Ecuador – United States")
    assert row["2018 → 2019"] == "not comparable"
    # what no source could have told is neither gained nor lost
    assert (row["gained"], row["lost"]) == ("", "")


def test_one_year_is_not_compared(corpus):
    section = next(one for one in read_report(corpus, periods=("2019",)).sections if one.id == "compare")
    assert section.words == ("There is only one period: there is nothing to compare.",)


def test_the_report_is_the_same_to_the_byte_everywhere(tmp_path):
    made = []
    for seed, locale, zone in (("1", "C", "America/Lima"), ("7", "C.UTF-8", "Asia/Tehran")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        command = [sys.executable, "-m", "kg", "report", "-o", seed]
        subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)
        folder = tmp_path / seed
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 9 + 2 * 16
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "7"]


def test_on_the_shipped_corpus_the_map_opens_quietly(corpus, tmp_path, opened):
    path = tmp_path / "map.html"
    text = map_html(read_map(corpus))
    path.write_text(text, encoding="utf-8", newline="\n")
    assert len(text.encode()) < 1_000_000
    seen = opened(path, "#tie=MEX-USA-told")
    assert seen.page.inner_text("#panel h2") == "Mexico – United States"
    assert seen.page.locator("#panel [data-claim]").count() >= 20
    assert seen.quiet()
