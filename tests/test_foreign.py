"""RDF from elsewhere as a dataset: what only seems to be ours is refused, and no data end the process that asks."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.curation.form import Holds, load_form
from kg.graph.answer import Table
from kg.graph.answering import ask_here
from kg.graph.dataset import Dataset, open_dataset
from kg.graph.dossiers import show, write_shown
from kg.graph.export import graph_text
from kg.graph.foreign import faults
from kg.graph.store import ill_typed, read_rdf
from kg.problems import KgError
from kg.vocabulary import GRAPH_ACCEPTED, GRAPH_CLAIMS, ID, KG, LABEL, XSD

# statement: what is said of it, or None where it is well
STATEMENTS = {
    f'<{KG}evidence> <https://w3id.org/legation/article/900#1.1>': None,
    f'<{KG}evidence> <https://w3id.org/legation/article/900#one>': "a passage is due",
    f'<{KG}evidence> "1.1"': "a passage is due",
    f'<{KG}earliest> "2019-07-21"^^<{XSD}date>': None,
    f'<{KG}earliest> "2019-07-21Z"^^<{XSD}date>': "a day is due, such as 2019-07-21",
    f'<{KG}latest> "2019"': "a day is due, such as 2019-07-21",
    f'<{KG}latest> "0000-01-01"^^<{XSD}date>': "a day is due, such as 2019-07-21",
    f'<{KG}date> "2019-07"^^<http://id.loc.gov/datatypes/edtf/EDTF>': None,
    f'<{KG}date> "in July"^^<http://id.loc.gov/datatypes/edtf/EDTF>': "is no date such as",
    f'<{KG}partyCount> "3"^^<{XSD}integer>': None,
    f'<{KG}partyCount> "three"': "a number is due",
    f'<{KG}partyCount> "{"9" * 5000}"^^<{XSD}integer>': "at most 18 digits are due",
    f'<{KG}modality> <{KG}happened>': None,
    f'<{KG}modality> <{KG}dreamt>': "it is none of the choices",
    f'<{KG}rank> "minister"': "it is none of the choices",
    f'<{KG}label> "7"^^<{XSD}integer>': "no xsd:integer is due",
    f'<{KG}label> "2019-07-21T00:00:00Z"^^<{XSD}dateTime>': "no xsd:dateTime is due",
    f'<{KG}label> "7"^^<{KG}cow>': None,
    "<urn:other> <urn:thing>": None,
}  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_that_our_questions_cannot_rely_on_is_named(statement: str, tmp_path: Path) -> None:
    assert len(STATEMENTS) == 19
    line = f"<{ID}x> {statement} <{GRAPH_CLAIMS}> .\n"
    told = list(faults(ox.parse(line, format=ox.RdfFormat.N_QUADS)))
    words = STATEMENTS[statement]
    assert [words in each for each in told] == [True] if words else told == []
    path = tmp_path / "theirs.nq"
    path.write_text(line, encoding="utf-8")
    if words:
        with pytest.raises(
            KgError, match="names the graph of claims, and is no dataset as kg builds it"
        ) as e:
            open_dataset(path)
        assert (e.value.exit_code, "\n" in str(e.value)) == (2, False)
    else:
        assert open_dataset(path).has_claims


def test_what_kg_builds_and_exports_is_a_dataset_as_kg_builds_it(tmp_path: Path) -> None:
    ours = open_dataset()
    path = tmp_path / "ours.nq"
    path.write_bytes(graph_text(ours, "nquads"))
    assert open_dataset(path).sha256 == ours.sha256
    assert list(faults(ours.store)) == []


def test_every_property_of_numbers_is_known() -> None:
    paths = {
        field.path
        for kind in load_form().kinds.values()
        for field in kind.fields.values()
        if field.holds in (Holds.INTEGER, Holds.DECIMAL)
    }
    assert len(paths) >= 4
    for path in sorted(paths):
        quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode(path), ox.Literal("x"), ox.NamedNode(GRAPH_CLAIMS))
        assert [line.endswith(": a number is due") for line in faults([quad])] == [True]


def a_meeting_of_numbers_and_unknown_types() -> str:
    """Give a meeting of 60 numbers and 60 literals of an unknown type, which the engine cannot order."""
    lines = [f"@prefix kg: <{KG}> ."]
    for number in (each * 37 % 101 for each in range(100)):
        for who in (f'"{number}"^^<{XSD}integer>', f'"{number}"^^<urn:unknown>'):
            lines.append(f"<urn:m> kg:participation [ kg:who {who} ; kg:for <urn:A> ; kg:as <urn:p> ] .")
    lines.append(
        "<urn:m> a kg:Meeting ; kg:participation [ kg:who <urn:w> ; kg:for <urn:B> ; kg:as <urn:p> ] ."
    )
    return "\n".join(lines)


def test_data_over_which_the_engine_ends_its_process_do_not_end_ours(tmp_path: Path) -> None:
    path = tmp_path / "theirs.ttl"
    path.write_text(a_meeting_of_numbers_and_unknown_types(), encoding="utf-8")
    theirs = open_dataset(path)
    assert not theirs.has_claims
    with pytest.raises(
        KgError, match=r"ORDER BY meets values of several types; write ORDER BY STR\(…\)"
    ) as caught:
        theirs.ask("bilateral-meetings", {})
    assert caught.value.exit_code == 3
    count = theirs.view("bilateral-meetings-count")
    assert [row[0].value for row in count.rows] == ["1"]


def test_any_other_file_is_one_accepted_graph_and_is_asked_apart(tmp_path: Path) -> None:
    path = tmp_path / "theirs.nq"
    path.write_text(
        f'<urn:a> <urn:p> "1" <urn:g> .\n<urn:a> <urn:p> "1" .\n<{ID}x> <{KG}who> "2"^^<{XSD}int> .\n'
    )
    theirs = open_dataset(path)
    assert (theirs.graph_names, len(theirs.store)) == ((GRAPH_ACCEPTED,), 2)
    assert theirs.view("bilateral-meetings").rows == ()
    assert theirs.quads_file == theirs.quads_file


LINES = f"""
<urn:a> <urn:p> "plain" .
<urn:a> <urn:p> "with <urn:g> ." <urn:g> .
<urn:a> <urn:p> "a _:b and << >>"@en .
<urn:a> <urn:p> "1.00"^^<{XSD}decimal> .
<urn:a> <urn:p> "12"^^<{XSD}integer> <urn:g> .
<urn:a> <urn:p> "2019-02-30"^^<{XSD}date> .
<urn:a> <urn:p> "2019-02-28"^^<{XSD}date> .
<urn:a> <urn:p> "twelve"^^<{XSD}integer> <urn:h> .
<urn:b> <urn:p> "twelve"^^<{XSD}integer> .
<urn:a> <urn:q> <urn:c> .
<urn:a> <urn:q> <urn:c> <urn:g> .
_:x <urn:q> _:y .
_:y <urn:q> "no day"^^<{XSD}date> _:g .
<urn:a> <urn:says> <<( <urn:b> <urn:p> _:x )>> .
<urn:a> <urn:p> "a \\"quoted\\" word and\\nanother line <urn:g> ." .
"""


def test_a_file_taken_line_by_line_is_the_file_taken_value_by_value(tmp_path: Path) -> None:
    path = tmp_path / "theirs.nq"
    path.write_text(LINES, encoding="utf-8")
    quads = list(read_rdf(path))
    assert len(quads) == 15
    accepted = ox.NamedNode(GRAPH_ACCEPTED)
    whole = ox.Store()
    whole.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, accepted) for quad in quads)
    theirs = open_dataset(path)
    assert set(theirs.store) == set(whole)
    assert len(whole) == 14
    assert sorted(theirs.warnings) == sorted(ill_typed(quads))
    assert len(theirs.warnings) == 4
    asked = theirs.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(asked, Table)
    assert len(asked.rows) == 14


def test_a_file_that_names_our_claims_is_looked_at_line_by_line(tmp_path: Path) -> None:
    ours = open_dataset()
    text = graph_text(ours, "nquads")
    path = tmp_path / "ours.nq"
    path.write_bytes(text + f'_:a <urn:p> "x" <{GRAPH_CLAIMS}> .\n'.encode())
    assert len(open_dataset(path).store) == len(ours.store) + 1
    path.write_bytes(text + f'_:a <{KG}earliest> "x" <{GRAPH_CLAIMS}> .\n'.encode())
    with pytest.raises(KgError, match="a day is due"):
        open_dataset(path)


def test_views_of_our_own_data_are_asked_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        "kg.graph.answering.ask_here", lambda *given, **more: asked.append(1) or ask_here(*given, **more)
    )
    ours: Dataset = open_dataset()
    ours.ask("sources", {})
    assert asked == [1]


THEIRS = """\
@prefix e: <http://example.org/#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:ann a e:Envoy ; rdfs:label "Ann" ; e:met e:bob .
e:minutes { e:bob rdfs:label "Bob" ; e:age 40 . }
"""
SHOWN = {
    "Ann": "Ann (http://example.org/#Envoy, http://example.org/#ann)\nhttp://example.org/#met: http://example.org/#bob\n",
    # Bob stands in a graph with a name of its own; carl has neither name nor kind, and is not there.
    "bob": (
        "Bob (http://example.org/#bob)\nhttp://example.org/#age: 40\n"
        "is http://example.org/#met of: http://example.org/#ann\n"
    ),
    "http://example.org/#bob": (
        "Bob (http://example.org/#bob)\nhttp://example.org/#age: 40\n"
        "is http://example.org/#met of: http://example.org/#ann\n"
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_thing_of_a_graph_without_claims_is_shown_with_all_that_it_says(name: str, tmp_path: Path) -> None:
    assert len(SHOWN) == 3
    (tmp_path / "theirs.trig").write_text(THEIRS, encoding="utf-8")
    theirs = open_dataset(tmp_path / "theirs.trig")
    assert write_shown(show(theirs, name), "table") == SHOWN[name]
    with pytest.raises(KgError, match="nothing is called"):
        show(theirs, "http://example.org/#carl")


def test_a_thing_without_a_name_is_shown_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "theirs.nt").write_text("<http://e/a> <http://e/p> <http://e/b> .\n", encoding="utf-8")
    theirs = open_dataset(tmp_path / "theirs.nt")
    assert (
        write_shown(show(theirs, "http://e/b"), "table")
        == "http://e/b (http://e/b)\nis http://e/p of: http://e/a\n"
    )


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_label_that_would_turn_the_line_round_is_written_out(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'<http://e/a> <{LABEL}> "one \u202eowt" .', encoding="utf-8")
    first = write_shown(show(open_dataset(path), "http://e/a"), form).splitlines()[0]
    assert first.removeprefix("# ") == "one \\u202eowt (http://e/a)"
