"""Messages as agencies transmit them: IPTC 7901 of Europe, ANPA 1312 of America.

Source: the specifications of the IPTC and the ANPA. Control characters begin the heading, the text
and the end of each; a file holds one message, or several one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.article import Removed
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.datelines import agency_of
from searchkit.corpus.reader import BEHIND, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

MAX_MESSAGES = 10_000

_HEADING, _TEXT, _END, _MESSAGE_END = b"\x01", b"\x02", b"\x03", b"\x04"
_IPTC = re.compile(rb"[\s\x7f]*\x01[A-Za-z]{1,4}\d{3,5} \d \S{1,4} \d{1,6}\b")
_ANPA = re.compile(rb"\s*\x16*\x01[A-Za-z]{1,3}\d{3,5}[A-Z]{0,8}\x1f")
#: The heading of a message that a program keeps without control characters, and the story's name.
_KEPT = re.compile(
    rb"\s*[A-Za-z]{3}\d{3,5} \d [a-z]{1,4} \d{1,6} +[a-z]{2,5} \d{3,5}[ \r]*\n"
    rb"(?:\s*/[^\n]{1,200}/[ \r]*\n)?"
)
_KEPT_BELOW = re.compile(rb"\d{6} GMT [^\n]{6,12}")
#: What pads a message and its lines.
_PADDING = bytes({*range(32), 127} - set(b"\t\n"))
#: `131137 GMT Nov 13` and `02-20-15 0400GMT`.
_MOMENT = re.compile(r"\b(\d\d)(\d\d)(\d\d) (?:GMT )?([A-Za-z][a-z]{2}) (\d\d)\b")
_AMERICAN = re.compile(r"\b(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT\b")
#: Of Kyodo: `KWS-21:37-09-12-18`.
_OF_KYODO = re.compile(r"\b\d\d:\d\d-(\d\d)-(\d\d)-(\d\d)\b")
_BEHIND_NUMBER = re.compile(r"(?<=\d)[A-Z]{3,8}(?=[a-z])")
_MONTHS = {"dez": "Dec", "okt": "Oct", "mai": "May", "mär": "Mar", "mrz": "Mar"}
_TURN_OF_CENTURY = 70
#: Lines that say what the message is to its takers: `URGENT`, `1ST LEAD`, `(Achtung)`.
_FLAG = re.compile(r"[A-Z\d]+(?: [A-Z\d]+){0,2}|\([^()]{1,40}\)|\d(?:st|nd|rd|th) lead\b.{0,20}")
#: What begins the notes for those who edit, which are not for readers.
_NOTES = re.compile(
    r"^(?:#+ (?:[\w-]{1,20}[- ])?(?i:notiz\w{0,10}|notes?|note(?:pad|book)|internet|orte?|kontakte?"
    r"|contacts?|autor\w{0,3}|authors?|redaktion\w{0,8}|hinweise?|service|material|bilder|fotos?|photos?|editors?"
    r"|berichtigung|ansprechpartner\w{0,3}|links?)\b[^\n]{0,60}"
    r"|(?:\* \* \* \*\s++)?The following information is not (?:intended )?for"
    r" publication\b)",
    re.MULTILINE,
)
#: Lines above the text that are for editors: pictures, what has changed, rights.
_FOR_EDITORS = re.compile(r"(?:AP|EU) (?:Photo|Video|Graphic)|Eds?:|EDITOR'?S?'? NOTE", re.I)
_ASIDE = re.compile(r"(?<!\s)\s*+\(Eds: [^()]{0,500}\)$")
_MAX_TITLE = 300


class AgencyMessageReader:
    """Reads messages of agencies: an article for each."""

    name: ClassVar[str] = "agency-message"
    suffixes: ClassVar[frozenset[str]] = frozenset({".anpa", ".iptc"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return bool(_IPTC.match(head) or _ANPA.match(head) or _KEPT.match(head))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        messages = [part for part in _with_control(data).split(_HEADING)[1:] if part.strip()]
        if not messages:
            raise ArticleUnreadable("no message of an agency")
        for number, message in enumerate(messages[:MAX_MESSAGES], 1):
            record = str(number) if len(messages) > 1 else None
            try:
                yield _article(message, record)
            except ArticleUnreadable as error:
                if record is None:
                    raise
                yield Unread(record, f"message {number}: {error.reason}")
        if len(messages) > MAX_MESSAGES:
            yield Unread(
                f"{BEHIND}{MAX_MESSAGES}", f"over {MAX_MESSAGES:,} messages; the rest is unread"
            )


def _with_control(data: bytes) -> bytes:
    """The message with its control characters put back, if it was kept without them."""
    if _HEADING in data or not (heading := _KEPT.match(data)):
        return data
    text, _, below = data[heading.end() :].strip().rpartition(b"\n")
    if not _KEPT_BELOW.fullmatch(below):
        text, below = data[heading.end() :], b""
    return b"".join((_HEADING, heading[0], _TEXT, text, _END, below, _MESSAGE_END))


def _article(message: bytes, record: str | None) -> ParsedDocument:
    message, is_whole, _ = message.partition(_MESSAGE_END)
    heading, _, rest = message.partition(_TEXT)
    is_american = b"\x1f" in heading
    text, _, ending = rest.partition(_END)
    decoded = decode(text.translate(None, _PADDING))
    lines = [line.rstrip() for line in decoded.text.split("\n")]
    top, body = _american(lines) if is_american else _european(lines)
    article, notes = _without_notes("\n".join(body).strip())
    if not article:
        raise ArticleUnreadable("no text")
    below = ending.translate(None, _PADDING).decode("latin-1")
    service = heading.translate(None, _PADDING).decode("latin-1")
    return ParsedDocument(
        article,
        tuple(_declared(top, below, service, is_american=is_american)),
        encoding=decoded.encoding,
        record=record,
        warnings=decoded.warnings + (() if is_whole else ("the message is cut off",)),
        removed=(Removed(notes, "notes for editors"),) if notes else (),
        fields=tuple(_fields(lines, service, is_american=is_american)),
    )


def _european(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the headline and the byline, which end with `=`, and those of the text."""
    filled = next((at for at, line in enumerate(lines) if line.strip()), 0)
    end = next((at for at in range(filled, len(lines)) if not lines[at].strip()), len(lines))
    marked = [at for at in range(filled, end) if lines[at].endswith("=")]
    if not marked:
        return [], lines
    last = marked[-1] + 1
    return [line.rstrip("= ").strip() for line in lines[filled:last]], lines[last:]


