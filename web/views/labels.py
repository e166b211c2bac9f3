"""Dates and provenance in words."""

from __future__ import annotations

from dataclasses import dataclass

from searchkit.article import Article, PartialDate, Provenance

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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


def date_label(article: Article) -> Labelled:
    """The date of an article, no more exact than it is known, and whether it was inferred."""
    came = article.came_from("date")
    if article.date is None:
        return Labelled("", "undated", "no date is known for this article" + _evidence(came))
    text, iso = date_text(article.date), article.date.isoformat()
    if came.status == "declared":
        return Labelled(text, iso=iso)
    return Labelled(text, "inferred", origin(came), iso)


def value_label(text: str, came: Provenance) -> Labelled:
    """A value other than the date; only what is inferred has a badge."""
    if came.status != "inferred":
        return Labelled(text)
    return Labelled(text, "inferred", origin(came))


def date_text(date: PartialDate) -> str:
    """The date in words, to its own precision.

    >>> date_text(PartialDate(2016, 2, 20)), date_text(PartialDate(2016, 2))
    ('20 February 2016', 'February 2016')
    """
    text = str(date.year)
    if date.month is not None:
        text = f"{_MONTHS[date.month - 1]} {text}"
    if date.day is not None:
        text = f"{date.day} {text}"
    if date.time is not None:
        zone = date.time.tzname()
        text += f", {date.time:%H:%M}" + (f" {zone}" if zone else "")
    return text


_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "tg": "Tajik",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def language_text(code: str) -> str:
    """The name of a language that many articles are in; of another one its code."""
    return _LANGUAGES.get(code, code)


def origin(came: Provenance) -> str:
    """How a value came to be known, in one line.

    >>> origin(Provenance("inferred", "date line", "2/20/2016"))
    'inferred from the date line: “2/20/2016”'
    """
    if came.status == "unknown":
        return "not known" + _evidence(came)
    verb = "declared in" if came.status == "declared" else "inferred from"
    place = f"the {came.method}" if came.method else "the text"
    return f"{verb} {place}{_evidence(came)}"


def _evidence(came: Provenance) -> str:
    return f": “{came.evidence}”" if came.evidence else ""
