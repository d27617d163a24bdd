"""Every command, query and link in the documents is what a reader finds: they are run, and their output compared.

`UPDATE_DOCUMENTS=1 python -m pytest tests/test_documents.py` writes the outputs anew.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from documents import Block, Outcome, Reader, blocks, commands, fitted, kg, rewritten

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUN = [
    path
    for path in DOCUMENTS
    if any(b.language in ("console", "python", "sparql") for b in blocks(path.read_text(encoding="utf-8")))
]
MADE = ("make_cli.py", "make_model.py")
UPDATE = os.environ.get("UPDATE_DOCUMENTS") == "1"
CONSOLE, SPARQL, PYTHON, EXAMPLES = 55, 10, 10, 25

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:kg|docs|tests|ontology|examples|benchmarks)/[A-Za-z0-9_./-]+)`")
_HEADING = re.compile(r"^#+ (.*)$", re.M)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def every_block(language: str) -> list[Block]:
    return [
        b for path in DOCUMENTS for b in blocks(path.read_text(encoding="utf-8")) if b.language == language
    ]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder with a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def differences(path: Path, outcomes: list[Outcome]) -> str:
    """Say where a document prints something else than what comes out."""
    said: list[str] = []
    for outcome in outcomes:
        if not outcome.fits:
            said.append(f"{name(path)}:{outcome.block.first + 1}: {'; '.join(outcome.wrong)}")
            said += difflib.unified_diff(
                outcome.block.lines, outcome.due, "printed", "comes out", lineterm=""
            )
    return "\n".join(said)


@pytest.mark.parametrize("path", RUN, ids=name)
def test_what_a_document_prints_comes_out(path: Path, place: Path) -> None:
    text = path.read_text(encoding="utf-8")
    outcomes = list(Reader().run(text))
    if UPDATE:
        path.write_text(rewritten(text, outcomes), encoding="utf-8", newline="\n")
        outcomes = [Outcome(o.block, o.block.lines, o.wrong) for o in outcomes]
    assert all(outcome.fits for outcome in outcomes), differences(path, outcomes)


def test_the_documents_show_as_much_as_is_said_here() -> None:
    shown = [command for block in every_block("console") for command in commands(block)]
    assert len(RUN) >= 6
    assert len(shown) >= CONSOLE
    assert len(every_block("sparql")) >= SPARQL
    assert len(every_block("python")) >= PYTHON


def test_a_left_out_line_keeps_its_place() -> None:
    given = ("a", "b", "c", "d")
    assert fitted(("x",), given) == given
    assert fitted(("x", "…", "y"), given) == ("a", "…", "d")
    assert fitted(("x", "x", "…"), given) == ("a", "b", "…")
    assert fitted(("x", "x", "…", "y", "y"), given) == given


def test_a_wrong_output_is_found() -> None:
    text = (
        "```console\n$ kg --version\nlegation 0\n```\n\n```python\nprint(2)\n```\n\n```text output\n3\n```\n"
    )
    outcomes = list(Reader().run(text))
    assert [outcome.fits for outcome in outcomes] == [False, True, False]
    assert "```text output\n2\n```" in rewritten(text, outcomes)


def made(script: str) -> dict[Path, str]:
    """Run a script of docs/ and give what it would write."""
    spec = spec_from_file_location(script.removesuffix(".py"), ROOT / "docs" / script)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    written: dict[Path, str] = module.pages()
    return written


@pytest.mark.parametrize("script", MADE)
def test_a_made_page_is_as_the_script_makes_it(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    pages = made(script)
    assert len(pages) == 1
    for path, text in pages.items():
        if UPDATE:
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text, f"docs/{script} writes {path.name} otherwise"


def anchors(path: Path) -> set[str]:
    """Give the anchors of a page's headings as GitHub names them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in _HEADING.findall(text)}


