"""The words of text beyond ASCII with the mark after each; only names in a text need them."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit import quick_regex as regex
from searchkit.analysis.plain_words import WESTERN
from searchkit.analysis.unicode_words import WESTERN_WORDS, is_eastern
from searchkit.analysis.word_patterns import MARKED

_WESTERN_MARKED = re.compile(WESTERN.marked, re.VERBOSE)
_MARKED = regex.compile(MARKED, regex.VERBOSE | regex.VERSION1)


def marked_words_in(text: str) -> list[str]:
    """Each token as it is written, with its mark."""
    surfaces: list[str] = []
    if not is_eastern(text):
        for is_plain, start, end in WESTERN_WORDS.parts(text):
            surfaces += (_WESTERN_MARKED if is_plain else _MARKED).findall(text, start, end)
        return surfaces
    from searchkit.analysis.eastern_marks import EASTERN_MARKED
    from searchkit.analysis.eastern_words import EASTERN_WORDS, apart

    for is_plain, start, end in EASTERN_WORDS.parts(text):
        if is_plain:
            surfaces += apart(EASTERN_MARKED.findall(text, start, end))
        else:
            surfaces += _MARKED.findall(text, start, end)
    return surfaces
