"""The official record of travels: every stop kept with its place, tours rebuilt, nothing merged in silence."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from documents import kg
from travels import ABSENT, RECORD, SHARED, folder, trip

from kg.curation.loading import read_corpus
from kg.graph.dataset import Dataset, open_dataset
from kg.importing.against import record_against
from kg.importing.audit import audit
from kg.importing.folder import corpus_of_import, import_files
from kg.importing.imported import Source
from kg.importing.slugs import Slugs
from kg.importing.travels import read
from kg.vocabulary import ID


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    place = tmp_path_factory.mktemp("import") / "travels"
    text, code = kg("import", "travels", str(RECORD), "-o", str(place), "--format", "json")
    assert code == 0, text
    return place, text


@pytest.fixture(scope="module")
def graph(imported) -> Dataset:
    return open_dataset(imported[0])


def counted(text: str) -> dict[str, int]:
    return json.loads(text[text.index("{") : text.index("}") + 1])


def rows(graph: Dataset, query: str) -> list[tuple[str, ...]]:
    table = graph.query(query)
    return [tuple(getattr(t, "value", "").removeprefix(ID) for t in row) for row in table.rows]


# --- the summary -----------------------------------------------------------------------------------------


def test_the_summary_counts_every_stop(imported) -> None:
    # Ann Alder 7, Ben Birch 5, Carl Cedar 2. Tours: 1–3, 4, 5–6, 7; 11–12, 13, 14, 15; 21, 22.
    assert counted(imported[1]) == {"records": 14, "stops": 14, "tours": 10, "rejected": 0, "doubled": 1}
    assert json.loads((imported[0] / "import.json").read_text(encoding="utf-8"))["stops"] == 14


def test_the_summary_says_what_is_one_state_and_what_has_several_names(imported) -> None:
    said = imported[1].splitlines()
    assert "country ids with several names: 1; each stop keeps its own:" in said
    assert "  russia: Russia (1), U.S.S.R. (1)" in said
    assert "  turkey and turkiye are one state, TUR (Türkiye)" in said
    assert sum(line.startswith("doubled: ") for line in said) == 1


def test_the_same_source_gives_the_same_bytes_wherever_it_stands(tmp_path: Path, imported) -> None:
    import shutil

    shutil.copytree(RECORD, tmp_path / "elsewhere")
    assert kg("import", "travels", str(tmp_path / "elsewhere"), "-o", str(tmp_path / "again"))[1] == 0
    files = [path.relative_to(imported[0]) for path in imported[0].rglob("*") if path.is_file()]
    assert len(files) == 14
    for name in files:
        assert (tmp_path / "again" / name).read_bytes() == (imported[0] / name).read_bytes(), name


def test_the_summary_leaves_the_folder_out_and_nothing_that_looks_like_it(
    tmp_path: Path, imported, monkeypatch
):
    import shutil

    shutil.copytree(RECORD, tmp_path / "s")  # “s/” stands in “s/secretary-travels/” twice
    monkeypatch.chdir(tmp_path)
    source = Source(Path("s"))
    summary = import_files(read(source), "travels", source)["import.json"]
    assert summary == (imported[0] / "import.json").read_bytes()


# --- the facts -------------------------------------------------------------------------------------------


def test_the_facts_hold_and_give_the_published_snapshot(imported, graph: Dataset) -> None:
    assert kg("check", str(imported[0] / "facts"))[1] == 0
    assert open_dataset(None, (imported[0] / "facts",)).sha256 == graph.sha256


def test_every_claim_stands_in_the_source_at_its_lines(imported) -> None:
    text, code = kg(
        "verify", "--articles", str(RECORD), "--facts", str(imported[0] / "facts"), "--format", "json"
    )
    assert code == 0
    found = json.loads(text[text.index("[") : text.rindex("]") + 1])
    assert {each["article"]: (each["paragraphs"], each["claims"], each["orphans"]) for each in found} == {
        "president-travels-cedar-carl": (2, 5, 0),
        "secretary-travels-alder-ann-b": (7, 15, 0),
        "secretary-travels-birch-ben": (5, 13, 0),
    }


def test_a_changed_entry_is_found(tmp_path: Path, imported) -> None:
    import shutil

    shutil.copytree(RECORD, tmp_path / "copy")
    file = tmp_path / "copy" / "secretary-travels" / "birch-ben.xml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Visited a station", "Saw a station"), encoding="utf-8"
    )
    text, code = kg("verify", "--articles", str(tmp_path / "copy"), "--facts", str(imported[0] / "facts"))
    assert code == 1
    assert "secretary-travels-birch-ben: entry 14 is not as it was curated" in text
    assert "claim secretary-travels-birch-ben/stop-14 stands on an entry that differs" in text


def test_a_stop_carries_its_number_and_lines_in_place_of_a_paragraph(graph: Dataset) -> None:
    query = """SELECT ?place ?line ?remarks ?date ?city ?listed ?named {
        ?claim kg:tells id:alder-1988-05-03-russia ; kg:status kg:accepted ; kg:listedAs ?listed ;
               kg:namedAs ?named ; kg:evidence ?passage .
        ?passage kg:sentence ?place ; kg:line ?line ; kg:remarksLine ?remarks .
        id:alder-1988-05-03-russia kg:date ?date ; kg:place ?city ; kg:hostState id:RUS }"""
    assert rows(graph, query) == [
        ("2", "18", "26", "1988-05-03", "moscow-russia", "russia", "U.S.S.R."),
    ]
    assert not graph.query("ASK { ?passage a kg:Passage ; kg:paragraph ?number }").value


def test_a_locale_of_two_cities_names_both(graph: Dataset) -> None:
    query = "SELECT ?city { id:alder-2001-02-01-mexico kg:placeVisited ?city } ORDER BY ?city"
    assert rows(graph, query) == [("monterrey-mexico",), ("tijuana-mexico",)]


def test_a_past_state_is_none_of_its_successors(graph: Dataset) -> None:
    query = "SELECT ?host { id:alder-1988-05-04-czechoslovakia kg:hostState ?host }"
    assert rows(graph, query) == [("czechoslovakia",)]


def test_a_place_without_a_state_has_no_host_and_no_tie(graph: Dataset) -> None:
    assert graph.query("ASK { id:birch-2020-02-01-antarctica kg:region id:antarctica }").value
    query = "ASK { VALUES ?p { kg:hostState kg:code } id:birch-2020-02-01-antarctica ?p ?o }"
    assert not graph.query(query).value


def test_a_doubled_stop_is_kept_and_counts_once(graph: Dataset) -> None:
    query = "SELECT ?stop ?first { ?stop kg:doubles ?first ; a kg:Stop }"
    assert rows(graph, query) == [("alder-2001-02-01-mexico-6", "alder-2001-02-01-mexico")]
    assert rows(graph, "SELECT ?code { id:alder-2001-02-01-mexico-6 kg:code ?code }") == []
    assert len(rows(graph, "SELECT ?stop { ?stop a kg:Stop }")) == 14


def test_stops_at_most_a_day_apart_are_one_tour(graph: Dataset) -> None:
    query = """SELECT ?tour (COUNT(?stop) AS ?stops) (MIN(?d) AS ?first) { ?stop a kg:Stop ; kg:tour ?tour .
        ?tour kg:date ?d } GROUP BY ?tour ORDER BY ?tour"""
    assert [(tour, int(stops)) for tour, stops, _ in rows(graph, query)] == [
        ("alder-tour-1988-05-01", 3),
        ("alder-tour-1995-06-10", 1),
        ("alder-tour-2001-02-01", 2),
        ("alder-tour-2001-03-01", 1),
        ("birch-tour-2019-12-31", 2),
        ("birch-tour-2020-01-05", 1),
        ("birch-tour-2020-02-01", 1),
        ("birch-tour-2024-01-01", 1),
        ("cedar-tour-1995-06-10", 1),
        ("cedar-tour-1996-01-02", 1),
    ]


def test_whom_they_met_is_a_person_where_that_is_certain_and_a_text_where_it_is_not(graph: Dataset) -> None:
    query = """SELECT ?meeting ?for ?post ?who ?named { ?meeting a kg:Meeting ; kg:participation ?part .
        ?part kg:role ?role FILTER(?role != kg:visitor) OPTIONAL { ?part kg:for ?for } OPTIONAL { ?part kg:as ?post }
        OPTIONAL { ?part kg:who ?who } OPTIONAL { ?part kg:named ?named } } ORDER BY ?meeting ?who ?named"""
    assert rows(graph, query) == [
        # One spelling has accents, the other has none: one person.
        ("alder-1988-05-01-mexico-talks-mex", "MEX", "mex-foreign-minister", "", "Foreign Secretary Tres"),
        ("alder-1988-05-01-mexico-talks-mex", "MEX", "mex-president", "uno-dos", ""),
        ("alder-1988-05-03-russia-talks-rus", "RUS", "rus-foreign-minister", "ivan-petrov", ""),
        ("alder-2001-02-01-mexico-talks-mex", "MEX", "mex-president", "alvaro-nunez", ""),
        ("alder-2001-03-01-russia-talks-rus", "RUS", "rus-foreign-minister", "", "Foreign Minister Petrov"),
        ("birch-2019-12-31-mexico-talks-mex", "MEX", "mex-president", "alvaro-nunez", ""),
        ("birch-2020-01-03-turkiye-talks-tur", "TUR", "tur-president", "deniz-kaya", ""),
        # Named after a Russian, she may be Russia's as well as the host's.
        ("birch-2024-01-01-mexico-talks-others", "", "", "", "Foreign Minister Rosa Paz"),
        ("birch-2024-01-01-mexico-talks-rus", "RUS", "rus-foreign-minister", "ivan-petrov", ""),
        ("cedar-1995-06-10-mexico-talks-mex", "MEX", "mex-president", "cuatro-cinco", ""),
    ]
    assert rows(graph, "SELECT ?who { ?part kg:named 'Foreign Minister Petrov' ; kg:mayBe ?who }") == [
        ("ivan-petrov",)
    ]
    names = rows(graph, "SELECT ?name { id:alvaro-nunez rdfs:label|skos:altLabel ?name } ORDER BY ?name")
    assert names == [("Alvaro Nunez",), ("Álvaro Núñez",)]


# --- the cross-checks: numbers worked by hand on the small record, and those of the whole one ---------------

COUNTRY = """SELECT ?claim ?start { ?claim kg:listedAs "%s" ; kg:article ?article ; kg:tells ?stop .
    ?stop a kg:Stop ; kg:earliest ?start ; kg:participation/kg:as id:us-secretary-of-state }"""
NETWORK = """SELECT DISTINCT ?who ?country { ?claim kg:listedAs ?country ; kg:tells ?stop .
    ?stop kg:participation ?part . ?part kg:as id:us-secretary-of-state ; kg:who ?who }"""


def stops_in(graph: Dataset, country: str) -> tuple[int, int]:
    """The Secretaries' stops, and those that start from 1990 to 2019."""
    starts = [start for _, start in rows(graph, COUNTRY % country)]
    return len(starts), sum("1990" <= start[:4] <= "2019" for start in starts)


