"""EPUB: books, and issues of papers and saved articles that programs put into one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from searchkit import quick_re as re
from searchkit.corpus.formats.package import ZIP, Package
from searchkit.corpus.formats.properties import stated_authors
from searchkit.corpus.formats.xml_blocks import blocks_in
from searchkit.corpus.formats.xml_tree import local_name
from searchkit.corpus.reader import CAPTION, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

MAX_PAGES = 10_000
#: Words; a cover, an imprint or a list of contents has fewer.
_MIN_WORDS = 40

_TYPE = b"application/epub+zip"
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NO_TEXT = frozenset({"nav", "cover", "toc", "titlepage"})
#: What programs write where the publisher or the writer stands.
_TOOL = re.compile(
    r"calibre|wallabag|pandoc|epub|percollate|pocket|instapaper|unknown|unbekannt", re.I
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FROM_PAGE = re.compile(r"This article was downloaded by calibre from (?P<url>https?://\S+)")
_LINKS = re.compile(r"(?:\|?\s*+(?:Next|Previous|Section [Mm]enu|Main [Mm]enu)\s*+)++\|?")


class EpubReader:
    """Reads EPUB: an article for each of its pages with running text."""

    name: ClassVar[str] = "epub"
    suffixes: ClassVar[frozenset[str]] = frozenset({".epub"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.startswith(ZIP) and b"mimetype" + _TYPE in head[:200]

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        book = _Book(Package(data, "an EPUB"))
        pages = list(book.pages())
        kept = [page for page in pages if page.words >= _MIN_WORDS] or pages
        if not kept:
            raise ArticleUnreadable("no text")
        for number, page in enumerate(kept, 1):
            alone = len(kept) == 1
            yield ParsedDocument(
                page.text,
                tuple(book.declared(page, alone=alone)),
                record=None if alone else str(number),
                prepared=True,
                insets=tuple((caption, CAPTION) for caption in page.captions),
            )


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of running text, its heading, and the address that it came from if it says so."""

    title: str
    text: str
    captions: tuple[str, ...]
    address: str

    @property
    def words(self) -> int:
        return len(self.text.split())


class _Book:
    """The pages of an EPUB in the order in which they are read, and what it declares."""

    def __init__(self, package: Package) -> None:
        self._package = package
        container = package.xml(_CONTAINER)
        elements = [] if container is None else container.iter()
        path = next(
            (
                element.get("full-path", "")
                for element in elements
                if local_name(element) == "rootfile"
            ),
            "",
        )
        contents = package.xml(path) if path else None
        if contents is None:
            raise ArticleUnreadable("not an EPUB")
        self._contents = contents
        self._folder = posixpath.dirname(path)
        self._locked = _locked(package)

    def pages(self) -> Iterator[_Page]:
        items = {
            element.get("id", ""): element
            for element in self._contents.iter()
            if local_name(element) == "item"
        }
        spine = [element for element in self._contents.iter() if local_name(element) == "itemref"]
        # No page stands in a book twice, however often the list has it.
        named = list(dict.fromkeys(element.get("idref", "") for element in spine))
        taken: set[str] = set()
        for reference in named[:MAX_PAGES]:
            item = items.get(reference)
            if item is None or item.get("media-type", "") not in _PAGES:
                continue
            if _NO_TEXT.intersection((item.get("properties") or "").split()):
                continue
            name = posixpath.normpath(
                posixpath.join(self._folder, unquote(item.get("href", "").partition("#")[0]))
            )
            if name in self._locked:
                raise ArticleUnreadable("encrypted (DRM)")
            if name in taken:
                continue
            taken.add(name)
            data = self._package.part(name)
            if data and (page := _page(data)):
                yield page

    def declared(self, page: _Page, *, alone: bool) -> Iterator[Stated]:
        """What the book says of a page; of a page that is not `alone` only by conclusion."""
        title = next(iter(self._metadata("title")), "")
        if page.title and page.title != title:
            yield Stated("title", page.title, "EPUB heading", page.title)
        if alone and title and not _TOOL.search(title):
            yield Stated("title", title, "EPUB title", title, inferred=bool(page.title))
        publisher = next(
            (name for name in self._metadata("publisher") if not _TOOL.search(name)), ""
        )
        if publisher:
            yield Stated("source", publisher, "EPUB publisher", publisher)
        elif title and page.title and page.title != title and not _TOOL.search(title):
            yield Stated("source", title, "EPUB title", title, inferred=True)
        creators = [name for name in self._metadata("creator") if not _TOOL.search(name)]
        if creators and (alone or not publisher):
            yield from stated_authors(" and ".join(creators), "EPUB creator")
        if page.address:
            yield Stated("url", page.address, "address in the EPUB", page.address)
        for language in list(self._metadata("language"))[:1]:
            yield Stated("language", language, "EPUB language", language)
        yield from self._date()

    def _date(self) -> Iterator[Stated]:
        """The day of publication: not the moment at which a program made the file."""
        made = {stamp[:10] for stamp in self._metadata("modified")}
        for element in self._contents.iter():
            event = next((v for k, v in element.attrib.items() if str(k).endswith("event")), "")
            if local_name(element) == "date" and event in ("", "publication"):
                value = (element.text or "").strip()
                if _DAY.fullmatch(value) and value not in made:
                    yield Stated("date", value, "EPUB date", value)
                    return

    def _metadata(self, name: str) -> Iterator[str]:
        for element in self._contents.iter():
            # Of a comment this is None, whatever the default.
            is_property = (element.get("property") or "").rpartition(":")[2] == name
            is_named = local_name(element) == name or (
                local_name(element) == "meta" and is_property
            )
            if is_named and (text := " ".join((element.text or "").split())):
                yield text


def _locked(package: Package) -> frozenset[str]:
    """The names of parts that cannot be read without a key."""
    encryption = package.xml(_ENCRYPTION)
    if encryption is None:
        return frozenset()
    return frozenset(
        unquote(element.get("URI", ""))
        for element in encryption.iter()
        if local_name(element) == "cipherreference"
    )


def _page(data: bytes) -> _Page | None:
    from searchkit.corpus.formats.html.page import parse
    from searchkit.corpus.formats.html.reader import decode_page

    tree = parse(decode_page(data).text)
    if tree is None:
        return None
    body = next(tree.iter("body"), tree)
    blocks = blocks_in(body)
    title = _title(tree, body)
    address = ""
    texts: list[str] = []
    for text in blocks.texts:
        if match := _FROM_PAGE.search(text):
            address = match["url"]
        if not match and not _LINKS.fullmatch(text) and text != title:
            texts.append(text)
    if not texts:
        return None
    return _Page(title, "\n\n".join(texts), tuple(filter(None, blocks.captions)), address)


def _title(tree: HtmlElement, body: _Element) -> str:
    """The first heading of a page, else the title that its head states."""
    for name in ("h1", "h2", "h3"):
        for element in body.iter(name):
            if text := " ".join("".join(element.itertext()).split()):
                return text
    title = next(
        (" ".join("".join(element.itertext()).split()) for element in tree.iter("title")), ""
    )
    return title if not _TOOL.search(title) else ""
