"""The date forms of the query language: `2016`, `2016-02..2018`, `>2016`."""

from __future__ import annotations

import datetime as dt
import re

from searchkit.article import PartialDate
from searchkit.syntax.tree import DateRange, QueryPart, Span

ADVICE = "write 2016, 2016-02 or 2016-02-20; for a range 2016..2018, >2016 or <=2016-02"

_COMPARISON = re.compile(r"([<>]=?)(.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{1,2}){0,2}")


def parse_dates(field: str, text: str, part: QueryPart | None = None) -> DateRange:
    """The period that `field:text` means; `field` is date, since or until.

    `part` is where `text` stands in a query; None if it is all of it. Raises `QueryError` for a
    text that is no date.
    """
    part = part or QueryPart.whole(text)
    span = part.span
    if field == "since":
        return DateRange(_date(text, 0, part), None, span)
    if field == "until":
        return DateRange(None, _date(text, 0, part), span)
    first, dots, last = text.partition("..")
    if dots and (first or last):
        return DateRange(
            _date(first, 0, part) if first else None,
            _date(last, len(first) + len(dots), part) if last else None,
            span,
        )
    if (comparison := _COMPARISON.fullmatch(text)) and comparison[2]:
        sign, date = comparison.groups()
        return _compared(sign, _date(date, comparison.start(2), part), part)
    day = _date(text, 0, part)
    return DateRange(day, day, span)


def _date(text: str, offset: int, part: QueryPart) -> PartialDate:
    start = part.span.start + offset
    wrong = QueryPart(part.query, Span(start, start + len(text))).error(
        f"{text!r} is not a valid date", ADVICE
    )
    if not _DATE.fullmatch(text):
        raise wrong
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise wrong from None


def _compared(sign: str, date: PartialDate, part: QueryPart) -> DateRange:
    try:
        match sign:
            case ">":
                return DateRange(_day(date.last_day + dt.timedelta(1)), None, part.span)
            case ">=":
                return DateRange(date, None, part.span)
            case "<":
                return DateRange(None, _day(date.first_day - dt.timedelta(1)), part.span)
            case _:
                return DateRange(None, date, part.span)
    except OverflowError:
        raise part.error("this is out of the range of dates", ADVICE) from None


def _day(date: dt.date) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)
