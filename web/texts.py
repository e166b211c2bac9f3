"""Texts with marks → what a template writes out one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchkit.snippets import ELLIPSIS, Mark, Snippet

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is marked throughout or not at all.

    `number` counts the marks of an article from 1, `opens` tells whether the mark begins here: one
    that goes over the end of a paragraph has a run in each. Both are only set in an article.
    """

    text: str
    is_mark: bool = False
    number: int = 0
    opens: bool = False


def runs(text: str, marks: Sequence[Mark], *, first: int = 0) -> tuple[Run, ...]:
    """The text cut at its marks, which are numbered from `first` unless it is 0.

    >>> [(run.text, run.is_mark) for run in runs("the Tajik Army", [(4, 14)])]
    [('the ', False), ('Tajik Army', True)]
    """
    return tuple(_cut(text, marks, first, 0, len(text)))


def paragraphs(text: str, marks: Sequence[Mark], *, first: int) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of a body, parted by blank lines, each cut at its marks."""
    found = []
    start = 0
    ends = [(blank.start(), blank.end()) for blank in _BLANK_LINES.finditer(text)]
    next_mark = 0
    for end, after in (*ends, (len(text), len(text))):
        while next_mark < len(marks) and marks[next_mark][1] <= start:
            next_mark += 1
        last = next_mark
        while last < len(marks) and marks[last][0] < end:
            last += 1
        if text[start:end].strip():
            inside = marks[next_mark:last]
            found.append(tuple(_cut(text, inside, first + next_mark, start, end)))
        start = after
    return tuple(found)


def passages(snippets: Sequence[Snippet]) -> tuple[Run, ...]:
    """The passages of a hit in one line, with an ellipsis wherever text is left out."""
    found: list[Run] = []
    for at, snippet in enumerate(snippets):
        text = snippet.text
        if at + 1 < len(snippets) and snippets[at + 1].text.startswith(ELLIPSIS):
            text = text.removesuffix(ELLIPSIS)
        if at:
            cut = text.startswith(ELLIPSIS) or found[-1].text.endswith(ELLIPSIS)
            found.append(Run(" " if cut else f" {ELLIPSIS} "))
        found.extend(runs(text, snippet.marks))
    return tuple(found)


def visible(text: str) -> str:
    r"""The text with every character that shows nothing, or upsets the line, written out.

    >>> visible("two\nlines")
    'two\\nlines'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _cut(text: str, marks: Sequence[Mark], first: int, start: int, end: int) -> Iterator[Run]:
    """The runs of `text[start:end]`; the marks are those that reach into it."""
    at = start
    for count, (opens, closes) in enumerate(marks):
        begin, stop = max(opens, start), min(closes, end)
        if at < begin:
            yield Run(text[at:begin])
        run = Run(text[begin:stop], is_mark=True)
        yield replace(run, number=first + count, opens=opens >= start) if first else run
        at = stop
    if at < end:
        yield Run(text[at:end])
