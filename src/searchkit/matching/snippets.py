"""Passages of an article that show why it is a hit, with exact marks.

Everything is computed from the occurrences that `matching` returns, so that a highlight is always
part of the match.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, islice
from operator import attrgetter
from typing import TypeAlias

from searchkit.analysis import Document
from searchkit.deadline import watched
from searchkit.matching.match import Occurrence, field_of
from searchkit.query import Leaf, Near, Phrase
from searchkit.quick_dataclass import dataclass
from searchkit.schema import SCHEMA

#: `[start, end)` in code points of the text that it belongs to.
Mark: TypeAlias = tuple[int, int]

MAX_PASSAGES = 3
#: Characters that the passages of a hit have in all, about.
TARGET_LENGTH = 300
#: A longer sentence is cut around its mark.
MAX_PASSAGE_LENGTH = 220
#: Occurrences of each part of a query that are weighed, from the start of the text.
MAX_WEIGHED = 40
ELLIPSIS = "…"

_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One passage: the exact text of the article, with an ellipsis where a sentence is cut.

    `start` is the offset in the body of its first character that is not the ellipsis.
    """

    text: str
    marks: tuple[Mark, ...]
    start: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """The code points `[start, end)` of the body: which ends cut a sentence, what occurs there.

    `leaves` are the numbers of those that do, `mark` is what the passage is made around.
    """

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False
    leaves: frozenset[int] = frozenset()
    mark: Mark = (0, 0)

    @property
    def length(self) -> int:
        return self.end - self.start


def marks(
    document: Document, field: str, occurrences: Collection[Occurrence], *, until: int | None = None
) -> tuple[Mark, ...]:
    """The marked spans of a text field: merged where they overlap, whole grapheme clusters.

    Only of what begins at a token before `until`, if it is given.
    """
    streams = (SCHEMA[field].name, SCHEMA[field].exact)
    places = {
        (occurrence.first, occurrence.last, occurrence.signs)
        for occurrence in watched(occurrences)
        if (until is None or occurrence.first < until) and occurrence.leaf.stream in streams
    }
    if not places:
        return ()
    text, offsets = document.texts[field].text, document.texts[field].offsets
    merged: list[Mark] = []
    for first, last, signs in watched(sorted(places)):
        start, end = _whole_clusters(text, offsets[first][0], offsets[last][1] + signs)
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def snippets(
    document: Document, occurrences: Sequence[Occurrence], rarity: Callable[[Leaf], float]
) -> tuple[Snippet, ...]:
    """At most three passages around the best places of the body, in the order of the text.

    A hit that the body has no part in gets the lead of the article, without marks. `rarity` tells
    of a leaf how seldom it is; the rarer the greater.
    """
    text = document.article.body
    parts = _parts(occurrences)
    weighed = _weighed(parts)
    # No passage reaches further, and a common word can have a million marks.
    until = max((last for _, last in weighed), default=0) + 2 * MAX_PASSAGE_LENGTH
    body_marks = marks(document, "body", occurrences, until=until)
    if not body_marks:
        return (_snippet(text, _lead(document), ()),) if text else ()
    candidates = _candidates(document, parts, weighed, body_marks)
    chosen = _fitted(text, list(_choose(candidates, list(parts), rarity)), body_marks)
    return tuple(_snippet(text, passage, body_marks) for passage in _joined(text, chosen))


def _weighed(parts: Mapping[Leaf, Sequence[Occurrence]]) -> list[tuple[int, int]]:
    """The first and last tokens of the occurrences that passages can be made around."""
    return sorted(
        {(place.first, place.last) for part in parts.values() for place in part[:MAX_WEIGHED]}
    )


def _parts(places: Collection[Occurrence]) -> dict[Leaf, list[Occurrence]]:
    """The leaves that occur in the body, each with where it does, in the order of the text."""
    parts: dict[Leaf, list[Occurrence]] = {}
    # The hash of a leaf of a thousand terms takes long: it is asked for once.
    for _, group in groupby(watched(places), key=lambda place: id(place.leaf)):
        occurrences = list(group)
        leaf = occurrences[0].leaf
        if field_of(leaf) == "body":
            parts.setdefault(leaf, occurrences)
    return parts


