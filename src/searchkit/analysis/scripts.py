"""The script in which a word is written, as far as languages are told apart by it."""

from __future__ import annotations

from functools import lru_cache

import regex

_SCRIPTS = (
    "Latin", "Cyrillic", "Arabic", "Greek", "Hebrew", "Armenian", "Devanagari", "Tamil", "Han",
    "Hiragana", "Katakana", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Georgian", "Ethiopic",
    "Bengali", "Gujarati", "Gurmukhi", "Malayalam", "Telugu",
)  # fmt: skip
_LETTER = regex.compile(r"\p{L}")
_SCRIPT = regex.compile("|".join(rf"(\p{{Script={script}}})" for script in _SCRIPTS))


@lru_cache(1 << 14)
def _script(letter: str) -> str:
    match = _SCRIPT.match(letter)
    return _SCRIPTS[match.lastindex - 1] if match and match.lastindex else ""


def script_of(word: str) -> str:
    """The script of the first letter of a word; empty for a number, or for a rare script.

    >>> script_of("переговоры"), script_of("NATO"), script_of("1990s"), script_of("140")
    ('Cyrillic', 'Latin', 'Latin', '')
    """
    for char in word[:8]:
        if char.isalpha():
            return "Latin" if char.isascii() else _script(char)
    letter = _LETTER.search(word, 8) if len(word) > 8 else None
    return _script(letter[0]) if letter else ""
