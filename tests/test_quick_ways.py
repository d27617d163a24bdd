"""What was made quick gives what the plain way gives, which stands here."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from facts_cases import copied
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.curation.corpus import Claim, Corpus
from kg.curation.dates import disjoint, parse_edtf
from kg.curation.loading import check, read_corpus
from kg.graph.build import dataset_quads, dataset_text
from kg.graph.conflicts import clashes
from kg.graph.serializing import sorted_nquads
from kg.graph.snapshot import open_snapshot, publish
from kg.graph.statements import Quads, literal

DATES = ["2020-05-03", "2020-05-04", "2020-05", "2020", "2020-05-03~", "../2020-05-02"]
MODALITIES = ["happened", "happened", "claimed", "planned", "denied"]

texts = st.text(st.characters(codec="utf-8"), max_size=40)


@given(texts)
def test_a_literal_is_written_as_the_engine_writes_it(text: str) -> None:
    node = ox.NamedNode("urn:s")
    quad = ox.Quad(node, node, ox.Literal(text), node)
    assert sorted_nquads([quad]).decode() == f"<urn:s> <urn:s> {literal(text)} <urn:s> .\n"


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["<urn:a>", "<urn:a#b>", "<urn:a/c>", "<urn:ab>", "<urn:é>"])] * 3, texts)
    )
)
def test_quads_gathered_by_subject_come_in_the_order_of_their_bytes(
    found: list[tuple[str, str, str, str]],
) -> None:
    quads = Quads()
    for subject, predicate, graph, text in found:
        quads.add([(subject, f"{predicate} {literal(text)}")], graph)
    lines = {f"{s} {p} {literal(text)} {g} .\n".encode() for s, p, g, text in found}
    assert b"".join(quads) == b"".join(sorted(lines))
    assert b"".join(quads) == b"".join(sorted(lines))  # and again, when it is asked for again


def test_the_dataset_is_read_and_written_again_to_the_byte() -> None:
    text = dataset_text(read_corpus())
    assert sorted_nquads(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == text
    assert len(list(dataset_quads(read_corpus()))) == text.count(b"\n") > 10_000


def test_pieces_are_published_as_their_whole(tmp_path: Path) -> None:
    pieces = [b"<urn:a> <urn:p> <urn:o> <urn:g> .\n", b"<urn:b> <urn:p> <urn:o> <urn:g> .\n"]
    whole = publish(b"".join(pieces), {"counts": {}}, tmp_path / "whole")
    parts = publish(pieces, {"counts": {}}, tmp_path / "parts")
    assert open_snapshot(parts).manifest == open_snapshot(whole).manifest
    assert (parts / "graph.nq").read_bytes() == b"".join(pieces)
    with pytest.raises(ValueError, match="sorted"):
        publish(pieces[::-1], {}, tmp_path / "parts")
    with pytest.raises(ValueError, match="sorted"):
        publish([pieces[0], pieces[0]], {}, tmp_path / "parts")
    assert open_snapshot(parts).manifest == open_snapshot(whole).manifest


def about_one_meeting(folder: Path, told: list[tuple[str, str]]) -> Corpus:
    """Give a corpus in which a meeting is told again and again, with these dates and modalities."""
    files = copied(folder)
    path = files / "article.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("  berg-met-paz:")
    record, _, others = rest.partition("  berg-praised-paz:")
    claims = ""
    for number, (date, modality) in enumerate(told):
        changed = record.replace("2020-05-03", date).replace("happened", modality)
        claims += f"  told-{number}:{changed}"
    path.write_text(f"{head}{claims}  berg-praised-paz:{others}", encoding="utf-8")
    corpus, problems = check([files])
    assert problems == []
    return corpus


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(DATES), st.sampled_from(MODALITIES)), min_size=1, max_size=8))
def test_conflicts_of_dates_are_those_that_every_pair_shows(told: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        corpus = about_one_meeting(Path(folder), told)
    found = [(c.field, c.one.name, c.other.name) for c in clashes(corpus) if c.subject == "berg-paz-oslo"]
    claims = [claim for claim in corpus.claims if claim.subject == "berg-paz-oslo"]
    assert found == sorted(pair for one, other in combinations(claims, 2) for pair in plainly(one, other))


def plainly(one: Claim, other: Claim) -> list[tuple[str, str, str]]:
    """Say in which way two claims about the meeting exclude each other."""
    both = {one.modality, other.modality}
    if both == {"happened", "denied"}:
        return [("occurrence", one.name, other.name)]
    if "denied" in both or (both != {"planned"} and "planned" in both):
        return []
    dates = [parse_edtf(claim.told.items("date")[0].record.text("edtf")) for claim in (one, other)]
    return [("date", one.name, other.name)] if disjoint(*dates) else []


def test_an_event_told_a_thousand_times_takes_no_million_comparisons() -> None:
    corpus = read_corpus([Path(__file__).parent / "cases" / "facts"])
    (claim,) = (each for each in corpus.claims if each.slug == "berg-met-paz")
    many = tuple(replace(claim, slug=f"told-{number}") for number in range(5_000))
    assert clashes(replace(corpus, claims=many)) == ()
