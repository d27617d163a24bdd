"""A check after a change reads what the change decides, and says the same as one that reads everything."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from facts_cases import CASES, copied

from benchmarks.files import write_facts
from benchmarks.synthetic import facts_files
from kg.curation import hints
from kg.curation.corpus import Corpus
from kg.curation.crosscheck import crosscheck
from kg.curation.loading import check
from kg.curation.outlining import outlined
from kg.graph import checked_before, checking
from kg.graph.cache_folder import VARIABLE
from kg.graph.checking import checked
from kg.graph.remembering import validate_changed
from kg.problems import KgError, Problem

Edit = Callable[[Path], object]


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the files that were read after a change."""
    names: list[str] = []
    real = checking.read_files

    def watched(files: Mapping[str, Path], **more: object) -> tuple[Corpus, list[Problem]]:
        names.extend(sorted(path.name for path in files.values()))
        return real(files, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "read_files", watched)
    return names


def everything_read(folder: Path) -> list[Problem]:
    """Give what a check tells that knows of none before it."""
    corpus, problems = check([folder])
    return problems or validate_changed(corpus)


def replaced(file: str, old: str, new: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def added(file: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    return edit


#: What is changed, the files that are read, and what is said, if anything is.
GOOD = {
    "nothing": ([], []),
    "a claim's words": ([replaced("article.yaml", "Paz is able.", "Paz is very able.")], ["article.yaml"]),
    "a comment": ([replaced("events.yaml", "events:\n", "events: # two\n")], ["events.yaml"]),
    "a name in words": ([replaced("entities.yaml", "name: Luís Paz", "name: Luís de Paz")], ["entities.yaml"]),
    "a name that nobody uses": ([added("more.yaml", "bodo: {kind: Place, name: Bodø, type: city}\n")], ["more.yaml"]),
    # The article names Paz, and so does nothing else; the statement, too, stands in the article and the events.
    "the kind of one who is named": (
        [replaced("entities.yaml", "luis-paz: {kind: Person", "luis-paz: {kind: Group")],
        ["entities.yaml", "article.yaml"],
    ),
    "the sides of talks": (
        [replaced("events.yaml", "between: [ECU, NOR]", "between: [NOR, ECU]")], ["events.yaml", "article.yaml"]
    ),
    "a claim's name, which nothing else names": (
        [replaced("article.yaml", "paz-is-able:", "paz-is-an-able-man:")], ["article.yaml"]
    ),
}  # fmt: skip
WRONG = {
    "a name that is written wrong, like one in a file that is not read": (
        [replaced("article.yaml", "issues: fishing", "issues: fishin")],
        ["article.yaml"],
        ["article.yaml:21:13: issues: nothing is called fishin (did you mean “fishing”?)"],
    ),
    "an entity is gone": (
        [replaced("entities.yaml", "fishing: {kind: Issue, name: fishing}\n", "")],
        ["entities.yaml", "article.yaml"],
        ["article.yaml:21:13: issues: nothing is called fishing"],
    ),
    "an article is gone": (
        [lambda folder: (folder / "article.yaml").unlink()],
        ["events.yaml"],
        [
            "events.yaml:3:3: no claim tells berg-paz-oslo",
            "events.yaml:7:3: no claim tells berg-praises-paz",
            "events.yaml:12:14: part-of: nothing is called berg-paz-oslo",
        ],
    ),
    "a thing named a second time": (
        [added("more.yaml", "cod-accord: {kind: Agreement, name: Cod deal, type: accord}\n")],
        ["more.yaml", "entities.yaml"],
        ["more.yaml:1:1: the entity “cod-accord” stands here and at entities.yaml:9:1"],
    ),
    "a second thing of the same name in words": (
        [added("more.yaml", "olso: {kind: Place, name: OSLO, type: city}\n")],
        ["more.yaml", "entities.yaml"],
        ["entities.yaml:3:1: “Oslo” is also the name of olso (more.yaml:1:1): one entity, or two names"],
    ),
    "a name that differs in case": (
        [added("more.yaml", "nor: {kind: Group, name: Nor}\n")],
        ["more.yaml", "article.yaml", "entities.yaml", "events.yaml"],
        ["more.yaml:1:1: “nor” differs only in case from “NOR” at entities.yaml:1:1"],
    ),
    "a side that the talks no longer have": (
        [replaced("events.yaml", "between: [ECU, NOR]", "between: [USA, NOR]"),
         added("more.yaml", "USA: {kind: State, name: United States}\n")],
        ["events.yaml", "more.yaml", "article.yaml"],
        ["article.yaml:20:30: ECU takes part in berg-paz-oslo, and is not among its coded sides"],
    ),
    "what only SHACL sees": (
        [replaced("article.yaml", "{who: luis-paz, for: ECU, role: visitor}", "{role: visitor}")],
        ["article.yaml"],
        ["article.yaml:20:9: a participant needs who or for"],
    ),
    "a file that is no YAML": (
        [replaced("events.yaml", "events:\n", "events: [\n")],
        ["events.yaml", "article.yaml"],
        ["events.yaml:"],
    ),
    "a sentence that nothing rests on": (
        [replaced("article.yaml", 'at: "1.1"', 'at: "2.1"')],
        ["article.yaml"],
        ["article.yaml:2:3: sentence 1.1 of 900 stands behind no claim"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "again"), GOOD.values(), ids=GOOD)
def test_what_is_still_good_is_not_read_again(
    edits: list[Edit], again: list[str], tmp_path: Path, read: list[str]
) -> None:
    folder = copied(tmp_path)
    first = checked([folder])
    assert (first.problems, read) == ([], [])
    for edit in edits:
        edit(folder)
    found = checked([folder])
    assert (found.problems, read) == ([], again)
    assert (found.claims, found.articles) == (first.claims, first.articles) == (3, 1)
    assert everything_read(folder) == []
    # What it left is as good to begin with as what a check of everything leaves.
    read.clear()
    assert (checked([folder]).problems, read) == ([], [])


@pytest.mark.parametrize(("edits", "again", "due"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_as_if_everything_had_been_read(
    edits: list[Edit], again: list[str], due: list[str], tmp_path: Path, read: list[str]
) -> None:
    folder = copied(tmp_path)
    assert checked([folder]).problems == []
    for edit in edits:
        edit(folder)
    found = checked([folder])
    lines = [str(problem).replace(f"{folder}/", "") for problem in found.problems]
    assert len(lines) == len(due) and all(map(str.startswith, lines, due)), lines
    assert found.problems == everything_read(folder)
    assert read == again
    # Nothing wrong is remembered as good: it is told again, and again.
    assert checked([folder]).problems == found.problems


def test_a_circle_through_a_file_that_is_not_read_is_told_at_both_ends(
    tmp_path: Path, read: list[str]
) -> None:
    folder = copied(tmp_path)
    replaced("entities.yaml", "name: Bergen,", "name: Bergen, within: nordland,")(folder)
    added("more.yaml", "nordland: {kind: Place, name: Nordland, type: territory}\n")(folder)
    assert checked([folder]).problems == []
    replaced("more.yaml", "type: territory", "type: territory, within: bergen")(folder)
    found = checked([folder])
    assert [str(problem).replace(f"{folder}/", "") for problem in found.problems] == [
        "entities.yaml:4:1: bergen is part of itself through within",
        "more.yaml:1:1: nordland is part of itself through within",
    ]
    assert found.problems == everything_read(folder)
    assert read == ["more.yaml"]


WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]*")


class Editor:
    """Changes facts files at random: names, lines, blocks, kinds, whole files."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)

    def edit(self) -> None:
        path = self.chance.choice(self._files())
        text = path.read_text(encoding="utf-8")
        ways = [self._other_name, self._other_name, self._case, self._without_line, self._renamed]
        way = self.chance.choice([*ways, self._block, self._kinds, self._wholes, self._named_too])
        if self.chance.random() < 0.1:
            self._whole_file(path, text)
        else:
            path.write_text(way(text), encoding="utf-8")

    def _files(self) -> list[Path]:
        return sorted(self.folder.rglob("*.yaml"))

    def _name(self) -> str:
        words = WORD.findall(self.chance.choice(self._files()).read_text(encoding="utf-8"))
        return self.chance.choice([word for word in words if "-" in word or word.isupper()] or ["MEX"])

    def _word(self, text: str) -> re.Match[str]:
        return self.chance.choice(list(WORD.finditer(text)))

    def _other_name(self, text: str) -> str:
        word = self._word(text)
        return text[: word.start()] + self._name() + text[word.end() :]

    def _case(self, text: str) -> str:
        word = self._word(text)
        return text[: word.start()] + word[0].swapcase() + text[word.end() :]

    def _without_line(self, text: str) -> str:
        lines = text.split("\n")
        del lines[self.chance.randrange(len(lines))]
        return "\n".join(lines)

    def _renamed(self, text: str) -> str:
        return re.sub(rf"(?<![\w-]){re.escape(self._name())}(?![\w-])", "renamed", text)

    def _block(self, text: str) -> str:
        lines, others = (
            text.split("\n"),
            self.chance.choice(self._files()).read_text(encoding="utf-8").split("\n"),
        )
        start, at = self.chance.randrange(len(others)), self.chance.randrange(len(lines))
        return "\n".join([*lines[:at], *others[start : start + self.chance.randrange(1, 8)], *lines[at:]])

    def _kinds(self, text: str) -> str:
        kind = self.chance.choice(("State", "Person", "Place", "Group"))
        return re.sub(r"kind: \w+", lambda m: f"kind: {kind}" if self.chance.random() < 0.1 else m[0], text)

    def _wholes(self, text: str) -> str:
        whole = self._name()
        return re.sub(
            r"(within|part-of): [\w-]+",
            lambda m: f"{m[1]}: {whole}" if self.chance.random() < 0.3 else m[0],
            text,
        )

    def _named_too(self, text: str) -> str:
        return f"{text}\n{self._name()}: {{kind: Place, name: {self._name()}, within: {self._name()}}}\n"

    def _whole_file(self, path: Path, text: str) -> None:
        if self.chance.random() < 0.5 and len(self._files()) > 2:
            path.unlink()
        else:
            text = text.replace('id: "', 'id: "1', self.chance.randrange(2))
            (self.folder / f"copy-{self.chance.randrange(3)}.yaml").write_text(text, encoding="utf-8")


def held(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}


@pytest.mark.parametrize("seed", range(1, 5))
def test_after_any_edits_the_same_is_told_as_if_everything_were_read(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits go on from what is wrong, or back to what was good; each state is checked both ways."""
    folder = tmp_path / "facts"
    if seed % 2:
        copied(tmp_path)
    else:
        write_facts(facts_files(60, per_article=15, seed=seed), folder)
    real, quick = checking._after_change, []
    monkeypatch.setattr(checking, "_after_change", lambda *given: quick.append(real(*given)) or quick[-1])
    assert checked([folder]).problems == []
    editor, good, wrong, well = Editor(folder, seed), held(folder), 0, 0
    for _ in range(40):
        editor.edit()
        found, due = checked([folder]), everything_read(folder)
        assert found.problems == due
        wrong, well = wrong + bool(due), well + (not due)
        if not due:
            good = held(folder)
        elif editor.chance.random() < 0.5:
            for path in held(folder):
                path.unlink()
            for path, text in good.items():
                path.write_text(text, encoding="utf-8")
    assert wrong >= 10 and well >= 3 and None not in quick and len(quick) == 40


CONFLICT = """conflicts:
  able:
    label: What is said of Paz
    kind: differs
    about: luis-paz
    sides: [900/berg-praised-paz, 900/paz-is-able]
    reason: One praises, the other tells why.
"""
ELSEWHERE = {
    "an article": added(
        "a.yaml", (CASES / "article.yaml").read_text(encoding="utf-8").partition("claims:")[0]
    ),
    "a conflict": added("a.yaml", CONFLICT),
    "a claim that a conflict names, gone": replaced("article.yaml", "paz-is-able:", "paz-is-good:"),
}


@pytest.mark.parametrize("edit", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_good_file_is_told_of_what_changed_in_another(edit: Edit, tmp_path: Path) -> None:
    """What is wrong stands in a file that was not touched: of two the second, here by the names of the files."""
    folder = copied(tmp_path)
    added("conflicts.yaml", CONFLICT)(folder)
    assert checked([folder]).problems == []
    edit(folder)
    found = checked([folder]).problems
    assert found == everything_read(folder)
    assert not {Path(each.mark.path).name for each in found} <= {"a.yaml"}


def test_without_what_the_others_say_a_change_would_be_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cases above can fail: here nothing is read again but what was changed."""
    folder = copied(tmp_path)
    assert checked([folder]).problems == []
    replaced("entities.yaml", "fishing: {kind: Issue, name: fishing}\n", "")(folder)
    monkeypatch.setattr(checking, "changed_keys", lambda *_: frozenset())
    assert checked([folder]).problems == [] != everything_read(folder)


def test_an_outline_tells_where_a_second_thing_of_a_name_stands(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    corpus, _ = check([folder])
    outlines = outlined(corpus, {str(path) for path in folder.iterdir()})
    assert set(outlines.entity_names()) == {entity.slug for entity in corpus.entities}
    assert set(outlines.thing_names()) == set(corpus.kinds)
    assert set(outlines.claim_names()) == {claim.name for claim in corpus.claims}
    assert outlines.naming(frozenset({"fishing"})) == {
        str(folder / n) for n in ("entities.yaml", "article.yaml")
    }
    assert crosscheck(corpus, outlines) == []


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / checked_before.FOLDER).glob("[0-9a-f]*"))


DAMAGE: Iterable[Callable[[bytes], bytes]] = (
    lambda data: b"",
    lambda data: data[:-1],
    lambda data: data.replace(b"Person", b"Persoon", 1),
    lambda data: b"\xff\xfe" + data,
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_counts_as_not_kept(
    damage: Callable[[bytes], bytes], tmp_path: Path, read: list[str]
) -> None:
    folder = copied(tmp_path)
    checked([folder])
    (place,) = kept(tmp_path)
    place.write_bytes(damage(place.read_bytes()))
    replaced("article.yaml", "issues: fishing", "issues: fishin")(folder)
    assert checked([folder]).problems == everything_read(folder) != []
    assert read == []


def test_other_rules_and_other_versions_know_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = checked_before.place_of([tmp_path])
    assert before == checked_before.place_of([tmp_path]) != checked_before.place_of([tmp_path / "more"])
    monkeypatch.chdir(tmp_path)
    assert (elsewhere := checked_before.place_of([tmp_path])) != before
    other = tmp_path / "shapes.ttl"
    other.write_text("# other rules", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(checked_before, "rules", lambda: (other,))
        assert checked_before.place_of([tmp_path]) != elsewhere
    monkeypatch.setattr(checked_before, "version", lambda name: f"{name} of another version")
    assert checked_before.place_of([tmp_path]) != elsewhere


def test_the_last_eight_are_kept(tmp_path: Path) -> None:
    for number in range(checked_before.MOST_KEPT + 2):
        checked([copied(tmp_path / str(number))])
    assert len(kept(tmp_path)) == checked_before.MOST_KEPT == 8


def test_what_a_killed_check_left_half_written_is_cleared_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / checked_before.FOLDER
    folder.mkdir(parents=True)
    (folder / ".kg-0123456789ab-0123456789ab.part").write_bytes(b"half")
    checked([copied(tmp_path)])
    assert [path.name for path in folder.iterdir()] == [path.name for path in kept(tmp_path)]


def test_without_a_cache_everything_is_read_each_time(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    folder = copied(tmp_path)
    assert checked([folder]).claims == checked([folder]).claims == 3
    assert read == []


def test_a_file_that_is_gone_or_cannot_be_read_is_told_as_ever(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    files = sorted(folder.iterdir())
    assert checked(files).problems == []
    files[0].unlink()
    with pytest.raises(KgError, match=r"article\.yaml: there is no such file or folder"):
        checked(files)
    files[0].mkdir()
    with pytest.raises(KgError, match=r"article\.yaml: no facts: the folder holds no \.yaml file"):
        checked(files)
    (folder / "a-link.yaml").symlink_to(folder / "nowhere")
    files[0].rmdir()
    found = checked([folder])
    assert str(found.problems[0]).partition(": ")[2].startswith("cannot be read")
    assert found.problems == everything_read(folder)


def test_what_is_not_read_again_takes_no_hint_from_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among very many names there are few hints; Peru stands in the coding only, the article does not name it."""
    monkeypatch.setattr(hints, "_LEAST_HINTS", 1)
    monkeypatch.setattr(hints, "_COMPARISONS", 0)
    folder = copied(tmp_path)
    replaced("events.yaml", "between: [ECU, NOR]", "between: [ECU, NOR, PER]")(folder)
    added("entities.yaml", "PER: {kind: State, name: Peru}\n")(folder)
    assert checked([folder]).problems == []
    replaced("article.yaml", "issues: fishing", "issues: fishin")(folder)
    found = checked([folder]).problems
    assert [problem.message for problem in found] == [
        "issues: nothing is called fishin (did you mean “fishing”?)"
    ]
    assert found == everything_read(folder)


def test_a_path_that_is_no_unicode_is_checked_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        folder = copied(tmp_path / os.fsdecode(b"caf\xe9"))
    except OSError:
        pytest.skip("the file system knows no such names")
    assert [checked([folder]).claims for _ in range(2)] == [3, 3]
    replaced("article.yaml", "issues: fishing", "issues: fishin")(folder)
    assert checked([folder]).problems == everything_read(folder) != []
    monkeypatch.chdir(folder)
    assert checked([Path()]).problems == everything_read(Path()) != []


def test_after_too_many_problems_all_is_read_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    assert checked([folder]).problems == []
    added("more.yaml", "".join(f"e{n}: {{kind: Plaice, name: E}}\n" for n in range(60)))(folder)
    monkeypatch.setattr("kg.curation.findings.FINDINGS_LIMIT", 50)
    monkeypatch.setattr(checking, "FINDINGS_LIMIT", 50)
    found = checked([folder])
    assert found.problems == everything_read(folder)
    assert "more than 50 problems: reading stopped here" in str(found.problems)


def test_a_file_written_while_we_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look for changes and the reading of what names Paz, another takes the fishing out."""
    folder = copied(tmp_path)
    assert checked([folder]).problems == []
    replaced("entities.yaml", "luis-paz: {kind: Person", "luis-paz: {kind: Group")(folder)
    real = checking.changed_keys

    def written_meanwhile(*given: object) -> frozenset[str]:
        replaced("article.yaml", "issues: fishing", "issues: fishin")(folder)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "changed_keys", written_meanwhile)
    assert checked([folder]).problems == everything_read(folder) != []


def test_lost_claims_of_the_shipped_articles_are_told_beside_what_is_good(tmp_path: Path) -> None:
    found = checked([copied(tmp_path)])
    assert found.problems == []
    assert str(found.below_floors()[0]).partition(": ")[2].startswith("article 000 gives 0 claims, at least ")
    assert checked().below_floors() == []
