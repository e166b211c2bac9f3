"""Rewordings: sentences of two texts that say the same in other words.

What was copied is aligned first (`stories.alignment`). Of the sentences that are left, two belong
together if they share enough of the words that few sentences of either text have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from searchkit.analysis import FUNCTION_WORDS
from searchkit.deadline import watched
from searchkit.stories.alignment import Aligned, Text

#: A word that more sentences of a text have says nothing about two of them.
MAX_SENTENCES = 12
#: The least number of telling words that two sentences share.
MIN_SHARED = 3
#: The least share of what tells about each of them, of the shorter one and of both together.
MIN_SHARE = 0.3
MIN_SHARE_OF_BOTH = 0.18
#: Forms of a word have so many letters in common.
STEM = 6


class _Side(NamedTuple):
    """The sentences of a text that are free, by the words that tell about them."""

    words: Mapping[int, frozenset[str]]
    sentences_of: Mapping[str, Sequence[int]]


def reworded(
    left: Text, right: Text, free_left: Collection[int], free_right: Collection[int]
) -> list[Aligned]:
    """Pairs of the free sentences, each sentence in one at most, the closest ones first."""
    ours, theirs = _side(left, free_left), _side(right, free_right)
    spread = Counter(_words_of(left)) + Counter(_words_of(right))
    weights = {word: 1 / count for word, count in spread.items()}
    found = sorted(_pairs(ours, theirs, weights), reverse=True)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, shared, number, other in found:
        if number not in taken_left and other not in taken_right:
            taken_left.add(number)
            taken_right.add(other)
            pairs.append(Aligned(number, other, shared))
    return pairs


def _pairs(
    ours: _Side, theirs: _Side, weights: Mapping[str, float]
) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that are close enough: how close, by how many words, and the two sentences."""
    for number, words in watched(ours.words.items()):
        near: Counter[int] = Counter()
        for word in words:
            near.update(theirs.sentences_of.get(word, ()))
        own = sum(weights[word] for word in words)
        for other, shared in near.items():
            if shared < MIN_SHARED:
                continue
            others = theirs.words[other]
            common = sum(weights[word] for word in words & others)
            its = sum(weights[word] for word in others)
            if common >= MIN_SHARE * min(own, its) and 2 * common >= MIN_SHARE_OF_BOTH * (
                own + its
            ):
                yield 2 * common / (own + its), shared, number, other


def _side(text: Text, free: Collection[int]) -> _Side:
    words = {number: _telling_words(text, number) for number in watched(sorted(free))}
    sentences_of: dict[str, list[int]] = defaultdict(list)
    for number, of in words.items():
        for word in of:
            sentences_of[word].append(number)
    frequent = {word for word, numbers in sentences_of.items() if len(numbers) > MAX_SENTENCES}
    for word in frequent:
        del sentences_of[word]
    return _Side(words, sentences_of)


def _words_of(text: Text) -> Iterator[str]:
    for number in watched(range(len(text.sentences))):
        yield from _telling_words(text, number)


def _telling_words(text: Text, number: int) -> frozenset[str]:
    """The words of a sentence but those that every text has, each by its beginning."""
    terms = text.sentences[number].terms
    return frozenset(
        term[:STEM]
        for term in terms
        if term not in FUNCTION_WORDS and (len(term) > 1 or term.isdigit())
    )
