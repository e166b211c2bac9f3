"""References in the XML of EndNote, which Zotero and Mendeley write as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import WEB_ADDRESS
from searchkit.corpus.formats.author_names import author_names
from searchkit.corpus.formats.xml_export import articles_in_export
from searchkit.corpus.formats.xml_tree import line_in, local_name, text_in
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELDS = ("pages", "section", "edition", "volume", "number")


class EndNoteReader:
    """Reads references of EndNote in XML: an article for each that has an abstract or a title."""

    name: ClassVar[str] = "endnote"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        head = head.replace(b"\0", b"")
        return b"<ref-type" in head and b"<records>" in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        return articles_in_export(data, "record", _read)


def _read(record: _Element) -> ArticleDraft:
    draft = ArticleDraft("EndNote")
    values = {
        name: line
        for element in record.iter()
        if (name := local_name(element)) and (line := line_in(element))
    }
    draft.state("title", values.get("title"), "title")
    paper = values.get("secondary-title") or values.get("full-title") or values.get("alt-title")
    draft.state("source", paper, "secondary-title")
    authors = [element for element in record.iter() if local_name(element) == "authors"]
    lines = [line_in(author) for each in authors for author in each]
    if names := tuple(dict.fromkeys(name for line in lines for name in author_names(line))):
        draft.state("authors", names, "authors", "; ".join(lines))
    _take_date(draft, values.get("year", ""), values.get("date", ""))
    if language := values.get("language"):
        draft.state_language(language, "language")
    if link := WEB_ADDRESS.search(values.get("url", "") or values.get("related-urls", "")):
        draft.state("url", link[0], "url")
    for name in _FIELDS:
        draft.add(name, values.get(name, ""))
    for keyword in (one for one in record.iter() if local_name(one) == "keyword"):
        draft.add("keywords", line_in(keyword))
    abstract = next((one for one in record.iter() if local_name(one) == "abstract"), None)
    if text := text_in(abstract).replace("\r", "\n"):
        draft.text = text
        draft.warnings.append("the export has no full text, so its abstract is used")
    return draft


def _take_date(draft: ArticleDraft, year: str, day: str) -> None:
    """Take the day, which may have the year in it or not, or the year."""
    if not day:
        draft.state_dated(year, "year")
    elif year and year not in day:
        draft.state_dated(f"{day}, {year}", "date")
    else:
        draft.state_dated(day.replace("/", "-"), "date")
