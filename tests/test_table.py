"""Facts that a curator keeps in a spreadsheet: read with every slip at its cell, and written back as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from documents import kg
from hypothesis import given
from hypothesis import strategies as st

from kg.curation.characters import UNWANTED
from kg.curation.corpus import joined
from kg.curation.loading import read_corpus
from kg.curation.verification import verify
from kg.graph.build import dataset_text
from kg.importing import table
from kg.importing.facts_text import corpus_of, flow_text, scalar_text
from kg.importing.imported import Source
from kg.importing.table_export import claims_table, entities_table
from kg.importing.table_text import parse_table, read_table, table_bytes
from kg.problems import KgError, ProblemsFound

# --- the text of a table ---------------------------------------------------------------------------------

GOOD = {
    "quotes in CSV": ('a,b\n"x, ""y""",2\n', ",", [['x, "y"', "2"]]),
    "a line end in a cell": ('a,b\n"x\ny",2\n3,4\n', ",", [["x\ny", "2"], ["3", "4"]]),
    "quotes are letters in TSV": ('a\tb\nUS"A\t"IRN\nFRA\t"\n', "\t", [['US"A', '"IRN'], ["FRA", '"']]),
    "old Mac line ends": ("a,b\r1,x\r2,y", ",", [["1", "x"], ["2", "y"]]),
    "Windows line ends and a byte order mark": ("\ufeffa,b\r\n1,x\r\n", ",", [["1", "x"]]),
    "a code with a zero before it": ("a,b\n010,x\n", ",", [["010", "x"]]),
    "a text that a spreadsheet would run": ("a,b\n'=1+1,'-5\n", ",", [["=1+1", "-5"]]),
    "empty lines": ("a,b\n\n1,x\n\n,\n", ",", [["1", "x"]]),
    "semicolons": ("a;b\n1;x,y\n", ";", [["1", "x,y"]]),
}
BAD = {
    "two columns of one name": (
        b"a,b,b\n1,2,3\n",
        ["1:3: 2 columns are called", "1:5: 2 columns are called"],
    ),
    "a column without a name": (b"a,\n1,2\n", ["1:3: column 2 has no heading"]),
    "a short row": (
        b"a,b\n1\n2,3\n4,5,6\n",
        ["2:1: 1 cell, and the header has 2", "4:1: 3 cells, and the header has 2"],
    ),
    "a NUL": (b"a,b\n1,x\x00\n", ["2:3: U+0000 is a control character"]),
    "a letter that cannot be seen": ("a,b\n1,x\u202ey\n".encode(), ["2:3: U+202E RIGHT-TO-LEFT OVERRIDE"]),
    "a quote that is not closed": (b'a,b\n1,"x\n2,y\n', ["2:3: a quote is opened here and never closed"]),
    "a quote inside a cell": (b'a,b\n1,x"y\n', ["2:3: a quote inside a cell"]),
    "letters after a quote": (b'a,b\n1,"x"y\n', ["2:3: after the closing quote stands"]),
    "Latin-1": ("a,b\n1,é\n".encode("latin-1"), ["2:3: not UTF-8: byte 0xE9 at byte offset 6"]),
    "UTF-8, then Latin-1": ("é,b\né,".encode() + b"\xe9\n", ["2:3: not UTF-8: byte 0xE9 at byte offset 8"]),
    "Latin-1 behind a mark": (b"\xef\xbb\xbfa,b\n1,\xe9\n", ["2:3: not UTF-8: byte 0xE9 at byte offset 9"]),
    "UTF-16": ("a,b\n".encode("utf-16"), ["1:1: the file is in UTF-16"]),
    "semicolons that nobody told of": (
        b"a;b\n1;2\n",
        ["1:1: the header is one cell: write “delimiter: semicolon”"],
    ),
    "tabs that nobody told of": (b"a\tb\n1\t2\n", ["1:1: the header is one cell: write “delimiter: tab”"]),
    "a word to one spreadsheet": (b"sep=,\r\na,b\r\n", ["1:1: “sep=” is a word to one spreadsheet"]),
    "a title above the headings": (
        b"Visits\na,b\n1,2\n",
        ["1:1: “Visits” is one cell, and the rows have 2: the headings must stand first"],
    ),
    "nothing": (b"\n\n", ["1:1: no table: the file is empty"]),
}


def test_there_are_nine_good_tables_and_seventeen_bad_ones() -> None:
    assert (len(GOOD), len(BAD)) == (9, 17)


@pytest.mark.parametrize("case", GOOD)
def test_a_table_is_read_cell_by_cell(case: str) -> None:
    text, delimiter, rows = GOOD[case]
    found = parse_table(text.encode(), "t", delimiter)
    assert [cell.text for cell in found.header] == ["a", "b"]
    assert [[cell.text for cell in row.cells] for row in found.rows] == rows


