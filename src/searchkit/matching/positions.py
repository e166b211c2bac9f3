"""Occurrences of terms, phrases and words near each other, from the positions of the terms alone.

`matching` asks this of an analysed article, an engine of the postings of one: they share the
meaning. An operand's matches are intervals of positions. Two of them are within a distance when
their nearest ends are at most so many positions apart: 1 is side by side, and within 5 words means
that at most 4 stand between. They may not share a word; in a text of `a c b` the `c` is near the
interval of `a NEAR/5 b`, in a gap of it. A `Near` spans its two operands; of its matches count
those that no shorter one begins or ends with, one for each interval. What occurs, in the end, are
the minimal intervals: those with no other inside.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from searchkit.deadline import watched
from searchkit.matching.intervals import (
    GappedInterval,
    Interval,
    covering_windows,
    minimal,
    near_gapped_intervals,
    near_intervals,
    ordered_intervals,
)
from searchkit.matching.units import not_in_unit, not_near, within_units
from searchkit.query import (
    Disjunction,
    First,
    Leaf,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Unit,
    Within,
)

# The kinds of a word of the left and of the right operand together.
_BOTH = 3


class Positions(Protocol):
    """The terms of one article."""

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """The positions of a term in a stream, ascending."""

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""

    def boundaries(self, stream: str, unit: Unit) -> Sequence[int]:
        """The positions at which a sentence or paragraph begins, ascending, without 0."""


def occurrences(leaf: Leaf, postings: Positions) -> list[Interval]:
    """The occurrences of a leaf, in the order of the text; none lies inside another."""
    match leaf:
        case Phrase(stream, terms, 0):
            width = len(terms) - 1
            return [(at, at + width) for at in _side_by_side(stream, terms, postings)]
        case Phrase(stream, terms, slop):
            steps = [slop + 1] * (len(terms) - 1)
            return minimal(ordered_intervals(_lists(stream, terms, postings), steps))
        case Near():
            near = _of_words(leaf, postings)
            if near is None:
                left = intervals(leaf.left, postings)
                right = intervals(leaf.right, postings) if left else ()
                near = near_intervals(left, right, leaf.distance, ordered=leaf.ordered)
            return near
        case NotNear(left, right, int(distance), ordered) if (
            words := _single_words(left, postings)
        ) is not None and (others := _single_words(right, postings)) is not None:
            return [
                (at, at)
                for at in watched(words)
                if not _has_near(at, others, distance, ordered=ordered)
            ]
        case Within() if (kinds := _words_of_both(leaf, postings)) is not None:
            starts = postings.boundaries(leaf.stream, leaf.unit) if len(kinds) > 1 else ()
            return _neighbours(kinds, starts)
        case Within() | NotNear() | First():
            return minimal((first, last) for first, last, _ in intervals(leaf, postings))
        case _:
            return [(at, at) for at in watched(_tokens(leaf, postings))]


def intervals(operand: Operand, postings: Positions) -> Sequence[GappedInterval]:
    """The matches of an operand, ascending."""
    match operand:
        case Phrase(_, _, 0):
            return [(first, last, ()) for first, last in occurrences(operand, postings)]
        case Phrase(stream, terms, slop):
            lists = _lists(stream, terms, postings)
            steps = [slop + 1] * (len(terms) - 1)
            # Once as they end, once, read backwards, as they begin.
            edges = set(ordered_intervals(lists, steps))
            mirrored = [[-at for at in reversed(places)] for places in reversed(lists)]
            edges.update((-last, -first) for first, last in ordered_intervals(mirrored, steps))
            return [(first, last, ()) for first, last in sorted(edges)]
        case Disjunction(operands):
            words = _single_words(operand, postings)
            if words is not None:
                return [(at, at, ()) for at in words]
            return sorted(
                {interval for branch in operands for interval in intervals(branch, postings)}
            )
        case Near():
            pair = _two_words(operand, postings)
            if pair is not None:
                return _nearest(pair, operand)
            left = intervals(operand.left, postings)
            right = intervals(operand.right, postings) if left else ()
            return near_gapped_intervals(left, right, operand.distance, ordered=operand.ordered)
        case Within(one, other, unit):
            starts = postings.boundaries(operand.stream, unit)
            return within_units(intervals(one, postings), intervals(other, postings), starts)
        case NotNear():
            return _without_near(operand, postings)
        case First(inner, length):
            return [interval for interval in intervals(inner, postings) if interval[1] < length]
        case _:
            return [(at, at, ()) for at in watched(_tokens(operand, postings))]


def _without_near(leaf: NotNear, postings: Positions) -> list[GappedInterval]:
    """The matches of the left operand that have no match of the right one near."""
    left = intervals(leaf.left, postings)
    right = intervals(leaf.right, postings) if left else ()
    if isinstance(leaf.scope, int):
        return not_near(left, right, leaf.scope, ordered=leaf.ordered)
    starts = postings.boundaries(leaf.stream, leaf.scope)
    return not_in_unit(left, right, starts, ordered=leaf.ordered)


def _has_near(at: int, others: Sequence[int], distance: int, *, ordered: bool) -> bool:
    """Tell if one of the other words is so near, and is not the same."""
    after = bisect.bisect_right(others, at)
    if after < len(others) and others[after] - at <= distance:
        return True
    before = bisect.bisect_left(others, at)
    return not ordered and before > 0 and at - others[before - 1] <= distance


def _of_words(near: Near, postings: Positions) -> list[Interval] | None:
    """The occurrences of words near each other, if that can be told without comparing intervals.

    It is what most queries ask for, and much faster.
    """
    operands, nears = _taken_apart(near)
    ordered = [near_leaf.ordered for near_leaf in nears]
    if any(ordered) and not (all(ordered) and _is_chain(near)):
        return None
    lists = []
    for operand in operands:
        words = _single_words(operand, postings)
        if not words:
            return None if words is None else []
        lists.append(words)
    distances = [near_leaf.distance for near_leaf in nears]
    if ordered[0]:
        return minimal(ordered_intervals(lists, distances))
    return _near_in_windows(near, lists, distances)


def _near_in_windows(
    near: Near, lists: Sequence[Sequence[int]], distances: Sequence[int]
) -> list[Interval]:
    """The occurrences of words near each other in any order; `lists` are the words of each operand.

    Every match has one of the covering windows inside, and is no longer than all
    distances together. Such a window is a match if it is no longer than the least distance; others
    are only looked for between those.
    """
    least, most = min(distances), sum(distances)
    covering = covering_windows(lists)
    matches = [window for window in covering if window[1] - window[0] <= least]
    # Each with the number of the match after it.
    parts: list[tuple[int, int, int]] = []
    for first, last in watched(covering):
        if least < last - first <= most:
            at = bisect.bisect_left(matches, (first, last))
            begin, end = last - most, first + most
            if at:
                begin = max(begin, matches[at - 1][0] + 1)
            if at < len(matches):
                end = min(end, matches[at][1] - 1)
            if parts and parts[-1][0] == at and begin <= parts[-1][2]:
                _, begin, _ = parts.pop()
            parts.append((at, begin, end))
    if not parts:
        return matches
    for _, begin, end in watched(parts):
        within = (
            window[bisect.bisect_left(window, begin) : bisect.bisect_right(window, end)]
            for window in lists
        )
        left, right = _sides(near, within)
        matches += near_intervals(left, right, near.distance, ordered=False)
    return minimal(matches)


def _sides(
    near: Near, lists: Iterator[Sequence[int]]
) -> tuple[list[GappedInterval], list[GappedInterval]]:
    """The matches of both operands, from the words of each operand inside them."""

    def side(operand: Operand) -> list[GappedInterval]:
        if isinstance(operand, Near):
            return near_gapped_intervals(*_sides(operand, lists), operand.distance, ordered=False)
        return [(at, at, ()) for at in next(lists)]

    return side(near.left), side(near.right)


def _taken_apart(near: Near) -> tuple[list[Operand], list[Near]]:
    """The operands that are no `Near`, from left to right, and every `Near` around them."""
    operands: list[Operand] = []
    nears: list[Near] = []
    for side in (near.left, near.right):
        if isinstance(side, Near):
            inner, around = _taken_apart(side)
            operands += inner
            nears += around
        else:
            operands.append(side)
    return operands, [*nears, near]


def _is_chain(near: Near) -> bool:
    """Tell if it is read from left to right, without brackets."""
    if isinstance(near.right, Near):
        return False
    return not isinstance(near.left, Near) or _is_chain(near.left)


def _tokens(leaf: Term | Synonyms, postings: Positions) -> Sequence[int]:
    match leaf:
        case Term(stream, term):
            return postings.positions(stream, term)
        case Synonyms():
            return postings.synonym_positions(leaf)


def _single_words(operand: Operand, postings: Positions) -> Sequence[int] | None:
    """The positions of an operand that is always one word; None for another."""
    match operand:
        case Disjunction(operands):
            positions: set[int] = set()
            for alternative in operands:
                words = _single_words(alternative, postings)
                if words is None:
                    return None
                positions.update(words)
            return sorted(positions)
        case Term() | Synonyms():
            return _tokens(operand, postings)
        case _:
            return None


def _words_of_both(leaf: Within, postings: Positions) -> list[tuple[int, int]] | None:
    """The words of the operands in order, each with 1 for the left, 2 for the right, 3 for both.

    None if an operand is not always one word.
    """
    left = _single_words(leaf.left, postings)
    right = None if left is None else _single_words(leaf.right, postings)
    if left is None or right is None:
        return None
    if not left or not right:
        return []
    kinds = dict.fromkeys(left, 1)
    for at in right:
        kinds[at] = kinds.get(at, 0) | 2
    return sorted(kinds.items())


def _neighbours(words: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[Interval]:
    """The words of both operands that follow each other in one unit; `words` with their kinds."""
    return [
        (first, last)
        for (first, kind), (last, other) in pairwise(watched(words))
        if kind | other == _BOTH
        and bisect.bisect_right(starts, first) == bisect.bisect_right(starts, last)
    ]


def _two_words(near: Near, postings: Positions) -> list[tuple[int, int]] | None:
    """The words of both operands, 0 and 1, as they stand; None if that does not tell them apart."""
    left = _single_words(near.left, postings)
    right = None if left is None else _single_words(near.right, postings)
    if left is None or right is None or not set(left).isdisjoint(right):
        return None
    return sorted([*((at, 0) for at in left), *((at, 1) for at in right)])


def _nearest(words: Sequence[tuple[int, int]], near: Near) -> list[GappedInterval]:
    """Each word with the nearest of the other kind before it and after it."""
    pairs: set[Interval] = set()
    for step in (1, -1):
        last: list[int | None] = [None, None]
        for at, kind in watched(words[::step]):
            other = last[1 - kind]
            # Read backwards, the left one comes last.
            follows = not near.ordered or kind == (step == 1)
            if follows and other is not None and abs(at - other) <= near.distance:
                pairs.add((min(at, other), max(at, other)))
            last[kind] = at
    return [
        (first, second, ((first, second),) if second - first > 1 else ())
        for first, second in sorted(pairs)
    ]


def _lists(stream: str, terms: Sequence[str], postings: Positions) -> list[Sequence[int]]:
    """The positions of each term of a phrase; all empty if one stands too seldom for it."""
    lists = {term: postings.positions(stream, term) for term in dict.fromkeys(terms)}
    if len(lists) < len(terms):
        times = Counter(terms)
        if any(len(lists[term]) < times[term] for term in lists):
            return [()] * len(terms)
    return [lists[term] for term in terms]


def _side_by_side(stream: str, terms: Sequence[str], postings: Positions) -> Sequence[int]:
    """The positions from which the terms follow each other without a gap."""
    starts = postings.positions(stream, terms[0])
    for gap, term in enumerate(terms[1:], start=1):
        if not starts:
            break
        here = set(postings.positions(stream, term))
        starts = [at for at in watched(starts) if at + gap in here]
    return starts
