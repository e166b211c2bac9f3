"""News in XML, as agencies send it: NITF, NewsML-G2, NewsML 1 and what is like them.

Source: the specifications of the IPTC. Elements are found by their local names, because agencies
mix the namespaces and the versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.field_names import KNOWN, Entry, declared, key_of
from searchkit.corpus.formats.html_text import without_tags
from searchkit.corpus.formats.records import Records
from searchkit.corpus.formats.xml_blocks import blocks_in
from searchkit.corpus.formats.xml_records import object_of, records_in
from searchkit.corpus.formats.xml_tree import line_in, local_name, parse_xml, text_in
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.datelines import agency_of
from searchkit.corpus.reader import BEHIND, CAPTION, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ITEMS = 10_000

_ROOT = re.compile(
    rb"(?:\s+|<\?[^<>]{0,500}\?>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^<>\[]{0,500}"
    rb"(?:\[[^\]]{0,2000}\]\s*)?>)*+<(?:[\w.-]+:)?(?P<name>[\w.-]+)",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"\s*(?:<\?xml\b|<!DOCTYPE\s+(?:nitf|NewsML)\b)", re.IGNORECASE)
_NEWS = frozenset({b"nitf", b"newsitem", b"newsmessage", b"newsml", b"packageitem"})
#: Kinds of XML that never hold an article.
_OTHER = frozenset(
    b"""html svg plist opml urlset sitemapindex kml gpx project configuration manifest package
    container worksheet workbook types relationships rss feed rdf en-export resources schema
    stylesheet transform score mxfile conceptitem knowledgeitem catalog xbel mets""".split()
)
_TEXTS = ("body.content", "datacontent", "inlinexml", "inlinedata", "text", "body", "content")
_TITLES = ("headline", "hl1", "hedline", "article-title", "title")
#: Elements, and their attribute, that date an item, the best first.
_DATES = (
    ("pubdata", "date.publication"),
    ("contentcreated", ""),
    ("date.issue", "norm"),
    ("firstcreated", ""),
    ("date.release", "norm"),
    ("story.date", "norm"),
    ("datelinedate", ""),
    ("versioncreated", ""),
    ("thisrevisioncreated", ""),
    *((name, "") for name in ("pubdate", "publishdate", "publisheddate", "publicationdate")),
    ("date", ""),
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RIGHTS = re.compile(
    r"\.?(?<!\s)\s++All rights reserved\.?$|^(?:©|\(c\)|Copyright)\s+", re.IGNORECASE
)
_MIN_WORDS, _MIN_NAME, _MAX_NAME = 12, 3, 80
_MAX_VALUE = 1_000


class NewsXmlReader:
    """Reads NITF, NewsML and other XML with running text: an article for each item."""

    name: ClassVar[str] = "news-xml"
    suffixes: ClassVar[frozenset[str]] = frozenset({".nitf", ".newsml"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if a file is XML, by its root or its declaration, and of no other known kind."""
        head = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
        root = _ROOT.match(head)
        name = root["name"].lower() if root else b""
        if name in _NEWS:
            return True
        return bool(_DECLARED.match(head)) and name not in _OTHER

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("empty")
        root, is_whole = parse_xml(data)
        is_of_agency = _is_of_agency(root)
        if not is_of_agency and (elements := records_in(root)):
            yield from Records("element", place="XML element").read(
                enumerate(map(object_of, elements), 1)
            )
            if not is_whole:
                reason = f"the XML is damaged or cut off behind element {len(elements)}"
                yield Unread(f"{BEHIND}{len(elements)}", reason)
            return
        items = _items(root)
        count = 0
        for number, item in enumerate(items[:MAX_ITEMS], 1):
            parsed = _article(item, root)
            record = str(number) if len(items) > 1 else None
            if parsed is None:
                if record is not None:
                    yield Unread(record, _why_none(item))
                continue
            count += 1
            warnings = () if is_whole else ("the XML is damaged or cut off",)
            yield ParsedDocument(
                parsed[0],
                tuple(_declared(item, root, is_of_agency=is_of_agency)),
                record=record,
                warnings=warnings,
                prepared=True,
                insets=tuple((caption, CAPTION) for caption in parsed[1]),
                fields=tuple(_fields(item)),
            )
        if not count:
            raise ArticleUnreadable(_why_none(items[0]) if items else "no item in the XML")


def _is_of_agency(root: _Element) -> bool:
    return local_name(root).encode() in _NEWS or bool(_all(root, "newsitem"))


def _items(root: _Element) -> list[_Element]:
    """The items of news, without those that are within another."""
    if local_name(root) == "nitf":
        return [root]
    elements = [element for element in root.iter() if local_name(element) == "newsitem"]
    items = set(elements)
    return [item for item in elements if items.isdisjoint(item.iterancestors())] or [root]


def _article(item: _Element, root: _Element) -> tuple[str, list[str]] | None:
    """The text of an item, and the captions of its pictures."""
    best: list[str] = []
    captions: list[str] = []
    for name in _TEXTS:
        for element in _all(item, name):
            blocks = blocks_in(element)
            if _words(blocks.texts) > _words(best):
                best, captions = blocks.texts, blocks.captions
        if _words(best) >= _MIN_WORDS:
            break
    is_known = local_name(root).encode() in _NEWS
    if not best and not is_known:
        blocks = blocks_in(item)
        best, captions = blocks.texts, blocks.captions
    if not best or (not is_known and _words(best) < _MIN_WORDS):
        return None
    if any("</" in text for text in best):
        # The text of a page, as characters.
        best = [without_tags("\n\n".join(best))]
    deck = [text_in(heading) for heading in _all(item, "hl2") if _above(heading, "hedline")]
    text = "\n\n".join(filter(None, [*deck, *best]))
    return text, list(filter(None, captions))


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _why_none(item: _Element) -> str:
    kind = next((node.get("qcode", "") for node in _all(item, "itemclass")), "").rpartition(":")[2]
    if kind and kind not in ("text", "composite"):
        return f"no text ({kind} item)"
    return "XML without the text of an article"


