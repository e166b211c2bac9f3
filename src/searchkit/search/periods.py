"""Periods of the calendar: the one that a day is in, and all from a first to a last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from searchkit.errors import InvalidArgument

#: Periods of one table; twenty-seven years by day.
MAX_PERIODS = 10_000


def _next_month(first: dt.date, months: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


class Period(NamedTuple):
    """A unit of the calendar.

    `digits` are how many characters of a date in ISO 8601 tell it; `begin` is the first day of the
    one that a day is in, `next` that of the one after it, and `name` what it is called.
    """

    digits: int
    begin: Callable[[dt.date], dt.date]
    next: Callable[[dt.date], dt.date]
    name: Callable[[dt.date], str]


def _week_name(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


PERIODS: Mapping[str, Period] = MappingProxyType(
    {
        "day": Period(
            10, lambda day: day, lambda day: day + dt.timedelta(1), lambda day: day.isoformat()
        ),
        "week": Period(
            10,
            lambda day: dt.date.fromordinal(max(1, day.toordinal() - day.weekday())),
            lambda day: day + dt.timedelta(7),
            _week_name,
        ),
        "month": Period(
            7,
            lambda day: day.replace(day=1),
            lambda first: _next_month(first, 1),
            lambda day: day.isoformat()[:7],
        ),
        "quarter": Period(
            7,
            lambda day: dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
            lambda first: _next_month(first, 3),
            lambda day: f"{day.year:04d}-Q{(day.month + 2) // 3}",
        ),
        "year": Period(
            4,
            lambda day: dt.date(day.year, 1, 1),
            lambda first: dt.date(first.year + 1, 1, 1),
            lambda day: f"{day.year:04d}",
        ),
    }
)


def period_of(date: str, by: str) -> dt.date | None:
    """The first day of the period of a date; None if it is not known to the period.

    >>> period_of("2016-05-20", "quarter"), period_of("2016", "month")
    (datetime.date(2016, 4, 1), None)
    """
    period = PERIODS[by]
    if len(date) < period.digits:
        return None
    parts = [int(part) for part in date.split("-")]
    return period.begin(dt.date(*parts, *[1] * (3 - len(parts))))


def between(first: dt.date, last: dt.date, by: str) -> Iterator[dt.date]:
    """The first days of all periods from that of a day to that of another.

    Raises `InvalidArgument` for too many.
    """
    period = PERIODS[by]
    day, end, count = period.begin(first), period.begin(last), 0
    while day <= end:
        count += 1
        if count > MAX_PERIODS:
            raise InvalidArgument(
                f"{first.isoformat()} to {last.isoformat()} is more than {MAX_PERIODS:,} times a "
                f"{by}",
                advice="use a longer period, or narrow the dates with --since and --until",
            )
        yield day
        try:
            day = period.next(day)
        except (OverflowError, ValueError):
            # The calendar ends.
            return


def period_query(value: str) -> str:
    """The query for the articles of a period, by its name.

    >>> period_query("2016-Q2"), period_query("2016-W01"), period_query("2016-02")
    ('date:2016-04..2016-06', 'date:2016-01-04..2016-01-10', 'date:2016-02')
    """
    year, mark, number = value.partition("-")
    if number.startswith("Q"):
        last = int(number[1:]) * 3
        return f"date:{year}-{last - 2:02d}..{year}-{last:02d}"
    if number.startswith("W"):
        monday = dt.date.fromisocalendar(int(year), int(number[1:]), 1)
        # The last week of the calendar ends on a Friday.
        sunday = dt.date.fromordinal(min(monday.toordinal() + 6, dt.date.max.toordinal()))
        return f"date:{monday}..{sunday}"
    return f"date:{year}{mark}{number}"
