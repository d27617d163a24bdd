"""An answer as text: for people (table, markdown), for programs (W3C CSV, TSV and JSON, ndjson, RDF).

CSV and TSV are exact, as the W3C recommendations say: a cell that a spreadsheet would take for a formula
(`=…`, `+…`, `@…`) is not changed. Import such a file with the columns set to text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.graph.answer import Answer, Table, Term, Triples, Truth
from kg.graph.plain_text import aligned, markdown_row, shown
from kg.problems import KgError, suggestion
from kg.vocabulary import PREFIXES, XSD

TABULAR: Final = ("table", "csv", "tsv", "json", "ndjson", "markdown")
RDF_FORMATS: Final[dict[str, RdfFormat]] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
FORMATS: Final = (*TABULAR, *RDF_FORMATS)
_TRUTH_FORMATS: Final = ("table", "json", "ndjson", "markdown")

_LOCAL: Final = re.compile(r"(?:\w[\w.\-]*)?(?<!\.)")
# A claim `001/talks` or a passage `001#8.2`: a slash and a hash are escaped, else a query would not read them back.
_FOLDED: Final = re.compile(r"\w[\w-]*[/#](?:\w[\w.\-]*)(?<!\.)")
# At most 15 digits: what a reader of JSON keeps without rounding.
_JSON_NUMBER: Final = re.compile(
    r"(?=(?:[^0-9]*[0-9]){1,15}[^0-9]*\Z)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?"
)
_CSV_MARKS: Final = re.compile('[",\\r\\n]')
_NUMERIC: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
# What Turtle, and so TSV, writes without quotes.
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile("true|false"),
}


def write_answer(answer: Answer, form: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Give the answer in one of FORMATS, ended by a line end; rows in the query's order, triples sorted.

    Triples in a tabular format are a table of subject, predicate and object. Raises KgError for a format
    that is none, or that does not fit the answer, naming those that do.
    """
    if form not in FORMATS:
        raise KgError(f"“{form}” is no format{suggestion(form, FORMATS)}; there are {', '.join(FORMATS)}")
    if isinstance(answer, Truth):
        _insist("ASK", form, _TRUTH_FORMATS)
        return _truth(answer, form)
    if isinstance(answer, Table):
        _insist("SELECT", form, TABULAR)
        return _WRITERS[form](answer, prefixes)
    if form in RDF_FORMATS:
        return _rdf(answer, RDF_FORMATS[form], prefixes)
    return _WRITERS[form](_as_table(answer), prefixes)


