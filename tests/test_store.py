import gzip
import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import store as store_module
from kg.graph.foreign import open_rdf
from kg.graph.literals import change, misfit
from kg.graph.store import graphs_of, ill_typed, load_quads, load_store, read_rdf
from kg.problems import KgError, ProblemsFound

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
ONE = ["<http://e/a> <http://e/p> <http://e/b>"]


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path):
    with pytest.raises(KgError) as caught:
        read_rdf(path)
    assert not isinstance(caught.value, ProblemsFound)
    return str(caught.value), caught.value.exit_code


# ---- what is read

READ = {
    "a.ttl": "@prefix e: <http://e/> . e:a e:p e:b .",
    "b.TTL": "\ufeffPREFIX e: <http://e/>\r\ne:a e:p e:b .\r\n",
    "a.nt": "<http://e/a> <http://e/p> <http://e/b> .",
    "a.nq": "<http://e/a> <http://e/p> <http://e/b> .\n",
    "a.jsonld": '{"@context": {"p": {"@id": "http://e/p", "@type": "@id"}}, "@id": "http://e/a", "p": "http://e/b"}',
    "a.rdf": f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a">'
    '<e:p rdf:resource="http://e/b"/></rdf:Description></rdf:RDF>',
    "a.owl": f'<!-- x --><rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a"><e:p rdf:resource="http://e/b"/>'
    "</rdf:Description></rdf:RDF>",
}


@pytest.mark.parametrize(("name", "content"), READ.items())
def test_each_format_is_read_by_its_name(tmp_path, name, content):
    assert len(READ) == 7
    assert [str(quad) for quad in read_rdf(written(tmp_path, name, content))] == ONE


def test_named_graphs_are_kept(tmp_path):
    path = written(tmp_path, "a.trig", "<urn:g> { <urn:a> <urn:p> 1 } <urn:a> <urn:p> 2 .")
    assert {str(quad.graph_name) for quad in read_rdf(path)} == {"<urn:g>", "DEFAULT"}


def test_an_empty_file_has_no_quads(tmp_path):
    assert list(read_rdf(written(tmp_path, "a.ttl", ""))) == []


def test_literals_stay_as_they_are_written(tmp_path):
    texts = {
        "1.00": "decimal",
        "007": "integer",
        "2024-02-30": "date",
        "abc": "integer",
        "TRUE": "boolean",
        "1": "boolean",
    }
    lines = "".join(f'<urn:a> <urn:p> "{text}"^^<{XSD}{kind}> .\n' for text, kind in texts.items())
    quads = list(read_rdf(written(tmp_path, "a.nt", lines)))
    assert [(quad.object.value, quad.object.datatype.value) for quad in quads] == [
        (text, XSD + kind) for text, kind in texts.items()
    ]


def test_an_integer_of_5000_digits_is_loaded_sorted_and_written(tmp_path):
    path = written(
        tmp_path, "a.nt", f'<urn:a> <urn:p> "{"9" * 5000}"^^<{XSD}integer> .\n<urn:a> <urn:p> "1" .'
    )
    store = load_store([path])
    rows = list(store.query("SELECT ?x { ?s ?p ?x } ORDER BY ?x"))
    assert {row["x"].value for row in rows} == {"1", "9" * 5000}
    assert ill_typed(read_rdf(path)) == []


def test_blank_nodes_of_two_files_stay_apart_and_keep_their_names_from_run_to_run(tmp_path):
    one = written(tmp_path, "one.nt", '_:x <urn:name> "A" .\n_:x <urn:p> _:y .')
    two = written(tmp_path, "two.nt", '_:x <urn:name> "B" .')
    assert len(list(load_store([one, two]).query("SELECT DISTINCT ?x { ?x <urn:name> ?n }"))) == 2
    first, second = list(read_rdf(one)), list(read_rdf(one))
    assert first == second
    assert first[0].subject == first[1].subject != first[1].object


def test_triples_inside_triples_are_renamed_too(tmp_path):
    path = written(tmp_path, "a.nt", "_:x <urn:says> <<( _:x <urn:p> _:y )>> .")
    (quad,) = read_rdf(path)
    assert quad.object.subject == quad.subject != ox.BlankNode("x")


