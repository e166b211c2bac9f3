"""Dates and times as programs write them."""

from __future__ import annotations

import datetime as dt

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.dates import read_date

#: From 1990 to 2099.
_SECONDS = range(631_152_000, 4_102_444_800)
# 2024050212 would be a moment of 2034, and is the hour that its digits spell.
_SPELT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")
#: From 1970 to 2040, in days since the one that Excel counts from, with a part of the day.
_SERIAL = re.compile(r"((?:2[5-9]|[34]\d|50|51)\d{3})(?:[.,]\d{1,15})?")
_DAY_0 = dt.date(1899, 12, 30)
_EPOCH = re.compile(r"\d{10}(?:\d{3}|\.\d{1,9})?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_SHORT_ZONE = re.compile(r"(?<=:\d\d)\s?([+-]\d\d)$")
_NAMED_ZONE = re.compile(r"(?<=\d)\s?\[[\w/+-]+\]$|\s\([^()]*\)$")
_SCRIPTED = re.compile(
    r"(?:\w{3} )?(\w{3}) (\d\d?) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})?"
)
# The form of Twitter, and of the program `date`: the year comes last.
_YEAR_LAST = re.compile(r"\w{3} (\w{3}) +(\d\d?) (\d\d:\d\d:\d\d) ([+-]\d{4}|[A-Z]{3,4}) (\d{4})")
# The form of media monitors: `10-Feb-2016 08:10PM`.
_HALF_DAY = re.compile(r"(\d\d?)-(\w{3})-(\d{4}) (\d\d?):(\d\d)(?::\d\d)? ?([AP])M", re.IGNORECASE)
# The form of databases: `26-FEB-1987 15:01:01.79`.
_HYPHENED = re.compile(r"(\d\d?)-([A-Z]{3,9})-(\d{4})(?: (\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?", re.I)
_CLOCK_FIRST = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")


def read_stamp(text: str) -> PartialDate | str | None:
    """The date that a machine-readable text states, in the time zone in which it is written.

    Midnight to the second stands for the day: programs add it to a date. Text that has the form of
    a date but is ambiguous or impossible is given back as it is; None for any other text.

    >>> read_stamp("2024-05-02T20:53:56.120+0200").isoformat()
    '2024-05-02T20:53:56.120000+02:00'
    >>> read_stamp("2024-05-02T00:00:00Z").isoformat()
    '2024-05-02'
    >>> read_stamp("05/08/2009")
    '05/08/2009'
    """
    text = " ".join(text.split())
    if len(text) > 80:
        return None
    if _EPOCH.fullmatch(text):
        return moment_of(text.partition(".")[0]) or text
    reading = read_date(_usual(text))
    if reading is None and (match := _CLOCK_FIRST.fullmatch(text)):
        reading = read_date(match[1])
    if reading is None:
        return None
    if reading.date is None:
        return text
    return (
        _day(reading.date)
        if reading.date.time and _is_midnight(reading.date.time)
        else reading.date
    )


def moment_of(text: str) -> PartialDate | None:
    """The moment that the digits count; None for other text, and for what can be read otherwise.

    >>> moment_of("1585697400").isoformat(), moment_of("2024050212")
    ('2020-03-31T23:30:00+00:00', None)
    """
    if not (text.isascii() and text.isdigit() and len(text) in (9, 10, 12, 13)):
        return None
    seconds = int(text) // (1 if len(text) < 12 else 1_000)
    if seconds not in _SECONDS or _SPELT.fullmatch(text):
        return None
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return PartialDate(moment.year, moment.month, moment.day, moment.timetz())


def day_of_serial(text: str) -> PartialDate | None:
    """The day that Excel counts so; None for other text.

    >>> day_of_serial("42410").isoformat(), day_of_serial("42410.75").isoformat()
    ('2016-02-10', '2016-02-10')
    """
    match = _SERIAL.fullmatch(text.strip())
    if match is None:
        return None
    day = _DAY_0 + dt.timedelta(days=int(match[1]))
    return PartialDate(day.year, day.month, day.day)


def _usual(text: str) -> str:
    """A text in one of the forms that `read_date` knows, if it has another that is common."""
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return f"{year}-{month}-{day}{clock}"
    if match := _SCRIPTED.fullmatch(_NAMED_ZONE.sub("", text)):
        month, day, year, clock, zone = match.groups()
        return f"{month} {day}, {year} {clock}{zone or 'Z'}"
    if match := _YEAR_LAST.fullmatch(text):
        month, day, clock, zone, year = match.groups()
        return f"{month} {day}, {year} {clock} {zone}"
    if match := _HALF_DAY.fullmatch(text):
        day, month, year, hour, minute, half = match.groups()
        hour = str(int(hour) % 12 + 12 * (half in "Pp")).zfill(2)
        return f"{month} {day}, {year} {hour}:{minute}"
    if match := _HYPHENED.fullmatch(text):
        return " ".join(filter(None, match.groups()))
    return _SHORT_ZONE.sub(r"\1:00", _NAMED_ZONE.sub("", text))


def _is_midnight(time: dt.time) -> bool:
    return (time.hour, time.minute, time.second, time.microsecond) == (0, 0, 0, 0)


def _day(date: PartialDate) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)
