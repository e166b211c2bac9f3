"""Where leaves occur, against a reading that tries every choice of words."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from processor import takes_at_most

from searchkit.matching.positions import Interval, occurrences
from searchkit.query import (
    Disjunction,
    Leaf,
    Near,
    Operand,
    Phrase,
    Synonyms,
    Term,
)


class Text:
    """Words of one stream."""

    def __init__(self, words: str | Sequence[str]) -> None:
        self.words = words.split() if isinstance(words, str) else words

    def positions(self, stream: str, term: str) -> Sequence[int]:
        return [at for at, word in enumerate(self.words) if word == term]

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        return [at for at, word in enumerate(self.words) if word in leaf.terms]


def word(term: str) -> Term:
    return Term("body", term)


def phrase(terms: str, slop: int = 0) -> Phrase:
    return Phrase("body", tuple(terms.split()), slop)


def near(left: Operand, right: Operand, distance: int) -> Near:
    return Near(left, right, distance)


def before(left: Operand, right: Operand, distance: int) -> Near:
    return Near(left, right, distance, ordered=True)


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("leaf", "text", "expected"),
    [
        pytest.param(phrase("a b", 1), "a b", [(0, 1)], id="slop, side by side"),
        pytest.param(phrase("a b", 1), "a x b", [(0, 2)], id="slop, one between"),
        pytest.param(phrase("a b", 1), "a x x b", [], id="slop, two between"),
        pytest.param(phrase("a b", 3), "b a", [], id="slop keeps the order"),
        pytest.param(phrase("a b c", 1), "a x b x c", [(0, 4)], id="slop in each gap"),
        pytest.param(phrase("a b", 3), "a a b b", [(1, 2)], id="slop, the shortest"),
        pytest.param(phrase("a a", 1), "a x a", [(0, 2)], id="slop, a word twice"),
        pytest.param(phrase("a a", 1), "a x x", [], id="slop, one word is not two"),
        pytest.param(phrase("a b c", 1), "a b x x b c", [], id="slop, no gap too wide"),
        pytest.param(near(A, B, 1), "b a", [(0, 1)], id="near, either order"),
        pytest.param(near(A, B, 5), "a 1 2 3 4 b", [(0, 5)], id="within 5, 4 between"),
        pytest.param(near(A, B, 5), "a 1 2 3 4 5 b", [], id="within 5, 5 between"),
        pytest.param(before(A, B, 2), "b a", [], id="before keeps the order"),
        pytest.param(before(A, B, 2), "a b", [(0, 1)], id="before"),
        pytest.param(near(A, A, 2), "a", [], id="one word is not near itself"),
        pytest.param(near(A, A, 2), "a x a", [(0, 2)], id="near another of its kind"),
        pytest.param(near(A, B, 9), "a b x a b", [(0, 1), (1, 3), (3, 4)], id="the shortest"),
        pytest.param(near(phrase("a b"), B, 9), "a b", [], id="the phrase has the word"),
        pytest.param(near(phrase("a b"), C, 2), "a b x c", [(0, 3)], id="from the phrase's end"),
        pytest.param(near(C, phrase("a b"), 2), "c x a b", [(0, 3)], id="to its beginning"),
        pytest.param(near(near(A, B, 5), C, 5), "a c b", [(0, 2)], id="in a hole of a pair"),
        pytest.param(near(near(A, B, 5), A, 5), "a b", [], id="no word twice in a chain"),
        pytest.param(before(before(A, B, 5), C, 1), "a b b c", [(0, 3)], id="a longer left side"),
        pytest.param(
            before(Disjunction((B, phrase("a b x"))), C, 1),
            "a b x c",
            [(0, 3)],
            id="a longer operand",
        ),
        pytest.param(near(Disjunction((A, B)), C, 1), "a c b", [(0, 1), (1, 2)], id="a group"),
        pytest.param(Synonyms("body", ("b", "a"), "?"), "a b c", [(0, 0), (1, 1)], id="synonyms"),
        pytest.param(Synonyms("body", (), "?"), "a", [], id="no term"),
    ],
)  # fmt: skip
def test_a_leaf_occurs_at(leaf: Leaf, text: str, expected: list[Interval]) -> None:
    assert occurrences(leaf, Text(text)) == expected


def every_choice(operand: Operand, text: Text) -> set[frozenset[int]]:
    """The words of every match there is, none left out for a shorter one."""
    match operand:
        case Term(stream, term):
            return {frozenset([at]) for at in text.positions(stream, term)}
        case Phrase(stream, terms, slop):
            choices = itertools.product(*(text.positions(stream, term) for term in terms))
            return {
                frozenset(range(chosen[0], chosen[-1] + 1))
                for chosen in choices
                if all(0 < two - one <= slop + 1 for one, two in itertools.pairwise(chosen))
            }
        case Disjunction(operands):
            return set().union(*(every_choice(one, text) for one in operands))
        case Near(left, right, distance, ordered):
            return {
                one | two
                for one in every_choice(left, text)
                for two in every_choice(right, text)
                if not one & two
                and min(abs(x - y) for x in one for y in two) <= distance
                and (max(one) < min(two) or not ordered)
            }
        case _:
            raise AssertionError


def shortest(found: set[frozenset[int]]) -> list[Interval]:
    spans = {(min(one), max(one)) for one in found}
    return sorted(
        span
        for span in spans
        if not any(span[0] <= one[0] and one[1] <= span[1] and one != span for one in spans)
    )


WORDS = st.sampled_from("abcx")
TEXT = st.lists(WORDS, max_size=14).map(Text)
PHRASE = st.builds(
    Phrase, st.just("body"), st.lists(WORDS, min_size=2, max_size=3).map(tuple), st.integers(0, 3)
)
WORD = WORDS.map(word)
SIMPLE = WORD | PHRASE
OPERAND = SIMPLE | st.lists(SIMPLE, min_size=2, max_size=3).map(
    lambda found: Disjunction(tuple(found))
)
DISTANCE = st.integers(1, 5)
PAIR = st.builds(Near, OPERAND, OPERAND, DISTANCE, st.booleans())


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(PHRASE | PAIR, TEXT)
def test_what_occurs_is_the_shortest_of_all_that_matches(leaf: Leaf, text: Text) -> None:
    assert occurrences(leaf, text) == shortest(every_choice(leaf, text))


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(WORDS, WORDS, WORDS, DISTANCE, DISTANCE, st.booleans(), st.booleans(), TEXT)
@example("a", "b", "c", 5, 1, True, True, Text("a b b c"))
def test_so_it_is_in_a_chain(
    one: str, two: str, three: str, inner: int, outer: int, first: bool, then: bool, text: Text
) -> None:
    chain = Near(Near(word(one), word(two), inner, first), word(three), outer, then)
    assert occurrences(chain, text) == shortest(every_choice(chain, text))


GROUP = st.lists(WORD, min_size=2, max_size=3).map(lambda found: Disjunction(tuple(found)))
ONE_WORD = WORD | GROUP
WIDE = st.integers(14, 1_000)


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(ONE_WORD, ONE_WORD, ONE_WORD, ONE_WORD, WIDE, st.booleans(), TEXT)
@example(A, A, B, Disjunction((A, B)), 14, True, Text("b a a x b a"))
def test_so_it_is_in_a_long_chain_whose_distances_are_wider_than_the_text(
    one: Operand, two: Operand, three: Operand, four: Operand, wide: int, chain: bool, text: Text
) -> None:
    leaf = (
        near(near(near(one, two, wide), three, wide), four, wide)
        if chain
        else near(near(one, two, wide), near(three, four, wide), wide)
    )
    assert occurrences(leaf, text) == shortest(every_choice(leaf, text))


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(st.lists(DISTANCE, min_size=3, max_size=3), st.lists(WORD, min_size=4, max_size=4), TEXT)
def test_so_it_is_in_a_long_chain_that_keeps_the_order(
    distances: list[int], words: list[Term], text: Text
) -> None:
    chain: Term | Near = words[0]
    for word_after, distance in zip(words[1:], distances, strict=True):
        chain = before(chain, word_after, distance)
    assert occurrences(chain, text) == shortest(every_choice(chain, text))


def long_text(words: int) -> Text:
    """Words of which the first few are common, the same at every run."""
    rng = random.Random(1963)
    return Text([f"w{int(rng.paretovariate(0.4)) % 5_000}" for _ in range(words)])


LONG = long_text(50_000)
ONE, TWO, THREE = (word(f"w{number}") for number in (1, 2, 3))
RARE = Synonyms("body", tuple(f"w{number}" for number in range(1_000, 1_100)), "w1*")
ANY = Synonyms("body", tuple(f"w{number}" for number in range(500)), "w*")


@pytest.mark.slow
@pytest.mark.parametrize(
    "leaf",
    [
        pytest.param(near(near(near(ONE, TWO, 1_000), THREE, 1_000), ANY, 1_000), id="chain"),
        pytest.param(near(near(near(ONE, TWO, 1), THREE, 1_000), ANY, 1), id="near and far"),
        pytest.param(near(near(near(ONE, ONE, 9), ONE, 9), ONE, 9), id="one word over and over"),
        pytest.param(
            near(before(near(ONE, TWO, 9), ANY, 1_000), Disjunction((ONE, THREE)), 20),
            id="both orders",
        ),
        pytest.param(
            near(near(ONE, RARE, 1_000), near(TWO, RARE, 1_000), 1_000),
            id="pairs across pairs",
        ),
        pytest.param(Phrase("body", ("w1",) * 60, 1_000), id="a sloppy phrase of sixty words"),
    ],
)
def test_a_long_text_takes_no_time(leaf: Leaf) -> None:
    def find() -> None:
        assert occurrences(leaf, LONG)

    assert takes_at_most(4, find)
