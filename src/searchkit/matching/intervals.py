"""Spans of positions: which are in order, which near each other, and which of them count.

All is linear in the spans but for those that reach into each other's holes.
"""

from __future__ import annotations

import bisect
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from searchkit.deadline import watched

#: The positions of the first and the last word.
Place: TypeAlias = tuple[int, int]
#: A match: its first word, its last word, and its holes, each as the words on both sides of it.
Span: TypeAlias = tuple[int, int, tuple[Place, ...]]
_Pairs: TypeAlias = list[tuple[Span, Span]]

_first = itemgetter(0)
_last = itemgetter(1)


def shortest(found: Iterable[Place]) -> list[Place]:
    """The places with no other inside, ascending."""
    kept: list[Place] = []
    for place in watched(sorted(found, reverse=True)):
        if kept and place[0] == kept[-1][0]:
            kept.pop()
        if not kept or place[1] < kept[-1][1]:
            kept.append(place)
    return kept[::-1]


def in_order(lists: Sequence[Sequence[int]], distances: Sequence[int]) -> list[Place]:
    """For each place where words can end that follow each other, the last that they can begin at.

    Each is at most its distance after the one before.
    """
    reached = [(at, at) for at in lists[0]]
    for positions, distance in zip(lists[1:], distances, strict=True):
        further = []
        after = 0
        for at in watched(positions):
            while after < len(reached) and reached[after][1] < at:
                after += 1
            # The nearest one before has the latest start: starts ascend with ends.
            if after and at - reached[after - 1][1] <= distance:
                further.append((reached[after - 1][0], at))
        reached = further
        if not reached:
            break
    return reached


def windows(lists: Sequence[Sequence[int]]) -> list[Place]:
    """The shortest places that hold a word of each list, no word for two of them."""
    kinds_at: dict[int, list[int]] = {}
    for kind, words in enumerate(lists):
        for at in watched(words):
            kinds_at.setdefault(at, []).append(kind)
    latest = [-1] * len(lists)
    found = []
    begun = -1
    for at in watched(sorted(kinds_at)):
        kinds = kinds_at[at]
        freed = latest[kinds[0]]
        if len(kinds) == 1 and (freed < 0 or len(kinds_at[freed]) == 1):
            latest[kinds[0]] = at
        else:
            freed = _take(at, kinds_at, latest)
        # Only without the first word of the window before can the next begin later.
        if freed <= begun and (first := min(latest)) > begun:
            begun = first
            found.append((first, at))
    return found


def _take(at: int, kinds_at: Mapping[int, Sequence[int]], latest: list[int]) -> int:
    """Let a word stand in `latest` for one of its kinds; the earliest that makes room for it.

    The others move among their kinds, so that the words are always the latest there can be.
    """
    came_from: dict[int, int | None] = dict.fromkeys(kinds_at[at])
    reached = list(came_from)
    for kind in reached:
        for other in kinds_at.get(latest[kind], ()):
            if other not in came_from:
                came_from[other] = kind
                reached.append(other)
    kind = min(reached, key=latest.__getitem__)
    freed = latest[kind]
    while (before := came_from[kind]) is not None:
        latest[kind] = latest[before]
        kind = before
    latest[kind] = at
    return freed


def close_places(
    left: Sequence[Span], right: Sequence[Span], distance: int, *, ordered: bool
) -> list[Place]:
    """The shortest places of a left and a right span that are near each other."""
    pairs = _pairs(left, right, distance, ordered=ordered, both_ways=False)
    return shortest(
        (one[0] if one[0] < two[0] else two[0], one[1] if one[1] > two[1] else two[1])
        for one, two in pairs
    )


def close_spans(
    left: Sequence[Span], right: Sequence[Span], distance: int, *, ordered: bool
) -> list[Span]:
    """Left and right spans near each other, joined: those that no shorter one begins or ends with.

    One for each place.
    """
    by_first: dict[int, int] = {}
    by_last: dict[int, int] = {}
    made: dict[Place, tuple[Span, Span]] = {}
    for pair in watched(_pairs(left, right, distance, ordered=ordered, both_ways=True)):
        one, two = pair
        first = one[0] if one[0] < two[0] else two[0]
        last = one[1] if one[1] > two[1] else two[1]
        if last <= by_first.get(first, last):
            by_first[first] = last
            made[first, last] = pair
        if first >= by_last.get(last, first):
            by_last[last] = first
            made[first, last] = pair
    kept = {*by_first.items(), *((first, last) for last, first in by_last.items())}
    return [(*place, _holes(*made[place])) for place in sorted(kept)]


def _pairs(
    left: Sequence[Span], right: Sequence[Span], distance: int, *, ordered: bool, both_ways: bool
) -> _Pairs:
    """Spans that are close enough: for each left one, and `both_ways` for each right one,

    those with which it is shortest.
    """
    if not left or not right:
        return []
    found: _Pairs = []
    outer = left
    if not ordered:
        found = _in_holes(left, right, distance)
        if found:
            filled = {one for one, two in found if one[0] < two[0] and two[1] < one[1]}
            # A span with the other one in a hole is shorter than with any outside.
            outer = [one for one in left if one not in filled]
    found += _soonest_after(outer, right, distance)
    if both_ways:
        found += _latest_before(left, right, distance)
    if not ordered:
        found += [(one, two) for two, one in _latest_before(right, outer, distance)]
        if both_ways:
            found += [(one, two) for two, one in _soonest_after(right, left, distance)]
    return found


