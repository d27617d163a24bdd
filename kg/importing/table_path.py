"""How a mapping names a field: `host`, `date.edtf`, `participants[2].who`, `event.label`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PATH: Final = re.compile(
    r"(?:(?P<part>event)\.)?(?P<field>[a-z][a-z-]*)(?:\[(?P<number>[1-9][0-9]?)\])?(?:\.(?P<inner>[a-z][a-z-]*))?"
)


@dataclass(frozen=True, slots=True)
class Path:
    """A field of a record, or of the `number`-th record nested in it; `part` is event for a coding's field."""

    field: str
    inner: str = ""
    number: int = 1
    part: str = ""

    def __str__(self) -> str:
        number = f"[{self.number}]" if self.number > 1 else ""
        return f"{self.part + '.' if self.part else ''}{self.field}{number}{'.' + self.inner if self.inner else ''}"


def field_path(text: str) -> Path | None:
    """Read a field's name; None for a text that is none."""
    found = _PATH.fullmatch(text)
    if found is None:
        return None
    return Path(found["field"], found["inner"] or "", int(found["number"] or 1), found["part"] or "")
