"""Where terms, phrases and words near each other stand, from the positions of the terms alone.

`matching` asks this of an analysed article, an engine of the postings of one: they share the
meaning. An operand's matches are spans of positions. Two spans are within a distance when the
nearest ends of them are at most so many positions apart: 1 is side by side, and within 5 words
means that at most 4 stand between. The spans may not share a word; in a text of `a c b` the `c`
is near the span of `a NEAR/5 b`, in a hole of it. A `Near` spans its two operands; of its matches
count those that no shorter one begins or ends with. What occurs, in the end, is the shortest:
the spans with no other inside.
"""

from __future__ import annotations

import bisect
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple, Protocol, TypeAlias

from searchkit.analysis.patterns import alike, fitting
from searchkit.query import AnyTerm, Fuzzy, Leaf, Near, OneOf, Operand, Phrase, Term, Wildcard

#: The positions of the first and the last word.
Place: TypeAlias = tuple[int, int]


class Positions(Protocol):
    """The terms of one article."""

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """Where a term stands in a stream, ascending."""

    def positions_of_any(self, leaf: AnyTerm) -> Sequence[int]:
        """Where any of its terms stands, ascending."""

    def terms(self, stream: str) -> Iterable[str]:
        """The distinct terms of a stream; only asked for queries that have not been expanded."""


class Span(NamedTuple):
    """A match; `parts` are the places that the operands of a `Near` hold, the rest are holes."""

    first: int
    last: int
    parts: tuple[Place, ...] = ()


def occurrences(leaf: Leaf, places: Positions) -> list[Place]:
    """Where a leaf occurs, in the order of the text; none lies inside another."""
    match leaf:
        case Phrase(stream, terms, 0):
            width = len(terms) - 1
            return [(at, at + width) for at in _side_by_side(stream, terms, places)]
        case Phrase(stream, terms, slop):
            return _shortest(_in_order(_lists(stream, terms, places), slop + 1))
        case Near():
            words = _two_words(leaf, places)
            if words is not None:
                kinds = {(0, 1)} if leaf.ordered else {(0, 1), (1, 0)}
                return [
                    (one, two)
                    for (one, kind), (two, other) in pairwise(words)
                    if two - one <= leaf.distance and (kind, other) in kinds
                ]
            pairs = _pairs(leaf, places)
            return _shortest((min(one[0], two[0]), max(one[1], two[1])) for one, two in pairs)
        case _:
            return [(at, at) for at in _tokens(leaf, places)]


def spans(operand: Operand, places: Positions) -> Sequence[Span]:
    """The matches of an operand of `Near`, ascending."""
    match operand:
        case Phrase(_, _, 0):
            return [Span(first, last) for first, last in occurrences(operand, places)]
        case Phrase(stream, terms, slop):
            lists = _lists(stream, terms, places)
            # Once as they end, once, read backwards, as they begin.
            found = set(_in_order(lists, slop + 1))
            mirrored = [[-at for at in reversed(one)] for one in reversed(lists)]
            found.update((-last, -first) for first, last in _in_order(mirrored, slop + 1))
            return [Span(first, last) for first, last in sorted(found)]
        case OneOf(operands):
            return sorted({span for one in operands for span in spans(one, places)})
        case Near():
            words = _two_words(operand, places)
            if words is not None:
                found = _nearest(words, operand)
                return [Span(one, two, ((one, one), (two, two))) for one, two in sorted(found)]
            return _either_shortest(_pairs(operand, places))
        case _:
            return [Span(at, at) for at in _tokens(operand, places)]


def _tokens(leaf: Term | AnyTerm | Wildcard | Fuzzy, places: Positions) -> Sequence[int]:
    match leaf:
        case Term(stream, term):
            return places.positions(stream, term)
        case AnyTerm():
            return places.positions_of_any(leaf)
        case Wildcard(stream, pattern):
            fits = fitting(pattern)
        case Fuzzy(stream, term, distance):
            fits = alike(term, distance)
    found = filter(fits, places.terms(stream))
    return sorted(at for term in found for at in places.positions(stream, term))


def _single_words(operand: Operand, places: Positions) -> Sequence[int] | None:
    """Where an operand that is always one word stands; None for another."""
    match operand:
        case OneOf(operands):
            found: set[int] = set()
            for one in operands:
                words = _single_words(one, places)
                if words is None:
                    return None
                found.update(words)
            return sorted(found)
        case Phrase() | Near():
            return None
        case _:
            return _tokens(operand, places)


def _two_words(near: Near, places: Positions) -> list[tuple[int, int]] | None:
    """The words of both operands, 0 and 1, as they stand; None if that does not tell them apart.

    It is what most queries ask for, and much faster than comparing spans.
    """
    left = _single_words(near.left, places)
    right = None if left is None else _single_words(near.right, places)
    if left is None or right is None or not set(left).isdisjoint(right):
        return None
    return sorted([*((at, 0) for at in left), *((at, 1) for at in right)])


def _nearest(words: Sequence[tuple[int, int]], near: Near) -> set[Place]:
    """Each word with the nearest of the other kind before it and after it."""
    found: set[Place] = set()
    for step in (1, -1):
        last: list[int | None] = [None, None]
        for at, kind in words[::step]:
            other = last[1 - kind]
            # Read backwards, the left one comes last.
            follows = not near.ordered or kind == (step == 1)
            if follows and other is not None and abs(at - other) <= near.distance:
                found.add((min(at, other), max(at, other)))
            last[kind] = at
    return found


