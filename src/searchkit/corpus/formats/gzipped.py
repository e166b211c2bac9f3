"""Files that are packed with gzip: read as what they are when unpacked."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import ClassVar

from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.formats.mail import MailReader
from searchkit.corpus.formats.markdown import MarkdownReader
from searchkit.corpus.formats.mbox import MboxReader
from searchkit.corpus.formats.tables import CsvReader
from searchkit.corpus.formats.text import TextReader
from searchkit.corpus.reader import ParsedDocument, Reader, Unread
from searchkit.errors import ArticleUnreadable

#: Bytes of a file when it is unpacked.
MAX_UNPACKED_SIZE = 100_000_000

_GZIP = b"\x1f\x8b"
_HEAD = 4_096


class GzippedReader:
    """Reads what `inner` reads, once it is unpacked; by its content it may be another format."""

    name: ClassVar[str] = "gzip"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    isolated: ClassVar[bool] = True
    inner: ClassVar[type[Reader]] = TextReader

    def recognises(self, head: bytes) -> bool:
        """Never: only a name tells which text is packed."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.registry import readers

        unpacked, problem = _unpacked(data) if data.startswith(_GZIP) else (data, "")
        if problem and not unpacked:
            raise ArticleUnreadable(problem)
        reader = readers().for_content(unpacked[:_HEAD]) or self.inner()
        if isinstance(reader, GzippedReader):
            raise ArticleUnreadable("packed twice; unpack it first")
        for article in reader.read(unpacked):
            if problem and isinstance(article, ParsedDocument):
                yield _warned(article, problem)
            else:
                yield article


class GzippedPageReader(GzippedReader):
    """Reads packed web pages, as browsers and crawlers save them."""

    name: ClassVar[str] = "gzipped page"
    suffixes: ClassVar[frozenset[str]] = frozenset({".html.gz", ".htm.gz", ".xhtml.gz"})
    inner: ClassVar[type[Reader]] = HtmlReader

    def recognises(self, head: bytes) -> bool:
        """Tell if a page is packed."""
        if not head.startswith(_GZIP):
            return False
        try:
            return HtmlReader().recognises(zlib.decompressobj(wbits=31).decompress(head, _HEAD))
        except zlib.error:
            return False


class GzippedTextReader(GzippedReader):
    """Reads packed text; XML, RTF and others by their content."""

    name: ClassVar[str] = "gzipped text"
    suffixes: ClassVar[frozenset[str]] = frozenset(
        {".txt.gz", ".text.gz", ".xml.gz", ".rss.gz", ".rtf.gz", ".ris.gz", ".enex.gz"}
    )


class GzippedMarkdownReader(GzippedReader):
    """Reads packed Markdown."""

    name: ClassVar[str] = "gzipped markdown"
    suffixes: ClassVar[frozenset[str]] = frozenset({".md.gz", ".markdown.gz"})
    inner: ClassVar[type[Reader]] = MarkdownReader


class GzippedTableReader(GzippedReader):
    """Reads packed tables."""

    name: ClassVar[str] = "gzipped table"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv.gz", ".tsv.gz", ".tab.gz"})
    inner: ClassVar[type[Reader]] = CsvReader


class GzippedMailReader(GzippedReader):
    """Reads packed messages."""

    name: ClassVar[str] = "gzipped mail"
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml.gz"})
    inner: ClassVar[type[Reader]] = MailReader


class GzippedMboxReader(GzippedReader):
    """Reads packed mail folders."""

    name: ClassVar[str] = "gzipped mbox"
    suffixes: ClassVar[frozenset[str]] = frozenset({".mbox.gz"})
    inner: ClassVar[type[Reader]] = MboxReader


def _unpacked(data: bytes) -> tuple[bytes, str]:
    """The unpacked bytes as far as they go, and why they end there."""
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while piece := stream.read1(1 << 20):
                size += len(piece)
                if size > MAX_UNPACKED_SIZE:
                    raise ArticleUnreadable(f"over {MAX_UNPACKED_SIZE / 1e6:,.0f} MB when unpacked")
                pieces.append(piece)
    except (EOFError, OSError, zlib.error):
        return b"".join(pieces), "the gzip data are damaged or cut off"
    return b"".join(pieces), ""


def _warned(article: ParsedDocument, problem: str) -> ParsedDocument:
    from dataclasses import replace

    return replace(article, warnings=(*article.warnings, problem))
