"""The words of a text, their offsets, and the one form under which all spellings of a word meet.

Nothing is dropped: there is no stop list, so the n-th token is the n-th word of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

#: A longer token (a base64 line, say) keeps its position and gets no term.
MAX_TERM_LENGTH = 100
#: Surface forms whose terms are remembered: more than a language has in daily use.
MAX_REMEMBERED = 200_000

# Letters and digits, then marks too, with the invisible characters that saved pages carry inside
# words. U+02BC is a letter to Unicode and an apostrophe to those who type it.
_START = r"[[\p{L}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\u02bc]]"
_CHAR = r"[[\p{L}\p{M}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\u02bc]]"
_INVISIBLE = r"\u00ad\u200b-\u200d\u2060\ufeff"
_JOINED = rf"(?:{_CHAR}|(?<=\p{{L}}\p{{M}}*)[{_INVISIBLE}]+(?=\p{{L}}))"
_APOSTROPHE = r"['\u2018\u2019\u02bc\uff07]"
# A letter of an abbreviation; decomposed Hangul would make one of every syllable.
_INITIAL = r"[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u02bc]]\p{M}*+"

_WORD = regex.compile(
    rf"""
      (?=\p{{L}})(?<!{_START}\p{{M}}*)
      {_INITIAL}(?:\.{_INITIAL})+(?!{_CHAR})\.?                                             # U.S.
      (?:{_APOSTROPHE}s(?!\p{{L}}))?
    | \p{{N}}{{1,3}}(?:,\p{{N}}{{3}})+(?!{_START})(?:\.\p{{N}}+)?                         # 1,250
    | \p{{N}}+(?:\.\p{{N}}+)+(?!{_CHAR})                                                  # 1.2
    | {_START}{_JOINED}*(?:{_APOSTROPHE}{_START}{_JOINED}*)*
    | [\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]\p{{M}}*                                    # no spaces
    | \p{{Regional_Indicator}}{{2}}
    | (?:\p{{Emoji_Presentation}}|\p{{Extended_Pictographic}}\ufe0f)[\ufe0f\p{{Emoji_Modifier}}]*
      (?:\u200d\p{{Extended_Pictographic}}[\ufe0f\p{{Emoji_Modifier}}]*)*
    """,
    regex.VERBOSE | regex.VERSION1,
)

# The same for ASCII, which the standard library finds several times as fast. White space parts all
# words, so that a run of other characters is taken whole to `_WORD` if not all of it is ASCII. The
# first line is part of the last, for the sake of speed: so most words begin, and no other kind.
_ASCII_WORD = r"""
      [A-Za-z][A-Za-z0-9]++(?:'[A-Za-z0-9]++)*+
    | (?<![A-Za-z0-9]) [A-Za-z](?:\.[A-Za-z])+(?![A-Za-z0-9])\.?(?:'s(?![A-Za-z]))?
    | [0-9]{1,3}(?:,[0-9]{3})+(?![A-Za-z0-9])(?:\.[0-9]+)?
    | [0-9]+(?:\.[0-9]+)+(?![A-Za-z0-9])
    | [A-Za-z0-9]+(?:'[A-Za-z0-9]+)*
"""
_ASCII = re.compile(_ASCII_WORD, re.VERBOSE)
_ASCII_OR_RUN = re.compile(
    rf"(?<!\S) [!-~\x00-\x08\x0e-\x1b\x7f]*+ [^\x00-\x7f\s] \S* | {_ASCII_WORD}", re.VERBOSE
)

_INVISIBLE_CHARS = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0F])
# Letters that Unicode does not take apart, under the letter that readers type for them.
_PLAIN_LETTERS = str.maketrans("łøđıħŧĸ", "lodihtk") | {ord("æ"): "ae", ord("œ"): "oe"}
_STRAIGHT = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07", "'"))
# Hebrew points, Arabic vowel signs and the accents of European scripts; not the marks (nukta,
# voicing, virama: classes 7 to 9) that make another letter in Indic scripts and in kana.
_LAST_LETTER_MARK_CLASS = 9


_NEVER_TEXT = re.compile("[\0\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with what no text may hold (NUL, lone surrogates) replaced by U+FFFD."""
    return _NEVER_TEXT.sub("\ufffd", text)


class _Folded(dict[str, str]):
    """Surface form → term, computed once a form, until there are too many to remember."""

    def __missing__(self, surface: str) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        term = self[surface] = _fold(surface)
        return term


def _fold(surface: str) -> str:
    if len(surface) > 4 * MAX_TERM_LENGTH:  # Even if every letter came with three marks.
        return ""
    if surface.isascii():
        text = surface.lower()
    else:
        text = unicodedata.normalize("NFKC", surface).translate(_INVISIBLE_CHARS).casefold()
        text = unicodedata.normalize("NFD", text.translate(_PLAIN_LETTERS))
        text = "".join(
            char for char in text if not unicodedata.combining(char) > _LAST_LETTER_MARK_CLASS
        )
        text = "".join(unicodedata.normalize("NFC", text).translate(_STRAIGHT).split())
    if "." in text and not text[0].isdigit():
        text = text.replace(".", "")
    if text.endswith("'s"):
        text = text[:-2]
    if "," in text:
        text = text.replace(",", "")
    return text if len(text) <= MAX_TERM_LENGTH else ""


_folded = _Folded()


def fold(surface: str) -> str:
    """The term of one token: its case, accents, width, dots and possessive taken away.

    Empty for a token that gets no term. Source: Unicode NFKC, case folding, combining classes.

    >>> fold("Putin’s"), fold("U.S."), fold("Kraków"), fold("140,000")
    ('putin', 'us', 'krakow', '140000')
    """
    return _folded[surface]


# No token holds or touches one of these: white space, and the full-width stops of scripts that have
# none.
_BREAK = re.compile(r"[\s\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]")


def pieces(text: str, length: int) -> Iterator[tuple[int, int]]:
    """The `[start, end)` of pieces that part no token, each about so long.

    >>> list(pieces("one two three", 5))
    [(0, 8), (8, 13)]
    """
    start = 0
    while start < len(text):
        break_ = _BREAK.search(text, start + length)
        end = break_.end() if break_ else len(text)
        yield start, end
        start = end


def tokenize(text: str) -> list[str]:
    """The term of each token of the text, by position.

    >>> tokenize("American-backed U.S./NATO talks")
    ['american', 'backed', 'us', 'nato', 'talks']
    """
    if len(_folded) > 1_000_000:
        _folded.clear()
    if text.isascii():
        return list(map(_folded.__getitem__, _ASCII.findall(text)))
    terms: list[str] = []
    for run in _ASCII_OR_RUN.findall(text):
        if run.isascii():
            terms.append(_folded[run])
        else:
            terms.extend(map(_folded.__getitem__, _WORD.findall(run)))
    return terms


def offsets(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` code points of each token that `tokenize` gives a term."""
    if text.isascii():
        return [word.span() for word in _ASCII.finditer(text)]
    spans: list[tuple[int, int]] = []
    for run in _ASCII_OR_RUN.finditer(text):
        if run[0].isascii():
            spans.append(run.span())
        else:
            spans.extend(word.span() for word in _WORD.finditer(text, *run.span()))
    return spans
