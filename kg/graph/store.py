"""RDF files into quads and stores; a foreign file is read whole or not at all, in a process of its own."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import IO, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.graph import rdf_reader
from kg.graph.disk import plainly
from kg.graph.limits import in_words
from kg.graph.lines import split_off_graph
from kg.graph.literals import fault, ill_typed, is_refused, literals_in
from kg.graph.process import Ending, converse
from kg.graph.rdf_names import check_start, promised_format
from kg.problems import KgError, Mark, Problem, ProblemsFound

__all__ = ["graphs_of", "ill_typed", "load_quads", "load_store", "read_rdf"]

LARGEST_FILE: Final = 2 * 2**30
NESTING: Final = 500
READING_S: Final = 600.0
MEMORY_BYTES: Final = 8 * 2**30

_START: Final = 4_096
# How much larger than the file its N-Quads may be: a long prefix, used often, writes a disk full.
_GROWTH: Final = 50
_LEAST_ROOM: Final = 256 * 2**20
_CONTROL_IN_FILE: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\\[bf]|\\u00(?:0[0-8BCEFbcef]|1[0-9A-Fa-f])|\\U000000(?:0[0-8BCEFbcef]|1.)"
    rb"|\xef\xbf[\xbe\xbf]|\\u[fF]{3}[eEfF]"
)
# Where a serialised literal may be one that is refused: a control character, or a type that is rewritten.
_SUSPECT: Final = re.compile(
    rb"\\[bf]|\\u00(?:0[0-8BCEFbcef]|1[0-9A-Fa-f])|\\uFFF[EF]|\xef\xbf[\xbe\xbf]"
    rb'|24:[^"]*"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:time|dateTime|dateTimeStamp)>'
    rb'|(?:[eE]|[0-9.]{38})[0-9+-]*"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:double|float)>'
)


def load_quads(text: bytes) -> Store:
    """Give a store in memory of N-Quads that we wrote ourselves."""
    store = Store()
    store.load(input=text, format=RdfFormat.N_QUADS)
    return store


def load_store(files: Iterable[Path]) -> Store:
    """Give a store in memory of all these files, read like foreign ones; nothing where one is refused.

    The engine writes some literals shorter (`1.00` as `1`): the quads of `read_rdf` have them as they were.
    """
    store = Store()
    for path in files:
        store.bulk_extend(read_rdf(path))
    return store


def graphs_of(source: Path) -> frozenset[str]:
    """Give the IRIs of the named graphs in an N-Quads file of ours, or in an Oxigraph folder."""
    if source.is_dir():
        names = Store.read_only(str(source)).named_graphs()
        return frozenset(name.value for name in names if isinstance(name, NamedNode))
    with plainly(f"{source} cannot be read"), source.open("rb") as lines:
        found = {split_off_graph(line)[1] for line in lines} - {b""}
    return frozenset(iri.decode("utf-8") for iri in found)


def read_rdf(path: Path) -> Iterator[Quad]:
    """Give the quads of a foreign file, once all of it has been read and found good.

    Blank nodes get names that follow from the file's content, so that those of two files stay apart.
    Nothing is fetched. Raises KgError: 2 as `path:line:column: …` for what is wrong in the file, or where
    its name and content differ; 3 where it cannot be read; ProblemsFound with all faulty literals where
    one of them cannot be loaded. Other ill-typed literals stay as written: `ill_typed` names them.
    """
    text, sha256 = read_text(path)
    return _closing(text, renamed(parse(text, format=RdfFormat.N_QUADS), sha256, path))


def _closing(text: IO[bytes], quads: Iterable[Quad]) -> Iterator[Quad]:
    with text:
        yield from quads


def read_text(path: Path) -> tuple[IO[bytes], str]:
    """Give a foreign file's quads as N-Quads, a line each in the order of the file, and the file's SHA-256.

    Blank nodes have the names that the reader gave them. The caller closes the text. Raises as `read_rdf` does.
    """
    form = promised_format(path)[1]
    sha256 = _looked_at(path)
    with ExitStack() as unless_read:
        spool = unless_read.enter_context(tempfile.TemporaryFile())
        with plainly(f"{path} cannot be read"):
            _read_apart(path, form, spool)
        with terms_of_size(path):
            _check_literals(path, spool)
        spool.seek(0)
        unless_read.pop_all()  # it lives as long as the quads are read: who reads them closes it
    return spool, sha256


def _read_apart(path: Path, form: str, spool: IO[bytes]) -> None:
    """Let a process of its own check the file and write its quads into the spool; raises KgError."""
    room = max(_LEAST_ROOM, _GROWTH * path.stat().st_size)
    ending = converse(
        Path(rdf_reader.__file__),
        {"path": str(path.absolute()), "format": form, "nesting": NESTING, "memory_bytes": MEMORY_BYTES},
        spool,
        start_s=READING_S,
        timeout_s=READING_S,
        most_bytes=room,
    )
    if not ending.well:
        raise _failure(ending, path, room)


def _failure(ending: Ending, path: Path, room: int) -> KgError:
    if ending.cut == "size":
        return KgError(f"{path}:1:1: written out it is larger than {in_words(room)}")
    if ending.cut:
        return KgError(f"{path}: reading was cut after {READING_S:g} seconds", exit_code=3)
    if ending.out_of_memory:
        return KgError(f"{path}: reading takes more than {in_words(MEMORY_BYTES)} of memory", exit_code=3)
    said = ending.refusal
    if said.get("kind") == "file":
        line, column = said["line"] or 1, said["column"] or 1
        return KgError(f"{path}:{line}:{column}: {said['message']}")
    return KgError(f"{path}: the file ended its reader ({said.get('message') or ending.cause})", exit_code=3)


def _looked_at(path: Path) -> str:
    """Give the file's hash, having looked at its size and its first bytes."""
    with plainly(f"{path} cannot be read"):
        if path.is_dir():
            raise KgError(f"{path} is a folder; name a file")
        if not path.is_file() and path.exists():
            raise KgError(f"{path} is a device or a pipe; name a file")
        if path.stat().st_size > LARGEST_FILE:
            raise KgError(f"{path} is larger than {in_words(LARGEST_FILE)}; split it")
        with path.open("rb") as file:
            check_start(path, file.read(_START))
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()


