"""The section of a report that lays the articles beside an official record: what was right, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.importing.audit import COLUMNS, AuditRow
from kg.importing.audit_rows import CONFIRMED, CONTRADICTED, LEFT_OUT, NOT_COVERED
from kg.pages.material import claim_links
from kg.pages.report import Column, PageRow, Report, Section, Table

_KINDS: Final = {"stop": "Stop", "meeting": "Talks", "counterpart": "Met", "order": "Order of stops"}
_COLUMNS: Final = (
    Column("kind", "What"),
    Column("person", "Who"),
    Column("state", "State"),
    Column("date", "Date"),
    Column("place", "Place"),
    Column("claim", "Claim"),
    Column("detail", "The record"),
)


def record_section(rows: Sequence[AuditRow], labels: Mapping[str, str]) -> Section:
    """Give the section; `labels` are names to show for slugs. All rows stand as data under `record`."""
    counted = {
        status: sum(row.status == status for row in rows) for status in dict.fromkeys(r.status for r in rows)
    }
    words = (
        "Every stop and meeting that the articles tell, beside the official record of travels; and what the record "
        "has of the same stops that no article tells.",
        "; ".join(f"{number} {status.replace('-', ' ')}" for status, number in counted.items())
        or "No stop is told.",
        "The record ends somewhere: what is later is not covered by it, and never something that did not happen.",
    )
    parts = (
        ("What the articles had right", (CONFIRMED,)),
        ("What the articles left out", (LEFT_OUT,)),
        ("Where the record does not bear the articles out", CONTRADICTED),
        ("What the record does not cover", (NOT_COVERED,)),
    )
    tables = [
        Table(_COLUMNS, _shown((r for r in rows if r.status in status), labels), title=title, empty="None.")
        for title, status in parts
    ]
    data = tuple(row.row() for row in rows)
    tables[0] = replace(tables[0], name="record", data=data, data_columns=COLUMNS)
    return Section("record", "The articles beside the official record", words, tables=tuple(tables))


def with_record(report: Report, section: Section) -> Report:
    """Give the report with the section before its method and citation, which stand last."""
    *sections, method, citing = report.sections
    return replace(report, sections=(*sections, section, method, citing))


def _shown(rows: Iterable[AuditRow], labels: Mapping[str, str]) -> tuple[PageRow, ...]:
    return tuple(_row(row, labels) for row in rows)


def _row(row: AuditRow, labels: Mapping[str, str]) -> PageRow:
    def named(slugs: str) -> str:
        return ", ".join(labels.get(slug, slug) for slug in slugs.split(", ") if slug)

    return {
        "kind": _KINDS[row.kind],
        "person": named(row.person),
        "state": named(row.state),
        "date": row.date,
        "place": named(row.place),
        "claim": claim_links([row.claim]),
        "detail": row.detail,
    }
