"""A marked tree becomes records: every key a known field, every value of the form that the ontology asks."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from kg.curation.dates import parse_edtf
from kg.curation.form import Field, Holds, Kind
from kg.curation.tree import Mapping, Node, Scalar, Sequence
from kg.problems import Mark, Problem, suggestion

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}|[A-Z]{3}")
CLAIM_NAME = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]{0,79}")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_BREAKS = re.compile(r"[\n\r\u2028\u2029\u0085]")


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a field: its text in lexical form, or a nested record; and where it stands."""

    text: str
    mark: Mark
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a kind: its fields in the form's order, each with its values in the file's order."""

    kind: Kind
    fields: tuple[tuple[Field, tuple[Item, ...]], ...]
    mark: Mark

    def items(self, name: str) -> tuple[Item, ...]:
        """Give the values of the field of that name; none if it is not written."""
        return next((items for field, items in self.fields if field.name == name), ())

    def text(self, name: str) -> str | None:
        """Give the first value of the field as text, or None."""
        return next((item.text for item in self.items(name)), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give all values of the field as texts."""
        return tuple(item.text for item in self.items(name))


def read_record(
    node: Node, kind: Kind, problems: list[Problem], *, also: MappingOf[str, Field] | None = None
) -> Record | None:
    """Read a mapping as a record of the kind; what is wrong goes to `problems`.

    Fields named in `also` are read as well: a claim's own fields stand beside those of what it tells.
    """
    if not isinstance(node, Mapping):
        problems.append(Problem(node.mark, f"a {kind.label.lower()} is written as fields with values"))
        return None
    known = {**kind.fields, **(also or {})}
    values: dict[str, tuple[Item, ...]] = {}
    for key, value in node.entries:
        field = known.get(key.text)
        if field is None:
            hint = suggestion(key.text, known)
            problems.append(Problem(key.mark, f"a {kind.label.lower()} has no field “{key.text}”{hint}"))
        else:
            values[field.name] = read_values(value, field, problems)
    for field in known.values():
        if field.required and field.name not in values:
            problems.append(Problem(node.mark, f"{field.name} is missing: a {kind.label.lower()} needs it"))
    order = sorted((known[name] for name in values), key=lambda f: (f.order, f.name))
    return Record(
        kind, tuple((field, values[field.name]) for field in order if values[field.name]), node.mark
    )


def read_values(node: Node, field: Field, problems: list[Problem]) -> tuple[Item, ...]:
    """Read the value or the list of values of one field."""
    if isinstance(node, Sequence):
        if field.single and len(node.items) != 1:
            problems.append(Problem(node.mark, f"{field.name} takes one value, not {len(node.items)}"))
            return ()
        nodes: tuple[Node, ...] = node.items
    else:
        nodes = (node,)
    read = (_read_value(each, field, problems) for each in nodes)
    items = tuple(item for item in read if item is not None)
    _refuse_repeats(items, field, problems)
    return items


def _refuse_repeats(items: tuple[Item, ...], field: Field, problems: list[Problem]) -> None:
    seen: dict[str, Item] = {}
    for item in items:
        if item.record is None and item.text in seen:
            message = f"{field.name} names “{item.text}” twice (first at {seen[item.text].mark})"
            problems.append(Problem(item.mark, message))
        seen.setdefault(item.text, item)


def _read_value(node: Node, field: Field, problems: list[Problem]) -> Item | None:
    if field.nested is not None:
        record = read_record(node, field.nested, problems)
        return None if record is None else Item("", node.mark, record)
    if not isinstance(node, Scalar):
        problems.append(Problem(node.mark, f"{field.name} holds a {field.holds.value}, not a list or fields"))
        return None
    wrong = wrong_text(node.text, field)
    if wrong:
        problems.append(Problem(node.mark, f"{field.name}: {wrong}"))
        return None
    return Item(node.text, node.mark)


def wrong_text(text: str, field: Field) -> str:
    """Say what is wrong with the text as a value of the field; an empty text if nothing is."""
    if not text:
        return "no value is written"
    if _BREAKS.search(text):
        return "a value stands on one line"
    if field.max_length is not None and len(text) > field.max_length:
        return f"{len(text)} characters, at most {field.max_length}"
    if field.pattern is not None and not re.search(field.pattern, text):
        return f"“{_short(text)}”: {field.message or 'does not have the form ' + field.pattern}"
    return _wrong_lexical(text, field)


def _wrong_lexical(text: str, field: Field) -> str:
    match field.holds:
        case Holds.INTEGER:
            return _unless(
                _INTEGER.fullmatch(text), f"“{_short(text)}” is not a whole number of at most 18 digits"
            ) or _below(text, field)
        case Holds.DECIMAL:
            return _unless(
                _DECIMAL.fullmatch(text), f"“{_short(text)}” is not a number such as 31000000 or 2.5"
            ) or _below(text, field)
        case Holds.BOOLEAN:
            return _unless(text in ("true", "false"), f"“{_short(text)}” is neither true nor false")
        case Holds.DATE:
            return _wrong_date(text)
        case Holds.CHOICE:
            return _unless(text in field.choices, _not_a_choice(text, field))
        case Holds.REFERENCE:
            return _wrong_name(text, field)
        case Holds.ADDRESS:
            return _unless(_ADDRESS.fullmatch(text), f"“{_short(text)}” is not a web address without spaces")
        case _:
            return ""


def _unless(fits: object, message: str) -> str:
    return "" if fits else message


def _below(text: str, field: Field) -> str:
    too_low = field.minimum is not None and float(text) < field.minimum
    return f"{text} is less than {field.minimum:g}" if too_low and field.minimum is not None else ""


def _wrong_date(text: str) -> str:
    try:
        parse_edtf(text)
    except ValueError as error:
        return str(error)
    return ""


def _not_a_choice(text: str, field: Field) -> str:
    listed = ", ".join(sorted(field.choices))
    return f"“{_short(text)}” is not one of {listed}{suggestion(text, field.choices)}"


def _wrong_name(text: str, field: Field) -> str:
    if (field.range or "").endswith("#Claim"):
        return _unless(
            CLAIM_NAME.fullmatch(text), f"“{_short(text)}” is not a claim's name such as 001/ebrard-talks"
        )
    return _unless(SLUG.fullmatch(text), f"“{_short(text)}” is not a name of the form mike-pompeo or MEX")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
