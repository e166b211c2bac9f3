"""The dates that people write, read without guessing."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.calendars import (
    gregorian,
    has_other_years,
    is_day_first,
    is_year_first,
)
from searchkit.corpus.plain.date_names import MONTH, WEEKDAY, lowered, named_line
from searchkit.corpus.plain.emphasis import unmarked
from searchkit.corpus.plain.months import CROATIAN_MONTHS, MONTHS, SOLAR_MONTHS, WEEKDAYS
from searchkit.corpus.plain.papers import paper_before
from searchkit.quick_dataclass import dataclass

#: Before this there was no printing; a year zero or one is a placeholder.
FIRST_YEAR = 1400
# In a table of prices "May 4618" is no date.
_NEWS_YEARS = range(1600, 2100)

# Arabic papers write both names of a month.
_OTHER_NAME = rf"(?: ?/ ?(?:{MONTH}|[^\W\d_]{{2,12}})(?: [^\W\d_]{{2,8}})?)?"
_MONTH = rf"(?P<month>{MONTH})(?!\w)\.?{_OTHER_NAME}"
# Of ordinals of Tajik, Uzbek, Kyrgyz, Turkmen and Azerbaijani.
_ORDINAL = "-уми|-юми|-нчи|-чы|-чи|-nj[iy]|-c[iıuü]"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°|\.|-ը|{_ORDINAL})?"
# What stands between a year and its month.
_YEAR_WORD = (
    r"(?:-? ?(?:yil|йил|il|жыл(?:ғы|ы|дын|дың)?|c[iıuü] il|(?:nj[iy] )?ýylyň|წლის|წ\.|թ\.|թվականի"
    r"|يىلى)[,،]?)"
)
_YEAR = r"(?P<year>\d{4,5})"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})"
_CLOCK = (
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"(?P<zone> ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?P<rest> ?[ap]\.?m\.?)?(?P<named> (?:[A-Z]{2,4}|"
    rf"{MONTH}|{WEEKDAY}))?"
)
_TIME = rf"(?:(?:[,،]? (?:at |um |à |в |о |- )?|T){_CLOCK}(?: (?:Uhr|МСК))?)?"
# What stands before a date, between its month and its year, and after the year.
_BEFORE = (
    r"(?:(?:le|el|il|den|der|am|dnia|op|em|dia|on|ngày|يوم|روز) )?"
    rf"(?:{_WEEKDAY}(?:ที่|\.?[,،]?) )?(?:(?:den|el|le|il|dia|dne|ngày|วันที่) )?"
)
_OF = r"(?:of |de |del |d['’]|ta' )?"
_OF_YEAR = r"(?:de |del |соли |года |năm |عام |سال |(?:พ\.ศ\.|ค\.ศ\.) ?)?"
_AFTER_YEAR = (
    r"(?: ?(?:г\.?|года|р\.?|року|r\.?|roku|ж\.?|жыл|жылы|жылғы|-? ?yil|-? ?йил|god\.?|godine|م\.?"
    r"|წ\.?|թ\.?|-?c[iıuü] il)"
    r"(?![^\W\d_]))?"
)
_AFTER = rf"(?:[,،]? \(?{WEEKDAY}\)?)?"
_CJK_DAY = r" ?(?P<number>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일號号]"
# Directly after the day, a weekday is not a separate word.
_CJK_WEEKDAYS = "|".join(name for name in WEEKDAYS if name[0] in "星周" or name[-1] in "日일")
_CJK_WEEKDAY = (
    rf" ?(?:[(（]?(?P<weekday>{WEEKDAY}|{_CJK_WEEKDAYS}|[月火水木金土日월화수목금토일])[)）]?)?"
)
_WITH_MONTH_NAME = (
    rf"{_MONTH} {_DAY}[,،]? {_YEAR}",
    rf"{_DAY}(?: |-){_OF}{_MONTH}[,،]? {_OF_YEAR}{_YEAR}{_AFTER_YEAR}",
    rf"{_YEAR}(?:\.|{_YEAR_WORD}) (?:{_MONTH} {_DAY}|(?P<day_>\d{{1,2}})(?:{_ORDINAL})?"
    rf"[ -]{{1,3}}(?P<month_>{MONTH}))",
    rf"{_MONTH}[,،]? {_OF_YEAR}{_YEAR}{_AFTER_YEAR}",
)
_WITH_MONTH_NUMBER = (
    rf"{_DAY} tháng (?P<number>\d{{1,2}})(?:[,،]? năm|,)? {_YEAR}",
    rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?:(?<=\.) )?(?P<second>\d{1,2})(?P=mark)(?:(?<=\.) )?"
    r"(?P<year>\d{4})"
    rf"{_AFTER_YEAR}",
)
_WORDED_DATES = tuple(
    rf"(?<!\w)(?=\w){_BEFORE}{form}{_AFTER}{_TIME}"
    for form in (*_WITH_MONTH_NAME, *_WITH_MONTH_NUMBER)
)
_CJK_DATE = rf"{_YEAR} ?[年년]{_CJK_DAY}{_CJK_WEEKDAY}{_TIME}"
_SHORT_YEAR = r"(?P<first>\d\d)(?P<mark>\.)(?P<second>\d\d)\.(?P<year>\d\d)"
_FORMS_WITHIN = tuple(
    re.compile(rf"(?<![\w.-])(?:{form})(?![\w-])", re.IGNORECASE)
    for form in (*_WORDED_DATES, _CJK_DATE, rf"{_SHORT_YEAR}(?!\.)(?P<number>){_TIME}")
)
# A year of two digits needs other words around it.
_WHOLE_DATES = _FORMS_WITHIN[:-1]
# Or a language that says which of its numbers is the year.
_SHORT_DATE = re.compile(rf"{_SHORT_YEAR}(?P<number>){_TIME}", re.IGNORECASE)


def _any_of(phrases: str) -> str:
    return "|".join(
        re.escape(part.strip()) for part in phrases.replace("\n", "|").split("|") if part
    )


# With a colon.
_NAMES_OF_DATES = """
date|publication date|release date|date published|date of publication|date de publication|datum
erscheinungsdatum|stand|fecha|fecha de publicación|data|data de publicação|data di pubblicazione
data publikacji|дата|дата публикации|дата выхода|дата материала|время|время публикации|размещено
дата публікації|дата на публикуване|tarih|tarihi|yayınlanma tarihi|yayın tarihi|giriş tarihi
ημερομηνία|жарияланған күні|sana|сана|таърих|санаи нашр|تاريخ النشر|تاریخ انتشار|发布时间|发布日期
發布時間|发表时间|日期|时间|公開日|掲載日|更新日|입력|등록|ngày đăng"""
# With a colon or without.
_PUBLISHED = """
published|published on|first published|first published on|originally published|posted|posted on
originally published on|first posted|first posted on|veröffentlicht am|publié le|publicado el
publicado em|pubblicato il|gepubliceerd op|geplaatst op|opublikowano|publikováno|publicerad
publisert|udgivet|julkaistu|megjelent|publicat|објављено|опубликовано|опубліковано|нашр шуд
نشر في|نُشر في|منتشر شده در|δημοσιεύθηκε|yayınlandı|đăng ngày"""
_LABEL = re.compile(
    rf"(?:(?:{_any_of(_NAMES_OF_DATES)})\s*[:：]|(?:{_any_of(_PUBLISHED)})\b\s*[:：]?)\s*",
    re.IGNORECASE,
)
_STRAIGHT = str.maketrans("’ʼ", "''", "\u200e\u200f\u061c")
_ANY_DATE = re.compile(r"\d{4}|\d\.\d\d\.\d\d")
_ANY_YEAR = re.compile(r"\d{4}")
# In Polish no dot stands behind the day, and the month is the one after it.
_CROATIAN_DAY = re.compile(r"\d\. ?listopada", re.IGNORECASE)
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
    >>> read_date("05.08.2009", "de").date.isoformat(), read_date("1402/5/3", "fa").date.isoformat()
    ('2009-08-05', '2023-07-25')
    >>> read_date("۱۴ مهر ۱۴۰۲").date.isoformat()
    '2023-10-06'
    """
    text = _in_ascii_digits(" ".join(text.split()))
    if parts := _parts_of(text):
        return _reading(parts, text, language)
    if short := _SHORT_DATE.fullmatch(text):
        return _short_reading(short.groupdict(), text, language)
    iso = _ISO_PARTS.fullmatch(text)
    return _reading(iso.groupdict(), text, language) if iso else None


