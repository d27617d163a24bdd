"""An article's text, its paragraphs and its sentences, as claims point at them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kg.curation.characters import place_of_byte, shown
from kg.curation.files import read_plain
from kg.problems import KgError

#: No article comes near; a larger file is no article and would only fill the memory.
TEXT_LIMIT_BYTES = 16_000_000

# The Unicode property White_Space, spelt out: Python's `\s` and `str.split` also take U+001C–001F for space.
_WHITE_SPACE = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RUN_OF_SPACE = re.compile(f"[{_WHITE_SPACE}]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")

# sentencex takes a whole quotation for one sentence. A claim stands on one sentence of a quotation, so the
# opening marks are hidden from the splitter; the closing ones stay, as they follow the full stop.
_OPENING_MARK = re.compile(r'[“„«‘]|(?<![^\s(\[—–-])"')


# sentencex needs time with the square of the length of some hostile texts: no more than this at once.
_BLOCK = 4_000

_FRAME = """\
# What the article claims, sentence by sentence. docs/curating.md tells how.
article:
  id: "{article_id}"
  file: {file}
  sha256: {sha256}
  # title: as it stands in the text; leave it out when there is none
  # publisher: the slug of a Media entity; leave it out when the text does not say
  # published: {{stated: in the words of the text, edtf: 2019-07-22, derived: text}}   # or derived: curator
  # genre: report          # written afterwards; preview: written before; record: an official document
  # tour: the slug of the tour that the article is about
paragraphs:                # number of the non-empty line; correct a count of sentences that is wrong
{paragraphs}
unclaimed: {{}}
  # "1.1": why no claim stands on this sentence (paragraph 1, sentence 1)
  # "2": why no claim stands on the whole paragraph
claims: {{}}
  # a-name-for-the-claim:
  #   at: "3.1"            # the sentence that says so; several: ["3.1", "4.2"]
  #   modality: happened   # planned, expected, conditional, denied, claimed
  #   meeting: the-slug-of-the-meeting
  #   date: {{stated: On 21 July, edtf: 2019-07-21, derived: text}}
  #   participants:
  #     - {{who: a-person, for: USA, as: a-post, role: visitor}}
  #   paraphrase: What is claimed, in your own words, at most twenty.
"""


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
    data = read_plain(path, str(path), TEXT_LIMIT_BYTES)
    if data is None:
        raise KgError(f"{path}: larger than {TEXT_LIMIT_BYTES:,} bytes: this is no article")
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


def file_lines(text: str) -> list[str]:
    """Give the lines of a file's text, ended by LF, CRLF or CR."""
    return _LINE_END.split(text)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Give the non-empty lines as paragraphs, numbered from 1."""
    lines = [line for line in map(normalised, file_lines(text)) if line]
    return tuple(
        Paragraph(number, line, paragraph_hash(line), sentences(line))
        for number, line in enumerate(lines, start=1)
    )


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a paragraph; those inside a quotation count one by one."""
    found: list[str] = []
    start = 0
    while start < len(text):
        block = text[start : start + _BLOCK]
        pieces = _split(block)
        whole = len(pieces) == 1 or start + len(block) == len(text)
        found += [piece.strip() for piece in (pieces if whole else pieces[:-1])]
        start += len(block) - (0 if whole else len(pieces[-1]))
    return tuple(sentence for sentence in found if sentence)


def _split(block: str) -> list[str]:
    """Give the sentences of a block, which joined give the block again."""
    import sentencex

    boundaries = sentencex.get_sentence_boundaries("en", _OPENING_MARK.sub(" ", block).replace('"', "”"))
    pieces: list[str] = []
    for boundary in boundaries:
        piece = block[boundary["start_index"] : boundary["end_index"]]
        if pieces and piece.lstrip()[:1].islower():  # “Why now?” he asked.
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _not_text(data: bytes, name: str, offset: int, what: str) -> KgError:
    place = place_of_byte(data, offset, name)
    return KgError(f"{place}: byte {offset} (0x{data[offset]:02X}) {what}", exit_code=1)


def frame(path: Path, article_id: str) -> str:
    """Give the YAML text of a new article's facts file: hashes and counts filled in, claims to be written.

    Raises KgError for an id that is no slug, a file name that YAML cannot hold, or a text that holds nothing.
    """
    if not _SLUG.fullmatch(article_id):
        raise KgError(
            f"“{shown(article_id)}” is no article id: lower-case letters, digits and hyphens, at most 80; "
            "--id gives another"
        )
    article = read_text(path)
    if not article.name.isprintable():
        raise KgError(
            f"{shown(article.name)}: rename the file: its name holds characters that cannot be seen"
        )
    found = paragraphs(article.text)
    if not found:
        raise KgError(f"{path}: the text is empty", exit_code=1)
    lines = (
        f"  {part.number}: {{sha256: {part.sha256}, sentences: {len(part.sentences)}}}" for part in found
    )
    quoted = "'" + article.name.replace("'", "''") + "'"
    return _FRAME.format(
        article_id=article_id, file=quoted, sha256=article.sha256, paragraphs="\n".join(lines)
    )