def _latest_before(earlier: Sequence[Span], later: Sequence[Span], distance: int) -> _Pairs:
    """For each later span the near one before it that begins last."""
    found = []
    by_last = sorted(earlier, key=_last)
    # What begins no later and ends earlier than another is never better again.
    window: deque[Span] = deque()
    at, end = 0, len(by_last)
    for span in watched(later):
        first = span[0]
        while at < end and by_last[at][1] < first:
            new = by_last[at]
            while window and window[-1][0] <= new[0]:
                window.pop()
            window.append(new)
            at += 1
        while window and window[0][1] < first - distance:
            window.popleft()
        if window:
            found.append((window[0], span))
    return found


def _soonest_after(earlier: Sequence[Span], later: Sequence[Span], distance: int) -> _Pairs:
    """For each earlier span the near one after it that ends first."""
    found = []
    window: deque[Span] = deque()
    at = len(later) - 1
    for span in watched(sorted(earlier, key=_last, reverse=True)):
        last = span[1]
        while at >= 0 and later[at][0] > last:
            new = later[at]
            while window and window[-1][1] >= new[1]:
                window.pop()
            window.append(new)
            at -= 1
        while window and window[0][0] > last + distance:
            window.popleft()
        if window:
            found.append((span, window[0]))
    return found


def _in_holes(left: Sequence[Span], right: Sequence[Span], distance: int) -> _Pairs:
    """Left and right spans that reach into each other without sharing a word."""
    left_holes, right_holes = (any(span[2] for span in one) for one in (left, right))
    found: _Pairs = []
    if left_holes:
        found += _filled(left, right, distance)
    if right_holes:
        found += [(one, two) for two, one in _filled(right, left, distance)]
    if left_holes and right_holes:
        held = (list(map(_held, watched(left))), list(map(_held, watched(right))))
        found += _crossing(left, right, *held, distance)
        found += [(one, two) for two, one in _crossing(right, left, *held[::-1], distance)]
    return found


def _filled(outer: Sequence[Span], inner: Sequence[Span], distance: int) -> _Pairs:
    """Each outer span that has an inner one in one of its holes, near the edge of it."""
    found = []
    firsts = [span[0] for span in inner]
    longest = max(span[1] - span[0] for span in inner)
    for span in watched(outer):
        for before, after in span[2]:
            nearest = bisect.bisect_right(firsts, before)
            if nearest == len(firsts) or firsts[nearest] >= after:
                continue
            other = _in_hole(inner, nearest, before, after, distance, longest)
            if other is not None:
                found.append((span, other))
                break
    return found


def _in_hole(
    inner: Sequence[Span], nearest: int, before: int, after: int, distance: int, longest: int
) -> Span | None:
    """A span between two words that is near one of them; `nearest` is the first that begins so."""
    at = nearest
    while at < len(inner) and inner[at][0] <= min(before + distance, after - 1):
        if inner[at][1] < after:
            return inner[at]
        at += 1
    at = bisect.bisect_left(inner, after, key=_first) - 1
    while at >= nearest and inner[at][0] >= after - distance - longest:
        if after - distance <= inner[at][1] < after:
            return inner[at]
        at -= 1
    return None


def _crossing(
    earlier: Sequence[Span],
    later: Sequence[Span],
    earlier_held: Sequence[Sequence[Place]],
    later_held: Sequence[Sequence[Place]],
    distance: int,
) -> _Pairs:
    """Spans with holes that begin first, and those that begin inside them.

    For each earlier one that which ends first, for each later one that which begins last.
    """
    found = []
    for one, held in watched(list(zip(earlier, earlier_held, strict=True))):
        best: Span | None = None
        for at in range(bisect.bisect_right(later, one[0], key=_first), len(later)):
            two = later[at]
            if two[0] >= one[1]:
                break
            if (best is None or two[1] < best[1]) and 0 < _gap(held, later_held[at]) <= distance:
                best = two
                if two[1] < one[1]:
                    break
        if best is not None:
            found.append((one, best))
    longest = max(span[1] - span[0] for span in earlier)
    for two, held in watched(list(zip(later, later_held, strict=True))):
        at = bisect.bisect_left(earlier, two[0], key=_first) - 1
        while at >= 0 and earlier[at][0] > two[0] - longest:
            one = earlier[at]
            if two[0] < one[1] < two[1] and 0 < _gap(earlier_held[at], held) <= distance:
                found.append((one, two))
                break
            at -= 1
    return found


def _held(span: Span) -> list[Place]:
    """The places between the holes."""
    first, last, holes = span
    held = []
    for before, after in holes:
        held.append((first, before))
        first = after
    held.append((first, last))
    return held


def _gap(one: Sequence[Place], two: Sequence[Place]) -> int:
    """How far the nearest of two spans' held places are apart; nothing if they share a word."""
    nearest = two[-1][1] + one[-1][1]
    for first, last in one:
        for other_first, other_last in two:
            if other_first > last:
                gap = other_first - last
            elif first > other_last:
                gap = first - other_last
            else:
                return 0
            if gap < nearest:
                nearest = gap
    return nearest


def _holes(one: Span, two: Span) -> tuple[Place, ...]:
    """The holes of two spans together."""
    if one[0] > two[0]:
        one, two = two, one
    if one[1] < two[0]:
        between = ((one[1], two[0]),) if two[0] - one[1] > 1 else ()
        return one[2] + between + two[2]
    held = sorted((*_held(one), *_held(two)))
    return tuple(
        (before, after) for (_, before), (after, _) in pairwise(held) if after - before > 1
    )
