"""RDF from elsewhere as a dataset: any file as one accepted graph, a file that describes claims as ours do as such.

The engine ends the whole process where it sorts numbers together with other texts, or dates with and without
a time zone (pyoxigraph 0.5.13), and a date that is none cannot be reckoned with. So a file that names our
graph of claims is held against the ontology's form, and any other is asked in a process of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.curation.dates import parse_edtf
from kg.curation.form import Field, Holds, Kind, load_form
from kg.graph.dataset import Dataset
from kg.graph.disk import plainly, temporary_file
from kg.graph.lines import is_plain, may_be_ill_typed, predicate_and_object, split_off_graph
from kg.graph.literals import fault
from kg.graph.serializing import serialized
from kg.graph.store import ill_typed, read_text, renamed, terms_of_size
from kg.problems import KgError
from kg.vocabulary import GRAPH_ACCEPTED, GRAPH_CLAIMS, KG, XSD

Check = Callable[[object], str]

_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal"))
_PLAIN: Final = frozenset(XSD + name for name in ("string", "boolean", "date"))
_DAY: Final = re.compile(r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PASSAGE: Final = re.compile(r"[^#]*#[1-9][0-9]{0,8}(?:\.[1-9][0-9]{0,8})?")
_LARGEST: Final = 10**18
_SHOWN: Final = 5


def open_rdf(path: Path) -> Dataset:
    """Open an RDF file as a dataset; raises KgError as `read_rdf` does, and (2) where it only seems to be ours."""
    if not path.exists():
        raise KgError(f"{path}: there is no such file or folder", exit_code=3)
    text, sha256 = read_text(path)
    claims = GRAPH_CLAIMS.encode()
    with text, plainly(f"{path} cannot be opened"), terms_of_size(path):
        ours = any(claims in line and split_off_graph(line)[1] == claims for line in text)
        text.seek(0)
        return _open_ours(path, text, sha256) if ours else _open_theirs(path, text, sha256)


def _open_ours(path: Path, text: IO[bytes], sha256: str) -> Dataset:
    """Load the statements as they are; what each property holds is looked at once, however many hold it."""
    firsts: dict[bytes, bytes] = {}
    others: list[bytes] = []
    lines: set[bytes] = set()
    for line in text:
        if is_plain(line):
            lines.add(line)
            firsts.setdefault(predicate_and_object(split_off_graph(line)[0]), line)
        else:
            others.append(line)
    quads = list(renamed(_parsed(others), sha256, path))
    looked_at = [*_parsed(firsts.values()), *quads]
    _insist_ours(path, looked_at)
    data = b"".join(sorted({*lines, *serialized(quads, RdfFormat.N_QUADS).splitlines(keepends=True)}))
    store = Store()
    store.load(input=b"".join(lines), format=RdfFormat.N_QUADS, lenient=True)
    store.bulk_extend(quads)
    return Dataset(str(path), None, store, hashlib.sha256(data).hexdigest(), tuple(ill_typed(looked_at)))


def _open_theirs(path: Path, text: IO[bytes], sha256: str) -> Dataset:
    """Put all statements into the accepted graph: most as lines, those with blank nodes or triples as values."""
    accepted, ending = NamedNode(GRAPH_ACCEPTED), f" <{GRAPH_ACCEPTED}> .\n".encode()
    others: list[bytes] = []
    doubtful: list[bytes] = []
    store = Store()
    with temporary_file(".nq") as out:
        for line in text:
            if not is_plain(line):
                others.append(line)
                continue
            out.write(split_off_graph(line)[0].removesuffix(b" .\n") + ending)
            if may_be_ill_typed(line):
                doubtful.append(line)
        out.flush()
        store.load(path=out.name, format=RdfFormat.N_QUADS, lenient=True)
        named = renamed(_parsed(others), sha256, path)
        quads = [Quad(quad.subject, quad.predicate, quad.object, accepted) for quad in named]
        store.bulk_extend(quads)
        out.write(serialized(quads, RdfFormat.N_QUADS))
    warnings = dict.fromkeys((*ill_typed(_parsed(doubtful)), *ill_typed(quads)))
    return Dataset(str(path), Path(out.name), store, sha256, tuple(warnings))


def _parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    return parse(b"".join(lines), format=RdfFormat.N_QUADS)


def _insist_ours(path: Path, quads: Iterable[Quad]) -> None:
    if found := list(islice(faults(quads), _SHOWN)):
        listed = "; ".join(found)
        raise KgError(f"{path} names the graph of claims, and is no dataset as kg builds it: {listed}")


def faults(quads: Iterable[Quad]) -> Iterator[str]:
    """Give a line for every statement that a dataset as kg builds it cannot hold."""
    checks = _checks()
    for quad in quads:
        wrong = checks.get(quad.predicate.value, _ordinary)(quad.object)
        if wrong:
            yield f"{quad.subject} {quad.predicate} {quad.object}: {wrong}"


def _checks() -> Mapping[str, Check]:
    """Give for the properties of the form, and for some that only the dataset has, what they may hold."""
    fields: dict[str, list[Field]] = {}
    for field in _fields(load_form().kinds.values()):
        fields.setdefault(field.path, []).append(field)
    return {
        **{path: check for path, each in fields.items() if (check := _check_of(each))},
        **{KG + name: _day for name in ("earliest", "latest")},
        KG + "paragraph": _number,
        KG + "evidence": _passage,
    }


def _fields(kinds: Iterable[Kind]) -> Iterator[Field]:
    for kind in kinds:
        yield from kind.fields.values()
        yield from _fields(field.nested for field in kind.fields.values() if field.nested is not None)


def _check_of(fields: Iterable[Field]) -> Check | None:
    holds = {field.holds for field in fields}
    if holds <= {Holds.INTEGER, Holds.DECIMAL}:
        return _number
    if holds == {Holds.DATE}:
        return _dating
    if holds == {Holds.CHOICE}:
        choices = frozenset(KG + choice for field in fields for choice in field.choices)
        return lambda held: (
            "" if isinstance(held, NamedNode) and held.value in choices else "it is none of the choices"
        )
    return None


def _number(held: object) -> str:
    if not isinstance(held, Literal) or held.datatype.value not in _NUMBERS:
        return "a number is due"
    return fault(held) or ("" if abs(float(held.value)) < _LARGEST else "at most 18 digits are due")


def _day(held: object) -> str:
    fits = isinstance(held, Literal) and held.datatype.value == XSD + "date" and _DAY.fullmatch(held.value)
    return (fault(held) or "") if fits and isinstance(held, Literal) else "a day is due, such as 2019-07-21"


def _dating(held: object) -> str:
    try:
        parse_edtf(held.value if isinstance(held, Literal) else "")
    except ValueError as error:
        return str(error)
    return ""


def _passage(held: object) -> str:
    fits = isinstance(held, NamedNode) and _PASSAGE.fullmatch(held.value)
    return "" if fits else "a passage is due, such as <…/article/001#8.1>"


def _ordinary(held: object) -> str:
    if not isinstance(held, Literal):
        return ""
    kind = held.datatype.value
    if kind.startswith(XSD) and kind not in _PLAIN:
        return f"no {kind.replace(XSD, 'xsd:')} is due"
    return _day(held) if kind == XSD + "date" else fault(held) or ""
