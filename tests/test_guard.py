import random
import re
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph.guard import check_query, read_query, syntax_error
from kg.problems import KgError
from kg.vocabulary import PREFIXES

GRAPHS = {"urn:g1", "https://w3id.org/legation/graph/accepted"}


def check(text, prefixes=PREFIXES):
    return check_query(text, graphs=GRAPHS, prefixes=prefixes)


def refusal(text, prefixes=PREFIXES):
    with pytest.raises(KgError) as caught:
        check(text, prefixes)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ---- what may be asked

ALLOWED = {
    "SELECT * { ?s ?p ?o }": "select",
    "ask {}": "ask",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }": "construct",
    "DESCRIBE id:MEX": "describe",
    "# a question\nPREFIX x: <urn:x#>\nSELECT ?s { ?s x:p 1 }": "select",
    "BASE <urn:b/> SELECT * { <a> ?p ?o }": "select",
    # the words of updates and SERVICE as names, variables, texts, comments and in IRIs
    "SELECT ?service ?load $insert { ?service kg:service kg:LOAD, kg:insert }": "select",
    "PREFIX service: <urn:s#> SELECT * { ?s service:drop service:x }": "select",
    "PREFIX service: <urn:s#> SELECT * { GRAPH service:g { ?s ?p ?o } }": "select",
    "SELECT * { ?s ?p \"SERVICE <http://e/> {}\" , 'DROP ALL' } # SERVICE <http://e/> {}": "select",
    'SELECT * { ?s ?p \'\'\'it\'s a "SERVICE" \'\'\', """DELETE " \' \\" WHERE""" }': "select",
    "SELECT * { ?s <http://e/SERVICE#DROP> ?o }": "select",
    "SELECT * { ?s ?p 'a\\'b SERVICE', \"\\\\\" }": "select",
    # `<` as an IRI's start and as less-than
    "SELECT * { ?s ?p ?a, ?b FILTER(?a < ?b && ?b > 3 || ?a <= 4) }": "select",
    "SELECT * { ?s ?p ?a FILTER(1<?a) FILTER(?a<2) }": "select",
    # names with dots, dashes, escapes, per-cent signs, and letters of any script
    "SELECT * { kg:a.b ?p kg:c-d, kg:e%20f, kg:g\\,h , kg:1, kg:été, kg:日本 . }": "select",
    "SELECT ?名 { ?名 ?p _:b.1 , _:c }": "select",
    # numbers, tags, types, paths
    'SELECT * { ?s ?p 1, -1.5, .5, 1e5, true, "x"@en-GB, "y"^^xsd:date }': "select",
    "SELECT * { ?s (^kg:p|!(kg:q|^kg:r))*/kg:s?/kg:t+ ?o }": "select",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING(?n > 1) LIMIT 10 OFFSET 5": "select",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s a kg:X } VALUES ?p { kg:a UNDEF } }": "select",
    "SELECT * FROM <urn:g1> FROM NAMED graph:accepted { ?s ?p ?o }": "select",
    "SELECT * FROM <urn:\\u0067\\U00000031> { ?s ?p ?o }": "select",
    'SELECT ("\\u00e9" AS ?x) { <urn:\\u00e9> ?p ?o }': "select",
    "SELECT * { ?s ?p ?o } LIMIT 9223372036854775807": "select",
    "SELECT * { ?s ?p ?o } LIMIT 00000000000000000000000000005": "select",
}


@pytest.mark.parametrize(("text", "form"), ALLOWED.items())
def test_a_query_that_only_asks_is_let_through(text, form):
    assert len(ALLOWED) == 26
    assert check(text) == form


@pytest.mark.parametrize("text", ALLOWED)
def test_what_is_let_through_the_engine_can_read(text):
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        pytest.fail(f"{text}: {error}")


def test_every_shipped_view_is_let_through():
    views = sorted(Path(kg.__file__).parent.joinpath("views").glob("*.rq"))
    assert len(views) >= 40
    for view in views:
        check(view.read_text(encoding="utf-8"))


# ---- SERVICE and updates, however spelt

