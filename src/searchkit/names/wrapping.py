"""Lines that are wrapped at a width, as in messages of agencies: a name can go over their ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

#: Characters of a line that is wrapped, and lines of a text in which a width can be told.
MIN_WIDTH = 40
MAX_WIDTH = 100
MIN_LINES = 4


def unwrapped(text: str) -> str:
    """The text with blanks for the ends of wrapped lines; every offset stays.

    A line is wrapped if the first word of the next has no room in it. What tells such a text from
    a list is that many of these words are written small.
    """
    lines = text.split("\n")
    if len(lines) < MIN_LINES:
        return text
    lengths = sorted(map(len, lines))
    # Some lines of a table may be longer.
    width = lengths[len(lengths) * 9 // 10]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return text
    ends = []
    small = 0
    for line, following in pairwise(lines):
        word = following[:width].split(" ", 1)[0]
        is_full = bool(word) and len(line) >= MIN_WIDTH and len(line) + len(word) >= width
        ends.append(is_full)
        small += is_full and word[0].islower()
    full = sum(ends)
    if not small or (small * 3 < full and not _are_nearly_all(full, lines)):
        return text
    # A dateline is cut from the first line; what is no paragraph of its own goes on.
    ends[0] = ends[0] or (not _is_begun(lines[1]) and any(map(_is_indented, lines[2:])))
    pieces = [lines[0]]
    for is_full, line in zip(ends, lines[1:], strict=True):
        pieces += (" " if is_full else "\n", line)
    return "".join(pieces)


def _are_nearly_all(full: int, lines: Sequence[str]) -> bool:
    """Tell if so many full lines are nearly all but the last of each paragraph."""
    return full * 4 >= 3 * sum(not _is_begun(line) for line in lines[1:])


def _is_indented(line: str) -> bool:
    return line.startswith("  ") and not line.isspace()


def _is_begun(line: str) -> bool:
    return not line.strip() or _is_indented(line)
