"""A marked tree becomes records: every key a known field, every value of the form that the ontology asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import TypeAlias

from kg.curation.dates import parse_edtf
from kg.curation.form import Field, Holds, Kind
from kg.curation.state_names import state_hint
from kg.curation.tree import Mapping, Node, Scalar, Sequence
from kg.problems import Mark, Problem, suggestion, with_article
from kg.vocabulary import KG

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}|[A-Z]{3}")
CLAIM_NAME = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]{0,79}")
_NAMES = {KG + "Claim": (CLAIM_NAME, "a claim's name such as 001/ebrard-talks")}
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_BREAKS = re.compile(r"[\n\r\u2028\u2029\u0085]")


@dataclass(frozen=True, slots=True)
class Nested:
    """A record as the value of a field."""

    record: Record

    @property
    def text(self) -> str:
        """No text: a record has none."""
        return ""

    @property
    def mark(self) -> Mark:
        """The place where the record begins."""
        return self.record.mark


#: One value of a field: a text in lexical form, or a record; either with its `text`, `mark` and `record`.
Item: TypeAlias = Scalar | Nested


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a kind: its fields in the form's order, each with its values in the file's order."""

    kind: Kind
    fields: tuple[tuple[Field, tuple[Item, ...]], ...]
    mark: Mark

    def items(self, name: str) -> tuple[Item, ...]:
        """Give the values of the field of that name; none if it is not written."""
        for field, items in self.fields:
            if field.name == name:
                return items
        return ()

    def text(self, name: str) -> str | None:
        """Give the first value of the field as text, or None."""
        for item in self.items(name):
            return item.text
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Give all values of the field as texts."""
        return tuple(item.text for item in self.items(name))


#: What stands in a mapping, by the names of its fields.
Values: TypeAlias = MappingOf[str, tuple[Item, ...]]


def references(record: Record) -> Iterator[tuple[Field, Item]]:
    """Give every name of a thing in the record and in the records nested in it, with its field."""
    for field, items in record.fields:
        if field.holds is Holds.REFERENCE:
            for item in items:
                yield field, item
        elif field.nested is not None:
            for item in items:
                if item.record is not None:
                    yield from references(item.record)


def read_record(node: Node, kind: Kind, problems: list[Problem]) -> Record | None:
    """Read a mapping as a record of the kind; what is wrong goes to `problems`."""
    if not isinstance(node, Mapping):
        problems.append(
            Problem(node.mark, f"{with_article(kind.label.lower())} is written as fields with values")
        )
        return None
    return record_of(kind, read_fields(node, kind, kind.fields, problems), node.mark)


def read_fields(
    node: Mapping, kind: Kind, known: MappingOf[str, Field], problems: list[Problem], skipped: str = ""
) -> Values:
    """Read the values of a mapping's fields, passing over the key `skipped`; messages call it by its kind."""
    values: dict[str, tuple[Item, ...]] = {}
    for key, value in node.entries:
        field = known.get(key.text)
        if field is not None and key.text != skipped:
            values[key.text] = read_values(value, field, problems)
        elif key.text != skipped:
            hint = suggestion(key.text, known) or f"; its fields are {', '.join(kind.fields)}"
            problems.append(
                Problem(key.mark, f"{with_article(kind.label.lower())} has no field “{key.text}”{hint}")
            )
    for name, field in known.items():
        if field.required and name not in values:
            choices = f", one of {', '.join(sorted(field.choices))}" if field.choices else ""
            problems.append(
                Problem(node.mark, f"{name} is missing: {with_article(kind.label.lower())} needs it{choices}")
            )
    return values


def record_of(kind: Kind, values: Values, mark: Mark) -> Record:
    """Give the record that these values make, as far as they are fields of the kind."""
    fields = ((field, values.get(name)) for name, field in kind.fields.items())
    return Record(kind, tuple((field, items) for field, items in fields if items), mark)


def read_values(node: Node, field: Field, problems: list[Problem]) -> tuple[Item, ...]:
    """Read the value or the list of values of one field."""
    if not isinstance(node, Sequence):
        item = _read_value(node, field, problems)
        return () if item is None else (item,)
    if field.single and len(node.items) != 1:
        problems.append(Problem(node.mark, f"{field.name} takes one value, not {len(node.items)}"))
        return ()
    read = [_read_value(each, field, problems) for each in node.items]
    items = tuple([item for item in read if item is not None])
    _refuse_repeats(items, field, problems)
    return items


def _refuse_repeats(items: tuple[Item, ...], field: Field, problems: list[Problem]) -> None:
    if len(items) < 2:
        return
    seen: dict[str, Item] = {}
    for item in items:
        if item.record is None and item.text in seen:
            message = f"{field.name} names “{item.text}” twice (first at {seen[item.text].mark})"
            problems.append(Problem(item.mark, message))
        seen.setdefault(item.text, item)


def _read_value(node: Node, field: Field, problems: list[Problem]) -> Item | None:
    if field.nested is not None:
        record = read_record(node, field.nested, problems)
        return None if record is None else Nested(record)
    if not isinstance(node, Scalar):
        problems.append(Problem(node.mark, f"{field.name} holds a {field.holds.value}, not a list or fields"))
        return None
    wrong = wrong_text(node.text, field)
    if wrong:
        problems.append(Problem(node.mark, f"{field.name}: {wrong}"))
        return None
    return node


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
    # A message is made only where it is needed, and the most frequent forms stand first.
    match field.holds:
        case Holds.REFERENCE:
            return _wrong_name(text, field)
        case Holds.CHOICE:
            return "" if text in field.choices else _not_a_choice(text, field)
        case Holds.DATE:
            return _wrong_date(text)
        case Holds.INTEGER:
            form, due = _INTEGER, "a whole number of at most 18 digits"
        case Holds.DECIMAL:
            form, due = _DECIMAL, "a number such as 31000000 or 2.5"
        case Holds.ADDRESS:
            return "" if _is_address(text) else f"“{_short(text)}” is not a web address without spaces"
        case Holds.BOOLEAN:
            return "" if text in ("true", "false") else f"“{_short(text)}” is neither true nor false"
        case _:
            return ""
    return _below(text, field) if form.fullmatch(text) else f"“{_short(text)}” is not {due}"


def _is_address(text: str) -> bool:
    if not _ADDRESS.fullmatch(text):
        return False
    from pyoxigraph import NamedNode

    try:
        NamedNode(text)  # such as “http://[” is no IRI, and no quad could carry it
    except ValueError:
        return False
    return True


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
    form, due = _NAMES.get(field.range or "", (SLUG, "a name of the form mike-pompeo or MEX"))
    return "" if form.fullmatch(text) else f"“{_short(text)}” is not {due}{state_hint(text)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
