"""Pages in two languages: the same catalogue of words, no English left in the Spanish, the same data in both."""

from __future__ import annotations

import re
import string
from pathlib import Path
from urllib.parse import unquote

import pytest
from spoken import VISIBLE, Visible, english, left_in_english

from kg.graph.dataset import open_dataset
from kg.importing.audit_rows import AuditRow
from kg.pages import languages
from kg.pages.bilateral import read_report
from kg.pages.dossier import read_dossier
from kg.pages.languages import LANGUAGES, Twin, texts
from kg.pages.map import SAID, map_html
from kg.pages.matrix import matrix_html, read_matrix
from kg.pages.names import read_names
from kg.pages.recorded import record_section
from kg.pages.report import report_files, report_html
from kg.pages.timeline import read_timeline, timeline_html
from kg.pages.tours_map import read_tours_map, tours_map_html
from kg.pages.viewing import VIEWS, read_view
from kg.ties.method import method
from kg.ties.observed import observations

PAGES = Path(languages.__file__).parent


# ---- the catalogues


def test_both_catalogues_have_the_same_keys_and_places():
    english, spanish = texts("en").words, texts("es").words
    assert len(english) > 400
    assert english.keys() == spanish.keys()

    def places(text):
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

    assert [key for key in english if places(english[key]) != places(spanish[key])] == []
    assert [key for key in english if not english[key].strip() or not spanish[key].strip()] == []


_CALLED = re.compile(r"""(?:\bt|texts|say)\(\s*["']([a-z-]+\.[a-z0-9-]+)["']""")
_QUOTED = re.compile(r"""["']([a-z-]+\.[a-z0-9-]+)["']""")
_GROUP = re.compile(r"""(?:known|again|group)\(\s*["']([a-z-]+)["']|\(f?["'`]([a-z-]+)\.["']? ?[~{$]""")
_COUNT = re.compile(r"""count\((?:[^()]|\([^()]*\))*?["']([a-z]+)["']""")


def sources():
    """Give the text of all code, templates and scripts of our pages."""
    return [path.read_text("utf-8") for path in PAGES.rglob("*") if path.suffix in (".py", ".j2", ".js")]


def test_every_word_that_is_named_is_in_the_catalogue():
    called = {key for text in sources() for key in _CALLED.findall(text)}
    assert len(called) > 200
    assert sorted(called - texts("en").words.keys()) == []


def test_every_word_of_the_catalogue_is_named():
    quoted = {key for text in sources() for key in _QUOTED.findall(text)}
    groups = {name for text in sources() for found in _GROUP.findall(text) for name in found if name}
    groups |= {f"count.{noun}" for text in sources() for noun in _COUNT.findall(text)} | set(SAID) - {"says"}
    # the modalities are called as the ontology calls them
    assert [group for group in sorted(groups) if not texts("en").group(group)] == ["modality"]
    unused = [key for key in texts("en").words if key not in quoted and key[: key.rindex(".")] not in groups]
    assert unused == []


#: What the program says in English below its pages, and by which text of the catalogue it is said again.
SAID_BELOW = {
    "coverage": "ties",
    "tie-note": "ties",
    "caution": "ties",
    "rank-note": "ties",
    "record-detail": "importing",
}


@pytest.mark.parametrize("group", SAID_BELOW)
def test_the_texts_for_what_the_measures_say_are_theirs(group):
    folder = PAGES.parent / SAID_BELOW[group]
    source = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text("utf-8") for path in folder.glob("*.py")))
    parts = [
        part.strip(" .")
        for text in texts("en").group(group).values()
        for part in re.split(r"\{\w+\}|[;:,“”]|after|before", text)
    ]
    told = [part for part in parts if " " in part]
    assert len(told) >= 2
    assert [part for part in told if part not in source] == []


