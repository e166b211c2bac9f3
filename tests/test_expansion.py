"""What wildcards and fuzzy words stand for in an index."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from generators import ANALYZER
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.analysis.patterns import alike, fitting, is_wildcard, tokenize_wildcard
from searchkit.binding import Bound, bind
from searchkit.errors import QueryError
from searchkit.expansion import (
    MAX_EXPANSIONS,
    Vocabulary,
    expand_fuzzy,
    expand_wildcard,
    stemmed_languages,
)
from searchkit.query import And, Disjunction, Near, Not, Synonyms, Term
from searchkit.syntax import parse

VOCABULARY = ["armies", "army", "kabul", "kabulov", "kabulow", "milieu", "military", "militia"]


def vocabulary(stream: str, prefix: str) -> list[str]:
    return [term for term in VOCABULARY if term.startswith(prefix)]


def test_a_language_that_nobody_knows_has_no_stems() -> None:
    assert stemmed_languages(lambda stream, prefix: ["stems:ru", "stems:xx"]) == ["ru"]


@pytest.mark.parametrize(
    ("pattern", "terms"),
    [
        pytest.param("milit*", ("military", "militia"), id="prefix"),
        pytest.param("*ov", ("kabulov",), id="suffix"),
        pytest.param("kabulo?", ("kabulov", "kabulow"), id="one letter"),
        pytest.param("a*m*s", ("armies",), id="two stars"),
        pytest.param("army*", ("army",), id="a star may be nothing"),
        pytest.param("army?", (), id="a question mark is a letter"),
    ],
)
def test_a_wildcard_stands_for(pattern: str, terms: tuple[str, ...]) -> None:
    expected = Synonyms("body_exact", terms, pattern)
    assert expand_wildcard("body_exact", pattern, vocabulary=vocabulary) == expected


@pytest.mark.parametrize(
    ("term", "distance", "terms"),
    [
        pytest.param("kabulov", 1, ("kabulov", "kabulow"), id="distance 1"),
        pytest.param("kabulov", 2, ("kabul", "kabulov", "kabulow"), id="distance 2"),
        pytest.param("zabulov", 2, (), id="another first letter"),
    ],
)
def test_a_fuzzy_word_stands_for(term: str, distance: int, terms: tuple[str, ...]) -> None:
    expected = Synonyms("body_exact", terms, f"{term}~{distance}")
    assert expand_fuzzy("body_exact", term, distance, vocabulary=vocabulary) == expected


def bound(text: str, vocabulary: Vocabulary) -> Bound:
    tree = parse(text)
    assert tree is not None
    return bind(tree, text, ANALYZER, vocabulary)


def test_every_wildcard_of_a_query_is_expanded() -> None:
    word, armies = Term("text_exact", "x"), Synonyms("text_exact", ("armies", "army"), "arm*")
    query = bound("=x -((=x OR arm*) BEFORE/3 arm*)", vocabulary).query
    assert query == And((word, Not(Near(Disjunction((word, armies)), armies, 3, True))))


def test_a_word_is_looked_up_once_in_each_field_and_is_one_object() -> None:
    asked: list[tuple[str, str]] = []

    def noted(stream: str, prefix: str) -> Sequence[str]:
        asked.append((stream, prefix))
        return vocabulary(stream, prefix)

    query = bound("(arm* BEFORE/3 arm*) arm*", noted).query
    assert asked == [("text_exact", "arm")]
    assert isinstance(query, And)
    near, word = query.children
    assert isinstance(near, Near)
    assert near.left is near.right is word


MANY = [f"mil{number}" for number in range(MAX_EXPANSIONS + 1)]


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        bound(text, lambda *_: MANY)
    return caught.value


def test_a_word_that_stands_for_too_much_is_named_where_it_was_typed() -> None:
    text = "tajik -(army OR body:mil*)"
    error = refused(text)
    assert error.query[error.start : error.end] == "mil*"
    assert "1,025" in error.message
    assert error.advice
    assert bound(text, lambda *_: MANY[1:]).query


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("mi* mil*", "mi*", id="the first"),
        pytest.param("-mi* mil*", "mil*", id="what is excluded last"),
        pytest.param("-mi* -mil*", "mi*", id="the first of the excluded"),
        pytest.param("mi* (& NEAR/2 x)", "&", id="what is no word first"),
        pytest.param("(mi* NEAR/2 x) mil*", "mi*", id="beside NEAR"),
    ],
)
def test_of_several_refusals_the_message_names(text: str, named: str) -> None:
    error = refused(text)
    assert error.query[error.start : error.end] == named


def levenshtein(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for at, char in enumerate(one, start=1):
        before, row = row, [at]
        for place, other in enumerate(two, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (char != other)))
    return row[-1]


# Of one, two and four bytes, and a mark that stands on the letter before it.
SHORT = st.text("abc", min_size=1, max_size=7) | st.text(
    "aéб字\U0001d4b3\u0301", min_size=1, max_size=7
)
ANY_WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A word and what a few slips of the hand make of it, swapped letters included."""
    word = draw(ANY_WORD)
    chars = list(word)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(chars)))
        letter = draw(st.sampled_from([*chars, "x", "é"]))
        match draw(st.sampled_from(["insert", "delete", "change", "swap"])):
            case "insert":
                chars.insert(at, letter)
            case "delete":
                del chars[at : at + 1]
            case "change":
                chars[at : at + 1] = [letter]
            case _:
                chars[at : at + 2] = reversed(chars[at : at + 2])
    return word, "".join(chars) or "x"


@pytest.mark.slow
@settings(max_examples=500)
@given(edited(), st.integers(1, 2))
def test_alike_is_levenshtein_after_slips_of_the_hand(pair: tuple[str, str], most: int) -> None:
    one, two = pair
    assert alike(one, most)(two) == (one[0] == two[0] and levenshtein(one, two) <= most)


@pytest.mark.slow
@settings(max_examples=500)
@given(SHORT, SHORT, st.integers(1, 2))
@example("kabulov", "kaublov", 1)
@example("kabulov", "kaublov", 2)
def test_alike_is_levenshtein_with_the_same_first_letter(one: str, two: str, most: int) -> None:
    assert alike(one, most)(two) == (one[0] == two[0] and levenshtein(one, two) <= most)


def naive(pattern: str, term: str) -> bool:
    if not pattern:
        return not term
    if pattern[0] == "*":
        return any(naive(pattern[1:], term[start:]) for start in range(len(term) + 1))
    return bool(term) and pattern[0] in ("?", term[0]) and naive(pattern[1:], term[1:])


@pytest.mark.slow
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
