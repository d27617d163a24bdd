"""The gallery of prepared questions: each in words, as SPARQL, with its answer as a table and as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.answer import Answer, Table, Truth
from kg.graph.views import View, views
from kg.pages.site.content import Piece, Pieces, claim_href, term, thing
from kg.pages.site.frame import Frame
from kg.pages.site.holdings import Holdings
from kg.pages.site.sample_values import MOST_QUADS, example_of, sample_values
from kg.ties.tables import table_text
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, ID, KG

if TYPE_CHECKING:
    from kg.graph.dataset import Dataset

#: Rows of an answer that a page shows; its CSV has all of them.
MOST_ROWS: Final = 200
#: Above so many claims the questions are shown without their answers, which would take minutes.
MOST_CLAIMS: Final = 5000
#: What the program asks for its own tables.
_INNER: Final = ("tie-", "page-")
#: What the page says elsewhere, and what only those who keep the questions can use.
_SAID_ELSEWHERE: Final = re.compile(r"^# (?:question|answers|parameter|example):.*\n", re.M)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prepared question with the values it was asked with and its answer (None if it was not asked)."""

    view: View
    given: Mapping[str, str]
    answer: Answer | None

    @property
    def inner(self) -> bool:
        """Tell whether the program asks it for its own tables."""
        return self.view.name.startswith(_INNER)

    @property
    def csv(self) -> bytes:
        """Give the whole answer as CSV that no spreadsheet takes for formulas."""
        names, rows = self.table()
        cells = [{name: plain_value(value) for name, value in zip(names, row, strict=True)} for row in rows]
        return table_text(cells, "csv", names).encode("utf-8", "backslashreplace")

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """Give the names of the columns and the rows of terms."""
        if isinstance(self.answer, Table):
            return self.answer.variables, self.answer.rows
        if isinstance(self.answer, Truth):
            return ("answer",), ((ox.Literal(str(self.answer.value).lower()),),)
        return (), ()


def plain_value(value: object) -> str:
    """Give a term as a table of data has it: whole IRIs, plain texts, nothing as an empty text."""
    return value.value if isinstance(value, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def ask_all(dataset: Dataset, claims: int) -> Iterator[Asked]:
    """Ask every prepared question with an example of these data; none where the data are too many."""
    asks = dataset.has_claims and claims <= MOST_CLAIMS
    for view in views().values():
        given = sample_values(dataset, view) if asks else example_of(view)
        yield Asked(view, given, _answer(dataset, view, given) if asks else None)


def _answer(dataset: Dataset, view: View, given: Mapping[str, str]) -> Answer | None:
    """Give the answer; without rows where there is nothing to ask of, none where that was not looked for."""
    if all(parameter.name in given for parameter in view.parameters if parameter.required):
        return dataset.ask(view.name, given)
    return Table(view.columns, ()) if len(dataset.store) <= MOST_QUADS else None


def question_page(held: Holdings, frame: Frame, asked: Asked) -> bytes:
    """Give the page of one question."""
    names, rows = asked.table()
    name = f"question/{asked.view.name}"
    return frame.page(
        f"{name}.html",
        "question",
        asked.view.question,
        view=asked.view,
        given=asked.given,
        command=_command(asked),
        query=_SAID_ELSEWHERE.sub("", asked.view.query).lstrip("\n"),
        asked=asked.answer is not None,
        names=names,
        rows=[[(cell(held, frame, value),) for value in row] for row in rows[:MOST_ROWS]],
        count=len(rows),
        csv=frame.shared(f"{name}.csv"),
    )


def _command(asked: Asked) -> str:
    needed = {parameter.name: "…" for parameter in asked.view.parameters if parameter.required}
    values = asked.given or needed
    given = "".join(f" -p {name}={value}" for name, value in values.items())
    return f"kg ask {asked.view.name}{given}"


def questions_page(frame: Frame, questions: Sequence[Asked]) -> bytes:
    """Give the list of all questions."""

    def row(asked: Asked) -> Pieces:
        return (Piece(asked.view.question, f"question/{asked.view.name}.html", "en"),)

    groups = [
        (
            inner,
            [
                (row(asked), asked.view.name, len(asked.table()[1]))
                for asked in questions
                if asked.inner == inner
            ],
        )
        for inner in (False, True)
    ]
    answered = any(asked.answer is not None for asked in questions)
    return frame.page(
        "questions.html", "questions", frame.texts("nav.questions"), groups=groups, answered=answered
    )


def cell(held: Holdings, frame: Frame, value: object) -> Piece:
    """Give a term of an answer, leading to the page of what it names."""
    language = frame.texts.language
    if not isinstance(value, ox.NamedNode):
        return Piece(plain_value(value))
    iri = value.value
    if iri.startswith(ARTICLE):
        return Piece(iri.removeprefix(ARTICLE), held.pages.get(iri))
    if iri in held.things:
        return thing(held, iri, language)
    if iri.startswith(CLAIM):
        claim = iri.removeprefix(CLAIM)
        return Piece(claim, claim_href(held, claim))
    if iri.startswith(KG) and iri in held.terms:
        return term(held, iri, language)
    if iri.startswith(CONFLICT):
        name = iri.removeprefix(CONFLICT)
        return Piece(name, f"disagreements.html#{name}")
    return Piece(iri.removeprefix(ID))
