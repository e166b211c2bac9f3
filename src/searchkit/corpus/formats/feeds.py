"""Feeds (RSS, Atom, RDF): each entry is an article, as far as the feed has its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin

from searchkit import quick_re as re
from searchkit.corpus.formats.records import Records
from searchkit.corpus.formats.xml_tree import local_name, namespace, parse_xml, text_in
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 100_000

_HEAD = re.compile(rb"<(?:rss|feed|(?:rdf:)?RDF)\b")
_FEED = re.compile(rb"<rss\b|http://www\.w3\.org/2005/Atom|purl\.org/(?:rss|atom)|<feed\b")
_ENTRIES = frozenset({"item", "entry"})
#: The text of an entry, the fullest first.
_TEXTS = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubdate", "published", "date", "issued")
_ADDRESSED = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255} \((?P<name>[^()]+)\)")
#: What a dump of WordPress has beside posts and pages.
_NO_POSTS = frozenset(
    """attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request
    wp_block wp_global_styles wp_navigation wp_template wp_template_part""".split()
)
#: The namespace of titles of pictures.
_MEDIA = "search.yahoo.com"


class FeedReader:
    """Reads RSS, Atom and RDF: an article for each entry."""

    name: ClassVar[str] = "feed"
    suffixes: ClassVar[frozenset[str]] = frozenset({".rss", ".atom"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        head = head.replace(b"\0", b"")  # UTF-16
        return bool(_HEAD.search(head) and _FEED.search(head))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        root, is_whole = parse_xml(data)
        entries = [
            element
            for element in root.iter()
            if local_name(element) in _ENTRIES and _kind(element) not in _NO_POSTS
        ]
        if not entries:
            raise ArticleUnreadable("no entries in the feed")
        records = Records("entry", place="feed element")
        feed = _Feed(_feed_title(root), _address(root), _names(root))
        for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
            yield from records.read([(number, _object(entry, feed))])
        if len(entries) > MAX_ENTRIES:
            yield Unread(f"{BEHIND}{MAX_ENTRIES}", f"over {MAX_ENTRIES:,} entries; rest unread")
        elif not is_whole:
            reason = f"the feed is damaged or cut off behind entry {len(entries)}"
            yield Unread(f"{BEHIND}{len(entries)}", reason)


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of all its entries: `names` are those of its authors, by their logins."""

    title: str
    address: str
    names: Mapping[str, str]


def _kind(entry: _Element) -> str:
    """What an entry is in a dump of WordPress; empty in any other feed."""
    return text_in(entry.find("{*}post_type"))


def _address(root: _Element) -> str:
    """The address of the site, to which relative addresses of entries belong."""
    links = (root.find(f"{{*}}channel/{name}") for name in ("{*}base_blog_url", "link"))
    return next((address for link in links if (address := text_in(link))), "")


def _names(root: _Element) -> dict[str, str]:
    """Login → name of the authors that a dump of WordPress lists."""
    return {
        text_in(author.find("{*}author_login")): name
        for author in root.iterfind("{*}channel/{*}author")
        if (name := text_in(author.find("{*}author_display_name")))
    }


def _feed_title(root: _Element) -> str:
    """The name of the feed, which is what published it."""
    for element in root.iter():
        name = local_name(element)
        if name in _ENTRIES:
            return ""
        if name == "title":
            return text_in(element)
    return ""


def _object(entry: _Element, feed: _Feed) -> dict[str, object]:
    """The entry as an object with the usual names."""
    fields: dict[str, object] = {}
    texts: dict[str, str] = {}
    lists: dict[str, list[str]] = {"authors": [], "category": []}
    for child in entry:
        name = local_name(child)
        if name in _TEXTS:
            texts.setdefault(name, _markup(child))
        elif name in ("author", "creator"):
            author = _author(child)
            lists["authors"] += filter(None, [feed.names.get(author, author)])
        elif name == "category":
            stated = child.get("label") or child.get("term") or text_in(child)
            lists["category"] += filter(None, [stated])
        elif name == "link":
            _take_link(child, fields)
        else:
            _take(name, child, fields)
    text = next((texts[name] for name in _TEXTS if texts.get(name)), "")
    fields = {**fields, **lists, "text": text, "source": fields.get("source") or feed.title}
    if feed.address and str(fields.get("url", "")).startswith("/"):
        fields["url"] = _joined(feed.address, str(fields["url"]))
    return {name: value for name, value in fields.items() if value}


def _joined(site: str, address: str) -> str:
    try:
        return urljoin(site, address)
    except ValueError:  # the site has an address such as `http://[news]`
        return address


def _take(name: str, child: _Element, fields: dict[str, object]) -> None:
    if name == "source":
        fields.setdefault("source", text_in(child.find("{*}title")) or text_in(child))
    elif name == "title" and _MEDIA not in namespace(child):
        fields.setdefault("title", _markup(child))
    elif name in ("guid", "id"):
        fields.setdefault("identifier", text_in(child))
    elif name == "language":
        fields.setdefault(name, text_in(child))
    elif name in _DATES:
        fields.setdefault("published", text_in(child))


def _take_link(element: _Element, fields: dict[str, object]) -> None:
    if element.get("rel", "alternate") == "alternate" or "url" not in fields:
        address = element.get("href") or text_in(element)
        if element.get("rel", "alternate") == "alternate" or not fields.get("url"):
            fields["url"] = address


def _author(element: _Element) -> str:
    name = text_in(element.find("{*}name")) if len(element) else text_in(element)
    # RSS has `ann@news.example (Ann Baker)`.
    match = _ADDRESSED.fullmatch(name)
    return match["name"] if match else name


def _markup(element: _Element) -> str:
    """The text of an element, which is HTML; of XHTML in it the markup itself."""
    if element.get("type") != "xhtml" or not len(element):
        return text_in(element)
    from lxml import etree

    return "".join(etree.tostring(child, encoding="unicode") for child in element)
