"""The matrix of states and years: every cell is the tie of that year, and “no record” is said where there is none."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from documents import kg
from facts_cases import copied

from kg.graph.dataset import open_dataset
from kg.pages.matrix import UNDATED, WIDE, matrix_html, read_matrix
from kg.ties.method import method
from kg.ties.observation import BASES
from kg.ties.observed import observations
from kg.ties.tie import ties


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def matrix(corpus):
    return read_matrix(corpus, method(), ("USA",))


@pytest.fixture(scope="module")
def page(matrix):
    return matrix_html(matrix)


@pytest.fixture(scope="module")
def file(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("matrix") / "matrix.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def cells(matrix):
    return {
        (line.pair, year.name): cell
        for line in matrix.lines
        for year, cell in zip(matrix.years, line.cells, strict=True)
    }


def test_the_columns_are_the_years_told_of_and_what_has_no_date(matrix):
    assert [year.name for year in matrix.years] == ["2018", "2019", "2025", UNDATED]
    assert [year.gap for year in matrix.years] == [False, False, True, False]


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("year", ["2018", "2019", "2025"])
def test_every_cell_is_the_tie_of_its_year(corpus, matrix, year, basis):
    found = {(tie.a, tie.b): tie for tie in ties(observations(corpus), period=year, basis=basis)}
    own = {pair: tie for pair, tie in found.items() if "USA" in pair}
    shown = {
        pair: getattr(cell, basis) for (pair, name), cell in cells(matrix).items() if cell and name == year
    }
    assert {pair: (tie.p, tie.n, tie.sign, tie.events) for pair, tie in shown.items() if tie} == {
        pair: (tie.p, tie.n, tie.sign, tie.events) for pair, tie in own.items()
    }
    assert len(own) >= 2


def test_the_whole_is_the_tie_of_all_years(corpus, matrix):
    for basis in BASES:
        found = {(tie.a, tie.b): tie.strength for tie in ties(observations(corpus), basis=basis)}
        for line in matrix.lines:
            tie = getattr(line.whole, basis)
            assert (tie.strength if tie else None) == found.get(line.pair)


def test_three_cells_by_hand(matrix):
    # 2019: Ecuador S 1.0852 +, Mexico S 0.8587 mixed; Venezuela in 2018: one sanction, 6/10 × 0.8 = N 0.48
    found = cells(matrix)
    ecuador, mexico = found[("ECU", "USA"), "2019"].told, found[("MEX", "USA"), "2019"].told
    assert (round(ecuador.strength, 4), ecuador.sign) == (1.0852, "+")
    assert (round(mexico.strength, 4), mexico.sign) == (0.8587, "mixed")
    venezuela = found[("USA", "VEN"), "2018"]
    assert (venezuela.told.n, venezuela.told.events, venezuela.announced) == (pytest.approx(0.48), 1, None)
    assert found[("USA", "VEN"), "2025"] is None


def test_no_record_is_said_in_words_and_is_not_weak(matrix, page):
    empty = sum(cell is None for cell in cells(matrix).values())
    assert empty >= 20
    assert len(re.findall(r'<td class="none(?: gap)?">no record</td>', page)) == empty
    weak = [
        cell for cell in cells(matrix).values() if cell and cell.announced and cell.announced.sign == "weak"
    ]
    assert weak
    assert page.count('class="half announced weak1"') >= len(weak)
    assert "<b>No row</b> for want of an event" in page


def test_every_event_stands_in_one_cell_with_all_its_claims(corpus, matrix):
    events = [one for one in observations(corpus) if any("USA" in pair for pair in one.pairs())]
    wanted = sorted((one.label, len(one.claims)) for one in events for pair in one.pairs() if "USA" in pair)
    items = [item for cell in cells(matrix).values() if cell for item in cell.items]
    assert sorted((item.label, len(item.claims)) for item in items) == wanted
    assert len(items) >= 60


def test_coverage_is_said_for_each_year(matrix):
    years = {year.name: year for year in matrix.years}
    assert years["2018"].appeared == ("002",)
    assert years["2019"].appeared == ("000", "001", "003")
    assert years["2019"].telling == ("000", "001", "003")
    assert years["2025"].appeared == ("004",)
    assert "Business Standard" in years["2019"].publishers


def test_a_period_leaves_only_its_events(corpus):
    july = read_matrix(corpus, method(period="2019-07"), ("USA",))
    assert [year.name for year in july.years] == ["2019"]
    found = {(tie.a, tie.b): tie.strength for tie in ties(observations(corpus), period="2019-07")}
    shown = {line.pair: line.cells[0].told for line in july.lines if line.cells[0]}
    assert {pair: tie.strength for pair, tie in shown.items() if tie} == {
        pair: strength for pair, strength in found.items() if "USA" in pair
    }


def test_many_years_are_narrow_cells_and_a_dot_for_no_record(matrix):
    line = matrix.lines[0]
    at = next(index for index, cell in enumerate(line.cells) if cell)
    years = tuple(replace(matrix.years[0], name=str(1990 + k)) for k in range(WIDE + 1))
    cells = tuple(line.cells[at] if k == 3 else None for k in range(WIDE + 1))
    html = matrix_html(replace(matrix, years=years, lines=(replace(line, cells=cells),)))
    assert html.count('<td class="none">·</td>') == WIDE
    assert '<span class="none">·</span> no record: no source here tells of an event between' in html
    assert "no record</td>" not in html


def test_the_choices_are_said(corpus):
    html = matrix_html(read_matrix(corpus, method(layer="contact", scale="goldstein"), ("USA",)))
    words = "articles: all; layer: contact; parts of one event: strongest; scores: Goldstein; no decay."
    assert f"Measured with {words}" in html


def test_all_pairs_and_another_state(corpus):
    every = read_matrix(corpus, method(), ())
    mexico = read_matrix(corpus, method(), ("MEX",))
    assert {line.pair for line in every.lines} > {line.pair for line in mexico.lines}
    assert all("MEX" in line.pair for line in mexico.lines)
    assert ("MEX", "SLV") in {line.pair for line in mexico.lines}
    labels = [line.label for line in every.lines]
    assert "Mexico – United States" in labels


def test_every_link_leads_to_a_place_on_the_page(page):
    links = set(re.findall(r'href="#([^"]*)"', page))
    places = re.findall(r' id="([^"]*)"', page)
    assert len(links) >= 30
    assert {unquote(link) for link in links} <= set(places)
    assert len(places) == len(set(places))


def test_it_opens_quietly_in_a_narrow_window_and_is_the_same_again(corpus, page, file, opened):
    seen = opened(file, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.page.inner_text("h1") == "Ties year by year: United States"
    seen.page.click("a.half.told >> nth=1")
    assert "#" in seen.page.url
    assert seen.quiet()
    assert matrix_html(read_matrix(corpus, method(), ("USA",))) == page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(file, opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened(file, color_scheme=scheme).page).response
    assert len(found["passes"]) >= 15
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


def test_facts_without_the_united_states_have_every_pair(tmp_path):
    folder = copied(tmp_path)
    page = tmp_path / "matrix.html"
    said, code = kg("matrix", "--facts", str(folder), "-o", str(page))
    assert (code, said.endswith(": 1 pair, 1 column\n")) == (0, True), said
    # whose these facts are, and under which terms, is not ours to say
    written = page.read_text(encoding="utf-8")
    assert "Facts that Legation ships: CC BY 4.0." in written and "Facts: Legation" not in written
    said, code = kg("matrix", "--with", "USA", "--facts", str(folder), "-o", str(page))
    assert (code, "nothing is called “USA”" in said) == (2, True)


def test_why_an_event_does_not_count_is_said_as_kg_explain_says_it(page):
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    for label, reason in (
        ("US pursuit of an agreement with Ecuador on third-country nationals, 2025", "only denied"),
        (
            "Mexico ratifies the migration accord with the United States, by July 2019",
            "only presupposed by the article",
        ),
        (
            "Pompeo thanks Ebrard, by the US State Department's account, 21 July 2019",
            "only asserted by a party",
        ),
    ):
        after = text[text.index(label) :]
        assert after.split("not counted: ")[1].startswith(reason), label
