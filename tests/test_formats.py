import csv
import io
import json
import random

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser

from kg.graph.answer import Table, Triples, Truth, table_from_rows
from kg.graph.formats import FORMATS, RDF_FORMATS, TABULAR, prefixed, write_answer
from kg.graph.plain_text import shown, width
from kg.graph.terms import read_term
from kg.problems import KgError
from kg.vocabulary import PREFIXES

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/legation/id/"
KG = "https://w3id.org/legation/ontology#"


def typed(text, kind):
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


MEX = ox.NamedNode(ID + "MEX")
ROWS = (
    (MEX, ox.Literal("México, D.F."), typed("3", "integer")),
    (ox.NamedNode("http://e/x"), ox.Literal('say "x" | y\nz', language="en"), typed("1.5", "decimal")),
    (ox.BlankNode("b0"), ox.Literal("=1+1"), None),
    (ox.NamedNode(KG + "Meeting"), ox.Literal(""), typed("true", "boolean")),
)
TABLE = Table(("who", "what", "n"), ROWS)
TRIPLES = Triples(
    (
        ox.Triple(MEX, ox.NamedNode(KG + "name"), ox.Literal("b")),
        ox.Triple(MEX, ox.NamedNode(KG + "name"), ox.Literal("a")),
        ox.Triple(ox.NamedNode("http://e/x"), ox.NamedNode(KG + "of"), MEX),
    )
)

WRITTEN = {
    "table": (
        "who           what            n\n"
        "------------  --------------  ----\n"
        "id:MEX        México, D.F.    3\n"
        '<http://e/x>  say "x" | y\\nz  1.5\n'
        "_:b0          =1+1\n"
        "kg:Meeting                    true\n"
    ),
    "csv": (
        "who,what,n\r\n"
        f'{ID}MEX,"México, D.F.",3\r\n'
        'http://e/x,"say ""x"" | y\nz",1.5\r\n'
        "_:b0,=1+1,\r\n"
        f"{KG}Meeting,,true\r\n"
    ),
    "tsv": (
        "?who\t?what\t?n\n"
        f'<{ID}MEX>\t"México, D.F."\t3\n'
        '<http://e/x>\t"say \\"x\\" | y\\nz"@en\t1.5\n'
        '_:b0\t"=1+1"\t\n'
        f'<{KG}Meeting>\t""\ttrue\n'
    ),
    "ndjson": (
        f'{{"who":"{ID}MEX","what":"México, D.F.","n":3}}\n'
        '{"who":"http://e/x","what":"say \\"x\\" | y\\nz","n":1.5}\n'
        '{"who":"_:b0","what":"=1+1"}\n'
        f'{{"who":"{KG}Meeting","what":"","n":true}}\n'
    ),
    "markdown": (
        "| who | what | n |\n"
        "| --- | --- | --- |\n"
        "| id:MEX | México, D.F. | 3 |\n"
        '| &lt;http://e/x&gt; | say "x" \\| y\\\\nz | 1.5 |\n'
        "| \\_:b0 | =1+1 |  |\n"
        "| kg:Meeting |  | true |\n"
    ),
}


@pytest.mark.parametrize(("form", "text"), WRITTEN.items())
def test_a_table_is_written_so(form, text):
    assert len(WRITTEN) == 5
    assert write_answer(TABLE, form) == text


