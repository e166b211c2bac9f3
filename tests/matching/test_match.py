"""The one definition of what a query means, against a second one that knows no positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from generators import vocabulary_of
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis import Analyzer, Document
from searchkit.article import Article, PartialDate, Provenance
from searchkit.binding import bind
from searchkit.matching.match import Occurrence, match, occurrences
from searchkit.query import (
    And,
    Boolean,
    Boost,
    DateRange,
    MatchAll,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    leaves,
)
from searchkit.syntax import parse

ANALYZER = Analyzer()


def document(
    body: str = "", title: str = "", source: str | None = None, date: str | None = None
) -> Document:
    day = PartialDate.parse(date) if date else None
    provenance = {
        name: Provenance("declared" if value else "unknown")
        for name, value in (("date", day), ("source", source))
    }
    article = Article("a", "a", body, title, source, date=day, provenance=provenance)
    return ANALYZER.analyse(article, "digest")


def matches(query: str, found_in: Document) -> bool:
    tree = parse(query)
    assert tree is not None
    return match(bind(tree, query, ANALYZER, vocabulary_of(found_in)).query, found_in) is not None


ARMY = document(
    "The Tajik Army marched. Soldiers of the U.S. watched. Putin’s envoy left.",
    title="Armies on the march",
    source="New York Times",
    date="2016-02-20",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("tajik", True, id="word"),
        pytest.param("soldier", True, id="stem"),
        pytest.param("=soldier", False, id="surface form that is not there"),
        pytest.param("=soldiers", True, id="surface form"),
        pytest.param('"tajik army"', True, id="phrase"),
        pytest.param('"army tajik"', False, id="phrase the other way round"),
        pytest.param('"army marched soldiers of"', True, id="phrase across a sentence end"),
        pytest.param('"tajik armies"', False, id="phrases are surface forms"),
        pytest.param('"march the tajik"', False, id="no phrase from title to body"),
        pytest.param("tajik opium", False, id="one of two words"),
        pytest.param("tajik OR opium", True, id="either"),
        pytest.param("tajik -opium", True, id="without an absent word"),
        pytest.param("tajik -soldiers", False, id="without a word that is there"),
        pytest.param("NOT opium", True, id="negation alone"),
        pytest.param("U.S.", True, id="dots"),
        pytest.param("US", True, id="no dots"),
        pytest.param('"of the us watched"', True, id="abbreviation in a phrase"),
        pytest.param("Putin", True, id="possessive"),
        pytest.param("ＴＡＪＩＫ", True, id="full-width capitals"),
        pytest.param("title:armies", True, id="title"),
        pytest.param("title:tajik", False, id="body only"),
        pytest.param("body:tajik", True, id="body"),
        pytest.param('source:"york times"', True, id="words of the source in order"),
        pytest.param('source:"times york"', False, id="words of the source out of order"),
        pytest.param("source:time", False, id="values are not stemmed"),
        pytest.param("source:unknown", False, id="the source is known"),
        pytest.param("times", False, id="the source is no text"),
        pytest.param("*", True, id="everything"),
        pytest.param("* -*", False, id="nothing"),
        pytest.param("march^5", True, id="a weight changes no match"),
        pytest.param("tajik-army", True, id="a word of two tokens is a phrase"),
        pytest.param("army-tajik", False, id="in its order"),
    ],
)
def test_a_query_finds_what_it_means(query: str, found: bool) -> None:
    assert matches(query, ARMY) is found


def test_an_article_of_an_unknown_source_is_not_one_of_a_source_called_unknown() -> None:
    nameless, named = document(), document(source="Unknown Weekly")
    assert matches("source:unknown", nameless)
    assert not matches('source:"unknown"', nameless)
    assert matches('source:"unknown"', named)
    assert not matches("source:unknown", named)


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        pytest.param("date:2016", ["2016", "2016-02", "2016-02-20", "2016-12-31"], id="year"),
        pytest.param("date:2016-02", ["2016-02", "2016-02-20"], id="month leaves the bare year"),
        pytest.param("date:2016-02-20", ["2016-02-20"], id="day"),
        pytest.param("date:2015-12..2016-02", ["2016-02", "2016-02-20"], id="range"),
        pytest.param("date:>2016", ["2017-01-01"], id="after"),
        pytest.param("date:<2017", ["2016", "2016-02", "2016-02-20", "2016-12-31"], id="before"),
        pytest.param("since:2016-02-20", ["2016-02-20", "2016-12-31", "2017-01-01"], id="since"),
        pytest.param("until:2016-02", ["2016-02", "2016-02-20"], id="until"),
        pytest.param("date:2017..2016", [], id="reversed"),
        pytest.param("date:unknown", [None], id="undated"),
        pytest.param("-date:2016", ["2017-01-01", None], id="negated, undated included"),
    ],
)
def test_a_period_holds_the_articles_that_lie_in_it_whole(
    query: str, dates: list[str | None]
) -> None:
    known = ["2016", "2016-02", "2016-02-20", "2016-12-31", "2017-01-01", None]
    assert [date for date in known if matches(query, document("x", date=date))] == dates


def test_a_hit_names_every_place_of_every_part_and_none_of_an_excluded_one() -> None:
    one, two, out = Term("body", "a"), Phrase("body", ("b", "a")), Term("body", "x")
    query = And((one, Or((two, Term("body", "absent"))), Not(out)))
    assert match(query, document("a b a b")) == [
        Occurrence(one, 0, 0),
        Occurrence(one, 2, 2),
        Occurrence(two, 1, 2),
    ]
    assert match(query, document("a b a x")) is None


def test_what_is_preferred_adds_places_and_no_condition() -> None:
    query = Boolean(Term("body", "a"), Phrase("body", ("a", "b")))
    assert match(query, document("a c")) == [Occurrence(Term("body", "a"), 0, 0)]
    assert len(match(query, document("a b")) or []) == 2
    assert match(query, document("c b")) is None


def test_overlapping_phrases_are_all_found() -> None:
    phrase = Phrase("body", ("ha", "ha"))
    assert [one.first for one in occurrences(phrase, document("ha ha ha"))] == [0, 1]


def test_an_endless_word_inside_a_text_parts_the_words_around_it() -> None:
    assert not matches('"one two"', document(f"one {'x' * 1000} two"))


# The second definition: a phrase is a run of words between spaces, and nothing is indexed.
WORDS = ("a", "b", "c")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8)
STREAM = st.sampled_from(["title", "body", "title_exact", "body_exact"])
DATED = st.none() | st.builds(
    lambda year, rest: f"{year}{rest}",
    st.sampled_from(["2015", "2016"]),
    st.sampled_from(["", "-02", "-02-01", "-02-29", "-12-31"]),
).filter(lambda text: text != "2015-02-29")
ORDINAL = st.none() | st.dates(dt.date(2014, 12, 1), dt.date(2017, 2, 1)).map(dt.date.toordinal)
LEAF: st.SearchStrategy[Query] = st.one_of(
    st.builds(Term, STREAM, st.sampled_from(WORDS)),
    st.builds(Phrase, STREAM, st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(tuple)),
    st.builds(DateRange, ORDINAL, ORDINAL),
    st.just(MatchAll()),
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Boost, inner, st.just(2.0)),
        st.builds(Boolean, inner, inner),
    ),
    max_leaves=8,
)


def oracle(query: Query, texts: dict[str, Sequence[str]], date: str | None) -> bool:
    match query:
        case Term(stream, term):
            return term in texts[stream.partition("_")[0]]
        case Phrase(stream, terms):
            return f" {' '.join(terms)} " in f" {' '.join(texts[stream.partition('_')[0]])} "
        case DateRange(first, last):
            return date is not None and all(
                (first is None or day.toordinal() >= first)
                and (last is None or day.toordinal() <= last)
                for day in days_of(date)
            )
        case And(children):
            return all(oracle(child, texts, date) for child in children)
        case Or(children):
            return any(oracle(child, texts, date) for child in children)
        case Not(child):
            return not oracle(child, texts, date)
        case Boost(child) | Boolean(child):
            return oracle(child, texts, date)
        case MatchAll():
            return True


def days_of(date: str) -> list[dt.date]:
    days = (dt.date(int(date[:4]), 1, 1) + dt.timedelta(count) for count in range(366))
    return [day for day in days if day.isoformat().startswith(date)]


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(QUERIES, TEXTS, TEXTS, DATED)
def test_the_matcher_agrees_with_a_naive_reading(
    query: Query, title: list[str], body: list[str], date: str | None
) -> None:
    analysed = document(" ".join(body), " ".join(title), date=date)
    found = match(query, analysed)
    assert (found is not None) == oracle(query, {"title": title, "body": body}, date)


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(QUERIES, TEXTS, TEXTS)
def test_every_place_holds_the_terms_of_a_part_that_can_make_a_hit(
    query: Query, title: list[str], body: list[str]
) -> None:
    analysed = document(" ".join(body), " ".join(title))
    for place in match(query, analysed) or ():
        leaf = place.leaf
        terms = list(leaf.terms) if isinstance(leaf, Phrase) else [leaf.term]
        assert leaf in set(leaves(query))
        assert analysed.streams[leaf.stream][place.first : place.last + 1] == terms


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(QUERIES, QUERIES, TEXTS, DATED)
def test_the_laws_of_logic_hold(one: Query, two: Query, body: list[str], date: str | None) -> None:
    analysed = document(" ".join(body), date=date)

    def found(query: Query) -> bool:
        return match(query, analysed) is not None

    assert found(Not(Not(one))) == found(one)
    assert found(Not(And((one, two)))) == found(Or((Not(one), Not(two))))
    assert found(And((one, two))) == found(And((two, one)))
    assert not found(And((one, Not(one))))
    assert found(Or((one, Not(one))))
