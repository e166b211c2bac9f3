"""The hits over time: a histogram by month or by years, each bar a link to its period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from searchkit import UNKNOWN_VALUE, Counts, PartialDate, filters
from searchkit.web.params import SearchParams
from searchkit.web.views.facets import CountsByFacet
from searchkit.web.views.labels import date_text

MAX_BARS = 60
#: The height of the highest bar, and the least that can be seen.
HEIGHT = 100
LEAST = 3

#: Periods that the axis names.
MAX_TICKS = 6
MAX_MONTH_TICKS = 4

_ROUND = (1, 2, 3, 4, 5, 6, 8, 10)
#: How many years may share a bar.
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class BarView:
    """A period with its hits; the first one stands at 0, each is 1 wide. `top` counts downwards.

    `units` tells how many stories and sources the hits are; it is empty if several years share the
    bar, since a story may be in two of them.

    `href` is empty where there is nothing to lead to. `value` is the period as a query calls it,
    `picked` if it begins a range.
    """

    text: str
    count: int
    units: str
    href: str
    at: int
    top: float
    height: float
    value: str = ""
    picked: bool = False


class TickView(NamedTuple):
    """A period that the time axis names, at the middle of its bar in percent of the width."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Bars without a gap from the first hit to the last; `elsewhere` hits have no bar.

    `scale` are the values of the axis of counts from its top down to 0, `ticks` those of time.
    `range_href` lets a range of bars be picked; while it is, `hint` says which bar to choose, and
    `cancel_href` gives that up.
    """

    unit: str
    bars: tuple[BarView, ...]
    most: int
    elsewhere: int
    scale: tuple[int, ...]
    ticks: tuple[TickView, ...]
    range_href: str = ""
    hint: str = ""
    cancel_href: str = ""


class _Period(NamedTuple):
    """A bar to be: its name, what a query calls it, and what is counted in it."""

    text: str
    value: str
    counts: Sequence[Counts]

    @property
    def articles(self) -> int:
        return sum(count.articles for count in self.counts)

    @property
    def units(self) -> str:
        return self.counts[0].summary() if len(self.counts) == 1 else ""


def timeline(params: SearchParams, counts: CountsByFacet) -> TimelineView | None:
    """The histogram of the hits; None if they are of one period or less."""
    years = {int(year): of for year, of in counts["year"].items() if year != UNKNOWN_VALUE}
    if not years:
        return None
    hits = sum(of.articles for of in counts["year"].values())
    months = {month: of for month, of in counts["month"].items() if month != UNKNOWN_VALUE}
    if max(years) - min(years) < 3 and len(months) > 1:
        return _by_month(params, months, hits)
    return _by_years(params, years, hits) if len(years) > 1 else None


def _by_month(params: SearchParams, months: Mapping[str, Counts], hits: int) -> TimelineView:
    numbers = {_number(month): of for month, of in months.items()}
    periods = [
        _Period(*_month(number), [numbers[number]] if number in numbers else [])
        for number in range(min(numbers), max(numbers) + 1)
    ]
    return _timeline(params, "month", periods, hits)


def _by_years(params: SearchParams, years: Mapping[int, Counts], hits: int) -> TimelineView:
    span = max(years) - min(years) + 1
    step = next((step for step in _STEPS if span / step < MAX_BARS), _STEPS[-1])
    periods = []
    for first in range(min(years) // step * step, max(years) + 1, step):
        last = first + step - 1
        text = str(first) if step == 1 else f"{first}–{last}"
        # Year 0 is in no calendar.
        value = f"{first:04}" if step == 1 else f"{max(1, first):04}..{min(9999, last):04}"
        counts = [years[year] for year in range(first, last + 1) if year in years]
        periods.append(_Period(text, value, counts))
    return _timeline(params, "year" if step == 1 else f"{step}-year period", periods, hits)


def _timeline(
    params: SearchParams, unit: str, periods: Sequence[_Period], hits: int
) -> TimelineView:
    # What is left out is in no count, so it stays.
    others = [text for text in params.filters if text[0] == "-" or filters.group(text) != "date"]
    chosen = [text for text in params.filters if text not in others]
    most = max(period.articles for period in periods)
    scale = _scale(most)
    bars = []
    for at, period in enumerate(periods):
        count = period.articles
        height = max(LEAST, round(count / scale[0] * HEIGHT, 1)) if count else 0
        within = filters.within_period(f"date:{period.value}", chosen) if count else ()
        href = params.filtered(*others, *within).href if count else ""
        top = round(HEIGHT - height, 1)
        bars.append(BarView(period.text, count, period.units, href, at, top, height, period.value))
    elsewhere = hits - sum(bar.count for bar in bars)
    return TimelineView(unit, tuple(bars), most, elsewhere, scale, tuple(_ticks(unit, periods)))


def _scale(most: int) -> tuple[int, ...]:
    """The values of an axis that reaches up to a round number, its half among them if it is whole.

    >>> _scale(10), _scale(1835), _scale(1)
    ((10, 5, 0), (2000, 1000, 0), (1, 0))
    """
    power = 10 ** (len(str(most)) - 1)
    top = next(step * power for step in _ROUND if step * power >= most)
    return (top, top // 2, 0) if top % 2 == 0 else (top, 0)


def _ticks(unit: str, periods: Sequence[_Period]) -> Iterator[TickView]:
    """The names of some periods, so few that they have room on a phone."""
    is_month = unit == "month"
    step = -(-len(periods) // (MAX_MONTH_TICKS if is_month else MAX_TICKS))
    for at in range(0, len(periods), step):
        words = periods[at].text.split()
        text = f"{words[0][:3]} {words[-1]}" if is_month else words[0].partition("–")[0]
        yield TickView(text, round((at + 0.5) / len(periods) * 100, 2))


@lru_cache(maxsize=1_000)
def _month(number: int) -> tuple[str, str]:
    """A month in words, and as in a query."""
    month = PartialDate(number // 12, number % 12 + 1)
    return date_text(month), month.isoformat()


def _number(month: str) -> int:
    """Months since year 0."""
    return int(month[:4]) * 12 + int(month[5:]) - 1
