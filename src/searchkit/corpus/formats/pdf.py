"""PDF files: the text of their pages, and what their own metadata says."""

from __future__ import annotations

import datetime as dt
import io
import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import PartialDate
from searchkit.corpus.formats.printed import read_pages
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    import pypdf

#: Seconds, less than a worker is given: what was read until then is kept.
MAX_SECONDS = 7.0
#: Characters of one document.
_MAX_TEXT_SIZE = 10_000_000
#: Bytes of one stream when unpacked; pages of text are a hundredth of it.
_MAX_STREAM_SIZE = 16_000_000

_MARK = b"%PDF-"
_MARK_WITHIN = 1_024
_BOMB = "a part of it is too large when unpacked"


class PdfReader:
    """Reads PDF: one article a file."""

    name: ClassVar[str] = "pdf"
    suffixes: ClassVar[frozenset[str]] = frozenset({".pdf"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.startswith(_MARK)

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("empty")
        if _MARK not in data[:_MARK_WITHIN]:
            raise ArticleUnreadable("not a PDF")
        from pypdf import apply_configuration
        from pypdf.errors import LimitReachedError, PyPdfError

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            with apply_configuration(
                zlib_maximum_output_length=_MAX_STREAM_SIZE,
                lzw_maximum_output_length=_MAX_STREAM_SIZE,
                run_length_maximum_output_length=_MAX_STREAM_SIZE,
                array_based_stream_maximum_output_length=_MAX_STREAM_SIZE,
            ):
                parsed = _read(data)
        except LimitReachedError:
            raise ArticleUnreadable(_BOMB) from None
        except RecursionError:
            raise ArticleUnreadable("nested too deeply") from None
        except PyPdfError as error:
            raise ArticleUnreadable(f"damaged PDF ({error})") from None
        yield parsed


def _read(data: bytes) -> ParsedDocument:
    document = _open(data)
    pages, warnings = _pages(document)
    printed = read_pages(pages)
    if not printed.text and not printed.removed:
        raise ArticleUnreadable("no text in the PDF (scanned images?)")
    declared = list(_declared(document))
    if printed.address.startswith("http"):
        address = printed.address
        declared.append(Stated("url", address, "address printed on the page", address))
    return ParsedDocument(
        printed.text,
        tuple(declared),
        warnings=tuple(warnings),
        removed=printed.removed,
    )


def _open(data: bytes) -> pypdf.PdfReader:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    document = PdfReader(io.BytesIO(data))
    if document.is_encrypted:
        try:
            if document.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise ArticleUnreadable("encrypted")
        except DependencyError:
            raise ArticleUnreadable("encrypted (AES; the package cryptography is needed)") from None
    return document


def _pages(document: pypdf.PdfReader) -> tuple[list[str], list[str]]:
    """The text of each page, and warnings of those that are left out.

    Raises `ArticleUnreadable` if not one page can be read.
    """
    from pypdf.errors import LimitReachedError

    begun = time.monotonic()
    texts: list[str] = []
    broken: dict[int, str] = {}
    size, count = 0, len(document.pages)
    for number in range(1, count + 1):
        if time.monotonic() - begun > MAX_SECONDS or size > _MAX_TEXT_SIZE:
            return texts, [
                f"only the first {number - 1} of {count} pages were read",
                *_told(broken),
            ]
        try:
            text = document.pages[number - 1].extract_text()
        except LimitReachedError:
            broken[number] = _BOMB
        except RecursionError:
            broken[number] = "nested too deeply"
        except Exception as error:  # pypdf trusts what a page says of itself
            broken[number] = f"damaged ({type(error).__name__}: {error})"
        else:
            texts.append(text)
            size += len(text)
    if broken and not any(map(str.strip, texts)):
        raise ArticleUnreadable(next(iter(broken.values())))
    return texts, _told(broken)


def _told(broken: dict[int, str]) -> list[str]:
    return [f"page {number} could not be read: {reason}" for number, reason in broken.items()]


def _declared(document: pypdf.PdfReader) -> Iterator[Stated]:
    # Nobody sees this part when the PDF is shown, so that nobody notices when it is damaged.
    with suppress(Exception):
        yield from _from_xmp(document)
    with suppress(Exception):
        if info := document.metadata:
            yield from stated_title(info.get("/Title"), "PDF Title")
            yield from stated_authors(info.get("/Author"), "PDF Author")


def _from_xmp(document: pypdf.PdfReader) -> Iterator[Stated]:
    xmp = document.xmp_metadata
    if xmp is None:
        return
    for title in (xmp.dc_title or {}).values():
        yield from stated_title(title, "XMP dc:title")
        break
    if creators := xmp.dc_creator:
        yield from stated_authors(" and ".join(creators), "XMP dc:creator")
    made = {moment.date() for moment in (xmp.xmp_create_date, xmp.xmp_modify_date) if moment}
    days = {moment.date() for moment in xmp.dc_date or () if isinstance(moment, dt.datetime)}
    # A program writes there when the file was made; a publisher, when the text was published.
    if len(days) == 1 and not days & (made | _made(document)):
        (day,) = days
        yield Stated(
            "date", PartialDate(day.year, day.month, day.day), "XMP dc:date", day.isoformat()
        )


def _made(document: pypdf.PdfReader) -> set[dt.date]:
    info = document.metadata
    moments = (info.creation_date, info.modification_date) if info else ()
    return {moment.date() for moment in moments if moment}
