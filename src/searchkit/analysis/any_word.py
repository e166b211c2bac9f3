"""The pattern of words in any script, which only odd letters need: see `unicode_words`."""

from __future__ import annotations

from searchkit import quick_regex as regex
from searchkit.analysis.word_patterns import WORD

ANY_WORD = regex.compile(WORD, regex.VERBOSE | regex.VERSION1)
