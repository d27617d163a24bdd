"""A check judges by SHACL what changed, and says the same as one that judges everything."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from facts_cases import changed, copied

from kg.curation.corpus import Corpus
from kg.curation.loading import check
from kg.graph import remembering, validation
from kg.graph.cache_folder import VARIABLE
from kg.graph.remembering import keys_of_files, validate_changed
from kg.graph.validation import validate

# Only SHACL sees that a participant is neither named nor stands for anybody.
FAULT = ("article.yaml", "{who: luis-paz, for: ECU, role: visitor}", "{role: visitor}")


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Give the files that SHACL was given, a set for each time."""
    times: list[set[str]] = []
    real = validation.validate

    def watched(corpus: Corpus, whole: Corpus | None = None) -> object:
        named = (*corpus.entities, *corpus.articles, *corpus.claims, *corpus.codings, *corpus.conflicts)
        times.append({Path(each.mark.path).name for each in named})
        return real(corpus, whole)

    monkeypatch.setattr(validation, "validate", watched)
    return times


def good(paths: list[Path]) -> Corpus:
    corpus, problems = check(paths)
    assert problems == []
    return corpus


def test_what_was_good_is_not_judged_again(tmp_path: Path, judged: list[set[str]]) -> None:
    corpus = good([copied(tmp_path)])
    assert validate_changed(corpus) == []
    assert validate_changed(corpus) == []
    assert judged == [{"article.yaml", "entities.yaml", "events.yaml"}]


CHANGES = [
    ("a claim's words", "article.yaml", "Paz is able.", "Paz is very able.", {"article.yaml"}),
    ("an entity's name", "entities.yaml", "name: Luís Paz", "name: Luís de Paz", {"entities.yaml"}),
    ("a coding's label", "events.yaml", "label: Berg praises Paz", "label: Berg lauds Paz", {"events.yaml"}),
    # The kind of luis-paz decides about all who name him; fishing, which the events do not name, about the article.
    ("a kind that claims name", "entities.yaml", "luis-paz: {kind: Person", "luis-paz: {kind: Group",
     {"article.yaml", "entities.yaml"}),
    ("a comment in the file", "article.yaml", "claims:\n", "claims: # all of them\n", set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "again"), [each[1:] for each in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_after_a_change_only_what_it_decides_is_judged(
    file: str, old: str, new: str, again: set[str], tmp_path: Path, judged: list[set[str]]
) -> None:
    folder = copied(tmp_path)
    assert validate_changed(good([folder])) == []
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert validate_changed(good([folder])) == []
    assert judged[1:] == ([again] if again else [])


def test_five_changes_are_tried() -> None:
    assert len(CHANGES) == 5


def test_looks_for_circles_pass_over_what_is_held_only_while_shacl_judges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, spared = validation.validate, []

    def watched(corpus: Corpus, whole: Corpus | None = None) -> object:
        spared.append(gc.get_freeze_count())
        return real(corpus, whole)

    monkeypatch.setattr(validation, "validate", watched)
    corpus, _ = check([copied(tmp_path)])
    validate_changed(corpus)
    assert len(spared) == 1 and spared[0] > 10_000 and gc.get_freeze_count() == 0


def test_a_fault_is_told_each_time_until_it_is_mended(tmp_path: Path, judged: list[set[str]]) -> None:
    corpus = good([changed(tmp_path, *FAULT)])
    whole = validate(corpus)
    (problem,) = whole
    assert str(problem).rpartition("/")[2].startswith("article.yaml:20:9: a participant needs who or for")
    assert validate_changed(corpus) == whole
    assert validate_changed(corpus) == whole
    # The other files were good, and are not judged again.
    assert judged == [{"article.yaml", "entities.yaml", "events.yaml"}, {"article.yaml"}]


def test_a_fault_in_a_changed_file_is_found_though_the_rest_is_known(tmp_path: Path) -> None:
    assert validate_changed(good([copied(tmp_path / "one")])) == []
    corpus = good([changed(tmp_path / "other", *FAULT)])
    assert validate_changed(corpus) == validate(corpus) != []


def test_other_rules_are_another_judgement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = good([copied(tmp_path)])
    before = keys_of_files(corpus)
    other = tmp_path / "shapes.ttl"
    other.write_text("# other rules", encoding="utf-8")
    monkeypatch.setattr(remembering, "rules", lambda: (other,))
    after = keys_of_files(corpus)
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"0" * 63 + b"\n" + b"f" * 64])
def test_a_damaged_memory_is_no_memory(content: bytes, tmp_path: Path, judged: list[set[str]]) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "checked").write_bytes(content)
    corpus = good([copied(tmp_path)])
    assert validate_changed(corpus) == []
    assert len(judged) == 1


def test_without_a_cache_everything_is_judged_each_time(
    tmp_path: Path, judged: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file / "cache"))
    corpus = good([copied(tmp_path)])
    assert validate_changed(corpus) == validate_changed(corpus) == []
    assert len(judged) == 2


def test_in_parts_the_same_is_found_and_what_was_judged_is_kept_though_the_rest_is_broken_off(
    tmp_path: Path, judged: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = good([changed(tmp_path, *FAULT)])
    whole = validate(corpus)
    monkeypatch.setattr(remembering, "RECORDS_AT_ONCE", 1)
    monkeypatch.setattr(remembering, "step", _broken_off_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        validate_changed(corpus)
    assert judged == [{"article.yaml"}, {"entities.yaml"}]
    monkeypatch.undo()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    again: list[frozenset[str]] = []
    real = remembering._validated
    monkeypatch.setattr(remembering, "_validated", lambda of, paths: again.append(paths) or real(of, paths))
    assert validate_changed(corpus) == whole != []
    assert [{Path(path).name for path in paths} for paths in again] == [{"article.yaml", "events.yaml"}]


@contextmanager
def _broken_off_at_the_third(*_: object) -> Iterator[object]:
    class Counter:
        def __init__(self) -> None:
            self.parts = 0

        @property
        def done(self) -> int:
            return self.parts

        @done.setter
        def done(self, _: int) -> None:
            self.parts += 1
            if self.parts == 2:
                raise KeyboardInterrupt

    yield Counter()
