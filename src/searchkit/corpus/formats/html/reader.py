"""Saved web pages: the article's text, and what the page declares about it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import BinaryFile, Decoded, decode, normalised, stated_codec
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BEGINS = re.compile(
    r"(?>\s+|<!--.*?-->|<\?xml\b[^<>]*\?>)*+"
    r"<(?:!doctype\s+html\b|(?:html|head|body|title|meta|link|frameset|base)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"""<meta\b[^<>]*?\bcharset\s*+=\s*+(?:["']\s*+)?([\w.:-]+)|^\s*<\?xml\b[^<>]*?\bencoding=["']([\w.:-]+)""",
    re.IGNORECASE,
)
_CHARSET_WITHIN = 8_192
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]*>|\s+", re.IGNORECASE | re.DOTALL
)


class HtmlReader:
    """Reads web pages: one article a file, or those of an export of a news database."""

    name: ClassVar[str] = "html"
    suffixes: ClassVar[frozenset[str]] = frozenset({".html", ".htm", ".xhtml", ".xht", ".hocr"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if a file begins as a page does: with a doctype, `<html>` or what stands in it."""
        return bool(_BEGINS.match(_beginning(head)))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.exports.pages import read_page
        from searchkit.corpus.formats.html.page import parse
        from searchkit.corpus.formats.scanned_pages import is_hocr, read_hocr

        decoded = decode_page(data)
        tree = parse(decoded.text)
        if tree is None:
            raise ArticleUnreadable("no text")
        if is_hocr(decoded.text):
            yield read_hocr(tree, decoded.encoding, decoded.warnings)
            return
        exported = read_page(
            tree, decoded.text, encoding=decoded.encoding, warnings=decoded.warnings
        )
        if exported is not None:
            yield from exported
        else:
            yield _read(tree, decoded)


def _read(tree: HtmlElement, decoded: Decoded) -> ParsedDocument:
    """The one article of a page. Raises `ArticleUnreadable` without any text."""
    # trafilatura takes long to import, and an export of a database does not need it.
    from searchkit.corpus.formats.html.body import Known, article_text
    from searchkit.corpus.formats.html.declared import declared
    from searchkit.corpus.formats.html.page import Page
    from searchkit.corpus.formats.html.several import article_texts, with_all

    page = Page(tree, decoded.text)
    stated = declared(page)
    known = Known(
        titles=_values(stated, "title"),
        authors=_values(stated, "authors"),
        summaries=page.summaries(),
        body=page.linked.body(),
    )
    texts = article_texts(tree)
    body = article_text(tree, known)
    text, doubts = with_all(body.text, texts)
    if not text.strip():
        raise ArticleUnreadable("no text")
    return ParsedDocument(
        text=normalised(text),
        declared=stated,
        encoding=decoded.encoding,
        warnings=decoded.warnings + body.warnings + doubts,
        prepared=True,
        removed=body.removed,
        insets=tuple(inset for inset in body.insets if inset[0] not in text),
    )


def decode_page(data: bytes) -> Decoded:
    """The text of a page: by byte order mark, as UTF-8, as it declares, or as is most likely.

    What a page declares is often wrong; bytes that are valid UTF-8 are hardly ever anything else.
    Raises `ArticleUnreadable` for bytes that are no text.
    """
    problem = ArticleUnreadable("unknown encoding")
    try:
        guessed = decode(data)
        if guessed.encoding.startswith("utf"):
            return guessed
    except BinaryFile:
        raise
    except ArticleUnreadable as error:
        guessed, problem = None, error
    codec = _declared_codec(data) or _codec_of_words(data)
    if codec is not None:
        try:
            return Decoded(normalised(data.decode(codec)), codec)
        except UnicodeDecodeError:
            pass
    if guessed is None:
        raise problem
    return guessed


def _codec_of_words(data: bytes) -> str | None:
    """The encoding that the words of a page suggest without the markup, which says nothing."""
    try:
        return decode(_MARKUP.sub(b"\n", data)).encoding
    except ArticleUnreadable:
        return None


def _declared_codec(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    if match is None:
        return None
    name = stated_codec((match[1] or match[2]).decode("ascii", "replace"))
    return None if name is None or name.startswith("utf") else name


def _beginning(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _values(stated: tuple[Stated, ...], name: str) -> list[str]:
    values: list[str] = []
    for entry in stated:
        if entry.field == name:
            values += entry.value if isinstance(entry.value, tuple) else [str(entry.value)]
    return values
