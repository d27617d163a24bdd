"""Prepared questions: what the five articles answer, and what holds of every one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.graph.dataset import open_dataset
from kg.graph.views import View, bindings, check_given, parse_view, view_named, views
from kg.problems import KgError
from kg.vocabulary import ARTICLE, CLAIM, CONFLICT, GRAPH_ENTITIES, ID, KG

CASES = Path(__file__).parent / "cases" / "questions"
QUESTIONS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("cq*.yaml"))
}
SHARED = Path(__file__).resolve().parents[2] / "shared" / "questions" / "questions.json"
VIEWS = views()
# These stand in a FILTER only: they narrow the answer without being a value in it.
BOUNDS = {"since", "until", "besides"}
PARAMETERS = [(n, p.name) for n, view in VIEWS.items() for p in view.parameters if p.name not in BOUNDS]


def test_the_cases_are_all_there() -> None:
    assert len(QUESTIONS) == 30
    assert len(VIEWS) >= 120
    assert sum("# example: " in view.query for view in VIEWS.values()) >= 110
    assert len(PARAMETERS) >= 240


@cache
def corpus() -> ox.Store:
    """The shipped corpus in a store."""
    return open_dataset().store


def example(view: View) -> dict[str, str]:
    """The parameters of the example in the view's head."""
    found = re.search(r"^# example: (.+)$", view.query, flags=re.M)
    return dict(each.split("=", 1) for each in found[1].split()) if found else {}


def asked(view: View, given: dict[str, str], store: ox.Store | None = None) -> list[dict[str, Any]]:
    """The rows, asked without any preset prefix, so that a file declares what it uses."""
    terms: dict[Any, Any] = {ox.Variable(name): term for name, term in bindings(view, given).items()}
    answer = (store or corpus()).query(view.query, substitutions=terms)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, row, strict=True)) for row in answer]


def plain(term: Any) -> str:
    """A term as a case writes it: slug, article, claim, choice or value."""
    if term is None:
        return ""
    bases = (ID, ARTICLE, CLAIM, CONFLICT, KG)
    return next((str(term.value[len(b) :]) for b in bases if term.value.startswith(b)), str(term.value))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_exactly_its_rows(question: str) -> None:
    case = QUESTIONS[question]
    assert case["question"] == question
    for ask in case["asks"]:
        view = VIEWS[ask["view"]]
        assert question in view.answers
        rows = asked(view, ask["with"])
        found = dict.fromkeys(tuple(plain(row[column]) for column in ask["columns"]) for row in rows)
        assert [list(row) for row in found] == [list(map(str, row)) for row in ask["rows"]]


READERS = {
    name: yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    for name in ("fifth.yaml", "sixth.yaml", "seventh.yaml")
}
READ = [case for cases in READERS.values() for case in cases]


@pytest.mark.parametrize("case", READ, ids=[each["question"] for each in READ])
def test_a_later_reader_is_answered_with_exactly_these_rows(case: dict[str, Any]) -> None:
    assert [len(cases) for cases in READERS.values()] == [16, 12, 6]
    rows = asked(VIEWS[case["view"]], case["with"])
    found = dict.fromkeys(tuple(plain(row[column]) for column in case["columns"]) for row in rows)
    assert [list(row) for row in found] == case["rows"]


def test_a_view_and_its_case_name_each_other() -> None:
    told = {(q, view.name) for view in VIEWS.values() for q in view.answers}
    cased = {(q, ask["view"]) for q, case in QUESTIONS.items() for ask in case["asks"]}
    assert told == cased


def test_every_question_of_the_list_is_answered() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is absent: the list of questions cannot be compared")
    listed = {question["id"] for question in json.loads(SHARED.read_text(encoding="utf-8"))}
    assert listed == set(QUESTIONS)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_a_question_with_columns_and_parameters(name: str) -> None:
    view = VIEWS[name]
    assert view.query.startswith(f"# question: {view.question}\n")
    assert view.question.endswith("?")
    assert tuple(asked(view, example(view))[0]) == view.columns
    assert {p.name for p in view.parameters} <= set(view.columns)
    assert set(example(view)) <= {p.name for p in view.parameters}
    assert {p.name for p in view.parameters if p.required} <= set(example(view))


