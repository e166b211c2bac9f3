"""Words that stand for several terms: wildcards, and words spelt nearly alike."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from functools import lru_cache

from searchkit.analysis.words import tokenize

# At the end of a word a question mark asks a question.
_WILDCARD = re.compile(r"\*|(?<!\?)\?++(?=[\w*])")
# Letters of an undeciphered script stand for `*` and `?` while the text is taken apart, so that
# they are parts of their word.
_STAND_INS = [chr(code) for code in range(0x10600, 0x10637)]


def is_wildcard(text: str) -> bool:
    """Tell if a word as typed has a wildcard in it; a URL has none.

    >>> [is_wildcard(text) for text in ("milit*", "t?jik", "what?", "https://a.example/?q=*")]
    [True, True, False, False]
    """
    return "://" not in text and bool(_WILDCARD.search(text))


def tokenize_wildcard(text: str) -> list[str]:
    """The terms of a word with wildcards, these left in them.

    >>> tokenize_wildcard("Al-Qaïd*")
    ['al', 'qaid*']
    """
    many, single = [char for char in _STAND_INS if char not in text][:2]
    plain = _WILDCARD.sub(
        lambda wildcard: many if wildcard[0] == "*" else single * len(wildcard[0]), text
    )
    return [term.replace(many, "*").replace(single, "?") for term in tokenize(plain)]


def letters_besides(pattern: str) -> int:
    """The number of characters of a pattern besides its wildcards."""
    return sum(char not in "*?" for char in pattern)


@lru_cache(256)
def fitting(pattern: str) -> Callable[[str], bool]:
    """A test whether a term fits a pattern, in time linear in both.

    >>> [fitting("t?jik*")(term) for term in ("tajiks", "tjik")]
    [True, False]
    """
    # The standard library's translation never backtracks over an earlier star. A term has none of
    # the other characters that it gives a meaning to.
    matched = re.compile(fnmatch.translate(pattern)).match
    return lambda term: matched(term) is not None


@lru_cache(256)
def alike(word: str, distance: int) -> Callable[[str], bool]:
    """A test whether a term has the word's first letter and at most so great a distance from it.

    The distance is Levenshtein's: a swap of two letters counts 2.

    >>> [alike("kabulov", 1)(term) for term in ("kabulow", "kablov", "kaublov", "gabulov")]
    [True, True, False, False]
    """
    # Loading it takes longer than most queries do.
    from rapidfuzz.distance import Levenshtein

    def fits(term: str) -> bool:
        return (
            term[:1] == word[:1]
            and Levenshtein.distance(word, term, score_cutoff=distance) <= distance
        )

    return fits
