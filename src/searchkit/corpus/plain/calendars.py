"""Years of other calendars in the dates of languages that use them."""

from __future__ import annotations

import datetime as dt

from searchkit import quick_re as re
from searchkit.analysis.languages import language_code

#: Languages of Iran and Afghanistan, whose papers date by the Solar Hijri calendar.
_SOLAR_HIJRI = frozenset({"fa", "prs", "ps", "pes"})
#: Earlier years of it are those of books, and later ones are to come.
SOLAR_YEARS = range(1280, 1451)
_BUDDHIST = frozenset({"th", "lo", "km"})
BUDDHIST_YEARS = range(2400, 2601)
_BUDDHIST_OFFSET = 543
# The era, or the letters of a language that counts by it.
_ERA = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]|\bB\.?E\.?\b")
#: English of these puts the day first; without a country it may do either.
_COUNTRY = re.compile(r"en(?:[-_][a-z]{4})?[-_](?!us|ph|ca|lr)[a-z]{2}(?![a-z])", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE)
_DOTTED = tuple("de ru uk be pl cs sk sl fi nb nn no da et lv bg mk sr hr bs tr az hy ka".split())
_YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "mn", "eu")
_DAYS_IN_CYCLE = 12_053
_YEARS_IN_CYCLE = 33
#: The day before the first one of the year 979 of the Solar Hijri calendar.
_EPOCH = dt.date(1600, 3, 19)
_EPOCH_YEAR = 979


def is_day_first(language: str, mark: str = "/") -> bool:
    """Tell if `05/08/2009` is a day of August in texts of a language, such as `fr` or `en-GB`.

    Where dates are written with dots, one with strokes is of a program that may be American.
    """
    code = language_code(language) or language[:2].lower()
    if code == "en" or not _TAG.match(language):
        return bool(_COUNTRY.match(language))
    return code not in _YEAR_FIRST and (mark != "/" or code not in _DOTTED)


def is_year_first(language: str) -> bool:
    """Tell if `25.02.05` is a day of 2025 in texts of a language."""
    return language_code(language) in _YEAR_FIRST


def has_other_years(language: str) -> bool:
    """Tell if texts of a language also count by a calendar of other years."""
    return language[:2].lower() in {code[:2] for code in _SOLAR_HIJRI | _BUDDHIST}


def gregorian(
    year: int, month: int | None, day: int | None, language: str, evidence: str = ""
) -> tuple[int, int | None, int | None] | None:
    """The date in our calendar; None if it is plain neither from language nor from era which it is.

    >>> gregorian(1402, 2, 31, "fa"), gregorian(2566, 7, 25, "th")
    ((2023, 5, 21), (2023, 7, 25))
    """
    code = re.split(r"[-_]", language.lower())[0]
    if year in SOLAR_YEARS and code in _SOLAR_HIJRI and month and day:
        converted = _from_solar_hijri(year, month, day)
        return converted.year, converted.month, converted.day
    if year in BUDDHIST_YEARS and (code in _BUDDHIST or _ERA.search(evidence)):
        return year - _BUDDHIST_OFFSET, month, day
    return None


def _from_solar_hijri(year: int, month: int, day: int) -> dt.date:
    """The day; raises `ValueError` for one that the calendar does not have."""
    if not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        raise ValueError("no day of the calendar")
    cycles, years = divmod(year - _EPOCH_YEAR, _YEARS_IN_CYCLE)
    days = cycles * _DAYS_IN_CYCLE + years * 365 + (years + 3) // 4
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day
    return _EPOCH + dt.timedelta(days=days)
