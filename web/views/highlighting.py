"""Highlighting: a text and its marks → the segments that a template writes out in a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from searchkit import ELLIPSIS, Mark, Snippet
from searchkit import quick_re as re
from searchkit.web.views.labels import shortened

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is marked throughout or not at all.

    `number` counts the marks of an article from 1, `opens` tells whether the mark begins here: one
    that goes over the end of a paragraph has a segment in each. Both are only set in an article.
    """

    text: str
    is_mark: bool = False
    number: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; `number` counts from 1, and is 0 for the rest of one."""

    number: int
    segments: tuple[Segment, ...]


def segments(text: str, marks: Sequence[Mark], *, first: int = 0) -> tuple[Segment, ...]:
    """The text cut at its marks, which are numbered from `first` unless it is 0.

    >>> [(segment.text, segment.is_mark) for segment in segments("the Tajik Army", [(4, 14)])]
    [('the ', False), ('Tajik Army', True)]
    """
    return tuple(_cut(text, marks, first, 0, len(text)))


def shortened_segments(text: str, marks: Sequence[Mark], most: int) -> tuple[Segment, ...]:
    """The text cut at its marks, and after so many characters if it is longer.

    >>> [segment.text for segment in shortened_segments("the Tajik Army", [(4, 14)], 11)]
    ['the ', 'Tajik ', '…']
    """
    short = shortened(text, most)
    if short == text:
        return segments(text, marks)
    end = len(short) - len(ELLIPSIS)
    return (*_cut(text, [mark for mark in marks if mark[0] < end], 0, 0, end), Segment(ELLIPSIS))


def window(text: str, marks: Sequence[Mark], sentences: Sequence[int], length: int) -> Mark:
    """The part of a text, about so long, that has its first mark: from a sentence to a sentence.

    >>> window("One. Two. Three.", [(10, 15)], (0, 5, 10), 6)
    (10, 16)
    """
    if len(text) <= length:
        return 0, len(text)
    start = 0
    if marks and marks[0][1] > length:
        start = _at_sentence(sentences, marks[0][0], fallback=marks[0][0])
    end = _at_sentence(sentences, min(start + length, len(text)), fallback=start)
    return start, end if end > start else min(start + length, len(text))


def _at_sentence(sentences: Sequence[int], at: int, *, fallback: int) -> int:
    number = bisect_right(sentences, at)
    return sentences[number - 1] if number else fallback


def paragraphs(
    text: str,
    marks: Sequence[Mark],
    sentences: Sequence[int],
    *,
    first: int,
    within: Mark | None = None,
) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of a body, parted by blank lines, each of them its sentences.

    `sentences` are the offsets at which they start; marks are numbered from `first`. Only those
    `within` a span of the text, if it is given.
    """
    cutter = _Cutter(text, marks, sentences, first)
    spans = paragraph_spans(text, within or (0, len(text)))
    return tuple(tuple(cutter.sentences(start, end)) for start, end in spans)


def paragraph_spans(text: str, within: Mark) -> Iterator[Mark]:
    """The `[start, end)` of the paragraphs of a text, parted by blank lines."""
    start, last = within
    ends = [(blank.start(), blank.end()) for blank in _BLANK_LINES.finditer(text, start, last)]
    for end, after in (*ends, (last, last)):
        if text[start:end].strip():
            yield start, end
        start = after


class _Cutter:
    """Cuts a body into sentences, from its start to its end."""

    def __init__(
        self, text: str, marks: Sequence[Mark], sentences: Sequence[int], first: int
    ) -> None:
        self._text = text
        self._marks = marks
        self._starts = sentences
        self._first = first
        self._next_mark = 0
        self._named = 0

    def sentences(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences of a paragraph; only the first piece of one has its number."""
        low = bisect_right(self._starts, start)
        high = bisect_left(self._starts, end)
        for begin, stop in pairwise((start, *self._starts[low:high], end)):
            number = bisect_right(self._starts, begin)
            yield Sentence(
                number if number > self._named else 0, tuple(self._segments(begin, stop))
            )
            self._named = max(self._named, number)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        marks = self._marks
        while self._next_mark < len(marks) and marks[self._next_mark][1] <= start:
            self._next_mark += 1
        last = self._next_mark
        while last < len(marks) and marks[last][0] < end:
            last += 1
        inside = marks[self._next_mark : last]
        return _cut(self._text, inside, self._first + self._next_mark, start, end)


def passages(snippets: Sequence[Snippet]) -> tuple[Segment, ...]:
    """The passages of a hit in one line, with an ellipsis wherever text is left out."""
    line: list[Segment] = []
    for at, snippet in enumerate(snippets):
        text = snippet.text
        if at + 1 < len(snippets) and snippets[at + 1].text.startswith(ELLIPSIS):
            text = text.removesuffix(ELLIPSIS)
        if at:
            cut = text.startswith(ELLIPSIS) or line[-1].text.endswith(ELLIPSIS)
            line.append(Segment(" " if cut else f" {ELLIPSIS} "))
        line.extend(segments(text, snippet.marks))
    return tuple(line)


def visible(text: str) -> str:
    r"""The text with every character that shows nothing, or upsets the line, written out.

    >>> visible("two\nlines")
    'two\\nlines'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _cut(text: str, marks: Sequence[Mark], first: int, start: int, end: int) -> Iterator[Segment]:
    """The segments of `text[start:end]`; the marks are those that reach into it."""
    at = start
    for count, (opens, closes) in enumerate(marks):
        begin, stop = max(opens, start), min(closes, end)
        if at < begin:
            yield Segment(text[at:begin])
        segment = Segment(text[begin:stop], is_mark=True)
        opening = opens >= start
        yield replace(segment, number=first + count, opens=opening) if first else segment
        at = stop
    if at < end:
        yield Segment(text[at:end])