SENTENCES = [
    ("coverage", "coverage: no article of 2018", "cobertura: ningún artículo de 2018"),
    (
        "coverage",
        "coverage: no article of 2018 from after its tour",
        "cobertura: ningún artículo de 2018 posterior a su gira",
    ),
    (
        "coverage",
        "coverage: of 2018 only a record of visits tells",
        "cobertura: de 2018 solo habla un registro de visitas",
    ),
    ("coverage", "P 0.4000 → 0.0000, N 0.0000 → 0.0000", "P 0.4000 → 0.0000, N 0.0000 → 0.0000"),
    ("tie-note", "single-source period", "período con una sola fuente"),
    ("tie-note", "dated by publication: 1 of 1 event", "fechados por publicación: 1 de 1 suceso"),
    ("tie-note", "dated by publication: 2 of 12 events", "fechados por publicación: 2 de 12 sucesos"),
    ("tie-note", "10 parties assumed: a {b} c", "10 partes supuestas: a {b} c"),
    ("tie-note", "something else", "something else"),
    (
        "caution",
        "These are 12 ties: too few for a network to say much.",
        "Son 12 vínculos: demasiado pocos para que una red diga mucho.",
    ),
    (
        "rank-note",
        "the network falls apart: only the part around VEN has values above 0",
        "la red se divide: solo la parte en torno a VEN tiene valores mayores que 0",
    ),
    ("record-detail", "not named; the record: 2018-02-01", "no nombrado; el registro: 2018-02-01"),
]


@pytest.mark.parametrize(("group", "sentence", "said"), SENTENCES)
def test_what_the_measures_say_is_said_again(group, sentence, said):
    assert texts("es").again(group, sentence) == said
    assert texts("en").again(group, sentence) == sentence


# ---- the maps


@pytest.fixture(scope="module")
def corpus():
    return open_dataset()


@pytest.fixture(scope="module")
def maps(corpus, tmp_path_factory):
    """The map of states in both languages, each leading to the other."""
    folder = tmp_path_factory.mktemp("maps")
    for one, other in (("en", "es"), ("es", "en")):
        page = read_view(corpus, method(), language=one)
        text = map_html(page, twins=(Twin(other, f"{other}.html"),))
        (folder / f"{one}.html").write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_things_are_called_as_the_graph_has_it_and_found_by_both_names(corpus):
    names = read_names(corpus, "es")
    assert (names.label("MEX"), names.in_data("MEX"), names.label("mike-pompeo")) == (
        "México",
        "Mexico",
        "Mike Pompeo",
    )
    assert "Mexico" in names.others("MEX") and "México" not in names.others("MEX")
    assert read_names(corpus).label("MEX") == "Mexico"


def test_a_tie_says_what_must_be_known_of_it_in_its_language(corpus):
    notes = {tie.note for tie in read_view(corpus, method(period="2018"), language="es").ties if tie.note}
    assert len(notes) >= 1
    assert all(
        part.startswith(("período con", "fechados por")) for note in notes for part in note.split("; ")
    )


@pytest.mark.parametrize("view", VIEWS)
def test_the_lines_and_numbers_of_a_map_are_the_same_in_both_languages(corpus, view):
    own, other = (read_view(corpus, method(), view, language=language) for language in LANGUAGES)
    assert own.title != other.title
    assert [node.id for node in own.nodes] == [node.id for node in other.nodes]
    assert [(t.id, t.p, t.n, t.strength, t.sign) for t in own.ties] == [
        (t.id, t.p, t.n, t.strength, t.sign) for t in other.ties
    ]


