"""The language that a text is written in, and the passages that are in others.

English is told by its function words, which takes a tenth of the time; all else by CLD2, the
detector of Chromium. Names and numbers make it unsure of a text: then function words tell, or a
script that one language alone uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice

from searchkit import quick_re as re
from searchkit.analysis import FUNCTION_WORDS, FUNCTION_WORDS_OF
from searchkit.analysis.languages import LANGUAGES, language_code
from searchkit.corpus.plain.language_clues import (
    WORD,
    language_by_letters,
    language_by_script,
    language_by_words,
)
from searchkit.corpus.plain.language_passages import Passages, kept, passages, quotes_others
from searchkit.corpus.plain.language_passages import shares as shares_of
from searchkit.corpus.plain.south_slavic import with_one_south_slavic
from searchkit.quick_dataclass import dataclass

#: Characters of a text that the detector looks at.
MAX_DETECTED = 100_000
#: The share of a text that its languages have, and from which another one counts, in percent.
MIN_PERCENT = 60
MIN_OTHER_PERCENT = 8
#: Characters of a text from which another language counts too.
MIN_OTHER_CHARACTERS = 200
#: A text with this many letters, and this percentage in one language, overrules a declaration.
PLAIN_LETTERS = 200
PLAIN_PERCENT = 90

# At the beginning, in the middle and at the end, so much of a text is looked at for English.
_WINDOW = 600
_MIN_WINDOW_WORDS = 12
_ENGLISH_SHARE = 0.24
_ASCII_SHARE = 0.9
_ONLY_ENGLISH_SHARE = 0.1
# Function words of English that are words of other languages too.
_ALSO_FOREIGN = frozenset(
    """
    a all an any as at be by do for had has have he her him i if in is it its me more no on or over
    so such than those under up was we
    """.split()
)
_ONLY_ENGLISH = FUNCTION_WORDS - _ALSO_FOREIGN
# The share that a part of a text in another language has at least.
_LEAST_SHARE = 0.05
# Parts the words of ASCII in a fourth of the time.
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalpha()}
# Letters beyond ASCII, and how many an English text may have among so few characters.
_FOREIGN = re.compile("[\u00c0-\u1fff\u3041-\ud7ff]")
_MAX_FOREIGN, _FEW = 5, 250
_LETTER = re.compile(r"[^\W\d_]")
# Languages so alike that a detector may take one for the other: what is declared counts.
_ALIKE = (
    {"no", "da", "sv"}, {"id", "ms"}, {"hr", "bs", "sr", "sl", "mk"}, {"cs", "sk"}, {"pt", "gl"},
    {"es", "gl"}, {"fa", "tg", "ps"}, {"kk", "ky", "tt", "uz", "tk", "az", "tr", "ug"},
    {"hi", "mr", "ne"}, {"nl", "af"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detected:
    """The language of a text, and the share of the text that each language has, in percent.

    `letters` counts what was looked at, up to `PLAIN_LETTERS`.
    """

    language: str
    shares: Mapping[str, int]
    method: str
    letters: int
    passages: Passages = ()

    @property
    def evidence(self) -> str:
        """The languages by their names, with their shares.

        >>> Detected("ru", {"ru": 80, "en": 19}, "detector", 900).evidence
        'Russian 80 %, English 19 %'
        """
        return ", ".join(
            f"{LANGUAGES[code].names[0]} {share} %" for code, share in self.shares.items()
        )

    def contradicts(self, declared: str) -> bool:
        """Tell if the text is plainly in another language than the one that is declared."""
        code = language_code(declared)
        return (
            code not in self.shares
            and code != ""
            and not any({code, self.language} <= group for group in _ALIKE)
            and self.letters >= PLAIN_LETTERS
            and sum(self.shares.values()) >= PLAIN_PERCENT
        )


def detect(text: str) -> Detected | None:
    """The language of a text; None if that cannot be told."""
    if _is_english(text) and not _has_foreign_letters(text):
        return Detected("en", {"en": 100}, "function words", PLAIN_LETTERS)
    letters = _letters(text, PLAIN_LETTERS)
    shares, is_sure, has_others = _found(text)
    if is_sure and len(shares) == 1 and not has_others and not _quotes_others(text, *shares):
        (language,) = shares
        return Detected(language, shares, "detector", letters)
    parts = _passages(text)
    if len(parts) > 1:
        shares = shares_of(parts, min(len(text), MAX_DETECTED))
        return Detected(next(iter(shares)), shares, "detector", letters, parts)
    # Foreign names in one text make it unsure, or two languages.
    code = language_by_words(text)
    if code and (code in shares or not is_sure):
        return Detected(code, {code: 100}, "function words", letters)
    if is_sure:
        language = next(iter(shares))
        return Detected(language, {language: shares[language]}, "detector", letters)
    if code := language_by_letters(text) or language_by_script(text):
        return Detected(code, {code: 100}, "script", letters)
    if len(shares) == 1 and letters >= PLAIN_LETTERS:
        (language,) = shares
        return Detected(language, shares, "detector", letters)
    return None


def _letters(text: str, most: int) -> int:
    start = text[: 2 * most]
    if start.isascii() and sum(map(str.isalpha, start)) >= most:
        return most
    return sum(1 for _ in islice(_LETTER.finditer(text), most))


def _has_foreign_letters(text: str) -> bool:
    """Tell if letters beyond ASCII stand so close together somewhere as names do not bring them."""
    if text.isascii():
        return False
    letters = [letter.start() for letter in _FOREIGN.finditer(text)]
    firsts = letters[:-_MAX_FOREIGN]
    lasts = letters[_MAX_FOREIGN:]
    return any(last - first < _FEW for first, last in zip(firsts, lasts, strict=True))


def _is_english(text: str) -> bool:
    starts = {0, max(0, len(text) // 2 - _WINDOW // 2), max(0, len(text) - _WINDOW)}
    return all(_has_english_words(text[start : start + _WINDOW]) for start in starts)


def _has_english_words(window: str) -> bool:
    lower = window.lower()
    words = lower.translate(_LETTERS_ALONE).split() if window.isascii() else WORD.findall(lower)
    if len(words) < _MIN_WINDOW_WORDS:
        return False
    if not window.isascii() and sum(map(str.isascii, words)) < _ASCII_SHARE * len(words):
        return False
    common = list(filter(FUNCTION_WORDS.__contains__, words))
    only = sum(map(_ONLY_ENGLISH.__contains__, common))
    return len(common) >= _ENGLISH_SHARE * len(words) and only >= _ONLY_ENGLISH_SHARE * len(words)


@cache
def _cld2() -> Callable[[str], tuple[bool, list[tuple[str, int]]]] | None:
    try:
        import pycld2
    except ImportError:  # There is none for this Python.
        return None

    def detected(text: str) -> tuple[bool, list[tuple[str, int]]]:
        try:
            reliable, _, details = pycld2.detect(text)
        except pycld2.error:
            return False, []
        return reliable, [(code, percent) for _, code, percent, _ in details]

    return detected


def _shares(text: str) -> tuple[dict[str, int], bool]:
    """The languages that the detector finds, most of the text first, and if it is sure of them."""
    shares, is_sure, _ = _found(text)
    return shares, is_sure


def _found(text: str) -> tuple[dict[str, int], bool, bool]:
    """The same, and if it finds others with a smaller share."""
    detector = _cld2()
    if detector is None:
        return {}, False, False
    reliable, languages = detector(_readable(text[:MAX_DETECTED]))
    shares: Counter[str] = Counter()
    for name, percent in languages:
        if (code := language_code(name)) and percent >= MIN_OTHER_PERCENT:
            shares[code] += percent
    shares = with_one_south_slavic(shares, text)
    # It counts less of a short passage than there is.
    least = 50 * MIN_OTHER_CHARACTERS / max(1, len(text))
    has_others = any(
        least <= percent < MIN_OTHER_PERCENT for name, percent in languages if language_code(name)
    )
    return dict(shares.most_common()), reliable and shares.total() >= MIN_PERCENT, has_others


def _readable(text: str) -> str:
    """The text without the characters that CLD2 refuses."""
    if text.replace("\n", "").isprintable():
        return text
    refused = {char for char in set(text) if not char.isprintable()} - {"\n"}
    return text.translate(dict.fromkeys(map(ord, refused), " "))


def _language_of(text: str) -> str:
    """The language of a part of a text, if it is plain.

    A list of foreign names is in none: it has no function words.
    """
    shares, is_sure = _shares(text)
    code = next(iter(shares)) if is_sure else language_by_words(text) or language_by_letters(text)
    its_words = _ONLY_ENGLISH if code == "en" else FUNCTION_WORDS_OF.get(code)
    if its_words is None:
        return code
    words = WORD.findall(text.lower())
    return code if sum(map(its_words.__contains__, words)) >= _LEAST_SHARE * len(words) else ""


def _quotes_others(text: str, code: str) -> bool:
    return quotes_others(text[:MAX_DETECTED], code, _language_of)


def _passages(text: str) -> Passages:
    """The passages of a text in each of the languages that count in it."""
    text = text[:MAX_DETECTED]
    parts = passages(text, _language_of)
    shares = shares_of(parts, len(text))
    first = next(iter(shares), "")

    def counts(code: str) -> bool:
        # A detector that takes a line for another language takes it for one that is alike.
        is_alike = any({code, first} <= group for group in _ALIKE)
        characters = shares[code] * len(text) // 100
        return shares[code] >= MIN_OTHER_PERCENT or (
            characters >= MIN_OTHER_CHARACTERS and not is_alike
        )

    return kept(parts, counts)
