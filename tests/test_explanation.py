"""The explanation of a tie: exact sums, what is within what, what is left out; and the tables' formats."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.problems import KgError
from kg.ties.coverage import cautions, coverage
from kg.ties.explanation import explain, explanation_json
from kg.ties.method import method
from kg.ties.observation import ClaimRef, Observation
from kg.ties.ranking import rank
from kg.ties.scales import Scale, read_scale
from kg.ties.tables import columns_of, explanation_text, rows_of, table_text
from kg.ties.tie import Tie, ties

SCORES = {
    "CONSULT:Visit": 4.0,
    "SUPPORT": 5.0,
    "AID": 10.0,
    "SANCTION": -6.0,
    "THREATEN": -3.5,
    "REQUEST": 0.0,
}
SCALE = Scale("test", SCORES, {})
DAY = date(2019, 7, 21)


def claim(name, article, modality="happened", **more):
    return ClaimRef(name, article, modality, paragraph=("8.2",), paragraph_hashes=(article,), **more)


def event(name, code, *claims, group=None, **more):
    values = {"actors": ("USA",), "recipients": ("MEX",), "earliest": DAY, "latest": DAY, "dated": str(DAY)}
    return Observation(
        name,
        f"The {name}",
        "Action",
        code,
        group=group,
        claims=claims,
        **{"accepted": True, **values, **more},
    )


TOLD = event("aid", "AID", claim("001/aid", "001"), claim("003/aid", "003", publisher="OAN"))
WITHIN = event("praise", "SUPPORT", claim("001/praise", "001"), group="aid")
NOTHING = event("request", "REQUEST", claim("001/request", "001"))
ATTRIBUTED = event("said", "AID", claim("001/said", "001", own_voice=False, asserted_by="ministry"))
PLANNED = event("plan", "CONSULT:Visit", claim("000/plan", "000", "planned", genre="preview"))
CONTRADICTED = event("clash", "SANCTION", claim("001/clash", "001"), accepted=False)
UNDATED = event("undated", "THREATEN", claim("001/undated", "001"), earliest=None, latest=None, dated="")
EARLIER = event(
    "earlier", "SANCTION", claim("001/earlier", "001"), latest=date(2018, 5, 1), dated="2018-05-01"
)
DENIED = event(
    "denied",
    "THREATEN",
    claim("001/denied", "001"),
    claim("003/no", "003", "denied", denies=True, own_voice=False),
)
ALL = [TOLD, WITHIN, NOTHING, ATTRIBUTED, PLANNED, CONTRADICTED, UNDATED, EARLIER, DENIED]


def test_the_explanation_in_its_layout():
    found = explanation_json(explain(ALL, "USA", "MEX", period="2019", scale=SCALE))
    assert (found["a"], found["b"], found["basis"]) == ("MEX", "USA", "told")
    assert found["p"] == pytest.approx(0.8) and found["n"] == pytest.approx(0.175)
    assert [(one["event"], one["within"]) for one in found["contributions"]] == [
        ("aid", None),
        ("denied", None),
        ("praise", "aid"),
        ("request", None),
    ]
    assert [one["contribution"] for one in found["contributions"]] == pytest.approx([0.8, -0.175, 0, 0])
    assert found["contributions"][0] == {
        "event": "aid",
        "label": "The aid",
        "date": "2019-07-21",
        "kind": "Action",
        "code": "AID",
        "score": 10.0,
        "weight": 0.8,
        "contribution": 0.8,
        "within": None,
        "claims": [
            {
                "claim": "001/aid",
                "article": "001",
                "publisher": None,
                "paragraph": ["8.2"],
                "asserted_by": "article",
                "modality": "happened",
            },
            {
                "claim": "003/aid",
                "article": "003",
                "publisher": "OAN",
                "paragraph": ["8.2"],
                "asserted_by": "article",
                "modality": "happened",
            },
        ],
    }
    assert [(one["event"], one["reason"]) for one in found["left_out"]] == [
        ("earlier", "other-period"),
        ("clash", "contradicted"),
        ("plan", "planned"),
        ("said", "attributed"),
        ("undated", "no-date"),
    ]
    assert found["left_out"][3]["claims"][0]["asserted_by"] == "ministry"


def test_events_stand_in_order_of_date():
    days = {
        "zoo": date(2019, 1, 1),
        "ark": date(2019, 3, 1),
        "bay": date(2019, 3, 1),
        "cot": date(2019, 2, 1),
    }
    events = [event(name, "AID", claim(f"001/{name}", "001"), latest=day) for name, day in days.items()]
    undated = event("all", "AID", claim("001/all", "001"), earliest=None, latest=None, dated="")
    found = explain([*events, undated], "MEX", "USA", scale=SCALE)
    named = [one.part.observation.event for one in found.contributions]
    assert [*named, *(one.observation.event for one in found.left_out)] == ["zoo", "cot", "ark", "bay", "all"]


def test_a_denial_stands_under_the_event_it_weakens():
    (one,) = explanation_json(explain([DENIED], "MEX", "USA", scale=SCALE))["contributions"]
    assert one["weight"] == 0.5
    assert [claim["modality"] for claim in one["claims"]] == ["happened", "denied"]


def test_the_announced_basis_explains_the_plans():
    found = explanation_json(explain(ALL, "MEX", "USA", basis="announced", scale=SCALE))
    assert [one["event"] for one in found["contributions"]] == ["plan"]
    assert [(one["event"], one["reason"]) for one in found["left_out"]] == [
        ("clash", "contradicted"),
        ("said", "attributed"),
    ]


def test_what_is_only_presupposed_is_left_out_as_attributed_and_said_to_be_presupposed():
    implied = event("implied", "THREATEN", claim("001/implied", "001", own_voice=False))
    both = event(
        "both",
        "THREATEN",
        claim("001/both", "001", own_voice=False),
        claim("003/both", "003", asserted_by="ministry", own_voice=False),
    )
    found = explain([implied, both, ATTRIBUTED], "MEX", "USA", scale=SCALE)
    assert [(one.observation.event, one.reason, one.presupposed) for one in found.left_out] == [
        ("both", "attributed", False),
        ("implied", "attributed", True),
        ("said", "attributed", False),
    ]
    lines = explanation_text(found, "table").splitlines()
    assert [line.split(", ")[1:] for line in lines if line.startswith("  attributed")] == [
        [],
        ["only presupposed"],
        [],
    ]


def test_what_is_only_denied_is_left_out_as_attributed_and_said_to_be_denied():
    # as a US official of article 004 denies that an agreement with Ecuador is sought
    no = {"asserted_by": "official", "own_voice": False, "modality": "denied", "denies": True}
    refused = event("refused", "AGREE", claim("004/refused", "004", **no))
    disputed = event(
        "disputed",
        "AGREE",
        claim("004/disputed", "004", **no),
        claim("003/disputed", "003", asserted_by="ministry", own_voice=False),
    )
    found = explain([refused, disputed, ATTRIBUTED], "MEX", "USA", scale=SCALE)
    assert [(one.observation.event, one.reason, one.denied) for one in found.left_out] == [
        ("disputed", "attributed", False),
        ("refused", "attributed", True),
        ("said", "attributed", False),
    ]
    lines = explanation_text(found, "table").splitlines()
    assert [line.split(", ")[1:] for line in lines if line.startswith("  attributed")] == [
        [],
        ["only denied"],
        [],
    ]


def test_a_pair_without_events_has_an_empty_explanation():
    found = explanation_json(explain(ALL, "ARG", "BRA", scale=SCALE))
    assert (found["p"], found["n"], found["contributions"], found["left_out"]) == (0.0, 0.0, [], [])


@st.composite
def events(draw):
    found = []
    for number in range(draw(st.integers(1, 12))):
        base = draw(st.sampled_from(ALL))
        found.append(
            replace(
                base,
                event=f"e{number}",
                code=draw(st.sampled_from(sorted(SCORES))),
                group=draw(st.sampled_from([None, "g", "h"])),
            )
        )
    return found


@settings(max_examples=80, deadline=None)
@given(events(), st.sampled_from(["told", "announced"]), st.sampled_from(["strongest", "sum"]))
def test_law_contributions_sum_to_both_channels(found, basis, parts):
    for tie in ties(found, basis=basis, parts=parts, scale=SCALE):
        why = explanation_json(explain(found, tie.a, tie.b, basis=basis, parts=parts, scale=SCALE))
        values = [one["contribution"] for one in why["contributions"]]
        assert sum(v for v in values if v > 0) == pytest.approx(tie.p, abs=1e-9)
        assert sum(v for v in values if v < 0) == pytest.approx(-tie.n, abs=1e-9)
        assert (why["p"], why["n"]) == (tie.p, tie.n)
        assert len(why["contributions"]) == tie.events
        carriers = {one["event"] for one in why["contributions"] if one["contribution"]}
        for one in why["contributions"]:
            assert one["within"] is None or (one["contribution"] == 0 and one["within"] in carriers)


# -- tables -----------------------------------------------------------------------------------------

KEYS = [
    *("a", "b", "basis", "strength", "polarity", "ambivalence", "sign", "p", "n"),
    *("p_told", "n_told", "p_announced", "n_announced", "events", "claims", "articles", "publishers"),
    *("first", "last", "low", "high", "note"),
]


def test_a_tie_has_the_keys_of_its_row_in_order():
    assert list(columns_of(Tie)) == KEYS and len(KEYS) == 22


def test_ties_as_json():
    (row,) = json.loads(table_text(rows_of(ties([TOLD, PLANNED], scale=SCALE)), "json"))
    assert list(row) == KEYS
    assert (row["a"], row["b"], row["sign"], row["first"], row["low"]) == (
        "MEX",
        "USA",
        "+",
        "2019-07-21",
        0.5877866649021191,
    )
    assert row["p"] == 0.8 and row["events"] == 1 and row["note"] is None


def test_an_empty_table_keeps_its_head():
    assert table_text((), "json", KEYS) == "[]\n"
    assert table_text((), "csv", KEYS) == ",".join(KEYS) + "\n"
    assert table_text((), "markdown", ["a"]) == "| a |\n| --- |\n"


ROWS = (
    {"name": '=cmd|"x"', "sign": "-", "value": -1.5, "note": None, "day": date(2019, 7, 1)},
    {"name": "Perú, | né\u202e\n", "sign": "+", "value": 2.0, "note": "a\tb", "day": None},
)
EXPECTED = {
    "table": (
        "name                sign    value  note  day\n"
        "------------------  ----  -------  ----  ----------\n"
        '=cmd|"x"            -     -1.5000  –     2019-07-01\n'
        "Perú, | né\\u202e\\n  +      2.0000  a\\tb  –\n"
    ),
    "csv": (
        'name,sign,value,note,day\n"\'=cmd|""x""",-,-1.5,,2019-07-01\n"Perú, | né\u202e\n",+,2.0,a\tb,\n'
    ),
    "tsv": (
        "name\tsign\tvalue\tnote\tday\n"
        '\'=cmd|"x"\t-\t-1.5\t\t2019-07-01\n'
        "Perú, | né\u202e\\n\t+\t2.0\ta\\tb\t\n"
    ),
    "markdown": (
        "| name | sign | value | note | day |\n"
        "| --- | --- | ---: | --- | --- |\n"
        '| =cmd\\|"x" | - | -1.5000 | – | 2019-07-01 |\n'
        "| Perú, \\| né\\\\u202e\\\\n | + | 2.0000 | a\\\\tb | – |\n"
    ),
}


