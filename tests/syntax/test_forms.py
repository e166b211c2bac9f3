"""Every form of the query language, and the tree that it means."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from searchkit.article import PartialDate
from searchkit.syntax import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Fuzzy,
    MatchAll,
    Near,
    Node,
    Not,
    NotNear,
    NumberRange,
    Operator,
    Or,
    Phrase,
    Regex,
    Term,
    Wildcard,
    Within,
    WithStatus,
    filtered,
    parse,
)

TAJIK, ARMY, PEACE = Term("tajik"), Term("army"), Term("peace")
TODAY = PartialDate(2016, 3, 1)
YEAR, MONTH, DAY = PartialDate(2016), PartialDate(2016, 2), PartialDate(2016, 2, 20)


def every(*children: Node) -> And:
    return And(children)


def either(*children: Node) -> Or:
    return Or(children)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        pytest.param("army", ARMY, id="one word"),
        pytest.param("tajik army", every(TAJIK, ARMY), id="words side by side"),
        pytest.param("tajik AND army", every(TAJIK, ARMY), id="AND"),
        pytest.param("tajik OR army", either(TAJIK, ARMY), id="OR"),
        pytest.param("and or not", every(Term("and"), Term("or"), Term("not")), id="small letters"),
        pytest.param("-army", Not(ARMY), id="minus"),
        pytest.param("NOT army", Not(ARMY), id="NOT"),
        pytest.param("NOT NOT army", Not(Not(ARMY)), id="NOT NOT"),
        pytest.param("tajik -army", every(TAJIK, Not(ARMY)), id="word and minus"),
        pytest.param("tajik NOT army", every(TAJIK, Not(ARMY)), id="word and NOT"),
        pytest.param(
            "peace OR tajik army", either(PEACE, every(TAJIK, ARMY)), id="AND binds before OR"
        ),
        pytest.param("NOT tajik army", every(Not(TAJIK), ARMY), id="NOT binds before AND"),
        pytest.param("(peace OR tajik) army", every(either(PEACE, TAJIK), ARMY), id="parentheses"),
        pytest.param("-(tajik OR army)", Not(either(TAJIK, ARMY)), id="minus before a group"),
        pytest.param("((army))", ARMY, id="needless parentheses"),
        pytest.param("tajik(army)", every(TAJIK, ARMY), id="no space before a group"),
        pytest.param('"Tajik Army"', Phrase("Tajik Army"), id="phrase"),
        pytest.param("“Tajik Army”", Phrase("Tajik Army"), id="curly quotes"),
        pytest.param("„Tajik Army“", Phrase("Tajik Army"), id="low quotes"),
        pytest.param("＂Tajik Army＂", Phrase("Tajik Army"), id="full-width quotes"),
        pytest.param('"tajik OR (army"', Phrase("tajik OR (army"), id="syntax inside quotes"),
        pytest.param("=army", Term("army", exact=True), id="exact"),
        pytest.param("title:=army", Term("army", True, "title"), id="exact in a field"),
        pytest.param("-=army", Not(Term("army", exact=True)), id="exact, excluded"),
        pytest.param("title:army", Term("army", field="title"), id="field"),
        pytest.param("TITLE:army", Term("army", field="title"), id="field in capitals"),
        pytest.param('title:"tajik army"', Phrase("tajik army", "title"), id="phrase in a field"),
        pytest.param(
            "title:(tajik OR army) peace",
            every(either(Term("tajik", field="title"), Term("army", field="title")), PEACE),
            id="group in a field",
        ),
        pytest.param("-title:army", Not(Term("army", field="title")), id="field, excluded"),
        pytest.param('source:"New York Times"', Phrase("New York Times", "source"), id="source"),
        pytest.param("author:lee", Term("lee", field="author"), id="author"),
        pytest.param("language:en", Term("en", field="language"), id="language"),
        pytest.param("path:a/b-c.txt", Term("a/b-c.txt", field="path"), id="path"),
        pytest.param("url:https://a.example/b", Term("https://a.example/b", field="url"), id="url"),
        pytest.param("https://a.example/b:c", Term("https://a.example/b:c"), id="a URL is a word"),
        pytest.param("12:30", Term("12:30"), id="a time is a word"),
        pytest.param("U.S./NATO", Term("U.S./NATO"), id="slash"),
        pytest.param("American-backed", Term("American-backed"), id="hyphen inside a word"),
        pytest.param("what?", Term("what?"), id="question mark at the end"),
        pytest.param('"tajik army"~3', Phrase("tajik army", slop=3), id="slop"),
        pytest.param('"tajik army"~0', Phrase("tajik army"), id="no slop"),
        pytest.param('source:="Times"', Phrase("Times", "source", whole=True), id="whole value"),
        pytest.param("“tajik army”~3", Phrase("tajik army", slop=3), id="slop, curly quotes"),
        pytest.param('title:"a b"~3^2', Boost(Phrase("a b", "title", 3), 2), id="slop, weight"),
        pytest.param(
            '"tajik army" ~x', every(Phrase("tajik army"), Term("~x")), id="no slop: space"
        ),
        pytest.param("milit*", Wildcard("milit*"), id="prefix"),
        pytest.param("*stan", Wildcard("*stan"), id="suffix"),
        pytest.param("t?jik", Wildcard("t?jik"), id="one letter open"),
        pytest.param("source:tim*", Wildcard("tim*", "source"), id="wildcard in a value"),
        pytest.param("what??", Term("what??"), id="question marks at the end"),
        pytest.param("Al-Qa?d*", Wildcard("Al-Qa?d*"), id="wildcards in a compound"),
        pytest.param("https://a.example/?q=*", Term("https://a.example/?q=*"), id="none in a URL"),
        pytest.param("https://a.example/~me~", Term("https://a.example/~me~"), id="nor fuzzy"),
        pytest.param("kabulov~", Fuzzy("kabulov", 1), id="fuzzy"),
        pytest.param("kabulov~2", Fuzzy("kabulov", 2), id="fuzzier"),
        pytest.param("title:kabulov~1^2", Boost(Fuzzy("kabulov", 1, "title"), 2), id="fuzzy^"),
        pytest.param("a.example/~me", Term("a.example/~me"), id="a tilde inside a word"),
        pytest.param("tajik NEAR/5 army", Near(TAJIK, ARMY, 5), id="NEAR"),
        pytest.param("tajik BEFORE/5 army", Near(TAJIK, ARMY, 5, True), id="BEFORE"),
        pytest.param("near/5 tajik", every(Term("near/5"), TAJIK), id="near beside nothing"),
        pytest.param("path:NEAR/5", Term("NEAR/5", field="path"), id="NEAR in a path"),
        pytest.param(
            "peace tajik NEAR/5 army", every(PEACE, Near(TAJIK, ARMY, 5)), id="NEAR before AND"
        ),
        pytest.param("-(tajik NEAR/5 army)", Not(Near(TAJIK, ARMY, 5)), id="NEAR, excluded"),
        pytest.param(
            "tajik NEAR/3 army BEFORE/2 peace",
            Near(Near(TAJIK, ARMY, 3), PEACE, 2, True),
            id="a chain from left to right",
        ),
        pytest.param(
            "tajik NEAR/3 (army BEFORE/2 peace)",
            Near(TAJIK, Near(ARMY, PEACE, 2, True), 3),
            id="a chain in brackets",
        ),
        pytest.param(
            '"tajik army"~2 NEAR/5 (=peace OR tal* OR kabul~)',
            Near(
                Phrase("tajik army", slop=2),
                either(Term("peace", True), Wildcard("tal*"), Fuzzy("kabul", 1)),
                5,
            ),
            id="every operand",
        ),
        pytest.param(
            "title:(tajik NEAR/5 army)",
            Near(Term("tajik", field="title"), Term("army", field="title"), 5),
            id="NEAR in a field",
        ),
        pytest.param(
            "title:tajik NEAR/5 title:army",
            Near(Term("tajik", field="title"), Term("army", field="title"), 5),
            id="NEAR, the field twice",
        ),
        pytest.param("tajik SENTENCE army", Within(TAJIK, ARMY, "sentence"), id="SENTENCE"),
        pytest.param("tajik PARAGRAPH army", Within(TAJIK, ARMY, "paragraph"), id="PARAGRAPH"),
        pytest.param("tajik NOT NEAR/5 army", NotNear(TAJIK, ARMY, 5), id="NOT NEAR"),
        pytest.param("tajik NOT BEFORE/5 army", NotNear(TAJIK, ARMY, 5, True), id="NOT BEFORE"),
        pytest.param(
            "tajik NOT SENTENCE army", NotNear(TAJIK, ARMY, "sentence"), id="NOT SENTENCE"
        ),
        pytest.param("ATLEAST/5 army", AtLeast(5, ARMY), id="ATLEAST"),
        pytest.param(
            "ATLEAST/2 (tajik OR army)^2", Boost(AtLeast(2, either(TAJIK, ARMY)), 2), id="of any"
        ),
        pytest.param("/colou?r(ed)?/", Regex("colou?r(ed)?"), id="regular expression"),
        pytest.param("title:/ar[mn]y/", Regex("ar[mn]y", "title"), id="and in a field"),
        pytest.param("path:/a/", Term("/a/", field="path"), id="a folder"),
        pytest.param("lead:army", Term("army", field="lead"), id="lead"),
        pytest.param("words:>500", NumberRange("words", 501, None), id="more words"),
        pytest.param("words:100..200", NumberRange("words", 100, 200), id="so many words"),
        pytest.param('"oil pric*"', Phrase("oil pric*"), id="wildcard in a phrase"),
        pytest.param("5'10\" tall", every(Term("5'10\""), Term("tall")), id="inches"),
        pytest.param('צה"ל army', every(Term('צה"ל'), ARMY), id="gershayim"),
        pytest.param("«tajik army»", Phrase("tajik army"), id="guillemets"),
        pytest.param("Coast » News", every(*map(Term, ("Coast", "»", "News"))), id="a path"),
        pytest.param("LIFE SENTENCE", every(Term("LIFE"), Term("SENTENCE")), id="no operand after"),
        pytest.param("talks NEAR end", every(*map(Term, ("talks", "NEAR", "end"))), id="bare NEAR"),
        pytest.param("Army: tajik", every(Term("Army:"), TAJIK), id="a colon before a space"),
        pytest.param("army^2", Boost(ARMY, 2), id="weight"),
        pytest.param('"tajik army"^0.5', Boost(Phrase("tajik army"), 0.5), id="phrase's weight"),
        pytest.param("(tajik OR army)^3", Boost(either(TAJIK, ARMY), 3), id="group's weight"),
        pytest.param("army^1000", Boost(ARMY, 1000), id="the greatest weight"),
        pytest.param("*", MatchAll(), id="everything"),
        pytest.param("* -army", every(MatchAll(), Not(ARMY)), id="everything but"),
        pytest.param("date:unknown", WithStatus("date", "unknown"), id="undated"),
        pytest.param("date:inferred", WithStatus("date", "inferred"), id="date inferred"),
        pytest.param("source:unknown", WithStatus("source", "unknown"), id="no source"),
        pytest.param('source:"unknown"', Phrase("unknown", "source"), id="called unknown"),
        pytest.param("title:unknown", Term("unknown", field="title"), id="a word of the title"),
        pytest.param("unknown", Term("unknown"), id="the word unknown"),
        pytest.param("army\u00a0\t\ntajik", every(ARMY, TAJIK), id="every blank space"),
        pytest.param("ar\0my", ARMY, id="NUL is taken away"),
        pytest.param("ar\ud800my", ARMY, id="a lone surrogate is taken away"),
    ],
)
def test_a_query_means_this_tree(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        pytest.param("date:2016", YEAR, YEAR, id="year"),
        pytest.param("date:2016-02", MONTH, MONTH, id="month"),
        pytest.param("date:2016-2-20", DAY, DAY, id="day"),
        pytest.param('date:"2016-02"', MONTH, MONTH, id="in quotes"),
        pytest.param("date:２０１６", YEAR, YEAR, id="full-width digits"),
        pytest.param("date:2016..2018-06", YEAR, PartialDate(2018, 6), id="range"),
        pytest.param("date:..2016", None, YEAR, id="open before"),
        pytest.param("date:2016..", YEAR, None, id="open after"),
        pytest.param("date:>2016", PartialDate(2017, 1, 1), None, id="after a year"),
        pytest.param("date:>2016-02", PartialDate(2016, 3, 1), None, id="after a leap month"),
        pytest.param("date:>=2016-02", MONTH, None, id="from a month on"),
        pytest.param("date:<2016-03", None, PartialDate(2016, 2, 29), id="before a month"),
        pytest.param("date:<=2016-02", None, MONTH, id="until the end of a month"),
        pytest.param("since:2016-02", MONTH, None, id="since"),
        pytest.param("until:2016", None, YEAR, id="until"),
        pytest.param("date:2018..2016", PartialDate(2018), YEAR, id="reversed"),
        pytest.param("date:2016-02..03", MONTH, PartialDate(2016, 3), id="months of one year"),
        pytest.param("date:[2016 TO 2018]", YEAR, PartialDate(2018), id="as Lucene has it"),
        pytest.param("date:[now-7d/d TO NOW]", PartialDate(2016, 2, 24), TODAY, id="date math"),
        pytest.param("date:[NOW-7DAYS TO NOW/DAY]", PartialDate(2016, 2, 24), TODAY, id="as Solr"),
        pytest.param("since:NOW-1MONTH/DAY", PartialDate(2016, 2, 2), None, id="a month ago"),
        pytest.param("date:2016/02..2016/03", MONTH, PartialDate(2016, 3), id="slashes"),
        pytest.param("date:2016-03-01T00:00:00Z", TODAY, TODAY, id="a time"),
        pytest.param("date:[2016 TO *]", YEAR, None, id="open, as Lucene has it"),
        pytest.param("date:[2016 TO *}", YEAR, None, id="open with a brace, as Lucene has it"),
        pytest.param("before:2016-02", None, PartialDate(2016, 1, 31), id="before"),
        pytest.param("after:2016-02", PartialDate(2016, 3, 1), None, id="after"),
        pytest.param("date:today", TODAY, TODAY, id="today"),
        pytest.param("date:yesterday", *[PartialDate(2016, 2, 29)] * 2, id="yesterday"),
        pytest.param("date:7d", PartialDate(2016, 2, 24), TODAY, id="seven days"),
        pytest.param("since:2w", PartialDate(2016, 2, 17), None, id="since two weeks ago"),
        pytest.param("until:3m", None, PartialDate(2015, 12, 1), id="until three months ago"),
        pytest.param("date:1y..6m", PartialDate(2015, 3, 2), PartialDate(2015, 9, 1), id="ago"),
        pytest.param("date:last-month", MONTH, MONTH, id="last month"),
        pytest.param("since:9999y", PartialDate(1, 1, 2), None, id="before all dates"),
        pytest.param(
            "date:last-week", PartialDate(2016, 2, 22), PartialDate(2016, 2, 28), id="last week"
        ),
    ],
)
def test_a_date_form_means_this_period(
    query: str, first: PartialDate | None, last: PartialDate | None
) -> None:
    assert parse(query, today=dt.date(2016, 3, 1)) == DateRange(first, last)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        pytest.param("tajik army", either(TAJIK, ARMY), id="side by side"),
        pytest.param("tajik AND army peace", either(every(TAJIK, ARMY), PEACE), id="AND holds"),
        pytest.param("tajik army -peace", every(either(TAJIK, ARMY), Not(PEACE)), id="last"),
        pytest.param("tajik -peace army", every(either(TAJIK, ARMY), Not(PEACE)), id="middle"),
        pytest.param("-peace tajik army", every(either(TAJIK, ARMY), Not(PEACE)), id="first"),
        pytest.param("-peace tajik", every(TAJIK, Not(PEACE)), id="one of each"),
        pytest.param(
            "tajik army date:2016 -peace",
            every(either(TAJIK, ARMY), DateRange(YEAR, YEAR), Not(PEACE)),
            id="a period narrows",
        ),
        pytest.param(
            "date:2016 tajik army",
            every(DateRange(YEAR, YEAR), either(TAJIK, ARMY)),
            id="a period before the words",
        ),
        pytest.param(
            "date:2016 OR army", either(DateRange(YEAR, YEAR), ARMY), id="OR typed, a period"
        ),
        pytest.param(
            "tajik army words:>5 OR date:2016",
            every(
                either(TAJIK, ARMY), either(NumberRange("words", 6, None), DateRange(YEAR, YEAR))
            ),
            id="OR typed between periods",
        ),
        pytest.param(
            "tajik army (date:2016 OR words:>5)",
            every(
                either(TAJIK, ARMY), either(DateRange(YEAR, YEAR), NumberRange("words", 6, None))
            ),
            id="a group of periods",
        ),
        pytest.param(
            "tajik army date:2016 OR peace",
            either(TAJIK, ARMY, DateRange(YEAR, YEAR), PEACE),
            id="OR typed between a period and a word",
        ),
        pytest.param("-tajik -army", every(Not(TAJIK), Not(ARMY)), id="exclusions only"),
        pytest.param("-peace", Not(PEACE), id="one exclusion"),
        pytest.param("-peace OR army", either(Not(PEACE), ARMY), id="OR typed, NOT first"),
        pytest.param("army OR -peace", either(ARMY, Not(PEACE)), id="OR typed, NOT last"),
        pytest.param(
            "title:(tajik army)",
            either(Term("tajik", field="title"), Term("army", field="title")),
            id="inside a field",
        ),
        pytest.param("-(tajik army)", Not(either(TAJIK, ARMY)), id="inside an exclusion"),
    ],
)
def test_with_or_words_side_by_side_are_alternatives_and_exclusions_still_exclude(
    query: str, tree: Node
) -> None:
    assert parse(query, operator="or") == tree


@pytest.mark.parametrize("query", ["", " ", "\t\n\u3000", "\0"], ids=repr)
@pytest.mark.parametrize("operator", get_args(Operator))
def test_a_blank_query_is_no_tree_and_no_error(query: str, operator: Operator) -> None:
    assert parse(query, operator=operator) is None


@pytest.mark.parametrize(
    ("query", "written"),
    [
        pytest.param("a b OR -c", "((a AND b) OR (NOT c))", id="bracketed in full"),
        pytest.param('title:(a "b c")^2', '(title:a AND title:"b c")^2', id="fields and weights"),
        pytest.param("date:2016..2016", "date:2016", id="a range of one year"),
        pytest.param("since:2016-2", "date:2016-02..", id="since"),
        pytest.param("army^0.00001", "army^0.00001", id="a small weight"),
        pytest.param("army^123.4567", "army^123.4567", id="an exact weight"),
        pytest.param("army^2.0", "army^2", id="a whole weight"),
        pytest.param("army^100", "army^100", id="a round weight"),
        pytest.param("a NEAR/3 b NEAR/4 c", "(a NEAR/3 b NEAR/4 c)", id="a chain"),
        pytest.param("a NEAR/3 (b NEAR/4 c)", "(a NEAR/3 (b NEAR/4 c))", id="NEAR in NEAR"),
        pytest.param('kabulov~ "a b"~3', '(kabulov~1 AND "a b"~3)', id="fuzzy and slop"),
        pytest.param("(army^2)^3", "(army^2)^3", id="a weight of a weight"),
    ],
)
def test_a_tree_is_written_as_a_query(query: str, written: str) -> None:
    assert str(parse(query)) == written


@pytest.mark.parametrize(
    ("query", "places"),
    [
        pytest.param("  tajik army", ["tajik", "army"], id="words"),
        pytest.param('x title:"a b"', ["x", '"a b"'], id="phrase in a field"),
        pytest.param("x -army", ["x", "-army"], id="exclusion"),
        pytest.param("x =army", ["x", "=army"], id="exact"),
        pytest.param("x army^2", ["x", "army^2"], id="weight"),
        pytest.param("x date:>2016", ["x", ">2016"], id="date"),
        pytest.param('x "a b"~3', ["x", '"a b"~3'], id="slop"),
        pytest.param("x a NEAR/3 b y~", ["x", "a NEAR/3 b", "y~"], id="NEAR and fuzzy"),
    ],
)
def test_every_node_knows_its_place(query: str, places: list[str]) -> None:
    tree = parse(query)
    assert isinstance(tree, And)
    assert [query[one.span.start : one.span.end] for one in tree.children] == places


def test_filters_narrow_a_tree() -> None:
    assert filtered(ARMY) == ARMY
    assert filtered(ARMY, DateRange(YEAR, None)) == every(ARMY, DateRange(YEAR, None))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "computer-aided crime", "computer-aided OR computer OR aided OR crime", id="parts"
        ),
        pytest.param("U.S.-backed men", "U.S.-backed OR U.S. OR backed OR men", id="abbreviation"),
        pytest.param("computer-aided OR crime", "computer-aided OR crime", id="joined by hand"),
        pytest.param("F-16 jets", "F-16 OR jets", id="a letter or number alone is no part"),
        pytest.param("=computer-aided crime", "=computer-aided OR crime", id="exact"),
        pytest.param("crime -computer-aided", "crime -computer-aided", id="excluded"),
    ],
)
def test_with_any_a_name_with_a_mark_is_asked_for_by_its_parts_too(
    query: str, expected: str
) -> None:
    assert parse(query, operator="or") == parse(expected)
    assert parse("computer-aided crime") == parse("computer-aided AND crime")


def test_a_word_without_blanks_is_also_its_pairs_of_letters_where_words_are_alternatives():
    tree = parse("塔利班谈判", operator="or")
    assert isinstance(tree, Or)
    assert [str(one) for one in tree.children] == ["塔利班谈判", "塔利", "利班", "班谈", "谈判"]
    assert parse("塔利班谈判") == tree.children[0]
    assert str(parse("谈判", operator="or")) == "谈判"


def test_runs_of_three_and_five_letters_are_alternatives_to_a_word_of_thai():
    tree = parse("เจรจาสงบ", operator="or")
    assert isinstance(tree, Or)
    runs = [str(one) for one in tree.children[1:]]
    assert all(one.startswith('"') for one in runs)
    assert len(runs) == len(set(runs)) > 4


def test_a_pasted_question_without_blanks_is_its_runs_alone():
    tree = parse("谈判" * 40 + "塔利班", operator="or")
    assert isinstance(tree, Or)
    assert {len(str(one)) for one in tree.children} == {2}


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("（新闻 ＯＲ 军队） 和平", "(新闻 OR 军队) 和平"),
        ("title：ａｒｍｙ", "title:army"),
        ("新闻 －军队", "新闻 -军队"),
        ("＝ＷＨＯ", "=WHO"),
        ("ｍｉｌｉｔ＊", "milit*"),
        ("军队 ｜ 和平", "军队 | 和平"),
        ("军队 ＆＆ 和平", "军队 && 和平"),
        ("新闻 AND（军队 OR 和平）", "新闻 AND(军队 OR 和平)"),
        ("（新闻 OR 会谈）ＡＮＤ（军队 OR 和平）", "(新闻 OR 会谈)AND(军队 OR 和平)"),
        ("NOT（军队 和平） 新闻", "NOT(军队 和平) 新闻"),
        ("新闻 NEAR／3（军队 OR 和平）", "新闻 NEAR/3(军队 OR 和平)"),
        ("（军队 和平）（新闻）", "(军队 和平)(新闻)"),
    ],
)
def test_signs_in_full_width_mean_what_they_mean_in_ascii(wide: str, narrow: str) -> None:
    assert parse(wide) == parse(narrow)


@pytest.mark.parametrize(
    "text",
    [
        "联合国（UN）决议",
        "BRAND（军队）",
        "（军队）ORDER",
        "会谈（续",
        "时间：12点",
        "谁去军队？",
        "东京－大阪",
        "5～10",
        "Beta：军队",
    ],
)
def test_a_sign_in_full_width_that_is_a_part_of_the_text_stays_one(text: str) -> None:
    assert parse(text) == Term(text)
