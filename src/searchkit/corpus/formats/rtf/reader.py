"""RTF files: text, tables and notes in their order, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import Removed
from searchkit.corpus.formats.document_text import text_of_paragraphs
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import BEHIND, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from searchkit.corpus.formats.rtf.document import RtfDocument

_TITLE_STYLES = frozenset({"title", "titel", "titre", "título", "titolo", "название"})
_MAX_BEFORE_TITLE = 20
#: Each section of an export may have its own.
_MAX_HEADERS = 50
_MARK = b"{\\rtf"
_BOM = b"\xef\xbb\xbf"


class RtfReader:
    """Reads Rich Text Format, whatever the name of the file: one article a file, or an export."""

    name: ClassVar[str] = "rtf"
    suffixes: ClassVar[frozenset[str]] = frozenset({".rtf"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.removeprefix(_BOM).lstrip().startswith(_MARK)

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.formats.rtf.document import read_documents

        if not data.strip():
            raise ArticleUnreadable("empty")
        if not self.recognises(data[:100]):
            raise ArticleUnreadable("not an RTF file")
        documents = [(document, _text(document)) for document in read_documents(data)]
        documents = [(document, text) for document, text in documents if text.strip()]
        if not documents:
            raise ArticleUnreadable("no text")
        for number, (document, text) in enumerate(documents, 1):
            record = str(number) if len(documents) > 1 else None
            for article in _articles(document, text):
                yield (
                    article
                    if record is None
                    else replace(article, record=_within(record, article.record))
                )


def _text(document: RtfDocument) -> str:
    return text_of_paragraphs(document.paragraphs, document.notes)


def _within(record: str, inner: str | None) -> str:
    return record if inner is None else f"{record}.{inner}"


def _articles(document: RtfDocument, text: str) -> Iterator[ParsedDocument | Unread]:
    """The article of a document, or those of an export; what is missing of an export is told."""
    from searchkit.corpus.exports import read_export

    problems = tuple(_problems(document))
    exported = read_export(text, encoding=document.encoding)
    if exported is None:
        yield ParsedDocument(
            text,
            tuple(_declared(document)),
            encoding=document.encoding,
            warnings=problems,
            removed=tuple(_headers(document)),
        )
        return
    yield from exported
    for problem in problems:
        yield Unread(f"{BEHIND}{len(exported)}", problem)


def _problems(document: RtfDocument) -> Iterator[str]:
    if not document.is_complete:
        yield "the file is cut off"
    if document.has_more:
        yield "text behind the end of the RTF document is left out"


def _declared(document: RtfDocument) -> Iterator[Stated]:
    for paragraph in document.paragraphs[:_MAX_BEFORE_TITLE]:
        if paragraph.style.lower() in _TITLE_STYLES:
            yield from stated_title(paragraph.text, "RTF style Title")
            break
    yield from stated_title(document.properties.get("title"), "RTF title", weak=True)
    yield from stated_authors(document.properties.get("author"), "RTF author", weak=True)


def _headers(document: RtfDocument) -> Iterator[Removed]:
    for text in list(dict.fromkeys(document.headers))[:_MAX_HEADERS]:
        yield Removed(text, "page header")
