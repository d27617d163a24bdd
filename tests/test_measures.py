"""Measures against published networks, networkx, and values worked by hand."""

from __future__ import annotations

import doctest
import importlib
import math
import random
import tomllib
from pathlib import Path

import networkx
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.problems import KgError
from kg.ties import equations, large
from kg.ties.measured import Measured
from kg.ties.measures import MEASURES, SIGNED, measure
from kg.ties.network import network
from kg.ties.ranking import order, ranking
from kg.ties.tie import Tie

MODULES = {"counts": 6, "paths": 3, "spectra": 4}


def test_three_modules_hold_measures():
    assert len(MODULES) == 3 and len(MEASURES) == 12


@pytest.mark.parametrize("name", MODULES)
def test_every_measure_shows_a_worked_example(name):
    result = doctest.testmod(importlib.import_module(f"kg.ties.{name}"))
    assert (result.failed, result.attempted) == (0, MODULES[name])


def test_every_measure_says_formula_direction_and_reference():
    for by, function in MEASURES.items():
        text = function.__doc__ or ""
        assert "(19" in text or "(20" in text or "see `positive_degree`" in text, by


# Padgett's Florentine families (marriages): the values as published
FLORENTINE = {
    "betweenness": 0.521978,
    "closeness": 0.56,
    "degree": 0.428571,
    "eigenvector": 0.430308,
    "pagerank": 0.145817,
}


def test_there_are_five_florentine_values():
    assert len(FLORENTINE) == 5


@pytest.mark.parametrize("by", FLORENTINE)
def test_the_medici_among_the_florentine_families(by):
    graph = networkx.florentine_families_graph()
    assert len(graph) == 15
    assert measure(graph, by).values["Medici"] == pytest.approx(FLORENTINE[by], abs=5e-7)
    assert ranking(graph, by).ranks[0].id == "Medici"


def karate():
    graph = networkx.karate_club_graph()
    plain = networkx.Graph()
    plain.add_nodes_from(str(node + 1) for node in graph)
    plain.add_edges_from((str(a + 1), str(b + 1)) for a, b in graph.edges)
    return plain


def test_zacharys_karate_club():
    values = measure(karate(), "betweenness", raw=True).values
    assert values["1"] == pytest.approx(231.0714, abs=5e-5)
    assert values["34"] == pytest.approx(160.5516, abs=5e-5)
    assert max(measure(karate(), "k-core").values.values()) == 4


# Table 5 of Everett and Borgatti (2014); the values are those that the R package signnet prints for it
TABLE_5 = """
0 1 0 1 0 0 0 -1 -1 0
1 0 1 -1 1 -1 -1 0 0 0
0 1 0 1 -1 0 0 0 -1 0
1 -1 1 0 1 -1 -1 0 0 0
0 1 -1 1 0 1 0 -1 0 -1
0 -1 0 -1 1 0 1 0 1 -1
0 -1 0 -1 0 1 0 1 -1 1
-1 0 0 0 -1 0 1 0 1 0
-1 0 -1 0 0 1 -1 1 0 1
0 0 0 0 -1 -1 1 0 1 0
"""
PUBLISHED_PN = (0.9009747, 0.8613482, 0.9076997, 0.8613482, 0.8410658)
PUBLISHED_PN += (0.8496558, 0.8617321, 0.9015909, 0.8509848, 0.9072930)


def test_the_pn_index_of_the_papers_network():
    matrix = [[int(cell) for cell in line.split()] for line in TABLE_5.split("\n") if line]
    graph = networkx.Graph()
    graph.add_nodes_from(range(10))
    for a in range(10):
        for b in range(a):
            if matrix[a][b]:
                graph.add_edge(a, b, sign=matrix[a][b])
    values = measure(graph, "pn-index").values
    assert [values[node] for node in range(10)] == pytest.approx(PUBLISHED_PN, abs=5e-8)
    assert set(measure(graph, "positive-degree", raw=True).values.values()) == {2.0, 3.0}