def read_date_line(line: str) -> Reading | None:
    """The date that a line is, with or without a label or a paper; None for any other line.

    A bare year needs a label. A clock time counts only with its zone: few such lines name it.

    >>> read_date_line("Published on 31 March 2020, 10:15 pm").date.isoformat()
    '2020-03-31'
    >>> read_date_line("Published: 5 August 2009, 10:30 GMT").date.isoformat()
    '2009-08-05T10:30:00+00:00'
    >>> read_date_line("The Orchard Post, 4 March 2019").date.isoformat()
    '2019-03-04'
    """
    line = _in_ascii_digits(" ".join(line.split()))
    if len(line) > _MAX_LINE_LENGTH or not _ANY_YEAR.search(line):
        return None
    line = unmarked(line)
    line = line[paper_before(line)[1] :]
    label = _LABEL.match(line)
    text = line[label.end() :] if label else line
    # Old papers put a full stop behind the date.
    parts = _parts_of(text) or _parts_of(text.removesuffix("."))
    if parts is None and label and (iso := _ISO_PARTS.fullmatch(text)):
        parts = iso.groupdict()
    if parts is None:
        return None
    reading = _reading(parts, text)
    if (reading.date.year if reading.date else int(parts["year"] or 0)) not in _NEWS_YEARS:
        return None
    if reading.date is None or reading.date.time is None or reading.date.time.tzinfo:
        return reading
    return Reading(PartialDate(reading.date.year, reading.date.month, reading.date.day))