def test_an_unseen_letter_beyond_the_first_plane_is_written_with_eight_digits():
    told = [{"name": "a\U000e0001b"}, {"name": "\ue000"}]
    assert table_text(told, "table").splitlines()[2:] == ["a\\U000e0001b", "\\ue000"]


def test_there_are_four_flat_formats():
    assert len(EXPECTED) == 4


@pytest.mark.parametrize("format", EXPECTED)
def test_format(format):
    assert table_text(ROWS, format) == EXPECTED[format]


def test_csv_is_read_back():
    back = list(csv.reader(io.StringIO(table_text(ROWS, "csv"))))
    assert back[1][0] == '\'=cmd|"x"' and back[2][0] == ROWS[1]["name"]


def test_an_unknown_format_is_named():
    with pytest.raises(KgError, match="did you mean “markdown”"):
        table_text(ROWS, "markdwn")


def test_an_explanation_read_aloud():
    text = explanation_text(explain([TOLD, PLANNED], "MEX", "USA", scale=SCALE), "table")
    assert text == (
        "MEX – USA, told: P 0.8000, N 0.0000\n"
        "\n"
        "+0.8000  The aid (2019-07-21)\n"
        "         Action, AID, score 10 / 10 × weight 0.8000 (level 1 × confidence 0.8 / 1)\n"
        "         001/aid at 8.2: publisher not named; happened, says article\n"
        "         003/aid at 8.2: OAN; happened, says article\n"
        "\n"
        "left out:\n"
        "  planned       plan (2019-07-21)\n"
    )