def prefixed(term: Term, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Give a term as people read it: `id:MEX`, `claim:001\\/talks`, a literal's text, `_:b0`, else `<…>`."""
    if isinstance(term, NamedNode):
        for prefix, namespace in prefixes.items():
            local = _local(term.value.removeprefix(namespace)) if term.value.startswith(namespace) else None
            if local is not None:
                return f"{prefix}:{local}"
        return f"<{term.value}>"
    if isinstance(term, Triple):
        return f"<<( {' '.join(prefixed(each, prefixes) for each in term)} )>>"
    return term.value if isinstance(term, Literal) else str(term)


def _local(name: str) -> str | None:
    if _LOCAL.fullmatch(name):
        return name
    return re.sub("[/#]", r"\\\g<0>", name) if _FOLDED.fullmatch(name) else None


def _insist(kind: str, form: str, fitting: Iterable[str]) -> None:
    if form not in fitting:
        raise KgError(f"{form} does not fit the answer of {kind}; these do: {', '.join(fitting)}")


def _truth(answer: Truth, form: str) -> str:
    word = "true" if answer.value else "false"
    return f'{{"head":{{}},"boolean":{word}}}\n' if form == "json" else f"{word}\n"


def _as_table(answer: Triples) -> Table:
    return Table(("subject", "predicate", "object"), tuple(tuple(each) for each in _sorted(answer)))


def _sorted(answer: Triples) -> list[Triple]:
    return sorted(answer.triples, key=str)


def _rdf(answer: Triples, form: RdfFormat, prefixes: Mapping[str, str]) -> str:
    triples = _sorted(answer)
    names = {node.value for triple in triples for node in triple if isinstance(node, NamedNode)}
    used = {key: space for key, space in prefixes.items() if any(name.startswith(space) for name in names)}
    data = serialize(triples, format=form, prefixes=used if form == RdfFormat.TURTLE else None)
    text = (data or b"").decode("utf-8")
    return text if text.endswith("\n") or not text else f"{text}\n"


def _table(table: Table, prefixes: Mapping[str, str]) -> str:
    return aligned([table.variables, *_shown_rows(table, prefixes)])


def _markdown(table: Table, prefixes: Mapping[str, str]) -> str:
    rows = [markdown_row(row) for row in ([*table.variables], *_shown_rows(table, prefixes))]
    rule = f"|{' --- |' * len(table.variables)}\n"
    return "".join([rows[0], rule, *rows[1:]])


def _shown_rows(table: Table, prefixes: Mapping[str, str]) -> Iterator[list[str]]:
    return _cells(table, lambda term: shown(prefixed(term, prefixes)))


def _cells(table: Table, write: Callable[[Term], str]) -> Iterator[list[str]]:
    """Give the rows as texts, empty where there is no value; each term is written once."""
    known = _Written(write)
    for row in table.rows:
        yield ["" if term is None else known[id(term)] or known.add(term) for term in row]


class _Written(dict[int, str]):
    """What each term is written as, by the identity of the term (the table keeps them alive)."""

    def __init__(self, write: Callable[[Term], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, key: int) -> str:
        return ""

    def add(self, term: Term) -> str:
        self[id(term)] = text = self._write(term)
        return text


def _csv(table: Table, prefixes: Mapping[str, str]) -> str:
    lines = (table.variables, *_cells(table, lambda term: _csv_quoted(_csv_text(term))))
    return "".join(f"{','.join(line)}\r\n" for line in lines)


def _csv_quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_MARKS.search(text) else text


def _csv_text(term: Term) -> str:
    if isinstance(term, Triple):
        return " ".join(_csv_text(each) for each in term)
    return str(term) if isinstance(term, BlankNode) else term.value


def _tsv(table: Table, prefixes: Mapping[str, str]) -> str:
    lines = ([f"?{name}" for name in table.variables], *_cells(table, _tsv_cell))
    return "".join("\t".join(line) + "\n" for line in lines)


def _tsv_cell(term: Term) -> str:
    if isinstance(term, Literal):
        bare = _BARE.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
    if isinstance(term, Triple):
        return f"<<( {' '.join(_tsv_cell(each) for each in term)} )>>"
    return str(term)


def _json(table: Table, prefixes: Mapping[str, str]) -> str:
    rows = _objects(table, lambda term: _compact(_json_term(term)))
    head = _compact({"vars": table.variables})
    return f'{{"head":{head},"results":{{"bindings":[{",".join(rows)}]}}}}\n'


def _objects(table: Table, write: Callable[[Term], str]) -> Iterator[str]:
    """Give each row as a JSON object; where there is no value there is no key."""
    keys = [f"{_compact(name)}:" for name in table.variables]
    for cells in _cells(table, write):
        yield f"{{{','.join([key + cell for key, cell in zip(keys, cells, strict=True) if cell])}}}"


def _json_term(term: Term) -> dict[str, Any]:
    """Give a term as SPARQL 1.1 results in JSON have it (triples and directions as the 1.2 draft does)."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    told: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        told["xml:lang"] = term.language
        return {**told, "its:dir": term.direction.value} if term.direction else told
    plain = term.datatype.value == XSD + "string"
    return told if plain else {**told, "datatype": term.datatype.value}


def _ndjson(table: Table, prefixes: Mapping[str, str]) -> str:
    """One object per row: whole IRIs and texts as strings, numbers and truths as such; no value, no key."""
    return "".join(f"{row}\n" for row in _objects(table, lambda term: _compact(_json_value(term))))


def _json_value(term: Term) -> object:
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    if term.datatype.value in _NUMERIC and _JSON_NUMBER.fullmatch(term.value):
        return int(term.value) if term.value.lstrip("-").isdecimal() else float(term.value)
    truths = {"true": True, "false": False} if term.datatype.value == XSD + "boolean" else {}
    return truths.get(term.value, term.value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_WRITERS: Final[dict[str, Callable[[Table, Mapping[str, str]], str]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "ndjson": _ndjson,
    "markdown": _markdown,
}