def test_no_english_is_left_on_a_spanish_map_whatever_is_done_on_it(maps, opened):
    seen = opened(maps / "es.html", reduced_motion="reduce")
    page, shown = seen.page, []

    def look():
        shown.append(page.evaluate(VISIBLE))

    assert page.get_attribute("html", "lang") == "es"
    page.focus("#picture")
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert page.inner_text("#spoken").startswith("Estados Unidos, Estado, ")
    look()
    page.fill("#find", "mexico")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "México"
    look()
    page.fill("#find", "Atlantis")
    look()
    page.click("#tell")
    assert page.inner_text("#story-title") == "1 de 3: 2018"
    page.click("#next")
    look()
    page.select_option("#issue", index=1)
    page.locator('#legend input[value="announced"]').uncheck()
    look()
    page.click("#reset")
    for index in (1, 5, 9):
        page.select_option("#diff", index=index)
        page.locator("#ties tbody tr:visible button").first.click()
        look()
    text = "\n".join(shown)
    assert len(english()) > 150
    assert left_in_english(text) == []
    for words in ("Se muestran", "lo cuenta el propio artículo", "no comparable", "Cambios 2018 → 2019"):
        assert words in text, words
    assert page.locator('#panel [data-claim] bdi[lang="en"]').count() >= 1
    assert seen.quiet()


def test_the_sight_of_english_is_not_missed(maps, opened):
    page = opened(maps / "en.html").page
    assert len(left_in_english(page.evaluate(VISIBLE))) > 20


def test_the_table_taken_from_a_map_is_the_same_in_both_languages(maps, opened):
    taken = []
    for language in LANGUAGES:
        page = opened(maps / f"{language}.html", "#diff=told:2018:2019").page
        with page.expect_download() as saved:
            page.click("#save-csv")
        taken.append(Path(saved.value.path()).read_bytes())
    assert taken[0] == taken[1]
    assert b"coverage: no article of 2018 from after its tour" in taken[0]


def test_the_other_language_shows_the_same_view(maps, opened):
    seen = opened(maps / "en.html", "#hide=nodes:States&diff=told:2018:2019")
    seen.page.click("a.twin")
    seen.page.wait_for_load_state("load")
    assert unquote(seen.page.url).endswith("/es.html#diff=told:2018:2019&hide=nodes:States")
    assert seen.page.inner_text("#counter").startswith("Se muestran 0 de 13 nodos")
    assert seen.page.inner_text("a.twin") == "English"
    assert seen.console == []


# ---- matrix, timeline and tours

SHEETS = {
    "matrix": lambda corpus, language: matrix_html(read_matrix(corpus, method(), (), language)),
    "timeline": lambda corpus, language: timeline_html(read_timeline(corpus, None, language)),
    "tours": lambda corpus, language: tours_map_html(read_tours_map(corpus, None, (), language)),
    "dossier": lambda corpus, language: report_html(read_dossier(corpus, method(), "USA", "MEX", language)),
}


@pytest.mark.parametrize("name", SHEETS)
def test_no_english_is_left_on_a_spanish_sheet(corpus, name):
    own, other = (SHEETS[name](corpus, language) for language in LANGUAGES)
    assert other.startswith('<!doctype html>\n<html lang="es">')
    assert left_in_english(Visible(other).text) == []
    assert len(left_in_english(Visible(own.replace('<html lang="en">', "<html>")).text)) > 12
    # the same marks, rows and places, and every claim once more
    for part in ("<tr", "<svg", "<li", "<a href"):
        assert own.count(part) == other.count(part), part
    assert re.findall(r' id="([^"]*)"', own) == re.findall(r' id="([^"]*)"', other)


def test_a_spanish_sheet_says_dates_numbers_and_names_in_spanish(corpus):
    matrix = Visible(SHEETS["matrix"](corpus, "es")).text
    for words in ("México – Estados Unidos", "9 sucesos", "sin registro", "sin fecha"):
        assert words in matrix, words
    assert re.search(r"contado: 0\.\d{4} a P", matrix)
    timeline = Visible(SHEETS["timeline"](corpus, "es")).text
    for words in ("a más tardar 2019-06", "2019-07-19 a 2019-07-20", "contado, planeado antes", "Reunión"):
        assert words in timeline, words
    tours = Visible(SHEETS["tours"](corpus, "es")).text
    for words in ("2018-01-29 a 2018-02-11", "no se cuenta ninguna ciudad; dibujado en", "Perú", "N.º"):
        assert words in tours, words


