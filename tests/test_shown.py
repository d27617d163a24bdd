"""What kg show gives of a thing is all that is held of it: claims that name it, are said in it, or put it on a side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from facts_cases import changed

import kg
from kg.graph.claims import ordered
from kg.graph.dataset import open_dataset
from kg.graph.disagreements import disagreements
from kg.graph.dossiers import Shown, show, write_shown
from kg.graph.finding import conflict_named, things
from kg.graph.statistics import statistics_text
from kg.vocabulary import CLAIM, CONFLICT, GRAPH_CLAIMS, GRAPH_CODING, KG

DATASET = open_dataset()


def claims_by_hand() -> dict[str, set[str]]:
    """The claims of each thing: of what names it in its graph, of its speaker, statement and coded sides."""
    found: dict[str, set[str]] = {}
    telling: dict[str, set[str]] = {}
    coded: list[tuple[str, str]] = []
    for quad in DATASET.store:
        graph, predicate = str(quad.graph_name)[1:-1], quad.predicate.value.removeprefix(KG)
        ends = [end.value for end in (quad.subject, quad.object) if isinstance(end, ox.NamedNode)]
        if graph.startswith(CLAIM):
            for end in ends:
                found.setdefault(end, set()).add(graph)
        elif graph == GRAPH_CLAIMS and predicate in ("assertedBy", "said"):
            found.setdefault(ends[1], set()).add(ends[0])
        elif graph == GRAPH_CLAIMS and predicate == "tells":
            telling.setdefault(ends[1], set()).add(ends[0])
        elif graph == GRAPH_CODING and predicate in ("actorSide", "recipientSide", "sharedSide"):
            coded.append((ends[0], ends[1]))
    for event, side in coded:
        found.setdefault(side, set()).update(telling.get(event, ()))
    return found


def test_every_thing_is_shown_with_every_claim_of_it_once() -> None:
    due, kinds = claims_by_hand(), set()
    for iri, found in things(DATASET).items():
        claims = [row.claim for row in show(DATASET, iri).claims]
        assert len(set(claims)) == len(claims), found.id
        assert set(claims) == {each.removeprefix(CLAIM) for each in due.get(iri, ())}, found.id
        kinds.add(found.kind)
    assert len(kinds) >= 40


# What stands in another's file, in the coding or among the conflicts, and points to the thing.
POINTING = {
    "breitbart": ("is dcterms:publisher of", "002"),
    "drugs": ("is skos:broader of", "drug-trafficking"),
    "MEX": ("is state of", "mex-foreign-ministry"),
    "pompeo-tour-2019": ("part", "pompeo-2019-mexico"),
    "us-venezuela-aircraft-incident-2019-07": ("conflict", "venezuela-us-aircraft"),
    "Maduro": ("heads", "maduro-government"),
}


@pytest.mark.parametrize("name", POINTING)
def test_what_points_to_a_thing_is_shown_with_it(name: str) -> None:
    assert len(POINTING) == 6
    assert POINTING[name] in show(DATASET, name).described


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_several_values_of_one_kind_stand_on_one_line(form: str) -> None:
    text = write_shown(show(DATASET, "pompeo-ebrard-mexico-city"), form)
    assert "sharedSide: MEX, USA\n" in text
    assert text.count("sharedSide") == 1


def test_a_date_of_which_only_the_end_is_known_stands_by_its_end() -> None:
    def days(shown: Shown) -> list[str]:
        return [row.earliest or row.latest for row in shown.claims if row.date]

    # “by June 2019” beside 1994, 2007 and days of 2018 and 2019
    assert days(show(DATASET, "001"))[0] == "1994-01-01"
    for name in ("001", "MEX", "ECU", "mike-pompeo", "SLV"):
        shown = days(show(DATASET, name))
        assert shown == sorted(shown) and len(shown) >= 8
    rows = show(DATASET, "MEX").claims
    assert ordered(reversed(rows)) == rows


def test_a_conflict_is_shown_by_its_id_with_its_sides() -> None:
    for name in ("venezuela-us-aircraft", "conflict:venezuela-us-aircraft"):
        shown = show(DATASET, name)
        assert (shown.found.kind, shown.found.id) == ("Conflict", "venezuela-us-aircraft")
        assert ("about", "us-venezuela-aircraft-incident-2019-07") in shown.described
        assert {row.claim for row in shown.claims} == {
            "001/us-aircraft-near-maiquetia",
            "001/us-aircraft-entered-airspace",
            "001/unsafe-distance",
            "001/su30-shadowed-ep3",
            "001/ep3-over-international-waters",
        }
        table = disagreements(DATASET, [name])
        assert {str(row[table.variables.index("conflict")]) for row in table.rows} == {f"<{shown.found.iri}>"}
        assert 5 <= len(table.rows) < len(disagreements(DATASET).rows)
    assert disagreements(DATASET, ["venezuela-us-aircraft", "MEX"]).rows == ()
    with pytest.raises(kg.KgError, match="nothing is called"):
        show(DATASET, "conflict:no-such-conflict")


def test_the_id_of_a_thing_is_never_taken_for_that_of_a_conflict(tmp_path: Path) -> None:
    store = ox.Store()
    store.bulk_extend(DATASET.store)
    store.load(
        f"<{CONFLICT}MEX> a <{KG}Conflict> .".encode(),
        format=ox.RdfFormat.TURTLE,
        to_graph=ox.NamedNode(GRAPH_CLAIMS),
    )
    held = replace(DATASET, store=store)
    assert conflict_named(held, "MEX") is None
    assert conflict_named(held, "mex") is None


# A person with a name of four signs; a part of it that somebody types, and whether it leads there.
PARTS = {"佐藤": True, "栄作": True, "藤": True, "佐藤栄": True, "佐々": False}


@pytest.mark.parametrize("part", PARTS)
def test_a_short_part_of_a_name_without_spaces_leads_to_it(tmp_path: Path, part: str) -> None:
    assert len(PARTS) == 5
    graph = kg.open(facts=changed(tmp_path, "entities.yaml", "name: Luís Paz,", "name: 佐藤栄作,"))
    if PARTS[part]:
        assert kg.show(graph, part).found.id == "luis-paz"
    else:
        with pytest.raises(kg.KgError, match="nothing is called"):
            kg.show(graph, part)


def test_a_short_whole_word_goes_before_a_part(tmp_path: Path) -> None:
    graph = kg.open(facts=changed(tmp_path, "entities.yaml", "name: Luís Paz,", "name: Ким Ким,"))
    facts = changed(tmp_path / "other", "entities.yaml", "name: Luís Paz,", "name: Кимберли Пас,")
    assert kg.show(graph, "ким").found.id == "luis-paz"
    assert kg.show(kg.open(facts=facts), "ким").found.id == "luis-paz"
    with pytest.raises(kg.KgError, match="nothing is called"):
        kg.show(graph, "rwa")  # of Norway: in Latin letters three are no part


def test_counts_stand_in_one_column_whatever_the_length_of_a_kind() -> None:
    numbers = {"claims": 7, "kinds": {"Act": 12_345_678_901, "A" * 30: 1}}
    assert statistics_text(numbers) == (
        f"claims{' ' * 28}{7:>11}\nkinds:\n  Act{' ' * 29}12345678901\n  {'A' * 30}  {1:>11}\n"
    )
