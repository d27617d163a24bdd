"""The site of the shipped corpus: every thing, claim, question and term has its place, and every link leads there."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from sites import broken, pages, text_of

from kg.graph.dataset import open_dataset
from kg.graph.dossiers import SECTIONS, show
from kg.graph.views import views
from kg.pages.dossier import read_dossier
from kg.pages.languages import LANGUAGES
from kg.pages.site.building import read_site, write_site
from kg.pages.site.terms import read_terms
from kg.ties.method import method
from kg.ties.observed import observations
from kg.ties.tie import ties

ROOT = {
    *("index", "search", "names", "ties", "questions", "disagreements", "sources", "ontology"),
    *("method", "downloads", "licences"),
}


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def site(corpus):
    return read_site(corpus, method())


@pytest.fixture(scope="module")
def read(site):
    return pages(site.files)


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    return write_site(site, tmp_path_factory.mktemp("site") / "site")


def test_every_link_of_every_page_leads_to_its_place(site, read):
    assert len(read) > 1400
    assert sum(len(page.links) for page in read.values()) > 100_000
    assert broken(site.files, read) == []
    assert site.left_out == ()


def test_no_page_asks_for_anything_or_carries_a_script_but_search(read):
    assert [(name, page.strange) for name, page in read.items() if page.strange] == []
    assert sorted(name for name, page in read.items() if page.scripts) == ["es/search.html", "search.html"]


def test_a_place_has_its_name_once(read):
    assert [name for name, page in read.items() if len(page.places) != len(set(page.places))] == []


def test_both_languages_have_every_page(site):
    own = {name for name in site.files if name.startswith("es/")}
    assert {f"{name}.html" for name in ROOT} <= site.files.keys()
    kinds = ("id/", "article/", "dossier/", "map/", "matrix.", "tours.", "timeline.")
    english = {name for name in site.files if name.startswith(kinds) or name.removesuffix(".html") in ROOT}
    english |= {name for name in site.files if name.startswith("question/") and name.endswith(".html")}
    english |= {name for name in site.files if name.startswith("report/") and name.endswith((".html", ".md"))}
    assert own == {f"es/{name}" for name in english}
    assert len(own) == 11 + 548 + 5 + 15 + 5 + 3 + 11 + len(views())
    for name in ("index.html", "id/MEX.html", "article/001.html", "question/casualties.html"):
        assert b'<html lang="en">' in site.files[name]
        assert b'<html lang="es">' in site.files[f"es/{name}"]


def test_maps_and_sheets_lead_to_themselves_in_the_other_language_and_out_of_themselves(site):
    for name, twin, home in (
        ("report/map.html", 'href="../es/report/map.html" hreflang="es"', 'href="../index.html"'),
        ("matrix.html", 'href="es/matrix.html" hreflang="es"', 'href="index.html"'),
        ("es/timeline.html", 'href="../timeline.html" hreflang="en"', 'href="index.html"'),
        ("report/stances.html", 'href="../es/report/stances.html" hreflang="es"', 'href="index.html"'),
        ("es/report/index.html", 'href="../../report/index.html" hreflang="en"', 'href="../index.html"'),
        ("es/map/issues.html", 'href="../../map/issues.html" hreflang="en"', 'href="../index.html"'),
    ):
        html = site.files[name].decode()
        assert twin in html and home in html
    assert 'href="report/map.html"' in site.files["es/index.html"].decode()
    assert 'href="report/index.html"' in site.files["es/index.html"].decode()
    assert 'href="../../report/ties.csv"' in site.files["es/report/index.html"].decode()
    assert not any(name.startswith("es/report/") and name.endswith(".csv") for name in site.files)
    assert 'href="map/everything.html"' in site.files["es/ties.html"].decode()


def test_each_claim_has_a_place_with_its_article_and_on_the_page_of_each_thing_it_names(corpus, read, site):
    anchors = [place for name in read if name.startswith("article/") for place in read[name].places]
    assert len([place for place in anchors if not place.startswith("_")]) == 434
    for name in ("MEX", "marcelo-ebrard", "pompeo-ebrard-mexico-city", "illegal-immigration"):
        shown, html = show(corpus, name), site.files[f"id/{name}.html"].decode()
        assert len(shown.claims) >= 5
        for status in SECTIONS:
            part = re.search(rf'<section id="{status}">.*?</section>', html, flags=re.S)
            claims = (
                re.findall(r'<a href="\.\./article/([^"]*)\.html#([^"]*)"><code>', part[0]) if part else []
            )
            assert [f"{article}/{claim}" for article, claim in claims] == [
                row.claim for row in shown.section(status)
            ]


def test_a_claim_says_who_says_so_where_when_and_how_surely(site):
    said = text_of(site.files["id/marcelo-ebrard.html"])
    assert (
        "The US is to be asked for two billion dollars a year for El Salvador. "
        "said 2019-07-01 to 2019-07-20 · planned attributed says Marcelo Ebrard "
        "article 001 , ¶ 9.1 · publisher not named · 001/us-asked-for-2bn-a-year"
    ) in said
    assert "no record" not in said.lower()
    whole = text_of(site.files["article/001.html"])
    assert "Speaker Mike Pompeo · for : United States · as : US Secretary of State Addressed to" in whole
    assert "Amount value : 2000000000 · currency : USD · per : per year" in whole


def test_where_nothing_is_told_the_page_says_so(site):
    assert text_of(site.files["id/NIC.html"]).count("No record in the sources.") >= 1
    assert "Las fuentes no registran nada." in text_of(site.files["es/id/NIC.html"])


def test_the_ties_of_a_state_are_those_that_are_measured(corpus, site):
    html = site.files["id/MEX.html"].decode()
    part = re.search(r'<section id="ties">.*?</section>', html, flags=re.S)[0]
    rows = [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", part, flags=re.S)[1:]
    ]
    due = []
    for basis in ("told", "announced"):
        for tie in ties(observations(corpus), basis=basis):
            if "MEX" in (tie.a, tie.b):
                due.append([basis, *(f"{value:.3f}" for value in (tie.p, tie.n, tie.strength))])
    assert len(due) >= 4
    assert sorted([row[1], *row[3:6]] for row in rows) == sorted(due)
    assert 'href="../report/explained.html#MEX-USA-told"' in part
    assert 'href="../dossier/MEX-USA.html"' in part


def test_a_dossier_says_the_same_as_the_page_of_the_command_and_leads_to_every_thing(corpus, site):
    report = read_dossier(corpus, method(), "USA", "MEX")
    for name in ("dossier/MEX-USA.html", "es/dossier/MEX-USA.html"):
        html = site.files[name].decode()
        for section in report.sections:
            part = re.search(rf'<section id="{section.id}">.*?</section>', html, flags=re.S)[0]
            rows = section.tables[0].rows if section.tables else ()
            assert part.count("<tr>") == (len(rows) + 1 if rows else 0)
            assert part.count('<li class="claim') == len(section.claims)
    english, spanish = (text_of(site.files[f"{at}dossier/MEX-USA.html"]) for at in ("", "es/"))
    assert "2018 no record S 0.290, weak (P 0.256, N 0.080)" in english
    assert "2018 sin registro S 0.290, débil (P 0.256, N 0.080)" in spanish
    assert "México y Estados Unidos" in spanish
    assert 'href="../id/marcelo-ebrard.html"' in html


def test_a_tie_of_officials_is_taken_apart_as_that_of_states_is(site):
    html = site.files["report/explained-officials.html"].decode()
    sums = re.findall(r"P = (\S+), N = (\S+);.*?(\d+) events count", html)
    assert len(sums) >= 5
    assert [one for one in sums if (one[0], one[1]) == ("0.0000", "0.0000") or one[2] == "0"] == []
    ebrard = re.search(
        r'<section id="ties">.*?</section>', site.files["id/marcelo-ebrard.html"].decode(), flags=re.S
    )
    assert 'href="../report/explained-officials.html#marcelo-ebrard-mike-pompeo-told"' in ebrard[0]


def test_posts_stand_by_date(site):
    html = site.files["id/MEX.html"].decode()
    part = re.search(r'<section id="posts">.*?</section>', html, flags=re.S)[0]
    dates = re.findall(r"seen (\d{4}-\d{2})", part)
    assert dates == ["2019-07", "2019-07", "2019-07", "2025-08"]


@pytest.mark.parametrize(("page", "heads"), [("id/MEX.html", 9), ("id/mike-pompeo.html", 8)])
def test_a_table_of_ties_has_a_column_of_dossiers_only_where_a_tie_has_one(site, page, heads):
    part = re.search(r'<section id="ties">.*?</section>', site.files[page].decode(), flags=re.S)[0]
    assert part.count('<th scope="col"') == heads
    rows = re.findall(r"<tbody>.*?</tbody>", part, flags=re.S)[0].split("</tr>")[:-1]
    assert {row.count("<td") + row.count('<th scope="row"') for row in rows} == {heads}


def test_where_an_agreement_stands_is_not_laid_to_an_accepted_act_where_there_is_none(site):
    page = text_of(site.files["id/nafta.html"])
    assert "Where it stands, by the acts below: only planned (renegotiated, cancelled)" in page
    assert "accepted act" not in page


def test_the_gallery_answers_every_question_as_kg_ask_does(corpus, site):
    names = [name for name in site.files if re.fullmatch(r"question/[a-z0-9-]+\.html", name)]
    assert len(names) == len(views()) >= 120
    table = corpus.view("stop-details", tour="tillerson-tour-2018")
    read = list(csv.reader(io.StringIO(site.files["question/stop-details.csv"].decode())))
    assert read[0] == list(table.variables)
    assert read[1:] == [[getattr(term, "value", "") for term in row] for row in table.rows]
    page = text_of(site.files["question/stop-details.html"])
    assert "What do the articles give for each stop of a tour" in page
    assert "tour = tillerson-tour-2018" in page
    assert f"{len(read) - 1} rows" in page
    assert "GROUP BY ?tour ?stop ?host" in page
    assert "kg ask stop-details -p tour=tillerson-tour-2018" in page
    assert not [
        name
        for name in names
        if re.search(r"# (question|answers|parameter|example):", site.files[name].decode())
    ]


def test_every_term_of_the_ontology_is_documented(site, read):
    terms = read_terms()
    assert len(terms) > 400
    assert {term.name for term in terms.values()} <= set(read["ontology.html"].places)
    said = text_of(site.files["es/ontology.html"])
    meeting = re.search(
        r'<article class="term" id="Meeting">.*?</article>', site.files["ontology.html"].decode(), flags=re.S
    )
    words = text_of(meeting[0].encode())
    assert "kg:Meeting meeting · reunión" in words
    assert "For example:" in words
    assert "7 uses in these data." in words
    for term in terms.values():
        assert set(term.labels) >= {"en", "es"}
        assert " ".join(term.definition.split()) in said


def test_the_date_is_the_latest_of_the_data(site):
    assert "Data up to 2025-09-30." in text_of(site.files["index.html"])
    assert "Datos hasta 2025-09-30." in text_of(site.files["es/index.html"])


def test_what_can_be_taken_away_is_there(site):
    formats = ("ttl", "trig", "jsonld", "csv", "graphml", "gexf")
    assert all(len(site.files[f"download/legation.{form}"]) > 1000 for form in formats)
    assert sum(name.endswith(".csv") for name in site.files) >= len(views()) + 13


FINDS = [
    ("lenin", "Lenín Moreno", "id/lenin-moreno.html"),
    ("MX", "Mexico", "id/MEX.html"),
    ("estados unidos", "United States", "id/USA.html"),
    ("ebrard inaugurated", "Meeting Bukele, Ebrard inaugurated Sembrando Vida in San Pedro Masahuat.", None),
]


@pytest.mark.parametrize(("words", "label", "page"), FINDS)
def test_search_finds_from_disk_with_the_network_off(folder, opened, words, label, page):
    seen = opened(folder / "search.html")
    seen.page.fill("#find", words)
    first = seen.page.locator("#found li a").first
    assert first.inner_text() == label
    if page:
        assert first.get_attribute("href") == page
    assert seen.page.inner_text("#said")
    assert seen.quiet()
    first.click()
    seen.page.wait_for_load_state("load")
    assert seen.page.locator("main h1").count() == 1


def test_a_search_stands_in_the_address_and_a_hostile_one_is_a_text(folder, opened):
    seen = opened(folder / "es" / "search.html", "#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert seen.page.input_value("#find") == "<img src=x onerror=alert(1)>"
    assert seen.page.inner_text("#said") == "Nada se llama así."
    seen.page.keyboard.press("Tab")
    seen.page.fill("#find", "México")
    assert seen.page.evaluate("location.hash") == "#q=M%C3%A9xico"
    assert seen.page.locator("#found li").first.inner_text().startswith("México")
    assert seen.quiet()


SHOWN = [
    "index.html",
    "id/USA.html",
    "es/article/001.html",
    "question/casualties.html",
    "ontology.html",
    "matrix.html",
]


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_read_on_a_telephone_without_scripts_and_asks_for_nothing(folder, opened, name):
    seen = opened(folder / name, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    assert len(seen.requests) == 1
    assert seen.console == []
    still = opened(folder / name, viewport={"width": 390, "height": 844})
    assert still.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert still.quiet()
    still.page.emulate_media(media="print")
    assert not still.page.locator("nav.bar").is_visible()


AXE = [
    ("index.html", "light"),
    ("id/MEX.html", "dark"),
    ("es/id/marcelo-ebrard.html", "light"),
    ("article/003.html", "dark"),
    ("question/casualties.html", "light"),
    ("es/ontology.html", "dark"),
    ("search.html#q=a", "light"),
    ("es/dossier/MEX-USA.html", "light"),
    ("es/report/map.html#step=2", "dark"),
    ("es/report/index.html", "light"),
    ("es/matrix.html", "dark"),
]


@pytest.mark.parametrize(("name", "scheme"), AXE)
def test_axe_finds_nothing(folder, opened, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    file, mark, address = name.partition("#")
    found = Axe().run(opened(folder / file, mark + address, color_scheme=scheme).page).response
    assert len(found["passes"]) >= 15
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


def test_every_case_was_tried():
    assert (len(FINDS), len(SHOWN), len(AXE), len(LANGUAGES)) == (4, 6, 11, 2)
