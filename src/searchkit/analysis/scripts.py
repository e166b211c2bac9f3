"""The script in which a word is written, as far as languages are told apart by it."""

from __future__ import annotations

from functools import lru_cache


def _is_accented(letter: str) -> bool:
    """Tell if it is in the blocks of Latin letters, without patterns that take long to load."""
    return "\u00c0" <= letter <= "\u024f"


@lru_cache(1 << 14)
def _script(letter: str) -> str:
    from searchkit.analysis.letter_patterns import SCRIPT, SCRIPTS

    match = SCRIPT.match(letter)
    return SCRIPTS[match.lastindex - 1] if match and match.lastindex else ""


def script_of(word: str) -> str:
    """The script of the first letter of a word; empty for a number, or for a rare script.

    >>> script_of("переговоры"), script_of("NATO"), script_of("1990s"), script_of("140")
    ('Cyrillic', 'Latin', 'Latin', '')
    """
    for char in word[:8]:
        if char.isalpha():
            return "Latin" if char.isascii() or _is_accented(char) else _script(char)
    return _script_within(word) if len(word) > 8 else ""


def _script_within(word: str) -> str:
    from searchkit.analysis.letter_patterns import LETTER

    letter = LETTER.search(word, 8)
    return _script(letter[0]) if letter else ""