def _declared(item: _Element, root: _Element, *, is_of_agency: bool) -> Iterator[Stated]:
    for name in _TITLES:
        if title := next(filter(None, (_line(element) for element in _all(item, name))), ""):
            yield Stated("title", title, f"{name} element", title)
            break
    yield from _authors(item)
    yield from _source(item)
    for name, attribute in _DATES:
        for element in _all(item, name):
            value = (element.get(attribute, "") if attribute else _line(element))[:100]
            if value:
                yield Stated("date", _iso(value), f"{name} element", value)
    if value := item.get("date", ""):
        yield Stated("date", _iso(value), "date attribute", value)
    if language := _language(item, root):
        yield Stated("language", language, "xml:lang", language)
    if not is_of_agency:
        yield from _usual(item)
    guid = item.get("guid", "")
    if guid.startswith(("http://", "https://")):
        yield Stated("url", guid, "guid", guid)


def _usual(item: _Element) -> Iterator[Stated]:
    """What elements and attributes state under the names that JSON has for it."""
    values = {key_of(name): (name, value) for name, value in object_of(item).items()}
    entries = {
        key: Entry(name, tuple(value) if isinstance(value, list) else str(value), str(value)[:500])
        for key, (name, value) in values.items()
        if key in KNOWN
    }
    stated = declared(entries, lambda entry: f"{entry.key} element")
    yield from (one for one in stated if one.field != "title")


def _authors(item: _Element) -> Iterator[Stated]:
    for name in ("byline", "by"):
        for node in _all(item, name):
            people = [read_byline(f"By {_line(person)}") for person in _all(node, "person")]
            names = tuple(name for group in people for name in group) or read_byline(_byline(node))
            if names:
                yield Stated("authors", names, f"{name} element", _line(node))
                return


def _byline(element: _Element) -> str:
    """The names in a byline, without the position of the writer, as a byline is written."""
    left = [text_in(child) for child in _all(element, "byttl")]
    line = _line(element)
    for title in left:
        line = line.replace(" ".join(title.split()), " ") if title else line
    line = " ".join(line.split()).strip(" ,")
    return line if line[:3].lower() == "by " else f"By {line}"


def _source(item: _Element) -> Iterator[Stated]:
    for name, attribute in (
        ("pubdata", "name"),
        ("provider", "literal"),
        ("infosource", "literal"),
        ("creditline", ""),
        ("doc.copyright", "holder"),
        ("copyrightholder", "literal"),
    ):
        for node in _all(item, name):
            party = next((child.get("FormalName", "") for child in _all(node, "party")), "")
            name_ = next((_line(child) for child in _all(node, "name")), "")
            value = (node.get(attribute, "") if attribute else "") or party or name_ or _line(node)
            value = _RIGHTS.sub("", value)
            if _MIN_NAME <= len(value) <= _MAX_NAME and not value.isdigit():
                yield Stated("source", value, f"{name} element", value)
                if agency := agency_of(value):
                    yield Stated("agency", agency, f"{name} element", value)
                return
    # The collection of Reuters of 1996 and 1997.
    for name in ("dc.source", "dc.publisher"):
        for node in _all(item, "dc"):
            if node.get("element") == name and (value := node.get("value", "")[:_MAX_NAME]):
                yield Stated("source", value, f"{name} element", value)
    for node in _all(item, "distributor"):
        if agency := agency_of(_line(node)):
            yield Stated("agency", agency, "distributor element", _line(node))


def _language(item: _Element, root: _Element) -> str:
    for node in _all(item, "language"):
        if value := node.get("tag") or node.get("FormalName") or "":
            return str(value)
    stated = (node.get(_LANG) or node.get("baselang") or node.get("lang") for node in (item, root))
    inner = (element.get(_LANG) for element in item.iter() if local_name(element) in _TEXTS)
    return next(filter(None, (*stated, *inner)), "") or ""


def _fields(item: _Element) -> Iterator[tuple[str, str]]:
    for element in _all(item, "pubdata"):
        if section := element.get("position.section"):
            yield "section", section[:_MAX_VALUE]
    for name in ("slugline", "urgency"):
        for element in _all(item, name)[:1]:
            if value := _line(element):
                yield name, value


def _iso(value: str) -> str:
    """A date without marks between its parts, with them.

    >>> _iso("20160210T090000Z"), _iso("20160210")
    ('2016-02-10T09:00:00Z', '2016-02-10')
    """
    match = _COMPACT.fullmatch(value.strip())
    if match is None:
        return value
    year, month, day, hour, minute, second, zone = match.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def _all(element: _Element, name: str) -> list[_Element]:
    """The elements of that name within another, in their order, and itself."""
    return [child for child in element.iter() if local_name(child) == name]


def _above(element: _Element, name: str) -> bool:
    return any(local_name(ancestor) == name for ancestor in element.iterancestors())


def _line(element: _Element) -> str:
    return line_in(element)[:_MAX_VALUE]