@pytest.mark.parametrize("case", BAD)
def test_a_table_that_cannot_be_read_is_told_at_its_cells(case: str) -> None:
    data, places = BAD[case]
    with pytest.raises(ProblemsFound) as refused:
        parse_table(data, "t", ",")
    found = [str(problem) for problem in refused.value.problems]
    assert len(found) == len(places)
    for told, place in zip(found, places, strict=True):
        assert told.startswith(f"t:{place}")


def test_a_cell_knows_its_line_and_column() -> None:
    found = parse_table(b'a,b\n"x\ny",2\n3,4\n', "t", ",")
    places = [[(cell.mark.line, cell.mark.column) for cell in row.cells] for row in found.rows]
    assert places == [[(2, 1), (3, 4)], [(4, 1), (4, 3)]]
    assert [(row.line, row.lines) for row in found.rows] == [(2, 2), (4, 1)]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12).filter(
    lambda text: not UNWANTED.search(text)
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;"))
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(rows, delimiter) -> None:
    kept = [(f"n{n}", *row) for n, row in enumerate(rows)]
    data = table_bytes([("h", "i", "j"), *kept], delimiter)
    found = parse_table(data, "t", delimiter)
    assert [tuple(cell.text for cell in row.cells) for row in found.rows] == kept
    for line in data.decode().split("\n"):
        assert not line.startswith(("=", "+", "-", "@"))


@given(
    st.recursive(
        CELLS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS.filter(bool), inner, max_size=3),
        max_leaves=6,
    )
)
def test_plain_data_is_read_back_from_its_yaml(data) -> None:
    import yaml

    assert yaml.load(flow_text(data), Loader=yaml.BaseLoader) == data


def test_a_text_that_yaml_takes_for_something_else_is_quoted() -> None:
    assert [scalar_text(text) for text in ("NO", "null", "a: b", "#1", "1e5", "")] == [
        *('"NO"', '"null"', '"a: b"', '"#1"', '"1e5"', '""')
    ]
    assert [scalar_text(text) for text in ("Peña Nieto", "mexico-city", "2018-02-01/2018-02-02", "17")] == [
        *("Peña Nieto", "mexico-city", "2018-02-01/2018-02-02", "17")
    ]


# --- a table with its mapping --------------------------------------------------------------------------------

TABLE = """\
Visit,Event,What,Guest,To,City,Day,Met,Words,Remarks
quito,pompeo-quito,A visit to Quito,mike-pompeo,ECU,quito,2018-06-08,lenin-moreno,He came; he saw.,mine
lima,pompeo-lima,A visit to Lima,mike-pompeo,PER,,2018-06,,He went on.,
"""
MAPPING = """\
article: {id: visits, title: Visits, published: {edtf: 2019-05-01, derived: curator}}
curator: A curator
fixed:
  modality: happened
  date.derived: text
  participants.for: USA
  participants.as: us-secretary-of-state
  participants[2].role: host
columns:
  Visit: claim
  Event: stop
  What: event.label
  Guest: participants.who
  To: host
  City: place
  Day: date.edtf
  Met: participants[2].who
  Words: paraphrase
ignored: Remarks
"""


def written(folder: Path, rows: str = TABLE, mapping: str = MAPPING) -> Source:
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    (folder / "visits.yaml").write_text(mapping, encoding="utf-8")
    return Source(folder / "visits.csv", folder / "visits.yaml")


def test_rows_become_claims_that_point_at_their_lines(tmp_path: Path) -> None:
    source = written(tmp_path)
    text, code = kg(
        "import",
        "table",
        str(source.path),
        "--map",
        str(source.mapping),
        "-o",
        str(tmp_path / "out"),
        "--format",
        "json",
    )
    assert code == 0
    counts = json.loads(text[text.index("{") : text.index("}") + 1])
    assert counts == {"records": 2, "claims": 2, "events": 2, "rejected": 0}
    assert "open them with --facts DIR --with-corpus" in text
    corpus = read_corpus((tmp_path / "out", *shipped()))
    quito, lima = (next(c for c in corpus.claims if c.name == f"visits/{name}") for name in ("quito", "lima"))
    assert (quito.own.text("at"), lima.own.text("at")) == ("2", "3")
    assert (quito.subject, quito.told.text("place"), lima.told.text("place")) == (
        "pompeo-quito",
        "quito",
        None,
    )
    # A semicolon in a field of one value is a letter of it.
    assert quito.own.text("paraphrase") == "He came; he saw."
    # The second participant stands only where the row names one.
    people = [[i.record.text("who") for i in c.told.items("participants") if i.record] for c in (quito, lima)]
    assert people == [["mike-pompeo", "lenin-moreno"], ["mike-pompeo"]]
    (visits,) = (each for each in verify(corpus, tmp_path) if each.article == "visits")
    assert (visits.paragraphs, visits.claims, visits.orphans, visits.findings) == (2, 2, 0, ())
    facts = ("--facts", str(tmp_path / "out"), "--with-corpus")
    assert kg("show", "pompeo-quito", *facts)[1] == 0


