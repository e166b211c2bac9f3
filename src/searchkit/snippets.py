"""Passages of an article that show why it is a hit, with exact marks.

Everything is computed from the occurrences that `matching` returns, so that a highlight is always
part of the match.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import regex

from searchkit.analysis import Document
from searchkit.matching import Occurrence
from searchkit.query import Leaf, Near, Phrase

#: `[start, end)` in code points of the text that it belongs to.
Mark: TypeAlias = tuple[int, int]

MOST_PASSAGES = 3
#: About how many characters the passages of a hit have in all.
TARGET_LENGTH = 300
#: A longer sentence is cut around its mark.
LONGEST_PASSAGE = 220
#: So many occurrences of each part of a query are weighed, from the start of the text.
MOST_WEIGHED = 40
ELLIPSIS = "…"

#: So far before a place the beginning of its grapheme cluster is looked for.
LONGEST_CLUSTER = 64

_CLUSTER = regex.compile(r"\X")
# After these, whether a cluster goes on depends on more than the two characters.
_LINK = regex.compile(r"[\p{M}\p{Regional_Indicator}\u200c\u200d]")


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
    """The code points `[start, end)` of the body: what occurs there, which ends cut a sentence."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False
    leaves: frozenset[Leaf] = frozenset()
    mark: Mark = (0, 0)

    @property
    def length(self) -> int:
        return self.end - self.start


def field_of(leaf: Leaf) -> str:
    """The field whose stream a leaf is over."""
    return leaf.stream.removesuffix("_exact")


def marks(document: Document, field: str, found: Iterable[Occurrence]) -> tuple[Mark, ...]:
    """The marked spans of a text field: merged where they overlap, whole grapheme clusters."""
    text, offsets = document.texts[field].text, document.texts[field].offsets
    merged: list[Mark] = []
    for start, end in sorted(
        _whole_clusters(text, offsets[one.first][0], offsets[one.last][1])
        for one in found
        if field_of(one.leaf) == field
    ):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def snippets(
    document: Document, found: Sequence[Occurrence], rarity: Callable[[Leaf], float]
) -> tuple[Snippet, ...]:
    """At most three passages around the best places of the body, in the order of the text.

    A hit that the body has no part in gets the lead of the article, without marks. `rarity` tells
    of a leaf how seldom it is; the rarer the greater.
    """
    text = document.article.body
    body_marks = marks(document, "body", found)
    if not body_marks:
        return (_snippet(text, _lead(document), ()),) if text else ()
    candidates = _candidates(document, found, body_marks)
    chosen = _fitted(text, list(_choose(candidates, rarity)), body_marks)
    return tuple(_snippet(text, passage, body_marks) for passage in _joined(text, chosen))


def _whole_clusters(text: str, start: int, end: int) -> Mark:
    """The span, widened so that it splits no grapheme cluster."""
    pair = text[max(0, start - 1) : start + 1]
    if len(pair) == 2 and not pair.isascii() and (_LINK.match(pair) or _CLUSTER.fullmatch(pair)):
        before = start - 1
        while before > max(0, start - LONGEST_CLUSTER) and not text[before].isascii():
            before -= 1
        clusters = _CLUSTER.finditer(text, before)
        start = next(one.start() for one in clusters if one.end() > start)
    # Nothing in ASCII extends a cluster.
    if end < len(text) and not text[end].isascii():
        for cluster in _CLUSTER.finditer(text, start):
            if cluster.end() >= end:
                return start, cluster.end()
    return start, end


def _sentences(document: Document, start: int, end: int) -> tuple[int, int]:
    """The whole sentences around the code points `[start, end)`, outer blank space left out."""
    starts, text = document.record.sentences, document.article.body
    first = bisect.bisect_right(starts, start) - 1
    after = bisect.bisect_left(starts, end)
    begin = starts[first] if first >= 0 else 0
    stop = starts[after] if after < len(starts) else len(text)
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, stop


def _lead(document: Document) -> _Passage:
    start, end = _sentences(document, 0, 1)
    while end < TARGET_LENGTH:
        further = _sentences(document, 0, end + 1)[1]
        if further <= end or further > TARGET_LENGTH:
            break
        end = further
    cut = _word_start(document.article.body, start, start + TARGET_LENGTH)
    return _trimmed(document.article.body, _Passage(start, min(end, cut), cut_after=cut < end))