def _whole_clusters(text: str, start: int, end: int) -> Mark:
    """The span, widened so that it splits no grapheme cluster."""
    # Nothing in ASCII extends one.
    if text[max(0, start - 1) : start + 1].isascii() and text[end : end + 1].isascii():
        return start, end
    from searchkit.matching.clusters import whole_clusters

    return whole_clusters(text, start, end)


def _sentences(document: Document, start: int, end: int) -> tuple[int, int]:
    """The whole sentences around the code points `[start, end)`, outer blank space left out."""
    starts, text = document.record.sentences, document.article.body
    first = bisect.bisect_right(starts, start) - 1
    after = bisect.bisect_left(starts, end)
    begin = starts[first] if first >= 0 else 0
    stop = starts[after] if after < len(starts) else len(text)
    if stop > end and text[stop - 1].isspace():
        stop = end + len(text[end:stop].rstrip())
    if begin < start and text[begin].isspace():
        begin = start - len(text[begin:start].lstrip())
    return begin, stop


def _lead(document: Document) -> _Passage:
    start, end = _sentences(document, 0, 1)
    while end < TARGET_LENGTH:
        further = _sentences(document, 0, end + 1)[1]
        if further <= end or further > TARGET_LENGTH:
            break
        end = further
    text = document.article.body
    cut = _word_start(text, start, start + TARGET_LENGTH)
    return _Passage(*_trimmed(text, start, min(end, cut)), cut_after=cut < end)


def _candidates(
    document: Document,
    parts: Mapping[Leaf, Sequence[Occurrence]],
    weighed: Sequence[tuple[int, int]],
    body_marks: Sequence[Mark],
) -> list[_Passage]:
    """Passages that overlap nowhere, in the order of the text, around the occurrences weighed."""
    offsets, text = document.body.offsets, document.article.body
    passages: list[_Passage] = []
    for first, last in watched(weighed):
        start, end = offsets[first][0], offsets[last][1]
        floor = passages[-1].end if passages else 0
        # What begins before the floor is shown in the passage that ends there.
        if start < floor:
            continue
        mark = body_marks[bisect.bisect_right(body_marks, (start, len(text))) - 1]
        if mark[1] - mark[0] > MAX_PASSAGE_LENGTH:
            mark = (start, end)
        sentences = _sentences(document, *mark)
        begin, stop = _around(text, sentences, mark, floor, body_marks)
        cut_before, cut_after = begin > sentences[0], stop < sentences[1]
        leaves = _inside(offsets, parts, begin, max(stop, end))
        passages.append(_Passage(begin, stop, cut_before, cut_after, leaves, mark))
    return passages


def _inside(
    offsets: Sequence[Mark], parts: Mapping[Leaf, Sequence[Occurrence]], begin: int, stop: int
) -> frozenset[int]:
    """The numbers of the leaves that occur in the code points `[begin, stop)`."""
    first = bisect.bisect_left(offsets, (begin,))
    after = bisect.bisect_left(offsets, (stop,))
    if offsets[after - 1][1] > stop:
        after -= 1
    numbers = []
    for number, part in enumerate(parts.values()):
        at = bisect.bisect_left(part, first, key=_FIRST)
        # The first to begin is the first to end, too.
        if at < len(part) and part[at].last < after:
            numbers.append(number)
    return frozenset(numbers)


def _around(text: str, span: Mark, mark: Mark, floor: int, body_marks: Sequence[Mark]) -> Mark:
    """The span around a mark from `floor` on; cut at words, never in a mark, if too long."""
    span = (max(span[0], floor), span[1])
    return _trimmed(text, *_cut(text, span, mark, MAX_PASSAGE_LENGTH, body_marks))


def _cut(text: str, span: Mark, mark: Mark, limit: int, body_marks: Sequence[Mark]) -> Mark:
    """About `limit` of the span around a mark, cut at words and, but for that one, in no mark."""
    start, end = span
    if end - start <= limit:
        return span
    if mark[1] - mark[0] >= limit:
        return mark[0], min(mark[1], _word_start(text, mark[0], mark[0] + limit))
    room = (limit - (mark[1] - mark[0])) // 2
    start = min(mark[0], _word_start(text, start, mark[0] - room))
    end = min(end, _word_start(text, mark[1], mark[1] + room))
    for at in range(max(0, bisect.bisect_left(body_marks, (start,)) - 1), len(body_marks)):
        other = body_marks[at]
        if other[0] >= end:
            break
        if start < other[1] <= mark[0] and other[0] < start:
            start = other[1]
        if mark[1] <= other[0] and end < other[1]:
            end = other[0]
    return start, end


