"""A search as an Atom feed: the hits that came last, each with an id that never changes (RFC 4287).

An old article that comes today is news to who follows a search, so the day it came is what counts.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from searchkit import Hit, PartialDate, Results
from searchkit import quick_re as re
from searchkit.web.params import SearchParams
from searchkit.web.views.highlighting import passages
from searchkit.web.views.labels import date_label, shortened

#: The hits that a feed has, those that came last.
MAX_ENTRIES = 50
#: Authors of an entry, and characters of each of its texts: of a feed that is read every hour, each
#: reader takes all of it.
MAX_AUTHORS = 10
MAX_NAME = 100
MAX_SUMMARY = 600

_ATOM = "http://www.w3.org/2005/Atom"
#: Atom wants a moment for every entry; an undated article has the first that computers count.
_UNDATED = "1970-01-01T00:00:00Z"
# What XML 1.0 cannot hold, however it is written, and the controls that it advises against.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(params: SearchParams, results: Results, base: str) -> bytes:
    """The feed of a search; `base` is the address of the page, up to its last slash."""
    feed = Element("feed", xmlns=_ATOM)
    _text(feed, "title", f"{params.q or 'All articles'} – searchkit")
    _text(feed, "id", _urn("feed", params.feed_href))
    dates = [_came(hit) for hit in results.hits]
    _text(feed, "updated", max(dates, default=_UNDATED))
    _text(SubElement(feed, "author"), "name", "searchkit")
    SubElement(feed, "link", rel="self", href=base + params.feed_href[1:])
    SubElement(feed, "link", rel="alternate", type="text/html", href=base + params.href[1:])
    for hit, date in zip(results.hits, dates, strict=True):
        _entry(feed, params, hit, date, base)
    return _document(feed)


def opensearch_description(base: str) -> bytes:
    """The description that lets a browser search here from its address bar (OpenSearch 1.1)."""
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    _text(root, "ShortName", "searchkit")
    _text(root, "Description", "Search the saved articles")
    _text(root, "InputEncoding", "UTF-8")
    image = SubElement(root, "Image", width="32", height="32", type="image/svg+xml")
    image.text = f"{base}static/favicon.svg"
    for kind, template in (
        ("text/html", "?q={searchTerms}"),
        ("application/atom+xml", "feed?q={searchTerms}"),
        ("application/x-suggestions+json", "suggestions.json?q={searchTerms}"),
    ):
        SubElement(root, "Url", type=kind, template=base + template)
    return _document(root)


def _entry(feed: Element, params: SearchParams, hit: Hit, date: str, base: str) -> None:
    article = hit.article
    entry = SubElement(feed, "entry")
    _text(entry, "id", _urn("article", article.id))
    _text(entry, "title", shortened(article.title))
    _text(entry, "updated", date)
    if article.date is not None:
        _text(entry, "published", _moment(article.date))
    href = base + SearchParams(q=params.q, operator=params.operator).article_href(article.id)[1:]
    SubElement(entry, "link", rel="alternate", type="text/html", href=href)
    for name in _names(article.authors, article.source)[:MAX_AUTHORS]:
        _text(SubElement(entry, "author"), "name", shortened(name, MAX_NAME))
    label = date_label(article)
    known = " ".join(filter(None, (label.text, label.badge)))
    passage = "".join(segment.text for segment in passages(hit.snippets))
    said = ", ".join(filter(None, (shortened(article.source or "", MAX_NAME), known)))
    _text(entry, "summary", shortened(f"{said}: {passage}" if passage else said, MAX_SUMMARY))


def _names(authors: Sequence[str], source: str | None) -> Sequence[str]:
    return authors or ([source] if source else [])


def _came(hit: Hit) -> str:
    """The first moment of the day on which the article came into the index."""
    day = hit.added
    return _moment(PartialDate(day.year, day.month, day.day) if day else hit.article.date)


def _moment(date: PartialDate | None) -> str:
    """The first moment of a date, in UTC unless it has a zone."""
    if date is None:
        return _UNDATED
    time = date.time or dt.time()
    return dt.datetime.combine(date.first_day, time, time.tzinfo or dt.UTC).isoformat()


def _document(root: Element) -> bytes:
    text: str = tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _urn(kind: str, name: str) -> str:
    """An id that is the same on every machine and every port."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"searchkit:{kind}:{name}").urn


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NO_XML.sub("\ufffd", text)
