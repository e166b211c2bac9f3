"""The dates that people write, read without guessing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from searchkit.article import PartialDate

#: Before this there was no printing; a year zero or one is a placeholder.
FIRST_YEAR = 1400
# In a table of prices "May 4618" is no date.
_NEWS_YEARS = range(1600, 2100)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = rf"(?P<month>{'|'.join(rf'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)}|sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4,5})"
_WEEKDAY = (
    rf"(?:(?P<weekday>{'|'.join(rf'{name[:3]}(?:{name[3:]})?' for name in _WEEKDAYS)})"
    r"|tues|wednes|thurs?)"
)
_CLOCK = (
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"(?P<zone>\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?P<rest>\s?[ap]\.?m\.?)?(?P<named>\s[A-Z]{2,4})?"
)
_TIME = rf"(?:(?:,?\s+(?:at\s+|-\s+)?|T){_CLOCK})?"
_FORMS = tuple(
    re.compile(rf"(?:{_WEEKDAY}\.?,?\s+)?{form}{_TIME}", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/](?P<number>\d{{1,2}})[-/](?P<day>\d{{1,2}})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
    )
)
_LABEL = re.compile(
    r"(?:(?:publication |release )?date(?: published)?\s*:"
    r"|(?:(?:first|originally) )?(?:published|posted)(?: on)?\b\s*:?)\s*",
    re.IGNORECASE,
)
_LONGEST_LINE = 80
_ISO_PARTS = re.compile(r"(?P<year>\d{4,5})(?:-(?P<number>\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that has the form of a date: the date, or the problem why it is none."""

    date: PartialDate | None
    problem: str = ""


def read_date(text: str) -> Reading | None:
    """What a text means as a date; None if it does not have the form of one.

    `2016` and `2016-02` are dates here, and a clock time with a known zone or none is kept.

    >>> read_date("Friday, January 4, 2019").date.isoformat()
    '2019-01-04'
    >>> read_date("05/08/2009").problem
    'date "05/08/2009" is ambiguous'
    """
    text = " ".join(text.split())
    found = _match(text) or _ISO_PARTS.fullmatch(text)
    return _reading(found, text) if found else None


def read_date_line(line: str) -> Reading | None:
    """The date that a line is, with or without a label; None for any other line.

    A bare year needs a label. To the day at most: the clock times there seldom say their zone.

    >>> read_date_line("Published on 31 March 2020, 10:15 pm").date.isoformat()
    '2020-03-31'
    """
    line = " ".join(line.split())
    if len(line) > _LONGEST_LINE:
        return None
    label = _LABEL.match(line)
    text = line[label.end() :] if label else line
    found = _match(text) or (_ISO_PARTS.fullmatch(text) if label else None)
    if found is None or int(found["year"]) not in _NEWS_YEARS:
        return None
    reading = _reading(found, text)
    if reading.date is None or reading.date.time is None:
        return reading
    return Reading(PartialDate(reading.date.year, reading.date.month, reading.date.day))


def has_label(line: str) -> bool:
    """Whether a line that is a date says that it is the date of publication."""
    return bool(_LABEL.match(line.strip()))


def _match(text: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.fullmatch(text))), None)


def _reading(found: re.Match[str], text: str) -> Reading:
    part = found.groupdict()
    year, month, day = int(part["year"]), _month(part), _number(part, "day")
    try:
        if part.get("first"):
            month, day = _order(int(part["first"]), int(part["second"]))
            if month is None:
                return Reading(None, f'date "{text}" is ambiguous')
        if year < FIRST_YEAR:
            raise ValueError("before printing")
        date = PartialDate(year, month, day, _time(part) if day else None)
    except ValueError:
        return Reading(None, f'date "{text}" is impossible')
    weekday = part.get("weekday")
    if weekday and day and not _WEEKDAYS[date.first_day.weekday()].startswith(weekday.lower()[:3]):
        return Reading(None, f'date "{text}" is not on that weekday')
    return Reading(date)


def _order(first: int, second: int) -> tuple[int | None, int]:
    """Month and day, if only one order is possible; month None if both are."""
    if first > 12:
        return second, first
    return (first if second > 12 or first == second else None), second


def _month(part: dict[str, str | None]) -> int | None:
    if name := part.get("month"):
        return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))
    return _number(part, "number")


def _number(part: dict[str, str | None], name: str) -> int | None:
    digits = part.get(name)
    return int(digits) if digits else None


def _time(part: dict[str, str | None]) -> dt.time | None:
    clock = part.get("clock")
    if clock is None or part["rest"] or part["named"]:
        return None
    zone = (part["zone"] or "").strip().upper().replace("UTC", "Z").replace("GMT", "Z")
    return dt.time.fromisoformat(("0" if clock[1] == ":" else "") + clock + zone)
