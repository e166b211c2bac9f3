"""The names of months and weekdays in a line, each put as one character.

There are 1,300 of them. Patterns that name them all, once for each place where one may stand, took
longer to compile than small folders take to index.
"""

from __future__ import annotations

from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.corpus.plain.months import MONTHS, WEEKDAYS

#: Letters that no newspaper has: Egyptian hieroglyphs, in the places of names.
MONTH, WEEKDAY = "\U00013000", "\U00013001"

_IN_PLACE = dict.fromkeys(MONTHS, MONTH) | dict.fromkeys(WEEKDAYS, WEEKDAY)
_WORD = r"[^\W\d_]+"
_ODD_NAMES = sorted((n for n in _IN_PLACE if not re.fullmatch(_WORD, n)), key=len, reverse=True)
# In Thai a weekday is followed by the word for "on the" without a space.
_NAME = re.compile(
    rf"(?:{'|'.join(map(re.escape, _ODD_NAMES))})(?=ที่|(?!\w))|{_WORD}", re.IGNORECASE
)
_NO_NAMES = str.maketrans("", "", MONTH + WEEKDAY)


def lowered(name: str) -> str:
    """A name as the tables of names have it."""
    return name.lower().replace("i\u0307", "i")


def _key(name: str) -> str:
    # Capitals do not tell which i and which sigma a name has.
    return lowered(name).replace("ı", "i").replace("ς", "σ")


_MARKS = {_key(name): mark for name, mark in _IN_PLACE.items()}


class NamedLine(NamedTuple):
    """A line with `MONTH` or `WEEKDAY` in the place of each name, and the names by offset."""

    text: str
    names: dict[int, str]

    def written(self, start: int, end: int) -> str:
        """What stands in `[start, end)`, with the names as they are written."""
        part = self.text[start:end]
        return "".join(self.names.get(offset, c) for offset, c in enumerate(part, start))

    def groups(self, match: re.Match[str]) -> dict[str, str | None]:
        """The named groups of a match, with the names as they are written."""
        groups = match.groupdict()
        for group, value in groups.items():
            if value:
                groups[group] = self.written(*match.span(group))
        return groups


def named_line(line: str) -> NamedLine:
    """A line with its names of months and weekdays put as one character each.

    >>> named_line("on 3 May 2019").names
    {5: 'May'}
    """
    parts: list[str] = []
    names: dict[int, str] = {}
    end = length = 0
    line = line.translate(_NO_NAMES) if not line.isascii() else line
    for match in _NAME.finditer(line):
        mark = _MARKS.get(_key(match[0]))
        if mark is not None:
            parts += line[end : match.start()], mark
            length += match.start() - end + 1
            names[length - 1] = match[0]
            end = match.end()
    return NamedLine("".join(parts) + line[end:], names)
