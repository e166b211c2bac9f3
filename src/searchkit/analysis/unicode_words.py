"""The words of text beyond ASCII: its patterns take long to compile, and few queries need them."""

from __future__ import annotations

import re

import regex

from searchkit.analysis.word_patterns import PLAIN_WORD_OR_RUN, WORD

_PLAIN_OR_RUN = re.compile(PLAIN_WORD_OR_RUN, re.VERBOSE)
_WORD = regex.compile(WORD, regex.VERBOSE | regex.VERSION1)


def words_in(text: str) -> list[str]:
    """Each token as it is written."""
    surfaces: list[str] = []
    for run, word in _PLAIN_OR_RUN.findall(text):
        if word:
            surfaces.append(word)
        else:
            surfaces.extend(_WORD.findall(run))
    return surfaces


def spans_in(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of each token."""
    spans: list[tuple[int, int]] = []
    for found in _PLAIN_OR_RUN.finditer(text):
        if found[2]:
            spans.append(found.span())
        else:
            spans.extend(word.span() for word in _WORD.finditer(text, *found.span()))
    return spans