def network(graph: Dataset) -> nx.Graph:
    return nx.Graph([(who, f"country: {country}") for who, country in rows(graph, NETWORK)])


def test_the_secretaries_stops_in_a_state_are_counted(graph: Dataset) -> None:
    # Mexico: 1, 4, 5, 6, 11 and 15; of these 4, 5, 6 and 11 start from 1990 to 2019. The President's is no one's.
    assert stops_in(graph, "mexico") == (6, 4)
    assert stops_in(graph, "russia") == (2, 1)


def test_secretaries_and_countries_are_one_network(graph: Dataset) -> None:
    found = network(graph)
    # Alder: Mexico, Russia, Czechoslovakia. Birch: Mexico, Türkiye, West Bank, Antarctica.
    assert (len(found), found.number_of_edges(), nx.number_connected_components(found)) == (8, 7, 1)
    assert found.degree("country: mexico") == 2
    # A tree: through Birch run the pairs of his three leaves with each other and with the four others, 3 + 12 of 21.
    assert nx.betweenness_centrality(found)["ben-birch"] == pytest.approx(15 / 21)


WHOLE = {
    "mexico": (65, 28),
    "argentina": (23, 10),
    "peru": (17, 9),
    "colombia": (30, 15),
    "jamaica": (5, 2),
    "ecuador": (12, 4),
    "el-salvador": (15, 6),
}


