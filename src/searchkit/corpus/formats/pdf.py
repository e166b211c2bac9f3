"""PDF files: the text of their pages, and what their own metadata says."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import PartialDate
from searchkit.corpus.formats.court_papers import is_stamp
from searchkit.corpus.formats.pdf_pages import BOMB, read_page_texts
from searchkit.corpus.formats.printed import read_pages
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    import pypdf

#: Bytes of one stream when unpacked; pages of text are a hundredth of it.
_MAX_STREAM_SIZE = 16_000_000

#: The reason of a PDF whose pages are pictures.
NO_TEXT = "no text in the PDF (scanned images?)"

_MARK = b"%PDF-"
_MARK_WITHIN = 1_024


class PdfReader:
    """Reads PDF: one article a file, or those of an export of a news database."""

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
                articles = _read(data)
        except LimitReachedError:
            raise ArticleUnreadable(BOMB) from None
        except RecursionError:
            raise ArticleUnreadable("nested too deeply") from None
        except PyPdfError as error:
            raise ArticleUnreadable(f"damaged PDF ({error})") from None
        yield from articles


def _read(data: bytes) -> list[ParsedDocument | Unread]:
    from searchkit.corpus.exports.printed_export import read_printed_export

    document = _open(data)
    pages = read_page_texts(data, document)
    exported = read_printed_export(pages.texts, lambda some: read_pages(some).text)
    if exported is not None:
        return exported
    printed = read_pages(pages.texts)
    if not printed.text and all(is_stamp(removed.text) for removed in printed.removed):
        raise ArticleUnreadable(NO_TEXT)
    declared = list(_declared(document)) if document else []
    if printed.case:
        method = "names of the parties"
        declared.append(Stated("title", printed.case, method, printed.case, inferred=True))
    if printed.address.startswith("http"):
        address = printed.address
        declared.append(Stated("url", address, "address printed on the page", address))
    parsed = ParsedDocument(
        printed.text,
        tuple(declared),
        warnings=pages.warnings,
        removed=printed.removed,
    )
    return [parsed]


def _open(data: bytes) -> pypdf.PdfReader | None:
    """The document that pypdf sees; None if it is too damaged for it."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    try:
        document = PdfReader(io.BytesIO(data))
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    if document.is_encrypted:
        try:
            if document.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise ArticleUnreadable("encrypted")
        except DependencyError:
            raise ArticleUnreadable("encrypted (AES; the package cryptography is needed)") from None
    return document


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
