"""An article's text, its paragraphs and its sentences, as claims point at them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kg.problems import KgError

#: No article comes near; a larger file is no article and would only fill the memory.
TEXT_LIMIT_BYTES = 16_000_000

# The Unicode property White_Space, spelt out: Python's `\s` and `str.split` also take U+001C–001F for space.
_WHITE_SPACE = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RUN_OF_SPACE = re.compile(f"[{_WHITE_SPACE}]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")

# sentencex takes a whole quotation for one sentence. A claim stands on one sentence of a quotation, so the
# opening marks are hidden from the splitter; the closing ones stay, as they follow the full stop.
_OPENING_MARK = re.compile(r'[“„«‘]|(?<![^\s(\[—–-])"')


@dataclass(frozen=True, slots=True)
class ArticleText:
    """A text as its file holds it; `sha256` is over the bytes of the file."""

    name: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-empty line, counted from 1; `sha256` is over the UTF-8 of `text`, which is normalised."""

    number: int
    text: str
    sha256: str
    sentences: tuple[str, ...]


def read_text(path: Path) -> ArticleText:
    """Read an article's text; raise KgError (with the byte) for what is no plain text in UTF-8."""
    try:
        if path.stat().st_size > TEXT_LIMIT_BYTES:
            raise KgError(f"{path}: larger than {TEXT_LIMIT_BYTES:,} bytes: this is no article")
        data = path.read_bytes()
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror}", exit_code=3) from error
    return ArticleText(path.name, decode_text(data, str(path)), hashlib.sha256(data).hexdigest())


def decode_text(data: bytes, name: str) -> str:
    """Give the text of the bytes without a byte order mark; raise KgError as `read_text` does."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise KgError(f"{name}:1:1: the text is in UTF-16 (byte 0); save it as UTF-8", exit_code=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_text(data, name, error.start, "is not UTF-8") from error
    control = _CONTROL.search(data)
    if control:
        raise _not_text(data, name, control.start(), "is a control character: this is no plain text")
    return text.removeprefix("\ufeff")


def normalised(text: str) -> str:
    """Give the text in NFC, runs of Unicode White_Space as one space, trimmed: what a hash is taken of."""
    return _RUN_OF_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def paragraph_hash(text: str) -> str:
    """Give the SHA-256 (64 hex digits) by which a paragraph is found again, however it is spaced."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Give the non-empty lines as paragraphs, numbered from 1."""
    lines = [line for line in map(normalised, _LINE_END.split(text)) if line]
    return tuple(
        Paragraph(number, line, paragraph_hash(line), sentences(line))
        for number, line in enumerate(lines, start=1)
    )


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a paragraph; those inside a quotation count one by one."""
    import sentencex

    visible = _OPENING_MARK.sub(" ", text).replace('"', "”")
    found: list[str] = []
    for boundary in sentencex.get_sentence_boundaries("en", visible):
        sentence = text[boundary["start_index"] : boundary["end_index"]].strip()
        if found and sentence[:1].islower():  # “Why now?” he asked.
            found[-1] = f"{found[-1]} {sentence}"
        elif sentence:
            found.append(sentence)
    return tuple(found)


def _not_text(data: bytes, name: str, offset: int, what: str) -> KgError:
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[data.rfind(b"\n", 0, offset) + 1 : offset].decode("utf-8", "replace")) + 1
    return KgError(f"{name}:{line}:{column}: byte {offset} (0x{data[offset]:02X}) {what}", exit_code=1)