def test_the_pn_index_agrees_with_its_series_on_random_signed_networks():
    """Brute force: (I − B)^-1 1 is the sum of B^k 1, B = (P − 2N)/(2(n−1)), |B| < 1 for n > 2."""
    tried = 0
    for seed in range(20):
        graph = signed(seed, 9, 0.5)
        nodes = list(graph)
        b = numpy.array([[_pn(graph, x, y) for y in nodes] for x in nodes]) / (2 * (len(nodes) - 1))
        total, term = numpy.zeros(len(nodes)), numpy.ones(len(nodes))
        for _ in range(2000):
            total, term = total + term, b @ term
        values = measure(graph, "pn-index").values
        assert [values[node] for node in nodes] == pytest.approx(list(total), abs=1e-9)
        tried += 1
    assert tried == 20


def _pn(graph, x, y):
    if x == y or not graph.has_edge(x, y):
        return 0.0
    return 1.0 if graph[x][y]["strength"] > 0 else -2.0


def signed(seed, size, share):
    chance = random.Random(seed)
    graph = networkx.Graph()
    graph.add_nodes_from(f"n{number:02}" for number in range(size))
    nodes = list(graph)
    for a in range(size):
        for b in range(a):
            if chance.random() < share:
                graph.add_edge(nodes[a], nodes[b], strength=chance.choice([-1.0, 1.0]))
    return graph


def weighted(seed):
    chance = random.Random(seed)
    graph = networkx.gnp_random_graph(12, 0.2 + 0.02 * seed, seed=seed)
    named = networkx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})
    for _, _, data in named.edges(data=True):
        data["strength"] = chance.choice([0.25, 0.5, 1.0, 2.0, 1.7])
    return named


ORACLES = {
    "degree": lambda g: networkx.degree_centrality(g),
    "strength": lambda g: dict(g.degree(weight="strength")),
    "betweenness": lambda g: networkx.betweenness_centrality(far(g), weight="d"),
    "closeness": lambda g: networkx.closeness_centrality(far(g), distance="d"),
    "harmonic": lambda g: networkx.harmonic_centrality(far(g), distance="d"),
    "pagerank": lambda g: networkx.pagerank(g, weight="strength", tol=1e-15, max_iter=9999),
    "katz": lambda g: networkx.katz_centrality_numpy(g, weight="strength"),
    "k-core": lambda g: networkx.core_number(g),
}


def far(graph):
    """Distances as exact multiples, in which networkx itself finds equal paths equal."""
    copy = graph.copy()
    for _, _, data in copy.edges(data=True):
        data["d"] = 1 / data["strength"]
    return copy


def test_there_are_eight_measures_with_an_oracle():
    assert len(ORACLES) == 8


@pytest.mark.parametrize("by", ORACLES)
def test_measure_agrees_with_networkx_on_random_networks(by):
    seen = disconnected = 0
    for seed in range(12):
        graph = weighted(seed)
        disconnected += not networkx.is_connected(graph)
        expected = ORACLES[by](graph)
        values = measure(graph, by).values
        assert list(values) == list(graph)
        for node in graph:
            assert values[node] == pytest.approx(expected[node], abs=1e-9), (seed, node)
        seen += 1
    assert seen == 12 and disconnected >= 1


def test_eigenvector_agrees_with_power_iteration():
    seen = 0
    for seed in range(12):
        graph = weighted(seed)
        got = measure(graph, "eigenvector").values
        expected = networkx.eigenvector_centrality(graph, weight="strength", max_iter=100000, tol=1e-14)
        for node in graph:
            assert got[node] == pytest.approx(expected[node], abs=1e-7)
        seen += 1
    assert seen == 12


def test_equal_paths_of_unequal_rounding_are_both_counted():
    """a–x–y–b is 0.2 + 0.2 + 0.2 long and a–b 0.6: in floating point the way round is longer."""
    fifths = [("a", "x"), ("x", "y"), ("y", "b")]
    graph = pair(*((a, b, 5.0) for a, b in fifths), ("a", "b", 1 / 0.6))
    assert 0.2 + 0.2 + 0.2 > 0.6
    # x lies on half the ways of a and b and on the way of a and y; of three pairs of others
    assert measure(graph, "betweenness").values["x"] == pytest.approx((0.5 + 1) / 3, abs=1e-12)
    assert networkx.betweenness_centrality(far(graph), weight="d")["x"] == pytest.approx(1 / 3, abs=1e-12)