def _trimmed(text: str, start: int, end: int) -> Mark:
    """The span without its outer blank space, but for one that a stray accent stands on."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _whole_clusters(text, start, end)


def _word_start(text: str, floor: int, at: int) -> int:
    """The end of the last blank space in `[floor, at]`; `at` if there is none near by."""
    if at <= floor:
        return floor
    if at >= len(text):
        return len(text)
    nearest = max(floor, at - MAX_PASSAGE_LENGTH // 4)
    for place in range(at, nearest, -1):
        if text[place - 1].isspace():
            return place
    # A script without spaces, or one endless word: at least no grapheme cluster is split.
    return _whole_clusters(text, nearest, at)[1]


def _choose(
    candidates: Sequence[_Passage], leaves: Sequence[Leaf], rarity: Callable[[Leaf], float]
) -> Iterator[_Passage]:
    """The best passages: new parts of the query, phrases, rare words, then the earlier one."""
    left = list(candidates)
    covered: frozenset[int] = frozenset()
    chosen = length = 0

    @cache
    def worth_alone(numbers: frozenset[int]) -> tuple[int, float]:
        inside = [leaves[number] for number in sorted(numbers)]
        phrases = sum(isinstance(leaf, Phrase | Near) for leaf in inside)
        return phrases, sum(map(rarity, inside))

    def worth(passage: _Passage) -> tuple[int, int, float, int]:
        return len(passage.leaves - covered), *worth_alone(passage.leaves), -passage.start

    while left and chosen < MAX_PASSAGES:
        best = max(left, key=worth)
        left.remove(best)
        if best.leaves <= covered and length + best.length > TARGET_LENGTH:
            continue
        chosen += 1
        length += best.length
        covered |= best.leaves
        yield best


def _fitted(text: str, chosen: Sequence[_Passage], body_marks: Sequence[Mark]) -> list[_Passage]:
    """The passages in the order of the text, the longest cut until all keep the target length."""
    room = TARGET_LENGTH
    fitted: list[_Passage] = []
    for number, passage in enumerate(sorted(chosen, key=lambda passage: passage.length)):
        limit = max(room // (len(chosen) - number), passage.mark[1] - passage.mark[0])
        if passage.length > limit <= MAX_PASSAGE_LENGTH:
            passage = _shortened(text, passage, limit, body_marks)
        room = max(0, room - passage.length)
        fitted.append(passage)
    return sorted(fitted, key=lambda passage: passage.start)


def _shortened(text: str, passage: _Passage, limit: int, body_marks: Sequence[Mark]) -> _Passage:
    """The passage cut around all of its marks or, if they are too far apart, around its own."""
    inside = [mark for mark in body_marks if passage.start <= mark[0] and mark[1] <= passage.end]
    around = (inside[0][0], inside[-1][1]) if inside else passage.mark
    if around[1] - around[0] > limit:
        around = passage.mark
    cut = _cut(text, (passage.start, passage.end), around, limit, body_marks)
    start, end = _trimmed(text, *cut)
    return replace(
        passage,
        start=start,
        end=end,
        cut_before=passage.cut_before or start > passage.start,
        cut_after=passage.cut_after or end < passage.end,
    )


def _joined(text: str, passages: Iterable[_Passage]) -> list[_Passage]:
    """The passages, those that only blank space parts made one."""
    joined: list[_Passage] = []
    for passage in passages:
        if joined and not text[joined[-1].end : passage.start].strip():
            joined[-1] = replace(joined[-1], end=passage.end, cut_after=passage.cut_after)
        else:
            joined.append(passage)
    return joined


def _snippet(text: str, passage: _Passage, body_marks: Sequence[Mark]) -> Snippet:
    before = f"{ELLIPSIS} " if passage.cut_before else ""
    after = f" {ELLIPSIS}" if passage.cut_after else ""
    shift = len(before) - passage.start
    first = bisect.bisect_right(body_marks, passage.start, key=lambda mark: mark[1])
    inside = []
    for start, end in islice(body_marks, first, None):
        if start >= passage.end:
            break
        inside.append((max(start, passage.start) + shift, min(end, passage.end) + shift))
    return Snippet(before + text[passage.start : passage.end] + after, tuple(inside), passage.start)