ELSEWHERE = {
    "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }": (1, 12),
    "SELECT * { SeRvIcE<http://e/>{ ?s ?p ?o } }": (1, 12),
    "SELECT * {\n  ?a ?b ?c .\n  SERVICE SILENT <http://e/> { ?s ?p ?c }\n}": (3, 3),
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://e/> { ?s ?p ?o } } }": (1, 37),
    "SELECT * { \\u0053ERVICE <http://e/> { ?s ?p ?o } }": (1, 12),
    "SELECT * { é:é ?b ?c . S\\U00000045RVICE <http://e/> { ?s ?p ?o } }": (1, 24),
    "SELECT * { SERVICE ?x { ?s ?p ?o } }": (1, 12),
    "SELECT * { SERVICE kg:x { ?s ?p ?o } }": (1, 12),
    "SELECT * { SERVICE#comment\n<http://e/> { ?s ?p ?o } }": (1, 12),
    "SELECT * { '''x'''?p'y' . SERVICE<http://e/>{} }": (1, 27),
    "SELECT * { FILTER(1<2) SERVICE<http://e/>{} FILTER(3>2) }": (1, 24),
    # Oxigraph does not look for the end of a word
    "SELECT * { SERVICESILENT<http://e/>{ ?s ?p ?o } }": (1, 12),
    "SELECT * { ?s ?p trueSERVICE<http://e/>{ ?s ?p ?o } }": (1, 18),
    "SELECT * { ?s ?p 1SERVICE<http://e/>{ ?s ?p ?o } }": (1, 19),
    "PREFIX servicekg: <urn:x> SELECT * { SERVICEkg:x { ?s ?p ?o } }": (1, 38),
    "PREFIX servicekg: <urn:x> SELECT * { servicekg:x { ?s ?p ?o } }": (1, 38),
    "PREFIX service: <urn:x> SELECT * { service:x { ?s ?p ?o } }": (1, 36),
}


@pytest.mark.parametrize(("text", "place"), ELSEWHERE.items())
def test_a_query_never_asks_another_machine(text, place):
    assert len(ELSEWHERE) == 17
    line, column = place
    said = refusal(text, {**PREFIXES, "SERVICEkg": "urn:y", "é": "urn:z"})
    assert said.startswith(f"line {line}, column {column}: SERVICE is not allowed")


UPDATES = {
    "INSERT DATA { <urn:a> <urn:b> 1 }": "INSERT",
    "DELETE WHERE { ?s ?p ?o }": "DELETE",
    "WITH <urn:g1> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }": "WITH",
    "LOAD <file:///etc/passwd>": "LOAD",
    "load silent <http://e/> INTO GRAPH <urn:g1>": "LOAD",
    "CLEAR ALL": "CLEAR",
    "DROP ALL ; CLEAR ALL": "DROP",
    "CREATE GRAPH <urn:g2>": "CREATE",
    "COPY DEFAULT TO <urn:g1>": "COPY",
    "MOVE <urn:g1> TO <urn:g2>": "MOVE",
    "ADD <urn:g1> TO DEFAULT": "ADD",
    "PREFIX x: <urn:x>\n# y\n DrOp ALL": "DROP",
    "SELECT * { ?s ?p ?o } ; INSERT DATA { <urn:a> <urn:b> 1 }": "INSERT",
    "\\u0044ROP ALL": "DROP",
}


@pytest.mark.parametrize(("text", "word"), UPDATES.items())
def test_a_query_never_changes_the_graph(text, word):
    assert len(UPDATES) == 14
    assert f": {word} is not allowed: the graph is only read" in refusal(text)


def test_whatever_oxigraph_takes_for_service_the_guard_refuses():
    """Words glued together at random: the engine itself says whether it would ask another machine."""
    names = ("", "a", "kg", "service", "servicekg", "trueservicekg", "xservice", "optional")
    prefixes = dict.fromkeys(names, "http://127.0.0.1:9/")
    before = (
        "", "?s ?p ?o", "?s ?p 1", "?s ?p true", "?s ?p 'x'@en", '?s ?p "x"@en--ltr', "?s ?p a:b", "{}", "?s ?p _:b",
        "FILTER(1<2)", "FILTER(1<2&&3>2)", "BIND(1 AS ?z)", "OPTIONAL", "{}UNION", "?s ?p ()", "#x\n", "VALUES ?v {1}",
    )  # fmt: skip
    glue = ("", " ", ".", "\n", "#\n", "\t", "\r", "<", ">", "\ufeff", "\u00a0", "\\u0020", "{", "}")
    service = (
        "SERVICE", "sErViCe", "SERVICE#\n", "\\u0053ERVICE", "servicekg:x", "trueSERVICE",
        "trueservicekg:x", "service:x", "service:", "xservice:", "optionalSERVICE",
    )  # fmt: skip
    target = ("<http://127.0.0.1:9/>", "kg:x", ":x", "?s", "", ":")
    after = ("{}", " {?s ?p ?o}", "#\n{}", "{", "}")
    pick, store, reached = random.Random(7).choice, ox.Store(), 0
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("1")))
    for _ in range(12_000):
        parts = (before, glue, service, ("", "", "", " ", *glue), target, ("", "", "", *glue), after)
        text = f"SELECT * {{{''.join(map(pick, parts))}}}"
        if _asks_another_machine(store, text, prefixes):
            reached += 1
            assert "SERVICE is not allowed" in refusal(text, prefixes), text
    assert reached > 100