def kind_of(term: Any) -> str:
    """The datatype of a literal; the engine ends the process where an order compares several."""
    return "" if term is None else term.datatype.value if isinstance(term, ox.Literal) else "IRI"


ORDERED_BY: dict[str, Any] = {
    "": plain,
    "STR": plain,
    "STR(DATATYPE": kind_of,
    "LANG": lambda term: getattr(term, "language", None),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_answers_its_example_in_a_total_order(name: str) -> None:
    view = VIEWS[name]
    rows = asked(view, example(view))
    assert 0 < len(rows) < 1000
    order = re.findall(r"(?:(STR|STR\(DATATYPE|LANG)\()?\?(\w+)", view.query.rpartition("ORDER BY")[2])
    assert order
    for column in (column for wrapped, column in order if not wrapped):
        assert len({kind_of(row[column]) for row in rows} - {""}) <= 1, f"{column} mixes kinds of terms"
    keys = [tuple(ORDERED_BY[wrapped](row[column]) for wrapped, column in order) for row in rows]
    assert len(set(keys)) == len(keys), "two rows that the order does not tell apart"


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_names_its_graphs(name: str) -> None:
    """Never FROM, never the default graph, and no graph that is not described as a claim."""
    view = VIEWS[name]
    assert not re.search(r"\bFROM\b", re.sub(r"#.*|\"[^\"]*\"", "", view.query), flags=re.I)
    assert {plain(t) for row in asked(view, example(view), no_named_graphs()) for t in row.values()} <= {"0"}
    assert asked(view, example(view), with_a_strange_graph()) == asked(view, example(view))


@cache
def no_named_graphs() -> ox.Store:
    """Everything in the default graph, where no view may look."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in corpus())
    return store


@cache
def with_a_strange_graph() -> ox.Store:
    """The corpus, and beside it what its claims say once more, in a graph that nobody has described."""
    strange = ox.NamedNode("https://example.org/strange")
    claims = [q for q in corpus() if str(q.graph_name).startswith(f"<{CLAIM}")]
    store = ox.Store()
    store.bulk_extend([*corpus(), *(ox.Quad(q.subject, q.predicate, q.object, strange) for q in claims)])
    return store


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_gives_the_rows_that_have_its_value(name: str, parameter: str) -> None:
    view = VIEWS[name]
    needed = {p.name for p in view.parameters if p.required}
    given = {key: value for key, value in example(view).items() if key in needed}
    whole = asked(view, given)
    values = {row[parameter].value for row in whole if row[parameter] is not None}
    assert values
    if parameter in needed:
        assert len(values) == 1 and all(row[parameter] is not None for row in whole)
    for value in sorted(values)[:: max(1, len(values) - 1)] if parameter not in needed else ():
        due = [row for row in whole if row[parameter] is not None and row[parameter].value == value]
        assert asked(view, {**given, parameter: value}) == due


SEVERAL = [name for name, view in VIEWS.items() if sum(n == name for n, _ in PARAMETERS) > 1]


@cache
def whole_answer(name: str) -> list[dict[str, Any]]:
    """All rows of a view, asked with no parameter at all, those that it needs left out too."""
    answer = corpus().query(VIEWS[name].query)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, row, strict=True)) for row in answer]


def in_any_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(map(str, rows))


def chosen(rows: list[dict[str, Any]], given: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in rows if all(row[name] == term for name, term in given.items())]


@pytest.mark.parametrize("name", SEVERAL)
def test_two_parameters_give_the_rows_that_have_both_values(name: str) -> None:
    """Each two of them, with values that stand in the first, a middle and the last row that has both."""
    assert len(SEVERAL) >= 80
    view, whole = VIEWS[name], whole_answer(name)
    known = {p.name for p in view.parameters if p.kind not in ("date", "text")} - BOUNDS
    for one, other in combinations(sorted(known), 2):
        both = [row for row in whole if row[one] is not None and row[other] is not None]
        for row in both[:: max(1, (len(both) - 1) // 2)] if both else ():
            given = {each: row[each] for each in (one, other)}
            terms: dict[Any, Any] = {ox.Variable(each): term for each, term in given.items()}
            answer = corpus().query(view.query, substitutions=terms)
            assert isinstance(answer, ox.QuerySolutions)
            rows = [dict(zip(whole[0], solution, strict=True)) for solution in answer]
            assert in_any_order(rows) == in_any_order(chosen(whole, given)), given


NOTHING = {"iri": ox.NamedNode(ID + "no-such-thing"), "article": ox.NamedNode(ARTICLE + "no-such-article")}


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_value_that_nothing_has_gives_no_row(name: str, parameter: str) -> None:
    kind = next(p.kind for p in VIEWS[name].parameters if p.name == parameter)
    value = NOTHING.get(kind, ox.NamedNode(KG + "noSuchChoice"))
    terms: dict[Any, Any] = {ox.Variable(parameter): value if kind != "text" else ox.Literal("no such text")}
    if kind != "date":
        assert not list(corpus().query(VIEWS[name].query, substitutions=terms))


# A row without a unit or a host is kept out by a filter of the view's own where one is given.
GUARDED = {("quantities", "unit"), ("things-named", "text")}


def bound_in(part: Any) -> set[Any]:
    """The variables that have a value in every row of a part of a query, by rdflib's reading of it."""
    match part.name:
        case "BGP":
            return {term for triple in part.triples for term in triple if isinstance(term, rdflib.Variable)}
        case "Join":
            return bound_in(part.p1) | bound_in(part.p2)
        case "Union":
            return bound_in(part.p1) & bound_in(part.p2)
        case "LeftJoin" | "Minus":
            return bound_in(part.p1)
        case "Graph":
            return bound_in(part.p) | {part.term}
        case "Extend":
            return bound_in(part.p) | {part.var}
        case "AggregateJoin":
            return bound_in(part.p) | {each.res for each in part.A}
        case "values":
            return set.intersection(*map(set, part.res))
        case _:
            return bound_in(part.p)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_what_a_parameter_is_bound_to_is_never_optional(name: str, parameter: str) -> None:
    """Else every row without a value would be taken for one with the value given."""
    algebra = translateQuery(parseQuery(VIEWS[name].query)).algebra
    kind = next(p.kind for p in VIEWS[name].parameters if p.name == parameter)
    if kind != "date" and (name, parameter) not in GUARDED:
        assert rdflib.Variable(parameter) in bound_in(algebra)


def with_more(more: str) -> ox.Store:
    """The corpus, and more said in TriG."""
    store = ox.Store()
    store.bulk_extend(corpus())
    prefixes = f"""@prefix kg: <{KG}> . @prefix : <{ID}> . @prefix claim: <{CLAIM}> .
        @prefix graph: <https://w3id.org/legation/graph/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."""
    store.load(f"{prefixes}\n{more}".encode(), format=ox.RdfFormat.TRIG)
    return store


@pytest.mark.parametrize(
    ("days", "held"),
    [
        ({}, True),
        ({"since": "2016-07-01"}, True),
        ({"until": "2016-07-01"}, True),
        ({"since": "2017-01-01"}, False),
        ({"until": "1900-01-01"}, True),
    ],
)
def test_what_is_dated_only_by_its_last_day_is_on_the_timeline(days: dict[str, str], held: bool) -> None:
    store = with_more("""graph:accepted { :deed a kg:Action ; kg:date "../2016-12" ;
        kg:latest "2016-12-31"^^xsd:date } graph:coding { :deed rdfs:label "A deed" }""")
    rows = [plain(row["event"]) for row in asked(VIEWS["timeline"], days, store)]
    assert ("deed" in rows) == held
    if not days:
        assert (
            rows.index("nisman-death-2015") < rows.index("deed") < rows.index("colombia-farc-accord-signed")
        )


@pytest.mark.parametrize(
    ("span", "held"),
    [
        ("2017/..", True),
        ("2017/", True),
        ("../2019-07", True),
        ("2019-07", True),
        ("2017/2018", False),
        ("2020/..", False),
    ],
)
def test_who_holds_a_post_until_now_holds_it_between_two_days(span: str, held: bool) -> None:
    store = with_more(f"""graph:claims {{ claim:a a kg:Claim ; kg:tells :term ; kg:tellsKind kg:Tenure ;
        kg:assertedBy :b ; kg:modality kg:happened ; kg:status kg:accepted ; kg:article :b ; kg:evidence :c ;
        kg:paraphrase "d" . :c kg:sentence "1.1" }}
        claim:a {{ :term kg:post :arg-president ; kg:who :somebody ; kg:date "{span}" }}""")
    rows = asked(VIEWS["office-holders-between"], {"since": "2019-07-18", "until": "2019-07-22"}, store)
    assert ("somebody" in {plain(row["who"]) for row in rows}) == held


@pytest.mark.parametrize(
    ("given", "less"),
    [
        (("ministers", {"besides": "USA"}), lambda row: row["state"].value == ID + "USA"),
        (("timeline", {"since": "2019-07-20"}), lambda row: row["latest"].value < "2019-07-20"),
        (
            ("timeline", {"until": "2019-07-20"}),
            lambda row: row["earliest"] is not None and row["earliest"].value > "2019-07-20",
        ),
    ],
)
def test_a_bound_leaves_out_what_is_beyond_it(given: tuple[str, dict[str, str]], less: Any) -> None:
    whole, part = asked(VIEWS[given[0]], {}), asked(VIEWS[given[0]], given[1])
    kept = [{**row, **dict.fromkeys(given[1])} for row in part]
    assert kept == [row for row in whole if not less(row)]
    assert 0 < len(part) < len(whole)


# On all facts rdflib takes up to twenty seconds for each of these, on two articles of five up to four.
SLOW = ("page-claim-states", "page-event-states", "tie-named", "tie-positions")
LEFT_OUT = ("000", "001", "003")


@cache
def held(name: str) -> ox.Store:
    """The facts that both engines are asked about: of some views, those without the quads of three articles."""
    if name not in SLOW:
        return corpus()
    claims, articles = (tuple(f"{base}{each}" for each in LEFT_OUT) for base in (CLAIM, ARTICLE))
    part = ox.Store()
    part.extend(
        quad
        for quad in corpus()
        if not str(quad.graph_name.value).startswith(claims)
        and not str(getattr(quad.subject, "value", "")).startswith((*claims, *articles))
    )
    return part


@cache
def by_rdflib(name: str) -> rdflib.Dataset:
    """The same facts under another engine, whose query processor is written in Python."""
    dataset = rdflib.Dataset()
    dataset.parse(data=ox.serialize(held(name), format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def test_the_views_that_are_asked_of_fewer_facts_are_few_and_have_answers() -> None:
    assert len(SLOW) == 4
    for name in SLOW:
        assert asked(VIEWS[name], example(VIEWS[name]), held(SLOW[0])), name


def as_rdflib(term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language or term.datatype.value.endswith("#string"):
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_gives_the_same_rows_under_rdflib(name: str) -> None:
    view = VIEWS[name]
    terms: Any = {key: as_rdflib(term) for key, term in bindings(view, example(view)).items()}
    asked_of = SLOW[0] if name in SLOW else ""
    theirs = by_rdflib(asked_of).query(view.query, initBindings=terms)
    ours = asked(view, example(view), held(asked_of))

    def texts(row: Any) -> tuple[str, ...]:
        cells = (
            rdflib.Literal(str(t)) if getattr(t, "datatype", None) == rdflib.XSD.string else t for t in row
        )
        return tuple("" if cell is None else cell.n3() for cell in cells)

    assert sorted(texts(row) for row in theirs) == sorted(texts(map(as_rdflib, row.values())) for row in ours)


HEADS = {
    "no question": ("SELECT ?x WHERE {}", "says no question"),
    "half a parameter": ("# question: Who?\n# parameter: who iri", "is written: name kind"),
    "unknown kind": ("# question: Who?\n# parameter: who person optional", "is written: name kind"),
    "neither must nor may": ("# question: Who?\n# parameter: who iri perhaps", "is written: name kind"),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_head_that_cannot_be_read_is_refused(case: str) -> None:
    assert len(HEADS) == 4
    text, words = HEADS[case]
    with pytest.raises(KgError, match=words):
        parse_view("mine", text)


@pytest.mark.parametrize("refuse", [bindings, check_given])
def test_a_day_that_is_none_is_said_before_the_order_of_days(refuse: Callable[..., object]) -> None:
    with pytest.raises(KgError, match="until: “19” is not a day such as"):
        refuse(view_named("timeline"), {"since": "2019-01-01", "until": "19"})
    with pytest.raises(KgError, match="until: 2018-12-31 is before since, 2019-01-01"):
        refuse(view_named("timeline"), {"since": "2019-01-01", "until": "2018-12-31"})


GIVEN = {
    "unknown": ({"whom": "x"}, "no parameter “whom”"),
    "missing": ({}, "needs -p on="),
    "no day": ({"on": "tomorrow"}, "is not a day such as"),
    "no name": ({"on": "2019-07-18", "kind": "a b"}, "neither a name such as"),
}


@pytest.mark.parametrize("case", GIVEN)
def test_a_parameter_that_does_not_fit_is_refused(case: str) -> None:
    assert len(GIVEN) == 4
    given, words = GIVEN[case]
    with pytest.raises(KgError, match=words):
        bindings(VIEWS["events-on"], given)


# A state and a person stand also where the sources name the government; a visit or talks are not against anybody.
THROUGH: dict[tuple[str, str], list[list[str]]] = {
    ("opposition-to", "nicolas-maduro"): [
        ["maduro-government", "ECU", "does-not-recognise", "001", "7.1"],
        ["maduro-government", "lenin-moreno", "critical", "001", "7.1"],
        ["maduro-government", "moreno-government", "does-not-recognise", "001", "7.1"],
    ],
    ("support-for", "nicolas-maduro"): [
        ["maduro-government", "RUS", "supports-militarily", "001", "14.3"],
        ["maduro-government", "non-aligned-movement", "backs", "001", "11.1"],
        ["maduro-government", "non-aligned-movement", "backs", "001", "12.2"],
        ["maduro-government", "non-aligned-movement", "supportive", "001", "12.2"],
    ],
    ("policies-against", "VEN"): [
        ["", "USA", "us-sanctions-on-venezuela", "001", "12.3"],
        ["", "donald-trump", "us-pressure-on-venezuela-cuba-nicaragua-2019", "000", "14.1"],
        ["maduro-government", "USA", "pressure-on-maduro-government", "002", "7.1"],
        ["maduro-government", "USA", "us-economic-sanctions-on-venezuela-2018", "002", "7.1"],
    ],
    ("policies-against", "ECU"): [],
    # help held out to El Salvador and the opening towards Cuba are policies towards them, and not against them
    ("policies-against", "SLV"): [],
    ("policies-against", "CUB"): [
        ["", "donald-trump", "us-pressure-on-venezuela-cuba-nicaragua-2019", "000", "14.1"],
        ["", "trump-administration-2017", "us-cuba-rollback-policy", "002", "2.1"],
    ],
    ("policies-against", "salman-raouf-salman"): [
        ["", "USA", "us-reward-salman-2019", "001", "4.5"],
        ["", "USA", "us-sanctions-salman-2019", "001", "4.5"],
        ["", "us-treasury", "us-reward-salman-2019", "001", "4.5"],
        ["", "us-treasury", "us-sanctions-salman-2019", "001", "4.5"],
    ],
    ("judgements", "nicolas-maduro"): [["maduro-government", "a socialist regime", "002", "7.1"]],
    ("statements-about", "nicolas-maduro"): [
        ["maduro-government", "lenin-moreno", "critical", "001", "7.1"],
        ["maduro-government", "non-aligned-movement", "supportive", "001", "12.2"],
    ],
    ("support-for", "ARG"): [
        ["", "USA", "offered", "000", "16.1"],
        ["", "imf", "bailed-out", "000", "15.1"],
        ["", "mike-pompeo", "supportive", "001", "6.1"],
        ["", "us-official-000-16", "supportive", "000", "16.1"],
    ],
}


@pytest.mark.parametrize(("name", "target"), THROUGH)
def test_who_is_asked_for_stands_also_through_a_government(name: str, target: str) -> None:
    assert len(THROUGH) == 10
    columns = {
        "opposition-to": ["through", "opponent", "how", "article", "sentence"],
        "support-for": ["through", "supporter", "how", "article", "sentence"],
        "policies-against": ["through", "actor", "measure", "article", "sentence"],
        "judgements": ["through", "judged_as", "article", "sentence"],
        "statements-about": ["through", "speaker", "stance", "article", "sentence"],
    }[name]
    given = "about" if name in ("judgements", "statements-about") else "target"
    rows = asked(VIEWS[name], {given: target})
    assert [[plain(row[column]) for column in columns] for row in rows] == THROUGH[name, target]


def against(target: str, more: str) -> list[str]:
    """The measures against the target, with more said in TriG, beside what a claim of our own tells."""
    store = ox.Store()
    for quad in corpus():
        if quad.graph_name == ox.NamedNode(GRAPH_ENTITIES):
            store.add(quad)
    told = """@prefix kg: <https://w3id.org/legation/ontology#> . @prefix : <https://w3id.org/legation/id/> .
        @prefix claim: <https://w3id.org/legation/claim/> . @prefix graph: <https://w3id.org/legation/graph/> .
        graph:claims { claim:a a kg:Claim ; kg:tells :deed ; kg:tellsKind kg:Action ; kg:assertedBy :MEX ;
          kg:modality kg:happened ; kg:status kg:accepted ; kg:article :b ; kg:evidence :c ; kg:paraphrase "d" .
          :c kg:sentence "1.1" . }
        claim:a { :deed kg:actor :MEX ; kg:act kg:snubbed ; kg:target :ECU . }"""
    store.load(f"{told}\n{more}".encode(), format=ox.RdfFormat.TRIG)
    return [plain(row["measure"]) for row in asked(VIEWS["policies-against"], {"target": target}, store)]


# A word that the ontology does not have yet, and the mark that it would bring.
MARKED = {
    "": [],
    'graph:entities { kg:snubbed kg:bearing "against" }': ["deed"],
    'graph:entities { kg:snubbed kg:bearing "for" }': [],
    'graph:entities { kg:Action kg:bearing "against" }': ["deed"],
    'graph:entities { kg:Action kg:bearing "against" . kg:snubbed kg:bearing "neither" }': [],
    "graph:entities { :deed kg:stance kg:critical }": ["deed"],
    'graph:entities { kg:snubbed kg:bearing "for" . :deed kg:stance kg:critical }': [],
    "claim:a { :deed kg:stance kg:critical } graph:entities { :deed kg:stance kg:supportive }": ["deed"],
}


@pytest.mark.parametrize("marks", MARKED)
def test_a_new_kind_of_act_is_against_somebody_by_its_mark_alone(marks: str) -> None:
    assert len(MARKED) == 8
    assert against("ECU", marks) == MARKED[marks]
    assert against("MEX", marks) == []


def test_who_only_takes_part_in_a_tour_is_no_traveller() -> None:
    # the official of 002 has Tillerson engage with partners in the region
    rows = asked(VIEWS["tours"], {})
    assert {(plain(row["tour"]), plain(row["traveller"])) for row in rows} == {
        ("pompeo-tour-2019", "mike-pompeo"),
        ("rubio-tour-2025", "marco-rubio"),
        ("tillerson-tour-2018", "rex-tillerson"),
    }


def test_every_stop_of_a_tour_has_its_details_once_with_or_without_a_host() -> None:
    # Puerto Rico and Orlando of article 000 are on the traveller's own soil
    rows = asked(VIEWS["stop-details"], {})
    hosts = [(plain(row["stop"]), plain(row["host"])) for row in rows]
    assert len(hosts) == len(dict(hosts)) == 5 + 6 + 2
    own_soil = {stop for stop, host in hosts if not host}
    assert own_soil == {"pompeo-2019-puerto-rico", "pompeo-2019-orlando"}
    stops = {
        plain(row["stop"])
        for tour in ("tillerson-tour-2018", "pompeo-tour-2019", "rubio-tour-2025")
        for row in asked(VIEWS["stops"], {"tour": tour})
    }
    assert stops == set(dict(hosts))


def test_what_is_told_of_a_whole_tour_is_on_the_agenda_of_each_stop() -> None:
    # 002 names nothing for Peru alone, but says on what the talks of all five stops are to turn
    rows = asked(VIEWS["agenda-in-state"], {"host": "PER", "status": "anticipated"})
    assert [(plain(row["kind"]), plain(row["event"]), plain(row["issue"])) for row in rows] == [
        ("Tour", "tillerson-tour-2018", "china-influence"),
        ("Tour", "tillerson-tour-2018", "cuba-policy"),
        ("Tour", "tillerson-tour-2018", "venezuela-crisis"),
    ]
    rows = asked(VIEWS["agenda-in-state"], {"host": "MEX", "tour": "tillerson-tour-2018"})
    assert {plain(row["issue"]) for row in rows if plain(row["kind"]) == "Stop"} == {
        "illegal-immigration",
        "trade",
    }


def test_who_is_against_an_agreement_is_against_what_the_state_did_by_it() -> None:
    # the permission in the Galápagos is an agreement, and Ecuador's deed is to have granted it
    rows = asked(VIEWS["opposition-to-measures"], {"state": "ECU", "issue": "military-presence"})
    assert {(plain(row["opponent"]), plain(row["how"]), plain(row["target"])) for row in rows} == {
        ("correista-legislators", "criticises", "galapagos-airport-permission-2019"),
        ("ecuador-opposition", "criticises", "galapagos-airport-permission-2019"),
        ("marcela-cevallos", "concerned", "galapagos-airport-permission-2019"),
        ("marcela-cevallos", "critical", "galapagos-airport-permission-2019"),
    }


# 000 has Assange put out of Ecuador's embassy, which is in London; 002 names no place of the stop in Peru.
IN_PLACE = {
    "GBR": {"assange-avoids-extradition", "assange-eviction", "assange-stay-in-embassy"},
    "PER": {"tillerson-2018-peru"},
    "ECU": {
        *("rubio-2025-ecuador", "pompeo-2019-ecuador", "pompeo-moreno-guayaquil", "pompeo-on-moreno-2019"),
        "galapagos-airport-permission-granted-2019-06",
    },
}


def test_an_embassy_lies_in_the_region_of_its_host_alone() -> None:
    rows = asked(VIEWS["acts-by-place"], {"place": "latin-america"})
    events = {plain(row["event"]) for row in rows}
    assert "pompeo-bukele-san-salvador" in events and "pompeo-moreno-guayaquil" in events
    assert not events & IN_PLACE["GBR"]


@pytest.mark.parametrize("place", IN_PLACE)
def test_what_is_in_a_state_is_in_its_places_or_has_it_for_host(place: str) -> None:
    assert len(IN_PLACE) == 3
    rows = asked(VIEWS["acts-by-place"], {"place": place})
    assert {plain(row["event"]) for row in rows} == IN_PLACE[place]


def test_an_airport_that_an_agreement_is_about_stands_among_the_assets() -> None:
    rows = asked(VIEWS["assets"], {})
    found = {(plain(row["asset"]), plain(row["event"])) for row in rows if plain(row["type"]) == "airport"}
    assert found == {
        ("san-cristobal-airport", "galapagos-airport-permission-2019"),
        ("el-salvador-international-airport", "us-el-salvador-airport-lease"),
    }


def test_every_statement_that_is_told_has_a_stance() -> None:
    # but that Zarif left a report unmentioned adds nothing to the stance of what he said
    without = corpus().query("""PREFIX kg: <https://w3id.org/legation/ontology#> SELECT ?claim {
        GRAPH ?described { ?claim kg:tells ?statement ; kg:tellsKind kg:Statement }
        FILTER NOT EXISTS { GRAPH ?claim { ?statement kg:stance ?stance } } }""")
    assert isinstance(without, ox.QuerySolutions)
    assert [plain(row["claim"]) for row in without] == ["001/zarif-silent-on-report"]


def test_every_sum_of_money_stands_among_the_amounts() -> None:
    rows = asked(VIEWS["amounts"], {})
    found = {
        (plain(row["kind"]), plain(row["value"]), plain(row["per"]), plain(row["stage"])) for row in rows
    }
    assert found == {
        ("Commitment", "31000000", "", "committed"),
        ("Commitment", "100000000", "", "pledged"),
        ("Commitment", "2000000000", "year", "requested"),
        ("Reward", "7000000", "once", ""),
    }


# Names as answers write them can be given back.
WRITTEN = {
    ("visits", "host", "id:MEX"): ID + "MEX",
    ("visits", "host", "https://example.org/x"): "https://example.org/x",
    ("visits", "modality", "kg:planned"): KG + "planned",
    ("dates-stated", "article", "article:001"): ARTICLE + "001",
    ("claim-content", "claim", "claim:001\\/ebrard-talks"): CLAIM + "001/ebrard-talks",
}


@pytest.mark.parametrize(("view", "parameter", "value"), WRITTEN)
def test_a_name_can_be_given_as_answers_write_it(view: str, parameter: str, value: str) -> None:
    assert len(WRITTEN) == 5
    term = bindings(VIEWS[view], {parameter: value})[parameter]
    assert isinstance(term, ox.NamedNode)
    assert term.value == WRITTEN[view, parameter, value]


def test_a_place_or_an_airport_is_no_agent_of_its_state() -> None:
    rows = asked(VIEWS["agents-of-state"], {"state": "ECU"})
    assert {plain(row["agent"]) for row in rows if plain(row["kind"]) != "Person"} == {
        "correa-government", "moreno-government", "noboa-administration", "ecuadorian-gangs",
        "correista-legislators", "ecuador-opposition", "alianza-pais",
    }  # fmt: skip
    assert {plain(row["agent"]) for row in rows if plain(row["kind"]) == "Person"} == {
        "daniel-noboa", "lenin-moreno", "marcela-cevallos", "oswaldo-jarrin", "rafael-correa"
    }  # fmt: skip


def test_what_is_found_by_name_has_its_own_kind() -> None:
    rows = asked(VIEWS["things-named"], {"text": "guayaquil"})
    assert [(plain(row["thing"]), row["kind"].value.rpartition("#")[2]) for row in rows] == [
        ("guayaquil", "Place"),
        ("pompeo-moreno-guayaquil", "Meeting"),
        ("pompeo-on-moreno-2019", "Statement"),
    ]