def test_a_strangers_same_as_merges_nothing(tmp_path):
    same = "<urn:iran> <http://www.w3.org/2002/07/owl#sameAs> <urn:israel> . <urn:iran> <urn:p> 1 ."
    store = load_store([written(tmp_path, "a.ttl", same)])
    assert not store.query("ASK { <urn:israel> <urn:p> 1 }")


# ---- what is refused, with its place

DEEP = 501
REFUSED = {
    "bad-iri.ttl": ('<urn:a> <urn:p> 1 .\n <http://e/a b> <urn:p> "x" .', "2:2: Invalid IRI code point ' '"),
    "bad-brace.ttl": ('<http://e/{y}> <urn:p> "x" .', "1:1: Invalid IRI code point '{'"),
    "relative.ttl": ("<urn:a> <urn:p> <b> .", "1:17: No scheme found in an absolute IRI"),
    "syntax.ttl": ("<urn:a> <urn:p> 1 ;;, .", "1:21: , is not a valid predicate"),
    "last-line.nt": ('<urn:a> <urn:p> "1" .\n' * 20_000 + "<urn:a b> .", "20001:1: "),
    "open.nq": ("<urn:a> <urn:p> <urn:b>", "1:"),
    "not-utf8.ttl": (b'<urn:a> <urn:p> "\xe9" .', "1:18: Invalid UTF-8"),
    "utf-16.ttl": ("<urn:a> <urn:p> 1 .".encode("utf-16"), "1:1: it looks like UTF-16 or UTF-32"),
    "half.ttl": ('<urn:a> <urn:p> "\\uD800" .', "1:18: The escape sequence"),
    "deep-blank.ttl": ("<urn:a> <urn:p> " + "[ <urn:p> " * DEEP + "1" + "]" * DEEP + " .", "1:5017: brackets"),
    "deep-list.trig": ("<urn:a> <urn:p> " + "(" * DEEP + ")" * DEEP + " .", "1:517: brackets nest deeper"),
    "deep-triple.ttl": (
        "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 20_000 + "1" + " )>>" * 20_000 + " .",
        "1:10017: brackets nest deeper",
    ),
    "deep-triple.nt": (
        "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 20_000 + '"1"' + " )>>" * 20_000 + " .",
        "1:10017: brackets nest deeper",
    ),
    "deep-arrays.jsonld": ("[" * 100_000 + "]" * 100_000, "1:501: brackets nest deeper than 500"),
    "deep-objects.jsonld": ('{"urn:p":' * DEEP + "1" + "}" * DEEP, "1:4501: brackets nest deeper than 500"),
    "deep-contexts.jsonld": (
        '{"@context":' + '{"a":{"@id":"urn:b","@context":' * 20_000 + "{}" + "}}" * 20_000 + "}",
        "brackets nest deeper than 500",
    ),
    "context.jsonld": ('{"@context": "http://127.0.0.1:1/c", "@id": "urn:a"}', "1:14: the context http://127.0.0.1:1/c"),
    "contexts.jsonld": ('{"@context": [{}, "c.json"], "@id": "urn:a"}', "1:19: the context c.json"),
    "inner.jsonld": ('{"urn:p":\n {"urn:q": [{"@context": "file:///c"}]}}', "2:26: the context file:///c"),
    "scoped.jsonld": (
        '{"@context": {"p": {"@id": "urn:p", "@context": "http://e/c"}}, "p": {"@id": "urn:a"}}',
        "1:49: the context http://e/c",
    ),
    "import.jsonld": ('{"@context": {"@version": 1.1, "@import": "http://e/c"}}', "1:43: the context http://e/c"),
    "spelt.jsonld": ('{"\\u0040context": "http://e/c", "@id": "urn:a"}', "the context http://e/c is elsewhere"),
    "syntax.jsonld": ('{"@id": "urn:a",\n "urn:p": x}', "2:11: Expecting value"),
    "laughs.rdf": (
        '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + f']><rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a"><e:p>&i;</e:p></rdf:Description></rdf:RDF>',
        "2:1: DOCTYPE and ENTITY are not allowed",
    ),
    "entity.rdf": (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rdf:RDF {RDF}>&x;</rdf:RDF>',
        "1:1: DOCTYPE and ENTITY are not allowed",
    ),
    "dtd.xml": (f'<?xml version="1.0"?><!doctype r SYSTEM "http://e/e.dtd"><rdf:RDF {RDF}/>', "1:22: DOCTYPE"),
    "hidden.rdf": (f"<?x <!-- ?><!DOCTYPE r [<!ENTITY a 'b'>]><rdf:RDF {RDF}/><!-- -->", "1:12: DOCTYPE"),
    "utf-16.rdf": (f"<!DOCTYPE r><rdf:RDF {RDF}/>".encode("utf-16"), "1:1: it looks like UTF-16"),
    "utf-16-without-mark.rdf": (f"<!DOCTYPE r><rdf:RDF {RDF}/>".encode("utf-16-le"), "1:1: it looks like UTF-16"),
    "utf-7.rdf": ('<?xml version="1.0" encoding="utf-7"?><rdf:RDF/>', "1:31: it is encoded as utf-7"),
    "latin-1.rdf": (
        f'<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF {RDF}/>'.encode("latin-1"),
        "1:31: it is encoded as iso-8859-1; save it as UTF-8",
    ),
    "unclosed.rdf": (f"<rdf:RDF {RDF}>\n<e:a></e:b></rdf:RDF>", "2:8: mismatched tag"),
    "unknown-entity.rdf": (f'<rdf:RDF {RDF}>\n<e:a rdf:about="urn:a"><e:p>&x;</e:p></e:a></rdf:RDF>', ":29: undefined"),
    "control.rdf": (f'<rdf:RDF {RDF}>\n<e:a rdf:about="urn:a"><e:p>&#1;</e:p></e:a></rdf:RDF>', ":29: reference to"),
    "deep.rdf": (f"<rdf:RDF {RDF}>" + "<e:a><e:p>" * DEEP + "</e:p></e:a>" * DEEP + "</rdf:RDF>", "elements nest"),
    "an-rdf-xml.ttl": (f'<?xml version="1.0"?><rdf:RDF {RDF}/>', "it looks like RDF/XML, but its name says Turtle"),
    "another.nq": (f"<rdf:RDF {RDF}/>", "1:1: it looks like RDF/XML, but its name says N-Quads"),
    "a-turtle.rdf": ("# x\n@prefix e: <http://e/> .", "1:1: it looks like Turtle, but its name says RDF/XML"),
    "a-turtle.nt": ("PREFIX e: <http://e/>\ne:a e:p 1 .", "1:1: it looks like Turtle, but its name says N-Triples"),
    "a-json.ttl": ('{"@id": "urn:a"}', "1:1: it looks like JSON-LD, but its name says Turtle"),
    "a-page.ttl": ("<!DOCTYPE html><html></html>", "1:1: it looks like HTML, but its name says Turtle"),
    "a-trix.xml": ('<?xml version="1.0"?><TriX xmlns="http://www.w3.org/2004/03/trix/trix-1/"/>', "looks like TriX"),
    "an-archive.nt": (gzip.compress(b"<urn:a> <urn:p> 1 ."), "1:1: it looks like a gzip archive"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"), [(name, *case) for name, case in REFUSED.items()], ids=REFUSED
)
def test_what_is_wrong_in_a_file_is_told_with_its_place_and_nothing_is_loaded(tmp_path, name, content, words):
    assert len(REFUSED) == 43
    path = written(tmp_path, name, content)
    said, code = refusal(path)
    assert said.startswith(f"{path}:") and code == 2
    assert words in said
    assert "\n" not in said


