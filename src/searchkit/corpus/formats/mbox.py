"""Mail folders (mbox): each message is an article."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.mail import MailReader
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

#: Headers that no person types below a line such as `From our own correspondent`.
_TECHNICAL = (
    rb"(?i:received|return-path|delivered-to|message-id|mime-version|content-[a-z-]+|status|x-[\w-]+"
    rb"|dkim-signature|authentication-results|arc-[a-z-]+)"
)
_USUAL = rb"(?i:from|to|cc|subject|date|sender|reply-to|references|in-reply-to|list-[a-z-]+)"
#: The line before a message, with a time of the day or nothing, and the header that follows.
_BEGIN = re.compile(
    rb"^From (?:[^\r\n]{0,280}\d:\d\d[^\r\n]{0,60})?\r?\n(?=>?[!-9;-~]{1,80}:[^\r\n]*\r?\n)"
    rb"|^From [^\r\n]{1,300}\r?\n(?=>?%s:[^\r\n]*\r?\n)" % _TECHNICAL,
    re.MULTILINE,
)
#: As programs write it that leave out the time; in a file of text it would be a line of the text.
_BEGIN_UNTIMED = re.compile(
    rb"^From [^\r\n]{1,300}\r?\n(?=>?(?:%s|%s):[^\r\n]*\r?\n)" % (_TECHNICAL, _USUAL),
    re.MULTILINE,
)
#: A line of a message that only looks like one, as programs write it.
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_MAX_MESSAGES = 200_000


class MboxReader:
    """Reads mail folders: an article for each message."""

    name: ClassVar[str] = "mbox"
    suffixes: ClassVar[frozenset[str]] = frozenset({".mbox", ".mbx", ".mbs"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if a message begins as it does in a folder."""
        return bool(_BEGIN.match(head.removeprefix(codecs.BOM_UTF8)))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        data = data.removeprefix(codecs.BOM_UTF8)
        starts = _starts(data)
        if not starts:
            raise ArticleUnreadable("not a mail folder")
        alone = len(starts) == 1
        for number, start in enumerate(starts, 1):
            if number > _MAX_MESSAGES:
                yield Unread("rest", f"over {_MAX_MESSAGES:,} messages; the rest is unread")
                return
            end = starts[number] if number < len(starts) else len(data)
            yield from _message(data[start:end], None if alone else str(number), number)


def _starts(data: bytes) -> list[int]:
    """The places of the lines before messages: at the start, or below a blank line."""
    # A folder is written by one program: where its first line has a time, all have.
    pattern = _BEGIN if _BEGIN.match(data) else _BEGIN_UNTIMED
    starts = (match.start() for match in pattern.finditer(data))
    return [
        at for at in starts if at == 0 or data[max(0, at - 4) : at].endswith((b"\n\n", b"\n\r\n"))
    ]


def _message(data: bytes, record: str | None, number: int) -> Iterator[ParsedDocument | Unread]:
    """The articles of a message; `record` is its id, None if the folder has no other."""
    message = _ESCAPED.sub(b"", data[data.index(b"\n") + 1 :])
    try:
        articles = list(MailReader().read(message))
    except ArticleUnreadable as error:
        yield Unread(record or "1", f"message {number}: {error.reason}")
        return
    for article in articles:
        own = article.record
        if record is None:
            yield article
        else:
            yield replace(article, record=record if own is None else f"{record}.{own}")
