"""Marks of Markdown around a line that stands above a text: `*By Anna Berg*`, `_3 May 2016_`."""

from __future__ import annotations

from searchkit import quick_re as re

_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?![\s*_])([^*_\n]{1,200})(?<!\s)\1(?![\w*_])")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,1000}\)")


def unmarked(line: str) -> str:
    """A line as a program shows it, without emphasis and the addresses of links.

    >>> unmarked("*By [Anna Berg](https://a.example/berg)*, **The Gazette**")
    'By Anna Berg, The Gazette'
    """
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    return _EMPHASIS.sub(r"\2", line) if "*" in line or "_" in line else line
