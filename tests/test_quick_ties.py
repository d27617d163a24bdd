"""Ties, ranks and comparisons made in one pass are those made the plain way, which stands here."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ties.comparison import compare, compared
from kg.ties.explanation import explained
from kg.ties.formulae import strength
from kg.ties.leaving_out import texts_of
from kg.ties.measures import MEASURES
from kg.ties.method import method, readable
from kg.ties.observation import ClaimRef, Observation
from kg.ties.periods import parse_period
from kg.ties.ranking import ranked, rankings, tie_network
from kg.ties.tie import by_pair, measured, tie_between, ties_left

DAYS = {
    "a": date(2017, 5, 1),
    "a-copy": date(2018, 2, 1),
    "b": date(2018, 3, 1),
    "c": date(2019, 4, 1),
}
PARAGRAPHS = {"a": "1", "a-copy": "1", "b": "2", "c": "3"}


@st.composite
def events(draw) -> tuple[Observation, ...]:
    """Events of three states, dated or not, told and announced by four articles of which two are copies."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        articles = draw(st.lists(st.sampled_from(sorted(DAYS)), min_size=1, max_size=3, unique=True))
        day = draw(st.sampled_from((None, date(2017, 6, 1), date(2018, 6, 1), date(2019, 6, 1))))
        sides = draw(st.lists(st.sampled_from(("MEX", "PER", "USA")), min_size=2, max_size=3, unique=True))
        code = draw(st.sampled_from(("CONSULT:Visit", "ACCUSE:Allege", "AID")))
        told = draw(st.sampled_from(("happened", "planned")))
        claims = tuple(
            ClaimRef(
                f"{article}/c{number}",
                article,
                told,
                paragraph_hashes=(PARAGRAPHS[article],),
                genre="preview" if article == "b" else "report",
                published_from=DAYS[article],
                published_to=DAYS[article],
            )
            for article in sorted(articles)
        )
        found.append(
            Observation(
                event=f"e{number}",
                label=f"e{number}",
                kind="Meeting",
                code=code,
                between=tuple(sorted(sides)),
                earliest=day,
                latest=day,
                accepted=told == "happened",
                claims=claims,
                group=draw(st.sampled_from((None, "e0"))),
            )
        )
    return tuple(found)


METHODS = st.builds(
    method,
    basis=st.sampled_from(("told", "announced")),
    period=st.sampled_from((None, "2017", "2018", "2019")),
    articles=st.sampled_from(("all", "preview")),
)


@settings(deadline=None)
@given(events(), METHODS)
def test_a_tie_is_what_its_explanation_adds_up_to_and_its_range_what_leaving_out_gives(found, chosen) -> None:
    known = readable(found, chosen)
    texts = texts_of(known, chosen)
    ties = {(tie.a, tie.b): tie for tie in measured(found, chosen)}
    for pair in by_pair(known):
        plain = explained(found, *pair, chosen)
        assert (pair in ties) == bool(plain.contributions)
        if pair in ties:
            assert (ties[pair].p, ties[pair].n) == (plain.p, plain.n)
            rests = [explained([e.without_articles(t) for e in found], *pair, chosen) for t in texts]
            strengths = [strength(rest.p, rest.n) for rest in rests] if len(texts) > 1 else [None]
            assert (ties[pair].low, ties[pair].high) == (min(strengths), max(strengths))


@settings(deadline=None)
@given(events(), METHODS, st.sampled_from(((), ("USA",))))
def test_ties_without_a_text_are_those_of_the_events_without_it(found, chosen, without) -> None:
    known = readable(found, chosen)
    texts = texts_of(known, chosen)
    left = list(ties_left(known, chosen, texts, without))
    assert len(left) == len(texts)
    for text, ties in zip(texts, left, strict=True):
        rest = [event.without_articles(text) for event in known]
        plain = measured(rest, chosen, without=without, ranges=False)
        assert sorted(ties, key=lambda t: (t.a, t.b)) == sorted(plain, key=lambda t: (t.a, t.b))
    whole = measured(found, chosen, ranges=False)
    assert [tie_between((tie.a, tie.b), found, chosen) for tie in whole] == list(whole)


@settings(deadline=None, max_examples=20)
@given(events(), METHODS)
def test_all_ranks_at_once_are_those_of_one_measure_after_the_other(found, chosen) -> None:
    def plain(observations, chosen, **more):
        return tie_network(observations, chosen, **more)

    at_once = rankings(found, chosen, MEASURES)
    assert at_once == {by: ranked(found, chosen, by=by, build=plain) for by in MEASURES}


@settings(deadline=None)
@given(events(), st.sampled_from(("told", "announced")))
def test_many_periods_side_by_side_are_each_two_of_them(found, basis) -> None:
    years = [parse_period(year) for year in ("2017", "2018", "2019")]
    steps = [*pairwise(years), (years[0], years[2])]
    at_once = compared(found, method(basis=basis), steps)
    assert at_once == [compare(found, step, basis=basis) for step in steps]
