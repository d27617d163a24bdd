"""The words of our pages in English and Spanish: a catalogue each, `texts/en.toml` and `texts/es.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language by key, such as `nav.search`."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its places filled; KeyError for a key that is in no catalogue."""
        return self.words[key].format(**values)

    def count(self, noun: str, number: int) -> str:
        """Give a number with its noun: `1 claim`, `2 claims`."""
        form = "one" if number == 1 else "more"
        return f"{number:,} {self.words[f'count.{noun}.{form}']}"

    def known(self, group: str, word: str) -> str:
        """Give the word for one of a group's choices; the word itself where the catalogue has none."""
        return self.words.get(f"{group}.{word}", word)


@cache
def texts(language: str) -> Texts:
    """Read the catalogue of a language, `en` or `es`."""
    import tomllib

    text = (files("kg.pages") / "texts" / f"{language}.toml").read_text("utf-8")
    return Texts(language, dict(_flat(tomllib.loads(text))))


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        found += _flat(value, f"{above}{name}.") if isinstance(value, dict) else [(above + name, value)]
    return found
