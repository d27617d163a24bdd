"""What is accepted, and what is in conflict: cases that a scholar could read."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from facts_cases import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.curation.corpus import Corpus
from kg.curation.loading import read_corpus
from kg.graph.acceptance import _fainter, accept
from kg.graph.build import dataset_quads
from kg.graph.conflicts import clashes
from kg.graph.serializing import sorted_nquads
from kg.vocabulary import CONFLICT, GRAPH_ACCEPTED, ID, KG

HASH = "0" * 64
SECOND = f"""
article: {{id: "901", file: 901.txt, sha256: {HASH}, published: {{edtf: 2020-05-06, derived: text}}, genre: report}}
paragraphs: {{1: {{sha256: {HASH}, sentences: 1}}}}
claims:
"""
CLAIM = """
  second:
    at: "1.1"
    modality: happened
    meeting: berg-paz-oslo
    paraphrase: They met.
"""


def corpus(folder: Path, claims: str, conflicts: str = "") -> Corpus:
    """Read the small corpus with a second article's claims beside it."""
    (folder / "second.yaml").write_text(SECOND + claims, encoding="utf-8")
    paths = [CASES, folder / "second.yaml"]
    if conflicts:
        (folder / "conflicts.yaml").write_text(conflicts, encoding="utf-8")
        paths.append(folder / "conflicts.yaml")
    return read_corpus(paths)


def accepted(found: Corpus, predicate: str) -> set[str]:
    """Give the values of a property of the meeting in the accepted graph."""
    store = ox.Store()
    store.extend(dataset_quads(found))
    pattern = (
        ox.NamedNode(ID + "berg-paz-oslo"),
        ox.NamedNode(KG + predicate),
        None,
        ox.NamedNode(GRAPH_ACCEPTED),
    )
    return {quad.object.value.removeprefix(ID) for quad in store.quads_for_pattern(*pattern)}


def kinds(found: Corpus) -> list[tuple[str, str]]:
    return [(clash.field, clash.kind) for clash in clashes(found)]


STATUSES = {
    "told in the article's own voice": ("modality: happened", "accepted"),
    "planned": ("modality: planned", "anticipated"),
    "expected": ("modality: expected", "anticipated"),
    "conditional": ("modality: conditional", "anticipated"),
    "a judgement": ("modality: claimed", "opinion"),
    "only presupposed": ("modality: happened\n    stated: implied", "presupposed"),
    "said by a party": ("modality: happened\n    by: ane-berg\n    said: berg-praises-paz", "attributed"),
    "planned by a party": ("modality: planned\n    by: ane-berg\n    said: berg-praises-paz", "attributed"),
}


@pytest.mark.parametrize("case", STATUSES)
def test_the_status_follows_one_rule(case: str, tmp_path: Path) -> None:
    written, status = STATUSES[case]
    found = corpus(tmp_path, CLAIM.replace("modality: happened", written))
    assert accept(found).status["901/second"] == status
    assert len(STATUSES) == 8


def test_two_dates_that_agree_leave_the_narrower(tmp_path: Path) -> None:
    found = corpus(tmp_path, CLAIM + "    date: {edtf: 2020-05, derived: text}\n")
    assert kinds(found) == []
    assert accepted(found, "date") == {"2020-05-03"}


def test_two_reports_that_exclude_each_other_leave_no_date(tmp_path: Path) -> None:
    found = corpus(tmp_path, CLAIM + "    date: {edtf: 2020-05-04, derived: text}\n")
    assert kinds(found) == [("date", "differs")]
    assert accepted(found, "date") == set()
    assert accepted(found, "place") == {"oslo"}


def test_a_wide_date_stands_where_the_narrow_ones_exclude_each_other(tmp_path: Path) -> None:
    day = CLAIM + "    date: {edtf: 2020-05-04, derived: text}\n"
    month = CLAIM.replace("second", "third") + "    date: {edtf: 2020-05, derived: text}\n"
    assert accepted(corpus(tmp_path, day + month), "date") == {"2020-05"}


def test_a_curator_settles_which_date_is_accepted(tmp_path: Path) -> None:
    settled = (
        "conflicts:\n  the-day:\n    label: The day of the talks\n    kind: differs\n    about: berg-paz-oslo\n"
        "    sides: [900/berg-met-paz, 901/second]\n    settled-for: 900/berg-met-paz\n    reason: it was there\n"
    )
    found = corpus(tmp_path, CLAIM + "    date: {edtf: 2020-05-04, derived: text}\n", settled)
    assert accepted(found, "date") == {"2020-05-03"}


