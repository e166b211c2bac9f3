"""The text of a letter apart from what mail programs put around it: quotes, headers, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from searchkit import quick_re as re
from searchkit.article import Removed
from searchkit.corpus.formats.forwarded import Forwarded, find_forwarded, is_original
from searchkit.corpus.formats.mail_labels import Header
from searchkit.quick_dataclass import dataclass

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTED = re.compile(
    r"(?:^(?:On|Am|Le|El)\b[^\n]{0,200}(?:\n[^\n]{0,100})?"
    r"(?:wrote|schrieb|écrit|escribió)[^\n]{0,80}:[ \t]*\n+)?"
    r"(?:^[ \t]*>.*(?:\n|$)(?:^[ \t]*\n(?=[ \t]*>))*)+",
    re.MULTILINE,
)
_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_REPLY = r"(?:re|aw|sv|antw|odp|ynt|vá|vs|r)"
_FORWARD = r"(?:fwd?|wg|tr|rv|vb|vl|vs|doorst|enc|pd|i|i̇lt|ilt|továbbítás|videresend|转发|轉寄)"
_PREFIX = re.compile(rf"\s*(?:{_REPLY}|{_FORWARD})(?:\[\d+\])?\s?[:：]\s*", re.IGNORECASE)
_IS_REPLY = re.compile(rf"\s*{_REPLY}(?:\[\d+\])?\s?[:：]", re.IGNORECASE)
_IS_FORWARD = re.compile(
    rf"\s*(?:{_REPLY}(?:\[\d+\])?\s?[:：]\s*)*{_FORWARD}(?:\[\d+\])?\s?[:：]|.*\(fwd\)\s*",
    re.IGNORECASE,
)
_MAX_PREFIXES = 8
#: How often a message may have been sent on.
_MAX_FORWARDS = 6
#: Words that somebody writes above what he sends on; with more it is a letter of his own.
_MAX_NOTE, _MAX_INNER_NOTE = 150, 40


@dataclass(frozen=True, slots=True)
class Letter:
    """The text that its writer wrote, or sent on, and what was left out.

    `forwarded` has the headers of the message that was sent on, as they stand in the text.
    """

    text: str
    removed: tuple[Removed, ...]
    forwarded: Mapping[Header, str] = field(default_factory=dict)


def without_prefixes(subject: str) -> str:
    """The subject without what mail programs put before it.

    >>> without_prefixes("Fwd: AW: Ferries")
    'Ferries'
    """
    for _ in range(_MAX_PREFIXES):
        match = _PREFIX.match(subject)
        if not match:
            break
        subject = subject[match.end() :]
    return subject.strip()


def read_letter(text: str, subject: str = "") -> Letter:
    """The text without signature, quotes and forwarded headers.

    What is sent on is the text, and what stands above it a note. A letter that is nothing but a
    quote is that quote.
    """
    letter = _innermost(text.replace("\r\n", "\n"), subject)
    text, removed = letter.text, list(letter.removed)
    if text.strip() and not _QUOTED.sub("", text).strip():
        text = _MARKS.sub("", text)
    for quote in _QUOTED.finditer(text):
        removed.append(Removed(quote[0].strip(), "quoted reply"))
    text = _QUOTED.sub("", text)
    *_, last = [None, *_SIGNATURE.finditer(text)]
    if last and text[: last.start()].strip():
        removed.append(Removed(text[last.start() :].strip(), "signature"))
        text = text[: last.start()]
    return Letter(text.strip(), tuple(removed), letter.forwarded)


def is_forwarded(text: str, subject: str) -> bool:
    """Tell if the text holds a message that is sent on."""
    return bool(_innermost(text, subject).forwarded)


def _innermost(text: str, subject: str) -> Letter:
    """The message that was sent on in the first place, or the text itself."""
    removed: list[Removed] = []
    headers: Mapping[Header, str] = {}
    for depth in range(_MAX_FORWARDS):
        message = find_forwarded(text)
        if message is None:
            break
        if message.above and _IS_REPLY.match(subject) and not _IS_FORWARD.match(subject):
            if message.is_quote:
                break
            removed.append(Removed(text[len(message.above) :].strip(), "quoted reply"))
            text = message.above
            break
        if not _is_sent_on(message, subject, depth):
            if message.is_marked:
                removed.append(Removed(message.header, "forwarded header"))
                text = f"{message.above}\n\n{message.text}".strip()
            break
        removed += [Removed(message.above, "note above it")] if message.above else []
        removed.append(Removed(message.header, "forwarded header"))
        text, headers, subject = message.text, message.fields, message.fields.get("subject", "")
    return Letter(text, tuple(removed), headers)


def _is_sent_on(message: Forwarded, subject: str, depth: int) -> bool:
    """Tell if a message within another is what the other one is there for."""
    if not message.text:
        return False
    note = len(message.above.split())
    if depth:
        return note <= _MAX_INNER_NOTE
    if note > _MAX_NOTE and 4 * note > len(message.text.split()):
        return False
    if _IS_FORWARD.match(subject) or not note:
        return True
    return message.is_marked and not is_original(message.header)
