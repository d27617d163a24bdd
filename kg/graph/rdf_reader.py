"""The process in which a foreign RDF file is read, so that whatever is in it, only this process ends.

Run as a script by `store`; it imports nothing of the package. One JSON request comes on stdin; stdout
says `started`, then gives the file's quads as N-Quads. A refusal leaves one JSON line on stderr with its
line and column (0 where the parser tells none).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final
from xml.parsers import expat

import pyoxigraph as ox

REFUSED: Final = 10
_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 1 << 20
_ATTRIBUTES: Final = 1_000
_OPENING: Final = (b"[", b"(", b"{", b"<<")
_TURTLE: Final = re.compile(
    rb"""
      \"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]++|\\.|'(?!''))*+'''
    | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+'
    | <[^<>"{}|^`\x00-\x20]*+> | \#[^\r\n]*+
    | (?P<open> <<\(? | [\[({] ) | (?P<close> \)?>> | [\])}] )
    """,
    re.VERBOSE | re.DOTALL,
)
_JSON: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")


class Refused(Exception):
    """What is wrong with the file, and the byte at which it is (None: not known)."""

    def __init__(self, message: str, at: int | None = None, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.at, self.line, self.column = at, line, column


def main() -> None:
    """Read the file that the request on stdin names; never returns."""
    request = json.load(sys.stdin)
    os._exit(_answer(Path(request["path"]), request["format"], request["nesting"], request["memory_bytes"]))


def _answer(path: Path, form: str, nesting: int, memory_bytes: int) -> int:
    out = sys.stdout.buffer
    out.write(b"started\n")
    out.flush()
    try:
        _limit_memory(memory_bytes)
        _check(path, form, nesting)
        _convert(path, form, out)
        out.flush()
    except Refused as error:
        line, column = (error.line, error.column) if error.at is None else _position(path, error.at)
        return _refuse("file", str(error), line, column)
    except SyntaxError as error:
        return _refuse("file", _bare(error), error.lineno or 0, error.offset or 0)
    except (MemoryError, RecursionError) as error:
        if "buffer maximal size" in str(error):  # the engine's own limit, which no memory widens
            return _refuse("file", "a text or an IRI of more than 16 MB: it is not read")
        return _refuse("memory", "")
    except OSError as error:
        return _refuse("system", error.strerror or str(error))
    return 0


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:
        return  # Windows
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Where the system allows less already (`ulimit -v`), that stands: it cannot be raised.
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = memory_bytes if allowed == resource.RLIM_INFINITY else min(memory_bytes, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _check(path: Path, form: str, nesting: int) -> None:
    if form == "rdf":
        _check_xml(path, nesting)
    elif form == "jsonld":
        data = path.read_bytes()
        _check_nesting(data, _JSON, nesting)
        _check_contexts(data)
    elif _may_nest(path, nesting):
        _check_nesting(path.read_bytes(), _TURTLE, nesting)


def _convert(path: Path, form: str, out: IO[bytes]) -> None:
    with path.open("rb") as file:
        if file.read(len(_BOM)) != _BOM:
            file.seek(0)
        quads = ox.parse(file, format=ox.RdfFormat.from_extension(form))
        ox.serialize(quads, out, format=ox.RdfFormat.N_QUADS)


def _may_nest(path: Path, nesting: int) -> bool:
    with path.open("rb") as file:
        found = 0
        while (chunk := file.read(_CHUNK)) and found <= nesting:
            found += sum(chunk.count(each) for each in _OPENING)
    return found > nesting


def _check_nesting(data: bytes, form: re.Pattern[bytes], nesting: int) -> None:
    """The native parsers and writers go down one step of the stack per bracket, and the stack ends."""
    depth = 0
    for found in form.finditer(data):
        if found.lastgroup == "open":
            depth += 1
            if depth > nesting:
                raise Refused(f"brackets nest deeper than {nesting}", found.start())
        elif found.lastgroup == "close":
            depth -= 1


def _check_contexts(data: bytes) -> None:
    try:
        document = json.loads(data.removeprefix(_BOM), parse_int=float)  # int() refuses 5,000 digits
    except UnicodeDecodeError as error:
        raise Refused("it is not UTF-8", error.start) from error
    except json.JSONDecodeError as error:
        raise Refused(error.msg, line=error.lineno, column=error.colno) from error
    for remote in _remote_contexts(document):
        at = data.find(json.dumps(remote).encode())
        raise Refused(f"the context {remote} is elsewhere; write it into the file", max(at, 0))


def _remote_contexts(document: Any) -> Iterator[str]:
    """Give every context that would have to be fetched, at whatever depth it stands."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for key in sorted(node.keys() & {"@context", "@import"}):
                given = node[key] if isinstance(node[key], list) else [node[key]]
                yield from (each for each in given if isinstance(each, str))
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _check_xml(path: Path, nesting: int) -> None:
    data = path.read_bytes()
    # Anywhere, not only before the root: no reading of comments and quotes must let one through.
    if found := _DOCTYPE.search(data):
        raise Refused("DOCTYPE and ENTITY are not allowed", found.start())
    encoding = _ENCODING.match(data.removeprefix(_BOM))
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise Refused(
            f"it is encoded as {encoding[1].decode('latin-1')}; save it as UTF-8", encoding.start(1)
        )
    _parse_xml(data, nesting)


def _parse_xml(data: bytes, nesting: int) -> None:
    """Look at the elements with a parser that tells line and column, as the RDF parser does not."""
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > nesting:
            raise Refused(f"elements nest deeper than {nesting}", parser.CurrentByteIndex)
        if len(attributes) > _ATTRIBUTES:  # the RDF parser holds each against all others
            raise Refused(f"an element has more than {_ATTRIBUTES:,} attributes", parser.CurrentByteIndex)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(expat.ErrorString(error.code), line=error.lineno, column=error.offset + 1) from error


def _position(path: Path, at: int) -> tuple[int, int]:
    with path.open("rb") as file:
        before = file.read(at)
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1


def _bare(error: SyntaxError) -> str:
    return re.sub(
        r"^(?:Parser error )?at (?:line \d+ )?(?:between )?(?:columns? )?[\d.and ]*: ", "", str(error.msg)
    )


def _refuse(kind: str, message: str, line: int = 0, column: int = 0) -> int:
    sys.stderr.write(json.dumps({"kind": kind, "message": message, "line": line, "column": column}) + "\n")
    sys.stderr.flush()
    return REFUSED


if __name__ == "__main__":
    main()
