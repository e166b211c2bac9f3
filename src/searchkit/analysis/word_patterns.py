"""The patterns of words: one for every script, and two that say the same much faster.

`WORD` needs the properties of Unicode, which only the package `regex` has. `ASCII_WORD` and
`PLAIN_WORD_OR_RUN` are for the standard library, which finds words of letters that it can be told
in ranges several times as fast; white space parts all words, so that a run of other characters is
taken whole to `WORD` if it has one that the ranges lack.
"""

from __future__ import annotations

# Words that lose their last vowel before another (French, Italian, Catalan), by length.
_ELIDED = (
    "c d j l m n s t v",
    "qu un gl",
    "all com dov",
    "dell nell sull dall coll bell sant anch mezz",
    "jusqu quell quest",
    "puisqu lorsqu quoiqu",
)
_VOWELS = "aeiouyhAEIOUYH"
_ACCENTED_VOWELS = "\u00c0-\u00c6\u00c8-\u00cf\u00d2-\u00d6\u00d9-\u00dc\u00e0-\u00e6\u00e8-\u00ef"
_ACCENTED_VOWELS += "\u00f2-\u00f6\u00f9-\u00fc\u0152\u0153"


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _inner(alphanumeric: str, apostrophe: str, vowels: str) -> str:
    """An apostrophe inside a word: not one after an elided word, since the next word is another."""
    before = "|".join(
        f"(?<=(?<!{alphanumeric})(?:{'|'.join(map(_any_case, words.split()))}){apostrophe})"
        for words in _ELIDED
    )
    return f"{apostrophe}(?!(?=[{vowels}])(?:{before}))"


def _fast_word(letters: str, initials: str, apostrophe: str, vowels: str) -> str:
    """The pattern of a word of letters in these ranges.

    Its first line is part of the last, for the sake of speed: so most words begin.
    """
    both = f"[{letters}0-9]"
    inner = _inner(both, apostrophe, vowels)
    return rf"""
      [{letters}]{both}++(?:{inner}{both}++)*+
    | (?<![{letters}])[{initials}](?:\.[{initials}])+(?!{both})\.?(?:{apostrophe}s(?![{letters}]))?
    | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?
    | [0-9]+(?:\.[0-9]+)+
    | {both}+(?:{inner}{both}+)*
    """


def _mark(alphanumeric: str, capitals: str, apostrophe: str, vowels: str) -> str:
    """What ties a word to the next one, or makes it another name than the bare word."""
    return rf"""
    (?: [-\u2010\u2011/&](?={alphanumeric})
      | \+\+?(?!{alphanumeric}) | \#(?!{alphanumeric})
      | {apostrophe}(?=[{vowels}])
      | (?<=(?<![^\s"“(])[{capitals}])\.(?=[ ][{capitals}]\.)
    )"""


_STRAIGHT = "['`]"
ASCII_WORD = _fast_word("A-Za-z", "A-Za-z", _STRAIGHT, _VOWELS)
ASCII_MARKED = f"(?:{ASCII_WORD})(?:{_mark('[A-Za-z0-9]', 'A-Z', _STRAIGHT, _VOWELS)})?"

# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian, composed.
_CASED = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0386\u0388-\u038a\u038c\u038e-\u03a1"
_CASED += "\u03a3-\u03e1\u0400-\u0481\u048a-\u052f\u0531-\u0556\u0561-\u0587"
_CASED += "\u0621-\u063a\u0640-\u064a\u0671-\u06d3\u10d0-\u10fa"
_HANGUL = "\uac00-\ud7a3"
_HAN_AND_KANA = "\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"
# Not of a word, and of no meaning to `WORD` beside other signs.
_SIGNS = "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b6\u00b7\u00bb\u00bf\u2010-\u2017\u201a-\u201f"
_SIGNS += "\u2020-\u2026\u2030\u2039\u203a\u20ac\u060c\u061b\u061f\u06d4"
_SIGNS += "\u3001-\u3003\u3008-\u3011\u3014-\u301b\u30fb\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"

