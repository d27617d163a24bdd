"""The frame around every page of the site: its navigation, its language, and the way to the other one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.pages.languages import Texts, Twin
from kg.pages.site.content import Piece
from kg.pages.templating import asset, environment, plain, with_policy

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

GENERATOR: Final = "Legation site"
STYLES: Final = ("page.css", "report.css", "site/site.css")
NAV: Final = (
    "index",
    "search",
    "names",
    "ties",
    "questions",
    "disagreements",
    "sources",
    "ontology",
    "method",
    "downloads",
    "licences",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What makes pages of one language; `folders` says where each language stands under the site's folder."""

    texts: Texts
    folders: dict[str, str]
    jinja: Environment

    @property
    def folder(self) -> str:
        """Give the folder of this language, an empty text at the top."""
        return self.folders[self.texts.language]

    def shared(self, name: str) -> str:
        """Give the address, from the root of this language, of a file that all languages share."""
        return "../" * self.folder.count("/") + name

    def page(self, name: str, template: str, title: str, /, **values: Any) -> bytes:
        """Give a page; `name` is its address from the root of its language."""
        up = "../" * name.count("/")
        top = up + "../" * self.folder.count("/")
        found = self.jinja.get_template(f"site/{template}.html.j2")
        shown = {**values, "up": up, "top": top, "twins": self.twins(name), "title": title, "here": name}
        return with_policy(found.render(shown)).encode("utf-8", "backslashreplace")

    def twins(self, name: str) -> tuple[Twin, ...]:
        """Give where a page (by its address from the root of its language) stands in the other languages."""
        top = "../" * (self.folder + name).count("/")
        return tuple(
            Twin(language, f"{top}{folder}{name}")
            for language, folder in self.folders.items()
            if language != self.texts.language
        )


def frame(texts: Texts, languages: Sequence[str], title: str, day: str) -> Frame:
    """Give the frame for a language; the first of the site's languages stands at the top."""
    jinja = environment()
    folders = {language: "" if language == languages[0] else f"{language}/" for language in languages}
    jinja.globals |= {
        "t": texts,
        "lang": texts.language,
        "site": title,
        "day": day,
        "nav": NAV,
        "generator": GENERATOR,
        "style": _narrow(asset(*STYLES)),
        "pieces": _Pieces(),
    }
    return Frame(texts, folders, jinja)


class _Pieces:
    """Writes pieces of text with their links, escaped, each distinct one once."""

    def __init__(self) -> None:
        self._written: dict[tuple[Piece, str], str] = {}

    def __call__(self, pieces: Sequence[Piece], up: str) -> Markup:
        """Give the pieces in a row; `up` leads from the page to the root of its language."""
        from markupsafe import Markup

        return Markup("".join([self._one(piece, up) for piece in pieces]))

    def _one(self, piece: Piece, up: str) -> str:
        from markupsafe import escape

        if (piece, up) not in self._written:
            text = str(escape(plain(piece.text)))
            if piece.text.strip():
                language = f' lang="{escape(piece.language)}"' if piece.language else ""
                text = f"<bdi{language}>{text}</bdi>"
            leads = f'<a href="{escape(up + piece.href)}">{text}</a>' if piece.href else text
            self._written[piece, up] = leads
        return self._written[piece, up]


def _narrow(css: Markup) -> Markup:
    """Give a style sheet without comments and needless space: every page carries it."""
    from markupsafe import Markup

    bare = re.sub(r"/\*.*?\*/", "", str(css), flags=re.S)
    return Markup(re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip())
