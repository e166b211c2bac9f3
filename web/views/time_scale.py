"""A scale of time: where dates of different precision lie between the first and the last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from searchkit import PartialDate
from searchkit.web.views.labels import date_text

_DAY = 86_400


class SpanView(NamedTuple):
    """What a date can mean, in percent of a scale; as wide as a point if it is exact."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class ScaleView:
    """The time between two dates, which are its labels. `start` and `end` are in seconds.

    On a scale of `days` each is a point, else it lasts until midnight.
    """

    first: str
    last: str
    start: float
    end: float
    days: bool

    def span(self, date: PartialDate | None) -> SpanView | None:
        """The place of a date on the scale."""
        if date is None:
            return None
        start, end = (
            round((moment - self.start) / (self.end - self.start) * 100, 2)
            for moment in _moments(date, days=self.days)
        )
        return SpanView(start, end)


def time_scale(dates: Iterable[PartialDate | None]) -> ScaleView | None:
    """The scale of these dates; None if they do not tell one from another."""
    known = [date for date in dates if date is not None]
    if len(set(known)) < 2:
        return None
    days = all(date.time is None for date in known)
    first = min(known, key=lambda date: _moments(date, days=days)[0])
    last = max(known, key=lambda date: _moments(date, days=days)[1])
    start, end = _moments(first, days=days)[0], _moments(last, days=days)[1]
    return ScaleView(date_text(first), date_text(last), start, end, days) if start < end else None


def _moments(date: PartialDate, *, days: bool) -> tuple[float, float]:
    """The first and the last moment of a date, in seconds; a time without a zone is in UTC."""
    if date.time is not None:
        zone = date.time.tzinfo or dt.UTC
        moment = _seconds(dt.datetime.combine(date.first_day, date.time, zone))
        return moment, moment
    first, last = (
        _seconds(dt.datetime.combine(day, dt.time(), dt.UTC))
        for day in (date.first_day, date.last_day)
    )
    return first, last if days else last + _DAY


def _seconds(moment: dt.datetime) -> float:
    # A timestamp of the first or the last year there is may be too much for the system.
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()
