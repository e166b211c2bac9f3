"""Intervals of positions: in order, near each other, and the minimal ones of them.

All is linear in the intervals but for those that reach into each other's gaps.
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
Interval: TypeAlias = tuple[int, int]
#: A match: its first word, its last word, and its gaps, each as the words on both sides of it.
GappedInterval: TypeAlias = tuple[int, int, tuple[Interval, ...]]
_Pairs: TypeAlias = list[tuple[GappedInterval, GappedInterval]]

_first = itemgetter(0)
_last = itemgetter(1)


def minimal(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals with no other inside, ascending."""
    kept: list[Interval] = []
    for interval in watched(sorted(intervals, reverse=True)):
        if kept and interval[0] == kept[-1][0]:
            kept.pop()
        if not kept or interval[1] < kept[-1][1]:
            kept.append(interval)
    return kept[::-1]


def ordered_intervals(lists: Sequence[Sequence[int]], distances: Sequence[int]) -> list[Interval]:
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


def covering_windows(lists: Sequence[Sequence[int]]) -> list[Interval]:
    """The minimal intervals that hold a word of each list, no word for two of them."""
    kinds_at: dict[int, list[int]] = {}
    for kind, words in enumerate(lists):
        for at in watched(words):
            kinds_at.setdefault(at, []).append(kind)
    latest = [-1] * len(lists)
    minimal_windows = []
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
            minimal_windows.append((first, at))
    return minimal_windows


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


def near_intervals(
    left: Sequence[GappedInterval], right: Sequence[GappedInterval], distance: int, *, ordered: bool
) -> list[Interval]:
    """The minimal intervals around a left and a right match that are near each other."""
    pairs = _pairs(left, right, distance, ordered=ordered, both_ways=False)
    return minimal(
        (
            first[0] if first[0] < second[0] else second[0],
            first[1] if first[1] > second[1] else second[1],
        )
        for first, second in pairs
    )


def near_gapped_intervals(
    left: Sequence[GappedInterval], right: Sequence[GappedInterval], distance: int, *, ordered: bool
) -> list[GappedInterval]:
    """Matches of both sides near each other, joined: those that no shorter begins or ends with.

    One for each interval.
    """
    by_first: dict[int, int] = {}
    by_last: dict[int, int] = {}
    joined: dict[Interval, tuple[GappedInterval, GappedInterval]] = {}
    for pair in watched(_pairs(left, right, distance, ordered=ordered, both_ways=True)):
        span, peer = pair
        first = span[0] if span[0] < peer[0] else peer[0]
        last = span[1] if span[1] > peer[1] else peer[1]
        if last <= by_first.get(first, last):
            by_first[first] = last
            joined[first, last] = pair
        if first >= by_last.get(last, first):
            by_last[last] = first
            joined[first, last] = pair
    kept = {*by_first.items(), *((first, last) for last, first in by_last.items())}
    return [(*interval, _gaps(*joined[interval])) for interval in sorted(kept)]


def _pairs(
    left: Sequence[GappedInterval],
    right: Sequence[GappedInterval],
    distance: int,
    *,
    ordered: bool,
    both_ways: bool,
) -> _Pairs:
    """Spans that are close enough: for each left one, and `both_ways` for each right one,

    those with which it is shortest.
    """
    if not left or not right:
        return []
    pairs: _Pairs = []
    outer = left
    if not ordered:
        pairs = _inside_gaps(left, right, distance)
        if pairs:
            filled = {span for span, peer in pairs if span[0] < peer[0] and peer[1] < span[1]}
            # A match with the other one in a gap is shorter than with any outside.
            outer = [span for span in left if span not in filled]
    pairs += _soonest_after(outer, right, distance)
    if both_ways:
        pairs += _latest_before(left, right, distance)
    if not ordered:
        pairs += [(span, peer) for peer, span in _latest_before(right, outer, distance)]
        if both_ways:
            pairs += [(span, peer) for peer, span in _soonest_after(right, left, distance)]
    return pairs


def _latest_before(
    earlier: Sequence[GappedInterval], later: Sequence[GappedInterval], distance: int
) -> _Pairs:
    """For each later match the near one before it that begins last."""
    pairs = []
    by_last = sorted(earlier, key=_last)
    # What begins no later and ends earlier than another is never better again.
    window: deque[GappedInterval] = deque()
    at, end = 0, len(by_last)
    for interval in watched(later):
        first = interval[0]
        while at < end and by_last[at][1] < first:
            new = by_last[at]
            while window and window[-1][0] <= new[0]:
                window.pop()
            window.append(new)
            at += 1
        while window and window[0][1] < first - distance:
            window.popleft()
        if window:
            pairs.append((window[0], interval))
    return pairs


def _soonest_after(
    earlier: Sequence[GappedInterval], later: Sequence[GappedInterval], distance: int
) -> _Pairs:
    """For each earlier match the near one after it that ends first."""
    pairs = []
    window: deque[GappedInterval] = deque()
    at = len(later) - 1
    for interval in watched(sorted(earlier, key=_last, reverse=True)):
        last = interval[1]
        while at >= 0 and later[at][0] > last:
            new = later[at]
            while window and window[-1][1] >= new[1]:
                window.pop()
            window.append(new)
            at -= 1
        while window and window[0][0] > last + distance:
            window.popleft()
        if window:
            pairs.append((interval, window[0]))
    return pairs