def _check_literals(path: Path, spool: IO[bytes]) -> None:
    """Raise ProblemsFound with every faulty literal where one of them cannot be loaded."""
    if not _any_refused(spool):
        return
    with plainly(f"{path} cannot be read"):
        data = path.read_bytes()
    spool.seek(0)
    literals = (each for quad in parse(spool, format=RdfFormat.N_QUADS) for each in literals_in(quad.object))
    faults = ((each, fault(each)) for each in literals)
    raise ProblemsFound(Problem(_mark(path, data, each), told) for each, told in faults if told)


def _any_refused(spool: IO[bytes]) -> bool:
    spool.seek(0)
    typed = (line for line in spool if b'"^^<' in line or b"\\" in line or b"\xef\xbf" in line)
    suspects = (line for line in typed if _SUSPECT.search(line))
    quads = (quad for line in suspects for quad in parse(line, format=RdfFormat.N_QUADS))
    return any(is_refused(each) for quad in quads for each in literals_in(quad.object))


def _mark(path: Path, data: bytes, literal: Literal) -> Mark:
    """Give the place of the first text like this literal's, else of the first control character."""
    at = data.find(literal.value.encode("utf-8"))
    if at < 0:
        found = _CONTROL_IN_FILE.search(data)
        at = found.start() if found else 0
    line_start = data.rfind(b"\n", 0, at) + 1
    column = len(data[line_start:at].decode("utf-8", "replace")) + 1
    return Mark(str(path), data.count(b"\n", 0, at) + 1, column)


@contextmanager
def terms_of_size(path: Path) -> Iterator[None]:
    """Say in plain words where the engine's buffer of 16 MB, which no memory widens, cannot hold a term."""
    try:
        yield
    except MemoryError as error:
        raise KgError(f"{path}:1:1: a text or an IRI of more than 16 MB: it is not read") from error


def renamed(quads: Iterable[Quad], sha256: str, path: Path) -> Iterator[Quad]:
    """Name the blank nodes after the file with this hash, in the order of their first appearance."""
    known: dict[BlankNode, BlankNode] = {}
    numbers = count()

    def named(term: Any) -> Any:
        if isinstance(term, BlankNode):
            if term not in known:
                known[term] = BlankNode(f"f{sha256[:12]}n{next(numbers)}")
            return known[term]
        return Triple(*map(named, term)) if isinstance(term, Triple) else term

    with terms_of_size(path):
        for quad in quads:
            plain = isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
            yield quad if plain and not isinstance(quad.graph_name, BlankNode) else Quad(*map(named, quad))
