"""Templates that escape everything, and the policy that lets only the page's own scripts and styles run."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from markupsafe import Markup

POLICY_HERE: Final = "POLICY-OF-THIS-PAGE"
_OPENING: Final = re.compile(r"<(script|style)>")
_ASCII: Final = bytes(range(0x20, 0x7F))
_IN_JSON: Final = {c.encode(): f"\\u{ord(c):04x}".encode() for c in "<>&"}


def environment() -> Environment:
    """Give the Jinja environment of our pages: escaping always on, unknown names are errors."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    jinja = Environment(
        loader=PackageLoader("kg.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled_here(),
    )
    jinja.filters["json_block"] = json_block
    jinja.filters["plain"] = plain
    jinja.filters["number"] = number
    jinja.globals["asset"] = asset
    jinja.globals["policy_here"] = POLICY_HERE
    return jinja


@cache
def _compiled_here() -> BytecodeCache:
    """Give where a template's code is kept while the program runs: a site has a thousand pages of ten templates."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    class Kept(BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in self.codes:
                bucket.bytecode_from_string(self.codes[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.codes[bucket.key] = bucket.bytecode_to_string()

    return Kept()


def asset(*names: str) -> Markup:
    """Give our own style sheets or scripts of the templates folder, one after the other, not escaped."""
    from markupsafe import Markup

    folder = files("kg.pages") / "templates"
    return Markup("\n".join((folder / name).read_text("utf-8") for name in names))


def english(language: str) -> Markup:
    """Give the attribute by which a page of this language marks what the facts say in English."""
    from markupsafe import Markup

    return Markup("" if language == "en" else ' lang="en"')


def json_block(value: object) -> Markup:
    """Give JSON that may stand inside a script element: no character of it can end the element.

    Keys are sorted; a number that is none (nan) is written as null.
    """
    from markupsafe import Markup

    try:
        data = _compact(value)
        # Nearly always all is printable: then no text in it needs a second look.
        is_plain = data.translate(None, delete=_ASCII).decode().isprintable()
    except TypeError:  # half a pair of surrogates, which no UTF-8 can hold
        is_plain = False
    if not is_plain:
        data = _compact(_plain_within(value))
    for character, code in _IN_JSON.items():
        data = data.replace(character, code)
    return Markup(data.decode())


def _compact(value: object) -> bytes:
    from orjson import OPT_SORT_KEYS, dumps

    return dumps(value, option=OPT_SORT_KEYS)


def _plain_within(value: Any) -> Any:
    """Give the same value with every text in it made plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): _plain_within(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_within(item) for item in value]
    return value


def plain(text: object) -> str:
    """Give the text with control, bidirectional, invisible and broken characters written as their code.

    Such characters reorder or hide what stands beside them; nothing else is changed.
    """
    text = str(text)
    if text.isprintable():  # nearly every text: none of those categories is printable
        return text
    return "".join(c if _is_plain(c) else f"\\u{ord(c):04x}" for c in text)


def _is_plain(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or character == "\n"


def number(value: float | None, digits: int = 2, sign: bool = False) -> str:
    """Give a number with a fixed count of decimals and a true minus sign; “–” where there is none."""
    if value is None:
        return "–"
    text = f"{value:+.{digits}f}" if sign else f"{value:.{digits}f}"
    if float(text) == 0:
        text = f"{0:.{digits}f}"
    return text.replace("-", "−")


def _bodies(html: str) -> Iterator[tuple[str, str]]:
    """Give what stands between each <script> or <style> and its end, with its kind."""
    at = 0
    while opened := _OPENING.search(html, at):
        at = html.index(f"</{opened[1]}>", opened.end())
        yield opened[1], html[opened.end() : at]


def with_policy(html: str, images: str = "data:") -> str:
    """Put the Content Security Policy of its scripts and styles into the page.

    The place for it must come before anything that a fact could write.
    """
    return html.replace(POLICY_HERE, policy_of(_bodies(html), images), 1)


def policy_of(bodies: Iterable[tuple[str, str]], images: str = "data:") -> Markup:
    """Give the Content Security Policy that lets these scripts and styles run, by their hashes, and nothing else."""
    from markupsafe import Markup

    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, body in bodies:
        digest = hashlib.sha256(body.encode("utf-8")).digest()
        hashes[kind].append(f"'sha256-{base64.b64encode(digest).decode('ascii')}'")
    parts = [f"{kind}-src {' '.join(found) or chr(39) + 'none' + chr(39)}" for kind, found in hashes.items()]
    ends = (f"img-src {images}", "base-uri 'none'", "form-action 'none'")
    return Markup("; ".join(["default-src 'none'", *parts, *ends]))
