"""What the project accepts, by one rule: what a source reports in its own voice as having happened.

A value leaves the accepted graph where two sources in their own voice exclude each other, until a curator
settles it; of two dates that agree, the narrower is kept, and of two participants (or figures) the one
that says all that the other says and more. Acceptance is a function of the claims alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from kg.curation.corpus import Claim, Corpus
from kg.curation.dates import narrower, parse_edtf
from kg.curation.form import Holds
from kg.curation.records import Item
from kg.graph.conflicts import Clash, clashes

#: The fields and values of a nested record, such as a participant.
_Said: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Acceptance:
    """The status of every claim by name, the clashes found, and the values that are not accepted."""

    status: Mapping[str, str]
    clashes: tuple[Clash, ...]
    left_out: Mapping[str, frozenset[Item]]


def accept(corpus: Corpus) -> Acceptance:
    """Apply the rule to all claims of the corpus."""
    found = clashes(corpus)
    settled = _settlements(corpus)
    status = {claim.name: _status(claim) for claim in corpus.claims}
    left_out: dict[str, set[Item]] = {}
    for clash in found:
        if clash.own_voice:
            for claim, item in _losers(clash, settled):
                if item is None:
                    status[claim.name] = "contested"
                else:
                    left_out.setdefault(claim.name, set()).add(item)
    for name, item in [*_wider_dates(corpus, status, left_out), *_fainter_records(corpus, status)]:
        left_out.setdefault(name, set()).add(item)
    return Acceptance(status, found, {name: frozenset(items) for name, items in left_out.items()})


def _status(claim: Claim) -> str:
    if claim.asserted_by is not None:
        return "attributed"
    if claim.modality in ("planned", "expected", "conditional"):
        return "anticipated"
    if claim.modality in ("claimed", "denied"):
        return "opinion"
    return "presupposed" if claim.own.text("stated") == "implied" else "accepted"


def _settlements(corpus: Corpus) -> dict[tuple[str, frozenset[str]], str]:
    """Give for what was in conflict, and the claims that stood against each other, the claim settled for."""
    return {
        (conflict.record.text("about") or "", frozenset(conflict.record.texts("sides"))): winner
        for conflict in corpus.conflicts
        for winner in conflict.record.texts("settled-for")
    }


def _losers(
    clash: Clash, settled: Mapping[tuple[str, frozenset[str]], str]
) -> Iterator[tuple[Claim, Item | None]]:
    names = {clash.one.name, clash.other.name}
    winner = next(
        (w for (about, sides), w in settled.items() if about == clash.subject and names <= sides), None
    )
    for claim, item in ((clash.one, clash.one_item), (clash.other, clash.other_item)):
        if claim.name != winner:
            yield claim, item


def _wider_dates(
    corpus: Corpus, status: Mapping[str, str], left_out: Mapping[str, Iterable[Item]]
) -> Iterator[tuple[str, Item]]:
    dated: dict[str, list[tuple[str, Item]]] = {}
    for claim in corpus.claims:
        if status[claim.name] == "accepted":
            for item in claim.told.items("date"):
                if item not in left_out.get(claim.name, ()):
                    dated.setdefault(claim.subject, []).append((claim.name, item))
    for told in dated.values():
        dates = {_edtf(item): parse_edtf(_edtf(item)) for _, item in told}
        wider = {text for text, d in dates.items() if any(narrower(other, d) for other in dates.values())}
        yield from ((name, item) for name, item in told if _edtf(item) in wider)


def _fainter_records(corpus: Corpus, status: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    """Give nested values, such as a participant, that say less than another accepted claim says of the same."""
    told: dict[tuple[str, str], list[tuple[str, Item, _Said]]] = {}
    for claim in corpus.claims:
        if status[claim.name] == "accepted":
            for field, items in claim.told.fields:
                for item in items if field.holds is Holds.RECORD else ():
                    told.setdefault((claim.subject, field.name), []).append((claim.name, item, _said(item)))
    for group in told.values():
        faint = _fainter({said for _, _, said in group})
        yield from ((name, item) for name, item, said in group if said in faint)


def _fainter(every: Set[_Said]) -> set[_Said]:
    """Give those that hold less than another of them; each is compared only with what has its rarest value too."""
    having: dict[tuple[str, str], list[_Said]] = {}
    for said in every:
        for pair in said:
            having.setdefault(pair, []).append(said)
    near = {said: min((having[pair] for pair in said), key=len, default=every) for said in every}
    return {said for said, others in near.items() if any(said < other for other in others)}


def _said(item: Item) -> _Said:
    fields = item.record.fields if item.record else ()
    return frozenset((field.name, each.text) for field, items in fields for each in items)


def _edtf(item: Item) -> str:
    return (item.record.text("edtf") if item.record else None) or ""
