import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.curation.dates import disjoint, narrower, parse_edtf
from kg.curation.loading import read_corpus

# text, earliest, latest, precision: worked by hand on a calendar
DATES = [
    ("2019", "2019-01-01", "2019-12-31", "year"),
    ("0001", "0001-01-01", "0001-12-31", "year"),
    ("2019-07", "2019-07-01", "2019-07-31", "month"),
    ("2019-06", "2019-06-01", "2019-06-30", "month"),
    ("2023-02", "2023-02-01", "2023-02-28", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2019-07-21", "2019-07-21", "2019-07-21", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day"),
    ("2019-07-19/2019-07-21", "2019-07-19", "2019-07-21", "interval"),
    ("2007/2017", "2007-01-01", "2017-12-31", "interval"),
    ("2025-08/2025-09", "2025-08-01", "2025-09-30", "interval"),
    ("../2019-07-21", None, "2019-07-21", "interval"),
    ("/2019-06", None, "2019-06-30", "interval"),
    ("2019-07-21/..", "2019-07-21", None, "interval"),
    ("2015/", "2015-01-01", None, "interval"),
    ("2015~", "2015-01-01", "2015-12-31", "year"),
    ("2015-03?", "2015-03-01", "2015-03-31", "month"),
    ("2015-03-04%", "2015-03-04", "2015-03-04", "day"),
    ("2015~/2016", "2015-01-01", "2016-12-31", "interval"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2019-XX", "2019-01-01", "2019-12-31", "year"),
    ("2019-XX-XX", "2019-01-01", "2019-12-31", "year"),
    ("2019-07-XX", "2019-07-01", "2019-07-31", "month"),
    # spring: March to May in Washington, September to November in Buenos Aires; summer ends in February there
    ("2019-21", "2019-03-01", "2019-11-30", "season"),
    ("2019-22", "2019-06-01", "2020-02-29", "season"),
    ("2019-23", "2019-03-01", "2019-11-30", "season"),
    ("2018-24", "2018-06-01", "2019-02-28", "season"),
    ("2024-05-01T00:30:00+02:00", "2024-05-01", "2024-05-01", "time"),  # in UTC it is still the day before
    ("2024-05-01T00:30:00+14:00", "2024-05-01", "2024-05-01", "time"),
    ("9999-21", "9999-03-01", "9999-11-30", "season"),
    ("2024-05-01T23:30:00-05:00", "2024-05-01", "2024-05-01", "time"),
    ("2024-05-01T23:59:59Z", "2024-05-01", "2024-05-01", "time"),
    ("2024-05-01T12:00:00", "2024-05-01", "2024-05-01", "time"),
    ("2024-05-01T12:00:00-05", "2024-05-01", "2024-05-01", "time"),
]

# text, what the reason must say
REFUSED = [
    ("", "no date is given"),
    ("2024-02-30", "the month has 29 days"),
    ("2023-02-29", "the month has 28 days"),
    ("2019-04-31", "the month has 30 days"),
    ("2019-07-00", "the month has 31 days"),
    ("2019-13", "there is no month 13"),
    ("2019-00", "there is no month 00"),
    ("2019-25", "there is no month 25"),
    ("2024-05-01T24:00:00", "00:00:00 to 23:59:59"),
    ("2024-05-01T00:60:00", "00:00:00 to 23:59:59"),
    ("2024-05-01T23:59:60", "00:00:00 to 23:59:59"),
    ("2024-05-01T00:30", "no time of day"),
    ("2024-05-01T00:30:00+15:00", "14 hours"),
    ("2024-05-01T00:30:00+14:30", "14 hours"),
    ("2024-05-01T00:30:00+02:60", "14 hours"),
    ("2024-02-30T00:30:00", "the month has 29 days"),
    ("٢٠١٩", "only the digits 0 to 9"),
    ("2019-07-²", "only the digits 0 to 9"),
    ("2019-07-２１", "only the digits 0 to 9"),
    ("2019/2018", "starts after it ends"),
    ("2019-07-21/2019-07-20", "starts after it ends"),
    ("../..", "neither a start nor an end"),
    ("/", "neither a start nor an end"),
    ("21/07/2019", "year-month-day, such as 2019-07-21"),
    ("2019/7/21", "year-month-day, such as 2019-07-21"),
    ("2019/2020/2021", "more than one “/”"),
    ("2019-07-19/22", "no date such as"),
    ("2019-02-30/..", "the month has 28 days"),
    ("0000", "counted from 0001"),
    ("00XX", "counted from 0001"),
    ("9999-24", "9999"),
    ("201X-07", "stands alone"),
    ("2019-XX-03", "a day needs its month"),
    ("2019-21-01", "a season has no day"),
    ("2019-7-1", "no date such as"),
    ("21 July 2019", "no date such as"),
    ("July", "no date such as"),
    ("201x", "no date such as"),
    ("-2019", "no date such as"),
    ("2019 ", "no date such as"),
    ("2019\n", "no date such as"),
    ("2019~-07", "no date such as"),
    ("9" * 5000, "no date such as"),
    ("{2019,2020}", "no date such as"),
]


def day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), DATES)
def test_a_date_has_the_bounds_of_the_calendar_and_keeps_its_text(text, earliest, latest, precision):
    dating = parse_edtf(text)
    assert (dating.earliest, dating.latest) == (day(earliest), day(latest))
    assert (dating.edtf, dating.precision) == (text, precision)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_wrong_date_is_refused_with_its_reason_on_one_line(text, reason):
    with pytest.raises(ValueError, match=re.escape(reason)) as refused:
        parse_edtf(text)
    message = str(refused.value)
    assert len(message.splitlines()) == 1
    assert len(message) < 250


