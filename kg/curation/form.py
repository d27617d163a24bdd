"""The form of every record, read from the ontology: its kinds, their fields, and what each field may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.curation.ancestry import all_above
from kg.vocabulary import EDTF, KG, RDF, RDFS, SH, SHAPE, XSD, ontology_folder


class Holds(StrEnum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "whole number"
    DECIMAL = "number"
    BOOLEAN = "true or false"
    DATE = "date (EDTF)"
    CHOICE = "choice"
    REFERENCE = "name of a thing"
    ADDRESS = "IRI"
    RECORD = "nested record"
    DATING = "date as stated"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a record: `name` is what the curator writes, `path` the property it becomes."""

    name: str
    path: str
    holds: Holds
    datatype: str | None = None
    required: bool = False
    single: bool = False
    choices: frozenset[str] = frozenset()
    range: str | None = None
    nested: Kind | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: float | None = None
    order: int = 50
    help: str = ""
    message: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of record; `key` is the word that opens it in an article's file, if a claim may tell one."""

    name: str
    iri: str
    label: str
    key: str | None
    fields: Mapping[str, Field]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kind) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Form:
    """All kinds by class name and by record key, the class hierarchy (class IRI → itself and above), and the bearing
    of classes and choices (IRI → for, against or neither)."""

    kinds: Mapping[str, Kind]
    keys: Mapping[str, Kind]
    ancestors: Mapping[str, frozenset[str]]
    bearings: Mapping[str, str]

    def is_a(self, kind: Kind, class_iri: str) -> bool:
        """Tell whether the kind is the class or stands under it."""
        return class_iri in self.ancestors.get(kind.iri, frozenset((kind.iri,)))


@cache
def load_form(folder: Path | None = None) -> Form:
    """Read the form from shapes.ttl and kg.ttl in the ontology's folder."""
    folder = folder or ontology_folder()
    shapes = _Shapes(_store(folder / "shapes.ttl"))
    kinds = {kind.name: kind for kind in shapes.kinds()}
    keys = {kind.key: kind for kind in kinds.values() if kind.key}
    words = _store(folder / "kg.ttl")
    return Form(kinds, keys, _ancestors(words), _bearings(words))


def _store(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def _bearings(store: ox.Store) -> dict[str, str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(KG + "bearing"), None)
    found = {
        quad.subject.value: quad.object.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    return dict(sorted(found.items()))


def _ancestors(store: ox.Store) -> dict[str, frozenset[str]]:
    above: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            above.setdefault(quad.subject.value, set()).add(quad.object.value)
    return {name: all_above(name, above) | {name} for name in above}


class _Shapes:
    """Reads node and property shapes from the shapes graph."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def kinds(self) -> Iterator[Kind]:
        for shape in sorted(self._subjects(RDF + "type", SH + "NodeShape"), key=str):
            if shape.value != SHAPE + "Date":
                yield self._kind(shape)

    def _kind(self, shape: ox.NamedNode | ox.BlankNode) -> Kind:
        target = self._value(shape, SH + "targetClass") or shape.value
        fields = sorted((self._field(o) for o in self._objects(shape, SH + "property")), key=_field_order)
        return Kind(
            name=shape.value.rpartition("#")[2],
            iri=target,
            label=self._value(shape, RDFS + "label") or target,
            key=self._value(shape, KG + "recordKey"),
            fields={field.name: field for field in fields},
        )

    def _field(self, shape: ox.NamedNode | ox.BlankNode) -> Field:

        def value(name: str) -> str | None:
            return self._value(shape, SH + name)

        nested = self._object(shape, SH + "node")
        is_date = isinstance(nested, ox.NamedNode) and nested.value == SHAPE + "Date"
        choices = frozenset(term.value.removeprefix(KG) for term in self._list(shape, SH + "in"))
        return Field(
            name=value("name") or "",
            path=value("path") or "",
            holds=_holds(
                value("datatype"), bool(choices), nested is not None, is_date, value("class") is not None
            ),
            datatype=value("datatype"),
            required=int(value("minCount") or 0) > 0,
            single=value("maxCount") == "1",
            choices=choices,
            range=value("class"),
            nested=self._kind(nested) if isinstance(nested, ox.NamedNode) else None,
            max_length=_whole(value("maxLength")),
            pattern=value("pattern"),
            minimum=float(value("minInclusive") or "nan") if value("minInclusive") else None,
            order=int(value("order") or 50),
            help=value("description") or "",
            message=value("message") or "",
            exclusive=self._value(shape, KG + "exclusive") == "true",
        )

    def _subjects(self, predicate: str, target: str) -> list[ox.NamedNode]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(target))
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _objects(
        self, subject: ox.NamedNode | ox.BlankNode, predicate: str
    ) -> list[ox.NamedNode | ox.BlankNode]:
        quads = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode | ox.BlankNode)]

    def _object(
        self, subject: ox.NamedNode | ox.BlankNode, predicate: str
    ) -> ox.NamedNode | ox.BlankNode | None:
        return next(iter(self._objects(subject, predicate)), None)

    def _value(self, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> str | None:
        quads = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        terms = sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal))
        return terms[0] if terms else None

    def _list(self, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> Iterator[ox.NamedNode]:
        cell = self._object(subject, predicate)
        while cell is not None and cell != ox.NamedNode(RDF + "nil"):
            first = self._object(cell, RDF + "first")
            if isinstance(first, ox.NamedNode):
                yield first
            cell = self._object(cell, RDF + "rest")


def _field_order(field: Field) -> tuple[int, str]:
    return field.order, field.name


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None else None


_BY_DATATYPE = {
    XSD + "string": Holds.TEXT,
    XSD + "integer": Holds.INTEGER,
    XSD + "decimal": Holds.DECIMAL,
    XSD + "boolean": Holds.BOOLEAN,
    EDTF: Holds.DATE,
}


def _holds(datatype: str | None, has_choices: bool, nests: bool, is_date: bool, refers: bool) -> Holds:
    if nests:
        return Holds.DATING if is_date else Holds.RECORD
    if has_choices:
        return Holds.CHOICE
    if refers:
        return Holds.REFERENCE
    return _BY_DATATYPE.get(datatype or "", Holds.ADDRESS)
