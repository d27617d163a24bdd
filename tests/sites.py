"""What the tests of the site share: the pages of a folder, their links, and what they would ask for or run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

# What a page may carry in an address: a page of the site, a place in one, or the empty picture of its tab.
_OUTSIDE = re.compile(r"//|(?!data:,$)[a-z][a-z0-9+.-]*:", re.I)


class Read(HTMLParser):
    """Gathers the links and places of a page, and whatever of it would run or be asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.strange: list[str] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("iframe", "object", "embed", "form", "base"):
            self.strange.append(tag)
        for name, value in attrs:
            text = (value or "").strip()
            if name == "href":
                self.links.append(text)
            if name == "id":
                self.places.append(text)
            outside = name in ("src", "href", "action", "srcset") and _OUTSIDE.match(text)
            if name.startswith("on") or outside:
                self.strange.append(f"{tag} {name}={text}")


def pages(files: Mapping[str, bytes]) -> dict[str, Read]:
    """Read every page of a site but the maps, whose data are no HTML."""
    maps = ("report/map.html", "map/")
    names = [
        name for name in files if name.endswith(".html") and not name.removeprefix("es/").startswith(maps)
    ]
    return {name: Read(files[name].decode("utf-8")) for name in names}


def broken(files: Mapping[str, bytes], read: Mapping[str, Read]) -> list[str]:
    """Give the links that lead to no file of the site, or to no place in it."""
    places = {name: set(page.places) for name, page in read.items()}
    found = []
    for name, page in read.items():
        for link in dict.fromkeys(page.links):
            address, _, place = link.partition("#")
            target = normpath(join(dirname(name), unquote(address))) if address else name
            known = target in files and (not place or target not in read or unquote(place) in places[target])
            if link != "data:," and not known:
                found.append(f"{name}: {link}")
    return found


def text_of(html: bytes) -> str:
    """Give a page's text without its tags, styles and scripts, with single spaces."""
    shown = re.sub(r"<(style|script)\b.*?</\1>", " ", html.decode("utf-8"), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())