NAMES = {
    "a.trix": "TriX is not read",
    "a.nt.gz": "“.gz” is not the suffix of a format that is read: .ttl .turtle",
    "a": "“” is not the suffix of a format",
    "a.csv": "“.csv” is not the suffix",
}


@pytest.mark.parametrize(("name", "words"), NAMES.items())
def test_a_name_that_promises_no_format_is_refused(tmp_path, name, words):
    assert len(NAMES) == 4
    said, code = refusal(
        written(tmp_path, name, '<!DOCTYPE TriX [<!ENTITY x SYSTEM "file:///etc/passwd">]><TriX/>')
    )
    assert (words in said, code) == (True, 2)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "folder.ttl").mkdir()
    os.mkfifo(tmp_path / "pipe.ttl")
    for name, words, exit_code in (
        ("folder.ttl", "is a folder", 2),
        ("pipe.ttl", "a device or a pipe", 2),
        ("nothing.ttl", "no such file", 3),
    ):
        said, code = refusal(tmp_path / name)
        assert (words in said, code) == (True, exit_code)


def test_a_file_above_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "LARGEST_FILE", 10)
    assert "is larger than 10B" in refusal(written(tmp_path, "a.nt", "<urn:a> <urn:p> <urn:b> ."))[0]


def test_a_small_file_that_writes_a_disk_full_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "_LEAST_ROOM", 2**20)
    long = f"@prefix e: <urn:{'x' * 100_000}> .\n" + "e:a e:b e:c .\n" * 1_000
    assert "written out it is larger than" in refusal(written(tmp_path, "a.ttl", long))[0]


