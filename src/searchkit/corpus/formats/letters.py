"""The text of a letter apart from what mail programs put around it: quotes, headers, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchkit.article import Removed

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:(?:forwarded|original) message|weitergeleitete nachricht)[ \t]*-{2,}"
    r"|begin forwarded message:)[ \t]*\n+"
    r"(?:[ \t>*]*(?:from|sent|date|to|cc|subject|reply-to|importance):.*\n(?:[ \t]+\S.*\n)*)*",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(
    r"(?:^(?:On|Am|Le|El)\b[^\n]{0,200}(?:\n[^\n]{0,100})?"
    r"(?:wrote|schrieb|écrit|escribió)[^\n]{0,80}:[ \t]*\n+)?"
    r"(?:^[ \t]*>.*(?:\n|$)(?:^[ \t]*\n(?=[ \t]*>))*)+",
    re.MULTILINE,
)
_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """The text that its writer wrote, or sent on, and what was left out."""

    text: str
    removed: tuple[Removed, ...]


def read_letter(text: str, *, is_reply: bool = False) -> Letter:
    """The text without signature, quotes and forwarded headers.

    A letter that is nothing but a quote is that quote.
    """
    removed: list[Removed] = []
    if is_reply and (original := _FORWARDED.search(text)) and text[: original.start()].strip():
        removed.append(Removed(text[original.start() :].strip(), "quoted reply"))
        text = text[: original.start()]
    for header in _FORWARDED.finditer(text):
        removed.append(Removed(header[0].strip(), "forwarded header"))
    text = _FORWARDED.sub("", text)
    if text.strip() and not _QUOTED.sub("", text).strip():
        text = _MARKS.sub("", text)
    for quote in _QUOTED.finditer(text):
        removed.append(Removed(quote[0].strip(), "quoted reply"))
    text = _QUOTED.sub("", text)
    *_, last = [None, *_SIGNATURE.finditer(text)]
    if last and text[: last.start()].strip():
        removed.append(Removed(text[last.start() :].strip(), "signature"))
        text = text[: last.start()]
    return Letter(text.strip(), tuple(removed))
