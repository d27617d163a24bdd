"""Things that a prepared question is asked of, by the names that people type."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.curation.names import searchable
from kg.graph.dataset import Dataset
from kg.graph.empty_answers import kinds_due
from kg.graph.finding import Found, candidates, is_held, resolve, things
from kg.graph.views import View
from kg.vocabulary import CLAIM, ID


def by_name(dataset: Dataset, view: View, given: Mapping[str, str]) -> dict[str, str]:
    """Give the values for a view with ids where things were given by another of their names.

    A name is rather that of a thing of a kind that the question has there: of “Rubio” a tour is asked of his tour.
    A word that could be an id and is no name either stays as it is. Raises KgError for a name that fits
    several things, or that is none and could be no id.
    """
    named = {parameter.name for parameter in view.parameters if parameter.kind == "iri"}
    return {key: _id_of(dataset, view, key, value) if key in named else value for key, value in given.items()}


def _id_of(dataset: Dataset, view: View, parameter: str, value: str) -> str:
    # a claim goes by its name without a prefix, as kg show and every page has it: 001/ebrard-talks
    if re.fullmatch(r"[A-Za-z0-9-]+/[A-Za-z0-9-]+", value) and is_held(dataset, ox.NamedNode(CLAIM + value)):
        return f"claim:{value}"
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", value)
    if ":" in value or (plain and is_held(dataset, ox.NamedNode(ID + value))):
        return value
    wanted = searchable(value)
    if plain and not any(
        wanted in searchable(name) for each in things(dataset).values() for name in each.names
    ):
        return value
    return _meant(dataset, view, parameter, value).id


def _meant(dataset: Dataset, view: View, parameter: str, value: str) -> Found:
    """Find the thing of that name: what is called so at all, unless the question has no such thing there."""
    fitting = candidates(dataset, value)
    due = tuple(kinds_due(dataset, view, parameter))
    if len(fitting) == 1 and (not due or fitting[0].kind in due):
        return fitting[0]
    return resolve(dataset, value, due if due and candidates(dataset, value, due) else ())
