"""The entries of a record, such as the trips of an official list: where each stands in the source's file."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf

from kg.curation.corpus import Entry
from kg.curation.form import Form
from kg.curation.nodes import Mapping, Scalar
from kg.curation.records import wrong_text
from kg.curation.texts import paragraph_hash
from kg.problems import Problem

_COUNT = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_NEEDED = ("line", "lines", "sha256")


def read_entries(part: Mapping | None, form: Form, problems: list[Problem]) -> tuple[Entry, ...]:
    """Read `number: {line, lines, sha256, remarks}`; what is wrong goes to `problems`."""
    entries: list[Entry] = []
    for key, value in part.entries if part else ():
        written = value.entries if isinstance(value, Mapping) else ()
        fields = {name.text: each.text for name, each in written if isinstance(each, Scalar)}
        wrong = _wrong(key.text, fields, form)
        if wrong:
            problems.append(Problem(value.mark if fields else key.mark, wrong))
        else:
            remarks = int(fields["remarks"]) if "remarks" in fields else None
            numbers = (int(key.text), int(fields["line"]), int(fields["lines"]))
            entries.append(Entry(*numbers, fields["sha256"], remarks, key.mark))
    return tuple(entries)


def _wrong(key: str, fields: MappingOf[str, str], form: Form) -> str:
    if not _COUNT.fullmatch(key):
        return f"“{key[:20]}” is not an entry's number: a whole number from 1, as the source has it"
    if not set(_NEEDED) <= set(fields) <= {*_NEEDED, "remarks"}:
        return f"entry {key} needs line, lines and sha256, may have remarks, and nothing else"
    for name in sorted(set(fields) - {"sha256"}):
        if not _COUNT.fullmatch(fields[name]):
            return f"{name}: “{fields[name][:20]}” is not a count of lines from 1"
    return wrong_text(fields["sha256"], form.kinds["Article"].fields["sha256"])


def entry_hash(lines: list[str], entry_line: int, count: int) -> str | None:
    """Give the SHA-256 of the entry's lines, normalised like a paragraph; None if the file is too short."""
    held = lines[entry_line - 1 : entry_line - 1 + count]
    return paragraph_hash(" ".join(held)) if len(held) == count else None
