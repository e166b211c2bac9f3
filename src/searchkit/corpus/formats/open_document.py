"""OpenDocument texts (`.odt`), as LibreOffice writes them: paragraphs, tables, notes in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit.article import Removed
from searchkit.corpus.formats.document_text import Paragraph, text_of_paragraphs
from searchkit.corpus.formats.package import ZIP, Package
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.formats.xml_tree import local_name, namespace, parse_xml
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = b"application/vnd.oasis.opendocument.text"
_TITLES = frozenset({"title", "titel", "titre", "título", "titolo"})
_MAX_BEFORE_TITLE = 20
#: Elements whose text no reader of the document sees, or that repeat what stands elsewhere.
_SKIPPED = frozenset(
    """tracked-changes annotation annotation-end note-citation ruby-text forms sequence-decls
    variable-decls user-field-decls table-of-content alphabetical-index bibliography script
    event-listeners""".split()
)
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_SPACES = 100


class OpenDocumentReader:
    """Reads OpenDocument texts: one article a file, or those of an export."""

    name: ClassVar[str] = "open document"
    suffixes: ClassVar[frozenset[str]] = frozenset({".odt", ".ott", ".fodt"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        if head.startswith(ZIP):
            return b"mimetype" + _TYPE in head[:200]
        return b"<office:document" in head[:2_000] and _TYPE in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.exports import read_export

        document = _Document(data)
        text = text_of_paragraphs(document.paragraphs, document.notes)
        if not text.strip():
            raise ArticleUnreadable("no text")
        if (exported := read_export(text)) is not None:
            yield from exported
            return
        yield ParsedDocument(text, tuple(document.declared()), removed=tuple(document.headers()))


class _Document:
    """The parts of a document that are read."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(ZIP) or not data.strip():
            package = Package(data, "an OpenDocument text")
            content = package.xml("content.xml")
            self._meta, self._styles = package.xml("meta.xml"), package.xml("styles.xml")
        else:
            content, _ = parse_xml(data)
            self._meta = self._styles = content
        if content is None:
            raise ArticleUnreadable("not an OpenDocument text")
        body = next((element for element in content.iter() if _is(element, "text", "office")), None)
        if body is None:
            raise ArticleUnreadable("not an OpenDocument text")
        self._parents = _parents_of_styles(content)
        self.notes: list[str] = []
        self.paragraphs = list(self._blocks(body))

    def _blocks(self, parent: _Element) -> Iterator[Paragraph]:
        """The paragraphs below an element, and the rows of tables."""
        # A stack of its own: sections can be nested deeper than Python calls.
        waiting = [iter(parent)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
                continue
            name = local_name(element)
            if name in ("p", "h"):
                yield Paragraph(self._text(element).strip(), self._style(element))
            elif name == "table-row":
                if row := "\t".join(self._cells(element)).rstrip("\t"):
                    yield Paragraph(row, is_row=True)
            elif name and not _is_skipped(element, name):
                waiting.append(iter(element))

    def _cells(self, row: _Element) -> Iterator[str]:
        for cell in row:
            if local_name(cell) == "table-cell":
                texts = (
                    self._text(element)
                    for element in cell.iter()
                    if local_name(element) in ("p", "h")
                )
                yield " ".join(" ".join(texts).split())

    def _text(self, paragraph: _Element) -> str:
        """The characters of a paragraph; its notes are kept apart."""
        pieces = [paragraph.text or ""]
        waiting = [(paragraph, iter(paragraph))]
        while waiting:
            above, children = waiting[-1]
            element = next(children, None)
            if element is None:
                waiting.pop()
                if above is not paragraph:
                    pieces.append(above.tail or "")
                continue
            name = local_name(element)
            if name == "note-body":
                self.notes += [note] if (note := _plain(element)) else []
            if not name or _is_skipped(element, name) or name == "note-body":
                pieces.append(element.tail or "")
                continue
            pieces.append(_sign(element, name))
            pieces.append(element.text or "")
            waiting.append((element, iter(element)))
        return "".join(pieces)

    def _style(self, paragraph: _Element) -> str:
        name = str(paragraph.get(f"{_TEXT}style-name", ""))
        return self._parents.get(name, name)

    def declared(self) -> Iterator[Stated]:
        for paragraph in self.paragraphs[:_MAX_BEFORE_TITLE]:
            if paragraph.style.lower() in _TITLES:
                yield from stated_title(paragraph.text, "OpenDocument style Title")
                break
        if self._meta is None:
            return
        fields = {
            local_name(element): element.text for element in self._meta.iter() if _is_meta(element)
        }
        yield from stated_title(fields.get("title"), "OpenDocument title", weak=True)
        author = fields.get("initial-creator") or fields.get("creator")
        yield from stated_authors(author, "OpenDocument author", weak=True)

    def headers(self) -> Iterator[Removed]:
        seen = set()
        for element in self._styles.iter() if self._styles is not None else ():
            if local_name(element) in ("header", "footer") and namespace(element) == _STYLE[1:-1]:
                text = _plain(element)
                if text and text not in seen:
                    seen.add(text)
                    yield Removed(text, "page header")


def _parents_of_styles(content: _Element) -> dict[str, str]:
    """The style from which each automatic one is derived."""
    return {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in content.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name")
    }


def _is_skipped(element: _Element, name: str) -> bool:
    # The title and the description of a picture; of a text they are shown.
    return name in _SKIPPED or (name in ("title", "desc") and ":svg" in namespace(element))


def _sign(element: _Element, name: str) -> str:
    if name == "tab":
        return "\t"
    if name == "line-break":
        return "\n"
    if name == "s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES)
    return "\n" if name in ("p", "h") else ""


def _plain(element: _Element) -> str:
    """The text of an element whose paragraphs are one."""
    texts = ("".join(node.itertext()) for node in element.iter() if local_name(node) in ("p", "h"))
    return " ".join(" ".join(texts).split())


def _is(element: _Element, name: str, kind: str) -> bool:
    return local_name(element) == name and f":{kind}:" in namespace(element)


def _is_meta(element: _Element) -> bool:
    return namespace(element).startswith("http://purl.org/dc/") or ":meta:" in namespace(element)
