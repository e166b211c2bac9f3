"""How names with marks in them meet their other spellings."""

from __future__ import annotations

import pytest
from differential import compare
from generators import ANALYZER, make_document, vocabulary_of

from searchkit.binding import bind
from searchkit.engines import ENGINES
from searchkit.errors import QueryError
from searchkit.matching.highlights import Highlights
from searchkit.query import Query
from searchkit.syntax import parse

TEXTS = {
    "hyphen": "A cease-fire holds.",
    "one": "The ceasefire held.",
    "two": "They cease fire.",
    "jets": "Two F-16s and an MD82.",
    "jet": "An F-16 flew.",
    "bank": "J.P. Morgan lends.",
    "apart": "J. P. Morgan lends.",
    "mail": "By e-mail, today.",
    "post": "An email, day to day.",
    "out": "It may take over a firm.",
    "in": "A take-over bid.",
    "over": "A takeover bid.",
    "irish": "So O’Brien said.",
    "plain": "So OBrien said.",
    "code": "Code in C++ for R&B.",
    "letter": "Vitamin C for all.",
    "money": "It cost $1.2bn and £3.5m.",
    "health": "The WHO warns.",
    "pronoun": "A man who warns.",
    "french": "Avec l’Union.",
    "kata": "The kata-containers project.",
    "kept": "Containers for kata.",
    "virt": "A virt-weekly report.",
    "talks": "塔利班和平谈判在多哈举行。",
    "turned": "和平塔利班。谈判",
    "taiwan": "臺灣總統訪問美國。",
    "bangkok": "ผู้แทนตาลีบันเจรจาสันติภาพ",
    "kana": "ﾌﾟｰﾁﾝ大統領は東京",
    "latin": "Then Zamir Kabulov met Zelensky.",
}
DOCUMENTS = [make_document(name, text) for name, text in TEXTS.items()]
VOCABULARY = vocabulary_of(*DOCUMENTS)


def bound(query: str) -> Query:
    tree = parse(query)
    assert tree is not None
    return bind(tree, query, ANALYZER, VOCABULARY).query


def found(query: str) -> dict[str, list[str]]:
    """The articles that a query finds, and what it marks in each."""
    marked = {}
    for document in DOCUMENTS:
        if (highlights := Highlights.of(bound(query), document)) is not None:
            text = document.article.body
            marked[document.id] = [text[start:end] for start, end in highlights.body_marks]
    return marked


@pytest.mark.slow
@pytest.mark.parametrize(
    ("queries", "articles"),
    [
        pytest.param(
            ["ceasefire", "cease-fire", "cease fire", '"ceasefire"', '"cease-fire"'],
            {"hyphen", "one", "two"},
            id="a hyphen, a blank, nothing",
        ),
        pytest.param(["F-16", "F16", "F-16s", "F 16"], {"jets", "jet"}, id="letters and digits"),
        pytest.param(["MD-82", "MD82", "MD 82"], {"jets"}, id="one word in the text"),
        pytest.param(
            ["J.P. Morgan", "J. P. Morgan", '"J.P. Morgan"', '"J. P. Morgan"'],
            {"bank", "apart"},
            id="initials",
        ),
        pytest.param(["email", "e-mail", "e mail"], {"mail", "post"}, id="a letter"),
        pytest.param(["takeover"], {"in", "over"}, id="only with its mark"),
        pytest.param(["O'Brien", "obrien"], {"irish", "plain"}, id="apostrophe"),
        pytest.param(["C++"], {"code"}, id="C++"),
        pytest.param(["R&B", '"R&B"', '"for R&B"'], {"code"}, id="R&B"),
        pytest.param(["c"], {"code", "letter"}, id="the bare letter"),
        pytest.param(["1.2", "3.5", "$1.2bn"], {"money"}, id="decimals"),
        pytest.param(["16"], {"jet"}, id="a number in a name, and no plural"),
        pytest.param(["1", "5", "bn 3.5"][:2], set(), id="no part of a number"),
        pytest.param(["=WHO"], {"health"}, id="capitals"),
        pytest.param(["=who", "who", "WHO"], {"health", "pronoun"}, id="any case"),
        pytest.param(["union", "l'union", '"l’Union"'], {"french"}, id="elision"),
        pytest.param(["kata-containers", "katacontainers"], {"kata"}, id="a rare name"),
        pytest.param(["virt-weekly"], {"virt"}, id="another"),
        pytest.param(["塔利班"], {"talks", "turned"}, id="a Chinese word"),
        pytest.param(
            ["塔利班和平谈判", '"塔利班和平"', "塔利班和*"], {"talks"}, id="all of its pairs"
        ),
        pytest.param(["台湾总统", "臺灣總統"], {"taiwan"}, id="simplified and traditional"),
        pytest.param(['"台湾"'], set(), id="the exact letters"),
        pytest.param(["ตาลีบัน", "สันติภาพ", '"เจรจาสันติ"'], {"bangkok"}, id="Thai"),
        pytest.param(["ตาลีบัง"], set(), id="another Thai word"),
        pytest.param(["プーチン大統領", "ﾌﾟｰﾁﾝ"], {"kana"}, id="half-width kana"),
        pytest.param(["=cease-fire"], {"hyphen", "two"}, id="the exact form"),
        pytest.param(["=ceasefire"], {"one"}, id="the exact form in one word"),
        pytest.param(["ceasefire NEAR/2 holds"], {"hyphen"}, id="near another word"),
    ],
)
def test_spellings_meet(queries: list[str], articles: set[str]) -> None:
    for query in queries:
        assert set(found(query)) == articles, query


