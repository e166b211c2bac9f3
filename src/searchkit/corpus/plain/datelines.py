"""Datelines and credits: `DUSHANBE, Aug. 5 (Reuters) —`, `/TASS/`, `(Reporting by …)`."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.dates import read_date_line, yearless
from searchkit.corpus.plain.months import MONTHS
from searchkit.quick_dataclass import dataclass

#: What agencies are called → the name that an article carries.
_AGENCIES = {
    "ap": "Associated Press",
    "the associated press": "Associated Press",
    "associated press": "Associated Press",
    "reuters": "Reuters",
    "reuter": "Reuters",
    "thomson reuters": "Reuters",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "upi": "United Press International",
    "united press international": "United Press International",
    "tass": "TASS",
    "itar-tass": "ITAR-TASS",
    "ria novosti": "RIA Novosti",
    "interfax": "Interfax",
    "sputnik": "Sputnik",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "yonhap": "Yonhap",
    "dpa": "dpa",
    "ansa": "ANSA",
    "efe": "EFE",
    "apa": "APA",
    "anadolu agency": "Anadolu Agency",
    "aa": "Anadolu Agency",
    "pti": "Press Trust of India",
    "ani": "ANI",
    "ians": "IANS",
    "bloomberg": "Bloomberg",
    "pajhwok": "Pajhwok Afghan News",
    "ips": "Inter Press Service",
    "ukrinform": "Ukrinform",
    "belta": "BelTA",
    "irna": "IRNA",
    "wafa": "WAFA",
    "antara": "Antara",
    "kazinform": "Kazinform",
    "khovar": "Khovar",
    "europa press": "Europa Press",
    "lusa": "Lusa",
    "adnkronos": "Adnkronos",
    "belga": "Belga",
    "keystone-sda": "Keystone-SDA",
    "pap": "PAP",
    "čtk": "ČTK",
    "mti": "MTI",
    "agerpres": "Agerpres",
    "anadolu ajansı": "Anadolu Agency",
    "dha": "DHA",
    "тасс": "TASS",
    "итар-тасс": "ITAR-TASS",
    "риа новости": "RIA Novosti",
    "интерфакс": "Interfax",
    "рейтер": "Reuters",
    "франс пресс": "Agence France-Presse",
    "укринформ": "Ukrinform",
    "укрінформ": "Ukrinform",
    "уніан": "UNIAN",
    "унн": "UNN",
    "белта": "BelTA",
    "казинформ": "Kazinform",
    "ховар": "Khovar",
    "رويترز": "Reuters",
    "أ ف ب": "Agence France-Presse",
    "ا ف ب": "Agence France-Presse",
    "فرانس برس": "Agence France-Presse",
    "الأناضول": "Anadolu Agency",
    "د ب أ": "dpa",
    "سبوتنيك": "Sputnik",
    "شينخوا": "Xinhua",
    "ایرنا": "IRNA",
    "إرنا": "IRNA",
    "تسنیم": "Tasnim",
    "ایسنا": "ISNA",
    "新华社": "Xinhua",
    "新华网": "Xinhua",
    "新華社": "Xinhua",
    "中新社": "China News Service",
    "中新网": "China News Service",
    "共同": "Kyodo News",
    "時事": "Jiji Press",
    "연합뉴스": "Yonhap",
    "뉴시스": "Newsis",
}
# Too like a word or another abbreviation to count alone outside a dateline.
_SHORT = frozenset({"aa", "apa", "ani", "ips", "pap", "mti", "dha", "共同", "時事"})

_HEAD = 400
_FOOT = 1_500
_MAX_PLACE_LENGTH = 90
_MAX_BYLINE_LENGTH = 120
_PLACE = r"(?P<place>[^\W\d_a-z][^\n()/—–]{1,120}+)"
_DASH = r"(?:\.?\s?[-–—]{1,2}|:)"
_CREDITED = re.compile(
    rf"(?:{_PLACE}\s*)?(?:\((?P<round>[^()\n]{{2,40}})\)\s*{_DASH}"
    r"|/(?P<slashed>[^/()\n]{2,40})/\s*[-–—.])"
)
# МОСКВА, 31 мар — РИА Новости.
_DASHED = re.compile(rf"{_PLACE}\s*[-–—]{{1,2}}\s(?P<credit>[^\W\d_][^.\n()/—–]{{1,30}})\.")
_CORRESPONDENT = re.compile(
    r"(?:корр|кор|corr)\.?\s+(?P<agency>(?:ИТАР-)?ТАСС|ITAR-TASS|TASS)\b", re.I
)
# 新华社喀布尔3月31日电, and (서울=연합뉴스).
_CABLE = re.compile(
    r"[【（(]?(?P<credit>新[华華]社|中新社|中新网)[】）)]?(?P<place>[^\d\s【】（）()]{0,16}?)"
    r"(?P<day>\d{1,2}月\d{1,2}日)[^\s【】（）()]{0,4}?[电電]"
    r"|\((?P<city>[^\s=()]{1,20})=(?P<korean>[^\s=()]{2,12})\)"
)
_BARE = re.compile(r"(?P<place>[^\W\d_a-z]{2}[^\n()/—–]{1,120}?)\s*(?:[–—]|-{1,2}\s|\n\s*-)")
_CITY = re.compile(r"[^\W\d_a-z]{2}[^\W\d_a-z.'’\-]*(?:[ -][^\W\d_a-z][^\W\d_a-z.'’\-]*){0,3}")
_SIGNED = re.compile(
    r"(?:^|[.!?…][\"'”’)]{0,2}\s+)(?P<all>[-–—]{1,2}\s?(?P<name>\w[\w -]{1,40}?))\.?\s*$",
    re.MULTILINE,
)
_REPORTED = re.compile(
    r"^[^\S\n]*+\((?:additional )?(?:reporting|writing) by\b[^()]{2,600}\)[^\S\n]*+$", re.I | re.M
)
_REUTERS = re.compile(r"\bReuters\b")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The parts before the first sentence of a story, each with its exact characters.

    `day` is the day and the month of a date without its year, which is not guessed.
    """

    evidence: str
    agency: str = ""
    credit: str = ""
    date: PartialDate | None = None
    day: str = ""


