"""The patterns of words in the letters that nearly all texts consist of, for speed.

They find what `word_patterns.WORD` finds, with the standard library, which takes a fraction of the
time for letters that it is told in ranges. White space parts all words, so a run of characters
that has one which the ranges lack is left to `WORD`, whole. There are two sets of patterns, because
those of eastern scripts, with their many letters, take long to compile.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from searchkit import quick_re as re
from searchkit.analysis.word_patterns import (
    ACCENTED_VOWELS,
    BREAKS,
    CAPITALS,
    VOWELS,
    fast_word,
    inside,
    mark_after,
)

# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian, composed, and Hangul.
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0386\u0388-\u038a\u038c\u038e-\u03a1"
LETTERS += "\u03a3-\u03e1\u0400-\u0481\u048a-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05ea"
LETTERS += "\u0621-\u063a\u0640-\u064a\u0671-\u06d3\u10d0-\u10fa\u1e00-\u1eff"
HANGUL = "\uac00-\ud7a3"
HAN_AND_KANA = "\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"
# Accents, and the vowel signs of Arabic.
MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
# From Devanagari to Sinhala; then Thai and Lao, Burmese, Khmer.
INDIC = range(0x0900, 0x0E00)
COMPLEX = (range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x17E0))
# Not of a word, and of no meaning to `WORD` beside other signs.
_SIGNS = "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b6\u00b7\u00bb\u00bf\u2010-\u2017\u201a-\u201f"
_SIGNS += "\u2020-\u2026\u2030\u2039\u203a\u20ac\u060c\u061b\u061f\u06d4\u0964\u0965\u05be"
_SIGNS += "\u3001-\u3003\u3008-\u3011\u3014-\u301b\u30fb\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
_ASCII_SIGNS = r"!-~\x00-\x08\x0e-\x1b\x7f"
_APOSTROPHE = "['`‘’]"
_ALL_VOWELS = VOWELS + ACCENTED_VOWELS
# Of Hebrew acronyms.
_QUOTE = '(?<=[\u05d0-\u05ea])["\u201d](?=[\u05d0-\u05ea])'


def ranges(codes: range, category: str) -> str:
    """The characters of a general category, as ranges of a class of a pattern."""
    return "".join(_joined(codes, category))


def _joined(codes: range, category: str) -> Iterator[str]:
    for is_in, run in groupby(codes, lambda code: unicodedata.category(chr(code))[0] == category):
        if is_in:
            chars = list(map(chr, run))
            yield f"{chars[0]}-{chars[-1]}"


@dataclass(frozen=True)
class Letters:
    """The ranges of a set of patterns.

    `cased` letters can be initials. `complex` are those of Thai and its kin, each of which is a
    word with its own `vowels`; `han` those that are a word each. Both are found in runs.
    """

    cased: str
    accents: str
    syllables: str = ""
    complex: str = ""
    vowels: str = ""
    han: str = ""

    @property
    def _spaced(self) -> str:
        return self.cased + self.syllables

    @property
    def _marks(self) -> str:
        return self.accents + self.vowels

    @cached_property
    def word(self) -> str:
        """A word of a text in which nothing fits `other`, or a run of letters each one a word."""
        inner = inside(f"[{self._spaced}{self.accents}0-9]", _APOSTROPHE, _ALL_VOWELS)
        word = fast_word(
            self._spaced,
            self.cased,
            f"(?:{inner}|{_QUOTE})",
            f"(?:{_APOSTROPHE}|{_QUOTE})",
            _APOSTROPHE,
            self._marks,
        )
        return f"{self._single} | {word}" if self.han else word

    @property
    def marked(self) -> str:
        """The same with the mark after it."""
        mark = mark_after(f"[{self._spaced}0-9]", CAPITALS, _APOSTROPHE, _ALL_VOWELS)
        return f"(?:{self.word})(?:{mark})?"

    @property
    def _single(self) -> str:
        return rf"""
              [{self.han}]++(?![{self._marks}])
            | [{self.han}][{self._marks}]*+
            | [{self.complex}][{self.complex}{self._marks}]*+
        """

    @property
    def cluster(self) -> str:
        """A word in a run of `complex` letters; its first line is for speed."""
        return rf"""
              [{self.complex}](?![{self._marks}\u0e33\u0eb3])
            | [{self.complex}]
            (?:[{self._marks}]++(?:(?<=[\u1039\u17d2])[{self.complex}][{self._marks}]*+)*+)?
            (?:(?:[\u0e33\u0eb3]|(?<=\u0e4d)\u0e32)[{self._marks}]*+)?
        """

    @cached_property
    def other(self) -> str:
        """A character that is left to `WORD`, or a mark on no letter."""
        letters = f"{self._spaced}{self.complex}{self.han}"
        marked = f"[{letters}0-9{self._marks}][{self._marks}]"
        return rf"[^{_ASCII_SIGNS}\u2018\u2019{letters}{_SIGNS}\s](?<!{marked})"

    @property
    def other_run(self) -> str:
        """All around it up to what no word holds or touches.

        With the initials before, whose mark depends on what follows.
        """
        initials = rf"(?:[\x22\u201c(]?[{CAPITALS}]\.[ ]){{0,8}}+"
        return rf"(?<![^{BREAKS}]) {initials} [^{BREAKS}]*? {self.other} [^{BREAKS}]*"


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The compiled patterns of one set."""

    word: re.Pattern[str]
    other: re.Pattern[str]
    other_run: re.Pattern[str]

    @classmethod
    def of(cls, letters: Letters) -> PlainWords:
        """Those of these letters."""
        word, run = (re.compile(text, re.VERBOSE) for text in (letters.word, letters.other_run))
        return cls(word, re.compile(letters.other), run)

    def parts(self, text: str) -> Iterator[tuple[bool, int, int]]:
        """The `[start, end)` of the parts of a text, and if all of it is of plain letters."""
        start = 0
        if self.other.search(text):
            for run in self.other_run.finditer(text):
                yield True, start, run.start()
                yield False, *run.span()
                start = run.end()
        yield True, start, len(text)


#: Of scripts without the many letters of the others.
WESTERN = Letters(LETTERS, MARKS)