def shipped() -> tuple[Path, ...]:
    from kg.vocabulary import corpus_folder

    return (corpus_folder(),)


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


# the table's text, its replacement, and the line, column and words of the problem
IN_TABLE = {
    "an unknown name": (
        "ECU,quito",
        "ECU,kito",
        "visits.csv:2:53: place: nothing is called kito (did you mean “quito”?)",
    ),
    "the wrong kind of name": (
        "ECU,quito",
        "ECU,lenin-moreno",
        "visits.csv:2:53: place: lenin-moreno is a Person",
    ),
    "a date that is none": ("2018-06-08", "2018-06-31", "visits.csv:2:59: edtf: “2018-06-31” does not exist"),
    "other digits": ("2018-06-08", "٢٠١٨", "visits.csv:2:59: edtf: “٢٠١٨” is no date"),
    "two values for one": ("ECU,", "ECU; PER,", "visits.csv:2:49: host: “ECU; PER” is not a name"),
    "a name that is none": ("pompeo-lima", "Pompeo Lima", "visits.csv:3:6: “Pompeo Lima” is not a name"),
    "no claim": ("\nlima,", "\n,", "visits.csv:3:1: claim is missing"),
    "two claims of one name": (
        "lima,pompeo-lima",
        "\nquito,pompeo-lima",
        "the claim “visits/quito” stands here and at",
    ),
    "too many words": ("He went on.", "a " * 21, "paraphrase: "),
}
IN_MAPPING = {
    "an unknown field": (
        "City: place",
        "City: plase",
        "visits.yaml:15:9: a stop of a tour has no field “plase”",
    ),
    "no field at all": (
        "City: place",
        "City: the place",
        "visits.yaml:15:9: “the place” is no field such as host",
    ),
    "a column that is not there": (
        "City: place",
        "Town: place",
        "visits.yaml:15:9: the table has no column “Town”",
    ),
    "two columns for one field": (
        "Words: paraphrase",
        "Words: paraphrase\n  Remarks: paraphrase",
        "visits.yaml:19:12: paraphrase is filled by the column “Words” already",
    ),
    "a column that is forgotten": (
        "ignored: Remarks",
        "ignored: []",
        "visits.csv:1:46: the mapping does not say what “Remarks” holds",
    ),
    "an unknown part": (
        "curator: A",
        "curators: A",
        "visits.yaml:2:1: a mapping has no part “curators” (did you mean “curator”?)",
    ),
    "an unknown choice": (
        "modality: happened",
        "modality: done",
        "visits.yaml:4:13: modality: “done” is not one of",
    ),
    "no columns": (MAPPING[MAPPING.index("columns:") : MAPPING.index("ignored")], "", "columns is missing"),
    "rows of no known form": (
        "curator: A",
        "rows: events\ncurator: A",
        "visits.yaml:2:7: rows: “events” is not one of claims, entities",
    ),
    "rows of the other form": (
        "curator: A",
        "rows: entities\ncurator: A",
        "visits.csv:1:1: “rows: entities” needs slug, and no column and no fixed value gives it; "
        "or write “rows: claims” in the mapping",
    ),
    "a column that every row needs": (
        "Visit: claim",
        "Visit: note",
        "visits.csv:1:1: “rows: claims” needs claim, and no column and no fixed value gives it\n",
    ),
    "two values for one part": (
        "curator: A",
        "rows: [claims, entities]\ncurator: A",
        "visits.yaml:2:7: rows is one text",
    ),
    "a delimiter of no known form": (
        "curator: A",
        "delimiter: tabs\ncurator: A",
        "visits.yaml:2:12: delimiter: “tabs” is not one of comma, semicolon, tab (did you mean “tab”?)",
    ),
    "another delimiter than the table's": (
        "curator: A",
        "delimiter: semicolon\ncurator: A",
        "visits.csv:1:1: the header is one cell: write “delimiter: comma” in the mapping",
    ),
    "columns of another table": (
        MAPPING[MAPPING.index("columns:") : MAPPING.index("ignored")],
        "columns: {Slug: claim, Name: stop, State: host, Date: date.edtf}\n",
        "visits.csv:1:1: the first line has “Visit”, “Event”, “What”, … and none of the columns of the mapping: "
        "“Slug”, “Name”, “State”, … are due\nkg: 1 problem",
    ),
    "both kinds of article": (
        "curator: A",
        "articles: {x: {}}\ncurator: A",
        "visits.yaml:2:11: name article (the record that the table is) or articles, one of them",
    ),
    "no article": ("article: {id", "articles: {id", "an article is written as its file's parts"),
}


