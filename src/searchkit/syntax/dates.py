"""The date forms of the query language: `2016`, `2016-02..2018`, `>2016`, `7d`, `last-week`."""

from __future__ import annotations

import calendar
import datetime as dt
from contextlib import suppress

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.quick_dataclass import dataclass
from searchkit.syntax.tree import DateRange, QueryPart, Span

ADVICE = (
    "write 2016, 2016-02 or 2016-02-20; for a range 2016..2018, >2016 or <=2016-02; "
    "for the last days 7d, 2w, 3m, 1y, today, yesterday, last-week or last-month"
)

_COMPARISON = re.compile(r"([<>]=?)(.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{1,2}){0,2}")
# `2016/02/20`, and the time that other tools want after a day.
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?", re.ASCII)
# Which number is the day, only the user knows.
_YEAR_FIRST = re.compile(r"(\d{4})\.?(\d\d)\.?(\d\d)", re.ASCII)
_YEAR_AND_STAR = re.compile(r"(\d{4}(?:-\d\d)?)-?\*", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_AGO = re.compile(
    r"(?:now-)?0*([1-9]\d{0,3}) ?(?:([dwmy])|(day|week|month|year)s?)(?:/d(?:ay)?)?",
    re.ASCII | re.IGNORECASE,
)
# The end of `2024-03..06` and of `2024-03-01..15` has the year and the month of its beginning.
_SAME_BEGINNING = re.compile(r"\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Period:
    first: PartialDate
    last: PartialDate


def parse_dates(
    field: str, text: str, part: QueryPart | None = None, *, today: dt.date | None = None
) -> DateRange:
    """The period that `field:text` means; `field` is one of `fields.DATES`.

    `part` is where `text` stands in a query; None if it is all of it. `today` is the day that
    relative dates count from. Raises `QueryError` for a text that is no date.
    """
    reading = _Reading(part or QueryPart.whole(text), today or dt.date.today())
    first, last = reading.bounds(field, text)
    name = "added" if field == "added" else "date"
    return DateRange(first, last, reading.part.span, name)


class _Reading:
    """One date form, read on one day."""

    def __init__(self, part: QueryPart, today: dt.date) -> None:
        self.part = part
        self.today = today

    def bounds(self, field: str, text: str) -> tuple[PartialDate | None, PartialDate | None]:
        match field:
            case "since":
                return self._first(text), None
            case "until":
                return None, self._period(text, 0).last
            case "after":
                return self._compared(">", self._period(text, 0))
            case "before":
                return self._compared("<", self._period(text, 0))
        first, dots, last = text.partition("..")
        if dots and (first or last):
            if _SAME_BEGINNING.fullmatch(last) and _DATE.fullmatch(first) and "-" in first:
                last = f"{first.rpartition('-')[0]}-{last}"
            return (
                self._first(first) if first else None,
                self._period(last, len(first) + len(dots)).last if last else None,
            )
        if (comparison := _COMPARISON.fullmatch(text)) and comparison[2]:
            return self._compared(comparison[1], self._period(comparison[2], comparison.start(2)))
        until_today = _AGO.fullmatch(text)
        return self._first(text), _day(self.today) if until_today else self._period(text, 0).last

    def _first(self, text: str) -> PartialDate:
        """The first day of a period; `7d` is seven days, and today is one of them."""
        first = self._period(text, 0).first
        return _day(first.first_day + dt.timedelta(1)) if _AGO.fullmatch(text) else first

    def _period(self, text: str, offset: int) -> _Period:
        """The period of one date; `7d` is the day seven days ago."""
        named = self._named(text.lower())
        if named is not None:
            return named
        plain = _hyphenated(text)
        start = min(self.part.span.start + offset, self.part.span.end)
        end = min(max(start + len(text), start + 1), max(self.part.span.end, start + 1))
        wrong = QueryPart(self.part.query, Span(start, end)).error(
            f"{text!r} is not a valid date", _meant(text) or ADVICE
        )
        if not _DATE.fullmatch(plain):
            raise wrong
        try:
            date = PartialDate.parse(plain)
        except ValueError:
            raise wrong from None
        return _Period(date, date)

    def _named(self, text: str) -> _Period | None:
        """The period of a date that depends on the day; None for another text."""
        today = self.today
        if ago := _AGO.fullmatch(text):
            unit = (ago[2] or ago[3])[0].lower()
            day = _day(_ago(today, int(ago[1]), unit))
            return _Period(day, day)
        monday = today - dt.timedelta(today.weekday())
        match text:
            case "today" | "now" | "now/d" | "now/day":
                return _days(today, today)
            case "yesterday":
                return _days(today - dt.timedelta(1), today - dt.timedelta(1))
            case "this-week":
                return _days(monday, monday + dt.timedelta(6))
            case "last-week":
                return _days(monday - dt.timedelta(7), monday - dt.timedelta(1))
            case "this-month" | "last-month":
                begin = today.replace(day=1)
                if text == "last-month":
                    begin -= dt.timedelta(1)
                month = PartialDate(begin.year, begin.month)
                return _Period(month, month)
            case "this-year" | "last-year":
                year = PartialDate(today.year - (text == "last-year"))
                return _Period(year, year)
        return None

    def _compared(
        self, sign: str, period: _Period
    ) -> tuple[PartialDate | None, PartialDate | None]:
        try:
            match sign:
                case ">":
                    return _day(period.last.last_day + dt.timedelta(1)), None
                case ">=":
                    return period.first, None
                case "<":
                    return None, _day(period.first.first_day - dt.timedelta(1))
                case _:
                    return None, period.last
        except OverflowError:
            raise self.part.error("this is out of the range of dates", ADVICE) from None


def _hyphenated(text: str) -> str:
    """A date with slashes, or with a time, as it is written here.

    >>> _hyphenated("2016/02/20"), _hyphenated("2016-02-20T00:00:00Z"), _hyphenated("20/2")
    ('2016-02-20', '2016-02-20', '20/2')
    """
    if match := _SLASHED.fullmatch(text):
        return "-".join(filter(None, match.groups()))
    match = _TIMED.fullmatch(text)
    return match[1] if match else text


def _meant(text: str) -> str:
    """The advice for a day with its year last or without hyphens, and for a year with a star.

    >>> _meant("24.02.2022"), _meant("5/8/2009"), _meant("soon")
    ('write 2022-02-24', 'write 2009-08-05 or 2009-05-08', '')
    >>> _meant("20160220"), _meant("2016*"), _meant("2016.02.20")
    ('write 2016-02-20', 'write 2016', 'write 2016-02-20')
    """
    if match := _YEAR_FIRST.fullmatch(text):
        with suppress(ValueError):
            return f"write {dt.date(*map(int, match.groups()))}"
    if match := _YEAR_AND_STAR.fullmatch(text):
        return f"write {match[1]}"
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return ""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    days = list[str]()
    for month, day in ((second, first), (first, second)):
        with suppress(ValueError):
            days.append(dt.date(year, month, day).isoformat())
    return f"write {' or '.join(dict.fromkeys(days))}" if days else ""


def _ago(day: dt.date, number: int, unit: str) -> dt.date:
    """The day so many days, weeks, months or years before another; the first there is at most."""
    if unit in "dw":
        days = min(number * (7 if unit == "w" else 1), day.toordinal() - 1)
        return day - dt.timedelta(days)
    months = max(12, day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1))
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _day(date: dt.date) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)


def _days(first: dt.date, last: dt.date) -> _Period:
    return _Period(_day(first), _day(last))
