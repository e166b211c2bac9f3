"""A leaf as phrases that cover all it means: words at fixed distances, or two near each other.

Tantivy's own slop means something else than `positions` does. But a phrase query with a distance
for each word means exactly that, and one of two words with slop a range of distances; a word may be
one of several terms. For words and phrases near each other, a query for each variant finds what
`positions` finds: where two matches are near, so are the shortest that end or begin there. It is
not so beside a `Near`, whose holes can hold a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, product
from typing import NamedTuple, TypeAlias

from searchkit.engines.tantivy.patterns import token_groups
from searchkit.operands import single_words
from searchkit.query import (
    Disjunction,
    First,
    Leaf,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Within,
)

#: More variants are not tried one by one.
MAX_VARIANTS = 100
#: Nor are more pairs.
MAX_PAIRS = 256


class Word(NamedTuple):
    """One of some terms of a stream, and its distance from the first word."""

    offset: int
    stream: str
    terms: tuple[str, ...]


class Pair(NamedTuple):
    """Two words of which the second follows the first, at most `distance` positions on."""

    first: Word
    second: Word
    distance: int


#: Ascending by offset.
Words: TypeAlias = tuple[Word, ...]
Variant: TypeAlias = Words | Pair


def phrase_variants(leaf: Leaf) -> list[Variant] | None:
    """The variants of a leaf; None if there are too many."""
    match leaf:
        case Phrase(stream, (one, two), slop):
            return [Pair(Word(0, stream, (one,)), Word(0, stream, (two,)), slop + 1)]
        case Within() | NotNear() | First():
            return None
        case Near(left, right, distance, ordered):
            first, second = single_words(left), single_words(right)
            if first is not None and second is not None:
                return _pairs(first, second, distance, ordered=ordered)
            gaps = distance * (1 if ordered else 2)
            few = _count(left) * _count(right) * gaps <= MAX_VARIANTS
            return list(_variants_of_near(leaf)) if few else None
        case _:
            return list(_variants(leaf)) if _count(leaf) <= MAX_VARIANTS else None


def widest_gap(operand: Operand) -> int:
    """The most positions that may be between two words of a leaf that follow each other."""
    match operand:
        case Phrase(slop=slop):
            return slop + 1
        case Disjunction(operands):
            return max(map(widest_gap, operands))
        case Near(left, right, distance):
            return max(distance, widest_gap(left), widest_gap(right))
        case _:
            return 0


def alternatives(terms: Iterable[Term]) -> list[Word]:
    """The terms as words, one for each stream."""
    by_stream: dict[str, list[str]] = {}
    for term in dict.fromkeys(terms):
        if term.term:
            by_stream.setdefault(term.stream, []).append(term.term)
    return [Word(0, stream, tuple(named)) for stream, named in by_stream.items()]


def _patterns(words: Iterable[Word]) -> int:
    """How many patterns the words take at most."""
    return sum(len(token_groups(word.terms)) for word in words)


def _pairs(
    left: list[Term], right: list[Term], distance: int, *, ordered: bool
) -> list[Variant] | None:
    firsts, seconds = alternatives(left), alternatives(right)
    if _patterns(firsts) * _patterns(seconds) * (1 if ordered else 2) > MAX_PAIRS:
        return None
    pairs = [Pair(first, second, distance) for first, second in product(firsts, seconds)]
    if not ordered:
        pairs += [Pair(second, first, distance) for first, second in product(firsts, seconds)]
    return list(dict.fromkeys(pairs))


def _count(operand: Operand) -> float:
    """The number of variants of an operand of `Near`, or of a leaf that is none."""
    match operand:
        case Term() | Synonyms():
            return _patterns(_alternatives(operand))
        case Phrase(_, terms, slop):
            return _power(slop + 1, len(terms) - 1)
        case Disjunction(operands):
            return sum(map(_count, operands))
        case _:
            # Beside another one.
            return math.inf


def _power(base: int, exponent: int) -> float:
    # Exact powers of hundreds of words would have hundreds of digits.
    return math.inf if base > 1 and exponent > MAX_VARIANTS else base**exponent


@lru_cache(maxsize=64)
def _alternatives(operand: Term | Synonyms) -> list[Word]:
    return alternatives(single_words(operand) or ())


def _variants(operand: Operand) -> Iterator[Words]:
    match operand:
        case Term() | Synonyms():
            yield from ((word,) for word in _alternatives(operand))
        case Phrase():
            yield from _variants_of_phrase(operand)
        case Disjunction(operands):
            for alternative in operands:
                yield from _variants(alternative)
        case Near():
            yield from _variants_of_near(operand)
        case _:
            raise TypeError(f"there are no variants of {type(operand).__name__}")


def _variants_of_phrase(phrase: Phrase) -> Iterator[Words]:
    for gaps in product(range(1, phrase.slop + 2), repeat=len(phrase.terms) - 1):
        offsets = accumulate(gaps, initial=0)
        yield tuple(
            Word(offset, phrase.stream, (term,))
            for offset, term in zip(offsets, phrase.terms, strict=True)
        )


def _variants_of_near(near: Near) -> Iterator[Words]:
    for left, right in product(list(_variants(near.left)), list(_variants(near.right))):
        for gap in range(1, near.distance + 1):
            yield _together(left, right, gap)
            if not near.ordered:
                yield _together(right, left, gap)


def _together(first: Words, second: Words, gap: int) -> Words:
    begin = first[-1].offset + gap
    return (*first, *(word._replace(offset=begin + word.offset) for word in second))
