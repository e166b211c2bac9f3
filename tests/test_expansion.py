"""What wildcards and fuzzy words stand for in an index."""

from __future__ import annotations

import pytest
from generators import ANALYZER
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.patterns import alike, fitting, is_wildcard, tokenize_wildcard
from searchkit.binding import bind
from searchkit.errors import QueryError
from searchkit.expansion import MAX_EXPANSIONS, expand, expand_bound
from searchkit.query import And, Disjunction, Fuzzy, Near, Not, Query, Synonyms, Term, Wildcard
from searchkit.syntax import parse

VOCABULARY = ["armies", "army", "kabul", "kabulov", "kabulow", "milieu", "military", "militia"]


def vocabulary(stream: str, prefix: str) -> list[str]:
    return [term for term in VOCABULARY if term.startswith(prefix)]


def stands_for(query: Query) -> tuple[str, ...]:
    expanded = expand(query, vocabulary)
    assert isinstance(expanded, Synonyms)
    return expanded.terms


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        pytest.param(Wildcard("body_exact", "milit*"), ("military", "militia"), id="prefix"),
        pytest.param(Wildcard("body_exact", "*ov"), ("kabulov",), id="suffix"),
        pytest.param(Wildcard("body_exact", "kabulo?"), ("kabulov", "kabulow"), id="one letter"),
        pytest.param(Wildcard("body_exact", "a*m*s"), ("armies",), id="two stars"),
        pytest.param(Wildcard("body_exact", "army*"), ("army",), id="a star may be nothing"),
        pytest.param(Wildcard("body_exact", "army?"), (), id="a question mark is a letter"),
        pytest.param(Fuzzy("body_exact", "kabulov", 1), ("kabulov", "kabulow"), id="distance 1"),
        pytest.param(
            Fuzzy("body_exact", "kabulov", 2), ("kabul", "kabulov", "kabulow"), id="distance 2"
        ),
        pytest.param(Fuzzy("body_exact", "zabulov", 2), (), id="another first letter"),
    ],
)
def test_a_word_stands_for(query: Query, terms: tuple[str, ...]) -> None:
    assert stands_for(query) == terms


def test_every_place_of_a_query_is_expanded_and_nothing_else_is_changed() -> None:
    word, open_word = Term("body", "x"), Wildcard("body_exact", "arm*")
    closed = Synonyms("body_exact", ("armies", "army"), "arm*")
    query = And((word, Not(Near(Disjunction((word, open_word)), open_word, 3, True))))
    assert expand(query, vocabulary) == And(
        (word, Not(Near(Disjunction((word, closed)), closed, 3, True)))
    )


def test_a_word_that_stands_for_too_much_is_named_where_it_was_typed() -> None:
    text = "tajik -(army OR body:mil*)"
    tree = parse(text)
    assert tree is not None
    many = [f"mil{number}" for number in range(MAX_EXPANSIONS + 1)]
    with pytest.raises(QueryError) as caught:
        expand_bound(bind(tree, text, ANALYZER), text, lambda *_: many)
    error = caught.value
    assert error.query[error.start : error.end] == "mil*"
    assert "1,025" in error.message
    assert error.hint
    assert expand_bound(bind(tree, text, ANALYZER), text, lambda *_: many[1:]).query


def levenshtein(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, start=1):
        before, row = row, [at]
        for place, other in enumerate(two, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (char != other)))
    return row[-1]


SHORT = st.text("abc", min_size=1, max_size=7)


@settings(max_examples=500)
@given(SHORT, SHORT, st.integers(1, 2))
def test_alike_is_levenshtein_with_the_same_first_letter(one: str, two: str, most: int) -> None:
    assert alike(one, most)(two) == (one[0] == two[0] and levenshtein(one, two) <= most)


def naive(pattern: str, term: str) -> bool:
    if not pattern:
        return not term
    if pattern[0] == "*":
        return any(naive(pattern[1:], term[start:]) for start in range(len(term) + 1))
    return bool(term) and pattern[0] in ("?", term[0]) and naive(pattern[1:], term[1:])


@settings(max_examples=500)
@given(st.text("ab*?", max_size=6), st.text("ab", max_size=7))
def test_fitting_is_what_the_signs_say(pattern: str, term: str) -> None:
    assert fitting(pattern)(term) == naive(pattern, term)


def test_many_stars_take_no_time() -> None:
    assert not fitting("*a" * 300 + "*b")("a" * 100)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Milit*", ["milit*"]), ("*STAN’s", ["*stan"]), ("U.S.*", ["us*"]), ("ł?dź", ["l?dz"]),
        ("Al-Qa*/isis", ["al", "qa*", "isis"]), ("\U00010600*b", ["\U00010600*b"]),
    ],
)  # fmt: skip
def test_the_terms_of_a_wildcard_are_folded(text: str, terms: list[str]) -> None:
    assert is_wildcard(text)
    assert tokenize_wildcard(text) == terms
