"""What kg ask says beside an answer: what names were taken for, what is left out, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.options import say

if TYPE_CHECKING:
    from kg.graph.answer import Answer
    from kg.graph.dataset import Dataset
    from kg.graph.views import View


class Beside:
    """Sentences that are said beside an answer, and kept as they are said."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def say(self, sentence: str) -> None:
        """Say a sentence, and keep it."""
        say(sentence)
        self.sentences.append(sentence)


def found(dataset: Dataset, view: View, given: dict[str, str], beside: Beside) -> dict[str, str]:
    """Give the parameters with ids for names; says which thing a name was taken for, and what is not held."""
    # here, because a question without parameters needs none of it
    from kg.graph.finding import is_held
    from kg.graph.given_names import by_name
    from kg.graph.views import bindings

    values = by_name(dataset, view, given) if dataset.has_claims else given
    bound = bindings(view, values)
    things = {parameter.name for parameter in view.parameters if parameter.kind == "iri"}
    for parameter, value in values.items():
        if value != given[parameter]:
            beside.say(f"{parameter}: “{given[parameter][:80]}” is taken for {value}")
        elif parameter in things and not is_held(dataset, bound[parameter]):
            beside.say(f"{parameter}: this graph holds nothing called “{value[:80]}”; kg search finds names")
    return values


def say_beside(dataset: Dataset, view: View, given: dict[str, str], answer: Answer, beside: Beside) -> None:
    """Say what is left out of an answer, and of an empty one which of the values given stand in none."""
    from kg.graph.answer import Table
    from kg.graph.empty_answers import why_empty
    from kg.graph.through import told_of_others
    from kg.graph.views import bindings

    bound = bindings(view, given)
    sentences = list(told_of_others(dataset, view, bound, answer))
    if isinstance(answer, Table) and not answer.rows and not sentences:
        sentences = list(why_empty(dataset, view, {name: bound[name] for name in given}))
    for sentence in sentences:
        beside.say(sentence)
