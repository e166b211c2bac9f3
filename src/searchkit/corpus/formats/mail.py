"""E-mail: newsletters and articles that people sent on, and web pages saved as MHTML."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.article import PartialDate, Removed
from searchkit.corpus.formats.author_names import author_names
from searchkit.corpus.formats.encoding import decode, normalised, stated_codec
from searchkit.corpus.formats.letters import Letter, is_forwarded, read_letter, without_prefixes
from searchkit.corpus.formats.mail_labels import read_mail_date
from searchkit.corpus.formats.mail_mending import (
    POLICY,
    has_headers,
    with_parts,
    without_mojibake,
    without_strange_lines,
)
from searchkit.corpus.formats.page_lines import page_lines
from searchkit.corpus.plain.bylines import is_person, read_byline
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

_HEADER = re.compile(rb"(?:From .*\r?\n)?(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+")
_BOM = b"\xef\xbb\xbf"
_COUNT = re.compile(rb"\s{0,20}(\d{1,10})[ \t]*\r?\n(?=[!-9;-~]+:|From )")
_PROPERTY_LIST = re.compile(
    rb"<\?xml[^<>]{0,200}\?>\s*(?:<!DOCTYPE plist[^<>]{0,200}>\s*)?<plist\b.*", re.S
)
_TECHNICAL = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature"
    rb"|snapshot-content-location):",
    re.IGNORECASE | re.MULTILINE,
)
_USUAL = re.compile(rb"^(?:from|subject|date|to):", re.IGNORECASE | re.MULTILINE)
# Programs state ASCII for what is in another encoding.
_SAYS_NOTHING = frozenset({"", "ascii", "us-ascii", "ansi_x3.4-1968"})
_QUOTE_MARKS = re.compile(r"^(?:>[ ]?)++", re.MULTILINE)
_MAX_NAMED = 10
#: Words that somebody writes above a message that he attaches.
_MAX_NOTE = 150
#: Words of a plain text that may only point to the page beside it, and how much longer that is.
_MAX_STUB, _MIN_TIMES_STUB = 60, 5
_POINTS_AWAY = re.compile(r"\bhtml\b|\bbrowser|\bnavigateur|\bnavegador|https?://", re.IGNORECASE)
#: The names of mailboxes that belong to no person.
_OFFICE = re.compile(
    r"(?:.*[._+-])?(?:no-?reply|do-?not-?reply|news(?:letters?)?|alerts?|info|desk|editors?|editorial"
    r"|redaktion|redaction|redaccion|redazione|contact|kontakt|hello|mail(?:er|ing)?|updates?"
    r"|digest|daily|weekly|briefing|members?|subscri\w+|service|support|press|media|office"
    r"|notifications?)(?:[._+-].*)?",
    re.IGNORECASE,
)
#: What systems put behind the name of a person in whose name they send a message.
_SYSTEM = re.compile(
    r"(?<!\s)\s*+\((?:GitHub|GitLab|Jenkins|Confluence|[A-Z]{2,8})\)$| via [\w .-]{2,40}$"
)
_PRESS = frozenset(
    """agency anzeiger blatt bulletin chronicle courier daily digest dispatch echo express gazette
    globe guardian herald journal letter magazine mail mercury mirror monitor nachrichten news
    newsletter newsroom observer post presse press register review rundschau sentinel star sun
    telegraph times tribune weekly zeitung""".split()
)
#: Where people have mailboxes of their own.
_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|aol|gmx|web|icloud|me|proton(?:mail)?|pm"
    r"|mail|yandex|qq|163|126|naver|libero|orange|wanadoo|t-online|seznam|wp|o2)\.[a-z.]{2,6}$"
)


class MailReader:
    """Reads one message: one article a file."""

    name: ClassVar[str] = "mail"
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml", ".emlx", ".mht", ".mhtml"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if the headers come first, with one that no person types."""
        header = _HEADER.match(_without_count(head))
        return bool(header and _USUAL.search(header[0]) and _TECHNICAL.search(header[0]))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        data = _without_count(_as_bytes_of_mail(data))
        try:
            message = message_from_bytes(data, policy=POLICY)
            if not has_headers(message):
                message = message_from_bytes(without_strange_lines(data), policy=POLICY)
            if not has_headers(message):
                raise ArticleUnreadable("not an e-mail")
            yield from read_message(message)
        except RecursionError:
            raise ArticleUnreadable("nested too deeply") from None
        except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
            # The last two: what damaged headers do to the package email.
            raise ArticleUnreadable(f"damaged e-mail ({error})") from None