def test_the_whole_record_gives_its_known_numbers(tmp_path: Path) -> None:
    if not SHARED.exists():
        pytest.skip(ABSENT)
    text, code = kg("import", "travels", str(SHARED), "-o", str(tmp_path / "travels"), "--format", "json")
    assert code == 0
    # Three stops of Secretaries stand twice (two of 2021-03, one of 1988-02-28), and one of a President (2021-11).
    assert counted(text) == {"records": 4271, "stops": 4271, "tours": 1463, "rejected": 0, "doubled": 4}
    assert "country ids with several names: 17; each stop keeps its own:" in text
    graph = open_dataset(tmp_path / "travels")
    assert {country: stops_in(graph, country) for country in WHOLE} == WHOLE
    found = network(graph)
    assert (len(found), found.number_of_edges(), nx.number_connected_components(found)) == (211, 1328, 1)
    assert (found.degree("country: united-kingdom"), found.degree("country: mexico")) == (30, 21)
    assert round(nx.betweenness_centrality(found)["hillary-rodham-clinton"], 6) == 0.165354
    doubles = rows(
        graph, "SELECT ?stop ?date { ?stop kg:doubles ?first ; kg:date ?date ; a kg:Stop } ORDER BY ?date"
    )
    assert Counter(stop.split("-")[0] for stop, _ in doubles) == {"shultz": 1, "blinken": 2, "biden": 1}