# ---- the report


@pytest.fixture(scope="module")
def reports(corpus):
    """Every file of the report, but its map, in both languages."""
    return {language: report_files(read_report(corpus, language=language), "") for language in ("en", "es")}


def test_the_data_of_a_report_are_the_same_in_both_languages(reports):
    own, other = reports["en"], reports["es"]
    assert own.keys() == other.keys()
    data = [name for name in own if name.endswith((".csv", ".json"))]
    assert len(data) == 2 * 16
    assert [name for name in data if own[name] != other[name]] == []


PAGES_OF_REPORT = ("index", "claims", "compared", "explained", "issues", "stances", "standing")


@pytest.mark.parametrize("name", PAGES_OF_REPORT)
def test_no_english_is_left_in_a_spanish_report(reports, corpus, name):
    own, other = (reports[language][f"{name}.html"].decode() for language in ("en", "es"))
    assert '<html lang="es">' in other
    things = read_names(corpus).things.values()
    labels = {*(thing.label for thing in things), *(event.label for event in observations(corpus))}
    assert left_in_english(Visible(other).text, labels) == []
    assert len(left_in_english(Visible(own.replace('<html lang="en">', "<html>")).text)) >= 3
    for part in ("<tr", "<li", "<article", "<a href"):
        assert own.count(part) == other.count(part), part
    places, links = (sorted(re.findall(rf' {of}="([^"]*)"', own)) for of in ("id", "href"))
    assert places == sorted(re.findall(r' id="([^"]*)"', other))
    assert links == sorted(re.findall(r' href="([^"]*)"', other))


def test_a_spanish_report_says_ranks_states_and_numbers_as_the_literature_has_them(reports):
    said = reports["es"]["report.md"].decode()
    assert left_in_english(said.partition("## Afirmaciones en disputa")[0], ["in force", "not named"]) == []
    for words in (
        "Estados Unidos está en un extremo de 9 de 12 vínculos.",
        "Índice de frustración",
        "### Intermediación",
        "### Centralidad de vector propio",
        "solo planeado (renegociado, cancelado)",
        "cobertura: ningún artículo de 2018 posterior a su gira",
        "nivel, jefe de Estado o de Gobierno",
        "cooperación verbal",
        "sin Estados Unidos: la red se divide en 6 partes",
        "| [México](explained.html#MEX) | [2]",
        "15 sucesos, 18 afirmaciones, 4 artículos",
    ):
        assert words in said, words


def test_the_section_beside_the_record_is_in_the_language_of_the_names(corpus):
    rows = [AuditRow("stop", "rex-tillerson", "MEX", "2018-02-01/2018-02-02", "", "002", "002/x", *LISTED)]
    section = record_section(rows, read_names(corpus, "es"))
    (row,) = section.tables[0].rows
    assert (row["kind"], row["person"], row["state"]) == ("Escala", "Rex Tillerson", "México")
    assert (row["date"], row["detail"]) == ("2018-02-01 a 2018-02-02", "el registro: 2018-02-01")
    assert section.tables[0].data[0]["detail"] == "the record: 2018-02-01"
    assert section.words[1] == "1 confirmados"


LISTED = ("confirmed", "the record: 2018-02-01")


def test_every_case_was_tried():
    counts = (len(LANGUAGES), len(SAID_BELOW), len(SENTENCES), len(VIEWS), len(SHEETS), len(PAGES_OF_REPORT))
    assert counts == (2, 5, 12, 6, 4, 7)


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [
        (0, "no named publisher", "ningún medio nombrado"),
        (1, "1 named publisher", "1 medio nombrado"),
        (1234, "1,234 named publishers", "1,234 medios nombrados"),
    ],
)
def test_none_has_words_of_its_own_where_the_catalogue_gives_them(number, english, spanish):
    assert [texts(each).count("publisher", number) for each in ("en", "es")] == [english, spanish]
    assert texts("en").count("claim", 0) == "0 claims"