def test_one_refused_file_of_two_loads_nothing(tmp_path):
    good, bad = written(tmp_path, "a.nt", "<urn:a> <urn:p> <urn:b> ."), written(tmp_path, "b.nt", "x")
    with pytest.raises(KgError):
        load_store([good, bad])


def test_no_context_no_entity_and_no_dtd_is_fetched(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1)
        there = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        for name, content in (
            ("a.jsonld", f'{{"@context": "{there}", "@id": "urn:a"}}'),
            ("b.jsonld", f'{{"@context": {{"@import": "{there}"}}, "@id": "urn:a"}}'),
            ("a.rdf", f'<!DOCTYPE r SYSTEM "{there}"><rdf:RDF {RDF}/>'),
            (
                "b.rdf",
                f'<rdf:RDF {RDF} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{there}"/></rdf:RDF>',
            ),
        ):
            refusal(written(tmp_path, name, content))
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("script", ["os.kill(os.getpid(), signal.SIGSEGV)", "os.abort()"])
def test_a_file_that_ends_its_reader_does_not_end_us(tmp_path, monkeypatch, script):
    worker = written(tmp_path, "worker.py", f"import os, signal\n{script}\n")
    monkeypatch.setattr(store_module.rdf_reader, "__file__", str(worker))
    said, code = refusal(written(tmp_path, "a.nt", "<urn:a> <urn:p> <urn:b> ."))
    assert (": the file ended its reader (SIG" in said, code) == (True, 3)


# ---- literals

FAULTY = {
    "2024-02-30": ("date", "is no xsd:date: there is no such day"),
    "abc": ("integer", "is no xsd:integer: none is written so"),
    "TRUE": ("boolean", "is no xsd:boolean: none is written so"),
    "2024-13": ("gYearMonth", "is no xsd:gYearMonth: none is written so"),
    "1e999": ("double", "cannot be kept as xsd:double: it would become an infinite number"),
    "24:00:00": ("time", "cannot be kept as xsd:time: it would become 00:00:00"),
}


def test_literals_that_cannot_be_kept_refuse_the_file_and_every_faulty_one_is_named(tmp_path):
    lines = "".join(f'<urn:a> <urn:p> "{text}"^^<{XSD}{kind}> .\n' for text, (kind, _) in FAULTY.items())
    path = written(tmp_path, "a.nt", lines)
    with pytest.raises(ProblemsFound) as caught:
        read_rdf(path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:{line}:18: {text!r} {words}"
        for line, (text, (_, words)) in enumerate(FAULTY.items(), start=1)
    ]