# --- what is rejected, with file, line and reason ------------------------------------------------------------

REJECTED = {
    "no start": (trip(start_date=None), 2, "start-date is missing"),
    "an empty end": (trip(end_date=""), 7, "end-date: no day is written"),
    "a day that is none": (trip(start_date="2001-02-30"), 6, "start-date: “2001-02-30” does not exist"),
    "a month alone": (trip(start_date="2001-02"), 6, "start-date: “2001-02” is not a day such as 2018-02-01"),
    "other digits": (trip(end_date="٢٠٠١-٠٢-٠٢"), 7, "end-date: “٢٠٠١-٠٢-٠٢” is not a day"),
    "an end before the start": (
        trip(end_date="2001-01-31"),
        7,
        "end-date: 2001-01-31 is before the start, 2001-02-01",
    ),
    "an unknown country": (
        trip("mexiko"),
        8,
        "no state is known under the id “mexiko” (did you mean “mexico”?)",
    ),
    "a country without id": (trip(""), 8, "no state is known under the id “”"),
    "a country without name": (trip(country=""), 8, "country: a name of at most 60 characters is due"),
    "no number": (trip(id="one"), 3, "id: “one” is not a number from 1"),
    "a role that is none": (trip(role="envoy"), 4, "role: “envoy” is not one of secretary, president"),
    "nobody": (trip(who=""), 2, "who is missing in <trip>"),
    "no name": (trip(name=""), 5, "name: no value is written"),
    "two countries": (
        trip(remarks="</remarks><country id='peru'>Peru</country><remarks>"),
        2,
        "country stands 2 times",
    ),
    "a letter that cannot be seen": (trip(locale="Mexico\u200b City"), 9, "locale: U+200B ZERO WIDTH SPACE"),
    "no trip": ("<journey/>\n", 2, "<journey> stands where a <trip> is due"),
}


def test_there_are_sixteen_cases_of_rejection() -> None:
    assert len(REJECTED) == 16


@pytest.mark.parametrize("case", REJECTED)
def test_a_trip_that_cannot_be_taken_is_told_and_the_others_stay(case: str, tmp_path: Path) -> None:
    bad, line, reason = REJECTED[case]
    source = folder(tmp_path, bad, trip(id="2"))
    found = read(Source(source))
    assert found.counts == {"records": 2, "stops": 1, "tours": 1, "rejected": 1, "doubled": 0}
    (problem,) = found.rejected
    assert problem.mark.path == str(source / "alder-ann-b.xml")
    assert reason in problem.message
    assert problem.mark.line == line


def test_a_number_that_stands_twice_is_rejected_the_second_time(tmp_path: Path) -> None:
    found = read(Source(folder(tmp_path, trip(), trip())))
    (problem,) = found.rejected
    assert problem.message == f"id: trip 1 stands already at {tmp_path / 'source' / 'alder-ann-b.xml'}:2:1"


def test_a_rejected_trip_leaves_the_folder_written_and_the_exit_code_1(tmp_path: Path) -> None:
    source = folder(tmp_path, trip("mexiko"), trip(id="2"))
    text, code = kg("import", "travels", str(source), "-o", str(tmp_path / "out"), "--format", "json")
    assert code == 1
    assert f"{source / 'alder-ann-b.xml'}:8:1: country: no state is known" in text
    assert counted(text)["rejected"] == 1
    assert (tmp_path / "out" / "snapshot" / "graph.nq").is_file()


