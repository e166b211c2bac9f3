"""Messages that keep to no standard: what the package `email` needs to read them all the same."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from searchkit import quick_re as re

_HEADER_LINE = re.compile(rb"[!-9;-~]+:|[ \t]")
#: The boundary above a part, which may not be the one that the message declares.
_BOUNDARY = re.compile(
    r"^--(?P<name>\S[^\n]{0,70}\S)[ \t]*\n(?=Content-[A-Z])", re.IGNORECASE | re.MULTILINE
)
#: Characters of a header. The package `email` takes quadratic time for a longer one.
_MAX_HEADER = 2_000

if TYPE_CHECKING:
    _EmailPolicy = policy.EmailPolicy[EmailMessage]
else:
    _EmailPolicy = policy.EmailPolicy


def _decoded(value: str) -> str:
    """A header whose bytes beyond ASCII, which `email` passes on as surrogates, are decoded."""
    if value.isascii():
        return value
    content = value.encode("utf-8", "surrogateescape")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class _Policy(_EmailPolicy):
    """Reads no more of a header than `_MAX_HEADER`."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, _decoded(value[:_MAX_HEADER])


POLICY = _Policy()


def has_headers(message: EmailMessage) -> bool:
    """Tell if it is a message at all."""
    names = ("From", "Subject", "Date", "MIME-Version")
    return any(name in message for name in names) or message.is_multipart()


def without_strange_lines(data: bytes) -> bytes:
    """A message without the lines among its headers that are no headers."""
    head, blank, text = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = (line for line in head.split(b"\n") if _HEADER_LINE.match(line))
    return b"\n".join(lines) + blank + text


def with_parts(message: EmailMessage) -> EmailMessage:
    """A message with its parts, if another boundary stands between them than it declares."""
    if message.get_content_maintype() != "multipart" or message.is_multipart():
        return message
    payload = str(message.get_payload())
    boundary = _BOUNDARY.search(payload.replace("\r\n", "\n"))
    kind = f'multipart/mixed; boundary="{boundary["name"]}"' if boundary else "text/plain"
    data = f"Content-Type: {kind}\n\n{payload}".encode("utf-8", "surrogateescape")
    return message_from_bytes(data, policy=POLICY)


def without_mojibake(text: str) -> str:
    """The text that was meant, if its UTF-8 was decoded as Windows-1252."""
    if "â€" not in text and "Ã" not in text:
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text