@pytest.mark.parametrize(
    ("query", "article", "marks"),
    [
        ("ceasefire", "hyphen", ["cease-fire"]),
        ("takeover", "in", ["take-over"]),
        ("F16", "jets", ["F-16s"]),
        ("C++", "code", ["C++"]),
        ("R&B", "code", ["R&B"]),
        ("=WHO", "health", ["WHO"]),
        ("union", "french", ["Union"]),
        ('"J. P. Morgan"', "bank", ["J.P. Morgan"]),
    ],
)
def test_a_name_is_marked_whole(query: str, article: str, marks: list[str]) -> None:
    assert found(query)[article] == marks


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_finds_the_same(engine: str) -> None:
    words = ["ceasefire", "F-16", "J. P. Morgan", "takeover", "C++", "R&B", "=WHO", "WHO warns"]
    further = ['"cease-fire holds"', "title:ceasefire OR lead:ceasefire", "塔利班和平", "-takeover"]
    compare(engine, DOCUMENTS, list(map(bound, [*words, *further])))


def test_a_word_without_blanks_has_a_greatest_length() -> None:
    text = "塔利班和平" * 13
    tree = parse(text)
    assert tree is not None
    with pytest.raises(QueryError, match="at most 64 letters"):
        bind(tree, text, ANALYZER, VOCABULARY)


@pytest.mark.parametrize("text", ["塔利班~", "塔*班", "ตา?บัน", "?塔", "?塔\u0301"])
def test_letters_without_blanks_have_no_pattern(text: str) -> None:
    with pytest.raises(QueryError, match="no spaces between words"):
        parse(text)


RUSSIAN = [
    make_document("moscow", "Замир Кабулов встретился с талибами в Москве.", language="ru"),
    make_document("umlauts", "Hier sprachen Möller und Müller."),
    make_document("letters", "Then Moeller and Mueller spoke."),
    make_document("kiev", "Об этом сообщили Зеленскому в Киеве.", language="ru"),
    *DOCUMENTS,
]


@pytest.mark.parametrize(
    ("query", "articles", "across"),
    [
        ("Kabulov", {"moscow", "latin"}, 1),
        ("Кабулов", {"moscow", "latin"}, 1),
        ("Zelenskyy", {"kiev"}, 1),
        ("Зеленский", {"kiev", "latin"}, 1),
        ("=Kabulov", {"latin"}, 0),
        ("Moeller", {"umlauts", "letters"}, 1),
        ("Möller", {"umlauts", "letters"}, 1),
        ("Müller", {"umlauts", "letters"}, 1),
        ("Mueller", {"umlauts", "letters"}, 1),
        ("kabulov", {"latin"}, 0),
        ("Kabulov NEAR/2 Замир", {"moscow", "latin"}, 2),
        ("Mueller NEAR/3 sprachen", {"umlauts"}, 1),
        ("Moeller SENTENCE sprachen", {"umlauts"}, 1),
    ],
)
def test_a_name_is_found_in_another_script_and_the_answer_says_so(
    query: str, articles: set[str], across: int
) -> None:
    tree = parse(query)
    assert tree is not None
    asked = bind(tree, query, ANALYZER, vocabulary_of(*RUSSIAN))
    found = {one.id for one in RUSSIAN if Highlights.of(asked.query, one) is not None}
    assert (found, len(asked.across)) == (articles, across)


@pytest.mark.parametrize(
    ("query", "other"),
    [("WHO warns", "=WHO warns"), ("title:WHO", "title:=WHO"), ("who warns", None)],
)
def test_a_word_in_capitals_is_offered_as_it_is_written(query: str, other: str | None) -> None:
    tree = parse(query)
    assert tree is not None
    readings = bind(tree, query, ANALYZER, VOCABULARY).readings
    assert [reading.query for reading in readings] == ([other] if other else [])
