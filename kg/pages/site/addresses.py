"""Where each thing has its page: the address of its IRI, as far as a file can be called so on every disk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from kg.vocabulary import ARTICLE, ID

FOLDERS: Final = {ID: "id/", ARTICLE: "article/"}
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
# Names that a file may not have under Windows, whatever it ends with.
_TAKEN: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10)))
)


def addresses(iris: Iterable[str]) -> dict[str, str]:
    """Give the page of each IRI, no two the same on a disk that is blind to case."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri in sorted(iris):
        name = _name(iri)
        if name.casefold() in taken:
            name = f"{name}-{_digest(iri)}"
        taken.add(name.casefold())
        found[iri] = f"{name}.html"
    return found


def _name(iri: str) -> str:
    base = next((base for base in FOLDERS if iri.startswith(base)), ID)
    local = iri.removeprefix(base)
    plain = _PLAIN.fullmatch(local) and local.casefold() not in _TAKEN
    return FOLDERS[base] + (local if plain else f"x-{_digest(iri)}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
