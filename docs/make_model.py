"""Writes the tables of kinds and fields into docs/model.md, from the form itself: `python docs/make_model.py`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.curation.form import Field, Form, Holds, Kind, load_form
from kg.vocabulary import KG, PREFIXES, SKOS, ontology_folder

PAGE = Path(__file__).parent / "model.md"
BEGIN = "<!-- What follows, to the end of the page, is written by docs/make_model.py. -->\n"
NESTED = ("Participation", "Quantity", "Amount", "Casualties", "AssetUse")
OWN = ("Article", "Claim", "Coding", "ConflictRecord")
DATE = "`stated`, `edtf`, `derived`"


def pages() -> dict[Path, str]:
    """Give the page with the tables after its mark."""
    written, mark, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if not mark:
        raise SystemExit(f"{PAGE} has lost its mark: {BEGIN}")
    return {PAGE: written + mark + "\n".join(sections(load_form()))}


def sections(form: Form) -> Iterable[str]:
    """Give every part of the tables, in the order of the page."""
    told = [kind for kind in form.kinds.values() if kind.key and not is_named(kind)]
    named = [kind for kind in form.kinds.values() if is_named(kind)]
    parts = (
        ("What every claim says of itself", [form.kinds[name] for name in OWN if name == "Claim"]),
        ("What a claim tells", sorted(told, key=lambda kind: kind.key or "")),
        ("What stands in entities/", sorted(named, key=lambda kind: kind.name)),
        ("What nests in a field", [form.kinds[name] for name in NESTED]),
        ("Articles, codings and conflicts", [form.kinds[name] for name in OWN if name != "Claim"]),
    )
    count = sum(len(kinds) for _, kinds in parts)
    yield f"\n## Every kind and field\n\n{count} kinds. A field may hold several values unless it says *one*.\n"
    for title, kinds in parts:
        yield f"### {title}\n"
        yield from (table(kind) for kind in kinds)


def is_named(kind: Kind) -> bool:
    """Tell whether records of the kind stand in entities/: they have a name there."""
    return kind.name not in OWN and "name" in kind.fields


def table(kind: Kind) -> str:
    """Give the table of one kind, under what the ontology says of it."""
    key = f"`{kind.key}:` " if kind.key else ""
    head = f"#### {kind.name}\n\n{key}{definitions().get(kind.iri, kind.label)}\n"
    rows = (row(field) for field in kind.fields.values())
    return "\n".join((head, "| field | in the graph | holds | | what |", "|---|---|---|---|---|", *rows, ""))


@cache
def definitions() -> dict[str, str]:
    """Give the definition of every class and property by its IRI."""
    store = ox.Store()
    store.load(path=str(ontology_folder() / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    quads = store.quads_for_pattern(None, ox.NamedNode(SKOS + "definition"), None)
    return {quad.subject.value: quad.object.value for quad in quads}  # type: ignore[union-attr]


def row(field: Field) -> str:
    """Give a field's row: its name, its property, what it holds, whether it must stand and how often, and the
    curator's help, or else what the ontology says of the property."""
    marks = [word for word, holds in (("must", field.required), ("one", field.single)) if holds]
    if field.exclusive:
        marks.append("exclusive")
    what = (field.help or definitions().get(field.path, "")).replace("|", "/")
    return f"| `{field.name}` | `{in_the_graph(field)}` | {holds(field)} | {', '.join(marks)} | {what} |"


def in_the_graph(field: Field) -> str:
    """Give the property that the field becomes, as a query writes it."""
    if field.holds is Holds.DATING:
        return "kg:date"
    if field.path == KG + "sentence":
        return "kg:evidence/kg:sentence"
    prefix, base = max(
        ((name, iri) for name, iri in PREFIXES.items() if field.path.startswith(iri)),
        key=lambda each: len(each[1]),
    )
    return f"{prefix}:{field.path.removeprefix(base)}"


def holds(field: Field) -> str:
    """Say what a field holds: its choices, the class a name must be of, the record that nests."""
    match field.holds:
        case Holds.CHOICE:
            return " ".join(f"`{choice}`" for choice in sorted(field.choices))
        case Holds.REFERENCE:
            return f"name of: {(field.range or '').rpartition('#')[2]}"
        case Holds.RECORD:
            return f"[{field.nested.name}](#{field.nested.name.lower()})" if field.nested else "record"
        case Holds.DATING:
            return f"[date](#dates): {DATE}"
        case _:
            return field.holds.value


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
