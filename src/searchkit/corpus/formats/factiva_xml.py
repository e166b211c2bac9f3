"""Exports of Factiva in XML: an `article` element for each article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import date_at_start
from searchkit.corpus.formats.xml_export import articles_in_export
from searchkit.corpus.formats.xml_tree import line_in, local_name
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = (b"global.factiva.com", b"<ppsarticle", b"<PPSResponse", b"<articleDistDoc")
_TEXTS = ("leadparagraph", "tailparagraphs")
_FIELDS = {
    "sectionname": "section",
    "edition": "edition",
    "pages": "pages",
    "publishername": "publisher",
    "accessionno": "accession_number",
    "columnname": "column",
    "credit": "credit",
    "corrections": "correction",
}
_NAMED = {
    "region": "region",
    "newssubject": "subject",
    "company": "company",
    "industry": "industry",
}


class FactivaXmlReader:
    """Reads exports of Factiva in XML: one article or many."""

    name: ClassVar[str] = "factiva"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return any(mark in head for mark in _MARKS) and b"<html" not in head.lower()

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        return articles_in_export(data, "article", _read)


def _read(article: _Element) -> ArticleDraft:
    draft = ArticleDraft("Factiva")
    texts: list[str] = []
    for child in article:
        name = local_name(child)
        if name in _TEXTS:
            texts += filter(None, map(line_in, _paragraphs(child)))
        elif name in _NAMED:
            draft.add(_NAMED[name], line_in(child.find("{*}name")))
        elif name in _FIELDS:
            draft.add(_FIELDS[name], line_in(child))
        else:
            _take(draft, name, child)
    draft.text = "\n\n".join(texts)
    return draft


def _take(draft: ArticleDraft, name: str, child: _Element) -> None:
    value = line_in(child)
    match name:
        case "headline":
            draft.state("title", value, name)
        case "byline":
            draft.state_authors(value, name)
        case "sourcename":
            draft.state("source", value, name)
        case "baselanguage":
            draft.state_language(value, name)
        case "wordcount":
            draft.state_length(value)
        case "publicationdate":
            day = value.partition("T")[0].split(" ")[0]
            dated = date_at_start(day)
            draft.state_date(dated[0] if dated else None, name, day)
        case "copyright":
            draft.remove(value, name)


def _paragraphs(element: _Element) -> list[_Element]:
    paragraphs = [child for child in element.iter() if local_name(child) == "paragraph"]
    return paragraphs or [element]
