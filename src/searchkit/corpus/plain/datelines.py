"""Datelines and credits: `DUSHANBE, Aug. 5 (Reuters) —`, `/TASS/`, `(Reporting by …)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchkit.article import PartialDate
from searchkit.corpus.plain.dates import read_date_line, yearless

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
}
# Too like a word or another abbreviation to count alone outside a dateline.
_SHORT = frozenset({"aa", "apa", "ani", "ips"})

_HEAD = 400
_FOOT = 1_500
_MAX_PLACE_LENGTH = 90
_MAX_BYLINE_LENGTH = 120
_PLACE = r"(?P<place>[^\W\d_a-z][^\n()/—–]{1,120}+)"
_DASH = r"(?:[-–—]{1,2}|:)"
_CREDITED = re.compile(
    rf"(?:{_PLACE}\s*)?(?:\((?P<round>[^()\n]{{2,40}})\)\s*{_DASH}"
    r"|/(?P<slashed>[^/()\n]{2,40})/\s*[-–—.])"
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
    return _AGENCIES.get(" ".join(credit.lower().split()), "")


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
    if found := _CREDITED.match(head):
        credit = (found["round"] or found["slashed"]).strip()
        place = (found["place"] or "").strip()
        agency = agency_of(credit)
        if agency and len(place) <= _MAX_PLACE_LENGTH and (not place or _is_place(place)):
            date, day = _date_in(place)
            return Dateline(found[0].strip(), agency, credit, date, day)
        return None
    if (found := _BARE.match(head)) and _CITY.match(found["place"].partition(",")[0]):
        date, day = _date_in(found["place"].strip())
        if (date or day) and _CITY.fullmatch(found["place"].partition(",")[0]):
            return Dateline(found[0].strip(), date=date, day=day)
    return None


def read_credit(text: str) -> tuple[str, str] | None:
    """The agency that signs a text at its end, and the characters that say so."""
    foot = text[-min(_FOOT, len(text) // 2 + 1) :]
    for found in _SIGNED.finditer(foot):
        name = found["name"].strip()
        if (agency := agency_of(name)) and name.lower() not in _SHORT:
            return agency, found["all"]
    if "ing by" in foot and (reported := _REPORTED.search(foot)) and _REUTERS.search(text):
        return "Reuters", reported[0].strip()
    return None


def _is_place(text: str) -> bool:
    """Tell if what precedes a credit is a place, with a region or a date after commas."""
    words = text.replace(",", " ").split()
    return len(words) <= 10 and all(
        word[0].isupper() or word[0].isdigit() or word in ("of", "de", "la", "del", "and", "the")
        for word in words
    )


def _date_in(place: str) -> tuple[PartialDate | None, str]:
    """The date after the place, or its day and month if the year is not there."""
    parts = [part.strip() for part in place.split(",")]
    for count in (2, 1):
        text = ", ".join(parts[-count:]) if len(parts) > count else ""
        if (reading := read_date_line(text)) and reading.date and reading.date.day:
            return reading.date, ""
        if yearless(text):
            return None, text
    return None, ""