def _inside_gaps(
    left: Sequence[GappedInterval], right: Sequence[GappedInterval], distance: int
) -> _Pairs:
    """Left and right matches that reach into each other without sharing a word."""
    left_gaps, right_gaps = (any(interval[2] for interval in side) for side in (left, right))
    pairs: _Pairs = []
    if left_gaps:
        pairs += _fill_gaps(left, right, distance)
    if right_gaps:
        pairs += [(span, peer) for peer, span in _fill_gaps(right, left, distance)]
    if left_gaps and right_gaps:
        solid = list(map(_solid_parts, watched(left)))
        other = list(map(_solid_parts, watched(right)))
        pairs += _crossing(left, right, earlier_solid=solid, later_solid=other, distance=distance)
        crossing = _crossing(right, left, earlier_solid=other, later_solid=solid, distance=distance)
        pairs += [(span, peer) for peer, span in crossing]
    return pairs


def _fill_gaps(
    outer: Sequence[GappedInterval], inner: Sequence[GappedInterval], distance: int
) -> _Pairs:
    """Each outer match that has an inner one in one of its gaps, near the edge of it."""
    pairs = []
    firsts = [interval[0] for interval in inner]
    longest = max(interval[1] - interval[0] for interval in inner)
    for interval in watched(outer):
        for before, after in interval[2]:
            nearest = bisect.bisect_right(firsts, before)
            if nearest == len(firsts) or firsts[nearest] >= after:
                continue
            other = _inside_gap(inner, nearest, (before, after), distance=distance, longest=longest)
            if other is not None:
                pairs.append((interval, other))
                break
    return pairs


def _inside_gap(
    inner: Sequence[GappedInterval],
    nearest: int,
    gap: Interval,
    *,
    distance: int,
    longest: int,
) -> GappedInterval | None:
    """A match between two words that is near one of them; `nearest` is the first that begins so."""
    before, after = gap
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
    earlier: Sequence[GappedInterval],
    later: Sequence[GappedInterval],
    *,
    earlier_solid: Sequence[Sequence[Interval]],
    later_solid: Sequence[Sequence[Interval]],
    distance: int,
) -> _Pairs:
    """Matches with gaps that begin first, and those that begin inside them.

    For each earlier one that which ends first, for each later one that which begins last.
    """
    pairs = []
    for span, solid in watched(list(zip(earlier, earlier_solid, strict=True))):
        best: GappedInterval | None = None
        for at in range(bisect.bisect_right(later, span[0], key=_first), len(later)):
            peer = later[at]
            if peer[0] >= span[1]:
                break
            if (best is None or peer[1] < best[1]) and 0 < _separation(
                solid, later_solid[at]
            ) <= distance:
                best = peer
                if peer[1] < span[1]:
                    break
        if best is not None:
            pairs.append((span, best))
    longest = max(interval[1] - interval[0] for interval in earlier)
    for peer, solid in watched(list(zip(later, later_solid, strict=True))):
        at = bisect.bisect_left(earlier, peer[0], key=_first) - 1
        while at >= 0 and earlier[at][0] > peer[0] - longest:
            span = earlier[at]
            if (
                peer[0] < span[1] < peer[1]
                and 0 < _separation(earlier_solid[at], solid) <= distance
            ):
                pairs.append((span, peer))
                break
            at -= 1
    return pairs


def separation(span: GappedInterval, peer: GappedInterval) -> int:
    """The positions between the nearest words of two matches, 1 side by side; 0 if they share one.

    What one has in a gap of it is beside the words around the gap.
    """
    return _separation(_solid_parts(span), _solid_parts(peer))


def _solid_parts(interval: GappedInterval) -> list[Interval]:
    """The intervals between the gaps."""
    first, last, gaps = interval
    solid = []
    for before, after in gaps:
        solid.append((first, before))
        first = after
    solid.append((first, last))
    return solid


def _separation(parts: Sequence[Interval], peers: Sequence[Interval]) -> int:
    """The distance of the nearest solid parts of two matches; 0 if they share a word."""
    nearest = peers[-1][1] + parts[-1][1]
    for first, last in parts:
        for other_first, other_last in peers:
            if other_first > last:
                gap = other_first - last
            elif first > other_last:
                gap = first - other_last
            else:
                return 0
            if gap < nearest:
                nearest = gap
    return nearest


def _gaps(span: GappedInterval, peer: GappedInterval) -> tuple[Interval, ...]:
    """The gaps of two matches together."""
    if span[0] > peer[0]:
        span, peer = peer, span
    if span[1] < peer[0]:
        between = ((span[1], peer[0]),) if peer[0] - span[1] > 1 else ()
        return span[2] + between + peer[2]
    solid = sorted((*_solid_parts(span), *_solid_parts(peer)))
    return tuple(
        (before, after) for (_, before), (after, _) in pairwise(solid) if after - before > 1
    )