def test_a_claim_read_aloud_says_when_its_article_appeared():
    days = {"published_from": date(2019, 7, 22), "published_to": date(2019, 7, 31)}
    told = event("aid", "AID", claim("001/aid", "001", **days), claim("003/aid", "003", published_to=DAY))
    lines = explanation_text(explain([told], "MEX", "USA", scale=SCALE), "table").splitlines()
    assert [line.strip() for line in lines[4:]] == [
        "001/aid at 8.2: publisher not named, published 2019-07-22 to 2019-07-31; happened, says article",
        f"003/aid at 8.2: publisher not named, published {DAY}; happened, says article",
    ]


def test_an_explanation_has_one_row_per_event_in_csv():
    text = explanation_text(explain([TOLD, WITHIN], "MEX", "USA", scale=SCALE), "csv")
    head, aid, praise = csv.reader(io.StringIO(text))
    assert head[:3] == ["event", "label", "date"] and aid[0] == "aid"
    assert dict(zip(head, praise, strict=True))["within"] == "aid"


# -- ranks, coverage, scales ------------------------------------------------------------------------


def towards(name, recipient, article, code="AID"):
    return replace(event(name, code, claim(f"{article}/{name}", article)), recipients=(recipient,))


NETWORK = [towards("m", "MEX", "001"), towards("v", "VEN", "003"), towards("a", "ARG", "003", "SUPPORT")]


