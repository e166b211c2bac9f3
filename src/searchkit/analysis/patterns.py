"""Words that stand for several terms: wildcards, regular expressions, words spelt nearly alike."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from searchkit import quick_re as re
from searchkit.analysis.words import fold, tokenize

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


def count_wildcards(text: str) -> int:
    """The number of words in a text that have a wildcard and a letter.

    >>> count_wildcards("oil pric* * t?jik")
    2
    """
    if not is_wildcard(text):
        return 0
    return sum(is_wildcard(term) and letters_besides(term) > 0 for term in tokenize_wildcard(text))


#: Bytes that a regular expression may take when it is made ready.
MAX_REGEX_MEMORY = 1 << 20

_LITERALS = re.compile(r"[\w']*", re.ASCII)
_REPEATED = re.compile(r"[?*{]")
# What means something else in a text of many lines than in a line.
_NOT_OF_LINES = re.compile(r"\\[ACQz]|\(\?(?!:)")


def folded_regex(pattern: str) -> str:
    r"""The pattern, for terms: each letter as a term has it, escapes as they are.

    >>> folded_regex(r"Krak[óo]w\D")
    'krak[oo]w\\D'
    """
    folded = []
    escaped = False
    for char in pattern:
        plain = not escaped and (char.isalpha() or char in "\u2019\u2018")
        folded.append("'" if char in "\u2019\u2018" else fold(char) if plain else char)
        escaped = not escaped and char == "\\"
    return "".join(folded)


def literal_beginning(pattern: str) -> str:
    """The letters that every term which a folded pattern fits begins with.

    >>> [literal_beginning(pattern) for pattern in ("colou?rs?", "oil|gas", "tax(ed|es)")]
    ['colo', '', 'tax']
    """
    match = _LITERALS.match(pattern)
    assert match is not None, "it matches everywhere"
    if _has_alternatives(pattern):
        return ""
    return match[0][:-1] if _REPEATED.match(pattern, match.end()) else match[0]


def _has_alternatives(pattern: str) -> bool:
    """Tell if a `|` may stand outside every group."""
    if "|" not in pattern:
        return False
    if "[" in pattern or "\\" in pattern:
        return True
    depth = 0
    for char in pattern:
        if char == "|" and depth == 0:
            return True
        depth += (char == "(") - (char == ")")
    return False


@lru_cache(256)
def fitting_regex(pattern: str) -> Callable[[str], bool]:
    """A test whether a term fits a folded pattern, in time linear in both.

    Raises `ValueError` for what is no pattern, or too great a one.

    >>> [fitting_regex("colou?r(ed)?")(term) for term in ("coloured", "colours")]
    [True, False]
    """
    matched = _compiled(pattern).fullmatch
    return lambda term: matched(term) is not None


def fitting_terms(pattern: str, terms: Sequence[str]) -> tuple[str, ...]:
    """The terms that fit a folded pattern; errors as `fitting_regex`.

    >>> fitting_terms("(re)?count.*", ("count", "counter", "encounter", "recount"))
    ('count', 'counter', 'recount')
    """
    fits = fitting_regex(pattern)
    lines = "\n".join(terms)
    if not _NOT_OF_LINES.search(pattern) and lines.count("\n") == len(terms) - 1:
        # One call for all of them takes a fiftieth of the time.
        found = _compiled(f"(?m)^(?:{pattern})$", of_lines=True).finditer(lines.encode())
        return tuple(line[0].decode() for line in found)
    return tuple(filter(fits, terms))


def _compiled(pattern: str, *, of_lines: bool = False) -> Any:
    # Few queries need it.
    import re2

    options = re2.Options()
    options.log_errors = False
    # What is accepted for one term must not be too great with the ends of a line around it.
    options.max_mem = MAX_REGEX_MEMORY * (2 if of_lines else 1)
    options.never_nl = of_lines
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0]
        raise ValueError(said.decode() if isinstance(said, bytes) else str(said)) from None


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
