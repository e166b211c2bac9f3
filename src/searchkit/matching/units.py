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
    for unit, spans in left_by_unit.items():
        if peers := right_by_unit.get(unit):
            longest = max(spans[-1][1], peers[-1][1]) + 1
            joined += near_gapped_intervals(spans, peers, longest, ordered=False)
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
    firsts = [span[0] for span in right]
    for span in watched(left):
        unit = bisect_right(starts, span[0])
        begin = span[1] + 1 if ordered else (starts[unit - 1] if unit else 0)
        end = ends[bisect_right(starts, span[1])]
        others = right[bisect_left(firsts, begin) : bisect_left(firsts, end)]
        if not any(peer[1] < end and separation(span, peer) for peer in others):
            kept.append(span)
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
    firsts = [span[0] for span in right]
    longest = max(span[1] - span[0] for span in right)
    kept: list[GappedInterval] = []
    for span in watched(left):
        begin = span[1] + 1 if ordered else span[0] - distance - longest
        others = right[bisect_left(firsts, begin) : bisect_right(firsts, span[1] + distance)]
        if not any(0 < separation(span, peer) <= distance for peer in watched(others)):
            kept.append(span)
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
