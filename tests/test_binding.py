"""From what was typed to what an engine is asked."""

from __future__ import annotations

import pytest
from generators import make_document

from searchkit.analysis import Analyzer
from searchkit.article import PartialDate
from searchkit.binding import ADJACENCY, EXACT_FORM, FUNCTION_WORD, Bound, bind
from searchkit.errors import QueryError
from searchkit.matching.match import Occurrence, match
from searchkit.query import (
    And,
    Boolean,
    Boost,
    DateRange,
    Disjunction,
    Filtered,
    Leaf,
    MatchAll,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    leaves,
)
from searchkit.schema import EXACT, SCORED_STREAMS, STREAMS
from searchkit.syntax import Operator, parse

ANALYZER = Analyzer()


# The terms of every stream of an index.
TERMS = (
    "krakow",
    "krakows",
    "kabulow",
    "kabulov",
    "military",
    "militia",
    "qaeda",
    "qaida",
    "times",
)


def vocabulary(_stream: str, prefix: str) -> list[str]:
    return [term for term in TERMS if term.startswith(prefix)]


def bound(query: str, *, operator: Operator = "and") -> Bound:
    tree = parse(query, operator=operator)
    assert tree is not None
    return bind(tree, query, ANALYZER, vocabulary)


def leaves_of(query: str) -> set[Leaf]:
    return set(leaves(bound(query).query))


def plain(query: Query) -> Query:
    """The query without weights and preferences, which change no match."""
    match query:
        case Boost(child) | Boolean(child) | Filtered(child):
            return plain(child)
        case And(children):
            return And(tuple(map(plain, children)))
        case Or(children):
            return Or(tuple(map(plain, children)))
        case Not(child):
            return Not(plain(child))
        case _:
            return query


def text(term: str) -> Query:
    return Term("text", term)


