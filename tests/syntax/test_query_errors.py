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
        pytest.param('["]oil pric* OR "gas tax"', id="the first of three quotes"),
        pytest.param('"oil" OR gas tax["] OR coal', id="a closing quote alone"),
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
        pytest.param('title:[=]"tajik army"', id="= before quotes"),
        pytest.param("[=]title:army", id="= before the field"),
        pytest.param("a [foo]:bar", id="unknown field"),
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
        pytest.param('source:="The Times"[~2]', id="whole value with a slop"),
        pytest.param('title:[=]"The Times"', id="whole value of a text field"),
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
        pytest.param("a [m*]", id="one letter and a star"),
        pytest.param("[*a*]", id="one letter between stars"),
        pytest.param("[**]", id="two stars"),
        pytest.param("title:[*]", id="everything in a field"),
        pytest.param("[?a]", id="one letter and a question mark"),
        pytest.param("[2016-*]", id="a star for a whole token"),
        pytest.param("=[milit*]", id="exact wildcard"),
        pytest.param("=[army~]", id="exact fuzzy"),
        pytest.param("aa* bb* cc* dd~ ee~ [ff*]", id="six wildcards"),
        pytest.param("a NEAR/5 " * 10 + "a [BEFORE/2] b", id="eleven NEAR"),
        pytest.param("date:[201*]", id="wildcard in a date"),
        pytest.param("[kabulov~99]", id="very fuzzy"),
        pytest.param("[kabulov~0]", id="not fuzzy"),
        pytest.param("[kabulov~0.8]", id="a share of the letters"),
        pytest.param("army [~99]", id="a lost tilde"),
        pytest.param("[~]", id="a tilde alone"),
        pytest.param("[mil*t~]", id="wildcard and fuzzy"),
        pytest.param("[al-qaida~]", id="fuzzy word of two tokens"),
        pytest.param('"useless events"[~]', id="slop without a number"),
        pytest.param('"useless events"[~x]', id="slop of letters"),
        pytest.param('"useless events"[~1001]', id="slop too great"),
        pytest.param('"useless"[~3]', id="slop of one word"),
        pytest.param('source:"new times"[~3]', id="slop in a value"),
        pytest.param('date:"2016"[~3]', id="slop in a date"),
        pytest.param("taliban [BEFORE/] moscow", id="BEFORE without a number"),
        pytest.param("taliban [NEAR/0] moscow", id="NEAR/0"),
        pytest.param("taliban [NEAR/1001] moscow", id="NEAR/1001"),
        pytest.param("taliban [NEAR/x] moscow", id="NEAR/x"),
        pytest.param("[NEAR/5] moscow", id="NEAR without a word before"),
        pytest.param("taliban [NEAR/5]", id="NEAR without a word after"),
        pytest.param("(taliban [NEAR/5]) moscow", id="NEAR and a parenthesis"),
        pytest.param("taliban [NEAR/5] OR moscow", id="NEAR OR"),
        pytest.param("taliban NEAR/5 [NOT moscow]", id="NEAR NOT"),
        pytest.param("taliban NEAR/5 [-moscow]", id="NEAR minus"),
        pytest.param("[-taliban] NEAR/5 moscow", id="minus before NEAR"),
        pytest.param("taliban NEAR/5 date:[2016]", id="NEAR a date"),
        pytest.param("taliban NEAR/5 [*]", id="NEAR everything"),
        pytest.param("taliban NEAR/5 source:[unknown]", id="NEAR a status"),
        pytest.param("taliban NEAR/5 ([a b])", id="NEAR an AND group"),
        pytest.param("taliban NEAR/5 (a OR [b c])", id="NEAR an AND in a group"),
        pytest.param("taliban NEAR/5 [moscow^2]", id="NEAR a weight"),
        pytest.param("x title:[taliban NEAR/5 moscow]", id="NEAR another field"),
        pytest.param("source:([new NEAR/5 times])", id="NEAR in a value"),
    ],
)
def test_an_error_points_at_its_place_and_says_what_would_work(query: str) -> None:
    start, end = query.index("["), query.rindex("]") - 1
    text = query.replace("[", "").replace("]", "")
    error = refused(text)
    assert (error.start, error.end) == (start, end)
    assert error.query == text
    assert error.advice


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        pytest.param("titel:army", "title", id="nearest field"),
        pytest.param("sorce:army", "source", id="another field"),
        pytest.param("foo:bar", "title, body, source, author, date; searchkit query", id="fields"),
        pytest.param("year:2016", "date:", id="a field by its meaning"),
        pytest.param("site:bbc.co.uk", "url:", id="another by its meaning"),
        pytest.param("foo:bar", "space after the colon", id="words with a colon"),
        pytest.param("title=oil", "title:oil", id="a field with an equals sign"),
        pytest.param('hd="oil price"', 'title:"oil', id="a phrase with an equals sign"),
        pytest.param("hd=(oil or gas)", "title:(oil or gas)", id="a group after an equals sign"),
        pytest.param("12~~24", "12 OR 24", id="a range of words"),
        pytest.param("words>500", "words:>500", id="a comparison without a colon"),
        pytest.param("words:many", "words:>500", id="number form"),
        pytest.param("/a(b/", "/colou?r(ed)?/", id="regular expression form"),
        pytest.param("ATLEAST/0 oil", "ATLEAST/5", id="count form"),
        pytest.param("oil SENTENCE (a b)", 'write "a b" for words side by side', id="operands"),
        pytest.param("atleast5(caps(Oil))", 'write "caps Oil" for words side', id="brackets"),
        pytest.param('"tajik army', '"tajik army"', id="close the quote"),
        pytest.param("(tajik army", "(tajik army)", id="close the parenthesis"),
        pytest.param("title:-x", "title:word", id="field form"),
        pytest.param("date:soon", "2016-02-20", id="date form"),
        pytest.param("date:24.02.2022", "write 2022-02-24", id="year last"),
        pytest.param("since:5/8/2009", "write 2009-08-05 or 2009-05-08", id="day or month first"),
        pytest.param("army^x", "army^2", id="weight form"),
        pytest.param("m*", "milit*", id="more letters"),
        pytest.param("kabulov~99", "kabulov~1", id="a distance"),
        pytest.param("al-qaida~", "al BEFORE/1 qaida~", id="a fuzzy word beside another"),
        pytest.param('"tajik army"~', '"tajik army"~3', id="slop form"),
        pytest.param('"kabulov"~2', "kabulov~", id="no slop but a fuzzy word"),
        pytest.param("a NEAR/ b", "NEAR/5", id="NEAR form"),
        pytest.param("a NEAR/ b", '"NEAR"', id="the word NEAR"),
        pytest.param("(a AND b) NEAR/5 c", "(taliban OR isis) NEAR/5 moscow", id="AND in NEAR"),
        pytest.param("a NEAR/5 title:b", "title:(a NEAR/5 b)", id="NEAR in one field"),
        pytest.param(
            "title:(a OR b) NOT NEAR/2 c", "title:((a OR b) NOT NEAR/2 c)", id="NOT NEAR in a field"
        ),
        pytest.param("title:[a TO b]", "title:(a OR b)", id="a range of words"),
        pytest.param("name:{a TO b}", "name:(a OR b)", id="a range of names"),
        pytest.param("a PRE/0 b", "BEFORE/1 for words side by side", id="PRE/0"),
        pytest.param("title:-army", "write -title:word", id="a minus behind the colon"),
        pytest.param("words:500-1000", "write words:500..1000", id="numbers and a hyphen"),
        pytest.param("words:500+", "write words:>=500", id="a number and a plus"),
        pytest.param("date:20160220", "write 2016-02-20", id="a day without hyphens"),
        pytest.param("date:2016*", "write 2016", id="a year with a star"),
        pytest.param('near20:"a b"', "NEAR/20", id="near20:"),
        pytest.param("repeat3:a", "ATLEAST/3", id="repeat3:"),
        pytest.param('"oil pric* OR "tax"', '"oil pric*" OR "tax"', id="a quote never closed"),
        pytest.param('followed a path".', "remove it", id="the end of a quotation"),
        pytest.param('"oil" OR gas tax" OR b', '"oil" OR "gas tax" OR b', id="never opened"),
        pytest.param("when:7d", "did you mean date:?", id="when"),
        pytest.param("pub_date>now-3days", "write date:>now-3days", id="a date compared"),
    ],
)
def test_the_advice_names_what_would_work(query: str, advice: str) -> None:
    assert advice in refused(query).advice


