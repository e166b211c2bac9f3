"""A range of a histogram, picked by two links: its first bar, then its last one."""

from __future__ import annotations

from dataclasses import replace

from searchkit import filters
from searchkit.web.params import PICKING, SearchParams
from searchkit.web.views.timeline import BarView, TimelineView


def with_brush(params: SearchParams, line: TimelineView, picked: str) -> TimelineView:
    """The histogram with the way to pick a range, or with links that do.

    `picked` is empty, `PICKING`, or the period of the bar that the range begins with.
    """
    params = replace(params, page=1)
    if not picked:
        return replace(line, range_href=_range_href(params, PICKING))
    first = next((bar for bar in line.bars if bar.value == picked), None)
    if first is None:
        bars = tuple(replace(bar, href=_range_href(params, bar.value)) for bar in line.bars)
        return replace(
            line, bars=bars, hint="Choose the first bar of the range.", cancel_href=params.href
        )
    bars = tuple(
        replace(bar, href=_between(params, first, bar), picked=bar is first) for bar in line.bars
    )
    hint = f"The range begins or ends with {first.text}. Choose the other end."
    return replace(line, bars=bars, hint=hint, cancel_href=params.href)


def _range_href(params: SearchParams, picked: str) -> str:
    href = params.href
    return f"{href}{'&' if '?' in href else '?'}range={picked}#timeline"


def _between(params: SearchParams, one: BarView, other: BarView) -> str:
    """The address of the results between two bars, both of them included."""
    first, last = sorted((one, other), key=lambda bar: bar.at)
    start, end = first.value.partition("..")[0], last.value.rpartition("..")[2]
    period = start if start == end else f"{start}..{end}"
    # What is left out stays, and so does all that is about something else.
    others = [text for text in params.filters if text[0] == "-" or filters.group(text) != "date"]
    return params.filtered(*others, f"date:{period}").href
