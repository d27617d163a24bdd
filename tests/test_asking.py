import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import asking, process
from kg.graph.answer import Table, Triples, Truth, table_from_tsv
from kg.graph.asking import ask, ask_apart, ask_here
from kg.graph.limits import in_words, parse_memory, parse_timeout
from kg.graph.store import load_quads
from kg.problems import KgError

QUADS = b"""\
<urn:a> <urn:name> "A\\t\\"x\\"" <urn:g1> .
<urn:a> <urn:p> <urn:b> <urn:g1> .
<urn:b> <urn:name> "B"@en <urn:g1> .
<urn:b> <urn:p> <urn:c> <urn:g2> .
<urn:c> <urn:size> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g2> .
_:n <urn:p> _:m <urn:g2> .
"""
A, B, C = (ox.NamedNode(f"urn:{name}") for name in "abc")
P, NAME, SIZE = (ox.NamedNode(f"urn:{name}") for name in ("p", "name", "size"))
THREE = ox.Literal("3", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
EVERYWHERE = {"prefixes": {"u": "urn:"}, "default_graphs": ["urn:g1", "urn:g2"]}


@pytest.fixture(scope="module")
def quads(tmp_path_factory):
    path = tmp_path_factory.mktemp("asking") / "graph.nq"
    path.write_bytes(QUADS)
    return path


@pytest.fixture(scope="module")
def store():
    return load_quads(QUADS)


def refusal(source, query, **options):
    with pytest.raises(KgError) as caught:
        ask(source, query, **options)
    return str(caught.value), caught.value.exit_code


# ---- the same answers here and apart

ANSWERS = {
    "SELECT ?x ?n { ?x u:name ?n } ORDER BY ?x": Table(
        ("x", "n"), ((A, ox.Literal('A\t"x"')), (B, ox.Literal("B", language="en")))
    ),
    "SELECT ?x ?s { ?x u:p ?y OPTIONAL { ?y u:size ?s } FILTER(isIRI(?x)) } ORDER BY ?x": Table(
        ("x", "s"), ((A, None), (B, THREE))
    ),
    "SELECT ?s { ?x u:p ?y OPTIONAL { ?y u:size ?s } FILTER(isIRI(?x)) } ORDER BY ?x": Table(
        ("s",), ((None,), (THREE,))
    ),
    "SELECT ?x { ?x u:nothing ?y }": Table(("x",), ()),
    "SELECT * { }": Table((), ((),)),
    "SELECT * { u:a u:nothing u:b }": Table((), ()),
    "SELECT ?n ?m { ?n u:p ?m FILTER(isBlank(?n)) }": Table(
        ("n", "m"), ((ox.BlankNode("b0"), ox.BlankNode("b1")),)
    ),
    "SELECT ?n ?n2 { ?n u:p ?m BIND(?n AS ?n2) FILTER(isBlank(?n)) }": Table(
        ("n", "n2"), ((ox.BlankNode("b0"), ox.BlankNode("b0")),)
    ),
    "SELECT (<<( u:a u:p 3 )>> AS ?t) {}": Table(("t",), ((ox.Triple(A, P, THREE),),)),
    "SELECT ?x { VALUES ?x { '' '\\\\' '\\n' 1.5 true 1e0 \"x\"@en-GB UNDEF } }": Table(
        ("x",),
        tuple(
            (term,)
            for term in (
                ox.Literal(""),
                ox.Literal("\\"),
                ox.Literal("\n"),
                ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
                ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
                ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")),
                ox.Literal("x", language="en-GB"),
                None,
            )
        ),
    ),
    "ASK { u:a u:p u:b }": Truth(True),
    "ASK { u:a u:p u:c }": Truth(False),
    "CONSTRUCT { ?y u:p ?x } { ?x u:p ?y FILTER(isIRI(?x)) }": Triples(
        (ox.Triple(C, P, B), ox.Triple(B, P, A))
    ),
    "CONSTRUCT { u:a u:p u:b } { ?x u:p ?y }": Triples((ox.Triple(A, P, B),)),
    "CONSTRUCT { ?x u:p u:b } { ?x u:nothing ?y }": Triples(()),
    "DESCRIBE u:c": Triples((ox.Triple(C, SIZE, THREE),)),
    "SELECT ?x FROM <urn:g2> { ?x u:size ?y }": Table(("x",), ((C,),)),
    "SELECT ?x FROM <urn:g1> { ?x u:size ?y }": Table(("x",), ()),
    "SELECT ?g FROM NAMED <urn:g2> { GRAPH ?g { ?x u:size ?y } }": Table(
        ("g",), ((ox.NamedNode("urn:g2"),),)
    ),
}


@pytest.mark.parametrize(("query", "answer"), ANSWERS.items())
def test_a_query_apart_gives_its_answer(quads, query, answer):
    assert len(ANSWERS) == 19
    given = ask_apart(quads, query, **EVERYWHERE)
    if isinstance(answer, Triples):
        assert isinstance(given, Triples) and set(given.triples) == set(answer.triples)
        assert len(given.triples) == len(answer.triples)
    else:
        assert given == answer


def test_here_and_apart_give_the_same(store, quads):
    compared = 0
    for query in ANSWERS:
        if " FROM " not in query:
            assert ask_here(store, query, **EVERYWHERE) == ask_apart(quads, query, **EVERYWHERE)
            compared += 1
    assert compared == 16


def test_from_names_only_what_is_given_or_what_is_in_the_file(quads):
    query = "ASK FROM <urn:g2> { ?x <urn:size> ?y }"
    for options in ({}, {"named_graphs": ["urn:g2"]}, {"graphs": ["urn:g2"], "named_graphs": []}):
        assert ask_apart(quads, query, **options) == Truth(True)
    for options in ({"named_graphs": []}, {"named_graphs": ["urn:g1"]}, {"graphs": ["urn:g1"]}):
        with pytest.raises(KgError, match="FROM <urn:g2> is not allowed"):
            ask_apart(quads, query, **options)
    assert refusal(quads, "ASK FROM <urn:g3> {}")[1] == 2


def test_a_store_is_asked_here_and_a_file_apart(store, quads):
    assert ask(store, "ASK {}") == ask(quads, "ASK {}") == Truth(True)


def test_graphs_outside_of_the_default_ones_are_seen_by_graph_only(quads):
    query = "SELECT ?x { { ?x <urn:size> ?y } UNION { GRAPH <urn:g2> { ?x <urn:size> ?y } } }"
    seen = [
        ask_apart(quads, query, default_graphs=default, named_graphs=named)
        for default, named in ((["urn:g1"], None), (["urn:g2"], None), (["urn:g2"], ["urn:g1"]), ([], []))
    ]
    assert [len(table.rows) for table in seen] == [1, 2, 1, 0]


# ---- values

BOUND = {
    "a pattern": ("SELECT ?x ?n { ?x u:name ?n }", 1),
    "a filter": ("SELECT ?x ?y { ?y u:p ?z FILTER(?y = ?x) }", 1),
    "NOT EXISTS": ("SELECT ?x ?y { ?y u:p ?z FILTER NOT EXISTS { ?x u:p ?z } }", 2),
    "an aggregate": ("SELECT ?x (COUNT(*) AS ?n) { ?y u:p ?z FILTER(?y != ?x) } GROUP BY ?x", 1),
    "a sub-SELECT that selects it": ("SELECT ?x ?n { { SELECT ?x ?n { ?x u:name ?n } } }", 1),
    "VALUES": ("SELECT ?x { VALUES ?x { u:a u:b } }", 1),
    "every variable": ("SELECT * { ?x u:name ?n }", 1),
}


@pytest.mark.parametrize(("query", "rows"), BOUND.values(), ids=BOUND)
def test_a_value_reaches_the_query_as_a_binding(store, quads, query, rows):
    assert len(BOUND) == 7
    for source in (store, quads):
        table = ask(source, query, bindings={"x": A}, **EVERYWHERE)
        assert len(table.rows) == rows
        assert {row[table.variables.index("x")] for row in table.rows} == {A}


def test_a_value_reaches_ask_and_construct(store, quads):
    for source in (store, quads):
        truths = [ask(source, "ASK { ?x u:p u:b }", bindings={"x": x}, **EVERYWHERE) for x in (A, B)]
        assert truths == [Truth(True), Truth(False)]
        made = ask(source, "CONSTRUCT { ?x u:p 3 } { ?x u:p ?y }", bindings={"x": A}, **EVERYWHERE)
        assert made == Triples((ox.Triple(A, P, THREE),))


def test_a_value_is_never_read_as_query_text(quads):
    hostile = '" } DROP ALL # \\ \n\u202e'
    table = ask_apart(quads, "SELECT ?x ?y { ?y ?p ?x }", bindings={"x": ox.Literal(hostile)}, **EVERYWHERE)
    assert table.rows == ()
    text = hostile.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    table = ask_apart(quads, f'SELECT ?x {{ VALUES ?x {{ "{text}" }} }}', bindings={"x": ox.Literal(hostile)})
    assert table.rows == ((ox.Literal(hostile),),)


def test_a_value_for_a_variable_that_is_not_selected_is_refused(store, quads):
    words = "?x is given a value, but is not one of the variables that the query SELECTs"
    for source in (store, quads):
        assert refusal(source, "SELECT ?y { ?y ?p ?z }", bindings={"x": A}) == (words, 2)
        assert refusal(source, "SELECT ?y { ?y ?p ?z }", bindings={"x y": A})[1] == 2


# ---- wrong queries

WRONG = {
    "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o }": "line 1, column 40: The SELECT contains a variable that is unbound",
    "SELECT (<urn:f>(1) AS ?x) { }": "the custom function <urn:f> is not supported",
}


@pytest.mark.parametrize(("query", "words"), WRONG.items())
def test_a_wrong_query_is_told_so_here_and_apart(store, quads, query, words):
    assert len(WRONG) == 2
    assert refusal(store, query) == refusal(quads, query) == (words, 2)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    ],
)
def test_what_the_guard_refuses_starts_no_process(quads, monkeypatch, query):
    monkeypatch.setattr(asking, "converse", None)
    assert refusal(quads, query)[1] == 2