def dates_in(line: str, language: str = "") -> list[tuple[PartialDate, str]]:
    """The days that stand in a line among other words, and their characters.

    >>> [date.isoformat() for date, _ in dates_in("Anna Berg, 3 May 2019 at 10:15 | Updated")]
    ['2019-05-03']
    """
    line = _in_ascii_digits(" ".join(line.split()))
    if not _ANY_DATE.search(line):
        return []
    named = named_line(line)
    matches = [
        match
        for form in _possible(_FORMS_WITHIN, named.text)
        for match in form.finditer(named.text)
    ]
    dates: list[tuple[PartialDate, str]] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < end or int(match["year"]) > 9999:
            continue
        written = named.written(*match.span())
        date = _reading(named.groups(match), written, language).date
        if date is not None and date.day and date.year in _NEWS_YEARS:
            end = match.end()
            dates.append((PartialDate(date.year, date.month, date.day), written.strip()))
    return dates


def has_label(line: str) -> bool:
    """Tell if a line that is a date says that it is the date of publication."""
    return bool(_LABEL.match(unmarked(line.strip())))


def yearless(text: str) -> bool:
    """Tell if a text is the day and the month of a date that lacks its year."""
    text = named_line(" ".join(text.split())).text
    month_first, day_first, *_ = _WHOLE_DATES
    return bool(
        month_first.fullmatch(f"{text} 2000")
        or day_first.fullmatch(f"{text} 2000")
        or _WHOLE_DATES[-1].fullmatch(f"2000年{text}")
    )


def _parts_of(text: str) -> dict[str, str | None] | None:
    """The named groups of the form of date that a whole text has."""
    named = named_line(text)
    matches = (form.fullmatch(named.text) for form in _possible(_WHOLE_DATES, named.text))
    return next((named.groups(match) for match in matches if match), None)


def _possible(forms: Sequence[re.Pattern[str]], text: str) -> Sequence[re.Pattern[str]]:
    """The forms that a text can have; the first of them need the name of a month."""
    return forms if MONTH in text else forms[len(_WITH_MONTH_NAME) :]


def _in_ascii_digits(text: str) -> str:
    """The text with `2016` in the place of the digits of other scripts, and plain apostrophes."""
    if text.isascii():
        return text
    text = text.translate(_STRAIGHT)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _short_reading(part: dict[str, str | None], text: str, language: str) -> Reading:
    """The reading of a date with dots and a year of two digits."""
    if is_year_first(language):
        year_last = {"year": part["first"], "number": part["second"], "day": part["year"]}
        return _reading(part | {"first": None} | year_last, text, language)
    if is_day_first(language, ".") and not has_other_years(language):
        return _reading(part, text, language)
    return Reading(None, f'date "{text}" is ambiguous')


def _reading(part: dict[str, str | None], text: str, language: str = "") -> Reading:
    written_year = str(part["year"])
    year = int(written_year)
    if len(written_year) == 2:  # with dots, so the day comes first
        year, language = year + 2000, language or "de"
        year -= 100 if year > dt.date.today().year + 1 else 0
    month, day = _month(part, text, language), _number(part, "day") or _number(part, "day_")
    try:
        if first := part.get("first"):
            # With dots and a clock of 24 hours the day comes first in any language.
            dotted = part["mark"] == "." and part["clock"] and not part["rest"]
            day_first = bool(dotted) or is_day_first(language, str(part["mark"]))
            month, day = _order(int(first), int(str(part["second"])), day_first)
            if month is None:
                return Reading(None, f'date "{text}" is ambiguous')
        is_solar = (part.get("month") or part.get("month_")) in SOLAR_MONTHS
        converted = gregorian(year, month, day, "fa" if is_solar else language, text)
        if is_solar and converted is None:
            return Reading(None, f'date "{text}" is no day of the Solar Hijri calendar')
        year, month, day = converted or (year, month, day)
        if year < FIRST_YEAR:
            raise ValueError("before printing")
        date = PartialDate(year, month, day, _time(part) if day else None)
    except ValueError:
        return Reading(None, f'date "{text}" is impossible')
    weekday = part.get("weekday")
    if weekday and day and _weekday(weekday) != date.first_day.weekday():
        return Reading(None, f'date "{text}" is not on that weekday')
    return Reading(date)


def _weekday(name: str) -> int | None:
    if len(name) == 1:
        return ("月火水木金土日".find(name) + 1 or "월화수목금토일".find(name) + 1) - 1
    return WEEKDAYS.get(lowered(name))


def _order(first: int, second: int, day_first: bool) -> tuple[int | None, int]:
    """Month and day, if only one order is possible; month None if both are."""
    if first > 12 or (day_first and second <= 12):
        return second, first
    return (first if second > 12 or first == second else None), second


def _month(part: dict[str, str | None], text: str, language: str) -> int | None:
    if name := part.get("month") or part.get("month_"):
        name = lowered(name)
        if language[:2] == "hr" or (not language and _CROATIAN_DAY.search(text)):
            return CROATIAN_MONTHS.get(name) or MONTHS.get(name)
        return MONTHS.get(name)
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
