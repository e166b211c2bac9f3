"""The message that another one sends on: its headers as they stand in the text, and its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from searchkit import quick_re as re
from searchkit.corpus.formats.mail_labels import Header, header_of, headers_within
from searchkit.quick_dataclass import dataclass

#: Lines of a message in which another may begin, and lines of its headers.
_MAX_LINES = 2_000
_MAX_HEADER_LINES = 40
_MAX_LINE = 2_000
_MAX_VALUE = 1_000

_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_RULE = re.compile(r"\s*[-_]{3,}\s*(?P<words>[^-_\s].{2,60}?)\s*-{3,}(?P<rest>.*)")
_BARE_RULE = re.compile(r"\s*[_-]{10,}\s*")
_SENTENCE = re.compile(
    r"(?:begin forwarded message|forwarded message|anfang der weitergeleiteten nachricht"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado"
    r"|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)"
    r"|begin doorgestuurd bericht|vidarebefordrat mejl|start på videresendt besked"
    r"|videresendt melding|välitetty viesti alkaa|początek przekazywanej wiadomości"
    r"|začátek přeposílané zprávy|začiatok preposlanej správy|továbbított levél kezdete"
    r"|începe mesajul redirecționat|započni proslijeđenu poruku|i̇?leti başlangıcı"
    r"|начало переадресованного сообщения|початок листа, що пересилається"
    r"|転送されたメッセージ|開始轉寄郵件|下面是被转发的邮件)\s?[:：]",
    re.IGNORECASE,
)
_INDENT = "    "
_MAX_INTRODUCTION = 300
_WRITER = re.compile(
    r"(?:[«„\"“]\s?(?P<quoted>[^<>«»„”“\"\n]{2,60}?)\s?[»”\"“]"
    r"|(?<!\w)(?P<name>[^\W\d_][^<>\n,;:@\"]{1,60}?))\s*\(?<[^<>\s@]+@[^<>\s]+>"
)
_DAY = re.compile(r"\d[^<>\"“«„@]{4,60}")
_ORIGINAL = re.compile(
    r"original|ursprüngliche|originale|origine|исходное|oryginalna", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message within another: `above` is what stands before it, `header` its exact headers.

    `is_marked` says that a mail program wrote above it that it is forwarded, `is_quote` that only
    a line such as `Tom Ode wrote:` stands there.
    """

    above: str
    header: str
    fields: Mapping[Header, str]
    text: str
    is_marked: bool
    is_quote: bool = False


def find_forwarded(text: str) -> Forwarded | None:
    """The first message within a text; None if there is none."""
    lines = text.split("\n")
    for at, line in enumerate(islice(lines, _MAX_LINES)):
        if len(line) > _MAX_LINE:
            continue
        message = _inline(lines, at) or _block(lines, at) or _introduced(lines, at)
        if message is not None:
            return message
    return None


def _block(lines: Sequence[str], at: int) -> Forwarded | None:
    """The message whose headers begin at a line, each in one of its own."""
    first = header_of(_bare(lines[at]))
    if first is None or first[0] == "other":
        return None
    fields: dict[Header, str] = {}
    end = at
    for number in range(at, min(at + _MAX_HEADER_LINES, len(lines))):
        line = _bare(lines[number])
        header = header_of(line)
        if header is not None:
            if number > end and header[0] in fields and header[0] != "other":
                break  # a message within this one
            fields.setdefault(header[0], header[1][:_MAX_VALUE])
            end = number + 1
        elif line.strip() and not _goes_on(lines[number], end == number):
            break
        elif line.strip():
            end = number + 1
        elif number > end:
            break  # the second blank line
    start = _mark_above(lines, at)
    is_marked = start < at and not _BARE_RULE.fullmatch(_bare(lines[start]))
    is_sure = is_marked or not any(line.strip() for line in lines[:start])
    if "from" not in fields or len(fields) < (2 if is_sure else 3):
        return None
    return _forwarded(lines, start, end, fields, is_marked=is_marked)


def _goes_on(line: str, is_next: bool) -> bool:
    """Tell if a line goes on with the header above it."""
    return is_next and bool(re.match(r"(?:[ \t]*>)*[ \t]{1,8}\S|.{0,200}@", line[:300]))


def _inline(lines: Sequence[str], at: int) -> Forwarded | None:
    """The message whose headers stand in one line, behind the rule that begins it."""
    rule = _RULE.fullmatch(_bare(lines[at]))
    fields: dict[Header, str] = {}
    for field, value in headers_within(rule["rest"]) if rule else ():
        fields.setdefault(field, value[:_MAX_VALUE])
    if "from" not in fields or len(fields) < 2:
        return None
    return _forwarded(lines, at, at + 1, fields, is_marked=True)


def _introduced(lines: Sequence[str], at: int) -> Forwarded | None:
    """The message under a line such as `On 3 March 2021, Tom Ode <t@example.org> wrote:`."""
    line = lines[at].strip().lstrip("\ufeff")
    name = _WRITER.search(line) if line.endswith((":", ":\u200f")) else None
    if name is None or len(line) > _MAX_INTRODUCTION:
        return None
    below = lines[at + 1 :]
    first = next((text for text in below if text.strip()), "")
    if not first.startswith(("    ", ">", "\t")):
        return None
    date = _DAY.search(line[: name.start()] or line[name.end() :])
    fields: dict[Header, str] = {"from": name["quoted"] or _capitals_at_end(name["name"])}
    if date:
        fields["date"] = date[0]
    return replace(_forwarded(lines, at, at + 1, fields, is_marked=False), is_quote=True)


def _capitals_at_end(text: str) -> str:
    """The name behind words such as `heeft`."""
    words = text.split()
    while words and not words[0][0].isupper():
        words = words[1:]
    return " ".join(words)


def _forwarded(
    lines: Sequence[str], start: int, end: int, fields: Mapping[Header, str], *, is_marked: bool
) -> Forwarded:
    below = list(lines[end:])
    below[:1] = [line.lstrip("\ufeff") for line in below[:1]]
    filled = [line for line in below if line.strip()]
    if filled and all(line.startswith(_INDENT) for line in filled):
        below = filled = [line.removeprefix(_INDENT) for line in below]
    # The marks are of the message as a whole; of a quotation in it some lines have none.
    if filled and 2 * sum(line.lstrip().startswith(">") for line in filled) > len(filled):
        below = [_MARKS.sub("", line) if line.lstrip().startswith(">") else line for line in below]
    return Forwarded(
        above="\n".join(lines[:start]).strip(),
        header="\n".join(lines[start:end]).strip(),
        fields=fields,
        text="\n".join(below).strip(),
        is_marked=is_marked,
    )


def _mark_above(lines: Sequence[str], at: int) -> int:
    """The line that says that a message is forwarded, above its first header; else that line."""
    for number in range(at - 1, max(-1, at - 4), -1):
        line = _bare(lines[number])
        if _RULE.fullmatch(line) or _SENTENCE.match(line.strip()) or _BARE_RULE.fullmatch(line):
            return number
        if line.strip():
            break
    return at


def _bare(line: str) -> str:
    """A line without the marks of a quote."""
    return _MARKS.sub("", line.lstrip("\ufeff"))


def is_original(header: str) -> bool:
    """Tell if a header begins with the rule that programs write above what is replied to."""
    rule = _RULE.fullmatch(_bare(header.partition("\n")[0]))
    return bool(rule and _ORIGINAL.search(rule["words"]))
