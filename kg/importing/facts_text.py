"""Facts as plain data: written as the YAML of a facts file, or read at once as a corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from kg.curation import nodes
from kg.curation.corpus import Corpus, joined
from kg.curation.crosscheck import crosscheck
from kg.curation.form import load_form
from kg.curation.memory import collector_paused
from kg.curation.reading import Reader
from kg.problems import Mark, Problem

Data: TypeAlias = "str | Sequence[Data] | Mapping[str, Data]"

# What no reader of YAML takes for anything but a text, also inside […] and {…}; other texts are quoted.
_PLAIN: Final = re.compile(
    r"[A-Za-z][\w.'’()/+-]*(?: [\w.'’()/+-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:/[0-9-]+)?|[1-9][0-9]*|[0-9a-f]{64}"
)
_WORDS: Final = re.compile(r"(?i:true|false|null|yes|no|on|off|y|n|nan|inf)")
_WIDTH: Final = 2


#: Parts of a facts file of which each record stands on one line.
_ONE_LINE: Final = frozenset(("article", "entries"))


def yaml_text(data: Mapping[str, Data], head: str, blocks: int = 2) -> str:
    """Give a facts file: `head` as its first comment, the outer `blocks` levels in lines, the rest in […] {…}."""
    return "".join((f"# {head}\n", *_lines(data, 0, blocks)))


def _lines(data: Mapping[str, Data], depth: int, blocks: int) -> Iterator[str]:
    for key, value in data.items():
        start = " " * (_WIDTH * depth) + scalar_text(key) + ":"
        if isinstance(value, Mapping) and depth < blocks and value:
            yield f"{start}\n"
            yield from _lines(value, depth + 1, 1 if key in _ONE_LINE and not depth else blocks)
        else:
            yield f"{start} {flow_text(value)}\n"


def flow_text(value: Data) -> str:
    """Give a value on one line."""
    if isinstance(value, str):
        return scalar_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_text(k)}: {flow_text(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(map(flow_text, value)) + "]"


def scalar_text(text: str) -> str:
    """Give a text plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def tree_of(data: Mapping[str, Data], path: str) -> nodes.Mapping:
    """Give the tree that reading the data's YAML would give, all of it at one place."""
    mark = Mark(path)
    entries = ((nodes.Scalar(key, path, 1, 1), _node_of(value, path)) for key, value in data.items())
    return nodes.Mapping(tuple(entries), mark)


def _node_of(data: Data, path: str) -> nodes.Node:
    if isinstance(data, str):
        return nodes.Scalar(data, path, 1, 1, True)
    if isinstance(data, Mapping):
        return tree_of(data, path)
    return nodes.Sequence(tuple(_node_of(each, path) for each in data), Mark(path))


def data_of(tree: nodes.Mapping) -> Mapping[str, Data]:
    """Give a tree as plain data, without its places."""
    return {key.text: _plain(value) for key, value in tree.entries}


def _plain(node: nodes.Node) -> Data:
    if isinstance(node, nodes.Scalar):
        return node.text
    return data_of(node) if isinstance(node, nodes.Mapping) else [_plain(each) for each in node.items]


def corpus_of(files: Mapping[str, nodes.Mapping]) -> tuple[Corpus, list[Problem]]:
    """Read the trees of facts files, by name, as a corpus; gives every problem of form and between records."""
    reader = Reader(load_form())
    with collector_paused():
        corpus = joined(reader.read_file(files[name]) for name in sorted(files))
    return corpus, sorted({*reader.problems, *crosscheck(corpus)})
