"""Dates as other tools ask for them: `date(geq(01/02/2016) and leq(31/03/2016))`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.article import PartialDate

_DAY = r"(\d{4}(?:-\d\d){1,2}|\d{8}|\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
_NAME = r"(?:load-)?(?:date|pd|dt)"
_AFTER, _BEFORE = r"geq|aft|after|from|since|>=?", r"leq|bef|before|to|until|<=?"
_SEGMENT = re.compile(
    rf"\b{_NAME}\(\s?({_AFTER}|{_BEFORE}|is|=)?\s?\(?\s?{_DAY}\s?\)?"
    rf"(?:\s(?:and|to)\s({_BEFORE})?\s?\(?\s?{_DAY}\s?\)?)?\s?\)",
    re.IGNORECASE | re.ASCII,
)
_SPACED = re.compile(
    rf"\b{_NAME} ({_AFTER}|{_BEFORE}|is|=) {_DAY}(?: (?:and|to) {_DAY})?(?![\w/-])",
    re.IGNORECASE | re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_OPEN = re.compile(_AFTER, re.IGNORECASE)
_STRICT = {"aft": "after", "after": "after", ">": "after", "bef": "before", "before": "before"}
_MONTHS = 12


class DatedForm(NamedTuple):
    """The code points `[start, end)` of a query, and the date that they ask for."""

    start: int
    end: int
    meant: str


def dated_forms(query: str) -> Iterator[DatedForm]:
    """The forms that ask for a date; none whose order of day and month is not plain.

    >>> [form.meant for form in dated_forms("oil date(geq(01/02/2016) and leq(31/03/2016))")]
    ['date:2016-02-01..2016-03-31']
    >>> [form.meant for form in dated_forms("oil date aft 02/25/2016")]
    ['after:2016-02-25']
    >>> list(dated_forms("oil date aft 05/06/2016"))
    []
    """
    for match in _SEGMENT.finditer(query):
        how, first, _, last = match.groups()
        if meant := _meant(how, first, last):
            yield DatedForm(*match.span(), meant)
    for match in _SPACED.finditer(query):
        how, first, last = match.groups()
        if meant := _meant(how, first, last):
            yield DatedForm(*match.span(), meant)


def _meant(how: str | None, first: str, last: str | None) -> str | None:
    days = _days([first, last] if last else [first])
    if days is None:
        return None
    if last:
        return f"date:{days[0]}..{days[1]}"
    if how is None or how.lower() in ("is", "="):
        return f"date:{days[0]}"
    name = _STRICT.get(how.lower()) or ("since" if _OPEN.fullmatch(how) else "until")
    return f"{'before' if how == '<' else name}:{days[0]}"


def _days(texts: Sequence[str]) -> list[str] | None:
    """The dates as they are written here; None if one cannot be, or could be two."""
    slashed = [match for text in texts if (match := _SLASHED.fullmatch(text))]
    firsts = [int(match[1]) for match in slashed]
    seconds = [int(match[2]) for match in slashed]
    day_first = any(number > _MONTHS for number in firsts)
    month_first = any(number > _MONTHS for number in seconds)
    if firsts != seconds and day_first == month_first:
        return None
    days = [_iso(text, day_first=day_first) for text in texts]
    return days if all(map(_is_date, days)) else None


def _iso(text: str, *, day_first: bool) -> str:
    if match := _SLASHED.fullmatch(text):
        first, second, year = match.groups()
        day, month = (first, second) if day_first else (second, first)
        return f"{year}-{int(month):02}-{int(day):02}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 else text


def _is_date(day: str) -> bool:
    try:
        PartialDate.parse(day)
    except ValueError:
        return False
    return True