def test_a_file_that_is_no_graph_is_named(tmp_path):
    (tmp_path / "bad.nq").write_text("this is no graph")
    for name, words in (("bad.nq", "cannot be read"), ("nothing.nq", "No such file")):
        said, code = refusal(tmp_path / name, "ASK {}")
        assert (words in said, str(tmp_path / name) in said, code) == (True, True, 3)


# ---- queries that take too much

# 2,500 subjects: a product of three copies is 15.6 thousand million rows.
MANY = b"".join(b'<urn:s%04d> <urn:p> "%d" <urn:g1> .\n' % (n, n) for n in range(2_500))
DOUBLING = " ".join(f"BIND(CONCAT(?a{n},?a{n},?a{n},?a{n}) AS ?a{n + 1})" for n in range(13))
RUNAWAYS = {
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:z>|^!<urn:z>)* ?b . ?c (!<urn:z>|^!<urn:z>)* ?d }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d LIMIT 1",
    "collected product": 'SELECT (GROUP_CONCAT(CONCAT(?c, "aaaaaaaaaaaa")) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
    "doubling": f'SELECT (STRLEN(?a13) AS ?l) {{ BIND("{"a" * 32}" AS ?a0) {DOUBLING} }}',
    "endless answer": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
CUTS = (
    "at its time limit (--timeout 2)",
    "at its memory limit (--memory 128MB)",
    "an answer may have 16MB of text",
)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "graph.nq"
    path.write_bytes(MANY)
    return path


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_query_is_cut_with_the_limit_named(many, query):
    assert len(RUNAWAYS) == 6
    said, code = refusal(many, query, default_graphs=["urn:g1"], timeout_s=2.0, memory_bytes=128 * 2**20)
    assert code == 3
    assert said.startswith("the query was cut")
    assert any(cut in said for cut in CUTS), said