def test_every_case_was_found():
    assert (len(DATES), len(REFUSED), len(DISJOINT), len(NARROWER)) == (36, 44, 15, 16)
    texts = [case[0] for case in DATES + REFUSED]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2015", 0, 0),
        ("2015~", 1, 0),
        ("2015?", 0, 1),
        ("2015%", 1, 1),
        ("2015/2016~", 1, 0),
        ("2015?/..", 0, 1),
    ],
)
def test_a_mark_is_kept_and_does_not_widen(text, approximate, uncertain):
    dating = parse_edtf(text)
    assert (dating.approximate, dating.uncertain) == (bool(approximate), bool(uncertain))
    bare = parse_edtf("".join(character for character in text if character not in "~?%"))
    assert (dating.earliest, dating.latest) == (bare.earliest, bare.latest)


DISJOINT = [
    ("2019-06", "2019-06-07", False),
    ("2019-06", "2019-07-01", True),
    ("2019", "2018-12-31", True),
    ("2019-07-19/2019-07-21", "2019-07-21", False),
    ("2019-07-19/2019-07-21", "2019-07-22", True),
    ("../2019-06", "2019-07", True),
    ("../2019-06", "2019-06-30", False),
    ("2019-07/..", "2019-06", True),
    ("../2019-06", "2019-07/..", True),
    ("2015/", "2030", False),
    ("2019~", "2018", False),
    ("2019", "2018?", False),
    ("201X", "2020", True),
    ("2019-XX", "2019-07", False),
    ("2024-05-01T00:30:00+02:00", "2024-04-30", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), DISJOINT)
def test_two_dates_exclude_each_other_only_if_no_day_fits_both(one, other, expected):
    a, b = parse_edtf(one), parse_edtf(other)
    assert (disjoint(a, b), disjoint(b, a)) == (expected, expected)


NARROWER = [
    ("2019-06-07", "2019-06", True),
    ("2019-06", "2019-06-07", False),
    ("2019-06", "2019-06", False),
    ("2019-06-30", "../2019-06", True),
    ("../2019-06", "../2019-07", True),
    ("../2019-06", "2019", False),
    ("2019", "../2019", True),
    ("2019-07/..", "2019-06/..", True),
    ("2019-06/..", "2019-06", False),
    ("2019-06/2019-07", "2019-07/2019-08", False),
    ("2019-06-07~", "2019-06", False),
    ("2019-06", "2019-06~", True),
    ("2019-06-07~", "2019-06~", True),
    ("2024-05-01T00:30:00+02:00", "2024-05-01", True),
    ("2024-05-01", "2024-05-01T00:30:00+02:00", False),
    ("2018", "2019", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), NARROWER)
def test_a_narrower_date_lies_within_and_says_more(one, other, expected):
    assert narrower(parse_edtf(one), parse_edtf(other)) is expected


days = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
points = st.one_of(days, days.map(lambda text: text[:7]), days.map(lambda text: text[:4]))


@given(points, points)
def test_narrower_and_disjoint_agree_with_the_sets_of_days(one, other):
    a, b = parse_edtf(one), parse_edtf(other)
    shared = min(a.latest, b.latest).toordinal() - max(a.earliest, b.earliest).toordinal() + 1
    length = {id(each): each.latest.toordinal() - each.earliest.toordinal() + 1 for each in (a, b)}
    assert disjoint(a, b) == (shared <= 0)
    assert narrower(a, b) == (shared == length[id(a)] < length[id(b)])


@given(st.text(alphabet="0129-/.X~?%T:+Z", max_size=24))
def test_any_text_gives_ordered_bounds_or_a_reason(text):
    try:
        dating = parse_edtf(text)
    except ValueError as refused:
        assert str(refused)
    else:
        assert dating.earliest or dating.latest
        assert dating.earliest is None or dating.latest is None or dating.earliest <= dating.latest


# The library “edtf” as a second opinion. It differs where we decide otherwise: seasons have northern months
# there, an unknown end is ten years off, 24:00 passes, an end before its start passes.
OTHERWISE = {"2019-21", "9999-21", "2019-22", "2019-23", "2018-24", "2015/", "/2019-06"}


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), DATES)
def test_an_independent_reader_gives_the_same_bounds(text, earliest, latest, precision):
    edtf = pytest.importorskip("edtf", reason="the package edtf is not installed")
    dating = edtf.parse_edtf(text)
    theirs = tuple(
        time.strftime("%Y-%m-%d", bound).rjust(10, "0") if isinstance(bound, time.struct_time) else None
        for bound in (dating.lower_strict(), dating.upper_strict())
    )
    assert (theirs == (earliest, latest)) is (text not in OTHERWISE)


def test_nothing_shipped_that_has_happened_lies_after_its_article():
    corpus = read_corpus()
    days = {article.id: dated(article.record, "published")[0].latest for article in corpus.articles}
    happened = [
        (claim.name, date.earliest, days[claim.article])
        for claim in corpus.claims
        if claim.modality == "happened"
        for date in dated(claim.told, "date")
        if date.earliest is not None
    ]
    assert len(happened) > 50
    assert [each for each in happened if each[1] > each[2]] == []


def dated(record, field):
    return [parse_edtf(item.record.text("edtf")) for item in record.items(field)]
