"""Articles of ProQuest in XML, as its historical newspapers and TDM come: a `Record` each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import WEB_ADDRESS
from searchkit.corpus.formats.html_text import without_tags
from searchkit.corpus.formats.xml_export import articles_in_export
from searchkit.corpus.formats.xml_tree import line_in, local_name, text_in
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = (b"<RecordTitle", b"<NumericPubDate", b"<AlphaPubDate")
#: The years of a paper behind its name: `The Times (1901-1959)`.
_YEARS = re.compile(r"(?<!\s)\s*+\((?:pre-)?\d{4}(?:\s?[-–]\s?[^()]{1,20})?\)$")
_FIELDS = {
    "startpage": "page",
    "recordid": "accession_number",
    "objecttype": "document_type",
    "sourcetype": "source_type",
    "sectiontitle": "section",
}


class ProquestXmlReader:
    """Reads records of ProQuest in XML: one article or many."""

    name: ClassVar[str] = "proquest"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        head = head.replace(b"\0", b"")
        return b"<Record" in head and any(mark in head for mark in _MARKS)

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        return articles_in_export(data, "record", _read)


def _read(record: _Element) -> ArticleDraft:
    draft = ArticleDraft("ProQuest")
    draft.state("title", _first(record, "recordtitle"), "RecordTitle")
    paper = next((_first(one, "title") for one in _all(record, "publication")), "")
    draft.state("source", _YEARS.sub("", paper), "Publication", paper)
    for name in ("numericpubdate", "alphapubdate"):
        if day := _first(record, name):
            draft.state_dated(_with_hyphens(day), name)
            break
    _take_authors(draft, record)
    if language := _first(record, "languagecode") or _first(record, "language"):
        draft.state_language(language, "LanguageCode")
    if link := WEB_ADDRESS.search(_first(record, "urldocview") or _first(record, "url")):
        draft.state("url", link[0], "URLDocView")
    for element, name in _FIELDS.items():
        draft.add(name, _first(record, element))
    draft.text = _text(record, "fulltext") or _text(record, "text")
    if not draft.text and (abstract := _text(record, "abstract")):
        draft.text = abstract
        draft.warnings.append("the export has no full text, so its abstract is used")
    return draft


def _take_authors(draft: ArticleDraft, record: _Element) -> None:
    for one in _all(record, "contributor"):
        if _first(one, "contribrole").lower() not in ("", "author"):
            continue
        name = f"{_first(one, 'firstname')} {_first(one, 'lastname')}".strip()
        draft.state_authors(
            _first(one, "personname") or name or _first(one, "originalform"), "Contributor"
        )
        return


def _text(record: _Element, name: str) -> str:
    """The text of an element; one of a page stands there with its tags as characters."""
    text = next(filter(None, (text_in(one).strip() for one in _all(record, name))), "")
    return without_tags(text) if "</" in text else text


def _with_hyphens(day: str) -> str:
    is_compact = day.isascii() and day.isdigit() and len(day) == 8
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if is_compact else day


def _all(element: _Element, name: str) -> Iterator[_Element]:
    return (one for one in element.iter() if local_name(one) == name)


def _first(element: _Element, name: str) -> str:
    """The text of the first element of a name, in one line; empty if there is none."""
    return next(map(line_in, _all(element, name)), "")