def _asks_another_machine(store, text, prefixes):
    try:
        list(store.query(text, prefixes=prefixes))
    except OSError:
        # Port 9 is refused before anything is sent.
        return True
    except (SyntaxError, RuntimeError):
        return False
    return False


# ---- FROM

FROM = {
    "SELECT * FROM <http://e/d.ttl> { ?s ?p ?o }": "FROM <http://e/d.ttl> is not allowed",
    "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }": "FROM <file:///etc/passwd> is not allowed",
    "SELECT * from<http://e/>{ ?s ?p ?o }": "FROM <http://e/> is not allowed",
    "SELECT * FROM <urn:g1> FROM <urn:g3> { ?s ?p ?o }": "FROM <urn:g3> is not allowed",
    "ASK FROM graph:other {}": "FROM <https://w3id.org/legation/graph/other> is not allowed",
    "PREFIX graph: <http://e/> ASK FROM graph:accepted {}": "FROM <http://e/accepted> is not allowed",
    "ASK FROM <\\u0068ttp://e/> {}": "FROM <http://e/> is not allowed",
    "BASE <urn:> ASK FROM <g1> {}": "FROM <g1> is a relative IRI",
    "ASK FROM NAMED {}": "FROM names no graph",
    "ASK FROM": "FROM names no graph",
}


@pytest.mark.parametrize(("text", "words"), FROM.items())
def test_from_names_only_graphs_that_are_here(text, words):
    assert len(FROM) == 10
    assert re.match(r"line 1, column \d+: ", refusal(text))
    assert words in refusal(text)


def test_a_query_with_a_dataset_of_its_own_says_so():
    asked = read_query("SELECT * FROM <urn:g1> FROM NAMED <urn:g2> FROM <urn:g3> {}", prefixes={})
    assert asked.graphs(named=False) == ["urn:g1", "urn:g3"]
    assert asked.graphs(named=True) == ["urn:g2"]
    text = "SELECT ?from { ?from kg:from 'FROM <urn:g1>' } # FROM <urn:g1>"
    assert read_query(text, prefixes={"kg": "urn:kg:"}).dataset == ()


# ---- too large, too deep

MEASURES = {
    "length": ("ASK {}" + " " * 100_000, "100,006 characters; at most 100,000"),
    "parentheses": ("SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", "nest deeper than 100"),
    "path": ("SELECT * { ?s " + "(" * 20_000 + "kg:p" + ")*" * 20_000 + " ?o }", "nest deeper than 100"),
    "groups": ("SELECT * " + "{" * 101 + "}" * 101, "nest deeper than 100"),
    "blank nodes": ("SELECT * { ?s ?p " + "[ ?p " * 100 + "1" + "]" * 100 + " }", "nest deeper than 100"),
    "mixed": ("SELECT * { FILTER" + "({[" * 40 + "]})" * 40 + " }", "nest deeper than 100"),
    "triple terms": (
        "SELECT * { ?s ?p " + "<<( ?s ?p " * 101 + "1" + " )>>" * 101 + " }",
        "nest deeper than 100",
    ),
    "negations": ("SELECT * { FILTER(" + "!" * 20_000 + "?s) }", "more than 20 signs like !"),
    "minus signs": ("SELECT * { FILTER(" + "- " * 21 + "?s) }", "more than 20 signs like -"),
    "or": ("SELECT * { FILTER(" + "||".join(["?s"] * 9_400) + ") }", "more than 1,000 operators"),
    "and": ("SELECT * { FILTER(" + "&&".join(["?s"] * 1_002) + ") }", "more than 1,000 operators"),
    "steps": ("SELECT * { ?s " + "/".join(["kg:p"] * 1_002) + " ?o }", "more than 1,000 operators"),
    "choices": ("SELECT * { ?s " + "|".join(["kg:p"] * 1_002) + " ?o }", "more than 1,000 operators"),
    "unions": ("SELECT * { " + "UNION".join(["{?s ?p ?o}"] * 2_000) + " }", "more than 1,000 operators"),
    "optionals": ("SELECT * { " + "OPTIONAL{?s ?p ?o}" * 1_001 + " }", "more than 1,000 operators"),
    "limit": ("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999", "LIMIT is too large"),
    "offset": ("SELECT * { ?s ?p ?o } OFFSET 9223372036854775808", "OFFSET is too large"),
    "a limit of 50,000 digits": ("SELECT * { ?s ?p ?o } LIMIT " + "9" * 50_000, "LIMIT is too large"),
    "NUL": ('SELECT * { ?s ?p "a\0b" }', "line 1, column 20: a NUL character"),
    "half a character": ('SELECT * { ?s ?p "\ud83d" }', "column 19: half a character"),
}