def test_the_error_of_a_regular_expression_quotes_it_as_it_was_typed() -> None:
    assert refused("/Krak[ó/").message.endswith("[ó")
    assert refused("/A(b/").message.endswith("A(b")


@pytest.mark.parametrize(
    "query",
    [
        *('"', 'tajik "', "(", "^", "^2", "OR", "mil*t~", "al-qaida~", '"tajik army"~', "=army~"),
        *('"a b"~x', "=milit*", "a NEAR/5 title:b", "source:(a NEAR/5 b)"),
    ],
    ids=repr,
)
def test_the_query_that_advice_proposes_is_a_query(query: str) -> None:
    _, write, proposed = refused(query).advice.partition("write ")
    assert not write or parse(proposed.removesuffix(" for words side by side")) is not None


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a" * 10_001, id="10,001 characters"),
        pytest.param("a " * 65, id="65 words"),
        pytest.param('"a" ' * 65, id="65 phrases"),
        pytest.param("(" * 21 + "a" + ")" * 21, id="21 parentheses"),
        pytest.param("NOT " * 21 + "a", id="21 exclusions"),
        pytest.param("(" * 999, id="only parentheses"),
        pytest.param("-(" * 999, id="only exclusions"),
        pytest.param(" OR ".join(["a"] * 1_001), id="a list of 1,001"),
        pytest.param(" OR ".join(["(a b)"] * 33), id="66 words in groups"),
        pytest.param("NOT " * 249 + "a", id="only NOT"),
    ],
)
def test_a_query_beyond_the_bounds_is_refused(query: str) -> None:
    error = refused(query)
    assert error.advice
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
        pytest.param("aa* " * 5, id="5 wildcards"),
        pytest.param("a NEAR/1000 b", id="the greatest distance"),
        pytest.param('"a b"~1000', id="the greatest slop"),
        pytest.param(" NEAR/5 ".join("a" * 11), id="10 NEAR"),
    ],
)
def test_a_query_at_the_bounds_is_accepted(query: str) -> None:
    assert parse(query) is not None