def test_a_place_within_a_place_is_no_conflict_and_another_town_is(tmp_path: Path) -> None:
    assert kinds(corpus(tmp_path, CLAIM + "    place: oslo\n")) == []
    found = corpus(tmp_path, CLAIM + "    place: bergen\n")
    assert kinds(found) == [("place", "differs")]
    assert accepted(found, "place") == set()


def test_a_party_that_contradicts_changes_nothing_that_is_accepted(tmp_path: Path) -> None:
    attributed = CLAIM.replace(
        "modality: happened", "modality: happened\n    by: ane-berg\n    said: berg-praises-paz"
    )
    found = corpus(tmp_path, attributed + "    place: bergen\n")
    assert kinds(found) == [("place", "contradicts")]
    assert accepted(found, "place") == {"oslo"}


def test_a_participant_of_whom_less_is_said_is_not_doubled(tmp_path: Path) -> None:
    fainter = CLAIM + "    participants: [{who: ane-berg, for: NOR}, {who: luis-paz, role: host}]\n"
    found = corpus(tmp_path, fainter)
    participations = accepted(found, "participation")
    store = ox.Store()
    store.extend(dataset_quads(found))
    who = [
        quad.object.value.removeprefix(ID)
        for node in participations
        for quad in store.quads_for_pattern(
            ox.NamedNode(ID + node), ox.NamedNode(KG + "who"), None, ox.NamedNode(GRAPH_ACCEPTED)
        )
    ]
    assert sorted(who) == ["ane-berg", "luis-paz", "luis-paz"]  # a guest of NOR, and once more as a host


def test_a_partys_denial_disputes_and_does_not_remove(tmp_path: Path) -> None:
    denied = CLAIM.replace(
        "modality: happened", "modality: denied\n    by: ane-berg\n    said: berg-praises-paz"
    )
    found = corpus(tmp_path, denied)
    assert kinds(found) == [("occurrence", "contradicts")]
    assert accept(found).status["900/berg-met-paz"] == "accepted"


def test_two_reports_of_whether_it_happened_at_all_contest_the_event(tmp_path: Path) -> None:
    found = corpus(tmp_path, CLAIM.replace("modality: happened", "modality: denied"))
    assert accept(found).status["900/berg-met-paz"] == "contested"
    assert accepted(found, "date") == set()


def test_a_report_and_a_judgement_exclude_each_other_and_take_nothing_from_the_report(tmp_path: Path) -> None:
    claimed = CLAIM.replace(
        "modality: happened", "modality: claimed\n    by: ane-berg\n    said: berg-praises-paz"
    )
    found = corpus(tmp_path, claimed + "    date: {edtf: 2020-05-04, derived: text}\n")
    assert kinds(found) == [("date", "contradicts")]
    assert accepted(found, "date") == {"2020-05-03"}


def test_a_plan_that_came_out_otherwise_is_no_conflict(tmp_path: Path) -> None:
    planned = CLAIM.replace("modality: happened", "modality: planned")
    assert kinds(corpus(tmp_path, planned + "    date: {edtf: 2020-05-04, derived: text}\n")) == []


FIGURES = {
    "two figures": ("value: 3000", ("value: 2000", "differs")),
    "over 2,900 and 3,000": ("value: 3000", ("value: 2900, bound: over", None)),
    "nearly 3,000 and 2,800": ("value: 3000, bound: nearly", ("value: 2800", None)),
    "nearly 3,000 and 2,000": ("value: 3000, bound: nearly", ("value: 2000", "differs")),
    "3,000 written in two ways": ("value: 3000", ("value: 03000.0", None)),
    # a fall by about 100 lies between −110 and −90, one by nearly 100 between −100 and −90
    "about −100 and −95": ("value: -100, bound: approximately", ("value: -95", None)),
    "about −100 and −111": ("value: -100, bound: approximately", ("value: -111", "differs")),
    "nearly −100 and −95": ("value: -100, bound: nearly", ("value: -95", None)),
    "nearly −100 and −101": ("value: -100, bound: nearly", ("value: -101", "differs")),
    "nearly 0 and 0": ("value: 0, bound: nearly", ("value: 0", None)),
    # 1,000 more are not 3,000 in all, but they are not 2,000 more either
    "1,000 more and 3,000": ("value: 1000, bound: an-additional", ("value: 3000", None)),
    "1,000 more and 2,000 more": (
        "value: 1000, bound: an-additional",
        ("value: 2000, bound: an-additional", "differs"),
    ),
    "most of 1,000 and 700": ("value: 1000, bound: most-of", ("value: 700", None)),
    "most of 1,000 and most of 2,000": (
        "value: 1000, bound: most-of",
        ("value: 2000, bound: most-of", "differs"),
    ),
}