@pytest.mark.parametrize(("text", "words"), MEASURES.values(), ids=MEASURES)
def test_what_would_end_the_engine_is_refused_before(text, words):
    assert len(MEASURES) == 20
    assert words in refusal(text)


def test_up_to_the_limits_the_engine_lives():
    """In the process of this test: a limit set too high would end it."""
    store = ox.Store()
    for text in (
        "SELECT * { FILTER(" + "(" * 97 + "1" + ")" * 97 + ") }",
        "SELECT * " + "{" * 100 + "}" * 100,
        "SELECT * { ?s ?p ?o " + "FILTER EXISTS { ?s ?p ?o " * 98 + "}" * 98 + " }",
        "SELECT * { FILTER(" + "!" * 20 + "?s) }",
        "SELECT * { FILTER(" + "||".join(["?s"] * 999) + ") }",
        "SELECT * { " + "UNION".join(["{?s ?p ?o}"] * 900) + " }",
        "SELECT * { ?s ?p ?o FILTER(?s IN (" + ",".join(["1"] * 40_000) + ")) }",
    ):
        check(text)
        assert list(store.query(text)) is not None


HOSTILE = [
    "a.",
    "a-",
    "a:b.",
    "a:.",
    "1.",
    "<a",
    "<",
    "'",
    '"""',
    "_:a.",
    "@a-",
    "?",
    "\\",
    "\\u0041",
    "#",
    "(",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_guard_itself_takes_time_in_proportion(unit):
    assert len(HOSTILE) == 16
    text = (unit * 100_000)[:100_000]
    started = time.perf_counter()
    refusal(text)
    assert time.perf_counter() - started < 10


# ---- what cannot be a query, said better than the engine does

SLIPS = {
    "SELECT * { ?s skoss:p ?o }": "line 1, column 15: the prefix skoss: is not declared (did you mean “skos”?)",
    "SELECT * { ?s <p> ?o }": "line 1, column 15: <p> is a relative IRI, and there is no BASE",
    "SELCT * { ?s ?p ?o }": "line 1, column 1: “SELCT” is not a word of SPARQL (did you mean “SELECT”?)",
    "SELECT * {\n ?s ?p (1 2\n}": "line 3, column 1: this } does not close what is open here",
    "SELECT * {\n ?s ?p ?o": "line 1, column 10: this { is never closed",
    "SELECT * { ?s ?p ?o } }": "line 1, column 23: this } does not close what is open here",
    "SELECT * { ?s ?p 'x }": "line 1, column 18: this text is never closed",
    "SELECT * { ?s ?p '''x'' }": "line 1, column 18: this text is never closed",
    "SELECT * { ?s ?p “x” }": "line 1, column 18: the character '“' cannot stand here",
    "SELECT * { ?s ?p \\x }": "line 1, column 18: a backslash stands only in texts, IRIs and names",
    'SELECT * { ?s ?p "\\u0022" }': "line 1, column 19: \\u0022 stands for '\"'; write that without an escape",
    "SELECT * { ?s ?p '\\ud800' }": "line 1, column 19: \\ud800 is not a character",
    "": "line 1, column 1: there is no SELECT or ASK or CONSTRUCT or DESCRIBE",
    "# nothing\n\n": "line 3, column 1: there is no SELECT or ASK or CONSTRUCT or DESCRIBE",
}


@pytest.mark.parametrize(("text", "words"), SLIPS.items())
def test_a_slip_is_named_with_its_place(text, words):
    assert len(SLIPS) == 14
    assert refusal(text) == words


ENGINE = {
    "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o }": "line 1, column 40: The SELECT contains a variable that is unbound",
    "SELECT *\n{ ?s ?p ?o }\nGROUP BY ?s": "line 3, column 12: SELECT * is not authorized with GROUP BY",
    "SELECT * {\n ?s ?p\n}": "line 3, column 2: the query makes no sense at this place or before it",
}


@pytest.mark.parametrize(("text", "words"), ENGINE.items())
def test_a_syntax_error_of_the_engine_has_line_and_column(text, words):
    assert len(ENGINE) == 3
    check(text)
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text)
    said = syntax_error(caught.value, text)
    assert (str(said)[: len(words)], said.exit_code) == (words, 2)
