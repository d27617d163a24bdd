"""Facts back into a table, with the mapping that reads it: claims with the coding of their events, or entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.curation.corpus import Article, Claim, Corpus, Entry, Named
from kg.curation.form import Field
from kg.curation.records import Item, Record
from kg.importing.facts_text import Data, yaml_text
from kg.importing.table_path import Path
from kg.importing.table_text import DELIMITERS, table_bytes
from kg.problems import KgError

_CLAIM_COLUMNS = ("article", "claim", "kind", "subject")
_ENTITY_COLUMNS = ("slug", "kind")
Line = dict[str, str]


def claims_table(corpus: Corpus, delimiter: str = ",") -> tuple[bytes, str]:
    """Give the claims, one a row, and the mapping; an event's coding stands in the row of its first claim."""
    codings = {coding.slug: coding for coding in corpus.codings}
    curators = dict(corpus.curators)
    rows = []
    for claim in corpus.claims:
        coding = codings.pop(claim.subject, None)
        rows.append(_claim_row(claim) | (_coding_row(coding, curators[coding.slug]) if coding else {}))
    heads: dict[str, Data] = {article.id: _article(article) for article in corpus.articles}
    return _written(rows, _CLAIM_COLUMNS, {"rows": "claims", "articles": heads}, delimiter)


def entities_table(corpus: Corpus, delimiter: str = ",") -> tuple[bytes, str]:
    """Give the entities, one a row, and the mapping."""
    rows = [
        {"slug": each.slug, "kind": each.record.kind.name, **_fields(each.record)} for each in corpus.entities
    ]
    return _written(rows, _ENTITY_COLUMNS, {"rows": "entities"}, delimiter)


def table_files(corpus: Corpus, rows: str, name: str) -> dict[str, bytes]:
    """Give the table and its mapping by file name: `visits.csv` and `visits.yaml`; .tsv gives tabs.

    Raises KgError for a name that ends otherwise.
    """
    stem, dot, ending = name.rpartition(".")
    delimiter = DELIMITERS.get(f"{dot}{ending.lower()}")
    if delimiter is None or not stem:
        raise KgError(f"{name}: a table's name ends in {', '.join(DELIMITERS)}")
    data, mapping = (entities_table if rows == "entities" else claims_table)(corpus, delimiter)
    return {name: data, f"{stem}.yaml": mapping.encode()}


def _written(
    rows: Sequence[Line], first: Sequence[str], parts: Mapping[str, Data], delimiter: str
) -> tuple[bytes, str]:
    others = sorted({name for row in rows for name in row} - set(first))
    columns = [*first, *others]
    data = table_bytes([columns, *([row.get(name, "") for name in columns] for row in rows)], delimiter)
    named = {"tab": "\t", "comma": ",", "semicolon": ";"}
    written = next(name for name, letter in named.items() if letter == delimiter)
    mapping = {**parts, "delimiter": written, "columns": {name: name for name in columns}}
    return data, yaml_text(mapping, "What the columns of the table beside this file mean.", 3)


def _claim_row(claim: Claim) -> Line:
    row = {
        "article": claim.article,
        "claim": claim.slug,
        "kind": claim.kind.key or "",
        "subject": claim.subject,
    }
    return row | _fields(claim.own) | _fields(claim.told)


def _coding_row(coding: Named, curator: str) -> Line:
    return {f"event.{name}": text for name, text in _fields(coding.record).items()} | {
        "event.curator": curator
    }


def _fields(record: Record) -> Line:
    """Give a record's fields by path, several values of one with semicolons between them."""
    row: Line = {}
    for field, items in record.fields:
        if field.nested is None:
            row[field.name] = _cell(field, items)
        for number, item in enumerate(items if field.nested is not None else (), start=1):
            for inner, held in item.record.fields if item.record else ():
                row[str(Path(field.name, inner.name, number))] = _cell(inner, held)
    return row


def _cell(field: Field, items: Iterable[Item]) -> str:
    texts = [item.text for item in items]
    return texts[0] if field.single else "; ".join(text.replace(";", "\\;") for text in texts)


def _article(article: Article) -> dict[str, Data]:
    """Give an article's file without its claims."""
    found: dict[str, Data] = {"article": _data(article.record)}
    if article.entries:
        found["entries"] = {str(entry.number): dict(_entry(entry)) for entry in article.entries}
    else:
        found["paragraphs"] = {
            str(p.number): {"sha256": p.sha256, "sentences": str(p.sentences)} for p in article.paragraphs
        }
    if article.unclaimed:
        found["unclaimed"] = {each.place: each.reason for each in article.unclaimed}
    return found


def _entry(entry: Entry) -> Iterator[tuple[str, Data]]:
    yield from (("line", str(entry.line)), ("lines", str(entry.lines)), ("sha256", entry.sha256))
    if entry.remarks is not None:
        yield "remarks", str(entry.remarks)


def _data(record: Record) -> dict[str, Data]:
    found: dict[str, Data] = {}
    for field, items in record.fields:
        values: list[Data] = [_data(item.record) if item.record else item.text for item in items]
        found[field.name] = values[0] if len(values) == 1 else values
    return found