RAW = {
    "degree": {"a": 1.0, "b": 2.0, "c": 1.0},
    "betweenness": {"a": 0.0, "b": 1.0, "c": 0.0},
    "closeness": {"a": 1 / 3, "b": 1 / 2, "c": 1 / 3},
    "katz": {"a": 1.1 / 0.98, "b": 1.2 / 0.98, "c": 1.1 / 0.98},
}


def test_there_are_four_raw_values():
    assert len(RAW) == 4


@pytest.mark.parametrize("by", RAW)
def test_raw_values_on_a_path_of_three(by):
    """a–b–c; Katz: a = 1 + b/10, b = 1 + (a + c)/10, so b = 1.2/0.98."""
    got = measure(networkx.path_graph(["a", "b", "c"]), by, raw=True).values
    assert got == pytest.approx(RAW[by], abs=1e-12)


def pair(*edges):
    graph = networkx.Graph()
    for a, b, strength in edges:
        graph.add_edge(a, b, strength=strength)
    return graph


def test_eigenvector_says_when_two_parts_share_the_largest_eigenvalue():
    result = measure(pair(("a", "b", 1.0), ("c", "d", 1.0)), "eigenvector")
    assert set(result.values.values()) == {None} and "two separate parts" in (result.note or "")


def test_eigenvector_of_the_stronger_part():
    result = measure(pair(("a", "b", 1.0), ("c", "d", 2.0)), "eigenvector")
    half = math.sqrt(0.5)
    assert result.values == pytest.approx({"a": 0.0, "b": 0.0, "c": half, "d": half})
    assert "around c" in (result.note or "")


def test_katz_says_when_it_takes_a_smaller_alpha():
    result = measure(pair(("a", "b", 20.0)), "katz", raw=True)
    # λ = 20, α = 0.9/20: x = 1/(1 − 0.9)
    assert result.values == pytest.approx({"a": 10.0, "b": 10.0})
    assert result.note == "α is 0.045: 0.1 is too large for these strengths"


def test_the_pn_index_of_two_enemies_is_not_determined():
    assert measure(pair(("a", "b", -1.0)), "pn-index").values == {"a": None, "b": None}


UNSIGNED = [by for by in MEASURES if by not in SIGNED]


def test_seven_measures_refuse_negative_weights():
    assert len(UNSIGNED) == 7


@pytest.mark.parametrize("by", UNSIGNED)
def test_a_negative_weight_is_refused(by):
    with pytest.raises(KgError, match="not defined for negative weights") as caught:
        measure(pair(("a", "b", -1.0)), by)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("by", MEASURES)
def test_no_measure_gives_nan_on_small_networks(by):
    empty = networkx.Graph()
    one = networkx.Graph()
    one.add_node("a")
    for graph in (empty, one, pair(("a", "b", 1.0))):
        values = measure(graph, by).values
        assert set(values) == set(graph)
        assert all(value is None or math.isfinite(value) for value in values.values())


def test_an_unknown_measure_is_named():
    with pytest.raises(KgError, match="did you mean “betweenness”"):
        measure(networkx.path_graph(["a", "b"]), "betweeness")


# -- the second engine ------------------------------------------------------------------------------

SECOND = ("betweenness", "closeness", "harmonic", "k-core", "eigenvector", "katz", "pn-index")


def test_there_are_seven_measures_with_a_second_way():
    assert len(SECOND) == 7


@pytest.mark.parametrize("by", SECOND)
def test_large_networks_are_measured_to_the_same_values(by, monkeypatch):
    """igraph and sparse equations against networkx and full matrices, on random and on broken networks."""
    seen = disconnected = 0
    for seed in range(8):
        graph = weighted(seed) if by != "pn-index" else signed(seed, 12, 0.3)
        disconnected += not networkx.is_connected(graph)
        for raw in (False, True):
            small = measure(graph, by, raw=raw)
            with monkeypatch.context() as patched:
                patched.setattr(large, "LARGE", 0)
                patched.setattr(equations, "DENSE", 3)
                other = measure(graph, by, raw=raw)
            assert list(other.values) == list(graph) and other.note == small.note
            assert other.values == pytest.approx(small.values, abs=1e-9), (seed, raw)
            seen += 1
    assert seen == 16 and disconnected >= 1