@pytest.mark.parametrize("case", FIGURES)
def test_figures_for_one_quantity_exclude_each_other_only_beyond_their_bounds(
    case: str, tmp_path: Path
) -> None:
    one, (other, kind) = FIGURES[case]
    quantity = "    quantities: [{{of: boats, {}}}]\n"
    second = CLAIM + quantity.format(one)
    third = CLAIM.replace("second", "third") + quantity.format(other)
    assert kinds(corpus(tmp_path, second + third)) == ([("quantities", kind)] if kind else [])
    assert len(FIGURES) == 14


#: kind of event: (its field, a value, the same written otherwise, another)
NUMBERS = {
    "attack": ("casualties", "{killed: 85}", "{killed: 085}", "{killed: 86}"),
    "stop": ("sequence", "2", "02", "3"),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_written_in_two_ways_is_one(kind: str, tmp_path: Path) -> None:
    assert len(NUMBERS) == 2
    field, value, same, other = NUMBERS[kind]
    claim = CLAIM.replace("meeting: berg-paz-oslo", f"{kind}: an-event")
    (tmp_path / "events.yaml").write_text("curator: me\nevents: {an-event: {label: It}}\n", encoding="utf-8")
    for second, clash in ((same, []), (other, [(field, "differs")])):
        told = f"{claim}    {field}: {value}\n{claim.replace('second', 'third')}    {field}: {second}\n"
        (tmp_path / "second.yaml").write_text(SECOND + told, encoding="utf-8")
        assert kinds(read_corpus([tmp_path])) == clash


def test_one_speaker_who_changes_a_figure_revises(tmp_path: Path) -> None:
    said = CLAIM.replace(
        "modality: happened", "modality: happened\n    by: ane-berg\n    said: berg-praises-paz"
    )
    quantity = "    quantities: [{{of: boats, value: {}}}]\n"
    claims = said + quantity.format(2000) + said.replace("second", "third") + quantity.format(3000)
    found = corpus(tmp_path, claims)
    assert kinds(found) == [("quantities", "revises")]
    conflict = ox.NamedNode(CONFLICT + "berg-paz-oslo-quantities")
    said = {quad.object.value for quad in dataset_quads(found) if quad.subject == conflict}
    assert "Differing quantities: Talks of Berg and Paz in Oslo, 3 May 2020" in said


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_files_changes_no_byte(shuffler: random.Random) -> None:
    files = sorted(CASES.glob("*.yaml"))
    once = sorted_nquads(dataset_quads(read_corpus(files)))
    shuffler.shuffle(files)
    assert sorted_nquads(dataset_quads(read_corpus(files))) == once


def test_the_order_of_records_changes_no_byte(tmp_path: Path) -> None:
    third = CLAIM.replace("second", "third")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = corpus(tmp_path / "a", CLAIM + third)
    other = corpus(tmp_path / "b", third + CLAIM)
    assert sorted_nquads(dataset_quads(one)) == sorted_nquads(dataset_quads(other))


def test_adding_a_claim_without_a_clash_removes_nothing(tmp_path: Path) -> None:
    before = set(sorted_nquads(dataset_quads(read_corpus([CASES]))).splitlines())
    after = set(sorted_nquads(dataset_quads(corpus(tmp_path, CLAIM))).splitlines())
    assert before < after


_SAID = st.frozensets(st.tuples(st.sampled_from("ab"), st.sampled_from("12")))


@given(st.frozensets(_SAID))
def test_what_says_less_than_another_is_found_as_by_comparing_all(
    every: frozenset[frozenset[tuple[str, str]]],
) -> None:
    assert _fainter(every) == {said for said in every if any(said < other for other in every)}