def test_ill_typed_literals_that_can_be_kept_are_named_once(tmp_path):
    lines = f'<urn:a> <urn:p> "abc"^^<{XSD}integer> .\n<urn:a> <urn:p> "2023-02-29"^^<{XSD}date> .\n'
    quads = [*read_rdf(written(tmp_path, "a.nt", lines)), *read_rdf(written(tmp_path, "b.nt", lines))]
    assert ill_typed(quads) == [
        "<urn:a> <urn:p> 'abc' is no xsd:integer: none is written so",
        "<urn:a> <urn:p> '2023-02-29' is no xsd:date: there is no such day",
    ]


CONTROLS = {
    "escaped.ttl": '<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> "a\\u0000b" .',
    "raw.ttl": '<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> "a\x00b" .',
    "short.nt": '<urn:a> <urn:p> "1" .\n<urn:a> <urn:p> "a\\bb" .',
    "long.trig": '<urn:g> {\n<urn:a> <urn:p> "a\\U0000000Bb" }',
    "non-character.nq": '<urn:a> <urn:p> "1" .\n<urn:a> <urn:p> "a\uffffb" .',
    "json.jsonld": '{"@id": "urn:a",\n"http://e/p___": "a\\u0000b"}',
}


@pytest.mark.parametrize(("name", "content"), CONTROLS.items())
def test_a_control_character_in_a_literal_is_refused_at_its_place(tmp_path, name, content):
    assert len(CONTROLS) == 6
    path = written(tmp_path, name, content)
    with pytest.raises(ProblemsFound) as caught:
        read_rdf(path)
    (problem,) = caught.value.problems
    assert (problem.mark.line, "holds a control character" in problem.message) == (2, True)


def test_a_backslash_before_a_letter_is_no_control_character(tmp_path):
    path = written(tmp_path, "a.ttl", '# \\b\n<urn:a> <urn:p> "a\\\\b \\\\u0000\\n\\t" .')
    assert [quad.object.value for quad in read_rdf(path)] == ["a\\b \\u0000\n\t"]


FITTING = {
    "integer": ["0", "-1", "+5", "007"],
    "byte": ["-128", "127"],
    "positiveInteger": ["1", "9" * 5000],
    "decimal": ["1", "1.", ".5", "-1.50"],
    "double": ["1", "1e3", "-1.5E-3", "INF", "-INF", "NaN", "1e308"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2024-02-29", "2000-02-29", "12024-02-29", "-0004-02-29", "2019-07-21Z", "2019-07-21+14:00", "0000-01-01"],
    "dateTime": ["2019-07-21T23:59:59", "2019-07-21T00:00:00.5-05:00"],
    "time": ["00:00:00", "23:59:59.999Z"],
    "gYear": ["2019", "-0001"],
    "gYearMonth": ["2019-07"],
    "gMonthDay": ["--02-29"],
    "gDay": ["---31"],
    "duration": ["P1Y", "-P1DT2H", "PT0.5S"],
    "language": ["en", "es-419"],
    "hexBinary": ["", "0aFF"],
    "string": ["", "anything"],
}  # fmt: skip
UNFITTING = {
    "integer": ["", " 1", "1.0", "٣", "1e3", "+-1", "1\n"],
    "byte": ["128", "-129", "9" * 5000],
    "unsignedByte": ["-1", "256"],
    "positiveInteger": ["0", "-1"],
    "negativeInteger": ["0"],
    "decimal": ["", ".", "1e3", "INF", "1,5"],
    "double": ["inf", "nan", "e3", "1e", "1.5.1"],
    "boolean": ["True", "yes", ""],
    "date": ["2023-02-29", "1900-02-29", "2019-04-31", "2019-13-01", "2019-00-01", "2019-01-00", "19-7-21"],
    "dateTime": ["2019-07-21", "2019-07-21 00:00:00", "2019-07-21T25:00:00", "2019-02-30T00:00:00"],
    "dateTimeStamp": ["2019-07-21T00:00:00"],
    "time": ["24:00:01", "12:00", "12:60:00"],
    "gMonthDay": ["--02-30", "--13-01"],
    "gDay": ["---32", "---00"],
    "duration": ["P", "PT", "1Y", "P1S"],
    "language": ["e_n", "verylonglanguage"],
    "hexBinary": ["a"],
}  # fmt: skip


@pytest.mark.parametrize(("cases", "fits"), [(FITTING, True), (UNFITTING, False)])
def test_the_forms_of_xsd_are_known(cases, fits):
    checked = 0
    for kind, texts in cases.items():
        for text in texts:
            literal = ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
            assert (misfit(literal) is None) == fits, (kind, text)
            checked += 1
    assert checked == (48 if fits else 54)


def test_what_is_said_to_be_kept_the_engine_keeps():
    """The engine as the oracle: a literal that it would change by value is told before."""
    told = {}
    for kind, text in (
        ("double", "1e999"), ("double", "-1e400"), ("double", "1e308"), ("float", "1e39"), ("float", "3e38"),
        ("double", "INF"), ("time", "24:00:00"), ("time", "00:00:00"), ("dateTime", "2019-07-21T24:00:00"),
        ("dateTime", "2019-07-21T00:00:00"), ("date", "2024-02-30"), ("integer", "9" * 30),
    ):  # fmt: skip
        literal = ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
        store = ox.Store()
        store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), literal))
        (kept,) = store
        infinite = "INF" in kept.object.value and "INF" not in text
        changed = infinite or ("24:" in text and "24:" not in kept.object.value)
        assert (change(literal) is not None) == changed, (kind, text, kept.object.value)
        told[text] = change(literal)
    assert sum(each is not None for each in told.values()) == 5