def _american(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines above the text, of which each begins with `^`, without the slug; and the text.

    A message that has nothing else is a list. Kyodo only marks the headline, at its end.
    """
    top: list[str] = []
    for at, line in enumerate(lines):
        is_headline = line.startswith("^") or (not top and line.endswith("+"))
        if line.strip() and not is_headline and at:
            return top, [_typeset(line) for line in lines[at:]]
        if at and line.strip():
            top.append(_typeset(line))
    return top[:1], top[1:]


def _typeset(line: str) -> str:
    """A line with the quotation marks and the dashes that its transmission had no signs for."""
    line = line.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
    return _ASIDE.sub("", line.strip("^<=+ \t"))


def _without_notes(text: str) -> tuple[str, str]:
    match = _NOTES.search(text)
    return (text[: match.start()].strip(), text[match.start() :]) if match else (text, "")


def _declared(top: list[str], below: str, service: str, *, is_american: bool) -> Iterator[Stated]:
    titles: list[str] = []
    for line in top:
        person, _, office = line.rpartition(", ")
        if names := read_byline(person if agency_of(office) else line):
            yield Stated("authors", names, "byline of the message", line)
        elif not (agency_of(line) or line.lower().startswith("by ") or _FOR_EDITORS.match(line)):
            titles.append(line)
    flags = takewhile(lambda line: _FLAG.fullmatch(line) and not line.islower(), titles[:-1])
    titles = titles[sum(1 for _ in flags) :]
    # In America the first line is the headline, and others sum the text up.
    if title := " ".join(titles[:1] if is_american else titles)[:_MAX_TITLE].strip():
        yield Stated("title", title, "headline of the message", title)
    words = [*service.split(), *_BEHIND_NUMBER.findall(service)]
    agency = next(filter(None, map(agency_of, [*top, *words])), "")
    if agency:
        yield Stated("agency", agency, "heading of the message", agency)
    if moment := _moment(below):
        yield Stated("date", moment[0], "time of transmission", moment[1])


def _moment(below: str) -> tuple[str, str] | None:
    if match := _MOMENT.search(below):
        day, hour, minute, month, year = match.groups()
        month = _MONTHS.get(month.lower(), month.title())
        return f"{int(day)} {month} {_year(year)} {hour}:{minute} GMT", match[0]
    if match := _AMERICAN.search(below):
        month, day, year, hour, minute = match.groups()
        return f"{_year(year)}-{month}-{day}T{hour}:{minute}:00Z", match[0]
    if match := _OF_KYODO.search(below):
        day, month, year = match.groups()
        return f"{_year(year)}-{month}-{day}", match[0]
    return None


def _year(digits: str) -> int:
    return int(digits) + (1900 if int(digits) >= _TURN_OF_CENTURY else 2000)


def _fields(lines: list[str], service: str, *, is_american: bool) -> Iterator[tuple[str, str]]:
    """The name of the story among editors."""
    below = [line.strip() for line in service.split("\n")[1:] if line.strip()]
    slug = lines[0].strip("^<") if is_american else " ".join(below).strip("/")
    if slug:
        yield "slugline", slug[:200]
