"""Every way in which a query is refused: where, and with what advice."""

from __future__ import annotations

import pytest

from searchkit.errors import QueryError
from searchkit.syntax import parse


def refused(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    return caught.value


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("tajik [(]army", id="open parenthesis"),
        pytest.param("(a OR[ ]", id="open parenthesis and a dangling OR"),
        pytest.param("a [)] b", id="closing parenthesis alone"),
        pytest.param("([)]", id="nothing in parentheses"),
        pytest.param('tajik ["]army', id="open quote"),
        pytest.param('tajik["]', id="quote at the end"),
        pytest.param("[“]tajik", id="open curly quote"),
        pytest.param('a [""]', id="nothing in quotes"),
        pytest.param('a ["  "]', id="blank quotes"),
        pytest.param("tajik O[R]", id="dangling OR"),
        pytest.param("tajik AN[D]", id="dangling AND"),
        pytest.param("tajik NO[T]", id="dangling NOT"),
        pytest.param("[OR] army", id="leading OR"),
        pytest.param("[AND] army", id="leading AND"),
        pytest.param("a AND [OR] b", id="two operators"),
        pytest.param("NOT [OR]", id="NOT OR"),
        pytest.param("[titel]:army", id="misspelt field"),
        pytest.param("a [foo]:bar", id="unknown field"),
        pytest.param("[title:]", id="field without a word"),
        pytest.param("[title:] army", id="space after the colon"),
        pytest.param("[title:]-army", id="minus after the colon"),
        pytest.param("title:([body:]army)", id="field inside a field"),
        pytest.param("date:[2016-13]", id="month 13"),
        pytest.param("date:[2016-00]", id="month 0"),
        pytest.param("date:[2016-02-30]", id="30 February"),
        pytest.param("date:[2016-02-00]", id="day 0"),
        pytest.param("date:[0000]", id="year 0"),
        pytest.param("date:[soon]", id="no date"),
        pytest.param("date:2016..[soon]", id="bad end of a range"),
        pytest.param("date:[soon]..2016", id="bad beginning of a range"),
        pytest.param("date:[..]", id="range without ends"),
        pytest.param("date:[>]", id="comparison with nothing"),
        pytest.param("date:>[soon]", id="comparison with no date"),
        pytest.param("date:[>9999]", id="after the last date"),
        pytest.param("date:[<0001]", id="before the first date"),
        pytest.param("since:[2016..2017]", id="since a range"),
        pytest.param("since:[unknown]", id="since unknown"),
        pytest.param("date:[=2016]", id="exact date"),
        pytest.param("until:[=2016]", id="exact until"),
        pytest.param("army[^]", id="weight without a number"),
        pytest.param("army[^x]", id="weight of letters"),
        pytest.param("army[^0]", id="weight of nothing"),
        pytest.param("army[^-1]", id="negative weight"),
        pytest.param("army[^1001]", id="weight too great"),
        pytest.param("army[^nan]", id="nan"),
        pytest.param("army[^1e309]", id="overflow"),
        pytest.param("[^2]", id="weight of no word"),
        pytest.param("[=]=army", id="exact twice"),
        pytest.param('[=]"tajik army"', id="exact phrase"),
        pytest.param("[=](tajik army)", id="exact group"),
        pytest.param("a [milit*]", id="prefix"),
        pytest.param("[*stan]", id="suffix"),
        pytest.param("[*a*]", id="one letter between stars"),
        pytest.param("title:[*]", id="everything in a field"),
        pytest.param("[t?jik]", id="one letter open"),
        pytest.param("[kabulov~]", id="fuzzy"),
        pytest.param("[kabulov~99]", id="very fuzzy"),
        pytest.param('"useless events"[~3]', id="slop"),
        pytest.param("taliban [NEAR/5] moscow", id="NEAR"),
        pytest.param("taliban [BEFORE/5] moscow", id="BEFORE"),
    ],
)
def test_an_error_points_at_its_place_and_says_what_would_work(query: str) -> None:
    start, end = query.index("["), query.rindex("]") - 1
    text = query.replace("[", "").replace("]", "")
    error = refused(text)
    assert (error.start, error.end) == (start, end)
    assert error.query == text
    assert error.hint


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        pytest.param("titel:army", "title", id="nearest field"),
        pytest.param("sorce:army", "source", id="another field"),
        pytest.param("foo:bar", "title, body, source", id="list of fields"),
        pytest.param('"tajik army', '"tajik army"', id="close the quote"),
        pytest.param("(tajik army", "(tajik army)", id="close the parenthesis"),
        pytest.param("title:", "title:word", id="field form"),
        pytest.param("date:soon", "2016-02-20", id="date form"),
        pytest.param("army^x", "army^2", id="weight form"),
        pytest.param("milit*", '"milit*"', id="quote the characters"),
    ],
)
def test_the_hint_names_what_would_work(query: str, advice: str) -> None:
    assert advice in refused(query).hint


@pytest.mark.parametrize("query", ['"', 'tajik "', "(", "^", "^2", "OR"], ids=repr)
def test_the_query_that_a_hint_proposes_is_a_query(query: str) -> None:
    _, write, proposed = refused(query).hint.partition("write ")
    assert not write or parse(proposed) is not None


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a" * 1_001, id="1,001 characters"),
        pytest.param("a " * 65, id="65 words"),
        pytest.param('"a" ' * 65, id="65 phrases"),
        pytest.param("(" * 21 + "a" + ")" * 21, id="21 parentheses"),
        pytest.param("-" * 21 + "a", id="21 exclusions"),
        pytest.param("(" * 999, id="only parentheses"),
        pytest.param("-" * 999 + "a", id="only exclusions"),
        pytest.param("NOT " * 249 + "a", id="only NOT"),
    ],
)
def test_a_query_beyond_the_bounds_is_refused(query: str) -> None:
    error = refused(query)
    assert error.hint
    assert "at most" in error.message


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a" * 1_000, id="1,000 characters"),
        pytest.param("a " * 64, id="64 words"),
        pytest.param("(" * 20 + "a" + ")" * 20, id="20 parentheses"),
        pytest.param("-" * 20 + "a", id="20 exclusions"),
        pytest.param("(a) " * 60, id="60 groups side by side"),
        pytest.param("-a " * 60, id="60 exclusions side by side"),
    ],
)
def test_a_query_at_the_bounds_is_accepted(query: str) -> None:
    assert parse(query) is not None