def test_the_engine_is_chosen_by_size(monkeypatch):
    asked = []
    monkeypatch.setattr(
        large, "k_core", lambda nodes, edges: asked.append(len(nodes)) or dict.fromkeys(nodes, 0.0)
    )
    measure(networkx.relabel_nodes(networkx.gnm_random_graph(245, 244, seed=1), str), "k-core")
    measure(networkx.relabel_nodes(networkx.gnm_random_graph(246, 245, seed=1), str), "k-core")
    assert asked == [246] and large.LARGE == 60_000


def test_without_the_extra_networkx_measures_large_networks_and_a_word_says_so(monkeypatch):
    graph, engine = weighted(1), large.betweenness
    monkeypatch.setattr(large, "LARGE", 0)
    monkeypatch.setattr(large, "SLOW", 0)
    with_igraph = ranking(graph, "betweenness")
    monkeypatch.setattr(large, "betweenness", lambda *given: pytest.fail("igraph is not installed"))
    monkeypatch.setattr(large, "installed", lambda: False)
    without = ranking(graph, "betweenness")
    assert without.ranks == with_igraph.ranks and with_igraph.notes == ()
    assert len(without.notes) == 1 and "legation[large]" in without.notes[0]
    assert ranking(graph, "degree").notes == () and engine is not large.betweenness


def test_what_every_user_installs_holds_no_gpl():
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    needed, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    assert len(needed) > 8 and not [name for name in needed if name.startswith("igraph")]
    assert extras["large"][0] in extras["dev"]


def test_the_command_line_names_every_measure():
    from kg.cli.methods import MEASURES as named

    assert named == tuple(MEASURES) and len(named) == 12


# -- network and ranks ------------------------------------------------------------------------------


def tie(a, b, strength, sign="+"):
    return Tie(
        *(a, b, "told", strength, 0.5, 0.0, sign),
        *(1.0, 0.0, 1.0, 0.0, 0.0, 0.0),
        *(1, 1, 1, 1, None, None, None, None, None),
    )


def test_the_network_of_ties():
    graph = network([tie("MEX", "USA", 0.5), tie("ARG", "USA", 0.0), tie("USA", "VEN", 2.0, "-")])
    assert list(graph) == ["ARG", "MEX", "USA", "VEN"]
    assert list(graph.edges) == [("MEX", "USA"), ("USA", "VEN")]
    assert graph["USA"]["VEN"]["distance"] == 0.5
    assert [data["sign"] for _, _, data in graph.edges(data=True)] == [1, -1]


def test_equal_values_have_one_rank_and_stand_by_name():
    graph = network([tie("MEX", "USA", 1.0), tie("ARG", "USA", 1.0)], labels={"MEX": "Aztlan"})
    assert [row.id for row in ranking(graph, "degree").ranks] == ["USA", "ARG", "MEX"]
    assert order(graph, measure(graph, "degree")) == {"USA": 1, "ARG": 2, "MEX": 2}
    named = network([tie("MEX", "USA", 1.0), tie("ARG", "USA", 1.0)], labels={"MEX": "Aa", "ARG": "Bb"})
    assert [row.id for row in ranking(named, "degree").ranks] == ["USA", "MEX", "ARG"]


@given(st.lists(st.sampled_from([0.0, 0.1, 0.30000000000000004, 0.3, 2.0]), min_size=1))
def test_ranks_are_those_of_the_standard_competition(values: list[float]) -> None:
    from scipy.stats import rankdata

    graph = networkx.Graph()
    graph.add_nodes_from(f"s{number}" for number in range(len(values)))
    found = order(graph, Measured(dict(zip(graph, values, strict=True))))
    due = rankdata([-round(value, 12) for value in values], method="min")
    assert [found[node] for node in graph] == list(due)


def test_ranks_without_the_united_states():
    graph = network([tie("MEX", "USA", 2.0), tie("ARG", "USA", 1.0), tie("ARG", "BRA", 0.5)])
    rows = {row.id: row for row in ranking(graph, "strength").ranks}
    assert [row.id for row in ranking(graph, "strength").ranks] == ["USA", "MEX", "ARG", "BRA"]
    assert (rows["USA"].rank_without_usa, rows["USA"].value_without_usa) == (None, None)
    # without the US only ARG–BRA is left, and ARG stands before BRA by name
    assert (rows["ARG"].rank_without_usa, rows["ARG"].value_without_usa) == (1, 0.5)
    assert (rows["MEX"].rank_without_usa, rows["MEX"].value_without_usa) == (3, 0.0)
