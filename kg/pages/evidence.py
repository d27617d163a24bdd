"""The pages behind a report's numbers: one entry per number, under it the events, under these the claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.pages.model import Evidence
from kg.pages.report import STYLES, Link
from kg.pages.templating import asset, environment, with_policy

STANDING: Final = {
    "attributed": "attributed",
    "opinion": "judgement",
    "presupposed": "only implied",
    "contested": "contested",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One event, act or position under an entry: what it is, when, how it counts, and its claims."""

    label: str
    facts: tuple[str, ...]
    claims: tuple[Evidence, ...]
    counts: bool = True


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


def evidence_html(page: EvidencePage, report_title: str) -> str:
    """Give the page as one HTML text that needs no script."""
    jinja = environment()
    jinja.globals |= {"STANDING": STANDING}
    template = jinja.get_template("evidence.html.j2")
    return with_policy(template.render(page=page, report_title=report_title, style=asset(*STYLES)))
