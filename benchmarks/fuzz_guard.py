"""Fuzz the query check: what it lets through neither ends the engine nor asks elsewhere, and it never fails itself.

How it is run stands in benchmarks/fuzzing.py. What is let through is given to the engine, in this process, with an
empty graph and a listener at the only address that the words name.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from benchmarks.fuzzing import fuzz, instrumented

with instrumented():
    from kg.graph.guard import check_query
    from kg.graph.sparql_words import CHANGES, QUERY_WORDS
    from kg.problems import KgError

from pyoxigraph import Store

from kg.vocabulary import PREFIXES

PORT = 47_813
ASKED = threading.Event()
EMPTY = Store()


def one_input(data: bytes) -> bool:
    """Check the text; ask an empty graph what is let through, and tell whether it was."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        check_query(text, graphs=["urn:here"], prefixes=PREFIXES)
    except KgError:
        return False
    with suppress(SyntaxError, ValueError, RuntimeError, OSError):
        EMPTY.query(text, prefixes=PREFIXES)
    assert not ASKED.is_set(), "a query that was let through asked elsewhere"
    return True


def seeds() -> list[bytes]:
    """Give the shipped views, and queries of every form."""
    from kg.graph.views import views

    forms = (
        "SELECT * FROM <urn:here> { ?s ?p ?o FILTER(?o > 1 && REGEX(STR(?s), 'a+')) } LIMIT 3",
        "ASK { GRAPH ?g { ?s kg:who/^kg:of*|!rdf:type ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { ?o ?p ?s } OPTIONAL { ?s a ?t } }",
        'DESCRIBE <urn:a> ?x { VALUES ?x { "a"@en "1"^^xsd:integer UNDEF } }',
        f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{PORT}/> {{ ?s ?p ?o }} }}",
        "PREFIX e: <urn:e:> BASE <urn:b> SELECT (GROUP_CONCAT(?x; SEPARATOR=',') AS ?y) { ?x e:p [ e:q ( 1 2 ) ] }",
    )
    return [*(form.encode() for form in forms), *(view.query.encode() for view in views().values())]


def words() -> list[str]:
    """Give the words of queries, and those that ask elsewhere."""
    there = f"<http://127.0.0.1:{PORT}/>"
    elsewhere = (
        "SERVICE",
        "SILENT",
        there,
        f"SERVICE {there} {{",
        "\\u0053ERVICE ",
        f"LOAD {there}",
        "kg:x",
        "#",
    )
    return [
        *sorted(QUERY_WORDS | CHANGES),
        *elsewhere,
        "{",
        "}",
        "(",
        ")",
        "[]",
        "?x ",
        "<<",
        "'''",
        "<urn:here>",
    ]


def listen() -> None:
    """Listen at the address; whoever asks there sets `ASKED`."""
    server = socket.create_server(("127.0.0.1", PORT))
    threading.Thread(target=_wait, args=(server,), daemon=True).start()


def _wait(server: socket.socket) -> None:
    server.accept()
    ASKED.set()


if __name__ == "__main__":
    listen()
    fuzz(one_input, words(), seeds())
