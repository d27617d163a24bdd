"""What no single record shows: names that nobody bears, places that are not there, codings that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from kg.curation.characters import shown
from kg.curation.circles import circles, parts
from kg.curation.corpus import Article, Claim, Corpus, Named
from kg.curation.form import Form, load_form
from kg.curation.hints import Hints
from kg.curation.memory import collector_paused
from kg.curation.names import folded
from kg.curation.outlines import NO_OUTLINES, Outlines
from kg.curation.plover import plover_codes
from kg.curation.records import SLUG, references
from kg.curation.state_names import state_hint
from kg.problems import Mark, Problem, suggestion, with_article
from kg.progress import step
from kg.vocabulary import KG

# Entries of a record have numbers of up to nine digits.
_PLACE = re.compile(r"[1-9][0-9]{0,8}(\.[1-9][0-9]{0,8})?")


class _Marked(Protocol):
    @property
    def mark(self) -> Mark: ...


def crosscheck(corpus: Corpus, beside: Outlines = NO_OUTLINES) -> list[Problem]:
    """Give every problem between records: duplicates, unknown names, ranges, places, speech, codings.

    Of good files that stand `beside`, not read again, the corpus needs what they define of the names in it
    (`outlining.stubs`). Of their records only circles are told.
    """
    form, hints = load_form(), _hints(corpus, beside)
    checks = (
        _duplicates(corpus),
        _shared_names(corpus),
        _subjects(corpus, form, hints["entity"]),
        _references(corpus, form, hints, beside),
        _speech(corpus),
        _places(corpus),
        _codings(corpus, hints["thing"]),
        _sides(corpus),
    )
    with collector_paused(), step("holding the facts against each other"):
        found = (each for each in chain.from_iterable(checks) if each.mark.path not in beside.by_path)
        return sorted({*found, *circles(chain(parts(corpus), beside.parts()))})


def _hints(corpus: Corpus, beside: Outlines) -> Mapping[str, Hints]:
    entities, claims = (each.slug for each in corpus.entities), (each.name for each in corpus.claims)
    return {
        "entity": Hints(lambda: chain(entities, beside.entity_names())),
        "thing": Hints(lambda: chain(corpus.kinds, beside.thing_names())),
        "claim": Hints(lambda: chain(claims, beside.claim_names())),
    }


def _duplicates(corpus: Corpus) -> Iterator[Problem]:
    yield from _twice(((e.slug, e) for e in corpus.entities), "entity")
    yield from _twice(((a.id, a) for a in corpus.articles), "article")
    yield from _twice(((c.name, c) for c in corpus.claims), "claim")
    yield from _twice(((c.slug, c) for c in corpus.codings), "coding of event")
    yield from _twice(((c.slug, c) for c in corpus.conflicts), "conflict")


def _twice(named: Iterable[tuple[str, _Marked]], what: str) -> Iterator[Problem]:
    first: dict[str, tuple[str, Mark]] = {}
    for name, thing in named:
        earlier = first.setdefault(name.casefold(), (name, thing.mark))
        if earlier[1] is not thing.mark:
            same = f"the {what} “{name}” stands here and at {earlier[1]}"
            differs = f"“{name}” differs only in case from “{earlier[0]}” at {earlier[1]}"
            yield Problem(thing.mark, same if earlier[0] == name else differs)


def _shared_names(corpus: Corpus) -> Iterator[Problem]:
    first: dict[tuple[str, str], Named] = {}
    for entity in corpus.entities:
        for name in entity.record.texts("name"):
            earlier = first.setdefault((entity.record.kind.name, folded(name)), entity)
            if earlier.slug != entity.slug:
                message = (
                    f"“{name}” is also the name of {earlier.slug} ({earlier.mark}): one entity, or two names"
                )
                yield Problem(entity.mark, message)


def _subjects(corpus: Corpus, form: Form, hints: Hints) -> Iterator[Problem]:
    entities = {entity.slug: entity for entity in corpus.entities}
    coded = {coding.slug for coding in corpus.codings}
    first: dict[str, Claim] = {}
    named = (claim for claim in corpus.claims if SLUG.fullmatch(claim.subject))  # else the reader has said so
    for claim in named:
        earlier = first.setdefault(claim.subject, claim)
        if earlier.kind != claim.kind:
            message = f"{claim.subject} is a {claim.kind.name} here and a {earlier.kind.name} at {earlier.told.mark}"
            yield Problem(claim.told.mark, message)
        entity = entities.get(claim.subject)
        if "name" in claim.kind.fields and entity is None and not corpus.may_hold(claim.subject):
            hint = hints.of(claim.subject)
            yield Problem(
                claim.told.mark, f"no entity is called {claim.subject}{hint}: name it in an entities file"
            )
        if entity is not None and entity.record.kind != claim.kind:
            message = (
                f"{claim.subject} is a {entity.record.kind.name} ({entity.mark}), not a {claim.kind.name}"
            )
            yield Problem(claim.told.mark, message)
        labelled = claim.subject in coded or corpus.may_hold(claim.subject)
        if form.is_a(claim.kind, KG + "Event") and not labelled:
            yield Problem(
                claim.told.mark, f"the event {claim.subject} has no label: an events file gives it one"
            )


def _references(
    corpus: Corpus, form: Form, hints: Mapping[str, Hints], beside: Outlines
) -> Iterator[Problem]:
    kinds, claims = corpus.kinds, {claim.name for claim in corpus.claims}
    records = chain(
        (named.record for named in chain(corpus.entities, corpus.codings, corpus.conflicts)),
        (article.record for article in corpus.articles),
        chain.from_iterable((claim.own, claim.told) for claim in corpus.claims),
    )
    for field, item in chain.from_iterable(map(references, records)):
        if field.range is None or item.mark.path in beside.by_path:
            continue  # what good files name is not all in the corpus, and must cost no hint
        if item.text not in (claims if field.range == KG + "Claim" else kinds) and corpus.may_hold(item.text):
            continue
        if field.range == KG + "Claim":
            if item.text not in claims:
                hint = hints["claim"].of(item.text)
                yield Problem(item.mark, f"{field.name}: no claim is called {item.text}{hint}")
        elif item.text not in kinds:
            hint = state_hint(item.text) or hints["thing"].of(item.text)
            yield Problem(item.mark, f"{field.name}: nothing is called {item.text}{hint}")
        elif not form.is_a(kinds[item.text], field.range):
            due = with_article(field.range.removeprefix(KG))
            yield Problem(
                item.mark,
                f"{field.name}: {item.text} is {with_article(kinds[item.text].name)}, and {due} is due",
            )


def _speech(corpus: Corpus) -> Iterator[Problem]:
    for claim in corpus.claims:
        by, said = claim.own.items("by"), claim.own.items("said")
        if by and not said:
            yield Problem(by[0].mark, "by needs said: the statement in which it was asserted")
        if said and not by:
            yield Problem(said[0].mark, "said needs by: who asserts it")
        if said and said[0].text == claim.subject:
            yield Problem(said[0].mark, "a statement cannot be its own content")


def _places(corpus: Corpus) -> Iterator[Problem]:
    frames = {a.id: _frame(a) for a in corpus.articles}
    for claim in corpus.claims:
        for item in claim.own.items("at"):
            yield from _wrong_place(item.text, item.mark, frames.get(claim.article, {}))
    for article in corpus.articles:
        for unclaimed in article.unclaimed:
            yield from _wrong_place(unclaimed.place, unclaimed.mark, frames[article.id])


def _frame(article: Article) -> dict[int, int]:
    """Give the number of sentences of each paragraph; an entry of a record has none."""
    return {p.number: p.sentences for p in article.paragraphs} | {e.number: 0 for e in article.entries}


def _is_record(sentences: Mapping[int, int]) -> bool:
    return bool(sentences) and not any(sentences.values())


def _wrong_place(place: str, mark: Mark, sentences: Mapping[int, int]) -> Iterator[Problem]:
    paragraph, _, sentence = place.partition(".")
    if not _PLACE.fullmatch(place):
        yield Problem(mark, f"“{shown(place, 20)}” is not a place such as 8.2")
    elif (sentence or int(paragraph) not in sentences) and _is_record(sentences):
        yield Problem(mark, f"{place}: the record has no entry of this number")
    elif int(paragraph) not in sentences:
        yield Problem(mark, f"{place}: the article has paragraphs 1 to {max(sentences, default=0)}")
    elif sentence and not 1 <= int(sentence) <= sentences[int(paragraph)]:
        count = sentences[int(paragraph)]
        held = "one sentence" if count == 1 else f"{count} sentences"
        yield Problem(mark, f"{place}: paragraph {paragraph} has {held}")


def _codings(corpus: Corpus, hints: Hints) -> Iterator[Problem]:
    kinds, codes = corpus.kinds, plover_codes()
    for coding in corpus.codings:
        record, kind = coding.record, kinds.get(coding.slug)
        if kind is None and corpus.may_hold(coding.slug):
            pass  # its claim's own slip is told
        elif kind is None:
            yield Problem(coding.mark, f"no claim tells {coding.slug}{hints.of(coding.slug)}")
        elif (
            kind is not None
            and kind.name == "Statement"
            and not (record.items("code") or record.items("uncoded"))
        ):
            yield Problem(
                coding.mark, f"the statement {coding.slug} needs a code, or uncoded with the reason"
            )
        for item in record.items("code"):
            if item.text not in codes:
                yield Problem(item.mark, f"{item.text} is no PLOVER event:mode{suggestion(item.text, codes)}")
            yield from _wrong_sides(coding)


def _wrong_sides(coding: Named) -> Iterator[Problem]:
    record = coding.record
    shared, directed = record.items("between"), record.items("actors") + record.items("recipients")
    if shared and directed:
        yield Problem(
            coding.mark,
            f"{coding.slug} has between, and actors or recipients: it is shared or directed, not both",
        )
    elif not shared and not (record.items("actors") and record.items("recipients")):
        yield Problem(
            coding.mark, f"{coding.slug} has a code, and so needs between, or actors and recipients"
        )
    elif len(shared) == 1:
        yield Problem(coding.mark, f"{coding.slug}: between names one side; a shared event has two or more")


def _sides(corpus: Corpus) -> Iterator[Problem]:
    """Hold the states that participants represent against the coded sides of a shared event."""
    kinds = corpus.kinds
    shared = {c.slug: set(c.record.texts("between")) for c in corpus.codings if c.record.items("between")}
    for claim in corpus.claims:
        for item in claim.told.items("participants") if claim.subject in shared else ():
            for state in item.record.items("for") if item.record else ():
                if (
                    kinds.get(state.text)
                    and kinds[state.text].name == "State"
                    and state.text not in shared[claim.subject]
                ):
                    yield Problem(
                        state.mark,
                        f"{state.text} takes part in {claim.subject}, and is not among its coded sides",
                    )