def test_a_trip_inside_another_is_no_part_of_it_and_is_not_lost(tmp_path: Path) -> None:
    inner = trip(id="9").replace("\n", "")
    nested = trip(remarks="Official visit.").replace("</trip>", f"{inner}</trip>")
    found = read(Source(folder(tmp_path, nested)))
    assert found.counts == {"records": 2, "stops": 1, "tours": 1, "rejected": 1, "doubled": 0}
    (problem,) = found.rejected
    assert (problem.mark.line, problem.message[:40]) == (11, "<trip> stands inside of another element:")


def test_the_last_day_that_there_is_ends_a_stop_like_any_other(tmp_path: Path) -> None:
    first, last = trip(start_date="0001-01-01", end_date="0001-01-01"), trip(id="2", end_date="9999-12-31")
    found = read(Source(folder(tmp_path, first, last)))
    assert found.counts == {"records": 2, "stops": 2, "tours": 2, "rejected": 0, "doubled": 0}
    corpus = read_corpus((Path(__file__).parent / "cases" / "audit",))
    assert audit(corpus, record_against("travels", tmp_path / "source", corpus))


def test_an_id_with_two_names_and_a_name_with_two_ids_are_one_person_and_said(tmp_path: Path) -> None:
    others = (
        trip(id="2", name="Ann Alder"),
        trip(id="3", who="alder-ann", start_date="2001-03-01", end_date="2001-03-01"),
    )
    found = read(Source(folder(tmp_path, trip(), trip(id="4"), *others)))
    assert "alder-ann-b has several names and is one person: Ann Alder, Ann B. Alder" in found.notes
    assert "Ann B. Alder has several ids and is one person: alder-ann, alder-ann-b" in found.notes
    corpus = corpus_of_import(found)
    (person,) = [
        e for e in corpus.entities if e.record.text("state") == "USA" and e.record.kind.name == "Person"
    ]
    assert (person.slug, person.record.texts("names")) == ("ann-b-alder", ("Alder", "Ann Alder"))


def test_two_persons_of_one_name_are_told_apart_by_their_states(tmp_path: Path) -> None:
    met = (
        "Met with Mexican President {0}.",
        "Met with Peruvian President {0}.",
        "Met with Chilean President Mike Pompeo.",
    )
    trips = [trip(id=str(n), remarks=words.format("Juan Pérez")) for n, words in enumerate(met, start=1)]
    again = trip(id="4", remarks="Met with Peruvian Foreign Minister Ann B. Alder.")
    corpus = corpus_of_import(read(Source(folder(tmp_path, *trips, again))))
    names = {e.slug: e.record.text("name") for e in corpus.entities if e.record.kind.name == "Person"}
    assert names == {
        "ann-b-alder": "Ann B. Alder",
        "ann-b-alder-per": "Ann B. Alder (Peru)",
        "juan-perez": "Juan Pérez",
        "juan-perez-per": "Juan Pérez (Peru)",
        "mike-pompeo-chl": "Mike Pompeo (Chile)",
    }


def test_fields_that_are_not_read_are_named(tmp_path: Path) -> None:
    found = read(Source(folder(tmp_path, trip(mood="good"))))
    assert "alder-ann-b.xml: fields that are not read: mood (1)" in found.notes


# --- the folder ------------------------------------------------------------------------------------------------


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear", encoding="utf-8")
    text, code = kg("import", "travels", str(RECORD), "-o", str(tmp_path / "out"))
    assert code == 2 and "is not empty and not an import: nothing was written" in text
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("make", "said", "exit_code"),
    [
        (lambda place: None, "there is no such folder", 3),
        (lambda place: place.mkdir(), "no travels: the folder holds no .xml file", 1),
        (lambda place: folder(place.parent), "no travels: no file holds a <trip>", 1),
    ],
)
def test_a_source_without_travels_is_said(tmp_path: Path, make, said: str, exit_code: int) -> None:
    make(tmp_path / "source")
    text, code = kg("import", "travels", str(tmp_path / "source"), "-o", str(tmp_path / "out"))
    assert (code, said in text) == (exit_code, True)
    assert not (tmp_path / "out").exists()


# --- beside the articles ---------------------------------------------------------------------------------------


