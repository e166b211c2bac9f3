"""Sentences and paragraphs of an article in fields of Tantivy's.

In a field of units all words of a sentence stand at one place, each once. Between two paragraphs so
many places are left free that two words are in one paragraph if, and only if, they are no further
apart than those. Most articles are in the narrowest field in which theirs fit; what is asked of an
article whose paragraphs are too long is told by the places of its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tantivy import PreTokenizedString, Token

from searchkit.engines.counts import MARK
from searchkit.query import Term, Unit
from searchkit.schema import EXACT

#: Stands before a stem that is not the surface form of the word.
STEM = "~"

# No place is beyond the largest number that it may be.
_MAX_PARAGRAPHS = 200_000
_NO_WORDS = frozenset({"", MARK, STEM})


class UnitField(NamedTuple):
    """A field of units: the most sentences of a paragraph, an odd number."""

    name: str
    sentences: int

    @property
    def reach(self) -> int:
        """The furthest that two words of one paragraph are apart."""
        return self.sentences - 1


UNIT_FIELDS = (
    UnitField("units_narrow", 9),
    UnitField("units_wide", 8_191),
)
#: Where an article is whose units fit into none, by a token of its own.
UNMEASURED = "units_unmeasured"


def units_of(
    stems: Sequence[str], forms: Sequence[str], starts: Mapping[Unit, Sequence[int]]
) -> tuple[UnitField, PreTokenizedString] | None:
    """The field that the units of a text fit into, and what it holds of it; None if none."""
    paragraphs = set(starts["paragraph"])
    longest = count = 1
    for start in starts["sentence"]:
        count = 1 if start in paragraphs else count + 1
        longest = max(longest, count)
    for field in UNIT_FIELDS:
        if longest <= field.sentences and len(paragraphs) < _MAX_PARAGRAPHS:
            return field, PreTokenizedString("", _tokens(stems, forms, starts, field))
    return None


def _tokens(
    stems: Sequence[str],
    forms: Sequence[str],
    starts: Mapping[Unit, Sequence[int]],
    field: UnitField,
) -> list[Token]:
    both = list(zip(stems, forms, strict=True))
    of_stems = [stem if stem == form else STEM + stem for stem, form in both]
    of_forms = [form if stem == form else MARK + form for stem, form in both]
    paragraphs = set(starts["paragraph"])
    tokens: list[Token] = []
    at = 0
    for first, last in pairwise([0, *starts["sentence"], len(stems)]):
        at += field.sentences if first in paragraphs else 1
        words = {*of_stems[first:last], *of_forms[first:last]} - _NO_WORDS
        tokens += [Token(word, at, 0, 0) for word in words]
    return tokens


def unit_tokens(terms: Sequence[Term]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands for terms of one stream: where form and stem are the same, and elsewhere."""
    mark = MARK if terms[0].stream.endswith(EXACT) else STEM
    named = [term.term for term in terms if term.term]
    return tuple(named), tuple(mark + term for term in named)
