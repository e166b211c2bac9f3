"""The dates that people write, read without guessing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from searchkit.article import PartialDate
from searchkit.corpus.plain.calendars import gregorian, is_day_first
from searchkit.corpus.plain.months import MONTHS, WEEKDAYS

#: Before this there was no printing; a year zero or one is a placeholder.
FIRST_YEAR = 1400
# In a table of prices "May 4618" is no date.
_NEWS_YEARS = range(1600, 2100)

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>\d{4,5})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})"
_CLOCK = (
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"(?P<zone>\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?P<rest>\s?[ap]\.?m\.?)?(?P<named>\s[A-Z]{2,4})?"
)
_TIME = rf"(?:(?:,?\s+(?:at\s+|-\s+)?|T){_CLOCK})?"
_FORMS = tuple(
    re.compile(rf"(?:(?:le|el)\s+)?(?:{_WEEKDAY}\.?,?\s+)?(?:den\s+)?{form}{_TIME}", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}(?:\s+(?:г\.|года))?",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/](?P<number>\d{{1,2}})[-/](?P<day>\d{{1,2}})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
    )
)
_YEARLESS = tuple(
    re.compile(rf"(?:{_WEEKDAY}\.?,?\s+)?{form}", re.IGNORECASE)
    for form in (rf"{_MONTH}\s+{_DAY}", rf"{_DAY}\s+(?:of\s+|de\s+)?{_MONTH}")
)
_LABEL = re.compile(
    r"(?:(?:(?:publication |release )?date(?: published)?|datum|fecha|дата)\s*:"
    r"|(?:(?:first|originally) )?(?:published|posted)(?: on)?\b\s*:?"
    r"|(?:veröffentlicht am|publié le|publicado el|опубликовано)\b\s*:?)\s*",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"\d{4}")
_MAX_LINE_LENGTH = 80
_ISO_PARTS = re.compile(r"(?P<year>\d{4,5})(?:-(?P<number>\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that has the form of a date: the date, or the problem why it is none."""

    date: PartialDate | None
    problem: str = ""


def read_date(text: str, language: str = "") -> Reading | None:
    """The date that a text means; None if it does not have the form of one.

    `2016` and `2016-02` are dates here, and a clock time with a known zone or none is kept. The
    language, such as `de` or `en-GB`, tells the order of day and month, and the calendar.

    >>> read_date("Friday, January 4, 2019").date.isoformat()
    '2019-01-04'
    >>> read_date("05/08/2009").problem
    'date "05/08/2009" is ambiguous'
    >>> read_date("05/08/2009", "de").date.isoformat(), read_date("1402/5/3", "fa").date.isoformat()
    ('2009-08-05', '2023-07-25')
    """
    text = _in_ascii_digits(" ".join(text.split()))
    found = _match(text) or _ISO_PARTS.fullmatch(text)
    return _reading(found, text, language) if found else None


def read_date_line(line: str) -> Reading | None:
    """The date that a line is, with or without a label; None for any other line.

    A bare year needs a label. A clock time counts only with its zone: few such lines name it.

    >>> read_date_line("Published on 31 March 2020, 10:15 pm").date.isoformat()
    '2020-03-31'
    >>> read_date_line("Published: 5 August 2009, 10:30 GMT").date.isoformat()
    '2009-08-05T10:30:00+00:00'
    """
    line = _in_ascii_digits(" ".join(line.split()))
    if len(line) > _MAX_LINE_LENGTH or not _ANY_YEAR.search(line):
        return None
    label = _LABEL.match(line)
    text = line[label.end() :] if label else line
    # Old papers put a full stop behind the date.
    found = _match(text) or _match(text.removesuffix("."))
    found = found or (_ISO_PARTS.fullmatch(text) if label else None)
    if found is None or int(found["year"]) not in _NEWS_YEARS:
        return None
    reading = _reading(found, text)
    if reading.date is None or reading.date.time is None or reading.date.time.tzinfo:
        return reading
    return Reading(PartialDate(reading.date.year, reading.date.month, reading.date.day))


def has_label(line: str) -> bool:
    """Tell if a line that is a date says that it is the date of publication."""
    return bool(_LABEL.match(line.strip()))


def yearless(text: str) -> bool:
    """Tell if a text is the day and the month of a date that lacks its year."""
    text = " ".join(text.split())
    return any(form.fullmatch(text) for form in _YEARLESS)


def _match(text: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.fullmatch(text))), None)


def _in_ascii_digits(text: str) -> str:
    """The text with `2016` in the place of the digits of other scripts."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _reading(found: re.Match[str], text: str, language: str = "") -> Reading:
    part = found.groupdict()
    year: int = int(part["year"])
    month, day = _month(part), _number(part, "day")
    try:
        if part.get("first"):
            # With dots and a clock of 24 hours the day comes first in any language.
            dotted = part["mark"] == "." and part["clock"] and not part["rest"]
            month, day = _order(
                int(part["first"]), int(part["second"]), bool(dotted) or is_day_first(language)
            )
            if month is None:
                return Reading(None, f'date "{text}" is ambiguous')
        year, month, day = gregorian(year, month, day, language, text) or (year, month, day)
        if year < FIRST_YEAR:
            raise ValueError("before printing")
        date = PartialDate(year, month, day, _time(part) if day else None)
    except ValueError:
        return Reading(None, f'date "{text}" is impossible')
    weekday = part.get("weekday")
    if weekday and day and WEEKDAYS.get(weekday.lower()) != date.first_day.weekday():
        return Reading(None, f'date "{text}" is not on that weekday')
    return Reading(date)


def _order(first: int, second: int, day_first: bool) -> tuple[int | None, int]:
    """Month and day, if only one order is possible; month None if both are."""
    if first > 12 or (day_first and second <= 12):
        return second, first
    return (first if second > 12 or first == second else None), second


def _month(part: dict[str, str | None]) -> int | None:
    if name := part.get("month"):
        return MONTHS.get(name.lower())
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
