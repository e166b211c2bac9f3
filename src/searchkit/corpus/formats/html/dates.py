"""The dates in the metadata of web pages, which programs wrote."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator

from searchkit.article import PartialDate
from searchkit.corpus.formats.html.page import Page, text_of
from searchkit.corpus.formats.moments import moment_of
from searchkit.corpus.plain.dates import read_date, read_date_line
from searchkit.corpus.reader import Stated

_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_SHORT_ZONE = re.compile(r"(?<=:\d\d)\s?([+-]\d\d)$")
_NAMED_ZONE = re.compile(r"(?<=\d)\s?\[[\w/+-]+\]$|\s\([^()]*\)$")
_SCRIPTED = re.compile(
    r"(?:\w{3} )?(\w{3}) (\d\d?) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})?"
)
_CLOCK_FIRST = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_IN_ADDRESS = re.compile(r"/(\d{4})[-/](\d\d?)[-/](\d\d?)(?=[-/]|$)")
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?|pub-?date|date|posted|dateline)(?:$|[\s_-])", re.I
)
_MAX_LINE_LENGTH = 80


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
        return moment_of(text) or text
    reading = read_date(_usual(text))
    if reading is None and (found := _CLOCK_FIRST.fullmatch(text)):
        reading = read_date(found[1])
    if reading is None:
        return None
    if reading.date is None:
        return text
    return (
        _day(reading.date)
        if reading.date.time and _is_midnight(reading.date.time)
        else reading.date
    )


def plain_date(page: Page) -> Iterator[Stated]:
    """The day in the address of the article or in markup for dates, if htmldate finds the same.

    Nothing if the page shows several days, or any that can be read in two ways.
    """
    plain = dict(_plain_days(page))
    if len(plain) != 1 or "" in plain:
        return
    import htmldate

    ((day, evidence),) = plain.items()
    tree = copy.deepcopy(page.tree)
    url = next((tag.value for tag in page.addresses()), None)
    if htmldate.find_date(tree, extensive_search=False, original_date=True, url=url) == day:
        yield Stated("date", PartialDate.parse(day), "htmldate", evidence)


def _plain_days(page: Page) -> Iterator[tuple[str, str]]:
    """Days that are plainly dates of the article, and the characters; no day if they have two."""
    for tag in page.addresses():
        for found in _IN_ADDRESS.finditer(tag.value):
            date = read_stamp("-".join(found.groups()))
            if isinstance(date, PartialDate):
                yield date.isoformat(), found[0].strip("/")
    for element in page.tree.iter("p", "div", "span", "td", "time"):
        if not _MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        line = text_of(element)
        if len(line) <= _MAX_LINE_LENGTH and (reading := read_date_line(line)):
            date = reading.date
            yield ("" if date is None or date.day is None else date.isoformat()), line


def _usual(text: str) -> str:
    """A text in one of the forms that `read_date` knows, if it has another that is common."""
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
        clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return f"{year}-{month}-{day}{clock}"
    if found := _SCRIPTED.fullmatch(_NAMED_ZONE.sub("", text)):
        month, day, year, clock, zone = found.groups()
        return f"{month} {day}, {year} {clock}{zone or 'Z'}"
    return _SHORT_ZONE.sub(r"\1:00", _NAMED_ZONE.sub("", text))


def _is_midnight(time: dt.time) -> bool:
    return (time.hour, time.minute, time.second, time.microsecond) == (0, 0, 0, 0)


def _day(date: PartialDate) -> PartialDate:
    return PartialDate(date.year, date.month, date.day)