def test_the_time_limit_is_kept(many):
    started = time.perf_counter()
    said, _ = refusal(many, RUNAWAYS["product"], default_graphs=["urn:g1"], timeout_s=1.0)
    assert said == "the query was cut at its time limit (--timeout 1)"
    # One second of query, the start of a process, and room for a busy machine.
    assert time.perf_counter() - started < 15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its memory")
def test_the_memory_limit_is_kept(many):
    said, _ = refusal(many, RUNAWAYS["doubling"], memory_bytes=64 * 2**20, timeout_s=60.0)
    assert said == "the query was cut at its memory limit (--memory 64MB)"


def test_a_regular_expression_that_hangs_others_is_answered(many):
    query = f'SELECT ?r {{ BIND(REGEX("{"a" * 40}!", "^(a+)+$") AS ?r) }}'
    assert ask_apart(many, query, timeout_s=10.0).rows == ((ox.Literal(False),),)


def test_the_next_query_is_not_touched_by_a_cut_one(many):
    failures = []

    def runaway():
        try:
            ask_apart(many, RUNAWAYS["product"], default_graphs=["urn:g1"], timeout_s=2.0)
        except KgError as error:
            failures.append(str(error))

    beside = threading.Thread(target=runaway)
    beside.start()
    assert ask_apart(many, "ASK { GRAPH ?g { <urn:s0001> ?p ?o } }") == Truth(True)
    beside.join()
    assert failures == ["the query was cut at its time limit (--timeout 2)"]


