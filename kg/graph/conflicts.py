"""Where claims about one thing exclude each other: found from the claims, every side kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from kg.curation.ancestry import all_above
from kg.curation.corpus import Claim, Corpus
from kg.curation.dates import disjoint, parse_edtf
from kg.curation.form import Field, Holds
from kg.curation.names import folded
from kg.curation.records import Item, Record

_ANTICIPATED = ("planned", "expected", "conditional")
# Bounds of numbers that count from another number, or are a part of one.
_OF_ANOTHER = frozenset({"an-additional", "most-of"})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims whose values of one field cannot both be true; `kind` is differs, contradicts or revises.

    `field` is `occurrence` where one claim denies what the other tells; then the items are None.
    """

    subject: str
    field: str
    kind: str
    one: Claim
    other: Claim
    one_item: Item | None = None
    other_item: Item | None = None

    @property
    def own_voice(self) -> bool:
        """Tell whether both sides are told by articles in their own voice."""
        return self.one.asserted_by is None and self.other.asserted_by is None


def clashes(corpus: Corpus) -> tuple[Clash, ...]:
    """Find every pair of claims that exclude each other, in the order of their names."""
    told: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        told.setdefault(claim.subject, []).append(claim)
    holders = _containers(corpus)
    found = (clash for claims in told.values() for clash in _among(claims, holders))
    return tuple(sorted(found, key=lambda c: (c.subject, c.field, c.one.name, c.other.name)))


def _among(claims: list[Claim], holders: Mapping[str, frozenset[str]]) -> Iterator[Clash]:
    """Find the clashes of claims about one thing: values are compared once, however many claims tell them."""
    if len(claims) < 2:
        return
    for one, other in _denials(claims):
        yield Clash(one.subject, "occurrence", "contradicts", one, other)
    for field, told in _values(claims):
        for tellers, others in combinations(told.values(), 2):
            if _exclude(field, tellers[0].item, others[0].item, holders):
                yield from _between(field, tellers, others)


def _denials(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pair each claim that it happened with each that denies it, in the order of the claims."""
    placed = list(enumerate(claims))
    happened = [each for each in placed if each[1].modality == "happened"]
    denied = [each for each in placed if each[1].modality == "denied"]
    for pair in product(happened, denied):
        (_, one), (_, other) = sorted(pair, key=lambda each: each[0])
        yield one, other


class _Teller(NamedTuple):
    """A claim (and its position among those about its subject) that gives this value."""

    position: int
    claim: Claim
    item: Item


def _values(claims: list[Claim]) -> Iterator[tuple[Field, dict[object, list[_Teller]]]]:
    """Give each field in which values may exclude each other, and who tells each of its values."""
    fields: dict[str, tuple[Field, dict[object, list[_Teller]]]] = {}
    for position, claim in enumerate(claims):
        for field, items in claim.told.fields:
            if field.exclusive or field.nested is not None:
                _, told = fields.setdefault(field.name, (field, {}))
                for item in items:
                    told.setdefault(_content(item), []).append(_Teller(position, claim, item))
    return (pair for pair in fields.values() if len(pair[1]) > 1)


def _content(item: Item) -> object:
    if item.record is None:
        return item.text
    return tuple((field.name, *map(_content, items)) for field, items in item.record.fields)


def _between(field: Field, tellers: list[_Teller], others: list[_Teller]) -> Iterator[Clash]:
    for pair in product(tellers, others):
        one, other = sorted(pair, key=lambda teller: teller.position)
        if one.claim is not other.claim and _same_basis(one.claim, other.claim):
            kind = _kind(one.claim, other.claim)
            yield Clash(one.claim.subject, field.name, kind, one.claim, other.claim, one.item, other.item)


def _same_basis(one: Claim, other: Claim) -> bool:
    """A plan and its outcome may differ without a conflict; two plans, or two reports, may not."""
    happened = {one.modality, other.modality} <= {"happened", "claimed"}
    return happened or (one.modality in _ANTICIPATED and other.modality in _ANTICIPATED)


def _kind(one: Claim, other: Claim) -> str:
    if one.asserted_by is None and other.asserted_by is None:
        return "differs"
    return "revises" if one.asserted_by == other.asserted_by else "contradicts"


def _exclude(field: Field, a: Item, b: Item, holders: Mapping[str, frozenset[str]]) -> bool:
    if a.record is not None and b.record is not None:
        return _record_rule(field)(a.record, b.record)
    if field.name == "place":
        return (
            not ({a.text, b.text} & (holders.get(a.text, frozenset()) | holders.get(b.text, frozenset())))
            and a.text != b.text
        )
    return field.exclusive and field.single and _value(field, a.text) != _value(field, b.text)


def _value(field: Field, text: str) -> object:
    """Give what a text of the field stands for: 085 and 85 are one number."""
    return Decimal(text) if field.holds in (Holds.INTEGER, Holds.DECIMAL) else text


def _record_rule(field: Field) -> Callable[[Record, Record], bool]:
    rules = {
        "Date": _dates_exclude,
        "Quantity": _quantities_exclude,
        "Amount": _amounts_exclude,
        "Casualties": _tolls_exclude,
    }
    return rules.get(field.nested.name if field.nested else "", lambda a, b: False)


def _dates_exclude(a: Record, b: Record) -> bool:
    return disjoint(parse_edtf(a.text("edtf") or ""), parse_edtf(b.text("edtf") or ""))


def _quantities_exclude(a: Record, b: Record) -> bool:
    same = all(folded(a.text(name) or "") == folded(b.text(name) or "") for name in ("of", "unit"))
    return same and _apart(a, b)


def _amounts_exclude(a: Record, b: Record) -> bool:
    return (a.text("currency"), a.text("per")) == (b.text("currency"), b.text("per")) and _apart(a, b)


def _tolls_exclude(a: Record, b: Record) -> bool:
    told = ((a.text(name), b.text(name)) for name in ("killed", "injured"))
    return any(one and other and int(one) != int(other) for one, other in told)


def _apart(a: Record, b: Record) -> bool:
    """Whether no number is what both state; “1,000 more” and “most of 1,000” are set beside their like alone."""
    bounds = {a.text("bound"), b.text("bound")}
    if len(bounds) == 2 and bounds & _OF_ANOTHER:
        return False
    (low_a, high_a), (low_b, high_b) = _interval(a), _interval(b)
    return high_a < low_b or high_b < low_a


def _interval(quantity: Record) -> tuple[float, float]:
    """Give the bounds that a stated number allows; “about” and “nearly” allow a tenth."""
    value = float(quantity.text("value") or 0)
    tenth = abs(value) / 10
    spans = {
        "approximately": (value - tenth, value + tenth),
        "nearly": (value - tenth, value) if value > 0 else (value, value + tenth),
        "over": (value, float("inf")),
        "at-least": (value, float("inf")),
        "at-most": (float("-inf"), value),
        "dozens": (0.0, float("inf")),
        "millions": (0.0, float("inf")),
    }
    return spans.get(quantity.text("bound") or "", (value, value))


def _containers(corpus: Corpus) -> dict[str, frozenset[str]]:
    """Give for every place the places that hold it, to the outermost."""
    above = {e.slug: (*e.record.texts("within"), *e.record.texts("state")) for e in corpus.entities}
    return {slug: all_above(slug, above) for slug in above}
