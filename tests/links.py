"""The links of a report's pages, and those that lead nowhere."""

from __future__ import annotations

import re
from urllib.parse import unquote


def links_of(folder):
    """Give the links of every page of ours but the map."""
    pages = [path for path in sorted(folder.glob("*.html")) if path.name != "map.html"]
    found = {path.name: re.findall(r'href="([^"]*)"', path.read_text("utf-8")) for path in pages}
    return {name: sorted(set(links) - {"data:,"}) for name, links in found.items()}


def broken_links(folder):
    """Give the links that lead to no file or to no place in it; places on the map are tested there."""
    ids = {
        path.name: set(re.findall(r' id="([^"]*)"', path.read_text("utf-8")))
        for path in folder.glob("*.html")
    }
    broken = []
    for page, links in links_of(folder).items():
        for link in links:
            name, _, anchor = link.partition("#")
            name = name or page
            fits = (folder / name).exists() and (
                name == "map.html" or not anchor or unquote(anchor) in ids[name]
            )
            broken += [] if fits else [f"{page}: {link}"]
    return broken