def _lists(stream: str, terms: Sequence[str], places: Positions) -> list[Sequence[int]]:
    return [places.positions(stream, term) for term in terms]


def _side_by_side(stream: str, terms: Sequence[str], places: Positions) -> Sequence[int]:
    """Where the terms begin to follow each other without a gap."""
    starts = places.positions(stream, terms[0])
    for gap, term in enumerate(terms[1:], start=1):
        here = set(places.positions(stream, term)) if starts else ()
        starts = [at for at in starts if at + gap in here]
    return starts


def _in_order(lists: Sequence[Sequence[int]], step: int) -> list[Place]:
    """For each place where the terms can end, in order and at most `step` apart, the last start."""
    reached = [(at, at) for at in lists[0]]
    for positions in lists[1:]:
        further = []
        after = 0
        for at in positions:
            while after < len(reached) and reached[after][1] < at:
                after += 1
            # The nearest one before has the latest start: starts ascend with ends.
            if after and at - reached[after - 1][1] <= step:
                further.append((reached[after - 1][0], at))
        reached = further
    return reached


def _shortest(found: Iterable[Place]) -> list[Place]:
    """The places with no other inside, ascending."""
    kept: list[Place] = []
    for first, last in sorted(found, key=lambda place: (-place[0], place[1])):
        if not kept or last < kept[-1][1]:
            kept.append((first, last))
    return kept[::-1]


def _either_shortest(pairs: Iterable[tuple[Span, Span]]) -> list[Span]:
    """The spans that no shorter one begins with, and those that no shorter one ends with."""
    by_first: dict[int, int] = {}
    by_last: dict[int, int] = {}
    made: dict[Place, tuple[Span, Span]] = {}
    for pair in pairs:
        one, two = pair
        first = one.first if one.first < two.first else two.first
        last = one.last if one.last > two.last else two.last
        if last <= by_first.get(first, last):
            by_first[first] = last
            made.setdefault((first, last), pair)
        if first >= by_last.get(last, first):
            by_last[last] = first
            made.setdefault((first, last), pair)
    kept = {*by_first.items(), *((first, last) for last, first in by_last.items())}
    return [Span(*place, _joined(*made[place])) for place in sorted(kept)]


def _pairs(near: Near, places: Positions) -> Iterator[tuple[Span, Span]]:
    """Matches of both operands that are close enough, all of the shortest among them."""
    left = spans(near.left, places)
    right = spans(near.right, places) if left else ()
    if not right:
        return
    for one, two in ((left, right),) if near.ordered else ((left, right), (right, left)):
        yield from _latest_before(one, two, near.distance)
        yield from _soonest_after(one, two, near.distance)
    if not near.ordered and any(span.parts for span in (*left, *right)):
        yield from _in_holes(left, right, near.distance)


def _latest_before(
    earlier: Sequence[Span], later: Sequence[Span], distance: int
) -> Iterator[tuple[Span, Span]]:
    """For each later span the near one before it that begins last."""
    by_last = sorted(earlier, key=lambda span: span.last)
    # What begins no later and ends earlier than another is never better again.
    window: deque[Span] = deque()
    at = 0
    for span in later:
        while at < len(by_last) and by_last[at].last < span.first:
            while window and window[-1].first <= by_last[at].first:
                window.pop()
            window.append(by_last[at])
            at += 1
        while window and window[0].last < span.first - distance:
            window.popleft()
        if window:
            yield window[0], span


def _soonest_after(
    earlier: Sequence[Span], later: Sequence[Span], distance: int
) -> Iterator[tuple[Span, Span]]:
    """For each earlier span the near one after it that ends first."""
    window: deque[Span] = deque()
    at = len(later) - 1
    for span in sorted(earlier, key=lambda span: -span.last):
        while at >= 0 and later[at].first > span.last:
            while window and window[-1].last >= later[at].last:
                window.pop()
            window.append(later[at])
            at -= 1
        while window and window[0].first > span.last + distance:
            window.popleft()
        if window:
            yield span, window[0]


def _in_holes(
    left: Sequence[Span], right: Sequence[Span], distance: int
) -> Iterator[tuple[Span, Span]]:
    """Pairs that reach into each other without sharing a word."""
    longest = max(span.last - span.first for span in right)
    for one in left:
        begin = bisect.bisect_left(right, one.first - longest, key=lambda span: span.first)
        for two in islice(right, begin, None):
            if two.first > one.last:
                break
            if (one.parts or two.parts) and 0 < _gap(one, two) <= distance:
                yield one, two


def _held(span: Span) -> tuple[Place, ...]:
    return span.parts or ((span.first, span.last),)


def _joined(one: Span, two: Span) -> tuple[Place, ...]:
    return tuple(sorted((*_held(one), *_held(two))))


def _gap(one: Span, two: Span) -> int:
    """How far the nearest words of two spans are apart; nothing or less if they share one."""
    return min(
        max(second[0] - first[1], first[0] - second[1])
        for first in _held(one)
        for second in _held(two)
    )
