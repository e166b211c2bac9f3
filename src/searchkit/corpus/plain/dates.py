"""The dates that people write, read without guessing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from searchkit.article import PartialDate
from searchkit.corpus.plain.calendars import gregorian, is_day_first
from searchkit.corpus.plain.months import CROATIAN_MONTHS, MONTHS, WEEKDAYS

#: Before this there was no printing; a year zero or one is a placeholder.
FIRST_YEAR = 1400
# In a table of prices "May 4618" is no date.
_NEWS_YEARS = range(1600, 2100)

# Hundreds of names are only tried where a name can begin.
_LETTER_NEXT = r"(?=[^\W\d_])"


def _any_name(names: Iterable[str]) -> str:
    """A pattern of names, by their first letters: most are passed over at once."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        rests[name[0]].append(re.escape(name[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


_MONTH_NAMES = _any_name(MONTHS)
# Arabic papers write both names of a month.
_OTHER_NAME = r"(?: ?/ ?[^\W\d_]{2,12}(?: [^\W\d_]{2,8})?)?"
_MONTH = rf"{_LETTER_NEXT}(?P<month>{_MONTH_NAMES})(?!\w)\.?{_OTHER_NAME}"
# Of ordinals of Tajik, Uzbek, Kyrgyz, Turkmen and Azerbaijani.
_ORDINAL = "-уми|-юми|-нчи|-чы|-чи|-nj[iy]|-c[iıuü]"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°|\.|-ը|{_ORDINAL})?"
# What stands between a year and its month.
_YEAR_WORD = (
    r"(?:-? ?(?:yil|йил|il|жыл(?:ғы|ы|дын|дың)?|c[iıuü] il|(?:nj[iy] )?ýylyň|წლის|წ\.|թ\.|թվականի"
    r"|يىلى)[,،]?)"
)
_YEAR = r"(?P<year>\d{4,5})"
_WEEKDAY_NAMES = _any_name(WEEKDAYS)
_WEEKDAY = rf"{_LETTER_NEXT}(?P<weekday>{_WEEKDAY_NAMES})"
_CLOCK = (
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"(?P<zone> ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?P<rest> ?[ap]\.?m\.?)?(?P<named> [A-Z]{2,4})?"
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
_AFTER = rf"(?:[,،]? \(?(?:{_WEEKDAY_NAMES})\)?)?"
_CJK_DAY = r" ?(?P<number>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일號号]"
_CJK_WEEKDAY = (
    r" ?(?:[(（]?(?P<weekday>" + _WEEKDAY_NAMES + r"|[月火水木金土日월화수목금토일])[)）]?)?"
)
_WORDED_DATES = tuple(
    rf"(?<!\w)(?=\w){_BEFORE}{form}{_AFTER}{_TIME}"
    for form in (
        rf"{_MONTH} {_DAY}[,،]? {_YEAR}",
        rf"{_DAY}(?: |-){_OF}{_MONTH}[,،]? {_OF_YEAR}{_YEAR}{_AFTER_YEAR}",
        rf"{_YEAR}(?:\.|{_YEAR_WORD}) (?:{_MONTH} {_DAY}|(?P<day_>\d{{1,2}})(?:{_ORDINAL})?"
        rf"[ -]{{1,3}}(?P<month_>{_MONTH_NAMES}))",
        rf"{_MONTH}[,،]? {_OF_YEAR}{_YEAR}{_AFTER_YEAR}",
        rf"{_DAY} tháng (?P<number>\d{{1,2}})(?:[,،]? năm|,)? {_YEAR}",
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?:(?<=\.) )?(?P<second>\d{1,2})(?P=mark)(?:(?<=\.) )?"
        r"(?P<year>\d{4})"
        rf"{_AFTER_YEAR}",
    )
)
_CJK_DATE = rf"{_YEAR} ?[年년]{_CJK_DAY}{_CJK_WEEKDAY}{_TIME}"
_SHORT_YEAR = r"(?P<first>\d\d)(?P<mark>\.)(?P<second>\d\d)\.(?P<year>\d\d)"
_FORMS_WITHIN = tuple(
    re.compile(rf"(?<![\w.-])(?:{form})(?![\w-])", re.IGNORECASE)
    for form in (*_WORDED_DATES, _CJK_DATE, rf"{_SHORT_YEAR}(?!\.)(?P<number>){_TIME}")
)
# With names of hundreds of months and weekdays each takes long to compile. A year of two digits
# needs other words around it.
_WHOLE_DATES = _FORMS_WITHIN[:-1]


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
    if found is None:
        return None
    reading = _reading(found, text)
    if (reading.date.year if reading.date else int(found["year"])) not in _NEWS_YEARS:
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
    found: dict[int, tuple[PartialDate, str]] = {}
    end = 0
    matches = [match for form in _FORMS_WITHIN for match in form.finditer(line)]
    for match in sorted(matches, key=lambda each: (each.start(), -each.end())):
        if match.start() < end or int(match["year"]) > 9999:
            continue
        date = _reading(match, match[0], language).date
        if date is not None and date.day and date.year in _NEWS_YEARS:
            end = match.end()
            found[match.start()] = PartialDate(date.year, date.month, date.day), match[0].strip()
    return list(found.values())


def has_label(line: str) -> bool:
    """Tell if a line that is a date says that it is the date of publication."""
    return bool(_LABEL.match(line.strip()))


def yearless(text: str) -> bool:
    """Tell if a text is the day and the month of a date that lacks its year."""
    text = " ".join(text.split())
    month_first, day_first, *_ = _WHOLE_DATES
    return bool(
        month_first.fullmatch(f"{text} 2000")
        or day_first.fullmatch(f"{text} 2000")
        or _WHOLE_DATES[-1].fullmatch(f"2000年{text}")
    )


def _match(text: str) -> re.Match[str] | None:
    return next((found for whole in _WHOLE_DATES if (found := whole.fullmatch(text))), None)


def _in_ascii_digits(text: str) -> str:
    """The text with `2016` in the place of the digits of other scripts, and plain apostrophes."""
    if text.isascii():
        return text
    text = text.translate(_STRAIGHT)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _reading(found: re.Match[str], text: str, language: str = "") -> Reading:
    part = found.groupdict()
    year: int = int(part["year"])
    if len(part["year"]) == 2:  # with dots, so the day comes first
        year, language = year + 2000, language or "de"
    month, day = _month(part, text, language), _number(part, "day") or _number(part, "day_")
    try:
        if part.get("first"):
            # With dots and a clock of 24 hours the day comes first in any language.
            dotted = part["mark"] == "." and part["clock"] and not part["rest"]
            day_first = bool(dotted) or is_day_first(language, str(part["mark"]))
            month, day = _order(int(part["first"]), int(part["second"]), day_first)
            if month is None:
                return Reading(None, f'date "{text}" is ambiguous')
        year, month, day = gregorian(year, month, day, language, text) or (year, month, day)
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
    return WEEKDAYS.get(name.lower().replace("i\u0307", "i"))


def _order(first: int, second: int, day_first: bool) -> tuple[int | None, int]:
    """Month and day, if only one order is possible; month None if both are."""
    if first > 12 or (day_first and second <= 12):
        return second, first
    return (first if second > 12 or first == second else None), second


def _month(part: dict[str, str | None], text: str, language: str) -> int | None:
    if name := part.get("month") or part.get("month_"):
        name = name.lower().replace("i\u0307", "i")
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
