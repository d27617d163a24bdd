# ruff: noqa: E501 (a case stands on one line)
"""RDF files made to do harm, and odd ones that are good: what each holds, what is said of it, its limits."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Final

RDF: Final = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Graph:
    """A file, by the name that promises its format; FILE in what is said stands for that name."""

    name: str
    content: bytes
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    seconds: float = 10.0
    peak_mb: float = 512.0


def graph(name: str, content: str | bytes, *says: str, never: tuple[str, ...] = (), **limits: float) -> Graph:
    data = content if isinstance(content, bytes) else content.encode()
    return Graph(name, data, says, never, **limits)


def described(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>\n{before}<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a"><e:p>{inside}</e:p></rdf:Description></rdf:RDF>'


def entities(levels: int) -> str:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "ha">{lines}]>'


def nested(opening: str, closing: str, depth: int) -> str:
    return f"<urn:a> <urn:p> {opening * depth}1{closing * depth} ."


SECRET: Final = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFUSED: Final = {
    # what the samples try, in our own words
    "a bomb of entities": graph("a.rdf", described("&e7;", entities(8)), "FILE:2:1: DOCTYPE and ENTITY are not allowed", seconds=3, peak_mb=300),
    "an entity that is a file": graph("a.rdf", described("&x;", SECRET), "FILE:2:1: DOCTYPE", never=("root:",)),
    "a definition elsewhere": graph("a.rdf", described("v", '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:PORT/e.dtd">'), "FILE:2:1: DOCTYPE"),
    "a context elsewhere": graph("a.jsonld", '{"@context": "http://127.0.0.1:PORT/c", "@id": "urn:a", "n": "x"}', "FILE:1:14: the context http://127.0.0.1:"),
    "an import elsewhere": graph("a.jsonld", '{"@context": {"@version": 1.1, "@import": "http://127.0.0.1:PORT/c"}, "@id": "urn:a"}', "FILE:1:43: the context"),
    "20,000 nested nodes": graph("a.ttl", nested("[ <urn:p> ", "]", 20_000), "brackets nest deeper than 500"),
    "an error on the last line": graph("a.nt", '<urn:a> <urn:p> "1" .\n' * 20_000 + "<urn:a b> .", "FILE:20001:1: "),
    "a space in an IRI": graph("a.ttl", '<http://e/a b> <urn:p> "x" .', "FILE:1:1: Invalid IRI"),
    "RDF/XML by another name": graph("a.ttl", f"<rdf:RDF {RDF}/>", "FILE:1:1: it looks like RDF/XML, but its name says Turtle"),
    "literals that are none": graph("a.ttl", f'<urn:a> <urn:p> "2024-02-30"^^<{XSD}date>, "TRUE"^^<{XSD}boolean>, "1e999"^^<{XSD}double>, "24:00:00"^^<{XSD}time> .', "'2024-02-30' is no xsd:date", "'TRUE' is no xsd:boolean", "'1e999' cannot be kept", "'24:00:00' cannot be kept"),
    "a control character": graph("a.ttl", b'<urn:a> <urn:p> "a\x00b\x0bc" .', "FILE:1:18: ", "holds a control character"),
    "TriX with an entity": graph("a.trix", f'<?xml version="1.0"?>{SECRET}<TriX xmlns="http://www.w3.org/2004/03/trix/trix-1/"/>', "TriX is not read", never=("root:",)),
    # more of the same family
    "braces in an IRI": graph("a.nq", '<http://e/{y}> <urn:p> "x" <urn:g> .', "FILE:1:1: Invalid IRI"),
    "20,000 nested lists": graph("a.trig", nested("(", ")", 20_000), "brackets nest deeper than 500"),
    "20,000 nested triples": graph("a.nt", nested("<<( <urn:a> <urn:p> ", " )>>", 20_000), "brackets nest deeper than 500"),
    "100,000 nested arrays": graph("a.jsonld", "[" * 100_000, "brackets nest deeper than 500"),
    "5,000 nested elements": graph("a.rdf", f"<rdf:RDF {RDF}>{'<e:a><e:p>' * 5_000}", "elements nest deeper than 500"),
    "a document included from elsewhere": graph("a.rdf", f'<rdf:RDF {RDF}><xi:include href="http://127.0.0.1:PORT/x"/></rdf:RDF>', "FILE:1:"),
    "an archive by another name": graph("a.nt", gzip.compress(b"<urn:a> <urn:p> <urn:b> .\n" * 1_000_000), "it looks like a gzip archive", peak_mb=200),
    "claims that are only named so": graph("a.nq", '<urn:a> <https://w3id.org/legation/ontology#earliest> "soon" <https://w3id.org/legation/graph/claims> .', "is no dataset as kg builds it", "a day is due"),
    # and more
    "a relative IRI": graph("a.nt", "<a> <b> <c> .", "FILE:1:1: No scheme found"),
    "a line end in an IRI": graph("a.nt", "<urn:a\\u000Ab> <urn:p> <urn:c> .", "FILE:1:1: Invalid IRI"),
    "the end of an IRI in an IRI": graph("a.nt", "<urn:a\\u003Eb> <urn:p> <urn:c> .", "FILE:1:1: Invalid IRI"),
    "half a character": graph("a.nt", '<urn:a> <urn:p> "\\uD800" .', "FILE:1:18: "),
    "17 MB of text in a Turtle file": graph("a.ttl", f'<urn:a> <urn:p> "{"x" * 17_000_000}" .', "FILE:1:1: a text or an IRI of more than 16 MB"),
    "17 MB of text in an RDF/XML file": graph("a.rdf", described("x" * 17_000_000), "FILE:1:1: a text or an IRI of more than 16 MB"),
    "a prefix that grows": graph("a.ttl", f"@prefix p: <urn:{'x' * 100_000}> .\n" + "p:a p:b p:c .\n" * 20_000, "written out it is larger than 256MB"),
    "brackets behind a quote": graph("a.ttl", "<urn:a> <urn:p> '''" + "'[\n" * 10 + "''' , " + "[" * 600, "brackets nest deeper than 500"),
    "brackets behind quotes in an IRI": graph("a.ttl", "<urn:a#'''> <urn:p> " + "(" * 20_000, "brackets nest deeper than 500"),
    "600 notes on notes": graph("a.ttl", "<urn:a> <urn:p> <urn:o> " + "{| <urn:q> <urn:r> " * 600, "brackets nest deeper than 500"),
    "a context in a context elsewhere": graph("a.jsonld", '{"@context": {"@version": 1.1, "k": {"@id": "urn:k", "@context": "//127.0.0.1:PORT/c"}}}', "the context //127.0.0.1:"),
    "a context elsewhere, in escapes": graph("a.jsonld", '{"\\u0040context": "http://127.0.0.1:PORT/c", "@id": "urn:a"}', "the context http://127.0.0.1:"),
    "names in a circle": graph("a.jsonld", '{"@context": {"a": "b:x", "b": "a:y"}, "@id": "urn:a", "a:c": "x"}', "Cyclic IRI mapping"),
    "a number of 5,000 digits in JSON": graph("a.jsonld", f'{{"@id": "urn:a", "urn:p": {"9" * 5_000}}}', "cannot be kept as xsd:double"),
    "a definition in another code": graph("a.rdf", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-', "FILE:1:31: it is encoded as UTF-7"),
    "50,000 attributes": graph("a.rdf", f"<rdf:RDF {RDF}><rdf:Description " + " ".join(f'e:a{n}="x"' for n in range(50_000)) + "/></rdf:RDF>", "more than 1,000 attributes", seconds=3),
    "50,000 namespaces": graph("a.rdf", f"<rdf:RDF {RDF} " + " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(50_000)) + "/>", "FILE:1:1: an element has more than 1,000 attributes", seconds=3),
    "a bomb of gzip": graph("a.ttl", gzip.compress(b"\0" * 50_000_000), "it looks like a gzip archive", peak_mb=200),
    "a database": graph("a.ttl", b"SQLite format 3\0" + b"\0" * 1_000, "FILE:1:1: "),
    "a page": graph("a.rdf", "<!DOCTYPE html><html></html>", "it looks like HTML"),
}  # fmt: skip

HELD: Final = {
    "an integer of 5,000 digits": graph("a.nt", f'<urn:a> <urn:p> "{"9" * 5_000}"^^<{XSD}integer> .', "9" * 5_000),
    "blank nodes": graph("a.nt", '_:x <urn:p> "A" .', "A"),
    "a graph named as if it were ours": graph("a.trig", "<https://w3id.org/legation/graph/provenance> { <urn:f> <urn:verified> true }", "true"),
    "two states said to be the same": graph("a.ttl", "<urn:iran> <http://www.w3.org/2002/07/owl#sameAs> <urn:israel> . <urn:iran> <urn:p> 1 .", "urn:israel", "1"),
    "an ill-typed literal that can be kept": graph("a.nt", f'<urn:a> <urn:p> "abc"^^<{XSD}integer> .', "abc"),
    "an address of this machine": graph("a.jsonld", '{"@id": "http://127.0.0.1:PORT/latest", "urn:p": "x"}', "x"),
    "an address of a file": graph("a.rdf", f'<rdf:RDF {RDF} xml:base="file:///etc/"><rdf:Description rdf:about="passwd"><e:p>v</e:p></rdf:Description></rdf:RDF>', "file:///etc/passwd", never=("root:",)),
    "a style sheet from elsewhere": graph("a.rdf", f'<?xml-stylesheet href="http://127.0.0.1:PORT/x.xsl"?><rdf:RDF {RDF}><rdf:Description rdf:about="urn:a"><e:p>v</e:p></rdf:Description></rdf:RDF>', "v"),
    "499 nested nodes": graph("a.ttl", nested("[ <urn:p> ", "]", 499), "urn:p"),
    "brackets that are text": graph("a.ttl", f'<urn:a> <urn:p> "{"[" * 30_000}" .', "[" * 30_000),
}  # fmt: skip
