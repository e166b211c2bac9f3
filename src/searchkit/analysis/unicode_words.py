"""The words of text beyond ASCII: its patterns take long to compile, and few queries need them."""

from __future__ import annotations

import re

import regex

from searchkit.analysis.plain_words import WESTERN, PlainWords
from searchkit.analysis.word_patterns import WORD

WESTERN_WORDS = PlainWords.of(WESTERN)
_WORD = regex.compile(WORD, regex.VERBOSE | regex.VERSION1)
# A character of a script that only the patterns of eastern ones know.
_EASTERN = re.compile("[^\0-\u08ff\u10a0-\u10ff\u1e00-\u2fff\U00010000-\U0010ffff]")


def is_eastern(text: str) -> bool:
    """Tell if the patterns of eastern scripts are those for a text."""
    return _EASTERN.search(text) is not None


def words_in(text: str) -> list[str]:
    """Each token as it is written."""
    surfaces: list[str] = []
    if not is_eastern(text):
        for is_plain, start, end in WESTERN_WORDS.parts(text):
            surfaces += (WESTERN_WORDS.word if is_plain else _WORD).findall(text, start, end)
        return surfaces
    from searchkit.analysis.eastern_words import EASTERN_WORDS, apart

    for is_plain, start, end in EASTERN_WORDS.parts(text):
        if is_plain:
            surfaces += apart(EASTERN_WORDS.word.findall(text, start, end))
        else:
            surfaces += _WORD.findall(text, start, end)
    return surfaces


def spans_in(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of each token."""
    spans: list[tuple[int, int]] = []
    if not is_eastern(text):
        for is_plain, start, end in WESTERN_WORDS.parts(text):
            words = WESTERN_WORDS.word if is_plain else _WORD
            spans += [word.span() for word in words.finditer(text, start, end)]
        return spans
    from searchkit.analysis.eastern_words import EASTERN_WORDS, spans_apart

    for is_plain, start, end in EASTERN_WORDS.parts(text):
        if is_plain:
            runs = [word.span() for word in EASTERN_WORDS.word.finditer(text, start, end)]
            spans += spans_apart(text, runs)
        else:
            spans += [word.span() for word in _WORD.finditer(text, start, end)]
    return spans
