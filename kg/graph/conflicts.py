"""Where claims about one thing exclude each other: found from the claims, every side kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.curation.corpus import Claim, Corpus
from kg.curation.dates import disjoint, parse_edtf
from kg.curation.form import Field
from kg.curation.names import folded
from kg.curation.records import Item, Record

_ANTICIPATED = ("planned", "expected", "conditional")


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
    for one, other in combinations(claims, 2):
        if {one.modality, other.modality} == {"happened", "denied"}:
            yield Clash(one.subject, "occurrence", "contradicts", one, other)
        elif _same_basis(one, other):
            for field, a, b in _exclusions(one.told, other.told, holders):
                yield Clash(one.subject, field.name, _kind(one, other), one, other, a, b)


def _same_basis(one: Claim, other: Claim) -> bool:
    """A plan and its outcome may differ without a conflict; two plans, or two reports, may not."""
    happened = {one.modality, other.modality} <= {"happened", "claimed"}
    return happened or (one.modality in _ANTICIPATED and other.modality in _ANTICIPATED)


def _kind(one: Claim, other: Claim) -> str:
    if one.asserted_by is None and other.asserted_by is None:
        return "differs"
    return "revises" if one.asserted_by == other.asserted_by else "contradicts"


def _exclusions(
    one: Record, other: Record, holders: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Field, Item, Item]]:
    others = {field.name: items for field, items in other.fields}
    for field, items in one.fields:
        if field.exclusive or field.nested is not None:
            for a in items:
                for b in others.get(field.name, ()):
                    if _exclude(field, a, b, holders):
                        yield field, a, b


def _exclude(field: Field, a: Item, b: Item, holders: Mapping[str, frozenset[str]]) -> bool:
    if a.record is not None and b.record is not None:
        return _record_rule(field)(a.record, b.record)
    if field.name == "place":
        return (
            not ({a.text, b.text} & (holders.get(a.text, frozenset()) | holders.get(b.text, frozenset())))
            and a.text != b.text
        )
    return field.exclusive and field.single and a.text != b.text


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
    return any(a.text(n) and b.text(n) and a.text(n) != b.text(n) for n in ("killed", "injured"))


def _apart(a: Record, b: Record) -> bool:
    (low_a, high_a), (low_b, high_b) = _interval(a), _interval(b)
    return high_a < low_b or high_b < low_a


def _interval(quantity: Record) -> tuple[float, float]:
    """Give the bounds that a stated number allows; “about” and “nearly” allow a tenth."""
    value = float(quantity.text("value") or 0)
    spans = {
        "approximately": (value * 0.9, value * 1.1),
        "nearly": (value * 0.9, value),
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
    return {slug: _chain(slug, above) for slug in above}


def _chain(slug: str, above: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = list(above[slug])
    while waiting:
        holder = waiting.pop()
        if holder not in seen:
            seen.add(holder)
            waiting.extend(above.get(holder, ()))
    return frozenset(seen)
