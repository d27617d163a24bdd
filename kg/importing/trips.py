"""The trips of the Office of the Historian's lists: one `<trip>` is one stop in one country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.curation.characters import UNWANTED, describe, shown
from kg.curation.dates import parse_edtf
from kg.curation.entries import entry_hash
from kg.curation.texts import file_lines
from kg.importing.countries import Country, countries
from kg.importing.xml_tree import Element, read_xml
from kg.problems import KgError, Mark, Problem, ProblemsFound, suggestion

ROLES: Final = ("secretary", "president")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_WHO: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_READ: Final = ("id", "role", "name", "start-date", "end-date", "country", "locale", "remarks")
_KEPT_BY_THE_EDITORS: Final = ("created-by", "created-datetime", "last-modified-by", "last-modified-datetime")
# Lists that stand beside the trips and hold none.
_OTHER_ROOTS: Final = ("code-table",)


@dataclass(frozen=True, slots=True)
class Trip:
    """One stop: who travelled in which role, where, from `start` to `end`, and where the file says so."""

    id: int
    role: str
    who: str
    name: str
    start: date
    end: date
    country: Country
    written: str
    locale: str
    remarks: str
    modified: str
    line: int
    lines: int
    remarks_line: int
    sha256: str
    mark: Mark

    @property
    def edtf(self) -> str:
        """Give the days as EDTF: one day, or an interval."""
        return f"{self.start}" if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class TripFile:
    """One file of trips, by its name below the folder, with what of it cannot be taken."""

    name: str
    sha256: str
    trips: tuple[Trip, ...]
    rejected: tuple[Problem, ...]
    passed_over: tuple[str, ...] = ()


def trip_files(folder: Path) -> tuple[Path, ...]:
    """List the XML files below the folder, sorted, or the one file named. Raises KgError where there is none."""
    if folder.is_file():
        return (folder,)
    if not folder.is_dir():
        raise KgError(f"{folder}: there is no such folder", exit_code=3)
    found = sorted(path for path in folder.rglob("*.xml") if path.is_file())
    if not found:
        raise KgError(f"{folder}: no travels: the folder holds no .xml file", exit_code=1)
    return tuple(found)


def read_trips(path: Path, folder: Path) -> TripFile | None:
    """Read one file of trips; None for a list of another kind that is known to stand beside them.

    Raises ProblemsFound for a file that is not to be trusted at all: no XML in UTF-8, or another root.
    """
    import hashlib

    root, data = read_xml(path, str(path))
    if root.tag in _OTHER_ROOTS:
        return None
    if root.tag != "trips":
        message = f"the outermost element is <{shown(root.tag)}>, and <trips> is due"
        raise ProblemsFound([Problem(root.mark, message)])
    reading = _Reading(file_lines(data.decode("utf-8")))
    trips = [trip for element in root.children if (trip := reading.trip(element))]
    reading.rejected += map(_stray, (stray for element in root.children for stray in _strays(element)))
    passed = tuple(f"{tag} ({count})" for tag, count in sorted(reading.strange.items()))
    name = path.name if path == folder else path.relative_to(folder).as_posix()
    rejected = tuple(reading.rejected)
    return TripFile(name, hashlib.sha256(data).hexdigest(), tuple(trips), rejected, passed)


def _strays(element: Element) -> Iterator[Element]:
    """Give the trips that stand inside another element than the outermost."""
    for child in element.children:
        if child.tag == "trip":
            yield child
        yield from _strays(child)


def _stray(element: Element) -> Problem:
    return Problem(element.mark, "<trip> stands inside of another element: close what is open before it")


class _Reading:
    """Reads the trips of one file; `rejected` fills with those that cannot be taken, and why."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.rejected: list[Problem] = []
        self.strange: Counter[str] = Counter()
        self.seen: dict[str, Mark] = {}

    def trip(self, element: Element) -> Trip | None:
        wrong = next(self._wrong(element), None)
        if wrong is not None:
            self.rejected.append(wrong)
            return None
        known = {*_READ, *_KEPT_BY_THE_EDITORS, "trip"}
        self.strange.update(child.tag for child in element.children if child.tag not in known)
        return self._taken(element)

    def _taken(self, element: Element) -> Trip:
        text = {child.tag: child.text for child in element.children}
        country, remarks = element.child("country"), element.child("remarks")
        line, lines = element.mark.line, element.last_line - element.mark.line + 1
        return Trip(
            id=int(text["id"]),
            role=text["role"],
            who=element.attributes["who"],
            name=text["name"],
            start=date.fromisoformat(text["start-date"]),
            end=date.fromisoformat(text["end-date"]),
            country=countries()[country.attributes["id"] if country else ""],
            written=text["country"],
            locale=text.get("locale", ""),
            remarks=text.get("remarks", ""),
            modified=text.get("last-modified-datetime", "") or text.get("created-datetime", ""),
            line=line,
            lines=lines,
            remarks_line=remarks.mark.line if remarks else line,
            sha256=entry_hash(self.lines, line, lines) or "",
            mark=element.mark,
        )

    def _wrong(self, element: Element) -> Iterator[Problem]:
        """Give what is wrong with a trip, each at its place; the first of them rejects it."""
        if element.tag != "trip":
            yield Problem(element.mark, f"<{shown(element.tag)}> stands where a <trip> is due")
        else:
            yield from _wrong_form(element)
            yield from self._wrong_id(element)
            yield from _wrong_person(element)
            yield from _wrong_dates(element)
            yield from _wrong_country(element)

    def _wrong_id(self, element: Element) -> Iterator[Problem]:
        mark, text = _value(element, "id")
        if not _NUMBER.fullmatch(text):
            yield Problem(mark, f"id: “{shown(text)}” is not a number from 1")
        elif text in self.seen:
            yield Problem(mark, f"id: trip {text} stands already at {self.seen[text]}")
        self.seen.setdefault(text, element.mark)