def _candidates(
    document: Document, found: Sequence[Occurrence], body_marks: Sequence[Mark]
) -> list[_Passage]:
    """Passages that overlap nowhere, in the order of the text, around the occurrences weighed."""
    offsets = document.body.offsets
    places = sorted(
        ((offsets[one.first][0], offsets[one.last][1], one.leaf) for one in found
         if field_of(one.leaf) == "body"),
        key=lambda place: place[:2],
    )  # fmt: skip
    begins = [start for start, _, _ in places]
    seen: Counter[Leaf] = Counter()
    passages: list[_Passage] = []
    for start, end, leaf in places:
        seen[leaf] += 1
        floor = passages[-1].end if passages else 0
        # What begins before the floor is shown in the passage that ends there.
        if seen[leaf] > MOST_WEIGHED or start < floor:
            continue
        mark = body_marks[bisect.bisect_right(body_marks, (start, len(document.body.text))) - 1]
        if mark[1] - mark[0] > LONGEST_PASSAGE:
            mark = (start, end)
        passage = _around(document, mark, floor, body_marks)
        first = bisect.bisect_left(begins, passage.start)
        inside = places[first : bisect.bisect_left(begins, passage.end)]
        leaves = {one for _, until, one in inside if until <= passage.end} | {leaf}
        passages.append(replace(passage, leaves=frozenset(leaves), mark=mark))
    return passages


def _around(document: Document, mark: Mark, floor: int, body_marks: Sequence[Mark]) -> _Passage:
    """The sentences around a mark from `floor` on; cut at words, never in a mark, if too long."""
    text = document.article.body
    first, last = _sentences(document, *mark)
    start, end = _cut(text, (max(first, floor), last), mark, LONGEST_PASSAGE, body_marks)
    passage = _trimmed(text, _Passage(start, end))
    return replace(passage, cut_before=passage.start > first, cut_after=passage.end < last)


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
    for other in body_marks[max(0, bisect.bisect_left(body_marks, (start,)) - 1) :]:
        if other[0] >= end:
            break
        if start < other[1] <= mark[0] and other[0] < start:
            start = other[1]
        if mark[1] <= other[0] and end < other[1]:
            end = other[0]
    return start, end


def _trimmed(text: str, passage: _Passage) -> _Passage:
    """The passage without its outer blank space."""
    start, end = passage.start, passage.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(passage, start=start, end=end)


def _word_start(text: str, floor: int, at: int) -> int:
    """The end of the last blank space in `[floor, at]`; `at` if there is none near by."""
    if at <= floor:
        return floor
    if at >= len(text):
        return len(text)
    nearest = max(floor, at - LONGEST_PASSAGE // 4)
    for place in range(at, nearest, -1):
        if text[place - 1].isspace():
            return place
    # A script without spaces, or one endless word: at least no grapheme cluster is split.
    return _whole_clusters(text, nearest, at)[1]


def _choose(candidates: list[_Passage], rarity: Callable[[Leaf], float]) -> Iterator[_Passage]:
    """The best passages: new parts of the query, phrases, rare words, then the earlier one."""
    left = list(candidates)
    covered: frozenset[Leaf] = frozenset()
    chosen = length = 0

    def worth(passage: _Passage) -> tuple[int, int, float, int]:
        new = passage.leaves - covered
        phrases = sum(isinstance(leaf, Phrase | Near) for leaf in passage.leaves)
        return len(new), phrases, sum(map(rarity, passage.leaves)), -passage.start

    while left and chosen < MOST_PASSAGES:
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
    for number, passage in enumerate(sorted(chosen, key=lambda one: one.length)):
        limit = max(room // (len(chosen) - number), passage.mark[1] - passage.mark[0])
        if passage.length > limit <= LONGEST_PASSAGE:
            passage = _shortened(text, passage, limit, body_marks)
        room = max(0, room - passage.length)
        fitted.append(passage)
    return sorted(fitted, key=lambda one: one.start)


def _shortened(text: str, passage: _Passage, limit: int, body_marks: Sequence[Mark]) -> _Passage:
    """The passage cut around all of its marks or, if they are too far apart, around its own."""
    inside = [one for one in body_marks if passage.start <= one[0] and one[1] <= passage.end]
    around = (inside[0][0], inside[-1][1]) if inside else passage.mark
    if around[1] - around[0] > limit:
        around = passage.mark
    start, end = _cut(text, (passage.start, passage.end), around, limit, body_marks)
    cut = _trimmed(text, replace(passage, start=start, end=end))
    return replace(
        cut,
        cut_before=passage.cut_before or cut.start > passage.start,
        cut_after=passage.cut_after or cut.end < passage.end,
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
    for start, end in body_marks[first:]:
        if start >= passage.end:
            break
        inside.append((max(start, passage.start) + shift, min(end, passage.end) + shift))
    return Snippet(before + text[passage.start : passage.end] + after, tuple(inside), passage.start)
