"""RTF files: text, tables and notes in their order, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import Removed
from searchkit.corpus.formats.document_text import text_of_paragraphs
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
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
        from searchkit.corpus.formats.rtf.document import read_document

        if not data.strip():
            raise ArticleUnreadable("empty")
        if not self.recognises(data[:100]):
            raise ArticleUnreadable("not an RTF file")
        document = read_document(data)
        text = text_of_paragraphs(document.paragraphs, document.notes)
        if not text.strip():
            raise ArticleUnreadable("no text")
        from searchkit.corpus.exports import read_export

        if (exported := read_export(text, encoding=document.encoding)) is not None:
            yield from exported
            return
        yield ParsedDocument(
            text,
            tuple(_declared(document)),
            encoding=document.encoding,
            warnings=() if document.is_complete else ("the file is cut off",),
            removed=tuple(_headers(document)),
        )


def _declared(document: RtfDocument) -> Iterator[Stated]:
    for paragraph in document.paragraphs[:_MAX_BEFORE_TITLE]:
        if paragraph.style.lower() in _TITLE_STYLES:
            yield from stated_title(paragraph.text, "RTF style Title")
            break
    yield from stated_title(document.properties.get("title"), "RTF title")
    yield from stated_authors(document.properties.get("author"), "RTF author")


def _headers(document: RtfDocument) -> Iterator[Removed]:
    for text in list(dict.fromkeys(document.headers))[:_MAX_HEADERS]:
        yield Removed(text, "page header")
