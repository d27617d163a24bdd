"""What pages call things, and what they say of a claim: read once from a dataset, then plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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

    `broader` gives for each issue the next broader ones.
    """

    things: Mapping[str, Name]
    claims: Mapping[str, Wording]
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, slug: str) -> str:
        """Give the name of a thing."""
        return self.things[slug].label if slug in self.things else slug

    def kind(self, slug: str) -> str:
        """Give the kind of a thing, an empty text if unknown."""
        return self.things[slug].kind if slug in self.things else ""

    def others(self, slug: str) -> tuple[str, ...]:
        """Give by what else a thing is found."""
        return self.things[slug].others if slug in self.things else ()

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


def read_names(dataset: Viewed) -> Names:
    """Read the names and wordings that a dataset holds."""
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
    return Names(things, claims, {issue: tuple(above) for issue, above in broader.items()})