def test_no_process_is_left_after_a_cut(many, monkeypatch):
    started = []
    real = subprocess.Popen

    def noted(*args, **options):
        started.append(real(*args, **options))
        return started[-1]

    monkeypatch.setattr(process.subprocess, "Popen", noted)
    refusal(many, RUNAWAYS["product"], default_graphs=["urn:g1"], timeout_s=0.5)
    assert [each.poll() for each in started] == [-signal.SIGKILL]


@pytest.fixture
def worker_saying(tmp_path, monkeypatch):
    """Put a script of ours in the place of the worker."""

    def put(script):
        (tmp_path / "worker.py").write_text(f"import os, signal, sys\nsys.stdin.read()\n{script}\n")
        monkeypatch.setattr(asking.worker, "__file__", str(tmp_path / "worker.py"))

    return put


ENDINGS = {
    "os.kill(os.getpid(), signal.SIGSEGV)": "the query ended its process (SIGSEGV)",
    "os.abort()": "the query ended its process (SIGABRT)",
    "os.kill(os.getpid(), signal.SIGKILL)": "the query ended its process (SIGKILL)",
    "sys.exit(7)": "the query ended its process (exit code 7)",
    "print('memory allocation of 9 bytes failed', file=sys.stderr); os.abort()": "at its memory limit (--memory 2GB)",
    "os.kill(os.getpid(), signal.SIGXCPU)": "at its time limit (--timeout 30)",
}


@pytest.mark.parametrize(("script", "words"), ENDINGS.items())
def test_a_query_that_ends_its_process_is_told_in_plain_words(quads, worker_saying, script, words):
    assert len(ENDINGS) == 6
    worker_saying(script)
    said, code = refusal(quads, "ASK {}")
    assert (said.endswith(words), code) == (True, 3)


