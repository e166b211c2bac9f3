"""All the ways in which a leaf can stand, if they are few: words at fixed distances, or two near.

Tantivy's own slop means something else than `positions` does. But a phrase query with a distance
for each word means exactly that, and one of two words with slop a range of distances. For words
and phrases near each other, a query for every way finds what `positions` finds: where two matches
are near, so are the shortest that end or begin there. It is not so beside a `Near`, whose holes can
hold a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate, product
from typing import NamedTuple, TypeAlias

from searchkit.query import (
    AnyTerm,
    Fuzzy,
    Leaf,
    Near,
    OneOf,
    Operand,
    Phrase,
    Term,
    Wildcard,
    single_words,
)

#: More ways are not tried one by one.
MOST_WAYS = 100
#: Nor are more pairs, which are fewer for the same distance.
MOST_PAIRS = 2_048


class Word(NamedTuple):
    """A term and its distance from the first word."""

    offset: int
    stream: str
    term: str


class Pair(NamedTuple):
    """Two terms of which the second follows the first, at most `distance` positions on."""

    first: Term
    second: Term
    distance: int


#: Ascending by offset.
Words: TypeAlias = tuple[Word, ...]
Way: TypeAlias = Words | Pair


def ways(leaf: Leaf) -> list[Way] | None:
    """Every way in which a leaf can stand; None if there are too many to tell."""
    match leaf:
        case Phrase(stream, (one, two), slop):
            return [Pair(Term(stream, one), Term(stream, two), slop + 1)]
        case Near(left, right, distance, ordered):
            first, second = single_words(left), single_words(right)
            if first is not None and second is not None:
                return _pairs(first, second, distance, ordered=ordered)
            gaps = distance * (1 if ordered else 2)
            few = _count(left) * _count(right) * gaps <= MOST_WAYS
            return list(_ways_of_near(leaf)) if few else None
        case _:
            return list(_ways(leaf)) if _count(leaf) <= MOST_WAYS else None


def _pairs(
    left: list[Term], right: list[Term], distance: int, *, ordered: bool
) -> list[Way] | None:
    if len(left) * len(right) * (1 if ordered else 2) > MOST_PAIRS:
        return None
    pairs = [Pair(one, two, distance) for one, two in product(left, right)]
    if not ordered:
        pairs += [Pair(two, one, distance) for one, two in product(left, right)]
    return list(dict.fromkeys(pairs))


def _count(operand: Operand) -> float:
    """In how many ways an operand of `Near`, or a leaf that is none, can stand."""
    match operand:
        case Term():
            return 1
        case AnyTerm(_, terms):
            return len(terms)
        case Phrase(_, terms, slop):
            return _power(slop + 1, len(terms) - 1)
        case OneOf(operands):
            return sum(map(_count, operands))
        case Near():
            # Beside another one.
            return math.inf
        case Wildcard() | Fuzzy():
            raise TypeError(f"{operand} is not expanded")


def _power(base: int, exponent: int) -> float:
    # Exact powers of hundreds of words would have hundreds of digits.
    return math.inf if base > 1 and exponent > MOST_WAYS else base**exponent


def _ways(operand: Operand) -> Iterator[Words]:
    match operand:
        case Term(stream, term):
            yield (Word(0, stream, term),)
        case AnyTerm(stream, terms):
            yield from ((Word(0, stream, term),) for term in terms)
        case Phrase():
            yield from _ways_of_phrase(operand)
        case OneOf(operands):
            for one in operands:
                yield from _ways(one)
        case Near():
            yield from _ways_of_near(operand)
        case Wildcard() | Fuzzy():
            raise TypeError(f"{operand} is not expanded")


def _ways_of_phrase(phrase: Phrase) -> Iterator[Words]:
    for gaps in product(range(1, phrase.slop + 2), repeat=len(phrase.terms) - 1):
        offsets = accumulate(gaps, initial=0)
        yield tuple(
            Word(offset, phrase.stream, term)
            for offset, term in zip(offsets, phrase.terms, strict=True)
        )


def _ways_of_near(near: Near) -> Iterator[Words]:
    for left, right in product(list(_ways(near.left)), list(_ways(near.right))):
        for gap in range(1, near.distance + 1):
            yield _together(left, right, gap)
            if not near.ordered:
                yield _together(right, left, gap)


def _together(one: Words, two: Words, gap: int) -> Words:
    begin = one[-1].offset + gap
    return (*one, *(word._replace(offset=begin + word.offset) for word in two))