def test_ranks_carry_an_interval_over_leaving_one_article_out():
    rows = {row.id: row for row in rank(NETWORK, by="strength", scale=SCALE).ranks}
    # all: USA, then MEX and VEN with ln 1.8 each, then ARG with ln 1.4
    assert {name: row.rank for name, row in rows.items()} == {"USA": 1, "MEX": 2, "VEN": 2, "ARG": 4}
    # without 003: MEX and USA have ln 1.8, ARG and VEN nothing; without 001: USA, VEN, ARG, MEX
    assert (rows["MEX"].low_rank, rows["MEX"].high_rank) == (1, 4)
    assert (rows["USA"].low_rank, rows["USA"].high_rank) == (1, 1)
    assert (rows["ARG"].low_rank, rows["ARG"].high_rank) == (3, 3)
    assert (rows["VEN"].low_rank, rows["VEN"].high_rank) == (2, 3)
    assert (rows["ARG"].low_rank, rows["ARG"].high_rank) == (3, 3)


def test_a_single_article_gives_no_interval():
    (usa, mex) = rank(NETWORK[:1], by="degree", scale=SCALE).ranks[:2][::-1]
    assert (usa.low_rank, usa.high_rank, mex.low_rank) == (None, None, None)


def test_without_re_ranks():
    assert [row.id for row in rank(NETWORK, by="degree", without=("USA",), scale=SCALE).ranks] == []


def test_coverage_names_the_articles_behind_the_ties():
    rows = coverage(NETWORK, method(scale=SCALE))
    assert [(row.article, row.events, row.claims, row.pairs) for row in rows] == [
        ("001", 1, 1, 1),
        ("003", 2, 2, 2),
    ]


def test_an_event_that_counts_as_told_is_not_left_out_as_planned():
    # between officials the telling and the announcing claims of one event make two observations of its name
    plan = event("aid", "AID", claim("003/plan", "003", "planned"))
    found = explain([event("aid", "AID", claim("001/aid", "001")), plan], "MEX", "USA", scale=SCALE)
    assert ([one.part.observation.event for one in found.contributions], found.left_out) == (["aid"], ())


def test_cautions_name_the_star():
    words = cautions(ties(NETWORK, scale=SCALE), method(scale=SCALE))
    assert words[0].startswith("These are 3 ties") and "Every tie has USA" in words[1]
    triangle = "a,b;b,c;a,c"  # each is at one end of two of three: nobody stands out
    pairs = [tuple(pair.split(",")) for pair in triangle.split(";")]
    (one, *_) = ties(NETWORK, scale=SCALE)
    even = [replace(one, a=a, b=b) for a, b in pairs]
    assert not any("at one end" in said for said in cautions(even, method(scale=SCALE)))
    star = [*even, replace(one, a="a", b="d")]
    assert "a is at one end of 3 of 4 ties." in cautions(star, method(scale=SCALE))
    half = [replace(one, a=a, b=b) for a, b in ("ab", "ac", "de", "fg")]  # a is at one end of two of four
    assert not any("at one end" in said for said in cautions(half, method(scale=SCALE)))
    enough = [replace(one, a=f"a{number}", b=f"b{number}") for number in range(20)]
    assert cautions(enough, method(scale=SCALE)) == ()
    assert cautions(enough[1:], method(scale=SCALE))[0].startswith("These are 19 ties: too few")
    assert cautions([one], method(scale=SCALE))[0].startswith("This is one tie: too few")
    assert cautions((), method(scale=SCALE)) == ("No pair has an event on this basis in this period.",)


SCALES = {
    ("plover", "CONSULT:Visit"): 4.0,
    ("plover", "SANCTION"): -6.0,
    ("plover", "ACCUSE"): -3.0,
    ("plover", "AID"): 10.0,
}


def test_there_are_four_spot_values_of_the_shipped_scale():
    assert len(SCALES) == 4


@pytest.mark.parametrize("key", SCALES)
def test_shipped_scale(key):
    name, code = key
    assert read_scale(name).score(code) == SCALES[key]


def test_the_goldstein_scale_has_a_value_for_the_codes_of_the_corpus():
    scale = read_scale("goldstein")
    assert scale.score("CONSULT:Visit") > 0 > scale.score("SANCTION")
    assert all(-10 <= score <= 10 for score in scale.scores.values())


def test_an_unknown_scale_is_named():
    with pytest.raises(KgError, match="did you mean “goldstein”"):
        read_scale("goldstien")
