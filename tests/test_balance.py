"""Triads, frustration and edge lists, against brute force and a published signed network."""

from __future__ import annotations

import gzip
import json
import random
from itertools import combinations
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.problems import KgError, ProblemsFound
from kg.ties.balance import balance, balance_json
from kg.ties.edgelist import network_of, read_network
from kg.ties.frustration import frustration, improved
from kg.ties.measures import measure
from kg.ties.network import network
from kg.ties.programme import circle_bound
from kg.ties.tie import Tie
from kg.ties.triads import triad_counts, triads

CASES = Path(__file__).parent / "cases" / "ties"


def signed(seed, nodes, edges, hostile=0.5):
    chance = random.Random(seed)
    plain = networkx.gnm_random_graph(nodes, edges, seed=seed)
    graph = networkx.relabel_nodes(plain, {node: f"n{node:03}" for node in plain})
    for _, _, data in graph.edges(data=True):
        data["strength"] = -1.0 if chance.random() < hostile else 1.0
    return graph


def least_frustration(graph):
    """Brute force: every pair of camps."""
    nodes = list(graph)
    edges = [(nodes.index(a), nodes.index(b), data["strength"] > 0) for a, b, data in graph.edges(data=True)]
    best = len(edges)
    for camps in range(2 ** max(len(nodes) - 1, 0)):
        best = min(best, sum((camps >> a & 1 == camps >> b & 1) != friends for a, b, friends in edges))
    return best


def test_frustration_agrees_with_brute_force():
    tried = 0
    for seed in range(24):
        nodes = 6 + seed % 9
        graph = signed(seed, nodes, min(nodes * (nodes - 1) // 2, 2 * nodes + seed % 7))
        found = frustration(graph)
        assert found.exact and found.index == least_frustration(graph), seed
        tried += 1
    assert tried == 24 and nodes <= 14


def test_the_camps_reach_the_index():
    graph = signed(3, 30, 90, 0.4)
    found = frustration(graph)
    side = {node: number for number, camp in enumerate(found.camps) for node in camp}
    broken = sum((side[a] == side[b]) != (d["strength"] > 0) for a, b, d in graph.edges(data=True))
    assert sorted(side) == sorted(graph) and broken == found.upper == found.lower


def test_triads_agree_with_brute_force():
    tried = 0
    for seed in range(10):
        graph = signed(seed, 14, 50)
        expected = dict.fromkeys(("+++", "++-", "+--", "---"), 0)
        for trio in combinations(sorted(graph), 3):
            if all(graph.has_edge(a, b) for a, b in combinations(trio, 2)):
                plus = sum(graph[a][b]["strength"] > 0 for a, b in combinations(trio, 2))
                expected["+" * plus + "-" * (3 - plus)] += 1
        assert triad_counts(graph) == expected
        tried += 1
    assert tried == 10


def test_a_triad_names_its_parties():
    graph = network_of("c,a,1\nb,a,-1\nb,c,1\n", "x").graph
    (triad,) = triads(graph)
    assert (triad.parties, triad.kind, triad.balanced) == (("a", "b", "c"), "++-", False)


def test_the_highland_tribes_as_published():
    """Read (1954): 16 tribes, 58 ties; 59 of 68 triads balanced; frustration 7 (Aref and Wilson 2018)."""
    found = balance_json(balance(read_network(CASES / "highland-tribes.csv").graph))
    assert found == {
        "nodes": 16,
        "edges": 58,
        "positive": 29,
        "negative": 29,
        "triads": {"+++": 19, "++-": 2, "+--": 40, "---": 7},
        "balanced_share": 59 / 68,
        "frustration_index": 7,
        "frustration_exact": True,
        "frustration_bounds": [7, 7],
    }
    assert json.loads(json.dumps(found)) == found


def test_the_slovene_parties_as_published():
    """Kropivnik and Mrvar (1996): ten parties of 1994, two camps with two ties against them (also by brute force)."""
    found = balance(read_network(CASES / "slovene-parties.csv").graph)
    assert (found.positive, found.negative) == (18, 27)
    assert dict(found.triads) == {"+++": 15, "++-": 4, "+--": 91, "---": 10}
    assert found.frustration.index == 2
    assert found.frustration.camps == (
        ("DS", "LDS", "SNS", "ZLSD", "ZS-ESS"),
        ("SDSS", "SKD", "SLS", "SPS-SNS", "ZS"),
    )


HAND = {
    # nobody, one tie, a square of one enemy, two triangles that share a node and are both unbalanced
    "empty": ("", 0, None),
    "one enemy": ("a,b,-1\n", 0, None),
    "square with one enemy": ("a,b,-1\nb,c,1\nc,d,1\nd,a,1\n", 1, None),
    "two bad triangles": ("a,b,-1\nb,c,1\nc,a,1\na,d,-1\nd,e,1\ne,a,1\n", 2, 0.0),
    "three enemies": ("a,b,-1\nb,c,-1\nc,a,-1\n", 1, 0.0),
    "the enemy of my enemy": ("a,b,-1\nb,c,-1\nc,a,1\n", 0, 1.0),
}


def test_there_are_six_networks_by_hand():
    assert len(HAND) == 6


@pytest.mark.parametrize("name", HAND)
def test_balance_by_hand(name):
    text, index, share = HAND[name]
    found = balance(network_of(text, name).graph)
    assert (found.frustration.index, found.balanced_share) == (index, share)


def improved_plainly(edges, camp):
    """Change sides one by one, looking at all parties each time."""
    camp = dict(camp)
    while True:
        gain = dict.fromkeys(camp, 0)
        for a, b, sign in edges:
            for end in (a, b):
                gain[end] += 1 if (camp[a] == camp[b]) != (sign > 0) else -1
        best = min(gain, key=lambda node: (-gain[node], node))
        if gain[best] <= 0:
            return camp
        camp[best] = 1 - camp[best]


def test_camps_are_improved_as_by_looking_at_all_parties_each_time():
    changed = 0
    for seed in range(30):
        chance = random.Random(seed)
        pairs = combinations([f"n{number:02}" for number in range(12)], 2)
        edges = [(a, b, chance.choice((1, -1))) for a, b in pairs if chance.random() < 0.5]
        start = {f"n{number:02}": chance.choice((0, 1)) for number in range(12)}
        assert improved(edges, start) == improved_plainly(edges, start)
        changed += improved(edges, start) != start
    assert changed > 20


def test_a_large_disordered_network_has_honest_bounds():
    graph = signed(5, 60, 600)
    found = frustration(graph)
    assert 0 < found.lower <= found.upper < 300
    assert found.index == (found.upper if found.lower == found.upper else None)


def test_circle_inequalities_reach_a_square_that_has_no_triads():
    # a square with one enemy: no triad, and yet one tie must go
    bound, cuts = circle_bound([(0, 1, -1), (1, 2, 1), (2, 3, 1), (0, 3, 1)], 4, 4)
    assert bound == pytest.approx(1.0, abs=1e-6) and len(cuts) >= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 9), st.integers(0, 14))