def day(date: str) -> int:
    return PartialDate.parse(date).first_day.toordinal()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("armies", text("armi"), id="a word searches stems of title and body"),
        pytest.param(
            "=armies",
            Term("text_exact", "armies"),
            id="an exact word searches surface forms",
        ),
        pytest.param(
            '"Tajik Armies"',
            Phrase("text_exact", ("tajik", "armies")),
            id="a phrase searches surface forms",
        ),
        pytest.param(
            '"Armies"',
            Term("text_exact", "armies"),
            id="a phrase of one word is that surface form",
        ),
        pytest.param(
            "American-backed",
            Phrase("text", ("american", "back")),
            id="a word of two tokens is a phrase of stems",
        ),
        pytest.param("U.S.", text("us"), id="an abbreviation is one token"),
        pytest.param("title:armies", Term("title", "armi"), id="one field"),
        pytest.param("body:=armies", Term("body_exact", "armies"), id="one field, exact"),
        pytest.param("source:Times", Term("source", "times"), id="values are not stemmed"),
        pytest.param(
            'source:"New York Times"',
            Phrase("source", ("new", "york", "times")),
            id="words of a value stand in order",
        ),
        pytest.param('source:="Times"', Phrase("source", ("¦", "times", "¦")), id="a whole value"),
        pytest.param("source:=Times", Phrase("source", ("¦", "times", "¦")), id="of one word"),
        pytest.param("author:O’Brien", Term("author", "o'brien"), id="author"),
        pytest.param("path:a/b.txt", Phrase("path", ("a", "b", "txt")), id="path"),
        pytest.param("date:unknown", Term("provenance", "date:unknown"), id="undated"),
        pytest.param("author:declared", Term("provenance", "authors:declared"), id="authors"),
        pytest.param(
            'body:"Tajik Armies"~3', Phrase("body_exact", ("tajik", "armies"), 3), id="slop"
        ),
        pytest.param(
            "body:MILIT*",
            Synonyms("body_exact", ("military", "militia"), "milit*"),
            id="a wildcard is folded",
        ),
        pytest.param(
            "body:Krak?w*",
            Synonyms("body_exact", ("krakow", "krakows"), "krak?w*"),
            id="two wildcards",
        ),
        pytest.param(
            "source:tim*", Synonyms("source", ("times",), "tim*"), id="a wildcard in a value"
        ),
        pytest.param("body:zz*", Synonyms("body_exact", (), "zz*"), id="a wildcard that none fits"),
        pytest.param(
            "body:Al-Qa?d*",
            Near(
                Term("body_exact", "al"),
                Synonyms("body_exact", ("qaeda", "qaida"), "qa?d*"),
                1,
                True,
            ),
            id="a compound with wildcards is surface forms side by side",
        ),
        pytest.param(
            "body:Kabulov’s~2",
            Synonyms("body_exact", ("kabulow", "kabulov"), "kabulov~2"),
            id="fuzzy",
        ),
        pytest.param(
            'body:(armies NEAR/5 ("Tajik Armies" OR =talks))',
            Near(
                Term("body", "armi"),
                Disjunction(
                    (Phrase("body_exact", ("tajik", "armies")), Term("body_exact", "talks"))
                ),
                5,
            ),
            id="operands mean what they mean alone",
        ),
        pytest.param(
            "tajik BEFORE/3 armies",
            Near(Term("text", "tajik"), Term("text", "armi"), 3, True),
            id="in one field at a time",
        ),
        pytest.param("*", MatchAll(), id="everything"),
        pytest.param("-tajik", Not(text("tajik")), id="negation"),
        pytest.param("tajik AND NOT opium", And((text("tajik"), Not(text("opium")))), id="NOT"),
        pytest.param("tajik & opium", And((text("tajik"), text("opium"))), id="a sign between"),
        pytest.param("& tajik", text("tajik"), id="a sign before"),
        pytest.param("tajik -&", text("tajik"), id="a sign excluded"),
        pytest.param(
            "date:2016-02", DateRange(day("2016-02-01"), day("2016-02-29")), id="a whole month"
        ),
        pytest.param("since:2016", DateRange(day("2016-01-01"), None), id="since"),
        pytest.param("until:2016", DateRange(None, day("2016-12-31")), id="until"),
        pytest.param(
            "date:2016..2017-02", DateRange(day("2016-01-01"), day("2017-02-28")), id="range"
        ),
    ],
)
def test_a_query_asks_for(query: str, expected: Query) -> None:
    assert plain(bound(query).query) == expected


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        pytest.param("tajik armies", {("tajik", "armi")}, id="two words"),
        pytest.param(
            "tajik army chief", {("tajik", "armi"), ("armi", "chief")}, id="each pair of three"
        ),
        pytest.param("tajik OR army", {("tajik", "armi")}, id="alternatives"),
        pytest.param("=tajik =army", {("tajik", "army")}, id="exact words"),
        pytest.param("title:(tajik army)", {("tajik", "armi")}, id="in one field"),
        pytest.param("U.S.-backed army", {("us", "back"), ("us", "back", "armi")}, id="compound"),
        pytest.param("title:tajik body:army", set(), id="in different fields"),
        pytest.param("source:tajik source:army", set(), id="values do not score"),
        pytest.param('tajik "army"', set(), id="a phrase is no loose word"),
        pytest.param("tajik -army", set(), id="an excluded neighbour"),
        pytest.param("bank of england", {("bank", "of", "england")}, id="over a function word"),
        pytest.param("which bank of", set(), id="function words have no neighbours"),
        pytest.param("not only that", {("not", "onli"), ("onli", "that")}, id="none but those"),
        pytest.param("tajik & army", set(), id="not side by side"),
        pytest.param("tajik NEAR/3 army chief", set(), id="a chain is no loose word"),
        pytest.param("tajik arm* chief", set(), id="a wildcard is no loose word"),
    ],
)
def test_loose_neighbours_are_preferred_side_by_side(
    query: str, phrases: set[tuple[str, ...]]
) -> None:
    found = {leaf for leaf in leaves_of(query) if isinstance(leaf, Phrase)}
    typed = {leaf.terms for leaf in found if leaf.stream.endswith(EXACT)}
    stems = {leaf.terms for leaf in found if not leaf.stream.endswith(EXACT)}
    assert (stems or typed) == phrases


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        pytest.param("tajik army", ["tajik", "army"], id="words"),
        pytest.param('title:tajik "army chief"', ["title:tajik", '"army chief"'], id="as typed"),
        pytest.param("tajik -army", ["tajik"], id="negated words are no parts"),
        pytest.param("tajik -(army OR -opium)", ["tajik"], id="nor is anything inside"),
        pytest.param("-tajik", [], id="negation only"),
        pytest.param("tajik OR date:2016", ["tajik"], id="dates are no parts"),
        pytest.param("tajik &", ["tajik"], id="signs are no parts"),
        pytest.param(
            "tajik NEAR/3 (army OR talk*)",
            ["tajik", "army", "talk*", "(tajik NEAR/3 (army OR talk*))"],
            id="operands, then the whole",
        ),
    ],
)
def test_the_parts_are_the_words_that_can_make_a_hit(query: str, parts: list[str]) -> None:
    assert [part.text for part in bound(query).parts] == parts


@pytest.mark.parametrize(
    ("query", "note"),
    [
        pytest.param("tajik &", "&", id="a word without letters"),
        pytest.param('tajik "…"', "…", id="a phrase without letters"),
        pytest.param("tajik -§", "§", id="an excluded one"),
        pytest.param("date:2018..2016", "ends before it begins", id="a reversed range"),
    ],
)
def test_what_asks_for_nothing_is_noted(query: str, note: str) -> None:
    (only,) = bound(query).notes
    assert note in only


@pytest.mark.parametrize("query", ["tajik army", "date:2016", "-tajik", "*"], ids=repr)
def test_an_ordinary_query_needs_no_note(query: str) -> None:
    assert bound(query).notes == ()


def test_a_word_too_long_to_be_indexed_is_not_said_to_have_no_letters() -> None:
    (note,) = bound(f"tajik {'x' * 200}").notes
    assert "no letters" not in note