def read_message(message: EmailMessage) -> Iterator[ParsedDocument | Unread]:
    """The page, the articles of an export, or the letter that a message is."""
    if _is_saved_page(message):
        yield _saved_page(message)
    elif (exported := _exported(message)) is not None:
        yield from exported
    else:
        yield _letter(message)


def _as_bytes_of_mail(data: bytes) -> bytes:
    """A message that an editor saved as UTF-16 in the bytes that a message has."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    return data.decode("utf-16", "replace").encode("utf-8", "replace")


def _without_count(data: bytes) -> bytes:
    """The message of an `.emlx`: its length stands before it, a property list behind it.

    Where a page showed the source of a message, blank lines stand above it.
    """
    data = data.removeprefix(_BOM).lstrip()
    count = _COUNT.match(data)
    if count is None:
        return data
    message = data[count.end() : count.end() + int(count[1])]
    # The length may be wrong; the property list is no text all the same.
    return _PROPERTY_LIST.sub(b"", message)


def _exported(message: EmailMessage) -> list[ParsedDocument | Unread] | None:
    """The articles that a news database sent, or somebody sent on; None in other mail."""
    from searchkit.corpus.exports import read_export
    from searchkit.corpus.exports.pages import may_be_export, read_page
    from searchkit.corpus.formats.html.page import parse

    articles = None
    for kind in ("html", "plain"):
        part = message.get_body((kind,))
        if not isinstance(part, EmailMessage) or articles is not None:
            continue
        text, encoding = _text(part, _bytes(part))
        if kind == "plain":
            articles = read_export(_QUOTE_MARKS.sub("", text), encoding=encoding)
        elif may_be_export(text) and (tree := parse(text)) is not None:
            articles = read_page(tree, text, encoding=encoding)
    return articles


def _letter(message: EmailMessage) -> ParsedDocument:
    subject = _header(message, "Subject")
    inner = _attached_message(message)
    parsed = _body(message, subject)
    written = parsed.text.strip() if parsed else ""
    if inner is not None and len(written.split()) <= _MAX_NOTE:
        sent_on = _letter(inner)
        note = (Removed(written, "note above it"),) if written else ()
        return replace(sent_on, removed=(*note, *sent_on.removed))
    if parsed is None or not written:
        raise ArticleUnreadable("no text in the e-mail")
    letter = read_letter(parsed.text, subject)
    return replace(
        parsed,
        text=letter.text,
        declared=(*_declared(message, subject, letter), *_behind(parsed.declared)),
        warnings=(*parsed.warnings, *_attached(message)),
        removed=(*parsed.removed, *letter.removed),
    )


def _attached_message(message: EmailMessage) -> EmailMessage | None:
    """The one message that is attached to another; None if there is none or several."""
    if not message.is_multipart():
        return None
    attached = [
        part for part in message.iter_parts() if part.get_content_type() == "message/rfc822"
    ]
    payload = attached[0].get_payload() if len(attached) == 1 else None
    inner = payload[0] if isinstance(payload, list) and payload else None
    return inner if isinstance(inner, EmailMessage) else None


def _body(message: EmailMessage, subject: str) -> ParsedDocument | None:
    """The text of a message: the plain one, unless it only says that there is another."""
    message = with_parts(message)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    parsed = _plain(plain) if isinstance(plain, EmailMessage) else None
    if not isinstance(page, EmailMessage):
        return parsed
    length = len(parsed.text.split()) if parsed else 0
    if parsed and length and (length > _MAX_STUB or not _POINTS_AWAY.search(parsed.text)):
        return parsed
    html, encoding = _text(page, _bytes(page))
    whole = page_lines(html)
    if length and len(whole.split()) < _MIN_TIMES_STUB * length:
        return parsed
    if is_forwarded(whole, subject):
        return ParsedDocument(whole, encoding=encoding)
    try:
        return _page(page)
    except ArticleUnreadable:
        return ParsedDocument(whole, encoding=encoding) if whole else parsed


def _is_saved_page(message: EmailMessage) -> bool:
    """Chrome says `<Saved by Blink>`, Firefox and Internet Explorer say it in more words."""
    if "Snapshot-Content-Location" in message:
        return True
    sender = _header(message, "From")
    if sender.startswith("<Saved by"):
        return True
    page = message.get_body(("html",)) if sender and "@" not in sender else None
    return page is not None and "To" not in message and "Content-Location" in page


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
    document = next(
        (document for document in documents if isinstance(document, ParsedDocument)), None
    )
    if document is None:
        raise ArticleUnreadable("no text in the e-mail")
    return document


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
    decoded = decode(content)
    return decoded.text, decoded.encoding


def _declared(message: EmailMessage, subject: str, letter: Letter) -> Iterator[Stated]:
    """What the headers say: those of the message that is sent on, then those of the message."""
    sent_on = letter.forwarded
    if title := without_prefixes(sent_on.get("subject", "")):
        yield Stated("title", title, "forwarded Subject", sent_on["subject"])
    elif title := without_prefixes(subject):
        yield Stated("title", title, "Subject header", subject)
    stated: list[Stated] = []
    if sender := sent_on.get("from", ""):
        stated += stated_sender(sender, "forwarded From")
    if date := sent_on.get("date", ""):
        stated.append(Stated("date", read_mail_date(date) or date, "forwarded Date", date))
    yield from stated
    known = {entry.field for entry in stated}
    for entry in _of_message(message):
        # Who sent it on, and when, is worth telling beside what is known, and never instead.
        if not sent_on:
            yield entry
        elif entry.field in known:
            yield replace(entry, inferred=True)


def _of_message(message: EmailMessage) -> Iterator[Stated]:
    """What the headers of the message itself say of who sent it, and when."""
    yield from stated_sender(_header(message, "From"), "From header")
    if organisation := _header(message, "Organization"):
        yield Stated("source", organisation, "Organization header", organisation)
    if sent := _header(message, "Date"):
        moment = getattr(message["Date"], "datetime", None)
        date: object = sent
        if moment is not None:
            date = PartialDate(moment.year, moment.month, moment.day, moment.timetz())
        yield Stated("date", date, "Date header", sent)


def stated_sender(sender: str, method: str) -> Iterator[Stated]:
    """The person, or else the source, who sent a message."""
    name, address = parseaddr(sender)
    name = name or sender.partition("<")[0].partition("[")[0]
    name = name.strip(" '\"\t")
    names: tuple[str, ...] = ()
    if not _is_office(name, address):
        person = _SYSTEM.sub("", name)
        names = (name,) if _is_first_name(name, address) else read_byline(f"By {person}")
        if not names and "," in person:
            # `Berg, Anna M.`, as the address books of companies have it
            turned = author_names(person)
            names = turned if all(map(is_person, turned)) else ()
    if names:
        yield Stated("authors", names, method, sender)
    elif name and "@" not in name:
        yield Stated("source", name, method, sender)


def _is_first_name(name: str, address: str) -> bool:
    """Tell if one word is a person's: `Anna <anna.berg@harbour.example>`."""
    mailbox, _, host = address.lower().partition("@")
    word = name.lower()
    if not word.isalpha() or word in host:
        return False
    return bool(_FREE_MAIL.match(host)) or (mailbox.startswith(word) and mailbox != word)


def _is_office(name: str, address: str) -> bool:
    """Tell if a mailbox plainly belongs to no person."""
    mailbox = address.partition("@")[0].lower()
    words = name.lower().split()
    if any(len(word) > 2 and word in mailbox for word in words):
        return bool(_OFFICE.fullmatch(mailbox))
    return bool(_OFFICE.fullmatch(mailbox)) or not _PRESS.isdisjoint(words[-1:])


def _behind(declared: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Metadata in the HTML of a letter, but for the fields that are the letter's own."""
    return tuple(entry for entry in declared if entry.field in ("language", "agency"))


def _header(message: Message, name: str) -> str:
    try:
        return without_mojibake(" ".join(str(message[name] or "").split()))
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
