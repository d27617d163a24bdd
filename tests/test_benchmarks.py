"""The benchmarks compare equal answers, over facts that hold: no time is looked at here."""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import asking, building, checking, measuring, reading, scale, views
from benchmarks.files import corpus_of, write_facts, yaml_text
from benchmarks.synthetic import facts_files
from kg.curation.loading import check
from kg.graph.build import dataset_text
from kg.graph.validation import validate

CLAIMS = 40


def test_the_same_seed_gives_the_same_facts_and_another_seed_others() -> None:
    one, again, other = ([*facts_files(CLAIMS, seed=seed)] for seed in (7, 7, 8))
    assert one == again
    assert [name for name, _ in one] == [name for name, _ in other]
    assert one != other


@pytest.mark.parametrize("claims", [1, 59, 60, 250])
def test_so_many_claims_are_told_in_articles_of_a_hundred(claims: int) -> None:
    files = dict(facts_files(claims))
    told = [len(tree["claims"]) for name, tree in files.items() if name.startswith("articles/")]
    assert sum(told) == claims
    assert told == [100] * (claims // 100) + [claims % 100] * (claims % 100 > 0)


def test_a_few_states_persons_and_events_stand_in_most_claims() -> None:
    corpus = corpus_of(facts_files(2_000))
    parties = Counter(
        item.text
        for claim in corpus.claims
        for participant in claim.told.items("participants")
        for item in (participant.record.items("for") if participant.record else ())
    )
    assert parties["USA"] > 5 * parties.most_common()[-1][1]
    told = Counter(claim.subject for claim in corpus.claims)
    assert told.most_common(1)[0][1] >= 20
    assert sum(number == 1 for number in told.values()) > len(told) / 2


def test_what_is_told_is_of_many_kinds() -> None:
    kinds = Counter(claim.kind.name for claim in corpus_of(facts_files(1_000)).claims)
    assert {
        "Meeting",
        "Statement",
        "Characterisation",
        "AgreementAct",
        "Sanction",
        "Tour",
        "Stop",
        "Tenure",
    } <= set(kinds)
    assert len(kinds) >= 15


def test_the_files_have_no_problem_in_the_check(tmp_path: Path) -> None:
    write_facts(facts_files(CLAIMS), tmp_path)
    corpus, problems = check([tmp_path])
    assert problems == []
    assert validate(corpus) == []
    assert len(corpus.claims) == CLAIMS


def test_files_and_objects_give_the_same_dataset(tmp_path: Path) -> None:
    write_facts(facts_files(CLAIMS), tmp_path)
    assert dataset_text(check([tmp_path])[0]) == dataset_text(corpus_of(facts_files(CLAIMS)))


def test_a_text_that_yaml_would_take_for_something_else_is_quoted() -> None:
    tree = {"claims": {"a": {"at": "8.2", "as": "one: two", "list": ["1", "b"], "edtf": "2019-07-21"}}}
    assert yaml_text(tree) == (
        'claims:\n  a:\n    at: "8.2"\n    as: "one: two"\n    list: ["1", b]\n    edtf: 2019-07-21\n'
    )


def test_every_way_of_building_opening_and_asking_comes_to_the_same(tmp_path: Path) -> None:
    pairs = [*building.pairs(CLAIMS, tmp_path), *asking.pairs(CLAIMS)]
    assert len(pairs) == 4
    for pair in pairs:
        measuring.compared(pair)


def test_both_readers_give_the_same_claims(tmp_path: Path) -> None:
    write_facts(facts_files(CLAIMS, per_article=CLAIMS), tmp_path)
    file = str(tmp_path / "articles" / "00001.yaml")
    ours = reading.claim_names(reading.read(file))
    assert ours == reading.claim_names(reading.loaded(file))
    assert len(ours) == CLAIMS


def test_different_answers_are_refused() -> None:
    pair = measuring.Pair("one and two", lambda: 1, lambda: 2, 1.0)
    with pytest.raises(measuring.DifferentAnswers, match="one and two"):
        measuring.measured(pair)
    measuring.compared(dataclasses.replace(pair, answer=type))


FIGURES = [
    (1.6, 1.6, True, True),
    (1.61, 1.6, True, False),
    (5.0, 5.0, False, True),
    (4.99, 5.0, False, False),
]


@pytest.mark.parametrize(("ratio", "floor", "at_most", "holds"), FIGURES)
def test_a_figure_holds_at_its_floor_and_not_beyond(
    ratio: float, floor: float, at_most: bool, holds: bool
) -> None:
    figure = measuring.Figure("so", ratio, floor, at_most)
    assert figure.holds is holds
    assert str(figure).startswith("ok" if holds else "short")


def test_there_are_four_figures_at_and_beyond_their_floor() -> None:
    assert len(FIGURES) == 4


def test_the_exponent_of_a_curve_is_found() -> None:
    assert measuring.exponent([10, 100, 1000], [2.0, 7.0, 200.0]) == pytest.approx(1.0)
    assert measuring.exponent([10, 100], [1.0, 100.0]) == pytest.approx(2.0)


def test_every_prepared_question_can_be_asked_of_synthetic_facts() -> None:
    graph = views.dataset(CLAIMS)
    for view in views.views().values():
        graph.ask(view.name, views.given(view))
    assert len(views.views()) > 100
    (figure,) = views.figures((CLAIMS // 2, CLAIMS), ("claims-by-kind",))
    assert figure.name == "growth of claims-by-kind"


def test_one_changed_article_is_checked_with_what_it_names(tmp_path: Path) -> None:
    with_reading, without = checking.figures(2 * CLAIMS, tmp_path, rounds=1)
    assert (with_reading.floor, without.floor) == (3.0, 3.0)
    assert check([tmp_path / "alone"])[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_and_disk_are_told_for_each_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    lines: list[Any] = list(scale.lines((CLAIMS, 2 * CLAIMS), tmp_path))
    assert len(lines) == 4
    assert lines[-1].split()[0] == "exponent"
