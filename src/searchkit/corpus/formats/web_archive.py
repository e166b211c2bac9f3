"""Pages that Safari saves (`.webarchive`): the page in them, and its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from searchkit.corpus.formats.encoding import stated_codec
from searchkit.corpus.reader import ParsedDocument, Reader, Stated, Unread
from searchkit.errors import ArticleUnreadable

_KEY = "WebMainResource"
_BINARY = b"bplist0"


class WebArchiveReader:
    """Reads the property lists in which Safari saves a page: one article a file."""

    name: ClassVar[str] = "webarchive"
    suffixes: ClassVar[frozenset[str]] = frozenset({".webarchive"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.startswith((_BINARY, b"<?xml")) and _KEY.encode() in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        page = _page(data)
        content = page.get("WebResourceData")
        if not isinstance(content, bytes) or not content.strip():
            raise ArticleUnreadable("no text")
        address = page.get("WebResourceURL")
        url: tuple[Stated, ...] = ()
        if isinstance(address, str) and address:
            url = (Stated("url", address, "WebResourceURL", address),)
        codec = stated_codec(str(page.get("WebResourceTextEncodingName") or ""))
        kind = str(page.get("WebResourceMIMEType") or "text/html").lower()
        for parsed in _reader(kind).read(_unicode(content, codec, kind)):
            if isinstance(parsed, ParsedDocument):
                parsed = replace(parsed, declared=url + parsed.declared)
            yield parsed


def _page(data: bytes) -> dict[str, Any]:
    import plistlib

    if not data.strip():
        raise ArticleUnreadable("empty")
    try:
        archive = plistlib.loads(data)
        page = archive[_KEY]
    except Exception:  # plistlib lets every error of damaged bytes through
        raise ArticleUnreadable("not a web archive of Safari, or damaged") from None
    if not isinstance(page, dict):
        raise ArticleUnreadable("not a web archive of Safari")
    return page


def _reader(kind: str) -> Reader:
    from searchkit.corpus.formats.html import HtmlReader
    from searchkit.corpus.formats.pdf import PdfReader
    from searchkit.corpus.formats.text import TextReader

    if kind == "application/pdf":
        return PdfReader()
    return TextReader() if kind == "text/plain" else HtmlReader()


def _unicode(content: bytes, codec: str | None, kind: str) -> bytes:
    """The page in UTF-8, if the browser says in which other encoding it is."""
    if codec in (None, "utf-8") or not kind.startswith(("text/", "application/xhtml")):
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(codec or "utf-8", "replace").encode("utf-8-sig")
    return content
