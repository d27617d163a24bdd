"""The page behind tie tables: every pair with each event's part in its numbers, every state with its ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.pages.evidence import Entry, EvidencePage, Item
from kg.pages.languages import Texts
from kg.pages.material import Material, anchor
from kg.pages.report import Link
from kg.ties.explanation import Explanation, LeftOut, behind, contribution_row, explained
from kg.ties.formulae import polarity, strength
from kg.ties.leaving_out import texts_of
from kg.ties.method import Method, readable
from kg.ties.observation import BASES
from kg.ties.tie import Tie
from kg.ties.weighing import Contribution, Part

EXPLAINED = "explained.html"


def explained_page(material: Material, ties: Sequence[Tie], name: str = EXPLAINED) -> EvidencePage:
    """Give the page of that name that takes every tie apart, then lists each party's ties."""
    methods = {basis: material.chosen.on(basis) for basis in BASES}
    texts = {basis: texts_of(readable(material.events, chosen), chosen) for basis, chosen in methods.items()}
    entries = [
        pair_entry(material, tie.a, tie.b, methods[tie.basis], tie_entry(tie), texts[tie.basis])
        for tie in ties
    ]
    states = sorted({side for tie in ties for side in (tie.a, tie.b)}, key=material.names.label)
    entries += [_state_entry(material, state, ties, name) for state in states]
    said = material.texts
    return EvidencePage(name, said("explained.title"), said("explained.lead"), tuple(entries))


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
    counted = sorted(taken.contributions, key=_by_date)
    items = [_counted(material, one, taken) for one in counted]
    # an event of another period is explained under that period
    left = [one for one in taken.left_out if one.reason != "other-period"]
    items += [_left_out(material, one) for one in left]
    words = (_sum(taken, len(left), material.texts), *_range(material, taken, chosen, texts))
    return Entry(id, _title(material, a, b, chosen), words, tuple(items))


def _title(material: Material, a: str, b: str, chosen: Method) -> str:
    names, texts = material.names, material.texts
    pair, basis = f"{names.label(a)} – {names.label(b)}", texts(f"basis.{chosen.basis}")
    if chosen.period:
        return texts("explained.pair-during", pair=pair, basis=basis, period=chosen.period.text)
    return texts("explained.pair", pair=pair, basis=basis)


def _range(
    material: Material, taken: Explanation, chosen: Method, texts: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """Say what the strength becomes without each article that tells of the pair: what its range is made of."""
    articles = {claim.article for one in taken.contributions for claim in one.part.counted.claims}
    own = [text for text in texts if text & articles] if len(texts) > 1 else []
    if not own:
        return ()
    pair, said = (taken.a, taken.b), material.texts
    between = [event for event in material.events if pair in event.pairs()]
    found = []
    for text in own:
        left = explained((event.without_articles(text) for event in between), *pair, chosen)
        value = f"{strength(left.p, left.n):.4f}"
        found.append(said("explained.without", articles=", ".join(sorted(text)), strength=value))
    if len(own) < len(texts):
        found.append(said("explained.without-others"))
    return (said("explained.left-out-one", strengths="; ".join(found)),)


def _by_date(one: Contribution) -> tuple[str, str]:
    return one.part.counted.bound.text, one.part.observation.event


def _sum(taken: Explanation, left: int, texts: Texts) -> str:
    p, n = taken.p, taken.n
    return texts(
        "explained.sum",
        p=f"{p:.4f}",
        n=f"{n:.4f}",
        strength=f"{strength(p, n):.4f}",
        polarity=f"{polarity(p, n):+.4f}".replace("-", "−"),
        counted=len(taken.contributions),
        left=left,
    )


def _counted(material: Material, one: Contribution, taken: Explanation) -> Item:
    row, texts = contribution_row(one), material.texts
    labels = {c.part.observation.event: c.part.observation.label for c in taken.contributions}
    channel = "N" if one.value < 0 else "P"
    value = texts("explained.to", value=f"{abs(one.value):.4f}", channel=channel)
    if one.within:
        value = texts("explained.within", event=labels.get(one.within, one.within))
    date = texts.date(row["date"]) if row["date"] else texts("date.none")
    if row["date"] and row["dated_by"] == "publication":
        date = texts("matrix.by-publication", date=date)
    facts = (date, row["code"], value, _reckoning(one.part, texts))
    claims = tuple(material.names.evidence(claim) for claim in behind(one))
    return Item(row["label"], facts, claims, english=True)


def _reckoning(part: Part, texts: Texts) -> str:
    """Say how the score and the factors of the weight make what the event alone would add."""
    found = {"score": f"{part.score:+g}", "level": f"{part.level:g}", "confidence": f"{part.confidence:g}"}
    found |= {"decay": f"{part.decay:.4g}"} if part.decay != 1 else {}
    factors = (texts(f"explained.{name}", value=value.replace("-", "−")) for name, value in found.items())
    shared = " / " + texts("explained.parties", value=part.divisor) if part.divisor != 1 else ""
    value = f"{part.value:+.4f}".replace("-", "−")
    return f"{' × '.join(factors)}{shared} / 10 = {value}"


def left_words(one: LeftOut, texts: Texts) -> str:
    """Say in words why an event does not count."""
    if one.denied:
        return texts("explained.denied")
    return texts("explained.presupposed") if one.presupposed else texts.known("reason", one.reason)


def _left_out(material: Material, one: LeftOut) -> Item:
    event, texts = one.observation, material.texts
    reason = texts("matrix.left-out", reason=left_words(one, texts))
    facts = (texts.date(event.dated) or texts("date.none"), event.code, reason)
    claims = tuple(material.names.evidence(claim) for claim in event.claims)
    return Item(event.label, facts, claims, counts=False, english=True)


def _state_entry(material: Material, state: str, ties: Iterable[Tie], page: str) -> Entry:
    own = [tie for tie in ties if state in (tie.a, tie.b)]
    links = tuple(_onward(material, state, tie, page) for tie in own)
    return Entry(state, material.names.label(state), (material.texts("explained.state"),), links=links)


def _onward(material: Material, state: str, tie: Tie, page: str) -> Link:
    other = material.names.label(tie.b if tie.a == state else tie.a)
    words = material.texts(
        "explained.onward",
        other=other,
        basis=material.texts(f"basis.{tie.basis}"),
        strength=f"{tie.strength:.4f}",
        sign=material.texts.known("mark", tie.sign),
    )
    return tie_link(tie, words, page)
