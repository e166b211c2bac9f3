"""Exports of news databases in XML: an element for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.reading import finished
from searchkit.corpus.formats.xml_tree import local_name, parse_xml
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element


def articles_in_export(
    data: bytes, name: str, read: Callable[[_Element], ArticleDraft]
) -> Iterator[ParsedDocument | Unread]:
    """The article of each element of a name; one at which the export breaks off is told.

    Raises `ArticleUnreadable` for an export that has none.
    """
    root, is_whole = parse_xml(data)
    elements = [element for element in root.iter() if local_name(element) == name and len(element)]
    if not elements:
        raise ArticleUnreadable(f"no {name}s in the export")
    yield from finished([read(element) for element in elements], "utf-8", ())
    if not is_whole:
        reason = f"the export is damaged or cut off behind {name} {len(elements)}"
        yield Unread(f"{BEHIND}{len(elements)}", reason)
