"""The sentences of Punkt without trained data, by the abbreviations that are given alone.

Without data Punkt knows of no word how it is usually written. What remains are its rules: a stop
ends a sentence unless it belongs to an abbreviation, to an ellipsis, to an initial with a name
behind it, or to a number with a small letter behind it.

Source: Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006. The places
are those of nltk 3.10, which takes longer to import than to read a thousand articles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

_QUOTES = "‘’“”«»"
#: Not `\s`, which holds the separators of ASCII too.
_BLANK = r"[^\S\x1c-\x1f]"
_OTHER = r"[\S\x1c-\x1f]"
#: What ends a word, and what no word begins with.
_NO_WORD = rf"""[)(\]\[}}{{;:*@'"?!{_QUOTES}]"""
_NO_START = r"""[)(\]\[}{;:*@"`&#,-]"""
_RUN = rf"(?:-{{2,}}|\.{{2,}}|(?:\.{_BLANK}){{2,}}\.)"
_WORD_END = rf"{_BLANK}|$|{_NO_WORD}|{_RUN}"
_TOKEN = re.compile(rf"{_RUN}|(?!{_NO_START}){_OTHER}+?(?={_WORD_END}|,(?:{_WORD_END}))|{_OTHER}")
_STOP = re.compile(rf"[.?!](?=({_NO_WORD}|{_BLANK}+({_OTHER}+)))")
_CLOSING = re.compile(rf"""["')\]}}{_QUOTES}]+?(?:{_BLANK}+|(?=--)|$)""", re.MULTILINE)
_ASCII_BLANKS = " \t\n\r\v\f"

_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*$")
_INITIAL = re.compile(r"[^\W\d]\.$")
_PUNCTUATION = frozenset(";:,.!?")
_ENDS = frozenset(".?!")


def punkt_starts(text: str, abbreviations: Collection[str]) -> list[int]:
    """The offset of each sentence; `abbreviations` are in lower case, without their last stop.

    >>> punkt_starts("J. Smith of St. Ives, aged 40. He left.", {"st"})
    [0, 31]
    """
    starts: list[int] = []
    parts = list(_parts(text, abbreviations))
    closing = 0
    for (start, end), below in zip(parts, [*parts[1:], None], strict=True):
        begin, closing = start + closing, 0
        if below is not None and (mark := _CLOSING.match(text[slice(*below)])):
            closing = mark.end()
            starts.append(begin)
        elif begin < end:
            starts.append(begin)
    return starts


def _parts(text: str, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """The `[start, end)` of each sentence; closing marks belong to the one below them."""
    start = 0
    for stop, context in _stops(text):
        if _ends_sentence(context, abbreviations):
            yield start, stop.end()
            start = stop.end() if stop[2] is None else stop.start(2)
    yield start, len(text.rstrip())


def _stops(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The last stop of each word that has some, and it with what stands on both of its sides."""
    last: re.Match[str] | None = None
    begin = end = 0
    for stop in _STOP.finditer(text):
        blank = max(text.rfind(char, end, stop.start()) for char in _ASCII_BLANKS)
        # A blank right behind the stop before parts no words.
        begin_of_word = blank + 1 if blank > end else begin
        if last is not None and end <= begin_of_word:
            yield last, f"{text[begin:end]}{last[0]}{last[1]}"
        last, begin, end = stop, begin_of_word, stop.start()
    if last is not None:
        yield last, f"{text[begin:end]}{last[0]}{last[1]}"


def _ends_sentence(context: str, abbreviations: Collection[str]) -> bool:
    """Tell if a word that is not the last one ends a sentence."""
    words = [word for line in context.split("\n") if line.strip() for word in _TOKEN.findall(line)]
    return any(_is_end(word, below, abbreviations) for word, below in pairwise(words))


def _is_end(word: str, below: str, abbreviations: Collection[str]) -> bool:
    if word in _ENDS:
        return True
    if not word.endswith(".") or word.endswith(".."):
        return False
    bare = word[:-1].lower()
    if bare in abbreviations or bare.rpartition("-")[2] in abbreviations:
        return False
    is_initial = _INITIAL.match(word) is not None
    goes_on = below in _PUNCTUATION or below[0].islower() or (is_initial and below[0].isupper())
    return not (goes_on and (is_initial or _NUMBER.match(word)))
