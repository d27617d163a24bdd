"""The pages behind a report's numbers: one entry per number, under it the events, under these the claims."""

from __future__ import annotations

from dataclasses import dataclass

from kg.pages.languages import texts as texts_of
from kg.pages.model import Evidence
from kg.pages.report import STYLES, Link, Report
from kg.pages.templating import asset, english, environment, with_policy


@dataclass(frozen=True, slots=True)
class Item:
    """One event, act or position under an entry: what it is, when, how it counts, and its claims.

    The label of an `english` one is that of the facts, in English on every page.
    """

    label: str
    facts: tuple[str, ...]
    claims: tuple[Evidence, ...]
    counts: bool = True
    english: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind one number or word of a report; `links` lead on to other entries."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    claims: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One file of entries."""

    name: str
    title: str
    lead: str
    entries: tuple[Entry, ...]


def evidence_html(page: EvidencePage, report: Report) -> str:
    """Give the page as one HTML text that needs no script; it stands in the folder of the report."""
    jinja = environment()
    jinja.globals |= {"t": texts_of(report.language), "english": english(report.language)}
    template = jinja.get_template("evidence.html.j2")
    return with_policy(template.render(page=page, report=report, style=asset(*STYLES)))
