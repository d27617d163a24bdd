"""Answers that were given before: the same question of the same facts to the same program is answered at once.

Loaded before the command line is, which takes longer than all this; so nothing heavy is imported here.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kg.graph.cache_folder import cache_folder
from kg.graph.inputs import digest_of, rules
from kg.vocabulary import corpus_folder, rules_folder, views_folder

TYPE_CHECKING = False  # `typing` is another such import
if TYPE_CHECKING:
    from typing import Final, TypeAlias

    from kg.graph.dataset import Dataset

    #: A prepared question of the shipped facts: its name, its `NAME=VALUE` as they were given, the form of the answer.
    Question: TypeAlias = tuple[str, tuple[str, ...], str]
    #: What was said to it: the answer, and the sentences beside it on standard error.
    Said: TypeAlias = tuple[str, tuple[str, ...]]

DEFAULT_FORM: Final = "table"
FOLDER: Final = "answers"
EVERY: Final = "every"
_ENGINE: Final = "pyoxigraph"
_OPTIONS: Final = ("-p", "--format")
_LARGEST_BYTES: Final = 1_000_000
_MOST_KEPT: Final = 1_000


def question_in(words: Sequence[str]) -> Question | None:
    """Give the question that the words after `kg` ask; None where they have more than its values and form."""
    if len(words) < 2 or len(words) % 2 or words[0] != "ask" or words[1].startswith("-"):
        return None
    options = list(zip(words[2::2], words[3::2], strict=True))
    forms = [value for option, value in options if option == "--format"]
    if len(forms) > 1 or not all(option in _OPTIONS for option, _ in options):
        return None
    pairs = tuple(value for option, value in options if option == "-p")
    return words[1], pairs, forms[0] if forms else DEFAULT_FORM


def said_before(question: Question) -> Said | None:
    """Give what was said to the question; None where nothing is kept, or not as it was kept."""
    try:
        data = (answers_folder() / _file(question)).read_bytes()
    except (OSError, ValueError):
        return None
    seal, _, kept = data.partition(b"\n")
    if hashlib.sha256(kept).hexdigest().encode() != seal:
        return None
    *beside, answer = kept.decode("utf-8", "surrogatepass").split("\0")
    return answer, tuple(beside)


def keep(question: Question, said: Said, dataset: Dataset) -> None:
    """Keep what was said, where there is a cache, and with the first the answers to what needs no value.

    What is very large, or has a NUL in it, is not kept.
    """
    from kg.problems import KgError  # here, because to say again what was said needs none of it

    with suppress(KgError, OSError, ValueError):
        folder = answers_folder()
        _make_room(folder)
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, question, said)
        if not (folder / EVERY).exists():
            _keep_every(folder, dataset)


def answers_folder() -> Path:
    """Give the folder of the answers of this program from these facts: its name is the hash of all that decides."""
    return cache_folder() / FOLDER / digest_of(_deciding(), start="\0".join((sys.version, *_engine())))


def _file(question: Question) -> str:
    name, pairs, form = question
    asked = "\0".join((name, form, *pairs))
    return hashlib.sha256(asked.encode()).hexdigest()


def _write(folder: Path, question: Question, said: Said) -> None:
    answer, beside = said
    kept = "\0".join((*beside, answer)).encode("utf-8", "surrogatepass")
    if len(kept) <= _LARGEST_BYTES and kept.count(b"\0") == len(beside):
        # Not by another name first: a part of it does not have its seal, and counts as nothing.
        (folder / _file(question)).write_bytes(hashlib.sha256(kept).hexdigest().encode() + b"\n" + kept)


def _keep_every(folder: Path, dataset: Dataset) -> None:
    """Keep the answers to all questions that need no value: together they take half a second."""
    from kg.graph.formats import write_answer
    from kg.graph.views import views

    for view in views().values():
        if not any(parameter.required for parameter in view.parameters):
            answer = write_answer(dataset.ask(view.name, {}), DEFAULT_FORM)
            _write(folder, (view.name, (), DEFAULT_FORM), (answer, ()))
    (folder / EVERY).touch()


def _make_room(folder: Path) -> None:
    """Remove the answers of another program or from other facts, and all where there are a thousand."""
    import shutil

    beside = [each for each in folder.parent.iterdir() if each != folder] if folder.parent.is_dir() else []
    full = folder.is_dir() and len(list(folder.iterdir())) >= _MOST_KEPT
    for each in (*beside, *((folder,) if full else ())):
        shutil.rmtree(each, ignore_errors=True)


def _deciding() -> tuple[Path, ...]:
    """List the files that decide an answer: facts, ontology, questions, and the rooms that read, ask and tell."""
    facts = (path for path in sorted(corpus_folder().rglob("*")) if path.suffix in (".yaml", ".yml", ".csv"))
    questions = sorted(views_folder().glob("*.rq"))
    told = (*sorted((rules_folder() / "cli").glob("*.py")), *sorted(rules_folder().glob("*.py")))
    return (*facts, *questions, *rules(), *told)


def _engine() -> tuple[str, ...]:
    """Give the names and sizes of the engine's files, which a change of its version changes."""
    for entry in sys.path:
        folder = Path(entry, _ENGINE)
        if folder.is_dir():
            return tuple(f"{path.name} {path.stat().st_size}" for path in sorted(folder.iterdir()))
    return ()
