"""E-mail: newsletters and articles that people sent on, and web pages saved as MHTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import PartialDate
from searchkit.corpus.formats.encoding import decode, normalised, stated_codec
from searchkit.corpus.formats.letters import read_letter
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

_HEADER = re.compile(rb"(?:From .*\r?\n)?(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+")
_TECHNICAL = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature"
    rb"|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_USUAL = re.compile(rb"^(?:from|subject|date|to):", re.IGNORECASE | re.MULTILINE)
# Programs state ASCII for what is in another encoding.
_SAYS_NOTHING = frozenset({"", "ascii", "us-ascii", "ansi_x3.4-1968"})
_PREFIXES = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|enc)(?:\[\d+\])?:\s*)+", re.IGNORECASE
)
_REPLY = re.compile(r"(?:re|aw|sv|antw)(?:\[\d+\])?:", re.IGNORECASE)
_MAX_NAMED = 10
#: Characters of a header. The package `email` takes quadratic time for a longer one.
_MAX_HEADER = 2_000


if TYPE_CHECKING:
    _EmailPolicy = policy.EmailPolicy[EmailMessage]
else:
    _EmailPolicy = policy.EmailPolicy


class _Policy(_EmailPolicy):
    """Reads no more of a header than `_MAX_HEADER`."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]


_POLICY = _Policy()


class MailReader:
    """Reads one message: one article a file."""

    name: ClassVar[str] = "mail"
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml", ".mht", ".mhtml"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if the headers come first, with one that no person types."""
        header = _HEADER.match(head)
        return bool(header and _USUAL.search(header[0]) and _TECHNICAL.search(header[0]))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        try:
            message = message_from_bytes(data, policy=_POLICY)
            if not any(name in message for name in ("From", "Subject", "Date", "MIME-Version")):
                raise ArticleUnreadable("not an e-mail")
            yield _saved_page(message) if _is_saved_page(message) else _letter(message)
        except RecursionError:
            raise ArticleUnreadable("nested too deeply") from None
        except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
            # The last two: what damaged headers do to the package email.
            raise ArticleUnreadable(f"damaged e-mail ({error})") from None


def _letter(message: EmailMessage) -> ParsedDocument:
    subject = _header(message, "Subject")
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    parsed = _plain(plain) if isinstance(plain, EmailMessage) else None
    if (parsed is None or not parsed.text.strip()) and isinstance(page, EmailMessage):
        parsed = _page(page)
    if parsed is None or not parsed.text.strip():
        raise ArticleUnreadable("no text in the e-mail")
    letter = read_letter(parsed.text, is_reply=bool(_REPLY.match(subject)))
    return replace(
        parsed,
        text=letter.text,
        declared=(*_declared(message, subject), *_behind(parsed.declared)),
        warnings=(*parsed.warnings, *_attached(message)),
        removed=(*parsed.removed, *letter.removed),
    )


def _is_saved_page(message: EmailMessage) -> bool:
    return "Snapshot-Content-Location" in message or _header(message, "From").startswith(
        "<Saved by"
    )


def _saved_page(message: EmailMessage) -> ParsedDocument:
    """A web page as a browser saves it; its headers tell of the saving, not of the article."""
    page = message.get_body(("html",))
    if not isinstance(page, EmailMessage):
        raise ArticleUnreadable("no web page in it")
    parsed = _page(page)
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    if address:
        stated = Stated("url", address, "MHTML location", address)
        parsed = replace(parsed, declared=(stated, *parsed.declared))
    return parsed


def _page(part: EmailMessage) -> ParsedDocument:
    from searchkit.corpus.formats.html import HtmlReader

    content = _bytes(part)
    text, _ = _text(part, content)
    # As Unicode with its mark, so that what the page says of its encoding does not matter.
    documents = HtmlReader().read(text.encode("utf-8-sig", "replace"))
    found = next((one for one in documents if isinstance(one, ParsedDocument)), None)
    if found is None:
        raise ArticleUnreadable("no text in the e-mail")
    return found


def _plain(part: EmailMessage) -> ParsedDocument:
    text, encoding = _text(part, _bytes(part))
    if str(part.get_param("format", "")).lower() == "flowed":
        # Source: RFC 3676. A line that ends in a space goes on.
        gap = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
        text = re.sub(r"(?<=[^\n ]) \n(?![>\n]|-- )", gap, text)
    return ParsedDocument(text, encoding=encoding)


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage, content: bytes) -> tuple[str, str]:
    """The text of a part: valid UTF-8, else what the part says that it is, else by its letters."""
    stated = part.get_content_charset() or ""
    codec = None if stated in _SAYS_NOTHING else stated_codec(stated)
    tried = [codec, stated] if codec else []
    for encoding in tried if codec and "2022" in codec else ["utf-8", *tried]:
        try:
            return normalised(content.decode(encoding)), encoding
        except (UnicodeError, LookupError):
            continue
    found = decode(content)
    return found.text, found.encoding


def _declared(message: EmailMessage, subject: str) -> Iterator[Stated]:
    if title := _PREFIXES.sub("", subject, count=1).strip():
        yield Stated("title", title, "Subject header", subject)
    sender = _header(message, "From")
    name = parseaddr(sender)[0].strip(" '\"")
    if names := read_byline(f"By {name}"):
        yield Stated("authors", names, "From header", sender)
    elif name and "@" not in name:
        yield Stated("source", name, "From header", sender)
    if organisation := _header(message, "Organization"):
        yield Stated("source", organisation, "Organization header", organisation)
    if sent := _header(message, "Date"):
        moment = getattr(message["Date"], "datetime", None)
        date: object = sent
        if moment is not None:
            date = PartialDate(moment.year, moment.month, moment.day, moment.timetz())
        yield Stated("date", date, "Date header", sent)


def _behind(declared: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Metadata in the HTML of a letter, but for the fields that are the letter's own."""
    return tuple(one for one in declared if one.field in ("language", "agency"))


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, LookupError, IndexError, AttributeError):  # damaged headers upset email
        return ""


def _attached(message: EmailMessage) -> Iterator[str]:
    try:
        parts = list(message.iter_attachments())
    except (AttributeError, KeyError):  # a multipart message without parts
        return
    names = [part.get_filename() or part.get_content_type() for part in parts]
    if names:
        more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
        yield f"attachments are not read: {', '.join(names[:_MAX_NAMED])}{more}"
