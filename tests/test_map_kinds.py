"""What a map can be of, and the part of it around one thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.graph.dataset import open_dataset
from kg.pages.affiliated import affiliation_page
from kg.pages.languages import texts
from kg.pages.map import map_html
from kg.pages.model import MapNode, MapPage, MapTie
from kg.pages.names import Name, Names
from kg.pages.viewing import VIEWS, around, read_view, together
from kg.problems import KgError
from kg.ties.affiliations import affiliations
from kg.ties.method import counted, method, readable
from kg.ties.observation import ClaimRef, Observation

NAMES = Names({"AAA": Name("Aldovia", "State"), "fish": Name("Fish treaty", "Agreement")}, {})


def affiliation(event, label, modality="happened", own=True, year=2031):
    claim = ClaimRef(
        f"1/{event}",
        "1",
        modality,
        own_voice=own,
        published_from=date(year, 1, 1),
        published_to=date(year, 1, 2),
    )
    return Observation(
        event,
        label,
        "Stance",
        "",
        actors=("AAA",),
        recipients=("fish",),
        ranks=None,
        accepted=claim.tells(),
        claims=(claim,),
        latest=date(year, 1, 1),
        dated=f"{year}-01-01",
    )


def test_an_affiliation_is_told_announced_or_only_claimed():
    events = (
        affiliation("signs", "party"),
        affiliation("backs", "supports", year=2030),
        affiliation("will", "party", "planned"),
        affiliation("says", "opposes", own=False),
    )
    page = affiliation_page(events, method(), NAMES, "agreements")
    lines = {tie.kind: tie for tie in page.ties}
    assert {kind: [event.id for event in tie.events] for kind, tie in lines.items()} == {
        "told": ["backs", "signs"],
        "announced": ["will"],
        "claimed": ["says"],
    }
    # one support and one neutral record; one opposition
    assert {kind: tie.sign for kind, tie in lines.items()} == {
        "told": "+",
        "announced": "none",
        "claimed": "-",
    }
    assert {kind: tie.planned for kind, tie in lines.items()} == {
        "told": False,
        "announced": True,
        "claimed": True,
    }
    assert all(tie.strength is None for tie in page.ties)
    assert [(node.id, node.kind) for node in page.nodes] == [("AAA", "State"), ("fish", "Agreement")]
    assert [span.name for span in page.periods] == ["2030", "2031"]


def line(a, b, kind="told"):
    return MapTie(f"{a}-{b}-{kind}", a, b, kind, "", kind != "told", ())


def chain():
    """a – b – c – d, and e by itself with f."""
    nodes = tuple(MapNode(id, id.upper(), "State") for id in "abcdef")
    ties = (line("a", "b"), line("b", "c"), line("c", "d"), line("e", "f"))
    return MapPage("Chain", "", nodes, ties)


# the last is more steps than could be gone one by one
DEPTHS = [(1, "abc", 2), (2, "abcd", 3), (9, "abcd", 3), (10**18, "abcd", 3)]


@pytest.mark.parametrize(("depth", "kept", "lines"), DEPTHS)
def test_the_part_around_one_goes_as_deep_as_asked(depth, kept, lines):
    page = around(chain(), "b", depth)
    assert "".join(node.id for node in page.nodes) == kept
    assert len(page.ties) == lines
    assert page.title == "Chain: around B"


def test_the_part_around_one_says_its_own_numbers(corpus):
    page = read_view(corpus, method(), ego="MEX")
    ties = [tie for tie in page.ties if tie.strength is not None]
    counts = {kind: sum(tie.kind == kind for tie in ties) for kind in ("told", "announced")}
    assert counts == {"told": 3, "announced": 3}  # Mexico, El Salvador and the United States with one another
    text = map_html(page)
    assert "having happened: 3 pairs, solid. Announced: 3 pairs, dashed." in text
    # of 2025 there is one tie on each basis, with the United States
    assert "1 pair told of as having happened, 1 announced." in text
    shown = {claim.claim for tie in page.ties for event in tie.events for claim in event.claims}
    assert {claim.claim for node in page.nodes for claim in node.claims} == shown
    assert {name for name, _ in page.issues} == {
        issue for tie in page.ties for event in tie.events for issue in event.issues
    }
    colombia = read_view(corpus, method(), ego="COL")
    assert {node.id for node in colombia.nodes} == {"COL", "USA"}
    assert colombia.subtitle == "1 article, 1 named publisher"


CHOSEN = {
    ("states", ""): "",
    ("states", "articles=preview"): "articles: preview",
    ("states", "layer=friction parts=sum scale=goldstein"): (
        "layer: friction; parts of one event: sum; scores: Goldstein"
    ),
    ("states", "period=2019 half_life=30"): "half-life 30 days",
    ("issues", "parts=sum scale=goldstein"): "",
    ("issues", "layer=contact parts=sum"): "layer: contact",
    ("everything", "articles=report"): "articles: report",
}


@pytest.mark.parametrize(("view", "choices"), CHOSEN)
def test_a_map_says_by_which_choices_it_is_drawn(corpus, view, choices):
    assert len(CHOSEN) == 7
    given = dict(each.split("=") for each in choices.split())
    days = {"half_life": float(given.pop("half_life"))} if "half_life" in given else {}
    page = read_view(corpus, method(**given, **days), view)
    assert page.choices == CHOSEN[view, choices]
    head = map_html(page).partition("</header>")[0]
    assert (f"<bdi>{page.choices}</bdi>" in head) == bool(page.choices)


def test_the_words_of_a_period_are_of_the_articles_chosen(corpus):
    words = {span.name: span.words for span in read_view(corpus, method(articles="preview")).periods}
    assert words["2019"] == "1 article, announcing only."
    words = {span.name: span.words for span in read_view(corpus, method(articles="report")).periods}
    assert words["2018"] == "No article."


def test_every_depth_was_tried():
    assert len(DEPTHS) == 4


def test_who_is_not_on_the_map_is_said():
    with pytest.raises(KgError, match="“z” is not on this map"):
        around(chain(), "z", 1)


def test_two_maps_together_hold_every_node_and_line_once():
    other = MapPage("Other", "", (MapNode("a", "A", "State", size=20.0),), (line("a", "b"),))
    page = together(chain(), other, title="Both")
    assert [node.id for node in page.nodes] == list("abcdef")
    assert page.nodes[0].size == 20.0
    assert len(page.ties) == 4


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.mark.parametrize("view", VIEWS)
def test_on_the_shipped_corpus_every_view_is_drawn_with_its_claims(corpus, view):
    page = read_view(corpus, method(), view)
    kinds = {node.kind for node in page.nodes}
    wanted = {
        "officials": {"Person"},
        "agreements": {"Agreement"},
        "issues": {"Issue"},
        "policies": {"Policy"},
    }
    assert wanted.get(view, {"State"}) <= kinds
    assert len(page.ties) >= 7
    assert all(tie.claims for tie in page.ties)
    assert len({(node.x, node.y) for node in page.nodes}) == len(page.nodes)
    assert page.title == texts("en")(f"map-title.{view}")


def test_every_view_was_tried():
    assert len(VIEWS) == 6


def test_on_the_shipped_corpus_the_issues_are_those_of_the_affiliations(corpus):
    page = read_view(corpus, method(), "issues")
    drawn = {(tie.source, tie.target) for tie in page.ties if tie.kind == "told"}
    found = readable(affiliations(corpus, "state-issue").observations, method())
    wanted = {
        (actor, issue)
        for one in found
        if counted(one, method())
        for actor in one.actors
        for issue in one.recipients
    }
    assert len(wanted) >= 30
    assert drawn == wanted


def test_on_the_shipped_corpus_everything_opens_quietly_and_small(corpus, tmp_path, opened):
    path = tmp_path / "everything.html"
    text = map_html(read_view(corpus, method(), "everything"))
    path.write_text(text, encoding="utf-8", newline="\n")
    assert len(text.encode()) < 1_000_000
    seen = opened(path, "#node=MEX&from=2019-01-01&to=2019-12-31")
    assert seen.page.inner_text("#panel h2") == "Mexico"
    assert seen.page.locator("#panel [data-claim]").count() >= 20
    seen.page.select_option("#issue", label="migration")
    assert seen.quiet()


def test_a_map_of_agreements_tells_its_marks_and_of_no_strength(corpus, tmp_path, opened):
    path = tmp_path / "agreements.html"
    path.write_text(map_html(read_view(corpus, method(), "agreements")), encoding="utf-8", newline="\n")
    seen = opened(path)
    told = seen.page.inner_text("#panel")
    assert "A line has no strength here." in told and "thicker" not in told
    with seen.page.expect_download() as found:
        seen.page.click("#save-svg")
    picture = Path(found.value.path()).read_text(encoding="utf-8")
    assert picture.count(">Agreements</text>") == picture.count(">States</text>") == 1
    # a name that does not fit ends with a whole word
    assert ">military planes…</text>" in picture
    assert seen.console == []


def test_names_and_codes_find_the_one_to_draw_around(corpus):
    by_name = read_view(corpus, method(), "states", "México", 1)
    assert by_name == read_view(corpus, method(), "states", "MEX", 1)
    assert {node.id for node in by_name.nodes} == {"MEX", "USA", "SLV"}
    with pytest.raises(KgError, match="no view 'oficials'"):
        read_view(corpus, method(), "oficials")