# ---- our own files


def test_graphs_of_a_file_are_its_named_graphs(tmp_path):
    lines = (
        '<urn:a> <urn:p> "x <urn:no> ." <urn:g1> .\n<urn:a> <urn:p> <urn:b> <urn:g2> .\n<urn:a> <urn:p> <urn:b> .\n'
        f'<urn:a> <urn:p> "1"^^<{XSD}integer> .\n<urn:a> <urn:p> "<urn:x>"@en .\n_:a <urn:p> _:b <urn:g3> .\n'
    )
    path = written(tmp_path, "a.nq", lines)
    assert graphs_of(path) == {"urn:g1", "urn:g2", "urn:g3"}
    assert graphs_of(path) == {graph.value for graph in load_quads(lines.encode()).named_graphs()}


def test_our_own_bad_inputs_are_those_of_the_shared_folder():
    folder = Path(__file__).resolve().parents[2] / "shared" / "badinputs" / "rdf"
    if not folder.is_dir():
        pytest.skip("../shared is absent: the shared bad inputs are not tried")
    outcomes = {}
    for path in sorted(folder.iterdir()):
        try:
            outcomes[path.name] = f"{len(list(read_rdf(path)))} quads"
        except KgError as error:
            outcomes[path.name] = f"exit {error.exit_code}"
    read = {name: outcome for name, outcome in outcomes.items() if not outcome.startswith("exit")}
    assert read == {
        "big_int.nt": "1 quads",
        "bnode_clash_a.nt": "1 quads",
        "graph_overwrite.trig": "2 quads",
        "owl_sameas.ttl": "1 quads",
    }
    assert len(outcomes) == 16


LEFT = {
    "a dataset": (b"<x:s> <x:p> <x:o> .", open_rdf),
    "a store": (b"<x:s> <x:p> <x:o> .", lambda path: load_store([path])),
    "nothing, for a literal": (b'<x:s> <x:p> "1e999"^^<http://www.w3.org/2001/XMLSchema#double> .', open_rdf),
    "nothing, for a syntax error": (b"<x:s> <x:p> .", open_rdf),
}


@pytest.mark.parametrize("what", LEFT)
def test_no_file_is_left_open(what, tmp_path, monkeypatch):
    assert len(LEFT) == 4
    text, read = LEFT[what]
    (tmp_path / "a.ttl").write_bytes(text)
    opened = []
    make = tempfile.TemporaryFile

    def noted(*given):
        opened.append(make(*given))
        return opened[-1]

    monkeypatch.setattr("kg.graph.store.tempfile.TemporaryFile", noted)
    with suppress(KgError):
        read(tmp_path / "a.ttl")
    assert opened and all(each.closed for each in opened)
