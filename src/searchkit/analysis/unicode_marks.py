"""The words of text beyond ASCII with the mark after each; only names in a text need them."""

from __future__ import annotations

import re

import regex

from searchkit.analysis.word_patterns import MARKED, PLAIN_MARKED_OR_RUN

_MARKED_OR_RUN = re.compile(PLAIN_MARKED_OR_RUN, re.VERBOSE)
_MARKED = regex.compile(MARKED, regex.VERBOSE | regex.VERSION1)


def marked_words_in(text: str) -> list[str]:
    """Each token as it is written, with its mark."""
    surfaces: list[str] = []
    for run, word in _MARKED_OR_RUN.findall(text):
        if word:
            surfaces.append(word)
        else:
            surfaces.extend(_MARKED.findall(run))
    return surfaces
