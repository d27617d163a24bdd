"""Whom the remarks of a trip say the traveller met: office and name as written, and of which state.

The remarks are free text. Only a title that is known, before a name, after a word that says they met, is
taken; whoever stands after “along with” or “joined by” belongs to the traveller's own side and is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.importing.countries import countries, country_id, table

RANKS: Final = ("head", "foreign-minister", "minister", "official")

_AND: Final = re.compile(r",? and ")
_CAPITAL: Final = r"(?:[A-ZÀ-ÖØ-ÞĀĂĆČĐĒĞİŁŌŚŞŠŪŻŽ]|[ad]l-|El-|d[’']|D[’'])[\w’'‘-]*\.?"
_PARTICLE: Final = (
    r"(?:de|da|do|dos|das|del|della|di|du|van|von|der|den|bin|bint|ibn|ul|al|e|y|la|le|zu|ten|ter)"
)
_NAME: Final = rf"(?:{_PARTICLE} )*{_CAPITAL}(?: (?:{_PARTICLE} )*{_CAPITAL})*"
_HONORIFIC: Final = re.compile(
    r"(?:(?:Prince|Princess|She?ikh|Shaikh|Sheik|Lord|Lady|Sir|Dr\.?|General|Gen\.|Marshal|Cardinal|Mrs?\.|Ms\.) )+"
)
# A full stop after a title or an initial ends no sentence.
_SENTENCE: Final = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)(?<!\bGen)(?<!\b[A-Z])[.;](?: |$)(?=[A-Z“\"\[a-z]|$)"
)
_MET: Final = re.compile(
    r"\b(?:[Mm]et|[Mm]eetings?|[Dd]iscuss\w*|[Cc]onferred|[Cc]onferences?|[Cc]onsult\w*|[Tt]alks|[Nn]egotiat\w*"
    r"|[Aa]udiences?|[Ss]ummit|[Cc]o-hosted|[Hh]eld|[Ll]unch|[Dd]inner)\b.*?\b[Ww]ith\b|\b[Bb]riefed\b"
)
_OWN_SIDE: Final = re.compile(
    r"\b(?:(?:along|together) with|[Aa]ccompan\w+|joined by|funeral|memorial|inaugurat\w*|in honou?r of|on behalf)\b"
)
_STYLES: Final = re.compile(
    r"\b(?:(?:[Aa]cting|[Cc]aretaker|[Ii]nterim|Transitional|His Majesty|Her Majesty|His Holiness)\b ?)+"
)
# Both sides have one: without a word for a people it is not certain whose.
_EITHER_SIDE: Final = frozenset(("Vice President",))
_MONTH: Final = re.compile(
    r" (?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_POSSESSIVE: Final = re.compile(r"[’']s?$")
_INITIAL: Final = re.compile(r"\b[A-Z]\.$|\bJr\.$")
_FORMER: Final = re.compile(r"(?i)\b(?:former|late|of|for|by|to)(?: the)?\s*$")


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of post: `office` is the second part of its slug, `rank` as in the form of a post."""

    office: str
    rank: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody met, as written: the whole words, the name alone, the office, and the state if a word names it.

    `foreign` tells that words stand before the title that name no known state: a body, or an unknown people.
    `after` is the state of the people named last before in the same sentence: it may go on for this one.
    """

    words: str
    name: str
    office: Office
    state: str | None
    foreign: bool
    after: str | None = None


@cache
def offices() -> Mapping[str, Office]:
    """Give the office that each title means."""
    return {row["title"]: Office(row["office"], row["rank"], row["name"]) for row in table("offices.csv")}


@cache
def demonyms() -> Mapping[str, str]:
    """Give the state that each word for a people means."""
    return {row["word"]: row["slug"] for row in table("demonyms.csv")}


@cache
def _mention() -> re.Pattern[str]:
    titles = "|".join(re.escape(each) for each in sorted(offices(), key=lambda t: (-len(t), t)))
    before = r"(?P<before>(?:(?:[A-Z][\w’'.-]*|interim|acting|caretaker) ){0,4}?)"
    of = rf"(?: of (?:the )?(?P<land>{_CAPITAL}(?: {_CAPITAL})?))?"
    return re.compile(
        rf"\b{before}(?P<title>{titles})(?P<more>(?:,? and (?:{titles}))*) (?P<name>{_NAME}){of}"
    )


def mentions(remarks: str) -> Iterator[Mention]:
    """Give everybody that the remarks say was met, in the order of the text."""
    for sentence in _SENTENCE.split(remarks):
        met, after = _MET.search(sentence), None
        for found in _mention().finditer(sentence, met.end()) if met else ():
            before = sentence[: found.start()]
            if not (_OWN_SIDE.search(before) or _FORMER.search(before) or _POSSESSIVE.search(found["name"])):
                mention = _read(found, after)
                after = mention.state or after
                yield mention


def _read(found: re.Match[str], after: str | None) -> Mention:
    before = " ".join(_STYLES.sub("", found["before"]).split())
    titles = [found["title"], *(each for each in _AND.split(found["more"]) if each)]
    state = demonyms().get(before) or _land(found["land"])
    name = _undated(found)
    name = name if _INITIAL.search(name) else name.rstrip(".")
    words = f"{found['before']}{found['title']}{found['more']} {name}"
    foreign = state is None and (bool(before) or set(titles) <= _EITHER_SIDE)
    office = min((offices()[title] for title in titles), key=lambda each: RANKS.index(each.rank))
    return Mention(words, _HONORIFIC.sub("", name) or name, office, state, foreign, after)


def _undated(found: re.Match[str]) -> str:
    """Give the name without the month of a day that stands after it."""
    followed = found.string[found.end("name") :].lstrip()[:1].isdigit()
    return _MONTH.sub("", found["name"]) if followed else str(found["name"])


def _land(name: str | None) -> str | None:
    country = countries().get(country_id(name)) if name else None
    return country.slug if country and country.is_state else None
