"""The section of a report that lays the articles beside an official record: what was right, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.importing.audit import COLUMNS, AuditRow
from kg.importing.audit_rows import CONFIRMED, CONTRADICTED, LEFT_OUT, NOT_COVERED
from kg.pages.languages import Texts
from kg.pages.material import claim_links
from kg.pages.names import Names
from kg.pages.report import Column, PageRow, Report, Section, Table


def record_section(rows: Sequence[AuditRow], names: Names) -> Section:
    """Give the section. All rows stand as data under `record`."""
    texts = names.texts
    counted = {
        status: sum(row.status == status for row in rows) for status in dict.fromkeys(r.status for r in rows)
    }
    numbers = (f"{number} {texts(f'record-status.{status}')}" for status, number in counted.items())
    words = (
        texts("record.words"),
        "; ".join(numbers) or texts("record.none-told"),
        texts("record.ends"),
    )
    parts = (
        ("record.right", (CONFIRMED,)),
        ("record.left-out", (LEFT_OUT,)),
        ("record.not-borne", CONTRADICTED),
        ("record.not-covered", (NOT_COVERED,)),
    )
    columns, empty = _columns(texts), texts("record.none")
    tables = [
        Table(
            columns, _shown((r for r in rows if r.status in status), names), title=texts(title), empty=empty
        )
        for title, status in parts
    ]
    data = tuple(row.row() for row in rows)
    tables[0] = replace(tables[0], name="record", data=data, data_columns=COLUMNS)
    return Section("record", texts("record.title"), words, tables=tuple(tables))


def _columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column("kind", texts("report.what")),
        Column("person", texts("report.who")),
        Column("state", texts("record.state")),
        Column("date", texts("record.date")),
        Column("place", texts("record.place")),
        Column("claim", texts("report.claim")),
        Column("detail", texts("record.detail")),
    )


def with_record(report: Report, section: Section) -> Report:
    """Give the report with the section before its method and citation, which stand last."""
    *sections, method, citing = report.sections
    return replace(report, sections=(*sections, section, method, citing))


def _shown(rows: Iterable[AuditRow], names: Names) -> tuple[PageRow, ...]:
    return tuple(_row(row, names) for row in rows)


def _row(row: AuditRow, names: Names) -> PageRow:
    def named(slugs: str) -> str:
        return ", ".join(names.label(slug) for slug in slugs.split(", ") if slug)

    return {
        "kind": names.texts(f"record-kind.{row.kind}"),
        "person": named(row.person),
        "state": named(row.state),
        "date": names.texts.date(row.date),
        "place": named(row.place),
        "claim": claim_links([row.claim]),
        "detail": names.texts.again("record-detail", row.detail),
    }
