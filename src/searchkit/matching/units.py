"""Intervals in one sentence or paragraph, and those that have no other near."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from searchkit.deadline import watched
from searchkit.matching.intervals import GappedInterval, near_gapped_intervals, separation


def within_units(
    left: Sequence[GappedInterval], right: Sequence[GappedInterval], starts: Sequence[int]
) -> list[GappedInterval]:
    """Matches of both sides in one unit, joined as near ones are; `starts` begin a unit each.

    What reaches from one unit into the next is in neither.
    """
    left_by_unit, right_by_unit = _by_unit(left, starts), _by_unit(right, starts)
    joined: list[GappedInterval] = []
    for unit, one in left_by_unit.items():
        if other := right_by_unit.get(unit):
            longest = max(one[-1][1], other[-1][1]) + 1
            joined += near_gapped_intervals(one, other, longest, ordered=False)
    return joined


def not_in_unit(
    left: Sequence[GappedInterval],
    right: Sequence[GappedInterval],
    starts: Sequence[int],
    *,
    ordered: bool,
) -> list[GappedInterval]:
    """The left matches that have no right one in their unit; if `ordered`, none after them.

    One that reaches into the next unit may have none in any that it touches.
    """
    ends = [*starts, float("inf")]
    kept: list[GappedInterval] = []
    firsts = [one[0] for one in right]
    for one in watched(left):
        unit = bisect_right(starts, one[0])
        begin = one[1] + 1 if ordered else (starts[unit - 1] if unit else 0)
        end = ends[bisect_right(starts, one[1])]
        others = right[bisect_left(firsts, begin) : bisect_left(firsts, end)]
        if not any(other[1] < end and separation(one, other) for other in others):
            kept.append(one)
    return kept


def not_near(
    left: Sequence[GappedInterval],
    right: Sequence[GappedInterval],
    distance: int,
    *,
    ordered: bool,
) -> list[GappedInterval]:
    """The left matches with no right one at most so far away; if `ordered`, none after them."""
    if not right:
        return list(left)
    firsts = [one[0] for one in right]
    longest = max(one[1] - one[0] for one in right)
    kept: list[GappedInterval] = []
    for one in watched(left):
        begin = one[1] + 1 if ordered else one[0] - distance - longest
        others = right[bisect_left(firsts, begin) : bisect_right(firsts, one[1] + distance)]
        if not any(0 < separation(one, other) <= distance for other in watched(others)):
            kept.append(one)
    return kept


def _by_unit(
    intervals: Iterable[GappedInterval], starts: Sequence[int]
) -> Mapping[int, list[GappedInterval]]:
    by_unit: defaultdict[int, list[GappedInterval]] = defaultdict(list)
    for interval in intervals:
        unit = bisect_right(starts, interval[0])
        if unit == len(starts) or interval[1] < starts[unit]:
            by_unit[unit].append(interval)
    return by_unit
