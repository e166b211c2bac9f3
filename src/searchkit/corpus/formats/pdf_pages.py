"""The text of the pages of a PDF: by PDFium, which is fast, and by pypdf where it has none."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    import pypdf
    import pypdfium2

#: Seconds, less than a worker is given: what was read until then is kept.
MAX_SECONDS = 7.0
#: Characters of one document.
MAX_TEXT_SIZE = 10_000_000
#: The reason of a page or a file that swells.
BOMB = "a part of it is too large when unpacked"

# PDFium joins a word that the end of a line parts, and leaves this in the place of its hyphen.
_HYPHEN = "\ufffe"

#: The text of the page with that number, from 0.
_PageText: TypeAlias = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The text of each page that could be read, and warnings of those that could not."""

    texts: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Tell if there is more than blank space."""
        return any(map(str.strip, self.texts))


def read_page_texts(data: bytes, document: pypdf.PdfReader | None) -> PageTexts:
    """The text of the pages of a PDF, which pypdf has opened if it can.

    Raises `ArticleUnreadable` if not one page can be read.
    """
    fast = _open(data)
    if fast is None:
        if document is None:
            raise ArticleUnreadable("damaged PDF")
        return _by_pypdf(document)
    try:
        return _by_pdfium(fast, document)
    finally:
        fast.close()


def _open(data: bytes) -> pypdfium2.PdfDocument | None:
    """The document that PDFium sees; None if it sees none."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None


def _by_pdfium(fast: pypdfium2.PdfDocument, document: pypdf.PdfReader | None) -> PageTexts:
    def text(number: int) -> str:
        if document is not None:
            _check(document, number)
        page = fast[number]
        try:
            shown = page.get_textpage()
            try:
                return str(shown.get_text_range()).replace(_HYPHEN, "-\n")
            finally:
                shown.close()
        finally:
            page.close()

    begun = time.monotonic()
    try:
        texts = _read(text, len(fast), begun)
    except ArticleUnreadable:
        if document is None:
            raise
        return _by_pypdf(document, begun)
    if texts.has_text or document is None:
        return texts
    return _by_pypdf(document, begun)


def _check(document: pypdf.PdfReader, number: int) -> None:
    """Raises `LimitReachedError` for a page that swells, before PDFium unpacks it."""
    from pypdf.errors import PyPdfError
    from pypdf.generic import ArrayObject, StreamObject

    try:
        contents = document.pages[number].get("/Contents")
        contents = contents.get_object() if contents is not None else None
        for content in contents if isinstance(contents, ArrayObject) else [contents]:
            stream = content.get_object() if content is not None else None
            if isinstance(stream, StreamObject):
                stream.get_data()
    except (IndexError, KeyError, ValueError, TypeError, AttributeError):
        return  # damaged as pypdf sees it; PDFium mends more
    except PyPdfError as error:
        if _is_bomb(error):
            raise


def _by_pypdf(document: pypdf.PdfReader, begun: float | None = None) -> PageTexts:
    def text(number: int) -> str:
        return document.pages[number].extract_text()

    return _read(text, len(document.pages), time.monotonic() if begun is None else begun)


def _read(text: _PageText, count: int, begun: float) -> PageTexts:
    texts: list[str] = []
    broken: dict[int, str] = {}
    size = 0
    for number in range(count):
        if time.monotonic() - begun > MAX_SECONDS or size > MAX_TEXT_SIZE:
            cut = f"only the first {number} of {count} pages were read"
            return PageTexts(tuple(texts), (cut, *_warnings(broken)))
        try:
            texts.append(text(number))
        except RecursionError:
            broken[number + 1] = "nested too deeply"
        except Exception as error:  # a page says of itself what it likes
            what = type(error).__name__
            broken[number + 1] = BOMB if _is_bomb(error) else f"damaged ({what}: {error})"
        else:
            size += len(texts[-1])
    if broken and not any(map(str.strip, texts)):
        raise ArticleUnreadable(next(iter(broken.values())))
    return PageTexts(tuple(texts), _warnings(broken))


def _is_bomb(error: Exception) -> bool:
    from pypdf.errors import LimitReachedError

    return isinstance(error, LimitReachedError)


def _warnings(broken: dict[int, str]) -> tuple[str, ...]:
    return tuple(f"page {at} could not be read: {reason}" for at, reason in broken.items())
