"""The process in which a stranger's query runs, so that whatever it does, only this process ends.

Run as a script by `asking`; it imports nothing of the package. One JSON request comes on stdin. On stdout
it says `loaded` when the data stand ready, then `table`, `truth` or `triples`, each on a line, then the
answer as TSV, as `true` or `false`, or as N-Triples. A refusal leaves one JSON line on stderr.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

# The engine reads and evaluates by recursion; the guard's limits need a small part of this.
_STACK_BYTES: Final = 256 * 2**20
_GRACE_S: Final = 5
REFUSED: Final = 10


def main() -> None:
    """Answer the request on stdin; never returns."""
    threading.stack_size(_STACK_BYTES)
    code: list[int] = []
    thread = threading.Thread(target=lambda: code.append(_answer(json.load(sys.stdin), sys.stdout.buffer)))
    thread.start()
    thread.join()
    # Without taking the store apart, which can last as long as loading it.
    os._exit(code[0] if code else 1)


def _answer(request: dict[str, Any], out: BinaryIO) -> int:
    try:
        store = _open(Path(request["source"]))
        if not Path(request["source"]).is_dir():
            _merge_default_graphs(store, request)
    except (SyntaxError, ValueError, OSError) as error:
        return _refuse("data", getattr(error, "strerror", None) or str(error))
    _say(out, b"loaded\n")
    try:
        _shut_the_doors(request, on_disk=Path(request["source"]).is_dir())
        _write(store.query(request["query"], **_options(request)), out)
        out.flush()
    except SyntaxError as error:
        return _refuse("syntax", str(error.msg))
    except MemoryError:
        return _refuse("memory", "")
    except (RuntimeError, ValueError) as error:
        return _refuse("query", str(error))
    except OSError as error:
        return _refuse("system", error.strerror or str(error))
    return 0


def _open(source: Path) -> ox.Store:
    if source.is_dir():
        return ox.Store.read_only(str(source))
    store = ox.Store()
    store.load(path=source, format=ox.RdfFormat.N_QUADS)
    return store


def _merge_default_graphs(store: ox.Store, request: dict[str, Any]) -> None:
    """Let the engine's own default graph, written as "", take the place of several that the request names."""
    if len(request["default_graph"] or ()) > 1:
        merge(store, request["default_graph"])
        request["default_graph"] = [""]


def merge(store: ox.Store, graphs: Iterable[str]) -> None:
    """Put what these graphs hold together into the store's default graph, each triple once.

    A default graph of several is their merge, but pyoxigraph 0.5.13 gives a triple as often as graphs hold
    it: the dead of one attack told by three claims would add up to three times as many.
    """
    store.update("CLEAR DEFAULT")
    for iri in graphs:
        store.update(f"ADD SILENT {ox.NamedNode(iri)} TO DEFAULT")


def _shut_the_doors(request: dict[str, Any], *, on_disk: bool) -> None:
    """Allow the query no more memory and time than asked for, no file, no socket, no core dump."""
    try:
        import resource
    except ModuleNotFoundError:
        return  # Windows: the time-out of the caller is all there is.
    used = resource.getrusage(resource.RUSAGE_SELF)
    limits = {
        resource.RLIMIT_AS: _memory_in_use() + request["memory_bytes"],
        # The caller cuts at the time-out; this one ends the query of a caller that was itself killed.
        resource.RLIMIT_CPU: math.ceil(used.ru_utime + used.ru_stime + request["timeout_s"]) + _GRACE_S,
        resource.RLIMIT_CORE: 0,
        **({} if on_disk else {resource.RLIMIT_NOFILE: 0}),
    }
    for what, limit in limits.items():
        # Where the system allows less already (`ulimit`), that stands: it cannot be raised.
        allowed = resource.getrlimit(what)[1]
        most = limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
        resource.setrlimit(what, (most, most))


def _memory_in_use() -> int:
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _options(request: dict[str, Any]) -> dict[str, Any]:
    graphs = {
        name: [ox.NamedNode(iri) if iri else ox.DefaultGraph() for iri in request[name]]
        for name in ("default_graph", "named_graphs")
        if request[name] is not None
    }
    bindings = {ox.Variable(name): _term(text) for name, text in request["bindings"].items()}
    return {"prefixes": request["prefixes"], "substitutions": bindings, **graphs}


def _term(text: str) -> Any:
    """Read one term in N-Triples notation."""
    triple = f"<urn:s> <urn:p> {text} ."
    return next(iter(ox.parse(triple, format=ox.RdfFormat.N_TRIPLES))).object


def _write(answer: Any, out: BinaryIO) -> None:
    if isinstance(answer, ox.QueryBoolean):
        _say(out, b"truth\n" + str(bool(answer)).lower().encode())
    elif isinstance(answer, ox.QuerySolutions):
        _say(out, b"table\n")
        answer.serialize(out, ox.QueryResultsFormat.TSV)
    else:
        _say(out, b"triples\n")
        answer.serialize(out, ox.RdfFormat.N_TRIPLES)


def _say(out: BinaryIO, line: bytes) -> None:
    out.write(line)
    out.flush()


def _refuse(kind: str, message: str) -> int:
    sys.stderr.write(json.dumps({"kind": kind, "message": message}) + "\n")
    sys.stderr.flush()
    return REFUSED


if __name__ == "__main__":
    main()