_PLAIN = f"!-~\\x00-\\x08\\x0e-\\x1b\\x7f\u2018\u2019{_CASED}{_HANGUL}{_HAN_AND_KANA}{_SIGNS}"
_CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0391-\u03a9\u0401\u0410-\u042f"
_CURLY = "['`‘’]"
_PLAIN_WORD = _fast_word(_CASED + _HANGUL, _CASED, _CURLY, _VOWELS + _ACCENTED_VOWELS)
_PLAIN_MARK = _mark(f"[{_CASED}{_HANGUL}0-9]", _CAPITALS, _CURLY, _VOWELS + _ACCENTED_VOWELS)
_RUN = rf"(?<!\S) [{_PLAIN}]*+ [^{_PLAIN}\s] \S*"
#: The first group is a run for `WORD`, the second a word; and the same with the mark of the word.
PLAIN_WORD_OR_RUN = f"({_RUN}) | ({_PLAIN_WORD} | [{_HAN_AND_KANA}])"
PLAIN_MARKED_OR_RUN = f"({_RUN}) | ((?:{_PLAIN_WORD})(?:{_PLAIN_MARK})? | [{_HAN_AND_KANA}])"

# Thai, Lao, Khmer, Burmese and their kin: letters in which a line is broken by a dictionary.
_COMPLEX = r"[\p{L}&&\p{Line_Break=Complex_Context}]"
_IDEOGRAPH = r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70]"
_UNSPACED = rf"{_IDEOGRAPH[1:-1]}{_COMPLEX}"
#: A letter of a script without blanks, with the signs that belong to it: the marks of half-width
#: kana, the am of Thai and Lao, what Burmese and Khmer write below.
SINGLE = rf"""
      {_IDEOGRAPH}[\p{{M}}\uff9e\uff9f]*
    | {_COMPLEX}\p{{M}}* (?:(?<=[\u1039\u17d2]){_COMPLEX}\p{{M}}*)*
      (?:[\u0e33\u0eb3]|(?<=\u0e4d)\u0e32)?
"""

# Letters and digits, then marks too, with the invisible characters that saved pages carry inside
# words. U+02BC and its kin are letters to Unicode and apostrophes to those who type them.
_NEITHER = rf"[{_UNSPACED}\uff9e\uff9f\u02bb\u02bc\u02be\u02bf\ua78c]"
_LETTER = rf"[\p{{L}}--{_NEITHER}]"
_START = rf"[[\p{{L}}\p{{N}}]--{_NEITHER}]"
_CHAR = rf"[[\p{{L}}\p{{M}}\p{{N}}]--{_NEITHER}]"
_INVISIBLE = r"\u00ad\u200b-\u200d\u2060\ufeff"
_JOINED = rf"(?:{_CHAR}|(?<=\p{{L}}\p{{M}}*)[{_INVISIBLE}]+(?=\p{{L}}))"
_APOSTROPHE = r"['\u2018\u2019\u02bc\uff07\u02bb\u02be\u02bf\u05f3\ua78c`\u00b4]"
# A letter of an abbreviation; decomposed Hangul would make one of every syllable.
_INITIAL = rf"[\p{{L}}--[{_UNSPACED}\p{{Hangul}}\u02bb\u02bc\u02be\u02bf\ua78c]]\p{{M}}*+"
_INNER = _inner(rf"{_START}\p{{M}}*", _APOSTROPHE, _VOWELS + _ACCENTED_VOWELS)

WORD = rf"""
      (?<!{_LETTER}\p{{M}}*)
      {_INITIAL}(?:\.{_INITIAL})+(?!{_CHAR})\.?                                             # U.S.
      (?:{_APOSTROPHE}s(?!{_LETTER}))?
    | \p{{N}}{{1,3}}(?:[,\u066c]\p{{N}}{{3}})+(?!\p{{N}})(?:[.\u066b]\p{{N}}+)?             # 1,250
    | \p{{N}}+(?:[.\u066b]\p{{N}}+)+                                                        # 1.2
    | {_START}{_JOINED}*
      (?:(?:{_INNER}|(?<=\p{{Hebrew}}\p{{M}}*)["\u05f4\u201d](?=\p{{Hebrew}}))
         {_START}{_JOINED}*)*
    | {SINGLE}
    | \p{{Regional_Indicator}}{{2}}
    | (?:\p{{Emoji_Presentation}}|\p{{Extended_Pictographic}}\ufe0f)[\ufe0f\p{{Emoji_Modifier}}]*
      (?:\u200d\p{{Extended_Pictographic}}[\ufe0f\p{{Emoji_Modifier}}]*)*
"""

MARKED = f"(?:{WORD})(?:{_mark(_START, _CAPITALS, _APOSTROPHE, _VOWELS + _ACCENTED_VOWELS)})?"
