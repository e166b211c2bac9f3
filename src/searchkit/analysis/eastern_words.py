"""Words of texts in Chinese, Japanese, Korean, and the scripts of South and South-East Asia."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from searchkit import quick_re as re
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
_COMPLEX = re.compile(f"[{EASTERN.complex}]")
_RUN = re.compile(f"[{HAN_AND_KANA}]+")
_CLUSTER = re.compile(EASTERN.cluster, re.VERBOSE)
# What begins with a smaller character is a word as it is; so is what begins with a Hangul letter.
_FIRST_COMPLEX, _FIRST_HAN, _LAST_HAN = "\u0e00", "\u3005", "\u9fff"


def apart(runs: list[str]) -> list[str]:
    """The words found in a text of plain letters, each of a run of letters by itself.

    What follows the last letter of a run stays with it.
    """
    words: list[str] = []
    for word in runs:
        if not _FIRST_COMPLEX <= word[0] <= _LAST_HAN:
            words.append(word)
        else:
            words += _apart(word)
    return words


def spans_apart(text: str, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same of their `[start, end)`."""
    spans: list[tuple[int, int]] = []
    for span in runs:
        start, end = span
        if end - start == 1 or not _FIRST_COMPLEX <= text[start] <= _LAST_HAN:
            spans.append(span)
        elif text[start] >= _FIRST_HAN and text[end - 1] >= _FIRST_HAN:
            spans += pairwise(range(start, end + 1))
        else:
            spans += pairwise(accumulate(map(len, _apart(text[start:end])), initial=start))
    return spans


def _apart(word: str) -> Sequence[str]:
    """The letters of a run; a word of other letters as it is."""
    if word[0] < _FIRST_HAN:
        return _clusters(word) if _COMPLEX.match(word) else (word,)
    if word[-1] >= _FIRST_HAN:
        return word
    run = _RUN.match(word)
    last = run.end() - 1 if run else 0
    return (*word[:last], word[last:])


def _clusters(run: str) -> Sequence[str]:
    clusters: list[str] = _CLUSTER.findall(run)
    if rest := len(run) - sum(map(len, clusters)):
        clusters[-1] += run[-rest:]
    return clusters
