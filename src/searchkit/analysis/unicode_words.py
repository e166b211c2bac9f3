"""The words of text beyond ASCII: its patterns take long to compile, and few queries need them."""

from __future__ import annotations

from typing import Any

from searchkit import quick_re as re
from searchkit.analysis.plain_words import WESTERN, PlainWords

WESTERN_WORDS = PlainWords.of(WESTERN)
# A character of a script that only the patterns of eastern ones know.
_EASTERN = re.compile("[^\0-\u08ff\u10a0-\u10ff\u1e00-\u2fff\U00010000-\U0010ffff]")


def is_eastern(text: str) -> bool:
    """Tell if the patterns of eastern scripts are those for a text."""
    return _EASTERN.search(text) is not None


def word_pattern(words: PlainWords, *, is_plain: bool) -> Any:
    """The pattern of words for a part of a text, of `re` or of `regex`."""
    if is_plain:
        return words.word
    # It takes as long to compile as all others, and most texts have no such part.
    from searchkit.analysis.any_word import ANY_WORD

    return ANY_WORD


def words_in(text: str) -> list[str]:
    """Each token as it is written."""
    surfaces: list[str] = []
    if not is_eastern(text):
        for is_plain, start, end in WESTERN_WORDS.parts(text):
            surfaces += word_pattern(WESTERN_WORDS, is_plain=is_plain).findall(text, start, end)
        return surfaces
    from searchkit.analysis.eastern_words import EASTERN_WORDS, apart

    for is_plain, start, end in EASTERN_WORDS.parts(text):
        words = word_pattern(EASTERN_WORDS, is_plain=is_plain).findall(text, start, end)
        surfaces += apart(words) if is_plain else words
    return surfaces


def spans_in(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of each token."""
    spans: list[tuple[int, int]] = []
    if not is_eastern(text):
        for is_plain, start, end in WESTERN_WORDS.parts(text):
            pattern = word_pattern(WESTERN_WORDS, is_plain=is_plain)
            spans += [word.span() for word in pattern.finditer(text, start, end)]
        return spans
    from searchkit.analysis.eastern_words import EASTERN_WORDS, spans_apart

    for is_plain, start, end in EASTERN_WORDS.parts(text):
        pattern = word_pattern(EASTERN_WORDS, is_plain=is_plain)
        runs = [word.span() for word in pattern.finditer(text, start, end)]
        spans += spans_apart(text, runs) if is_plain else runs
    return spans