def test_law_switching_a_party_changes_neither_triads_nor_frustration(seed, nodes, edges):
    """Turning all ties of one node keeps every circle's product (Zaslavsky 1982)."""
    graph = signed(seed, nodes, min(edges, nodes * (nodes - 1) // 2))
    turned = graph.copy()
    for other in list(turned["n000"]):
        turned["n000"][other]["strength"] *= -1
    assert frustration(turned).index == frustration(graph).index
    assert balance(turned).balanced_share == balance(graph).balanced_share


def test_ties_without_a_sign_make_no_triads_and_are_named():
    def tie(a, b, sign):
        rest = (1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1, 1, 1, 1, None, None, None, None, None)
        return Tie(a, b, "told", 1.0, 0.5, 0.0, sign, *rest)

    found = balance(network([tie("A", "B", "+"), tie("A", "C", "-"), tie("B", "C", "mixed")]))
    assert (found.edges, found.positive, found.negative, found.balanced_share) == (3, 1, 1, None)
    assert found.unsigned == (("B", "C"),)


# -- edge lists -------------------------------------------------------------------------------------

REPEATED = "1 pair stands more than once: the weights are added up, whichever way they point"
LISTS = {
    "with a head": ("source,target,weight\na,b,2\n", [("a", "b", 2.0)], ()),
    "without a head": ("a,b,2\n", [("a", "b", 2.0)], ()),
    "without weights": ("Source,Target\na,b\n", [("a", "b", 1.0)], ()),
    "an empty weight": ("a,b,\n", [("a", "b", 1.0)], ()),
    "repeats in both directions": ("a,b,1\nb,a,2.5\n", [("a", "b", 3.5)], (REPEATED,)),
    "a loop": ("a,a,1\na,b,-1\n", [("a", "b", -1.0)], ("1 loop dropped",)),
    "cancelled": ("a,b,1\na,b,-1\nb,c,1\n", [("b", "c", 1.0)], (REPEATED, "1 edge with weight 0 dropped")),
    "byte order mark, CRLF and quotes": ('\ufeffa,"b, c",-.5e1\r\n\r\n', [("a", "b, c", -5.0)], ()),
    "nothing": ("", [], ("there are no edges",)),
    "a head alone": ("source,target,weight\n", [], ("there are no edges",)),
    "one name in two ways of writing": (
        "E\u0301ire,b,1\n\u00c9ire,b,1\n",
        [("b", "\u00c9ire", 2.0)],
        (REPEATED,),
    ),
    "a sign that is no weight": (
        "source,target,sign\na,b,-1\n",
        [("a", "b", 1.0)],
        ("no column weight: every edge counts 1; not read: sign",),
    ),
    "columns by name": ("Weight,type,target,source\n2,x,b,a\n", [("a", "b", 2.0)], ()),
    "a head without weight among others": (
        "target,kind,source\nb,x,a\n",
        [("a", "b", 1.0)],
        ("no column weight: every edge counts 1; not read: kind",),
    ),
    "lines that end in CR alone": ("a,b,1\rb,c,-1\r", [("a", "b", 1.0), ("b", "c", -1.0)], ()),
    "sums as they are written": (
        "a,b,0.1\na,b,.2\nb,a,-0.3\n",
        [],
        (REPEATED, "1 edge with weight 0 dropped"),
    ),
    "semicolons under a head": ("Source;Target;Weight\na;b;-2\n", [("a", "b", -2.0)], ()),
    "tabs under a head": ('"source"\t"target"\na\tb, c\n', [("a", "b, c", 1.0)], ()),
    "a semicolon in a name, in quotes": ('"a;b",c,2\n', [("a;b", "c", 2.0)], ()),
    "names that begin as other forms do": (
        "<b>,[a],1\n{c},*,2\n",
        [("*", "{c}", 2.0), ("<b>", "[a]", 1.0)],
        (),
    ),
}


def test_there_are_twenty_edge_lists():
    assert len(LISTS) == 20


@pytest.mark.parametrize("name", LISTS)
def test_edge_list(name, tmp_path):
    text, edges, words = LISTS[name]
    path = tmp_path / "edges.csv"
    path.write_bytes(text.encode())
    found = read_network(path)
    assert [(a, b, w) for a, b, w in found.graph.edges.data("strength")] == edges
    assert found.words == words


CSV = ", and no list of edges: save it as CSV with the columns source,target,weight"
BAD = {
    "after blanks and a quoted name": ('"a", b ,x\n', "x.csv:1:9: the weight 'x' is no number"),
    "a comma in quotes before": ('"a,b",c,x\n', "x.csv:1:1: the weight 'x' is no number"),
    "after tabs": ("source\ttarget\tweight\na\tb\tx\n", "x.csv:2:5: the weight 'x' is no number"),
    "one value": ("a\n", "x.csv:1:1: an edge has source, target and weight, here is 1 value"),
    "four values": ("a,b,1,2\n", "x.csv:1:1: an edge has source, target and weight, here are 4 values"),
    "no target": ("a,b\na,,1\n", "x.csv:2:3: an edge needs a source and a target"),
    "a word for a weight": ("a,b\na,b,much\n", "x.csv:2:5: the weight 'much' is no number"),
    "nan": ("a,b\na,b,nan\n", "x.csv:2:5: the weight 'nan' is no number"),
    "Arabic digits": ("a,b\na,b,٣\n", "x.csv:2:5: the weight '٣' is no number"),
    "a comma in a number": (
        'a,b\na,b,"1,5"\n',
        "x.csv:2:1: the weight '1,5' is no number (did you mean “1.5”?)",
    ),
    "a head of other names": (
        "from,to,weight\na,b,1\n",
        "x.csv:1:1: the first line (from, to, weight) is no edge and names no source, target and weight",
    ),
    "two words for the ends, and no weight": (
        "Node1,Node2\na,b\n",
        "x.csv:1:1: the first line (Node1, Node2) is no edge and names no source, target and weight",
    ),
    "a thousand or a decimal": ('a,b\na,b,"1,000"\n', "x.csv:2:1: the weight '1,000' is no number"),
    "a minus sign of typesetters": (
        "a,b\na,b,\u22123\n",
        "x.csv:2:5: the weight '\u22123' is no number (did you mean “-3”?)",
    ),
    "semicolons": (
        "a;b;1\n",
        "x.csv:1:1: the values are separated by ';': write commas, as in source,target,weight, "
        "or a head that names them",
    ),
    "semicolons, and decimal commas that part nothing": (
        "a;b;1,5\nb;c;2,5\n",
        "x.csv:1:1: the values are separated by ';': write commas, as in source,target,weight, "
        "or a head that names them",
    ),
    "tabs": (
        "a\tb\t1\n",
        "x.csv:1:1: the values are separated by '\\t': write commas, as in source,target,weight, "
        "or a head that names them",
    ),
    "spaces": (
        "a b 1\n",
        "x.csv:1:1: the values are separated by ' ': write commas, as in source,target,weight",
    ),
    "a Spanish head": (
        "origen,destino\na,b\n",
        "x.csv:1:1: the first line (origen, destino) is no edge and names no source, target and weight",
    ),
    "a word to a spreadsheet": (
        "sep=;\na;b\n",
        "x.csv:1:1: “sep=;” is a word to one spreadsheet and no head: remove the line",
    ),
    "GraphML": (
        '<?xml version="1.0"?>\n<graphml/>\n',
        f"x.csv:1:1: this is an XML file, such as GraphML or GEXF{CSV}",
    ),
    "JSON": ('{"nodes": []}\n', f"x.csv:1:1: this is a JSON file{CSV}"),
    "Pajek": ("*Vertices 2\n1 a\n", f"x.csv:1:1: this is a Pajek file{CSV}"),
    "GML": ("graph [\n  node [\n", f"x.csv:1:1: this is a GML file{CSV}"),
    "UCINET": ("dl n=2 format=edgelist1\n", f"x.csv:1:1: this is a UCINET file{CSV}"),
    "a name that looks like another": (
        "a,b\na\u200b,c\n",
        "x.csv:2:1: the name “a\ufffd”: U+200B ZERO WIDTH SPACE cannot be seen: remove it",
    ),
    "too large": ("a,b,1e999\n", "x.csv:1:5: the weight 1e999 is too large"),
    "too near 0": ("a,b,1e-300\n", "x.csv:1:5: the weight 1e-300 is too near 0"),
    "a quote left open": ('c,d\na,"b\ne,f\n', "x.csv:2:1: no CSV: unexpected end of data"),
    "a quote closed too early": ('"a"x,b\n', "x.csv:1:1: no CSV: ',' expected after '\"'"),
    "quotes that merge two lines": (
        '"a,b\nc",d\n',
        "x.csv:1:1: the name 'a,b\\nc' holds a line break",
    ),
    "NUL": ("a,b\na\0b,c\n", "x.csv:2:1: the name “a\ufffdb”: U+0000 is a control character: remove it"),
    "a head that doubles": (
        "source,target,weight,Weight\na,b,1,1\n",
        "x.csv:1:1: the head names weight twice",
    ),
    "a head without target": ("source,weight\na,1\n", "x.csv:1:1: the head names no target"),
    "more cells than the head": (
        "source,target\na,b,3\n",
        "x.csv:2:1: the head has 2 columns, here are 3 values",
    ),
}


def test_every_bad_edge_list_is_tried():
    assert len(BAD) == 35


@pytest.mark.parametrize("name", BAD)
def test_bad_edge_list(name):
    text, message = BAD[name]
    with pytest.raises(ProblemsFound) as caught:
        network_of(text, "x.csv")
    assert [str(problem) for problem in caught.value.problems] == [message]


def test_a_file_that_is_no_text_or_not_there(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"a,b\xff,1\n")
    with pytest.raises(KgError, match="not UTF-8 at byte 3"):
        read_network(bad)
    bad.write_bytes(gzip.compress(b"a,b,1\n"))
    with pytest.raises(KgError, match="packed with gzip: unpack it first"):
        read_network(bad)
    bad.write_bytes(b"PK\x03\x04\xff")
    with pytest.raises(KgError, match="an archive or a workbook"):
        read_network(bad)
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        bad.write_bytes("a,b,1\n".encode(encoding))
        with pytest.raises(KgError, match="in UTF-16 or UTF-32: save it as UTF-8"):
            read_network(bad)
    with pytest.raises(KgError, match="cannot be read") as caught:
        read_network(tmp_path / "none.csv")
    assert caught.value.exit_code == 3


def test_signed_measures_read_the_sign_of_a_weight():
    graph = network_of("a,b,2\nb,c,-1\n", "x").graph
    assert measure(graph, "positive-degree", raw=True).values == {"a": 1.0, "b": 1.0, "c": 0.0}
    assert measure(graph, "negative-degree", raw=True).values == {"a": 0.0, "b": 1.0, "c": 1.0}
