"""Sentences and paragraphs of an article in fields of Tantivy's.

A field of units holds the stems of a text sentence by sentence, each once, with so many places left
free after a sentence, and more after a paragraph, that two words are in one unit if, and only if,
they are no further apart than those. Most articles are in the narrowest field in which theirs fit.
Function words, which would take half of the room, are left out, and so are surface forms; what is
asked of them, and of an article whose units are too long, is told by its places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from searchkit.engines.counts import COMMON
from searchkit.query import Unit

# Tokens of an article that only leave places free.
_MAX_FREE = 8_000


class UnitField(NamedTuple):
    """A field of units: the places that are free after a sentence, and after a paragraph.

    Both are odd, so that a phrase query has a middle to be off from.
    """

    name: str
    sentence: int
    paragraph: int

    def reach(self, unit: Unit) -> int:
        """The furthest that two words of one unit are apart."""
        return self.sentence if unit == "sentence" else self.paragraph


UNIT_FIELDS = (
    UnitField("units_narrow", 47, 255),
    UnitField("units_wide", 127, 2_047),
)
#: Where an article is whose units fit into none, by a token of its own.
UNMEASURED = "units_unmeasured"


def units_of(
    stems: Sequence[str], starts: Mapping[Unit, Sequence[int]], free: str
) -> tuple[UnitField, str] | None:
    """The field that the units of a text fit into, and what it holds of it; None if none."""
    paragraphs = [
        [_distinct(stems[first:last]) for first, last in _spans(starts["sentence"], begin, end)]
        for begin, end in _spans(starts["paragraph"], 0, len(stems))
    ]
    sentences = sum(map(len, paragraphs))
    longest = max((len(sentence) for paragraph in paragraphs for sentence in paragraph), default=0)
    words = [sum(map(len, paragraph)) for paragraph in paragraphs]
    for field in UNIT_FIELDS:
        spans = (
            count + field.sentence * (len(paragraph) - 1)
            for count, paragraph in zip(words, paragraphs, strict=True)
        )
        places = field.sentence * sentences + field.paragraph * len(paragraphs)
        if (
            longest <= field.sentence
            and max(spans, default=0) <= field.paragraph
            and places <= _MAX_FREE
        ):
            after_sentence = f" {free}" * field.sentence + " "
            after_paragraph = f" {free}" * field.paragraph + " "
            return field, after_paragraph.join(
                after_sentence.join(map(" ".join, paragraph)) for paragraph in paragraphs
            )
    return None


def _spans(starts: Sequence[int], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of `begin` to `end` that the starts among them part."""
    inside = starts[bisect_left(starts, begin + 1) : bisect_left(starts, end)]
    edges = [begin, *inside, end]
    return pairwise(edges)


def _distinct(stems: Sequence[str]) -> list[str]:
    """The stems of a sentence that are kept, in order: the same two stand the same way round."""
    return sorted(set(stems) - COMMON)
