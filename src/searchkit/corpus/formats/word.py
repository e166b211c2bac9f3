"""Word documents (`.docx`): paragraphs and tables in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from searchkit.article import Removed
from searchkit.corpus.formats.office_package import (
    OfficeFormat,
    as_usual,
    what_broke,
)
from searchkit.corpus.formats.old_word import OldWordReader, is_old_word
from searchkit.corpus.formats.ole import OLE
from searchkit.corpus.formats.package import ZIP
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from docx.document import Document

#: Bytes of one XML part when unpacked.
MAX_PART_SIZE = 30_000_000

_FORMAT = OfficeFormat("a Word document", "Word", ".docx", "word/", MAX_PART_SIZE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_KINDS = ("footnote", "endnote")
_NOTES = {f"/word/{kind}s.xml": kind for kind in _KINDS}


class WordReader:
    """Reads Word documents: one article a file, or those of an export of a news database."""

    name: ClassVar[str] = "word"
    suffixes: ClassVar[frozenset[str]] = frozenset({".docx", ".docm"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.startswith(ZIP) and b"word/" in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if data.startswith(OLE) and is_old_word(data):
            yield from OldWordReader().read(data)
            return
        _FORMAT.check(data)
        import docx

        try:
            document = docx.Document(io.BytesIO(as_usual(data)))
        except Exception as error:  # python-docx lets every error of zip and XML through
            raise ArticleUnreadable(f"damaged Word document ({what_broke(error)})") from None
        text = "\n\n".join([*_blocks(document.element.body), *_notes(document)])
        if not text.strip():
            raise ArticleUnreadable("no text")
        from searchkit.corpus.exports import read_export

        if (exported := read_export(text)) is not None:
            yield from exported
            return
        yield ParsedDocument(text, tuple(_declared(document)), removed=tuple(_headers(document)))


def _blocks(parent: Any) -> Iterator[str]:
    """The paragraphs below an element, and the rows of tables as lines."""
    for child in parent:
        if child.tag == _WORD + "p":
            if text := _text(child).strip():
                yield text
        elif child.tag == _WORD + "tbl":
            rows = filter(None, map(_row, child.iter(_WORD + "tr")))
            if table := "\n".join(rows):
                yield table
        elif child.tag in (_WORD + "sdt", _WORD + "sdtContent", _WORD + "ins", _WORD + "customXml"):
            yield from _blocks(child)


def _notes(document: Document) -> Iterator[str]:
    """The footnotes and endnotes, numbered in the order in which the text refers to them."""
    from lxml import etree

    notes: dict[tuple[str, str], str] = {}
    for part in document.part.package.iter_parts():
        kind = _NOTES.get(str(part.partname))
        if kind is not None:
            for note in etree.fromstring(part.blob).iter(_WORD + kind):
                if note.get(_WORD + "type") in (None, "normal"):
                    text = " ".join(" ".join(_blocks(note)).split())
                    notes[kind, note.get(_WORD + "id", "")] = text
    numbered = 0
    for reference in document.element.body.iter(*(_WORD + f"{kind}Reference" for kind in _KINDS)):
        kind = reference.tag.removeprefix(_WORD).removesuffix("Reference")
        if text := notes.pop((kind, reference.get(_WORD + "id", "")), ""):
            numbered += 1
            yield f"[{numbered}] {text}"


def _row(row: Any) -> str:
    cells = (cell for cell in row.iterchildren(_WORD + "tc", _WORD + "sdt"))
    texts = (" ".join(" ".join(map(_text, cell.iter(_WORD + "p"))).split()) for cell in cells)
    return "\t".join(texts).strip()


def _text(paragraph: Any) -> str:
    """The characters of a paragraph, inserted ones too, and of the text boxes in it."""
    pieces: list[str] = []
    elements = [iter(paragraph)]
    while elements:
        element = next(elements[-1], None)
        if element is None:
            elements.pop()
        elif element.tag == _WORD + "t":
            pieces.append(element.text or "")
        elif isinstance(element.tag, str) and element.tag != _FALLBACK:
            # What was deleted stands in other elements than `t`.
            pieces.append(_MARKS.get(element.tag.removeprefix(_WORD), ""))
            elements.append(iter(element))
            if element.tag == _WORD + "p":
                pieces.append("\n")
    return "".join(pieces)


def _declared(document: Document) -> Iterator[Stated]:
    for paragraph in document.paragraphs[:20]:
        if paragraph.style is not None and paragraph.style.name == "Title":
            yield from stated_title(paragraph.text, "Word style Title")
            break
    properties = document.core_properties
    yield from stated_title(properties.title, "Word title", weak=True)
    yield from stated_authors(properties.author, "Word author", weak=True)


def _headers(document: Document) -> Iterator[Removed]:
    seen = set()
    for section in document.sections:
        for edge in (section.header, section.footer):
            if edge.is_linked_to_previous:
                continue
            text = "\n".join(
                filter(None, (paragraph.text.strip() for paragraph in edge.paragraphs))
            )
            if text and text not in seen:
                seen.add(text)
                yield Removed(text, "page header")
