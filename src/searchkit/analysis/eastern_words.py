"""Words of texts in Chinese, Japanese, Korean, and the scripts of South and South-East Asia."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchkit.analysis.plain_words import (
    COMPLEX,
    HAN_AND_KANA,
    HANGUL,
    INDIC,
    LETTERS,
    MARKS,
    Letters,
    PlainWords,
    ranges,
)

EASTERN = Letters(
    LETTERS + ranges(INDIC, "L"),
    MARKS + ranges(INDIC, "M"),
    HANGUL,
    "".join(ranges(codes, "L") for codes in COMPLEX),
    "".join(ranges(codes, "M") for codes in COMPLEX),
    HAN_AND_KANA,
)
EASTERN_WORDS = PlainWords.of(EASTERN)
_RUN = re.compile(f"[{HAN_AND_KANA}]+")


def apart(found: list[str]) -> list[str]:
    """The words found in a text of plain letters, each letter of Han and kana by itself.

    What follows the last letter of a run stays with it.
    """
    words: list[str] = []
    for word in found:
        if run := _RUN.match(word):
            words += word[: run.end() - 1]
            words.append(word[run.end() - 1 :])
        else:
            words.append(word)
    return words


def spans_apart(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same of their `[start, end)`."""
    for start, end in found:
        run = _RUN.match(text, start, end)
        last = run.end() - 1 if run else start
        for at in range(start, last):
            yield at, at + 1
        yield last, end
