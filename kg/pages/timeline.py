"""The timeline: every event in order of date by year and tour, told and only planned apart, with its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.pages.certainty import NAMES, Standing, standing
from kg.pages.languages import OWN, Twin
from kg.pages.looks import kind_words
from kg.pages.mapping import CREDIT
from kg.pages.names import Names, read_names
from kg.pages.report import Link
from kg.pages.scale import Bar, Scale, scale_of
from kg.pages.sheet import ClaimLine, Source, claim_lines, planned_days, sheet_html, sources
from kg.ties.observation import Observation
from kg.ties.observed import every_event
from kg.ties.periods import Bound, Period, bound
from kg.ties.rows import Rows, asked, group

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on the timeline; `when` is its date in words, `part_of` its tour where it stands apart."""

    id: str
    label: str
    kind: str
    states: tuple[str, ...]
    when: str
    bar: Bar | None
    standing: Standing
    sources: tuple[Source, ...]
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one tour in one year, or those on no tour, with the scale of their days.

    Without a title where no event of the page is on a tour.
    """

    title: str
    scale: Scale
    events: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One year."""

    year: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole page: years, then what has no date, then every claim once.

    `left_out` is the number of events without a date that a page of a period does not have.
    """

    title: str
    lead: str
    chapters: tuple[Chapter, ...]
    undated: tuple[Happening, ...]
    left_out: int
    claims: tuple[ClaimLine, ...]
    credit: str
    language: str

    @property
    def dated(self) -> int:
        """The number of events with a date."""
        return sum(len(group.events) for chapter in self.chapters for group in chapter.groups)


@dataclass(frozen=True, slots=True)
class _Reading:
    names: Names
    states: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    dates: Rows

    def tour(self, id: str) -> str:
        """Give what a tour is called."""
        return self.labels.get(id) or self.names.label(id)

    def happening(self, one: Observation, scale: Scale | None) -> Happening:
        lies, texts = _own(one), self.names.texts
        return Happening(
            id=one.event,
            label=one.label,
            kind=kind_words(one.kind, texts),
            states=tuple(map(self.names.label, self.states.get(one.event, ()))),
            when=texts.date(one.dated) if scale else self.by_when(one),
            bar=scale.bar(lies.earliest, lies.latest) if scale else None,
            standing=standing(one, texts),
            sources=sources(one.claims, texts),
            part_of=self.tour(one.tour) if one.tour and one.tour != one.event else "",
        )

    def by_when(self, one: Observation) -> str:
        """Say by when a told event without date must have happened, and the day for which it was announced."""
        texts, lies = self.names.texts, bound(one)
        words = [texts("timeline.told-by", day=lies.latest)] if lies.derived else []
        words += planned_days(one, self.dates.get(one.event, ()), texts)
        return ", ".join(words)


def read_timeline(dataset: Dataset, period: Period | None = None, language: str = OWN) -> Timeline:
    """Read the timeline of all events, or of those that may lie in the period; undated ones then stay away."""
    events = [one for one in every_event(dataset, coded=False) if one.claims]
    labels = {one.event: one.label for one in events}
    dates = group(asked(dataset, "tie-dates"), "event")
    reading = _Reading(read_names(dataset, language), _states(dataset), labels, dates)
    texts = reading.names.texts
    dated = sorted((one for one in events if _dated(one)), key=_order)
    kept = [one for one in dated if period is None or _overlaps(one, period)]
    dateless = [one for one in events if not _dated(one)]
    undated = [] if period else dateless
    claims = {claim.claim: claim for one in (*kept, *undated) for claim in one.claims}
    return Timeline(
        title=texts("timeline.title-during", period=period.text) if period else texts("timeline.title"),
        lead=texts("timeline.lead-during", period=period.text) if period else texts("timeline.lead"),
        chapters=tuple(_chapters(kept, reading)),
        undated=tuple(reading.happening(one, None) for one in undated),
        left_out=len(dateless) - len(undated),
        claims=claim_lines(claims.values(), reading.names),
        credit=texts(CREDIT),
        language=language,
    )


def timeline_html(
    timeline: Timeline, home: Link | None = None, claims: str = "", twins: Sequence[Twin] = ()
) -> str:
    """Give the timeline as one HTML page; see `sheet_html`."""
    words = {"STANDINGS": NAMES}
    return sheet_html("timeline.html.j2", timeline, home, claims, words, timeline.language, twins)


def _own(one: Observation) -> Bound:
    """Give the event's own bounds, not those of its publication."""
    return Bound(one.earliest, one.latest, one.dated)


def _dated(one: Observation) -> bool:
    return one.earliest is not None or one.latest is not None


def _overlaps(one: Observation, period: Period) -> bool:
    return period.overlaps(one.earliest, one.latest)


def _order(one: Observation) -> tuple[str, str, str]:
    first, last = one.earliest or one.latest, one.latest or one.earliest
    return str(first), str(last), one.event


def _year(one: Observation) -> str:
    return str(one.latest or one.earliest)[:4]


def _states(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in asked(dataset, "page-event-states"):
        found[row["event"] or ""].append(row["state"] or "")
    return {event: tuple(states) for event, states in found.items()}


def _chapters(events: Sequence[Observation], reading: _Reading) -> Iterable[Chapter]:
    """Give the years, in each the tours and what is on none, in the order of their first day."""
    rest = reading.names.texts("timeline.no-tour") if any(one.tour for one in events) else ""
    years: dict[str, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in events:
        years[_year(one)][one.tour or ""].append(one)
    for year, tours in sorted(years.items()):
        titles = {tour: reading.tour(tour) if tour else rest for tour in tours}
        yield Chapter(year, tuple(_group(titles[tour], found, reading) for tour, found in tours.items()))


def _group(title: str, events: Sequence[Observation], reading: _Reading) -> Group:
    scale = scale_of([(one.earliest, one.latest) for one in events])
    return Group(title, scale, tuple(reading.happening(one, scale) for one in events))
