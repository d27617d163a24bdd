"""One claim of an article's file: which key says what it tells, its own fields and those of what is told."""

from __future__ import annotations

from kg.curation.corpus import Claim, Unread
from kg.curation.form import Form
from kg.curation.records import SLUG, read_fields, record_of
from kg.curation.tree import Mapping, Node, Scalar
from kg.problems import Mark, Problem, suggestion


def check_slug(key: Scalar, problems: list[Problem]) -> None:
    """Add a problem where a key is not a name."""
    if SLUG.fullmatch(key.text):
        return
    shown = key.text if len(key.text) <= 60 else key.text[:57] + "…"
    form = "lower-case letters, digits and hyphens, at most 80; states as MEX"
    problems.append(Problem(key.mark, f"“{shown}” is not a name: {form}"))


class ClaimReader:
    """Reads claims by the form; adds to `problems` what is wrong, to `unread` what cannot be read for it."""

    def __init__(self, form: Form, problems: list[Problem], unread: list[Unread]) -> None:
        self.form, self.problems, self.unread = form, problems, unread
        self.claim_kind = form.kinds["Claim"]
        self.told_fields = {k.name: {**k.fields, **self.claim_kind.fields} for k in form.keys.values()}

    def _problem(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(mark, message))

    def read(self, article: str, key: Scalar, value: Node) -> Claim | None:
        """Read one claim under its name; None, and a problem, where it cannot be told what it tells."""
        if not isinstance(value, Mapping):
            self._problem(value.mark, f"{key.text}: a claim is written as fields with values")
            self.unread.append(Unread(f"{article}/{key.text}"))
            return None
        check_slug(
            key, self.problems
        )  # a claim with a wrong name is read all the same: its other slips are named too
        openers = self._openers(value)
        if len(openers) != 1:
            self._refuse_openers(key, openers, value)
            self.unread.append(Unread(f"{article}/{key.text}", article, self._read_own_fields(value)))
            known = self.claim_kind.fields  # of the others, one is what it tells
            others = (node for name, node in value.entries if name.text not in known)
            self.unread += [Unread(node.text) for node in others if isinstance(node, Scalar)]
            return None
        opener, subject = openers[0]
        return self._told_claim(article, key, value, opener, self._subject(opener, subject))

    def _subject(self, opener: Scalar, subject: Node) -> Scalar:
        if isinstance(subject, Scalar):
            check_slug(subject, self.problems)
            return subject
        self._problem(subject.mark, f"{opener.text}: one name is due here, not a list or fields")
        return Scalar("", subject.mark.path, subject.mark.line, subject.mark.column)

    def _read_own_fields(self, value: Mapping) -> tuple[str, ...]:
        # What it tells is unknown, and so are the fields of that; those of any claim can be checked.
        known = self.claim_kind.fields
        own = tuple((key, node) for key, node in value.entries if key.text in known)
        values = read_fields(Mapping(own, value.mark), self.claim_kind, known, self.problems)
        return tuple(item.text for item in values.get("at", ()))

    def _openers(self, value: Mapping) -> list[tuple[Scalar, Node]]:
        """Find the key that names what is told; `stance` opens a record, and is a field of a statement."""
        found = [(key, node) for key, node in value.entries if key.text in self.form.keys]
        names = {key.text for key, _ in found}
        ruling = [
            pair for pair in found if names - {pair[0].text} <= set(self.form.keys[pair[0].text].fields)
        ]
        return ruling or found

    def _told_claim(
        self, article: str, key: Scalar, value: Mapping, opener: Scalar, subject: Scalar
    ) -> Claim:
        own_kind, kind = self.claim_kind, self.form.keys[opener.text]
        known = self.told_fields[kind.name]
        values = read_fields(value, kind, known, self.problems, skipped=opener.text)
        own = record_of(own_kind, values, value.mark)
        told = {name: items for name, items in values.items() if name not in own_kind.fields}
        return Claim(article, key.text, own, subject.text, record_of(kind, told, subject.mark), key.mark)

    def _refuse_openers(self, key: Scalar, openers: list[tuple[Scalar, Node]], value: Mapping) -> None:
        if openers:
            found = " and ".join(opener.text for opener, _ in openers)
            self._problem(
                openers[1][0].mark, f"{key.text}: a claim tells one thing, here {found}; write two claims"
            )
        else:
            written = (name.text for name, _ in value.entries if name.text not in self.claim_kind.fields)
            hint = next(filter(None, (suggestion(word, self.form.keys) for word in written)), "")
            kinds = hint or f" one of {', '.join(sorted(self.form.keys))}"
            self._problem(key.mark, f"{key.text}: what does it tell?{kinds}")
