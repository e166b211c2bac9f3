"""Dates and provenance in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from searchkit import ELLIPSIS, Article, PartialDate, Provenance
from searchkit import quick_re as re

if TYPE_CHECKING:
    from babel import Locale

_DAY = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


#: In characters; a title of more is a text that some file calls a title.
MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value in words, and what is to be known about it.

    `badge` is empty for a value that the document declares; `why` explains the badge. `iso` is the
    value for machines, empty if there is none.
    """

    text: str
    badge: str = ""
    why: str = ""
    iso: str = ""


def shortened(text: str, most: int = MAX_TITLE) -> str:
    """A text of at most so many characters, cut at a blank if there is one near the end.

    >>> shortened("The ferry sails again", 12)
    'The ferry …'
    """
    if len(text) <= most:
        return text
    end = most - 1
    blank = text.rfind(" ", most // 2, end)
    while blank < 0 and end > most // 2 and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return text[: blank + 1 if blank >= 0 else end] + ELLIPSIS


def date_label(article: Article) -> Labelled:
    """The date of an article, no more exact than it is known, and whether it was inferred."""
    came = article.came_from("date")
    if article.date is None:
        return Labelled("", "undated", "no known date" + _evidence(came))
    text, iso = date_text(article.date), article.date.isoformat()
    if came.status == "declared":
        return Labelled(text, iso=iso)
    return Labelled(text, "inferred", origin(came), iso)


def value_label(text: str, came: Provenance) -> Labelled:
    """A value other than the date; only what is inferred has a badge."""
    if came.status != "inferred":
        return Labelled(text)
    return Labelled(text, "inferred", origin(came))


def read_dates(text: str) -> str:
    """A text with its months and days as people read them.

    >>> read_dates("1987-02 to 1987-10-03, 1990")
    'February 1987 to 3 October 1987, 1990'
    """
    return _DAY.sub(lambda found: _read_date(*found.groups()), text)


def _read_date(year: str, month: str, day: str | None) -> str:
    return date_text(PartialDate(int(year), int(month), int(day) if day else None))


def date_text(date: PartialDate) -> str:
    """The date in words, to its own precision.

    >>> date_text(PartialDate(2016, 2, 20)), date_text(PartialDate(2016, 2))
    ('20 February 2016', 'February 2016')
    """
    text = str(date.year)
    if date.month is not None:
        text = f"{_english().months['format']['wide'][date.month]} {text}"
    if date.day is not None:
        text = f"{date.day} {text}"
    if date.time is not None:
        zone = date.time.tzname()
        text += f", {date.time:%H:%M}" + (f" {zone}" if zone else "")
    return text


def language_of(article: Article) -> str:
    """The language of an article as HTML can have it; empty if it is none."""
    tag = article.language or ""
    return tag if _TAG.fullmatch(tag) else ""


def language_text(code: str) -> str:
    """The English name of a language; the code itself if it has none.

    >>> language_text("tg"), language_text("x-unknown")
    ('Tajik', 'x-unknown')
    """
    return str(_english().languages.get(code, code))


@cache
def _english() -> Locale:
    """The names of the Unicode project, which are read from a file when they are first needed."""
    from babel import Locale

    return Locale("en")


def origin(came: Provenance) -> str:
    """The origin of a value, in one line.

    >>> origin(Provenance("inferred", "date line", "2/20/2016"))
    'inferred from the date line: “2/20/2016”'
    >>> origin(Provenance("declared", "a.md.meta.toml", "2016"))
    'declared in a.md.meta.toml: “2016”'
    """
    if came.status == "unknown":
        return "unknown" + _evidence(came)
    verb = "declared in" if came.status == "declared" else "inferred from"
    return f"{verb} {origin_place(came.method)}{_evidence(came)}"


def origin_place(method: str) -> str:
    """Where a value was read; a file of corrections is called by its name."""
    if method.endswith(".toml"):
        return method
    return f"the {method}" if method else "the text"


def _evidence(came: Provenance) -> str:
    return f": “{came.evidence}”" if came.evidence else ""
