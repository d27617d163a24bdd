"""Facts files become a corpus: what kind of file it is, and each of its records read by the form."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from dataclasses import replace
from pathlib import Path

from kg.curation.characters import shown
from kg.curation.claim_reading import ClaimReader, check_slug
from kg.curation.corpus import (
    WHOLE_FILE,
    Article,
    Corpus,
    Named,
    ParagraphFrame,
    Unclaimed,
    Unread,
    joined,
)
from kg.curation.entries import read_entries
from kg.curation.files import facts_files
from kg.curation.findings import Findings, TooManyFindings
from kg.curation.form import Form, Kind, load_form
from kg.curation.memory import collector_paused
from kg.curation.records import read_fields, read_record, record_of, wrong_text
from kg.curation.tree import Mapping, Node, Scalar, read_tree
from kg.problems import KgError, Mark, Problem, suggestion
from kg.progress import over

_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_ARTICLE_PARTS = ("article", "paragraphs", "entries", "unclaimed", "claims")


def read_facts(paths: SequenceOf[Path], *, root: Path | None = None) -> tuple[Corpus, list[Problem]]:
    """Read every facts file under the paths; gives what could be read, and all that is wrong with the form.

    Paths in problems are relative to `root` where they lie in it. After too many problems nothing is read.
    """
    return read_files(named_files(paths, root), named=paths)


def named_files(paths: SequenceOf[Path], root: Path | None = None) -> dict[str, Path]:
    """Give the facts files under the paths by the names that problems have for them: relative to `root` within it."""
    return {
        str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path): path
        for path in facts_files(paths)
    }


def read_files(
    files: MappingOf[str, Path], *, named: SequenceOf[Path] = (), digests: dict[str, str] | None = None
) -> tuple[Corpus, list[Problem]]:
    """Read files as `read_facts` does, each under its name; `digests` takes the SHA-256 of what was read.

    A file that the caller `named` ends it all if it cannot be read, another is a problem among others.
    """
    reader, problems = Reader(load_form()), []
    parts: list[Corpus] = []
    with collector_paused():
        for name, path in over(files.items(), "reading facts", len(files), "files"):
            tree, wrong = _tree(path, name, digests, named=path in named)
            problems.extend(wrong)
            reader.unread += [] if tree is not None else [WHOLE_FILE]
            try:
                parts += [reader.read_file(tree)] if tree is not None else []
            except TooManyFindings:
                return Corpus(), [*problems, *reader.problems]
        corpus = replace(joined(parts), unread=tuple(sorted(reader.unread)))
        return corpus, [*problems, *reader.problems]


def _tree(
    path: Path, name: str, digests: dict[str, str] | None, *, named: bool
) -> tuple[Mapping | None, list[Problem]]:
    try:
        return read_tree(path, name, digests)
    except KgError as error:
        if named:
            raise
        return None, [Problem(Mark(name), str(error).removeprefix(f"{name}: "))]


class Reader:
    """Reads trees by the form and gathers what is wrong."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.problems: list[Problem] = Findings()
        self.unread: list[Unread] = []
        self.claims = ClaimReader(form, self.problems, self.unread)

    def read_file(self, tree: Mapping) -> Corpus:
        """Read one file: an article's, an entities', an events' or a conflicts' file."""
        keys = {key.text for key, _ in tree.entries}
        if "article" in keys:
            return self._article_file(tree)
        if "events" in keys:
            return self._events_file(tree)
        if "conflicts" in keys:
            return self._conflicts_file(tree)
        entities = tuple(self._entities(tree))
        read = {entity.slug for entity in entities}
        return Corpus(
            entities, unread=tuple(Unread(key.text) for key, _ in tree.entries if key.text not in read)
        )

    def _problem(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(mark, message))

    def _part(self, tree: Mapping, name: str) -> Mapping | None:
        for key, value in tree.entries:
            if key.text == name:
                return self._mapping(value, name)
        return None

    def _mapping(self, value: Node, name: str) -> Mapping | None:
        if isinstance(value, Mapping):
            return value
        if not (isinstance(value, Scalar) and not value.text):
            self._problem(value.mark, f"{name} is written as names with their records")
        return None

    def _events_file(self, tree: Mapping) -> Corpus:
        codings = tuple(self._named(self._part(tree, "events"), self.form.kinds["Coding"]))
        signer = next((v.text for k, v in tree.entries if k.text == "curator" and isinstance(v, Scalar)), "")
        if not signer:
            self._problem(tree.mark, "curator is missing: codings are signed by who made them")
        self._refuse_other_parts(tree, "an events", ("curator", "events"))
        return Corpus(codings=codings, curators=tuple((coding.slug, signer) for coding in codings))

    def _conflicts_file(self, tree: Mapping) -> Corpus:
        kind = self.form.kinds["ConflictRecord"]
        self._refuse_other_parts(tree, "a conflicts", ("conflicts",))
        return Corpus(conflicts=tuple(self._named(self._part(tree, "conflicts"), kind)))

    def _refuse_other_parts(self, tree: Mapping, what: str, parts: SequenceOf[str]) -> None:
        for key, _ in tree.entries:
            if key.text not in parts:
                hint = suggestion(key.text, parts)
                self._problem(key.mark, f"{what} file has no part “{shown(key.text)}”{hint}")
                self.unread.append(Unread(key.text))

    def _named(self, part: Mapping | None, kind: Kind) -> list[Named]:
        named: list[Named] = []
        for key, value in part.entries if part else ():
            record = read_record(value, kind, self.problems)
            check_slug(key, self.problems)
            if record is not None:
                named.append(Named(key.text, record, key.mark))
            else:
                self.unread.append(Unread(key.text))
        return named

    def _entities(self, tree: Mapping) -> list[Named]:
        entities: list[Named] = []
        for key, value in tree.entries:
            kind = self._entity_kind(key, value)
            if kind is not None and isinstance(value, Mapping):
                fields = read_fields(value, kind, kind.fields, self.problems, skipped="kind")
                record = record_of(kind, fields, value.mark)
                if not record.items("name") and not kind.fields["name"].required:
                    self._problem(key.mark, f"name is missing: {key.text} needs one")
                check_slug(key, self.problems)
                entities.append(Named(key.text, record, key.mark))
            else:
                self.unread.append(Unread(key.text))
        return entities

    def _entity_kind(self, key: Scalar, value: Node) -> Kind | None:
        if not isinstance(value, Mapping):
            self._problem(
                value.mark, f"{key.text}: an entity is written as fields, the first of them its kind"
            )
            return None
        written = next((v for k, v in value.entries if k.text == "kind"), None)
        choices = [name for name, kind in self.form.kinds.items() if "name" in kind.fields]
        if not isinstance(written, Scalar):
            self._problem(value.mark, f"{key.text}: kind is missing: one of {', '.join(sorted(choices))}")
            return None
        if written.text not in choices:
            hint = suggestion(written.text, choices) or f"; kinds are {', '.join(sorted(choices))}"
            self._problem(written.mark, f"“{written.text[:60]}” is not a kind of entity{hint}")
            return None
        return self.form.kinds[written.text]

    def _article_file(self, tree: Mapping) -> Corpus:
        self._refuse_other_parts(tree, "an article's", _ARTICLE_PARTS)
        head = next(value for key, value in tree.entries if key.text == "article")
        kind = self.form.kinds["Article"]
        record = read_record(head, kind, self.problems) or record_of(kind, {}, head.mark)
        identifier = record.text("id") or ""  # without one the claims are read all the same, for their slips
        entries = read_entries(self._part(tree, "entries"), self.form, self.problems)
        paragraphs = self._paragraphs(tree, due=tree.get("entries") is None)
        article = Article(identifier, record, paragraphs, self._unclaimed(tree), head.mark, entries)
        part = self._part(tree, "claims")
        claims = [self.claims.read(identifier, key, value) for key, value in (part.entries if part else ())]
        return Corpus(articles=(article,), claims=tuple(claim for claim in claims if claim is not None))

    def _paragraphs(self, tree: Mapping, due: bool) -> tuple[ParagraphFrame, ...]:
        part = self._part(tree, "paragraphs")
        frames: list[ParagraphFrame] = []
        for number, (key, value) in enumerate(part.entries if part else (), start=1):
            fields = (
                {k.text: v.text for k, v in value.entries if isinstance(v, Scalar)}
                if isinstance(value, Mapping)
                else {}
            )
            wrong = _wrong_paragraph(number, key.text, fields, self.form)
            if wrong:
                self._problem(value.mark if fields else key.mark, wrong)
            count = fields.get("sentences", "")
            if key.text == str(number) and _COUNT.fullmatch(
                count
            ):  # with a wrong hash its places are known too
                frames.append(ParagraphFrame(number, fields.get("sha256", ""), int(count), key.mark))
        if part is None and due:
            self._problem(tree.mark, "paragraphs is missing: kg new TEXT.txt writes it")
        if part is not None and not due:
            self._problem(part.mark, "a text has paragraphs, a record has entries: not both")
        return tuple(frames)

    def _unclaimed(self, tree: Mapping) -> tuple[Unclaimed, ...]:
        listed: list[Unclaimed] = []
        part = self._part(tree, "unclaimed")
        for key, value in part.entries if part else ():
            if not isinstance(value, Scalar) or not value.text:
                self._problem(value.mark, f"{key.text}: say in words why no claim rests on it")
            else:
                listed.append(Unclaimed(key.text, value.text, key.mark))
        return tuple(listed)


def _wrong_paragraph(number: int, key: str, fields: MappingOf[str, str], form: Form) -> str:
    if key != str(number):
        return f"paragraph {number} is due here, not “{key[:20]}”: paragraphs are numbered 1, 2, 3 …"
    if set(fields) != {"sha256", "sentences"}:
        return f"paragraph {key} needs sha256 and sentences, and nothing else"
    wrong = wrong_text(fields["sha256"], form.kinds["Article"].fields["sha256"])
    if not wrong and not _COUNT.fullmatch(fields["sentences"]):
        wrong = f"sentences: “{shown(fields['sentences'], 20)}” is not a count from 1"
    return wrong
