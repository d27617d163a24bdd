"""What the tests of pages in two languages share: the English of the catalogue, and what of it a page still shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from kg.pages.languages import texts

_PLACE = re.compile(r"\{[^}]*\}")
_SHOWN = ("aria-label", "placeholder", "title", "alt", "label")
_ALONE = frozenset(("meta", "link", "br", "input", "img"))

# The text that a page shows or says, without what is marked as English; for a page in a browser.
VISIBLE = """() => {
  const all = document.documentElement.cloneNode(true), said = ["aria-label", "placeholder", "title", "label"];
  for (const one of all.querySelectorAll("script, style, [lang=en]")) one.remove();
  for (const one of all.querySelectorAll("template")) one.replaceWith(...one.content.childNodes);
  const words = [...all.querySelectorAll("*")].flatMap((one) => said.map((name) => one.getAttribute(name) || ""));
  for (const one of all.querySelectorAll("*")) one.append(" ");
  return [all.textContent, ...words].join("\\n").replace(/[^\\S\\n]+/g, " ");
}"""


@cache
def english() -> tuple[str, ...]:
    """Every stretch of two words or more, between the places of a text, that is another in Spanish."""
    spanish = texts("es").words
    found = {
        stretch.strip(" .,:;()¶·–→")
        for key, text in texts("en").words.items()
        if text != spanish[key]
        for stretch in _PLACE.split(text)
    }
    told = {one for one in found if len(re.findall(r"[A-Za-z]+", one)) > 1}
    return tuple(sorted(one for one in told if not any(one in text for text in spanish.values())))


def left_in_english(text: str, names: Iterable[str] = ()) -> list[str]:
    """Give the English of the catalogue that a text in Spanish still has, beside these names of the facts."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return [one for one in english() if one in text and re.search(rf"\b{re.escape(one)}(?!\w)", text)]


class Visible(HTMLParser):
    """Gathers what a page shows or says, without what is marked as English."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[str] = []
        self._hidden = 0  # how many elements are open from the first that is hidden on
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        hidden = tag in ("script", "style") or said.get("lang") == "en"
        if not self._hidden and not hidden:
            self.parts += [said[name] or "" for name in _SHOWN if name in said]
        if tag not in _ALONE:
            self._open.append(tag)
            self._hidden += bool(self._hidden or hidden)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            self._hidden -= bool(self._hidden)
            if self._open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
