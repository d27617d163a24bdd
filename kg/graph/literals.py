"""Literals whose text does not fit their XSD type, or whose value the engine would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, Quad, Triple

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR: Final = r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))"
_DAY: Final = rf"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_SPAN: Final = r"T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?"
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_FORMS: Final[dict[str, re.Pattern[str]]] = {
    _XSD + name: re.compile(form)
    for name, form in {
        "boolean": "true|false|1|0",
        "decimal": _NUMBER,
        "double": rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
        "float": rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
        "date": _DAY + _ZONE,
        "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
        "dateTimeStamp": f"{_DAY}T{_TIME}(?=Z|[+-]){_ZONE}",
        "time": _TIME + _ZONE,
        "gYear": _YEAR + _ZONE,
        "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
        "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}",
        "gMonthDay": rf"--([0-9]{{2}})-([0-9]{{2}}){_ZONE}",
        "gDay": rf"---(?:0[1-9]|[12][0-9]|3[01]){_ZONE}",
        "duration": rf"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:{_SPAN})?",
        "dayTimeDuration": rf"-?P(?=[0-9T])(?:[0-9]+D)?(?:{_SPAN})?",
        "yearMonthDuration": r"-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
        "hexBinary": "(?:[0-9a-fA-F]{2})*",
        "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    }.items()
}
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
# The least and the greatest value of each type of whole numbers; None: there is none.
_BOUNDS: Final[dict[str, tuple[int | None, int | None]]] = {
    _XSD + name: bounds
    for name, bounds in {
        "integer": (None, None),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "long": (-(2**63), 2**63 - 1),
        "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1),
        "byte": (-128, 127),
        "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1),
        "unsignedShort": (0, 2**16 - 1),
        "unsignedByte": (0, 255),
    }.items()
}
_LARGEST: Final = {_XSD + "double": 1.7976931348623157e308, _XSD + "float": 3.4028234663852886e38}
_SHOWN: Final = 60
_NOT_WRITTEN_SO: Final = "none is written so"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def ill_typed(quads: Iterable[Quad]) -> list[str]:
    """Give one line for each literal that is not of its XSD type (or that the engine would change), once."""
    found = (
        f"{quad.subject} {quad.predicate} {told}"
        for quad in quads
        for literal in literals_in(quad.object)
        if (told := fault(literal))
    )
    return list(dict.fromkeys(found))


def literals_in(term: object) -> Iterator[Literal]:
    """Give the literals of a term: itself, or those inside a triple."""
    if isinstance(term, Literal):
        yield term
    elif isinstance(term, Triple):
        yield from literals_in(term.object)


def fault(literal: Literal) -> str | None:
    """Tell in a sentence what is wrong with a literal: its characters, its type, or that it would change."""
    if _NOT_IN_XML.search(literal.value):
        return f"{_excerpt(literal.value)} holds a control character"
    kind = literal.datatype.value.replace(_XSD, "xsd:")
    if told := misfit(literal):
        return f"{_excerpt(literal.value)} is no {kind}: {told}"
    changed = change(literal)
    return changed and f"{_excerpt(literal.value)} cannot be kept as {kind}: it would become {changed}"


def is_refused(literal: Literal) -> bool:
    """Tell whether a literal cannot be loaded at all: no export could carry it, or its value would change."""
    return bool(_NOT_IN_XML.search(literal.value)) or change(literal) is not None


def misfit(literal: Literal) -> str | None:
    """Tell why a literal's text is not of its XSD type; None where it is, or where the type is another."""
    datatype, text = literal.datatype.value, literal.value
    if datatype in _BOUNDS:
        return None if _is_whole(text, *_BOUNDS[datatype]) else _NOT_WRITTEN_SO
    form = _FORMS.get(datatype)
    if form is None:
        return None
    found = form.fullmatch(text)
    if found is None:
        return _NOT_WRITTEN_SO
    return None if _on_calendar(found.groups()) else "there is no such day"


def change(literal: Literal) -> str | None:
    """Tell into what pyoxigraph 0.5.13 would change a literal's value; None where it keeps the value.

    It writes other literals in their shortest form, `1.00` as `1`; these keep their value.
    """
    datatype, text = literal.datatype.value, literal.value
    if datatype in _LARGEST and "INF" not in text and misfit(literal) is None:
        return "an infinite number" if abs(float(text)) > _LARGEST[datatype] else None
    if datatype == _XSD + "time" and text.startswith("24:"):
        return "00:00:00"
    if datatype in (_XSD + "dateTime", _XSD + "dateTimeStamp") and "T24:" in text:
        return "the next day"
    return None


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _is_whole(text: str, least: int | None, greatest: int | None) -> bool:
    if not _INTEGER.fullmatch(text):
        return False
    negative, digits = text.startswith("-"), text.lstrip("+-").lstrip("0")
    # Beyond 40 digits only the sign counts, and Python refuses to read more than 4,300.
    number = int(digits[:40] or "0") * (-1 if negative else 1)
    return (least is None or number >= least) and (greatest is None or number <= greatest)


def _on_calendar(parts: tuple[str, ...]) -> bool:
    if len(parts) < 2:
        return True
    month, day = int(parts[-2]), int(parts[-1])
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    # A day without a year may be 29 February.
    return month != 2 or day < 29 or len(parts) == 2 or _leap(parts[0])


def _leap(year: str) -> bool:
    # Whether a year is a leap year shows in its last four digits: 10,000 is a multiple of 400.
    number = int(year.lstrip("-")[-4:])
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
