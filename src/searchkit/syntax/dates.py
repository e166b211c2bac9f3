"""The date forms of the query language: `2016`, `2016-02..2018`, `>2016`."""

from __future__ import annotations

import datetime as dt
import re

from searchkit.article import PartialDate
from searchkit.errors import QueryError
from searchkit.syntax.tree import DateRange, Span

ADVICE = "write 2016, 2016-02 or 2016-02-20; for a range 2016..2018, >2016 or <=2016-02"

_COMPARISON = re.compile(r"([<>]=?)(.*)", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{1,2}){0,2}")


def parse_dates(field: str, text: str, query: str, span: Span) -> DateRange:
    """The period that `field:text` means; `field` is date, since or until.

    `span` is where `text` stands in `query`. Raises `QueryError` for anything else.
    """

    def one(part: str, at: int) -> PartialDate:
        return _date(part, query, span.start + at)

    if field == "since":
        return DateRange(one(text, 0), None, span)
    if field == "until":
        return DateRange(None, one(text, 0), span)
    first, dots, last = text.partition("..")
    if dots and (first or last):
        return DateRange(
            one(first, 0) if first else None,
            one(last, len(first) + len(dots)) if last else None,
            span,
        )
    if (comparison := _COMPARISON.fullmatch(text)) and comparison[2]:
        return _compared(comparison[1], one(comparison[2], comparison.start(2)), query, span)
    day = one(text, 0)
    return DateRange(day, day, span)


def _date(text: str, query: str, start: int) -> PartialDate:
    wrong = QueryError(f"{text!r} is not a valid date", query, start, start + len(text), ADVICE)
    if not _DATE.fullmatch(text):
        raise wrong
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise wrong from None


def _compared(sign: str, date: PartialDate, query: str, span: Span) -> DateRange:
    try:
        match sign:
            case ">":
                return DateRange(_day(date.last_day + dt.timedelta(1)), None, span)
            case ">=":
                return DateRange(date, None, span)
            case "<":
                return DateRange(None, _day(date.first_day - dt.timedelta(1)), span)
            case _:
                return DateRange(None, date, span)
    except OverflowError:
        raise QueryError(
            "this is out of the range of dates", query, span.start, span.end, ADVICE
        ) from None


def _day(date: dt.date) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)
