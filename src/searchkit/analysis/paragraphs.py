"""Paragraphs of a running text: where each begins."""

from __future__ import annotations

from searchkit import quick_re as re

#: A line of more characters was not broken by a machine: where it ends, its paragraph does.
MAX_WRAPPED = 120
#: If more of the lines are indented, that says nothing of paragraphs.
MAX_INDENTED = 0.5

#: What parts two paragraphs.
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_INDENTED = re.compile(r"\n(?:\t| {2,}|\u3000)(?=\S)")
_LINE_END = re.compile(r"\n\s*")


def paragraph_starts(text: str) -> tuple[int, ...]:
    """The offset of each paragraph's first character.

    A blank line parts paragraphs, and so does an indented one. Lines that no machine has broken
    are paragraphs of their own.

    >>> paragraph_starts("Talks began.\\n\\nThey ended.\\n    Nobody spoke.")
    (0, 14, 30)
    """
    start = len(text) - len(text.lstrip())
    starts: list[int] = []
    for gap in BLANK_LINE.finditer(text, start):
        starts += _in_block(text, start, gap.start())
        start = gap.end()
    starts += _in_block(text, start, len(text))
    return tuple(starts)


def _in_block(text: str, start: int, end: int) -> list[int]:
    """The starts in a piece of text that has no blank line."""
    if start >= end:
        return []
    lines = text.count("\n", start, end)
    if not lines:
        return [start]
    breaks = _INDENTED
    if max(map(len, text[start:end].split("\n"))) > MAX_WRAPPED:
        breaks = _LINE_END
    gaps = [gap.end() for gap in breaks.finditer(text, start, end) if gap.end() < end]
    if breaks is _INDENTED and len(gaps) > MAX_INDENTED * (lines + 1):
        gaps = []
    return [start, *gaps]