def beside(tmp_path: Path) -> Path:
    """An import of one stop that an article announces, and of one that no article tells."""
    told = trip(
        "peru",
        "tillerson-rex-w",
        name="Rex W. Tillerson",
        start_date="2018-02-05",
        end_date="2018-02-06",
        country="Peru",
        locale="Lima",
        remarks="Met with President Pedro Pablo Kuczynski.",
    )
    untold = trip(
        "qatar",
        "tillerson-rex-w",
        id="2",
        name="Rex W. Tillerson",
        start_date="2018-03-01",
        end_date="2018-03-01",
        country="Qatar",
        locale="Doha",
    )
    source = folder(tmp_path, told, untold, name="tillerson-rex-w.xml")
    assert kg("import", "travels", str(source), "-o", str(tmp_path / "out"))[1] == 0
    return tmp_path / "out"


def test_a_stop_that_articles_tell_is_the_same_event(tmp_path: Path) -> None:
    shipped, record = read_corpus(), read_corpus(record=(beside(tmp_path),))
    told = [claim for claim in record.claims if claim.subject == "tillerson-2018-peru"]
    assert [claim.name for claim in told] == ["002/peru-stop", "tillerson-rex-w/stop-1"]
    labels = [
        coding.record.text("label") for coding in record.codings if coding.slug == "tillerson-2018-peru"
    ]
    assert labels == ["Tillerson's visit to Peru, early 2018"]
    (person,) = [entity for entity in record.entities if entity.slug == "rex-tillerson"]
    assert "Rex W. Tillerson" in person.record.texts("names")
    assert len(record.claims) == len(shipped.claims) + 6
    assert len({claim.name for claim in record.claims}) == len(record.claims)


def test_without_the_record_no_number_changes_and_with_it_the_announced_stop_is_told(tmp_path: Path) -> None:
    shipped, both = open_dataset(), open_dataset(record=(beside(tmp_path),))
    assert open_dataset().sha256 == shipped.sha256 != both.sha256
    asked = "ASK { id:tillerson-2018-peru a kg:Stop ; kg:date '2018-02-05/2018-02-06'^^edtf:EDTF }"
    assert not shipped.query(asked).value
    assert both.query(asked).value
    ties = [
        kg("ties", "--during", "2018", "--format", "json", *more)[0]
        for more in ((), ("--with-record", str(tmp_path / "out")))
    ]
    pairs = [
        {(row["a"], row["b"]): row for row in json.loads(t[t.index("[") : t.rindex("]") + 1])} for t in ties
    ]
    assert ("PER", "USA") not in pairs[0]
    # A visit, 4 / 10, of a foreign minister, 0.8, on official record, 1.0; the talks are part of it.
    assert pairs[1]["PER", "USA"]["p"] == pytest.approx(0.32)
    assert pairs[1]["PER", "USA"]["publishers"] == 1


def test_a_record_stands_beside_facts_and_not_beside_what_is_built(tmp_path: Path) -> None:
    place = beside(tmp_path)
    text, code = kg("stats", "--graph", str(place), "--with-record", str(place))
    assert code == 2 and "--graph opens what is built, --with-record builds: give one of them" in text
    import kg as library

    assert library.open(with_record=place).sha256 == open_dataset(record=(place,)).sha256


def test_a_stop_of_the_same_days_at_another_place_is_no_double(tmp_path: Path) -> None:
    for locale, doubled in (("Mexico City", 1), ("Monterrey", 0)):
        found = read(Source(folder(tmp_path / locale, trip(), trip(id="2", locale=locale))))
        assert found.counts["doubled"] == doubled


def test_a_third_thing_of_a_name_has_a_number() -> None:
    slugs = Slugs(("paz",))
    assert [slugs.fresh("paz", "ecu") for _ in range(3)] == ["paz-ecu", "paz-ecu-2", "paz-ecu-3"]
    # the longest name that there can be gives way to its ending
    assert [slugs.fresh("a" * 80, "ecu") for _ in range(2)] == ["a" * 80, "a" * 76 + "-ecu"]


def test_an_article_of_a_record_is_dated_by_its_last_edit_unless_it_tells_of_a_later_day(
    tmp_path: Path,
) -> None:
    # the trip of the case ends on 2 February 2001
    for edited, stated in (("2001-02-01", None), ("2001-02-02", "2001-02-02"), ("2001-03-01", "2001-03-01")):
        tag = {"last-modified-datetime": f"{edited}T12:00:00"}
        found = read(Source(folder(tmp_path / edited, trip(**tag))))
        published = found.files["articles/alder-ann-b.yaml"]["article"]["published"]
        assert published.get("stated") == stated
        assert published["edtf"] == (stated or "2001-02-02/..")
