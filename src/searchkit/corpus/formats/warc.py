"""Web archives (WARC): an article for each page that was fetched."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from searchkit.corpus.formats.encoding import stated_codec
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.formats.text import TextReader
from searchkit.corpus.formats.web_addresses import is_frame, is_page_address
from searchkit.corpus.reader import BEHIND, ParsedDocument, Reader, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

#: Bytes of one page and of the whole archive when unpacked.
MAX_PAGE_SIZE, MAX_SIZE = 10_000_000, 400_000_000

_GZIP = b"\x1f\x8b"
_MARK = b"WARC/"
#: The first record of an archive as it was before WARC.
_ARC_MARK = b"filedesc://"
_MAX_RECORD_LENGTH = 100
#: Characters of texts that are held until it is known which pages the archive has.
_MAX_HELD = 20_000_000
_READERS: dict[str, Reader] = {
    "text/html": HtmlReader(),
    "application/xhtml+xml": HtmlReader(),
    "text/plain": TextReader(),
}


class WarcReader:
    """Reads web archives: each page that was found there is an article."""

    name: ClassVar[str] = "warc"
    suffixes: ClassVar[frozenset[str]] = frozenset({".warc", ".warc.gz", ".arc", ".arc.gz"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(wbits=31).decompress(head, len(_ARC_MARK))
            except zlib.error:
                return False
        return head.startswith((_MARK, _ARC_MARK))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("empty")
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        taken: set[str] = set()
        conversions = _Conversions()
        number = 0
        stream = _Bounded(data)
        try:
            for number, record in enumerate(ArchiveIterator(stream, arc2warc=True), 1):
                if reader := _reader_for(record):
                    articles = _articles(record, reader, _name(record, number, taken))
                    yield from conversions.without(articles, record)
        except (ArchiveLoadFailed, ArticleUnreadable, ValueError, AttributeError) as error:
            # The last: what a record without a type does to warcio.
            if number == 0:
                raise ArticleUnreadable("not a web archive") from None
            reason = f"the archive is damaged behind record {number} ({_line(error)})"
            yield Unread(f"{BEHIND}{number}", reason)
        yield from conversions.left()


class _Conversions:
    """The texts that were made of pages: none is an article beside its page."""

    def __init__(self) -> None:
        self._pages: set[str] = set()
        self._held: list[tuple[str, ParsedDocument | Unread]] = []
        self._length = 0

    def without(
        self, articles: Iterator[ParsedDocument | Unread], record: ArcWarcRecord
    ) -> Iterator[ParsedDocument | Unread]:
        """What was found in a record, unless it may be a second form of a page."""
        address = _address(record)
        for article in articles:
            if record.rec_type != "conversion":
                if isinstance(article, ParsedDocument):
                    self._pages.add(address)
                yield article
            elif address not in self._pages:
                self._held.append((address, article))
                self._length += len(article.text) if isinstance(article, ParsedDocument) else 0
        if self._length > _MAX_HELD:
            yield from self.left()

    def left(self) -> Iterator[ParsedDocument | Unread]:
        """What was held of pages that the archive does not have."""
        yield from (article for address, article in self._held if address not in self._pages)
        self._held, self._length = [], 0


class _Bounded:
    """The unpacked bytes; `ArticleUnreadable` where they are damaged or more than may be."""

    def __init__(self, data: bytes) -> None:
        packed = io.BytesIO(data)
        self._stream: io.BufferedIOBase = packed
        if data.startswith(_GZIP):
            self._stream = gzip.GzipFile(fileobj=packed)
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        try:
            # What was unpacked before a damage is given before the damage is told.
            data = self._stream.read1(size)
        except (EOFError, OSError, zlib.error):  # warcio takes some of them for the end
            raise ArticleUnreadable("the gzip data are damaged or cut off") from None
        self._given += len(data)
        if self._given > MAX_SIZE:
            raise ArticleUnreadable(f"over {MAX_SIZE / 1e6:.3g} MB when unpacked")
        return data

    def tell(self) -> int:
        return self._given

    def close(self) -> None:
        self._stream.close()


def _reader_for(record: ArcWarcRecord) -> Reader | None:
    """The reader for the page of a record; None if the record holds no page."""
    if not is_page_address(_address(record)):
        return None
    if record.rec_type == "response" and record.http_headers is not None:
        if not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        kind = record.http_headers.get_header("Content-Type")
    elif record.rec_type in ("resource", "conversion"):
        kind = record.rec_headers.get_header("Content-Type")
    else:
        return None
    return _READERS.get((kind or "").partition(";")[0].strip().lower())


def _address(record: ArcWarcRecord) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _articles(
    record: ArcWarcRecord, reader: Reader, name: str
) -> Iterator[ParsedDocument | Unread]:
    address = _address(record)
    url = (Stated("url", address, "WARC-Target-URI", address),) if address else ()
    try:
        payload = record.content_stream().read(MAX_PAGE_SIZE + 1)
        if len(payload) > MAX_PAGE_SIZE:
            raise ArticleUnreadable(f"the page is over {MAX_PAGE_SIZE / 1e6:.3g} MB")
        for parsed in reader.read(_unicode(payload, record)):
            if isinstance(parsed, ParsedDocument):
                if is_frame(address, parsed.text):
                    continue
                cut = ("the record is cut off",) if getattr(record.raw_stream, "limit", 0) else ()
                warnings = parsed.warnings + cut
                yield replace(
                    parsed, declared=url + parsed.declared, record=name, warnings=warnings
                )
    except ArticleUnreadable as error:
        yield Unread(name, f"{error.reason} ({address})" if address else error.reason)
    except Exception as error:  # one page must not cost the others
        yield Unread(name, f"cannot be parsed ({_line(error)}; {address})")


def _unicode(payload: bytes, record: ArcWarcRecord) -> bytes:
    """The page, in UTF-8 if the server said in which other encoding it is."""
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").lower()
    encoding = kind.partition("charset=")[2].partition(";")[0].strip(" \"'")
    codec = stated_codec(encoding)
    if codec is not None and codec != "utf-8":
        try:
            payload.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return payload.decode(codec).encode("utf-8-sig")
            except UnicodeError:
                pass
    return payload


def _name(record: ArcWarcRecord, number: int, taken: set[str]) -> str:
    """The id of a record without `urn:uuid:`, or its number."""
    identifier = record.rec_headers.get_header("WARC-Record-ID") or ""
    name = identifier.strip("<> ").rpartition(":")[2]
    if not name.isprintable() or "#" in name or len(name) > _MAX_RECORD_LENGTH or name in taken:
        name = ""
    name = name or str(number)
    taken.add(name)
    return name


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
