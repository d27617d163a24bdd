"""Facts of another world than the shipped examples': nothing that is made of them speaks of the United States."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from facts_cases import CASES, changed, copied
from sites import text_of

from kg.cli import group
from kg.curation.names import searchable
from kg.graph.codes import place_row
from kg.graph.dataset import open_dataset
from kg.graph.finding import candidates
from kg.graph.terms import short
from kg.pages.mapping import read_map
from kg.pages.site.building import read_site, write_site
from kg.pages.timeline import read_timeline, timeline_html
from kg.ties.covered import years
from kg.ties.method import method
from kg.ties.observed import observations

THEIRS = re.compile(
    r"USA|\bUS\b|United States|Estados Unidos|EE\. UU|Secretar|secretario|without_usa|Latin|Pompeo|Tillerson|Rubio"
)


def run(*arguments):
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def site():
    return read_site(open_dataset(facts=[CASES]), method())


def test_ranks_are_without_the_united_states_only_where_there_is_one():
    rows = json.loads(run("rank", "--facts", CASES, "--format", "json"))
    assert [row["id"] for row in rows] == ["ECU", "NOR"]
    assert list(rows[0]) == ["rank", "id", "label", "value", "low_rank", "high_rank"]


def test_ranks_are_also_without_the_united_states_where_the_facts_name_it(tmp_path):
    facts = changed(tmp_path, "entities.yaml", "ECU: {kind: State, name: Ecuador}",
                    "ECU: {kind: State, name: Ecuador}\nUSA: {kind: State, name: United States}")  # fmt: skip
    rows = json.loads(run("rank", "--facts", facts, "--format", "json"))
    assert list(rows[0])[-2:] == ["rank_without_usa", "value_without_usa"]


def test_no_page_of_a_site_speaks_of_the_examples(site):
    """The text of a question, the ontology's examples and the notice of the coasts are the project's own."""
    own = re.compile(r"(es/)?(question/.*|ontology\.html|licences\.html|download/.*)")
    names = [
        name for name in site.files if not own.fullmatch(name) and name.endswith((".html", ".md", ".csv"))
    ]
    assert {
        "report/index.html",
        "report/ranks.csv",
        "es/report/report.md",
        "es/method.html",
        "timeline.html",
    } <= set(names)
    found = {name: THEIRS.search(text_of(site.files[name])) for name in names}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_without_a_tour_nothing_speaks_of_tours(site, tmp_path):
    for folder in ("", "es/"):
        assert f"{folder}tours.html" not in site.files
        assert not re.search(r"\b[Tt]ours?\b|\b[Gg]iras?\b", text_of(site.files[f"{folder}index.html"]))
        timeline = text_of(site.files[f"{folder}timeline.html"])
        assert "2020-05-03" in timeline
        assert not re.search(r"\b[Tt]ours?\b|\b[Gg]iras?\b", timeline)
    run("tours", "--facts", CASES, "-o", tmp_path / "tours.html")
    page = text_of((tmp_path / "tours.html").read_bytes())
    assert "No record of a stop." in page
    assert "From one stop to the next" not in page and "All claims" not in page


def test_an_event_without_a_date_is_given_with_the_name_of_its_tour():
    page = timeline_html(read_timeline(open_dataset()))
    undated = text_of(page.partition('<section id="undated">')[2].partition("</section>")[0].encode())
    assert "Pompeo's tour of Latin America, July 2019" in undated
    assert "pompeo-tour-2019" not in undated


def test_one_is_said_in_the_singular(tmp_path, site):
    english, spanish = text_of(site.files["index.html"]), text_of(site.files["es/index.html"])
    assert "3 claims of 1 article, 2 of them accepted; " in english and " and 2 events." in english
    assert "and 1 dossier of a pair." in english and "each other nowhere." in english
    assert "3 afirmaciones de 1 artículo, " in spanish and "y 1 expediente de un par." in spanish
    told = CliRunner().invoke(group, ["stance", "--facts", str(CASES)])
    assert told.stderr == "1 statement or position of 1 speaker\n"
    one = str(tmp_path / "tour.html")
    told = CliRunner().invoke(group, ["tours", "--tour", "pompeo-tour-2019", "-o", one])
    assert told.stderr.endswith(": 1 tour, 6 stops\n")


SPOKESWOMAN = """\
nor-ministry: {kind: GovernmentBody, name: Ministry, state: NOR}
nor-press: {kind: GovernmentBody, name: Press office, part-of: nor-ministry}
spokeswoman: {kind: Group, name: a spokeswoman, part-of: nor-press}
fishing: {kind: Issue, name: fishing}
"""


def test_who_is_part_of_a_body_is_of_its_state(tmp_path):
    """The guide names no state for somebody left unnamed, only the body he speaks for."""
    facts = changed(tmp_path, "entities.yaml", "fishing: {kind: Issue, name: fishing}\n", SPOKESWOMAN)
    article = facts / "article.yaml"
    text = article.read_text("utf-8").replace("by: ane-berg", "by: spokeswoman")
    article.write_text(text.replace("who: ane-berg, for: NOR}", "who: spokeswoman, for: NOR}"), "utf-8")
    dataset = open_dataset(facts=[facts])
    agents = dataset.view("agents-of-state", state="NOR").rows
    assert [row[1].value.rpartition("/")[2] for row in agents] == [
        "nor-ministry", "nor-press", "spokeswoman", "ane-berg",
    ]  # fmt: skip
    speakers = dataset.view("unnamed-speakers")
    assert [row[speakers.variables.index("state")].value[-3:] for row in speakers.rows] == ["NOR"]


SPELT = {
    ("VNM", "Đà Nẵng"): "1583992",  # “Danang” in the table, found there as “Da Nang”
    ("VNM", "Hà Nội"): None,  # “Ha Noi”, which the table does not have: “Hanoi” among its names leads there
    ("COL", "BOGOTA"): "3688689",
    ("BTN", "Thimphu"): "1252416",  # no stop of the table's record, but a capital
    ("JPN", "Đà Nẵng"): None,
}


def test_a_place_has_its_coordinates_however_its_name_is_spelt():
    rows = {given: place_row(*given) for given in SPELT}
    found = {given: row and (row.get("capital_geonames") or row["geonames"]) for given, row in rows.items()}
    assert found == SPELT
    assert len(SPELT) == 5


def test_articles_in_hindsight_offer_the_years_of_their_events(tmp_path):
    """The talks of 3 May 1478 are told in 2020; what was said of them then has no date but that of the article."""
    facts = changed(tmp_path, "article.yaml", "edtf: 2020-05-03", "edtf: 1478-05-03")
    dataset = open_dataset(facts=[facts])
    assert years(observations(dataset)) == ("1478",)
    assert [span.name for span in read_map(dataset, method()).periods] == ["1478"]
    assert years(observations(open_dataset(facts=[CASES]))) == ("2020",)


COMPANIES = """\
NOR: {kind: Organisation, name: Northern Company}
ECU: {kind: Organisation, name: Eastern Company}
oslo: {kind: Place, name: Oslo, type: city}
bergen: {kind: Place, name: Bergen, type: city}
ane-berg: {kind: Person, name: Ane Berg, names: [Berg]}
luis-paz: {kind: Person, name: Luís Paz}
nor-foreign-minister: {kind: Post, name: Head of trade, of: NOR, rank: official}
fishing: {kind: Issue, name: fishing}
cod-accord: {kind: Agreement, name: Cod accord, type: accord}
the-herald: {kind: Media, name: The Herald}
"""


def test_facts_without_a_state_are_led_to_the_ties_of_organisations(tmp_path):
    facts = copied(tmp_path)
    (facts / "entities.yaml").write_text(COMPANIES, "utf-8")
    told = CliRunner().invoke(group, ["ties", "--facts", str(facts)])
    assert told.stderr.startswith("these facts name no state: --between organisations ")
    told = CliRunner().invoke(group, ["ties", "--facts", str(facts), "--between", "organisations"])
    assert "name no state" not in told.stderr


FOLDED = {
    "Đà Nẵng": "da nang",
    "Ðặng": "dang",  # with the letter eth, as it is often typed
    "Prasat Tœuk": "prasat toeuk",
    "Łódź": "lodz",
    "Ærø": "aero",
    "Iğdır": "igdir",
    "Þingvellir": "thingvellir",
    "Ħamrun": "hamrun",
    "佐藤": "佐藤",
}


def test_a_name_is_typed_with_the_letters_of_any_keyboard():
    assert {name: searchable(name) for name in FOLDED} == FOLDED
    assert len(FOLDED) == 9


def test_pages_find_such_names_too(tmp_path, opened):
    facts = changed(tmp_path, "entities.yaml", "name: Norway,", "name: Đạiłand Bœ,")
    folder = write_site(read_site(open_dataset(facts=[facts]), method(), ("en",)), tmp_path / "site")
    for page, links in (("search.html", "#found li"), ("report/map.html", "#found li")):
        seen = opened(folder / page)
        seen.page.fill("#find", "dailand boe")
        assert seen.page.locator(links).first.inner_text().startswith("Đạiłand Bœ"), page


def test_two_names_that_are_alike_only_on_some_keyboards_are_two(tmp_path):
    facts = copied(tmp_path)
    with (facts / "entities.yaml").open("a", encoding="utf-8") as file:
        file.write("kalin-a: {kind: Person, name: Emre Kalın}\nkalin-b: {kind: Person, name: Emre Kalin}\n")
    graph = open_dataset(facts=[facts])
    assert [found.id for found in candidates(graph, "emre kalın")] == ["kalin-a"]
    assert [found.id for found in candidates(graph, "emre kalin")] == ["kalin-b"]
    assert [found.id for found in candidates(graph, "kalin")] == ["kalin-a", "kalin-b"]


def test_a_visit_without_a_date_is_a_visit(tmp_path):
    facts = copied(tmp_path)
    with (facts / "article.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '  berg-in-ecuador:\n    at: "2.1"\n    modality: planned\n    stop: berg-ecuador\n    host: ECU\n'
            "    participants: [{who: ane-berg, for: NOR, as: nor-foreign-minister, role: visitor}]\n"
            "    paraphrase: Berg is to visit Ecuador.\n"
        )
    with (facts / "events.yaml").open("a", encoding="utf-8") as file:
        file.write("  berg-ecuador: {label: Berg in Ecuador, uncoded: a plan without a day}\n")
    visits = open_dataset(facts=[facts]).view("visits", host="ECU")
    rows = [dict(zip(visits.variables, map(short, row), strict=True)) for row in visits.rows]
    assert [(row["visitor"], row["rank"], row["year"], row["date"]) for row in rows] == [
        ("ane-berg", "foreign-minister", "", "")
    ]
