"""What pages call things, and what they say of a claim: read once from a dataset, then plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.pages.languages import OWN, Texts
from kg.pages.languages import texts as texts_of
from kg.pages.model import Evidence
from kg.ties.observation import ARTICLE, ClaimRef
from kg.ties.rows import Viewed, plain_rows


@dataclass(frozen=True, slots=True)
class Name:
    """One thing: its name, its kind, and by what else it is found."""

    label: str
    kind: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim in a few words, how it counts (`kg:status`), and its date as its source has it."""

    paraphrase: str
    status: str
    date: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names of things and wordings of claims, by slug; what is not known is called by its slug.

    `broader` gives for each issue the next broader ones, `texts` the words of the page's language, and
    `translated` the names that things have in it.
    """

    things: Mapping[str, Name]
    claims: Mapping[str, Wording]
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: texts_of(OWN))
    translated: Mapping[str, str] = field(default_factory=dict)

    def holds(self, slug: str) -> bool:
        """Tell whether the data name a thing of this slug."""
        return slug in self.things

    def label(self, slug: str) -> str:
        """Give the name of a thing: in the page's language where it has one in it."""
        return self.translated.get(slug) or self.in_data(slug)

    def in_data(self, slug: str) -> str:
        """Give what the data call a thing, whatever the page's language."""
        return self.things[slug].label if slug in self.things else slug

    def kind(self, slug: str) -> str:
        """Give the kind of a thing, an empty text if unknown."""
        return self.things[slug].kind if slug in self.things else ""

    def others(self, slug: str) -> tuple[str, ...]:
        """Give by what else a thing is found."""
        if slug not in self.things:
            return ()
        label, found = self.label(slug), self.things[slug]
        return (
            found.others if label == found.label else (found.label, *(n for n in found.others if n != label))
        )

    def issues(self, named: Iterable[str]) -> tuple[str, ...]:
        """Give the issues named with all broader ones, in order of slug."""
        found, waiting = set[str](), list(named)
        while waiting:
            issue = waiting.pop()
            if issue not in found:
                found.add(issue)
                waiting += self.broader.get(issue, ())
        return tuple(sorted(found))

    def evidence(self, claim: ClaimRef) -> Evidence:
        """Give a claim as a page shows it."""
        words = self.claims.get(claim.claim, Wording("", "", ""))
        voice = claim.asserted_by
        return Evidence(
            claim=claim.claim,
            paraphrase=words.paraphrase,
            date=words.date,
            article=claim.article,
            publisher=claim.publisher,
            paragraph=claim.paragraph,
            asserted_by=voice if voice == ARTICLE else self.label(voice),
            modality=claim.modality,
            status=words.status,
        )


def read_names(dataset: Viewed, language: str = OWN) -> Names:
    """Read the names and wordings that a dataset holds, for pages of a language."""
    others: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, tuple[str, str]] = {}
    for row in plain_rows(dataset.view("page-names")):
        thing, label, other = row["thing"] or "", row["label"] or "", row["other"]
        labels[thing] = (label, row["kind"] or "")
        if other and other not in (label, *others[thing]):
            others[thing].append(other)
    things = {id: Name(label, kind, tuple(others[id])) for id, (label, kind) in labels.items()}
    claims: dict[str, Wording] = {}
    for row in plain_rows(dataset.view("page-claims")):
        words = Wording(row["paraphrase"] or "", row["status"] or "", row["date"] or row["stated"] or "")
        claims.setdefault(row["claim"] or "", words)
    broader: dict[str, list[str]] = defaultdict(list)
    for row in plain_rows(dataset.view("issue-tree")):
        if row["broader"]:
            broader[row["issue"] or ""].append(row["broader"])
    above = {issue: tuple(each) for issue, each in broader.items()}
    return Names(things, claims, above, texts_of(language), _translated(dataset, language))


def _translated(dataset: Viewed, language: str) -> Mapping[str, str]:
    """Give the names in a language; the data's own are English."""
    if language == OWN:
        return {}
    rows = [row for row in plain_rows(dataset.view("page-labels")) if row["language"] == language]
    return {row["thing"] or "": row["label"] or "" for row in reversed(rows)}
