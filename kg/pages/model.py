"""What a map shows: nodes, the ties between them, and under each tie its events and their evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter

from kg.pages.languages import OWN
from kg.problems import KgError


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as a reader sees it: what is said, by whom, where and when.

    `asserted_by` is "the article" or the party's name; `modality` is the claim's (happened, planned …);
    `status` says how it counts: accepted, announced, attributed, contradicted, or left out for its date.
    """

    claim: str
    paraphrase: str
    date: str
    article: str
    publisher: str | None
    paragraph: tuple[str, ...]
    asserted_by: str
    modality: str
    status: str


@dataclass(frozen=True, slots=True)
class MapEvent:
    """One event under a tie with its signed contribution (to P if positive, to N if negative).

    `within` names the event it is counted in, then the contribution is 0. Ties that are not scored
    (a post held, a party to an agreement) have events without code, score and contribution. `alone` is what
    it would add by itself, `group` names the events of which only the largest counts, `day` is the day by
    which it lies in a period; `issues` are those its claims name, with the broader ones. The date of a `derived` one
    is that of its articles' publication.
    """

    id: str
    label: str
    date: str
    kind: str
    claims: tuple[Evidence, ...]
    code: str | None = None
    score: float | None = None
    weight: float | None = None
    contribution: float | None = None
    within: str | None = None
    reason: str | None = None
    alone: float | None = None
    group: str | None = None
    day: str | None = None
    issues: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True)
class MapPeriod:
    """A stretch of days that a map offers at one press, from `first` to `last` (ISO), and words about it."""

    name: str
    first: str
    last: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class MapChange:
    """What became of one line between two periods; a strength is None where there was no tie.

    `words` say the reason in the page's language, an empty text where that is English.
    """

    tie: str
    change: str
    reason: str
    strength_before: float | None
    strength_after: float | None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class MapDifference:
    """All lines of two periods side by side, by one kind of comparison."""

    kind: str
    before: str
    after: str
    changes: tuple[MapChange, ...]

    @property
    def id(self) -> str:
        """Give the name of the difference in the page's address."""
        return f"{self.kind}:{self.before}:{self.after}"


@dataclass(frozen=True, slots=True)
class MapNode:
    """One thing on the map; `other_names` holds spellings and codes that find it, `x`, `y` its place.

    `in_data` is what the data call it, an empty text where that is its label.
    """

    id: str
    label: str
    kind: str
    other_names: tuple[str, ...] = ()
    claims: tuple[Evidence, ...] = ()
    size: float = 8.0
    x: int = 0
    y: int = 0
    in_data: str = ""


@dataclass(frozen=True, slots=True)
class MapTie:
    """One line of the map; P, N, strength and polarity are None where the kind of tie is not scored.

    `planned` lines are drawn dashed: what they rest on was announced, or is merely claimed.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    planned: bool
    events: tuple[MapEvent, ...]
    sign: str | None = None
    p: float | None = None
    n: float | None = None
    strength: float | None = None
    polarity: float | None = None
    note: str | None = None

    @property
    def claims(self) -> int:
        """The number of different claims under the tie."""
        return len({evidence.claim for event in self.events for evidence in event.claims})


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything one map file holds; `lines` are the words above the picture, `credit` those below it.

    `issues` are those that can be filtered by, with their names; `rules` the thresholds of signs by name;
    `language` is that of its words. A `scored` map has ties of a strength, and says how many; `choices` are those
    by which it is made that are not the usual ones.
    """

    title: str
    subtitle: str
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    lines: tuple[str, ...] = ()
    credit: str = ""
    issues: tuple[tuple[str, str], ...] = ()
    periods: tuple[MapPeriod, ...] = ()
    differences: tuple[MapDifference, ...] = ()
    rules: tuple[tuple[str, float], ...] = ()
    language: str = OWN
    scored: bool = False
    choices: str = ""


def tie_id(a: str, b: str, basis: str) -> str:
    """Give the name of the line between two states on a basis."""
    return f"{a}-{b}-{basis}"


def checked(page: MapPage) -> MapPage:
    """Give the page in one fixed order of nodes and ties, the firm ties before the planned ones.

    Raises KgError when an id stands twice or a tie's end is no node of the page.
    """
    for what, ids in (("node", [n.id for n in page.nodes]), ("tie", [t.id for t in page.ties])):
        if len(set(ids)) < len(ids):
            twice = min(id for id, count in Counter(ids).items() if count > 1)
            raise KgError(f"the map has {what} “{twice}” twice", exit_code=3)
    known = {node.id for node in page.nodes}
    for tie in page.ties:
        if tie.source not in known or tie.target not in known:
            end = tie.target if tie.source in known else tie.source
            raise KgError(f"tie “{tie.id}” ends at “{end}”, which is no node of the map", exit_code=3)
    nodes = tuple(sorted(page.nodes, key=attrgetter("id")))
    ties = sorted(sorted(page.ties, key=attrgetter("id")), key=attrgetter("planned"))
    return replace(page, nodes=nodes, ties=tuple(ties))
