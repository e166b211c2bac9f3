"""Messages that Outlook saves (`.msg`), read as mail.

Source: [MS-OXMSG] and [MS-OXRTFCP].
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.ole import OLE, CompoundFile
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

#: Messages within messages that are looked into.
_MAX_DEPTH = 3
_MAX_ATTACHED = 100
_PREFIX = "__substg1.0_"
_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
#: Identifiers of properties.
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _ADDRESS, _SMTP = "0C1A", "0C1F", "5D01"
_NAME, _LONG_NAME, _EMBEDDED = "3704", "3707", "3701000D"
_SENT, _DELIVERED = 0x0039, 0x0E06
_TIME = 0x0040
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
#: What the packed text of every message may refer to.
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
#: A message as it is sent, with the lines of its head.
_MAIL = re.compile(rb"\s*+[A-Za-z][\w-]{1,60}:[ \t]")
_WINDOW = 4_096
MAX_RTF_SIZE = 30_000_000


class OutlookReader:
    """Reads messages of Outlook: one article a file."""

    name: ClassVar[str] = "outlook"
    suffixes: ClassVar[frozenset[str]] = frozenset({".msg"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Never by its head: what a compound file holds stands anywhere in it."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.formats.mail import MailReader, read_message

        if _MAIL.match(data):
            # Other programs give their own messages this name.
            yield from MailReader().read(data)
            return
        if data.strip() and not data.startswith(OLE):
            raise ArticleUnreadable("not a message of Outlook")
        file = CompoundFile(data)
        if _PROPERTIES not in file:
            raise ArticleUnreadable("not a message of Outlook")
        yield from read_message(_message(file, "", 0))


def _message(file: CompoundFile, folder: str, depth: int) -> EmailMessage:
    """The message in a folder of the file, as mail."""
    message = EmailMessage()
    _set(message, "Subject", _text(file, folder, _SUBJECT))
    address = _text(file, folder, _SMTP) or _text(file, folder, _ADDRESS)
    sender = _text(file, folder, _SENDER)
    _set(message, "From", _mailbox(sender, address if "@" in address else ""))
    if sent := _sent(file.stream(folder + _PROPERTIES), 32 if not depth else 24):
        message["Date"] = format_datetime(sent)
    message["MIME-Version"] = "1.0"
    plain, html = _text(file, folder, _BODY), _html(file, folder)
    if not plain.strip() and not html:
        plain = _rich(file.stream(f"{folder}{_PREFIX}{_RTF}0102"))
    message.set_content(plain.replace("\r\n", "\n"))
    if html:
        message.add_alternative(html, subtype="html")
    _attach(message, file, folder, depth)
    return message


def _attach(message: EmailMessage, file: CompoundFile, folder: str, depth: int) -> None:
    """Attach a message that is within another; of other attachments only the names."""
    paths = [path for path in file.folders() if path.startswith(f"{folder}{_ATTACHMENT}")]
    for path in [path for path in paths if "/" not in path[len(folder) :]][:_MAX_ATTACHED]:
        inner = f"{path}/{_PREFIX}{_EMBEDDED}"
        if inner in file and depth < _MAX_DEPTH:
            message.add_attachment(_message(file, f"{inner}/", depth + 1))
        else:
            name = _text(file, f"{path}/", _LONG_NAME) or _text(file, f"{path}/", _NAME)
            name = " ".join(name.split()) or "unnamed"
            message.add_attachment(
                b"", maintype="application", subtype="octet-stream", filename=name[:200]
            )


def _mailbox(name: str, address: str) -> str:
    name = " ".join(name.split()).replace('"', "")
    try:
        # Of an address inside a company only the name is there, often with its comma.
        return formataddr((name, address)) if address else f'"{name}"' if "," in name else name
    except UnicodeError:
        return name


def _set(message: EmailMessage, name: str, value: str) -> None:
    line = " ".join(value.split())[:1_000]
    if line:
        try:
            message[name] = line
        except (ValueError, IndexError, AttributeError):  # what is no address to email
            message[name] = "".join(char for char in line if char.isalnum() or char == " ")


def _text(file: CompoundFile, folder: str, number: str) -> str:
    """The text of a property, in Unicode or else in an older encoding."""
    if data := file.stream(f"{folder}{_PREFIX}{number}001F"):
        return data.decode("utf-16-le", "replace").strip("\0")
    if data := file.stream(f"{folder}{_PREFIX}{number}001E"):
        try:
            return decode(data.strip(b"\0")).text
        except ArticleUnreadable:
            return data.decode("cp1252", "replace")
    return ""


def _html(file: CompoundFile, folder: str) -> str:
    from searchkit.corpus.formats.html.reader import decode_page

    if data := file.stream(f"{folder}{_PREFIX}{_HTML}0102"):
        try:
            return decode_page(data.strip(b"\0")).text
        except ArticleUnreadable:
            return ""
    return _text(file, folder, _HTML)


def _sent(properties: bytes, start: int) -> dt.datetime | None:
    """The moment at which a message was sent, else delivered."""
    moments: dict[int, dt.datetime] = {}
    for at in range(start, len(properties) - 15, 16):
        kind, number, _, ticks = struct.unpack_from("<HHIq", properties, at)
        if kind == _TIME and number in (_SENT, _DELIVERED):
            try:
                moments[number] = _EPOCH + dt.timedelta(microseconds=ticks // 10)
            except OverflowError:
                continue
    return moments.get(_SENT) or moments.get(_DELIVERED)


def _rich(data: bytes) -> str:
    """The text of a packed RTF."""
    from searchkit.corpus.formats.rtf.document import read_documents

    unpacked = unpacked_rtf(data)
    if not unpacked:
        return ""
    documents = read_documents(unpacked)
    return "\n".join(paragraph.text for document in documents for paragraph in document.paragraphs)


def unpacked_rtf(data: bytes) -> bytes:
    """The bytes of an RTF as Outlook packs it; none if it is damaged."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<II4sI", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu" or size > MAX_RTF_SIZE:
        return b""
    return _Window().unpacked(data, size)


class _Window:
    """The last bytes that were unpacked, in a ring that begins with what all messages share."""

    def __init__(self) -> None:
        self._bytes = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
        self._at = len(_DICTIONARY)
        self._out = bytearray()

    def unpacked(self, data: bytes, size: int) -> bytes:
        at = 16
        while at < len(data) and len(self._out) < size:
            flags = data[at]
            at += 1
            for bit in range(8):
                if not flags >> bit & 1:
                    self._add(data[at : at + 1])
                    at += 1
                elif not self._repeat(data[at : at + 2]):
                    return bytes(self._out)
                else:
                    at += 2
        return bytes(self._out)

    def _repeat(self, reference: bytes) -> bool:
        """Add what stands elsewhere in the window; false at the end."""
        word = int.from_bytes(reference, "big")
        offset = word >> 4
        if len(reference) < 2 or offset == self._at:
            return False
        for number in range((word & 15) + 2):
            at = (offset + number) % _WINDOW
            self._add(self._bytes[at : at + 1])
        return True

    def _add(self, byte: bytes | bytearray) -> None:
        if byte:
            self._bytes[self._at : self._at + 1] = byte
            self._at = (self._at + 1) % _WINDOW
            self._out += byte