def test_an_interruption_ends_the_process_too(many, tmp_path):
    script = f"""
import sys, os, signal, threading
from pathlib import Path
from kg.graph import process
from kg.graph.asking import ask_apart
real, started = process.subprocess.Popen, []
def noted(*args, **options):
    started.append(real(*args, **options))
    threading.Timer(2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    return started[-1]
process.subprocess.Popen = noted
try:
    ask_apart(Path({str(many)!r}), {RUNAWAYS["product"]!r}, default_graphs=["urn:g1"], timeout_s=60)
except KeyboardInterrupt:
    print([each.poll() for each in started])
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert (ended.stdout, ended.stderr) == ("[-9]\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs the limits of a Unix process")
def test_a_query_in_the_worker_can_open_no_connection(quads):
    """Past the guard, straight to the worker: the second door is shut as well."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1)
        request = {
            "source": str(quads),
            "query": f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}",
            "prefixes": {},
            "bindings": {},
            "default_graph": None,
            "named_graphs": None,
            "timeout_s": 10,
            "memory_bytes": 2**30,
        }
        ended = subprocess.run(
            [sys.executable, "-P", asking.worker.__file__],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        with pytest.raises(TimeoutError):
            listener.accept()
    assert ended.returncode == asking.worker.REFUSED
    assert json.loads(ended.stderr)["kind"] == "system"


# ---- large answers


def test_a_large_answer_comes_whole(many):
    table = ask_apart(many, "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 200000", default_graphs=["urn:g1"])
    assert len(table.rows) == 200_000
    assert len(set(table.rows)) == 200_000


def test_a_tsv_cell_is_read_like_the_engine_reads_it():
    cells = [
        "<urn:a>",
        '"x"',
        '"a\\tb\\\\n\\"q"',
        '"x"@en',
        '"x"@en--ltr',
        "1",
        "-1.5",
        "true",
        '"1"^^<urn:d>',
        '"<"',
    ]
    table = table_from_tsv("?x\n" + "".join(f"{cell}\n" for cell in cells))
    solutions = ox.parse_query_results(
        "?x\n" + "".join(f"{cell}\n" for cell in cells), ox.QueryResultsFormat.TSV
    )
    assert [row[0] for row in table.rows] == [solution["x"] for solution in solutions]
    assert len(table.rows) == 10


# ---- limits as people write them

SIZES = {
    "2GB": 2**31,
    "512 MB": 2**29,
    "1.5g": 3 * 2**29,
    "64MiB": 2**26,
    "1048576": 2**20,
    " 1tb ": 2**40,
    "99999999TB": 2**60,
}


@pytest.mark.parametrize(("text", "size"), SIZES.items())
def test_an_amount_of_memory_is_read(text, size):
    assert len(SIZES) == 7
    assert parse_memory(text) == size


@pytest.mark.parametrize(
    "text", ["", "much", "0", "-1GB", "1PB", "1e9", "٣GB", "nan", "1048575", "9" * 5_000]
)
def test_what_is_no_amount_of_memory_is_refused(text):
    with pytest.raises(KgError, match="write 512MB or 2GB"):
        parse_memory(text)


def test_seconds_are_read():
    assert [parse_timeout(text) for text in ("30", "0.5", " 2 ")] == [30.0, 0.5, 2.0]
    for text in ("", "0", "-1", "nan", "inf", "1e3", "٣", "9" * 5_000):
        with pytest.raises(KgError, match="write 30 or"):
            parse_timeout(text)


def test_bytes_are_written_as_people_write_them():
    sizes = (2**31, 2**28, 3 * 2**29, 1536, 5)
    assert [in_words(size) for size in sizes] == ["2GB", "256MB", "1.5GB", "1.5KB", "5B"]


def test_the_worker_and_the_reader_import_nothing_of_the_package():
    for name in ("worker.py", "rdf_reader.py"):
        text = Path(asking.__file__).with_name(name).read_text(encoding="utf-8")
        assert "import kg" not in text and "from kg" not in text
