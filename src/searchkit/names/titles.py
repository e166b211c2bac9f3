"""Titles of books, songs and films in quotation marks, whose words in capitals say little."""

from __future__ import annotations

from bisect import bisect_right

from searchkit import quick_re as re
from searchkit.names.capitals import has_running_words

#: Characters of a title.
MAX_TITLE = 80
_QUOTED = re.compile(rf"(?<![^\s(\[—–-])[\"“](?=[A-Z])[^\"”\n]{{1,{MAX_TITLE}}}[\"”](?!\w)")


class Titles:
    """Where a text has titles in quotation marks."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        if '"' not in text and "“" not in text:
            return
        for match in _QUOTED.finditer(text):
            if not has_running_words(text, match.start(), match.end()):
                self._starts.append(match.start())
                self._ends.append(match.end())

    def have(self, start: int, end: int) -> bool:
        """Tell if `[start, end)` is in a title."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
