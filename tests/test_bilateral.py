"""The report on the shipped facts: every part there, every number led to its explanation, the same to the byte."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from itertools import combinations

import pytest
from links import broken_links

from kg.graph.dataset import open_dataset
from kg.pages.bilateral import read_report
from kg.pages.map import map_html
from kg.pages.mapping import read_map
from kg.pages.report import Link, report_files, write_report
from kg.ties.method import method
from kg.ties.observation import BASES

SECTIONS = [
    *("coverage", "ties", "announced", "ranks", "compare", "balance", "agreements", "policies"),
    *("stances", "issues", "disputed", "method", "citing"),
]


@pytest.fixture(scope="module")
def report():
    return read_report(open_dataset())


@pytest.fixture(scope="module")
def files(report):
    return report_files(report, map_html(read_map(open_dataset())))


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode())))


def section(report, name):
    return next(one for one in report.sections if one.id == name)


def test_coverage_comes_first_and_every_part_is_there(report, files):
    assert [one.id for one in report.sections] == SECTIONS
    pages = {"index.html", "report.md", "map.html"}
    tables = {
        f"{name}.{kind}" for name in ("ties", "ranks", "compare", "agreements") for kind in ("csv", "json")
    }
    assert (pages | tables) - set(files) == set()


def test_every_table_stands_as_csv_and_as_json_with_the_same_rows(report, files):
    names = [table.name for table in report.tables() if table.name]
    assert len(names) == len(set(names)) == 16
    for name in names:
        assert len(json.loads(files[f"{name}.json"])) == len(rows(files, name)), name


def test_every_number_leads_to_its_explanation(report, files, tmp_path):
    bare, numbers = [], 0
    for one in report.sections[:-2]:  # method and citation are themselves the explanation
        for table in one.tables:
            for row in table.rows:
                for column in table.columns:
                    value = row.get(column.key)
                    numbers += isinstance(value, Link) and isinstance(value.value, int | float)
                    if isinstance(value, int | float):
                        bare.append((one.id, table.title, column.key, value))
    assert bare == [] and numbers > 500
    assert broken_links(write_report(files, tmp_path / "report")) == []


def test_the_comparison_has_three_tables_with_their_articles_above(report):
    tables = section(report, "compare").tables
    assert [table.title.partition(":")[0] for table in tables] == [
        "Told as having happened",
        "Announced",
        "Like for like",
        "",
    ]
    for table in tables[:3]:
        covered = [words for words in table.words if words[:4] in ("2018", "2019", "2025")]
        assert [words[:4] for words in covered] == ["2018", "2019", "2025"]
        assert all("article" in words and "named publisher" in words for words in covered)


def test_communities_add_up_to_their_modularity(report, files):
    found = defaultdict(list)
    for row in rows(files, "communities"):
        found[row["basis"]].append(row)
    words = next(table for table in section(report, "balance").tables if table.name == "communities").words[0]
    assert set(found) == set(BASES)
    for basis, parts in found.items():
        strengths = {
            (row["a"], row["b"]): float(row["strength"])
            for row in rows(files, {"told": "ties"}.get(basis, basis))
        }
        whole, modularity = sum(strengths.values()), 0.0
        for part in parts:
            members = set(part["members"].split(", "))
            inside = sum(value for pair, value in strengths.items() if members.issuperset(pair))
            ends = sum(value * len(members.intersection(pair)) for pair, value in strengths.items())
            assert float(part["modularity"]) == pytest.approx(inside / whole - (ends / (2 * whole)) ** 2)
            assert len(members) == int(part["size"])
            modularity += float(part["modularity"])
        assert f"{basis} {modularity:.4f}" in words


def test_the_projections_follow_from_the_sides_listed(files):
    taken = [row for row in rows(files, "stances") if row["basis"] == "told"]
    expected = {}
    for by, who in (("speaker", "speaker"), ("state", "state")):
        for about in ("target", "issue"):
            sides = defaultdict(lambda: defaultdict(set))
            for row in taken:
                if row[who] and row[about] and row[who] != row[about]:
                    sides[row[who]][row[about]].add(int(row["stance"]))
            for a, b in combinations(sorted(sides), 2):
                gaps = [
                    abs(q - r) / 2
                    for on in sides[a]
                    if on in sides[b]
                    for q in sides[a][on]
                    for r in sides[b][on]
                ]
                if gaps:
                    conflict = sum(gaps)
                    agreement = len(gaps) - conflict
                    expected[by, about, a, b] = (agreement, conflict, agreement - conflict)
    assert len(expected) > 100
    assert {
        (row["by"], row["about"], row["a"], row["b"]): tuple(
            float(row[name]) for name in ("agreement", "conflict", "subtract")
        )
        for row in rows(files, "alignments")
    } == expected


def tau_b(one, other):
    """Kendall's τ-b by counting pairs."""
    score = ones = others = 0
    for a, b in combinations(sorted(one.keys() & other.keys()), 2):
        x, y = round(one[a] - one[b], 12), round(other[a] - other[b], 12)
        score += ((x > 0) - (x < 0)) * ((y > 0) - (y < 0))
        ones, others = ones + (x != 0), others + (y != 0)
    return score / (ones * others) ** 0.5