def agency_of(credit: str) -> str:
    """The agency that a credit names; empty for any other text.

    >>> agency_of("AP"), agency_of("AP Anna Berg")
    ('Associated Press', '')
    """
    if match := _CORRESPONDENT.match(credit.strip()):
        credit = match["agency"]
    return _AGENCIES.get(" ".join(credit.lower().replace(".", "").split()), "")


def credited_agency(byline: str) -> str:
    """The agency, as it is written, in `By The Associated Press` or `By Anna Berg, Reuters`."""
    line = byline.strip()
    if len(line) > _MAX_BYLINE_LENGTH or line[:3].lower() != "by ":
        return ""
    *_, office = line[3:].split(", ")
    return office.strip() if agency_of(office) else ""


def read_dateline(prose: str) -> Dateline | None:
    """The dateline with which the prose of a story begins.

    >>> read_dateline("DUSHANBE, Aug. 5 (Reuters) — It rained.")
    Dateline(evidence='DUSHANBE, Aug. 5 (Reuters) —', agency='Reuters', credit='Reuters', \
date=None, day='Aug. 5')
    """
    head = prose[:_HEAD]
    if match := _CABLE.match(head):
        credit = match["credit"] or match["korean"]
        agency = agency_of(credit)
        return Dateline(match[0], agency, credit, day=match["day"] or "") if agency else None
    if match := _DASHED.match(head):
        credit, place = match["credit"].strip(), match["place"].strip()
        if (agency := agency_of(credit)) and _is_place(place):
            date, day = _date_in(place)
            return Dateline(match[0], agency, credit, date, day)
    if match := _CREDITED.match(head):
        credit = (match["round"] or match["slashed"]).strip()
        place = (match["place"] or "").strip()
        agency = agency_of(credit)
        if agency and len(place) <= _MAX_PLACE_LENGTH and (not place or _is_place(place)):
            date, day = _date_in(place)
            return Dateline(match[0].strip(), agency, credit, date, day)
        return None
    if (match := _BARE.match(head)) and _CITY.match(match["place"].partition(",")[0]):
        date, day = _date_in(match["place"].strip())
        if (date or day) and _CITY.fullmatch(match["place"].partition(",")[0]):
            return Dateline(match[0].strip(), date=date, day=day)
    return None


def read_credit(text: str) -> tuple[str, str] | None:
    """The agency that signs a text at its end, and the characters that say so."""
    foot = text[-min(_FOOT, len(text) // 2 + 1) :]
    for match in _SIGNED.finditer(foot):
        name = match["name"].strip()
        if (agency := agency_of(name)) and name.lower() not in _SHORT:
            return agency, match["all"]
    if "ing by" in foot and (reported := _REPORTED.search(foot)) and _REUTERS.search(text):
        return "Reuters", reported[0].strip()
    return None


def _is_of_place(word: str) -> bool:
    return word in ("of", "de", "la", "del", "and", "the") or word.rstrip(".") in MONTHS


def _is_place(text: str) -> bool:
    """Tell if what precedes a credit is a place, with a region or a date after commas."""
    words = text.replace(",", " ").split()
    return len(words) <= 10 and all(not word[0].islower() or _is_of_place(word) for word in words)


def _date_in(place: str) -> tuple[PartialDate | None, str]:
    """The date after the place, or its day and month if the year is not there."""
    parts = [part.strip().removesuffix(".") for part in re.split("[,،]", place)]
    for count in (2, 1):
        text = ", ".join(parts[-count:]) if len(parts) > count else ""
        if (reading := read_date_line(text)) and reading.date and reading.date.day:
            return reading.date, ""
        if yearless(text):
            return None, text
    return None, ""
