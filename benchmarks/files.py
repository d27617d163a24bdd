"""Synthetic facts as YAML text, as files, and as a corpus in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.world import Tree
from kg.curation.corpus import Corpus, joined
from kg.curation.form import load_form
from kg.curation.reading import Reader
from kg.curation.tree import Mapping, Node, Scalar, Sequence
from kg.problems import Mark, ProblemsFound

# What YAML would take for a number, and what may begin or end something.
_QUOTED: Final = re.compile(r"[0-9.]+|.*[:#{}\[\],&*!|>'\"%@`].*")
_BLOCKS: Final = ("claims", "events")


def yaml_text(tree: Tree) -> str:
    """Give a facts file as a curator writes it: claims in lines, everything smaller in braces."""
    return "".join(f"{line}\n" for line in _lines(tree))


def write_facts(files: Iterable[tuple[str, Tree]], folder: Path) -> None:
    """Write each file under the folder."""
    for name, tree in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_text(tree), encoding="utf-8", newline="\n")


def corpus_of(files: Iterable[tuple[str, Tree]]) -> Corpus:
    """Read the trees as if from files; raises ProblemsFound for what does not fit the form."""
    reader = Reader(load_form())
    parts = [reader.read_file(_mapping(tree, name)) for name, tree in files]
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return joined(parts)


def _lines(tree: Tree) -> Iterator[str]:
    for key, value in tree.items():
        if key in _BLOCKS:
            yield f"{key}:"
            for slug, record in value.items():
                yield f"  {slug}:"
                yield from (f"    {name}: {_flow(each)}" for name, each in record.items())
        elif key == "paragraphs":
            yield f"{key}:"
            yield from (f"  {number}: {_flow(frame)}" for number, frame in value.items())
        else:
            yield f"{key}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and _QUOTED.fullmatch(text) else text


def _mapping(tree: Tree, name: str) -> Mapping:
    entries = ((_scalar(key, name), _node(value, name)) for key, value in tree.items())
    return Mapping(tuple(entries), Mark(name))


def _node(value: object, name: str) -> Node:
    if isinstance(value, dict):
        return _mapping(value, name)
    if isinstance(value, list):
        return Sequence(tuple(_node(each, name) for each in value), Mark(name))
    return _scalar(value, name)


def _scalar(value: object, name: str) -> Scalar:
    return Scalar(str(value), name, 1, 1)