def test_another_scale_is_told_with_kendalls_tau(report):
    swapped = read_report(open_dataset(), method(scale="goldstein"))
    for name, basis in (("ties", "told"), ("announced", "announced")):
        strengths = [
            {
                (row["a"], row["b"]): row["strength"]
                for table in section(one, name).tables
                for row in table.data
            }
            for one in (report, swapped)
        ]
        assert len(strengths[0]) > 5, basis
        (words,) = [words for words in section(swapped, name).words if "Kendall" in words]
        assert words.endswith(f"{tau_b(*strengths):.4f}.")
        assert not [words for words in section(report, name).words if "Kendall" in words]
    assert "Goldstein (1992)" in section(swapped, "citing").words[0]


def test_the_range_of_a_tie_is_taken_apart_under_it(report):
    page = next(page for page in report.evidence if page.name == "explained.html")
    seen = 0
    for tie in section(report, "ties").tables[0].data:
        entry = next(one for one in page.entries if one.id == f"{tie['a']}-{tie['b']}-told")
        words = next(words for words in entry.words if words.startswith("Strength with one article left out"))
        values = [
            float(part.split(";")[0].split(" ")[1])
            for part in words.rstrip(".").split("without ")[1:]
            if part[0].isdigit()
        ]
        values += [tie["strength"]] if "any other" in words else []
        assert (min(values), max(values)) == pytest.approx((tie["low"], tie["high"]), abs=6e-5)
        seen += 1
    assert seen == 12


def test_the_report_is_the_same_to_the_byte_under_another_hash_seed(files, tmp_path):
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tehran", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-m", "kg", "report", "-o", str(tmp_path / "r")],
        env=env,
        check=True,
        capture_output=True,
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == files


def test_the_report_calls_events_and_days_as_a_reader_would(report, files):
    told = {row["pair"].value: row["aside"] for row in section(report, "ties").tables[0].rows}
    assert told["Iran – Venezuela"].startswith("10 parties assumed: Summit of the Non-Aligned Movement")
    assert told["Cuba – United States"] == "dated by publication: 1 of 1 event"
    assert "nam-summit-caracas-2019" in {row["note"].rpartition(": ")[2] for row in rows(files, "ties")}
    pages = b"".join(
        content for name, content in files.items() if name.endswith(("l", ".md")) and name != "map.html"
    )
    assert b"by 2019-06" in pages
    assert b">../20" not in pages


def test_choices_and_constants_are_words_and_no_keys(report):
    constants = section(report, "method").tables[0]
    said = [str(value) for row in constants.rows for value in row.values()]
    assert {"PLOVER", "level, head of state or government", "stance, open to it"} <= set(said)
    assert [one for one in said if re.search(r"[a-z]-[a-z]", one) and "half-life" not in one] == []
    heads = [column.heading for table in section(report, "stances").tables for column in table.columns]
    assert "Difference" in heads and "Subtract" not in heads