def test_json_is_that_of_the_recommendation():
    # The example of SPARQL 1.1 Query Results JSON Format, 3.2.2, in our terms.
    assert json.loads(write_answer(TABLE, "json")) == {
        "head": {"vars": ["who", "what", "n"]},
        "results": {
            "bindings": [
                {
                    "who": {"type": "uri", "value": ID + "MEX"},
                    "what": {"type": "literal", "value": "México, D.F."},
                    "n": {"type": "literal", "value": "3", "datatype": XSD + "integer"},
                },
                {
                    "who": {"type": "uri", "value": "http://e/x"},
                    "what": {"type": "literal", "value": 'say "x" | y\nz', "xml:lang": "en"},
                    "n": {"type": "literal", "value": "1.5", "datatype": XSD + "decimal"},
                },
                {"who": {"type": "bnode", "value": "b0"}, "what": {"type": "literal", "value": "=1+1"}},
                {
                    "who": {"type": "uri", "value": KG + "Meeting"},
                    "what": {"type": "literal", "value": ""},
                    "n": {"type": "literal", "value": "true", "datatype": XSD + "boolean"},
                },
            ]
        },
    }


# ---- the engine's own writers as an oracle, byte for byte

ODD = [
    "''", "'a\\tb'", "'a\\nb'", "'a\\rb'", "'\"'", "','", "'\\\\'", "' lead'", "'trail '", "'=1'", "'<'", "'_:x'",
    "'é𝄞\u0301'", "'\u202e'", "'\u2028'", "'x'@en", "'x'@en-GB", "'x'@en--ltr", "1", "-1", "+1", "1.5", ".5",
    "1e0", "1.5E-3", "true", "false", "'01'^^<urn:d>", "'abc'^^xsd:integer", "'TRUE'^^xsd:boolean",
    "'2019-07-21'^^xsd:date", "'1'^^xsd:double", "<urn:a>", "<http://e/é>", "<<( <urn:a> <urn:b> 'x' )>>",
    "<<( <urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> )>>", "UNDEF",
]  # fmt: skip
ORACLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}


@pytest.mark.parametrize(("form", "oracle"), ORACLES.items())
def test_the_w3c_formats_are_those_of_the_engine(form, oracle):
    values = " ".join(f"({value} {value})" for value in ODD)
    query = f"PREFIX xsd: <{XSD}> SELECT ?x ?y {{ VALUES (?x ?y) {{ {values} }} }}"
    solutions = ox.Store().query(query)
    table = table_from_rows([variable.value for variable in solutions.variables], solutions)
    assert len(table.rows) == 37
    theirs = ox.Store().query(query).serialize(format=oracle).decode("utf-8")
    ours = write_answer(table, form)
    assert ours == (f"{theirs}\n" if form == "json" else theirs)


@pytest.mark.parametrize(
    "table", [Table((), ((),)), Table((), ()), Table(("x",), ()), Table(("x",), ((None,), (MEX,), (None,)))]
)
def test_empty_answers_are_written_as_the_engine_writes_them(table):
    values = (
        " ".join(f"<{row[0].value}>" if row[0] else "UNDEF" for row in table.rows) if table.variables else ""
    )
    names = "?x" if table.variables else "*"
    body = f"VALUES ?x {{ {values} }}" if table.variables else ("" if table.rows else "FILTER(false)")
    for form, oracle in ORACLES.items():
        theirs = ox.Store().query(f"SELECT {names} {{ {body} }}").serialize(format=oracle).decode()
        assert write_answer(table, form).removesuffix("\n") == theirs.removesuffix("\n")


# ---- other readers read what we write


def test_csv_and_tsv_are_read_back_by_others():
    assert list(csv.reader(io.StringIO(write_answer(TABLE, "csv"), newline=""))) == [
        ["who", "what", "n"],
        [ID + "MEX", "México, D.F.", "3"],
        ["http://e/x", 'say "x" | y\nz', "1.5"],
        ["_:b0", "=1+1", ""],
        [KG + "Meeting", "", "true"],
    ]
    read = TSVResultParser().parse(io.BytesIO(write_answer(TABLE, "tsv").encode()))
    assert [str(row[rdflib.Variable("what")]) for row in read.bindings] == [
        "México, D.F.",
        'say "x" | y\nz',
        "=1+1",
        "",
    ]


