"""Communities, comparison, balance and networks of one's own, at the command line and as functions."""

from __future__ import annotations

import doctest
import json
import random

import networkx
import pytest

from kg.cli import main
from kg.problems import KgError
from kg.ties import correlation
from kg.ties.communities import communities
from kg.ties.correlation import kendall
from kg.ties.edgelist import network_of
from kg.ties.tables import shown


@pytest.fixture
def kg(monkeypatch, capsys):
    """Run the command in this process: exit code, standard output, standard error."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    return run


# -- communities ------------------------------------------------------------------------------------


def test_communities_by_hand():
    # two ties of equal strength: each 1/2 − (2/4)² = 1/4; a node alone adds nothing
    found = communities(network_of("a,b\nc,d\ne,e\n", "x").graph)
    assert [part.members for part in found.parts] == [("a", "b"), ("c", "d"), ("e",)]
    assert [part.modularity for part in found.parts] == [0.25, 0.25, 0.0]
    assert found.modularity == 0.5


def test_the_best_known_communities_of_the_karate_club():
    """Without weights, 0.419790 is the optimum (Brandes et al. 2008)."""
    plain = networkx.Graph()
    plain.add_edges_from((f"{a:02}", f"{b:02}") for a, b in networkx.karate_club_graph().edges)
    found = communities(plain)
    assert found.modularity == pytest.approx(0.419790, abs=5e-7)
    assert [part.size for part in found.parts] == [12, 11, 6, 5]


def test_the_parts_of_the_modularity_add_up_on_random_networks():
    seen = 0
    for seed in range(10):
        graph = networkx.gnm_random_graph(15, 20, seed=seed)
        named = networkx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})
        chance = random.Random(seed)
        for _, _, data in named.edges(data=True):
            data["strength"] = chance.choice([0.3, 1.0, 2.5])
        found = communities(named)
        sets = [set(part.members) for part in found.parts]
        expected = networkx.community.modularity(named, sets, weight="strength")
        assert found.modularity == pytest.approx(expected, abs=1e-12)
        seen += 1
    assert seen == 10


def test_a_network_without_ties_has_no_modularity():
    found = communities(network_of("a,a\nb,b\n", "x").graph)
    assert found.modularity is None and [part.members for part in found.parts] == [("a",), ("b",)]


def test_negative_weights_have_no_communities():
    with pytest.raises(KgError, match="not defined for negative weights"):
        communities(network_of("a,b,-1\n", "x").graph)


# -- rankings compared ------------------------------------------------------------------------------

TAU = {
    "same order": ({"a": 3, "b": 2, "c": 1}, {"a": 30, "b": 20, "c": 10}, 1.0),
    "opposite order": ({"a": 3, "b": 2, "c": 1}, {"a": 1, "b": 2, "c": 3}, -1.0),
    # C = 4, D = 1, one pair tied in the first: 3/√(6 × 5)
    "a pair tied in one": (
        {"a": 2, "b": 2, "c": 1, "d": 0},
        {"a": 4, "b": 3, "c": 1, "d": 2},
        3 / 30**0.5,
    ),
    "all tied": ({"a": 1, "b": 1}, {"a": 1, "b": 2}, None),
    "one alone": ({"a": 1}, {"a": 2}, None),
}


def test_there_are_five_cases_of_tau():
    assert len(TAU) == 5


@pytest.mark.parametrize("name", TAU)
def test_kendalls_tau(name):
    one, other, expected = TAU[name]
    assert kendall(one, other) == (None if expected is None else pytest.approx(expected, abs=1e-12))


def test_the_worked_example_of_tau():
    result = doctest.testmod(correlation)
    assert (result.failed, result.attempted) == (0, 2)


# -- the commands -----------------------------------------------------------------------------------

KEYS = [
    *("nodes", "edges", "positive", "negative", "triads", "balanced_share"),
    *("frustration_index", "frustration_exact", "frustration_bounds"),
]
TRIANGLE = "source,target,weight\na,b,1\nb,c,1\nc,a,-1\nc,c,4\n"


def test_the_balance_of_a_network_of_ones_own(kg, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(TRIANGLE, encoding="utf-8")
    code, out, err = kg("balance", "--network", path, "--format", "json")
    assert code == 0 and list(json.loads(out)) == KEYS
    assert json.loads(out) == {
        **{"nodes": 3, "edges": 3, "positive": 2, "negative": 1},
        **{"triads": {"+++": 0, "++-": 1, "+--": 0, "---": 0}, "balanced_share": 0.0},
        **{"frustration_index": 1, "frustration_exact": True, "frustration_bounds": [1, 1]},
    }
    assert "1 loop dropped" in err and "unbalanced ++-: a, b, c" in err
    assert kg("balance", "--network", path, "--show", "camps", "--format", "csv")[1].startswith(
        "id,camp\na,1\n"
    )
    assert "a,b,c,'++-,false" in kg("balance", "--network", path, "--show", "triads", "--format", "csv")[1]


def test_a_balance_without_triads_has_no_share(kg, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n", encoding="utf-8")
    assert json.loads(kg("balance", "--network", path, "--format", "json")[1])["balanced_share"] is None


# arguments after the file: (text of the file, exit code, what standard error says)
WRONG = {
    "rank --by betweenness": (TRIANGLE, 2, "betweenness is not defined for negative weights"),
    "balance --show communities": (TRIANGLE, 2, "not defined for negative weights"),
    "rank --by pn-index --during 2019": (TRIANGLE, 2, "--during is for ties from facts"),
    "rank --by degree": ("a,b,nan\n", 1, "x.csv:1:5: the weight 'nan' is no number"),
    "balance --graph y.ttl": (TRIANGLE, 2, "--graph is for ties from facts"),
}


def test_there_are_five_wrong_networks():
    assert len(WRONG) == 5


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_network_is_refused(kg, tmp_path, words):
    text, code, message = WRONG[words]
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    found = kg(*words.split(), "--network", path)
    assert (found[0], found[1]) == (code, "") and message in found[2]


def test_a_byte_that_is_no_utf8_is_counted_from_the_start_of_the_file(kg, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\n1,\xe9\n")
    assert "not UTF-8 at byte 9" in kg("balance", "--network", path)[2]
    code, _, err = kg("query", path)
    assert (code, err) == (2, f"kg: {path}: not UTF-8 at byte 9\n")


def test_a_file_without_end_is_read_to_the_limit_only(kg, tmp_path, monkeypatch):
    from kg.ties import edge_text

    monkeypatch.setattr(edge_text, "LIMIT_BYTES", 2_000_000)
    code, _, err = kg("balance", "--network", "/dev/zero")
    assert (code, err) == (2, "kg: /dev/zero: larger than 2 MB: no such network can be measured\n")


def test_a_network_that_is_not_there(kg, tmp_path):
    assert kg("balance", "--network", tmp_path / "none.csv")[0] == 3


def test_ranks_of_a_network_of_ones_own(kg, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("b,a\nb,c\nd,d\n", encoding="utf-8")
    rows = json.loads(kg("rank", "--by", "degree", "--raw", "--network", path, "--format", "json")[1])
    assert [(row["rank"], row["id"], row["value"]) for row in rows] == [
        *((1, "b", 2.0), (2, "a", 1.0), (2, "c", 1.0), (4, "d", 0.0)),
    ]
    left = json.loads(
        kg("rank", "--by", "degree", "--network", path, "--without", "b", "--format", "json")[1]
    )
    assert [row["id"] for row in left] == ["a", "c", "d"]


CHANGES = {"new", "gone", "stronger", "weaker", "turned", "unchanged", "not comparable"}


def test_the_three_tours_compared_like_for_like(kg):
    years = ("2018", "2019", "2025")
    code, out, err = kg(
        "compare", *years, "--basis", "announced", "--articles", "preview", "--format", "json"
    )
    rows = json.loads(out)
    assert code == 0 and len(rows) >= 5 and {row["change"] for row in rows} <= CHANGES - {"not comparable"}
    said = err.splitlines()
    assert [line.partition(":")[0] for line in said[:3]] == list(years)
    # the plan of trade talks of article 004 has no day; the conference of 000 is dated by the report of it alone
    assert said[3:] == ["in no period, for want of a date: events of MEX–USA, ARG–USA"]
    told = json.loads(kg("compare", *years, "--format", "json")[1])
    mexico = [row for row in told if (row["a"], row["b"]) == ("MEX", "USA")]
    assert [row["change"] for row in mexico] == ["not comparable", "not comparable"]
    assert mexico[0]["reason"] == "coverage: no article of 2018 from after its tour"


def test_what_has_no_date_and_so_no_period_is_said_beside_a_comparison(kg):
    # Mexico's pledge to El Salvador, told by the report 001, is of no stated day; Mexico left out, none is left
    announced = ("compare", "2018", "2019", "--basis", "announced")
    said = "in no period, for want of a date: events of MEX–SLV, MEX–USA"
    assert said in kg(*announced)[2].splitlines()
    assert said in kg(*announced, "--half-life", "100")[2].splitlines()
    assert "no period" not in kg(*announced, "--without", "MEX")[2]
    assert "no period" not in kg("compare", "2018", "2019")[2]


@pytest.mark.parametrize(
    "command", [("ties",), ("ties", "--measure", "log-count"), ("rank",), ("balance",)], ids=" ".join
)
def test_what_has_no_date_and_so_no_period_is_said_beside_every_table_of_a_period(kg, command):
    said = "in no period, for want of a date: events of MEX–SLV, MEX–USA"
    assert said in kg(*command, "--basis", "announced", "--during", "2019")[2].splitlines()
    assert "no period" not in kg(*command, "--basis", "announced")[2]
    assert "no period" not in kg(*command, "--during", "2019")[2]


# A command and the option of it that would change nothing.
IDLE = {
    ("rank", "--of", "state-issue"): ("--parts", "sum"),
    ("rank", "--of", "official-event"): ("--half-life", "9"),
    ("rank", "--of", "state-policy"): ("--scale", "goldstein"),
    ("ties", "--layer", "stance"): ("--scale", "goldstein"),
    ("stance",): ("--by", "state"),
    ("stance", "--show", "stances"): ("--normalise", "jaccard"),
}


@pytest.mark.parametrize("command", IDLE, ids=" ".join)
def test_an_option_that_changes_nothing_is_refused(kg, command):
    assert len(IDLE) == 6
    code, out, err = kg(*command, *IDLE[command])
    assert (code, out) == (2, "")
    assert f"{IDLE[command][0]} changes nothing in " in err
    assert kg(*command)[0] == 0


def test_a_scale_that_chooses_a_layer_of_two_kinds_of_nodes_is_taken(kg):
    friction = ("rank", "--of", "state-issue", "--layer", "friction", "--format", "json")
    assert kg(*friction, "--scale", "goldstein")[0] == 0


def test_events_counted_as_one_are_said_to_be(kg):
    said = "quad-classes: events that are part of one event count once"
    assert said in kg("ties", "--measure", "quad-classes")[2]
    assert said not in kg("ties", "--measure", "quad-classes", "--parts", "sum")[2]


def test_a_measure_of_signs_says_where_there_are_none(kg):
    assert "no tie has a sign" in kg("rank", "--of", "state-issue", "--by", "pn-index")[2]
    assert "no tie has a sign" not in kg("rank", "--by", "pn-index")[2]
    assert "no tie has a sign" not in kg("rank", "--of", "state-issue")[2]


@pytest.mark.parametrize(
    ("number", "text"),
    [(-1e-9, "0.0000"), (-0.0, "0.0000"), (-0.00006, "-0.0001"), (0.25, "0.2500")],
)
def test_nothing_has_no_sign(number, text):
    assert shown(number) == text


def test_comparing_needs_two_periods(kg):
    assert kg("compare", "2018")[0] == 2
    assert kg("compare", "2018", "someday")[0] == 2


def test_the_balance_of_the_shipped_ties(kg):
    found = json.loads(kg("balance", "--format", "json")[1])
    assert list(found) == KEYS and found["edges"] >= 10
    rows = json.loads(kg("balance", "--show", "ambivalent", "--format", "json")[1])
    assert ("MEX", "USA") in {(row["a"], row["b"]) for row in rows}
    assert all(row["ambivalence"] > 0 for row in rows)


def test_another_scale_says_how_far_the_rankings_agree(kg):
    code, _, err = kg("ties", "--scale", "goldstein")
    assert code == 0 and "Kendall's τ with the ranking on the plover scale: 0." in err


def test_acts_on_agreements_are_a_layer(kg):
    rows = json.loads(kg("ties", "--layer", "agreements", "--format", "json")[1])
    assert ("MEX", "USA") in {(row["a"], row["b"]) for row in rows}


OF = (
    "officials",
    "organisations",
    "state-issue",
    "official-event",
    "official-state",
    "state-agreement",
    "state-policy",
)


def test_seven_more_networks_can_be_ranked():
    assert len(OF) == 7


@pytest.mark.parametrize("of", OF)
def test_every_network_of_the_shipped_facts_has_ranks(kg, of):
    code, out, _ = kg("rank", "--of", of, "--by", "degree", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and len(rows) >= 4
    above = [sum(other["value"] > row["value"] for other in rows) for row in rows]
    assert [row["rank"] for row in rows] == [number + 1 for number in above]
    assert list(rows[0]) == [
        *("rank", "id", "label", "value", "low_rank", "high_rank", "rank_without_usa", "value_without_usa"),
    ]


def test_ties_between_officials_are_explained(kg):
    rows = json.loads(kg("ties", "--between", "officials", "--format", "json")[1])
    assert ("marcelo-ebrard", "mike-pompeo") in {(row["a"], row["b"]) for row in rows}
    for row in rows:
        found = json.loads(kg("explain", row["a"], row["b"], "--between", "officials", "--format", "json")[1])
        total = sum(one["contribution"] for one in found["contributions"])
        assert total == pytest.approx(row["p"] - row["n"], abs=1e-9)
    left = json.loads(kg("ties", "--between", "officials", "--without", "USA", "--format", "json")[1])
    assert left and all("mike-pompeo" not in (row["a"], row["b"]) for row in left)


STANCES = {
    "stance": "speaker",
    "stance --show subtract --by state": "a",
    "stance --show conflict --about issue --normalise jaccard": "a",
    "ties --layer stance": "a",
}


def test_four_tables_of_stances_are_tried():
    assert len(STANCES) == 4


@pytest.mark.parametrize("words", STANCES)
def test_stances_at_the_command_line(kg, words):
    code, out, _ = kg(*words.split(), "--format", "json")
    rows = json.loads(out)
    assert code == 0 and rows and next(iter(rows[0])) == STANCES[words]


def test_stances_between_officials_are_another_command(kg):
    code, out, err = kg("ties", "--layer", "stance", "--between", "officials")
    assert (code, out) == (2, "") and "kg stance has speakers" in err


def test_the_python_interface_measures_whole_networks():
    import kg

    graph = kg.open()
    assert {one.change for one in kg.compare(graph, "2018", "2019")} <= CHANGES
    assert kg.balance(graph, basis="announced").frustration.exact
    assert kg.stances(graph, period="2019")[0].stance in (-1, 0, 1)
    found = kg.rank(graph, by="degree", of="officials")
    assert found.ranks[0].id == "mike-pompeo" and found.ranks[0].rank_without_usa is None
    others = kg.rank(graph, by="degree", of="officials", without=["USA"])
    assert [rank.id for rank in others.ranks] == ["marcelo-ebrard", "nayib-bukele"]
    with pytest.raises(kg.KgError, match=r"there are states, officials, .*did you mean “officials”"):
        kg.rank(graph, of="offcials")


def test_the_command_line_offers_what_there_is():
    """The names stand twice, so that help need not load networks."""
    from kg.cli import measuring, methods
    from kg.ties import affiliations, measures, method, parties

    assert tuple(measures.MEASURES) == measuring.MEASURES
    assert tuple(affiliations.TWO_MODE) == methods.TWO_MODE
    assert (parties.PARTIES, method.CHOICES["layer"]) == (methods.PARTIES, methods.LAYERS)


def test_python_takes_states_by_any_of_their_names_and_names_what_it_does_not_know():
    import kg

    graph = kg.open()
    assert kg.explain(graph, "Mexico", "Estados Unidos", period="2019") == kg.explain(
        graph, "MEX", "USA", period="2019"
    )
    assert (
        kg.ties_of(graph, without=["United States"])
        == kg.ties_of(graph, without=["USA"])
        != kg.ties_of(graph)
    )
    assert kg.compare(graph, "2018", "2019", without=["Mexico"]) == kg.compare(
        graph, "2018", "2019", without=["MEX"]
    )
    unknown = (
        lambda: kg.explain(graph, "Mexiko", "USA"),
        lambda: kg.ties_of(graph, without=["Mexiko"]),
        lambda: kg.compare(graph, "2018", "2019", without=["Mexiko"]),
        lambda: kg.rank(graph, without=["Mexiko"]),
    )
    for call in unknown:
        with pytest.raises(kg.KgError, match="nothing is called “Mexiko”"):
            call()
