"""The one form under which all spellings of a word meet: case, accents, widths, digits, marks.

Folding is what all languages agree on. Letters that one of them tells apart (й, ї, ў; å, ä, ö; the
tones of Vietnamese) stay as they are in `fold`, and `plain` takes away their marks too, except
those of Cyrillic.
"""

from __future__ import annotations

import unicodedata

from searchkit.analysis.remembered import Remembered

#: A longer token (a base64 line, say) keeps its position and gets no term.
MAX_TERM_LENGTH = 100

#: What is typed for an apostrophe. Unicode calls some of them letters, as in Oʻzbekiston.
APOSTROPHES = "'\u2018\u2019\u02bc\uff07\u02bb\u02be\u02bf\u05f3\ua78c`\u00b4"
#: What joins the parts of a name to the next one, and what can stand after a name.
LINKS = "-\u2010\u2011/&+.'"
_MARKS = f"{LINKS}#{APOSTROPHES}"

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# With the tatweel, which only makes a word longer, and the signs of Hebrew acronyms.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0F, 0x0640, 0x05F4, 0x22, 0x201D]
)
# Letters that Unicode does not take apart, under the letter that readers type for them.
_PLAIN_LETTERS = (
    str.maketrans("łøđıħŧĸəð", "lodihtkad")
    | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
    # Persian and Urdu have their own code points for the yeh and the kaf of Arabic.
    | str.maketrans("ىیک\u066b\u066c", "ييك.,")
    # The final letters of Malayalam, which older texts write as a letter and a sign.
    | {ord(final): f"{letter}\u0d4d" for final, letter in zip("ൺൻർൽൾൿ", "ണനരലളക", strict=True)}
)
# The combining classes of Hebrew points, Arabic vowel signs and the accents of European scripts;
# not those of the marks that make another letter in Indic scripts and in kana (7 to 9), nor of
# the vowels and tones of Thai and its kin (from 84).
_ACCENT_CLASSES = frozenset((*range(10, 84), *range(200, 255)))

_NORDIC = frozenset("åäö")
# An accent on these Cyrillic letters makes no other letter.
_STRESSED = frozenset("ёѐѝ")
_VOWELS = frozenset("aeiouy")
_HOOK, _HORN, _DOT_BELOW = "\u0309", "\u031b", "\u0323"
_TONES = frozenset("\u0300\u0301\u0303")


def _fold(surface: str) -> str:
    if len(surface) > 4 * MAX_TERM_LENGTH:  # Even if every letter came with three marks.
        return ""
    surface = surface.rstrip(_MARKS) or surface
    text = surface.lower().replace("`", "'") if surface.isascii() else _folded_letters(surface)
    if "." in text and not text[0].isdigit():
        text = text.replace(".", "")
    if text.endswith("'s"):
        text = text[:-2]
    if "," in text:
        text = text.replace(",", "")
    return text if len(text) <= MAX_TERM_LENGTH else ""


def _folded_letters(surface: str) -> str:
    text = unicodedata.normalize("NFKC", surface.translate(_STRAIGHT))
    text = (text.translate(_INVISIBLE) or text).casefold().translate(_PLAIN_LETTERS)
    text = "".join(map(_folded_char, unicodedata.normalize("NFC", text)))
    return "".join(unicodedata.normalize("NFC", text).translate(_STRAIGHT).split())


def _folded_char(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char if _is_own_letter(char) else _without_marks(char)


def _without_marks(char: str) -> str:
    """A letter without its accents, which may be nothing if it is an accent itself."""
    apart = unicodedata.normalize("NFD", char)
    return "".join(sign for sign in apart if unicodedata.combining(sign) not in _ACCENT_CLASSES)


def _is_own_letter(char: str) -> bool:
    """Tell if a small letter with an accent is another one than without, in some language."""
    if char in _NORDIC or "\u0450" <= char <= "\u04ff":
        return char not in _STRESSED
    if "\u0400" <= char <= "\u044f":
        return True
    base, *accents = list(unicodedata.normalize("NFD", char))
    if base not in _VOWELS or not accents:
        return False
    own = {_HOOK, _HORN, _DOT_BELOW}.intersection(accents)
    return bool(own) or (len(accents) > 1 and not _TONES.isdisjoint(accents))


def plain(term: str) -> str:
    """A folded term without the accents that `fold` leaves; those of Cyrillic stay.

    >>> plain(fold("Malmö")), plain(fold("Việt")), plain(fold("мой"))
    ('malmo', 'viet', 'мой')
    """
    if term.isascii():
        return term
    text = "".join(
        char if "\u0400" <= char <= "\u04ff" else _without_marks(char)
        for char in unicodedata.normalize("NFC", term)
    )
    return unicodedata.normalize("NFC", text)


#: Used by `words` for every token; `fold` is the same for one.
FOLDED = Remembered(_fold)


def fold(surface: str) -> str:
    """The term of one token: its case, accents, width, dots and possessive taken away.

    Empty for a token that gets no term. Source: Unicode NFKC, case folding, combining classes.

    >>> fold("Putin’s"), fold("U.S."), fold("Kraków"), fold("140,000"), fold("Ёлкой")
    ('putin', 'us', 'krakow', '140000', 'елкой')
    """
    return FOLDED[surface]
