"""The patterns of words: one for every script, and one that says the same of ASCII much faster.

`WORD` needs the properties of Unicode, which only the package `regex` has. `ASCII_WORD` is for the
standard library, which finds words of letters that it can be told in ranges several times as fast;
`plain_words` does the same for most letters of most texts.
"""

from __future__ import annotations

#: No token holds or touches one of these: white space, and the full-width stops of scripts that
#: have none.
BREAKS = r"\s\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f"

# Words that lose their last vowel before another (French, Italian, Catalan), by length.
_ELIDED = (
    "c d j l m n s t v",
    "qu un gl",
    "all com dov",
    "dell nell sull dall coll bell sant anch mezz",
    "jusqu quell quest",
    "puisqu lorsqu quoiqu",
)
VOWELS = "aeiouyhAEIOUYH"
ACCENTED_VOWELS = "\u00c0-\u00c6\u00c8-\u00cf\u00d2-\u00d6\u00d9-\u00dc\u00e0-\u00e6\u00e8-\u00ef"
ACCENTED_VOWELS += "\u00f2-\u00f6\u00f9-\u00fc\u0152\u0153"


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def inside(alphanumeric: str, apostrophe: str, vowels: str) -> str:
    """An apostrophe inside a word: not one after an elided word, since the next word is another."""
    before = "|".join(
        f"(?<=(?<!{alphanumeric})(?:{'|'.join(map(_any_case, words.split()))}){apostrophe})"
        for words in _ELIDED
    )
    return f"{apostrophe}(?!(?=[{vowels}])(?:{before}))"


def fast_word(
    letters: str, initials: str, inner: str, joint: str, apostrophe: str, marks: str = ""
) -> str:
    """The pattern of a word of letters in these ranges, with `marks` on them.

    Its first line is part of the last, for the sake of speed: such are most words. `inner` is what
    can be inside of a word besides, and `joint` a quick look for it.
    """
    both = f"[{letters}{marks}0-9]"
    on_it = f"[{marks}]*+" if marks else ""
    return rf"""
      [{letters}]{on_it}[{letters}0-9]{both}*+(?!{joint})
    | (?<![{letters}])[{initials}]{on_it}(?:\.[{initials}]{on_it})+(?!{both})\.?
      (?:{apostrophe}s(?![{letters}]))?
    | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?
    | [0-9]+(?:\.[0-9]+)+
    | [{letters}0-9]{both}*(?:{inner}[{letters}0-9]{both}*)*
    """


def mark_after(alphanumeric: str, capitals: str, apostrophe: str, vowels: str) -> str:
    """What ties a word to the next one, or makes it another name than the bare word."""
    return rf"""
    (?: [-\u2010\u2011/&](?={alphanumeric})
      | \+\+?(?!{alphanumeric}) | \#(?!{alphanumeric})
      | {apostrophe}(?=[{vowels}])
      | (?<=(?<![^\s"“(])[{capitals}])\.(?=[ ][{capitals}]\.)
    )"""


STRAIGHT = "['`]"
ASCII_WORD = fast_word(
    "A-Za-z", "A-Za-z", inside("[A-Za-z0-9]", STRAIGHT, VOWELS), STRAIGHT, STRAIGHT
)
ASCII_MARKED = f"(?:{ASCII_WORD})(?:{mark_after('[A-Za-z0-9]', 'A-Z', STRAIGHT, VOWELS)})?"

CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0391-\u03a9\u0401\u0410-\u042f"

# Thai, Lao, Khmer, Burmese and their kin: letters in which a line is broken by a dictionary.
_COMPLEX = r"[\p{L}&&\p{Line_Break=Complex_Context}]"
_IDEOGRAPH = r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70]"
_UNSPACED = rf"{_IDEOGRAPH[1:-1]}{_COMPLEX}"
#: A letter of a script without blanks, with the signs that belong to it: the marks of half-width
#: kana, the am of Thai and Lao, what Burmese and Khmer write below.
SINGLE = rf"""
      {_IDEOGRAPH}[\p{{M}}\uff9e\uff9f]*
    | {_COMPLEX}\p{{M}}* (?:(?<=[\u1039\u17d2]){_COMPLEX}\p{{M}}*)*
      (?:(?:[\u0e33\u0eb3]|(?<=\u0e4d)\u0e32)\p{{M}}*)?
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
_INNER = inside(rf"{_START}\p{{M}}*", _APOSTROPHE, VOWELS + ACCENTED_VOWELS)

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

MARKED = f"(?:{WORD})(?:{mark_after(_START, CAPITALS, _APOSTROPHE, VOWELS + ACCENTED_VOWELS)})?"
