"""The page behind tie tables: every pair with each event's part in its numbers, every state with its ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.material import Material, anchor
from kg.pages.report import Link
from kg.ties.explanation import Explanation, LeftOut, behind, contribution_row, explained
from kg.ties.leaving_out import texts_of
from kg.ties.method import Method, readable
from kg.ties.observation import BASES
from kg.ties.tie import Tie, polarity, strength
from kg.ties.weighing import Contribution, Part

EXPLAINED = "explained.html"
REASONS = {
    "planned": "only planned",
    "attributed": "only asserted by a party",
    "contradicted": "contradicted",
    "no-date": "without a date",
    "other-period": "in another period",
}


def explained_page(material: Material, ties: Sequence[Tie], name: str = EXPLAINED) -> EvidencePage:
    """Give the page of that name that takes every tie apart, then lists each party's ties."""
    methods = {basis: material.chosen.on(basis) for basis in BASES}
    texts = {basis: texts_of(readable(material.events, chosen), chosen) for basis, chosen in methods.items()}
    entries = [
        pair_entry(material, tie.a, tie.b, methods[tie.basis], tie_entry(tie), texts[tie.basis])
        for tie in ties
    ]
    states = sorted({side for tie in ties for side in (tie.a, tie.b)}, key=material.names.label)
    lead = "Every pair with each event's part in its numbers, and the claims behind the event."
    entries += [_state_entry(material, state, ties, name) for state in states]
    return EvidencePage(name, "What is behind the ties", lead, tuple(entries))


def tie_entry(tie: Tie) -> str:
    """Give the name of a tie's entry."""
    return f"{tie.a}-{tie.b}-{tie.basis}"


def tie_link(tie: Tie, value: float | int | str | None, page: str = EXPLAINED) -> Link:
    """Give a value of a tie that leads to the tie's entry."""
    return Link(value, anchor(page, tie_entry(tie)))


def state_link(state: str, value: float | int | str | None) -> Link:
    """Give a value of a state that leads to the list of its ties."""
    return Link(value, anchor(EXPLAINED, state))


def pair_entry(
    material: Material, a: str, b: str, chosen: Method, id: str, texts: Sequence[frozenset[str]] = ()
) -> Entry:
    """Take one pair apart by a method, as an entry of that name; with `texts` its range as well."""
    taken = explained(material.between.get((min(a, b), max(a, b)), ()), a, b, chosen)
    period = f", {chosen.period.text}" if chosen.period else ""
    names = material.names
    counted = sorted(taken.contributions, key=_by_date)
    items = [_counted(material, one, taken) for one in counted]
    # an event of another period is explained under that period
    left = [one for one in taken.left_out if one.reason != "other-period"]
    items += [_left_out(material, one) for one in left]
    title = f"{names.label(a)} – {names.label(b)}, {chosen.basis}{period}"
    return Entry(id, title, (_sum(taken, len(left)), *_range(material, taken, chosen, texts)), tuple(items))


def _range(
    material: Material, taken: Explanation, chosen: Method, texts: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """Say what the strength becomes without each article that tells of the pair: what its range is made of."""
    articles = {claim.article for one in taken.contributions for claim in one.part.counted.claims}
    own = [text for text in texts if text & articles] if len(texts) > 1 else []
    if not own:
        return ()
    pair = (taken.a, taken.b)
    between = [event for event in material.events if pair in event.pairs()]
    found = []
    for text in own:
        left = explained((event.without_articles(text) for event in between), *pair, chosen)
        found.append(f"without {', '.join(sorted(text))} {strength(left.p, left.n):.4f}")
    others = "; without any other article as it is" if len(own) < len(texts) else ""
    return (f"Strength with one article left out: {'; '.join(found)}{others}.",)


def _by_date(one: Contribution) -> tuple[str, str]:
    return one.part.counted.bound.text, one.part.observation.event


def _sum(taken: Explanation, left: int) -> str:
    p, n = taken.p, taken.n
    return (
        f"P = {p:.4f}, N = {n:.4f}; strength S = ln(1 + P + N) = {strength(p, n):.4f}; "
        f"polarity π = (P − N)/(P + N + 1) = {polarity(p, n):+.4f}. "
        f"{len(taken.contributions)} events count, {left} others between the two do not."
    ).replace("-", "−")


def _counted(material: Material, one: Contribution, taken: Explanation) -> Item:
    row = contribution_row(one)
    labels = {c.part.observation.event: c.part.observation.label for c in taken.contributions}
    value = f"{abs(one.value):.4f} to {'N' if one.value < 0 else 'P'}"
    if one.within:
        value = f"counted within “{labels.get(one.within, one.within)}”: 0"
    derived = " (by publication)" if row["dated_by"] == "publication" else ""
    facts = (
        f"{row['date']}{derived}" if row["date"] else "no date",
        row["code"],
        value,
        _reckoning(one.part),
    )
    return Item(row["label"], facts, tuple(material.names.evidence(c) for c in behind(one)))


def _reckoning(part: Part) -> str:
    """Say how the score and the factors of the weight make what the event alone would add."""
    factors = [f"{part.score:+g} (score)", f"{part.level:g} (level)", f"{part.confidence:g} (confidence)"]
    factors += [f"{part.decay:.4g} (decay)"] if part.decay != 1 else []
    shared = f" / {part.divisor} (other parties)" if part.divisor != 1 else ""
    return f"{' × '.join(factors)}{shared} / 10 = {part.value:+.4f}".replace("-", "−")


def left_words(one: LeftOut) -> str:
    """Say in words why an event does not count."""
    return "only presupposed by the article" if one.presupposed else REASONS.get(one.reason, one.reason)


def _left_out(material: Material, one: LeftOut) -> Item:
    event = one.observation
    facts = (event.dated or "no date", event.code, f"not counted: {left_words(one)}")
    claims = tuple(material.names.evidence(claim) for claim in event.claims)
    return Item(event.label, facts, claims, counts=False)


def _state_entry(material: Material, state: str, ties: Iterable[Tie], page: str) -> Entry:
    own = [tie for tie in ties if state in (tie.a, tie.b)]
    links = tuple(_onward(material, state, tie, page) for tie in own)
    words = "Strength is the sum over the ties; measures on paths take 1/S as their length."
    return Entry(state, material.names.label(state), (words,), links=links)


def _onward(material: Material, state: str, tie: Tie, page: str) -> Link:
    other = material.names.label(tie.b if tie.a == state else tie.a)
    return tie_link(
        tie, f"{other}, {tie.basis}: S {tie.strength:.4f}, sign {tie.sign.replace('-', '−')}", page
    )