def test_every_line_of_ndjson_is_an_object_and_no_number_is_rounded():
    digits = {"123456789012345": 123456789012345, "1234567890123456": "1234567890123456", "0.1": 0.1}
    rows = tuple((typed(text, "decimal" if "." in text else "integer"),) for text in digits)
    lines = write_answer(Table(("n",), rows), "ndjson").splitlines()
    assert [json.loads(line)["n"] for line in lines] == list(digits.values())
    odd = Table(("n",), tuple((typed(text, "double"),) for text in ("NaN", "INF", "1e999", "9" * 5000)))
    assert [json.loads(line)["n"] for line in write_answer(odd, "ndjson").splitlines()] == [
        "NaN",
        "INF",
        "1e999",
        "9" * 5000,
    ]


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_triples_are_read_back_by_rdflib(form, name):
    read = rdflib.Graph().parse(data=write_answer(TRIPLES, form), format=name)
    assert {(str(s), str(p), str(o)) for s, p, o in read} == {
        (ID + "MEX", KG + "name", "a"),
        (ID + "MEX", KG + "name", "b"),
        ("http://e/x", KG + "of", ID + "MEX"),
    }


def test_triples_are_sorted_and_turtle_names_only_prefixes_that_it_uses():
    assert write_answer(TRIPLES, "turtle") == (
        f"@prefix kg: <{KG}> .\n@prefix id: <{ID}> .\n"
        '<http://e/x> kg:of id:MEX .\nid:MEX kg:name "a" , "b" .\n'
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_triples_does_not_show(form):
    mixed = list(TRIPLES.triples)
    random.Random(1).shuffle(mixed)
    assert write_answer(Triples(tuple(mixed)), form) == write_answer(TRIPLES, form)


def test_triples_as_a_table():
    assert write_answer(TRIPLES, "table") == (
        "subject       predicate  object\n"
        "------------  ---------  ------\n"
        "<http://e/x>  kg:of      id:MEX\n"
        "id:MEX        kg:name    a\n"
        "id:MEX        kg:name    b\n"
    )


def test_no_triples_are_a_valid_text_in_every_form():
    assert [write_answer(Triples(()), form) for form in RDF_FORMATS] == ["", "", "[]\n"]


def test_a_control_character_is_escaped_in_tsv_and_json():
    table = Table(("x",), ((ox.Literal("a\x08\x1fb"),),))
    assert write_answer(table, "tsv") == '?x\n"a\\b\\u001Fb"\n'
    assert '"a\\b\\u001fb"' in write_answer(table, "json")


# ---- what fits


def test_truth():
    forms = ("table", "ndjson", "markdown")
    assert [write_answer(Truth(True), form) for form in forms] == ["true\n"] * 3
    assert write_answer(Truth(False), "json") == '{"head":{},"boolean":false}\n'


MISFITS = {
    ("turtle", "select"): "turtle does not fit the answer of SELECT; these do: table, csv, tsv, json, ndjson, markdown",
    ("jsonld", "select"): "jsonld does not fit the answer of SELECT; these do: table, csv, tsv, json, ndjson, markdown",
    ("csv", "ask"): "csv does not fit the answer of ASK; these do: table, json, ndjson, markdown",
    ("turtle", "ask"): "turtle does not fit the answer of ASK; these do: table, json, ndjson, markdown",
    ("xml", "select"): "“xml” is no format; there are table, csv, tsv, json, ndjson, markdown, turtle, "
    "ntriples, jsonld",
    ("tutle", "ask"): "“tutle” is no format (did you mean “turtle”?); there are table, csv, tsv, json, ndjson, "
    "markdown, turtle, ntriples, jsonld",
}  # fmt: skip


@pytest.mark.parametrize(("case", "words"), MISFITS.items())
def test_a_form_that_does_not_fit_names_those_that_do(case, words):
    assert len(MISFITS) == 6
    form, kind = case
    with pytest.raises(KgError) as caught:
        write_answer(TABLE if kind == "select" else Truth(True), form)
    assert (str(caught.value), caught.value.exit_code) == (words, 2)


@pytest.mark.parametrize("form", TABULAR)
def test_every_tabular_form_ends_its_last_line(form):
    for answer in (TABLE, TRIPLES, Table((), ()), Table(("x",), ())):
        text = write_answer(answer, form)
        assert text.endswith("\n") or (text == "" and form == "ndjson" and not answer.rows)


# ---- for people: nothing acts, columns stand in line

UNSEEN = {
    "a\nb": "a\\nb",
    "a\tb\rc": "a\\tb\\rc",
    "\x1b[31mred": "\\u001b[31mred",
    "abc\u202edef": "abc\\u202edef",
    "\u2066x\u2069": "\\u2066x\\u2069",
    "zero\u200bwidth": "zero\\u200bwidth",
    "\ufeffx": "\\ufeffx",
    "\x85\u2028\u2029": "\\u0085\\u2028\\u2029",
    "\U000e0041": "\\U000e0041",
    "Ñandú — “x” 日本 👍": "Ñandú — “x” 日本 👍",
    "e\u0301": "e\u0301",
}


@pytest.mark.parametrize(("text", "written"), UNSEEN.items())
def test_unseen_characters_are_written_out(text, written):
    assert len(UNSEEN) == 11
    assert shown(text) == written
    for form in ("table", "markdown"):
        line = write_answer(Table(("x",), ((ox.Literal(text),),)), form).splitlines()[2]
        assert line.strip("| ") == (
            written if form == "table" else written.replace("\\", "\\\\").replace("[", "\\[")
        )


def test_columns_stand_in_line_whatever_the_script():
    assert [width(text) for text in ("abc", "日本", "e\u0301", "Ñ", "")] == [3, 4, 1, 1, 0]
    table = Table(
        ("x", "y"), ((ox.Literal("日本"), MEX), (ox.Literal("e\u0301"), MEX), (ox.Literal("abcd"), MEX))
    )
    lines = write_answer(table, "table").splitlines()
    assert {width(line[: line.index("id:MEX")]) for line in lines[2:]} == {6}


def test_no_markup_comes_through_markdown():
    hostile = "<script>alert(1)</script> | `x` *y* [z](javascript:1) &amp; \\ _w_ ~v~"
    row = write_answer(Table(("x",), ((ox.Literal(hostile),),)), "markdown").splitlines()[2]
    assert row == (
        "| &lt;script&gt;alert(1)&lt;/script&gt; \\| \\`x\\` \\*y\\* \\[z\\](javascript:1) "
        "&amp;amp; \\\\ \\_w\\_ \\~v\\~ |"
    )


PREFIXED = {
    ID + "MEX": "id:MEX",
    KG + "Meeting": "kg:Meeting",
    "https://w3id.org/legation/claim/001/ebrard-talks": "claim:001\\/ebrard-talks",
    "https://w3id.org/legation/article/001#8.2": "article:001\\#8.2",
    ID + "x#participants-1": "id:x\\#participants-1",
    ID + "a/b/c": f"<{ID}a/b/c>",
    ID: "id:",
    ID + "x.": f"<{ID}x.>",
    "http://e/x": "<http://e/x>",
}


@pytest.mark.parametrize(("iri", "written"), PREFIXED.items())
def test_an_iri_is_shortened_only_where_a_query_would_read_it_back(iri, written):
    assert len(PREFIXED) == 9
    assert prefixed(ox.NamedNode(iri)) == written
    asked = ox.Store().query(f"SELECT ({written} AS ?x) {{}}", prefixes=PREFIXES)
    assert [row[0].value for row in asked] == [iri]


@pytest.mark.parametrize("written", ["claim:001\\/ebrard-talks", "claim:001/ebrard-talks"])
def test_a_parameter_takes_a_claim_as_a_table_shows_it(written):
    assert read_term(written).value == "https://w3id.org/legation/claim/001/ebrard-talks"