def prose(path: Path) -> str:
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def test_every_relative_link_leads_somewhere() -> None:
    wrong, seen = [], 0
    for path in DOCUMENTS:
        for target in _LINK.findall(prose(path)):
            if re.match(r"[a-z]+:", target):
                continue
            seen += 1
            file, _, anchor = target.partition("#")
            there = (path.parent / file) if file else path
            if not there.exists() or (anchor and anchor not in anchors(there)):
                wrong.append(f"{name(path)}: {target}")
    assert seen >= 40
    assert wrong == []


def test_every_path_named_in_the_documents_is_there() -> None:
    wrong, seen = [], 0
    for path in DOCUMENTS:
        for target in _PATH.findall(prose(path)):
            seen += 1
            if not (ROOT / target).exists():
                wrong.append(f"{name(path)}: {target}")
    assert seen >= 40
    assert wrong == []


def test_the_readme_names_the_command_that_the_check_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python -m pip install -e '.[dev]' && python -m pytest" in readme
    assert "python -m pip install -q -e '.[dev]' && python -m pytest" in check
    assert "python -m pip install . && kg report -o report" in readme
    assert "kg report -o report" in check


def help_examples() -> list[tuple[str, str]]:
    """Give every example line in the commands' help, with its command."""
    import click

    from kg.cli import _COMMANDS, group

    found = []
    for command in _COMMANDS:
        shown = group.get_command(click.Context(group), command)
        assert shown is not None
        lines = re.findall(r"^\s*Example:\s+(kg .*)$", shown.help or "", re.M)
        assert lines, f"kg {command} --help shows no example"
        found += [(command, line) for line in lines]
    return found


# What an example may end with where it needs something that only the reader has: the articles' texts.
ENDS = {"kg verify --articles articles": 3}


def test_every_example_in_the_help_runs(place: Path) -> None:
    furnish(place)
    examples = help_examples()
    assert len(examples) >= EXAMPLES
    assert set(ENDS) <= {line for _, line in examples}
    wrong = []
    # A frame is not yet a facts file that holds: the commands that write one come last.
    for command, line in sorted(examples, key=lambda each: each[0] == "new"):
        (words,) = commands(Block(0, "console", {}, (f"$ {line}",)))
        text, code = kg(*words.words[1:])
        if code != ENDS.get(line, 0) or not text.strip():
            wrong.append(f"kg {command}: {line}: exit {code}: {text[-300:]}")
    assert wrong == []


VISITS = """\
visit,event,what,guest,to,day,words
quito,pompeo-in-quito,A visit to Quito,mike-pompeo,ECU,2018-06-08,He visited Quito.
"""
VISITS_MAP = """\
article: {id: visits, title: Visits, published: {edtf: 2019-05-01, derived: curator}}
curator: A curator
fixed: {modality: happened, date.derived: text, participants.for: USA}
columns:
  visit: claim
  event: stop
  what: event.label
  guest: participants.who
  to: host
  day: date.edtf
  words: paraphrase
"""


def furnish(place: Path) -> None:
    """Put what the examples name into a folder: a question, a curator's facts, a text, a snapshot."""
    curating = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
    for block in blocks(curating):
        if "file" in block.options:
            path = place / block.options["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="\n")
    (place / "question.rq").write_text("SELECT ?who ?name { ?who rdfs:label ?name }\n", encoding="utf-8")
    (place / "005_article.txt").write_text("A title\n\nA sentence. Another one.\n", encoding="utf-8")
    (place / "articles").mkdir()
    shutil.copytree(ROOT / "tests" / "cases" / "travels", place / "office-of-the-historian")
    (place / "visits.csv").write_text(VISITS, encoding="utf-8")
    (place / "visits.yaml").write_text(VISITS_MAP, encoding="utf-8")
    assert kg("build", "-o", "snapshot")[1] == 0
    assert kg("import", "travels", "office-of-the-historian", "-o", "travels")[1] == 0
    shutil.rmtree(place / "report", ignore_errors=True)
