"""The language that a text is written in, and the passages that are in others.

English is told by its function words, which takes a tenth of the time; all else by CLD2, the
detector of Chromium. Where a text is too short for it, a script that one language alone uses tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TypeAlias

from searchkit.analysis import FUNCTION_WORDS
from searchkit.analysis.languages import LANGUAGES, language_code
from searchkit.analysis.scripts import script_of

#: Characters of a text that the detector looks at.
MAX_DETECTED = 100_000
#: The share of a text that its languages have, and from which another one counts, in percent.
MIN_PERCENT = 60
MIN_OTHER_PERCENT = 8
#: Letters of a passage whose language is told by itself; a shorter one goes on as the one before.
MIN_PASSAGE_LETTERS = 40
#: From so many letters and percent on, a text tells its language better than what declares it.
PLAIN_LETTERS = 200
PLAIN_PERCENT = 90

#: The `passages` of an `Article`.
Passages: TypeAlias = tuple[tuple[int, str], ...]

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
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+\n*")
_LETTER = re.compile(r"[^\W\d_]")
# Names and numbers make the detector unsure of a text. From so many letters and percent on, what it
# finds is taken if it is one language.
_MIN_UNSURE_LETTERS = 100
_MIN_UNSURE_PERCENT = 30
# Japanese is told from Chinese by its kana.
_LANGUAGE_OF_SCRIPT: Mapping[str, str] = {
    "Greek": "el", "Hebrew": "he", "Armenian": "hy", "Thai": "th", "Lao": "lo", "Khmer": "km",
    "Myanmar": "my", "Georgian": "ka", "Hangul": "ko", "Hiragana": "ja", "Katakana": "ja",
    "Han": "zh", "Tamil": "ta", "Telugu": "te", "Malayalam": "ml", "Gujarati": "gu",
}  # fmt: skip
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
    if _is_english(text):
        return Detected("en", {"en": 100}, "function words", PLAIN_LETTERS)
    letters = _letters(text, PLAIN_LETTERS)
    shares = _shares(text)
    if not shares and letters >= _MIN_UNSURE_LETTERS:
        shares = _shares(text, unsure=True)
    if not shares:
        code = _by_script(text)
        return Detected(code, {code: 100}, "script", letters) if code else None
    language = next(iter(shares))
    passages = tuple(_passages(text, shares)) if len(shares) > 1 else ()
    if len({code for _, code in passages}) < 2:
        return Detected(language, {language: shares[language]}, "detector", letters)
    return Detected(language, shares, "detector", letters, passages)


def _letters(text: str, most: int) -> int:
    return sum(1 for _ in islice(_LETTER.finditer(text), most))


def _is_english(text: str) -> bool:
    starts = {0, max(0, len(text) // 2 - _WINDOW // 2), max(0, len(text) - _WINDOW)}
    return all(_has_english_words(text[start : start + _WINDOW]) for start in starts)


def _has_english_words(window: str) -> bool:
    words = _WORD.findall(window.lower())
    if len(words) < _MIN_WINDOW_WORDS:
        return False
    counts = Counter(words)
    if sum(count for word, count in counts.items() if word.isascii()) < _ASCII_SHARE * len(words):
        return False
    found = sum(counts[word] for word in counts.keys() & FUNCTION_WORDS)
    only = sum(counts[word] for word in counts.keys() & _ONLY_ENGLISH)
    return found >= _ENGLISH_SHARE * len(words) and only >= _ONLY_ENGLISH_SHARE * len(words)


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


def _shares(text: str, *, unsure: bool = False) -> dict[str, int]:
    """The languages that the detector finds, most of the text first.

    If it is `unsure`, a language that it finds alone.
    """
    detector = _cld2()
    if detector is None:
        return {}
    reliable, found = detector(_readable(text[:MAX_DETECTED]))
    shares: Counter[str] = Counter()
    for name, percent in found:
        if (code := language_code(name)) and percent >= MIN_OTHER_PERCENT:
            shares[code] += percent
    if unsure:
        accepted = len(shares) == 1 and shares.total() >= _MIN_UNSURE_PERCENT
    else:
        accepted = reliable and shares.total() >= MIN_PERCENT
    return dict(shares.most_common()) if accepted else {}


def _readable(text: str) -> str:
    """The text without the characters that CLD2 refuses."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def _passages(text: str, shares: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """The lines of a text whose language is another than that of the line before."""
    before = ""
    for line in _LINE.finditer(text[:MAX_DETECTED]):
        if _letters(line[0], MIN_PASSAGE_LETTERS) < MIN_PASSAGE_LETTERS:
            continue
        code = next((code for code in _shares(line[0]) if code in shares), "")
        if code and code != before:
            yield (line.start() if before else 0), code
            before = code


def _by_script(text: str) -> str:
    """The language of a script that no other one is written in; empty if there is none."""
    scripts = Counter(map(script_of, text[:2_000].split()))
    scripts.pop("", None)
    kana = scripts["Hiragana"] + scripts["Katakana"]
    if kana and kana + scripts["Han"] > 0.6 * scripts.total():
        return "ja"
    (script, count), *_ = scripts.most_common(1) or [("", 0)]
    return _LANGUAGE_OF_SCRIPT.get(script, "") if count > 0.6 * scripts.total() else ""