@pytest.mark.parametrize("query", ["&", '"…"', "-&", "(& OR …)", "&^2", "title:&", "- -"], ids=repr)
def test_a_query_without_any_word_finds_nothing_and_says_so(query: str) -> None:
    found = bound(query)
    assert found.query == Not(MatchAll())
    assert found.notes[-1] == "there is nothing to search for"


@pytest.mark.parametrize("query", ["tajik NEAR/3 [&]", "([…] OR a) NEAR/3 tajik"], ids=repr)
def test_what_is_no_word_has_no_place_beside_near(query: str) -> None:
    start, end = query.index("["), query.index("]") - 1
    with pytest.raises(QueryError) as caught:
        bound(query.replace("[", "").replace("]", ""))
    assert (caught.value.start, caught.value.end) == (start, end)
    assert caught.value.advice


@pytest.mark.parametrize(
    "query",
    [
        "tajik", "=tajik", "taj*", "title:taj*", "source:taj*", "tajik~", "a NEAR/2 =b",
        '"a b"', "title:a", "body:a", "source:a", "author:a", "language:a",
        "path:a", "url:a", "source:=a", "date:2016", "since:2016", "date:unknown", "url:unknown",
    ],
)  # fmt: skip
def test_a_bound_query_asks_only_for_streams_that_an_index_has(query: str) -> None:
    assert {leaf.stream for leaf in leaves_of(query)} <= {*STREAMS, *SCORED_STREAMS}


def weights(query: Query, weight: float = 1.0) -> dict[Leaf, float]:
    """What each term is multiplied by."""
    match query:
        case Boost(child, factor):
            return weights(child, factor * weight)
        case And(children) | Or(children):
            return {leaf: one for child in children for leaf, one in weights(child, weight).items()}
        case Boolean(must, should):
            return weights(must, weight) | weights(should, weight)
        case Filtered(_, scored):
            return weights(scored, weight)
        case leaf:
            return {leaf: weight}


def test_the_form_that_was_typed_weighs_beside_the_stem() -> None:
    assert weights(bound("armies").query) == {
        Term("text", "armi"): 1.0,
        Term("text_exact", "armies"): EXACT_FORM,
    }


@pytest.mark.parametrize("field", ["title", "body"])
def test_a_word_in_one_field_scores_as_in_all_of_the_text(field: str) -> None:
    query = bound(f"{field}:armies").query
    assert isinstance(query, Filtered)
    assert query.filter == Term(field, "armi")
    assert weights(query) == weights(bound("armies").query)


def test_a_function_word_has_no_typed_form() -> None:
    assert set(weights(bound("of").query)) == {Term("text", "of")}


def test_the_form_that_was_typed_is_marked_once_as_its_stem() -> None:
    document = make_document("a.txt", "Armies met an army.")
    found = match(bound("armies").query, document)
    assert found == [Occurrence(Term("body", "armi"), at, at) for at in (0, 3)]


@pytest.mark.parametrize(
    ("query", "weight"),
    [
        pytest.param("bank of england", FUNCTION_WORD, id="beside others"),
        pytest.param("Bank OF England", FUNCTION_WORD, id="in any case"),
        pytest.param("of", 1.0, id="alone"),
        pytest.param("of the", 1.0, id="none but those"),
        pytest.param("bank =of england", None, id="asked for exactly"),
        pytest.param("bank of^2 england", 2.0, id="weighed by hand"),
    ],
)
def test_a_function_word_counts_less_beside_other_words(query: str, weight: float | None) -> None:
    assert weights(bound(query).query).get(Term("text", "of")) == weight


@pytest.mark.parametrize("query", ["oil price", "oil price rise", "title:(oil price)"])
def test_each_pair_of_neighbours_counts_the_same(query: str) -> None:
    assert weights(bound(query).query)[Phrase("text", ("oil", "price"))] == ADJACENCY


@pytest.mark.parametrize("query", ["tajik^3", "(tajik)^3"], ids=repr)
def test_a_weight_multiplies_its_child(query: str) -> None:
    assert bound(query).query == Boost(bound("tajik").query, 3.0)


def test_with_any_the_words_are_alternatives_and_exclusions_are_not() -> None:
    query = plain(bound("tajik army -opium", operator="or").query)
    assert query == And((Or((text("tajik"), text("armi"))), Not(text("opium"))))


def test_periods_that_exclude_each_other_are_said_to_do_so() -> None:
    assert bound("tajik since:2016 until:2015").notes == (
        "date:2016.. and date:..2015 have no day in common, so no article matches both",
    )
    assert bound("tajik (since:2016 until:2016)").notes == ()
    assert bound("tajik (since:2016 OR until:2015)").notes == ()


@pytest.mark.parametrize("query", ['"peace * talks"', '"peace *"'])
def test_a_star_alone_in_a_phrase_is_noted(query: str) -> None:
    assert bound(query).notes == (
        f"a * alone in {query} is ignored; to allow a word in between, write ~1 after the phrase",
    )


@pytest.mark.parametrize("query", ['"peace ta*"', f'"{"x" * 300} mili*"', '"peace ?"'])
def test_nothing_is_noted_of_a_star_that_is_part_of_a_word(query: str) -> None:
    assert not any("* alone" in note for note in bound(query).notes)