def test_there_are_nine_slips_of_a_table_and_seventeen_of_a_mapping() -> None:
    assert (len(IN_TABLE), len(IN_MAPPING)) == (9, 17)


@pytest.mark.parametrize("slip", [*IN_TABLE, *IN_MAPPING])
def test_a_slip_comes_out_at_its_cell(slip: str, tmp_path: Path) -> None:
    old, new, told = IN_TABLE.get(slip) or IN_MAPPING[slip]
    rows = changed(TABLE, old, new) if slip in IN_TABLE else TABLE
    mapping = changed(MAPPING, old, new) if slip in IN_MAPPING else MAPPING
    source = written(tmp_path, rows, mapping)
    text, code = kg(
        "import", "table", str(source.path), "--map", str(source.mapping), "-o", str(tmp_path / "out")
    )
    assert code == 1
    assert told in text.replace(f"{tmp_path}/", ""), text
    assert not (tmp_path / "out").exists()


def test_events_that_count_in_no_tie_are_said(tmp_path: Path) -> None:
    source = written(tmp_path)
    (note,) = table.read(source).notes
    assert note.startswith("no event has a code, so that none counts in a tie: event.code gives one")
    coded = changed(MAPPING, "fixed:\n", "fixed:\n  event.code: CONSULT:Visit\n")
    coded = changed(coded, "ignored: Remarks", "  Remarks: event.between\nignored: []")
    rows = changed(TABLE, ",mine", ",ECU; USA")
    assert table.read(written(tmp_path, rows, coded)).notes == ()


def test_a_table_without_a_mapping_is_said(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="a table needs --map FILE"):
        table.read(Source(written(tmp_path).path))


# --- and back ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", (",", "\t"))
def test_the_shipped_facts_come_back_from_a_table_to_the_byte(tmp_path: Path, delimiter: str) -> None:
    corpus = replace(read_corpus(), conflicts=())
    trees = {}
    for name, written_as in (("claims", claims_table), ("entities", entities_table)):
        data, mapping = written_as(corpus, delimiter)
        (tmp_path / f"{name}.csv").write_bytes(data)
        (tmp_path / f"{name}.yaml").write_text(mapping, encoding="utf-8")
        trees |= table.read(Source(tmp_path / f"{name}.csv", tmp_path / f"{name}.yaml")).trees or {}
    again, problems = corpus_of(trees)
    assert problems == []
    assert len(again.claims) == len(corpus.claims) > 400
    assert dataset_text(again) == dataset_text(joined((corpus,)))


def test_a_table_that_was_imported_comes_back_and_is_imported_again(tmp_path: Path) -> None:
    source = written(tmp_path)
    run = ("import", "table", str(source.path), "--map", str(source.mapping), "-o")
    assert kg(*run, str(tmp_path / "out"))[1] == 0
    out = ("--facts", str(tmp_path / "out"), "--with-corpus")
    assert kg("export", "--format", "table", "-o", str(tmp_path / "again.tsv"), *out)[1] == 0
    head, *rows = (tmp_path / "again.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t")[:4] == ["article", "claim", "kind", "subject"]
    assert sum(row.startswith("visits\t") for row in rows) == 2
    text, code = kg(
        "import",
        "table",
        str(tmp_path / "again.tsv"),
        "--map",
        str(tmp_path / "again.yaml"),
        "-o",
        str(tmp_path / "back"),
    )
    assert code == 0 and "stand in the place of the shipped articles 000, 001, 002, 003, 004" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "claims.txt"), "a table's name ends in .csv, .tsv, .tab"),
        (("-o", "claims.csv", "--graph", "snapshot"), "a table holds facts"),
    ],
)
def test_what_no_table_is_made_of_is_said(words: tuple[str, ...], said: str) -> None:
    text, code = kg("export", "--format", "table", *words)
    assert (code, said in text) == (2, True)


def test_a_table_without_end_is_read_to_the_limit_only() -> None:
    with pytest.raises(KgError, match="/dev/zero: larger than 64 MB: split it"):
        read_table(Path("/dev/zero"))


@pytest.mark.parametrize("text", ["'=1", "''=1", "=1", "'a"])
def test_a_text_that_begins_like_a_guarded_formula_comes_back(text: str) -> None:
    written = table_bytes([["a"], [text]])
    assert parse_table(written, "t.csv", ",").rows[0].cells[0].text == text
    assert not written.splitlines()[1].startswith(b"=")
