"""The words of our pages in English and Spanish: a catalogue each, the files `texts/en….toml` and `texts/es….toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "es": "Español"}
#: The language of the code, of the data, and of what the measures say in words.
OWN: Final = "en"
_PLACE: Final = re.compile(r"\{(\w+)\}")
_COUNTED: Final = re.compile(r"([\d,]+) (\D+)")


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language by key, such as `nav.search`."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its places filled; KeyError for a key that is in no catalogue."""
        return self.words[key].format(**values)

    def count(self, noun: str, number: int) -> str:
        """Give a number with its noun: `1 claim`, `2 claims`; or the catalogue's own words for none."""
        if number == 0 and (none := self.words.get(f"count.{noun}.none")):
            return none
        form = "one" if number == 1 else "more"
        return f"{number:,} {self.words[f'count.{noun}.{form}']}"

    def known(self, group: str, word: str) -> str:
        """Give the word for one of a group's choices; the word itself where the catalogue has none."""
        return self.words.get(f"{group}.{word}", word)

    def group(self, name: str) -> dict[str, str]:
        """Give the texts of a group by their whole keys."""
        return {key: text for key, text in self.words.items() if key.startswith(f"{name}.")}

    def date(self, edtf: str) -> str:
        """Give a date as EDTF in words: an interval as “to”, an open beginning as “by”, an open end as “from”."""
        begin, slash, end = edtf.partition("/")
        if not slash:
            return edtf
        if begin in ("", ".."):
            return self("date.by", day=end) if end not in ("", "..") else ""
        if end in ("", ".."):
            return self("date.from", day=begin)
        return self("date.between", first=begin, last=end)

    def term(self, name: str) -> str:
        """Give the label of a term of the ontology; in English, and where it has none, its name."""
        return name if self.language == OWN else _labels(self.language).get(name, name)

    def again(self, group: str, sentence: str) -> str:
        """Say an English sentence in this language, by the text of the group that it was made of.

        The measures say what must be known of them in English; a sentence of no such text stays as it is.
        """
        if self.language == OWN:
            return sentence
        for key, pattern in _patterns(group):
            found = pattern.fullmatch(sentence)
            if found:
                return self(
                    key, **{name: self._recounted(value) for name, value in found.groupdict().items()}
                )
        return sentence

    def _recounted(self, value: str) -> str:
        """Say a number with its noun, such as `2 claims`, in this language."""
        found = _COUNTED.fullmatch(value)
        noun = _nouns().get(found[2]) if found else None
        return self.count(noun, int(found[1].replace(",", ""))) if found and noun else value


@dataclass(frozen=True, slots=True)
class Twin:
    """Where the same page stands in another language."""

    language: str
    href: str

    @property
    def name(self) -> str:
        """Give what the other language calls itself."""
        return LANGUAGES[self.language]


@cache
def texts(language: str) -> Texts:
    """Read the catalogue of a language, `en` or `es`."""
    import tomllib

    folder = files("kg.pages") / "texts"
    names = sorted(each.name for each in folder.iterdir() if each.name.startswith(f"{language}."))
    return Texts(
        language,
        {
            key: text
            for name in names
            for key, text in _flat(tomllib.loads((folder / name).read_text("utf-8")))
        },
    )


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        found += _flat(value, f"{above}{name}.") if isinstance(value, dict) else [(above + name, value)]
    return found


@cache
def _labels(language: str) -> Mapping[str, str]:
    """Give the labels of the ontology's terms in a language, by name."""
    from kg.pages.site.terms import read_terms

    return {each.name: each.label(language) for each in read_terms().values()}


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give for each English text of a group what a sentence made of it looks like, in the catalogue's order."""
    return tuple((key, _pattern(text)) for key, text in texts(OWN).group(group).items())


def _pattern(text: str) -> re.Pattern[str]:
    parts = _PLACE.split(text)
    filled = (f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(filled), re.DOTALL)


@cache
def _nouns() -> Mapping[str, str]:
    """Give the noun of each English form of a count: `claim` of `claims`."""
    return {text: key.split(".")[1] for key, text in texts(OWN).group("count").items()}