def _wrong_form(element: Element) -> Iterator[Problem]:
    counted = Counter(child.tag for child in element.children)
    for tag in _READ:
        if counted[tag] > 1:
            yield Problem(element.mark, f"{tag} stands {counted[tag]} times")
        elif not counted[tag] and tag not in ("locale", "remarks"):
            yield Problem(element.mark, f"{tag} is missing")
    for child in element.children:
        unwanted = UNWANTED.search(child.text)
        if unwanted:
            yield Problem(child.mark, f"{child.tag}: {describe(unwanted[0])}")


def _wrong_person(element: Element) -> Iterator[Problem]:
    mark, role = _value(element, "role")
    if role not in ROLES:
        yield Problem(mark, f"role: “{shown(role)}” is not one of {', '.join(ROLES)}")
    if element.attributes.get("role", role) != role:
        yield Problem(mark, f"role: {role} here, and {shown(element.attributes['role'])} in <trip>")
    if not _WHO.fullmatch(element.attributes.get("who", "")):
        yield Problem(element.mark, "who is missing in <trip>: a name such as tillerson-rex-w")
    mark, name = _value(element, "name")
    if not name or len(name) > 120:
        yield Problem(mark, "name: " + ("no value is written" if not name else "longer than 120 characters"))


def _wrong_dates(element: Element) -> Iterator[Problem]:
    for tag in ("start-date", "end-date"):
        mark, text = _value(element, tag)
        reason = _wrong_date(text)
        if reason:
            yield Problem(mark, f"{tag}: {reason}")
            return
    start, end = _value(element, "start-date")[1], _value(element, "end-date")[1]
    if end < start:
        yield Problem(_value(element, "end-date")[0], f"end-date: {end} is before the start, {start}")


def _wrong_date(text: str) -> str:
    if not _DATE.fullmatch(text):
        return f"“{shown(text)}” is not a day such as 2018-02-01" if text else "no day is written"
    try:
        parse_edtf(text)
    except ValueError as error:
        return str(error)
    return ""


def _wrong_country(element: Element) -> Iterator[Problem]:
    country = element.child("country")
    if country is None:
        return
    identifier = country.attributes.get("id", "")
    if not country.text or len(country.text) > 60:
        yield Problem(country.mark, "country: a name of at most 60 characters is due")
    if identifier not in countries():
        message = f"country: no state is known under the id “{shown(identifier)}”"
        yield Problem(country.mark, message + suggestion(identifier, countries()))


def _value(element: Element, tag: str) -> tuple[Mark, str]:
    child = element.child(tag)
    return (child.mark, child.text) if child else (element.mark, "")
