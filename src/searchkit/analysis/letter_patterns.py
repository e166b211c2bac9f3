"""Patterns of letters by their Unicode properties: few texts need `regex`, which loads slowly."""

from __future__ import annotations

from searchkit import quick_regex as regex
from searchkit.analysis.word_patterns import SINGLE

SCRIPTS = (
    "Latin", "Cyrillic", "Arabic", "Greek", "Hebrew", "Armenian", "Devanagari", "Tamil", "Han",
    "Hiragana", "Katakana", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Georgian", "Ethiopic",
    "Bengali", "Gujarati", "Gurmukhi", "Malayalam", "Telugu",
)  # fmt: skip
LETTER = regex.compile(r"\p{L}")
#: A letter of each script, in a group of its own.
SCRIPT = regex.compile("|".join(rf"(\p{{Script={script}}})" for script in SCRIPTS))
#: A letter of a script that puts no blanks between words.
UNSPACED = regex.compile(SINGLE, regex.VERBOSE | regex.VERSION1)
