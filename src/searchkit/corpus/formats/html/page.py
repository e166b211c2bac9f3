"""A web page in memory: its tree, its meta tags and the addresses that it gives itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from searchkit import quick_re as re
from searchkit.corpus.formats.html.jsonld import JsonLd, is_article_type
from searchkit.corpus.formats.html.streamed import put_in_place

#: libxml2 gives up on a tree that is deeper than this, and trafilatura on one much deeper.
_DEEPEST = 400
#: Elements that are deeper than those of nearly every page, where none is found at once.
_AT_DEPTH = etree.XPath("/*" * 100)
_SAVED_FROM = re.compile(
    r"<!--[^>]{0,200}?(?:\bsaved from (?:url=\(\d+\))?|\n\s{0,200}url:\s{0,200})(https?://[^\s>]+)",
    re.IGNORECASE,
)
_HEAD = 4_096
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_CONTAINER = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|noscript|template|nav|header|footer|aside"
    r"|form|p|h[1-6]|time|svg|br)\b)[a-z][^<>]*>",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"<[^<>]*(?=<|\Z)")
#: The parser's time grows with the square of the attributes; pictures can be in one, text is not.
_MAX_TAG = 50_000
_ENDLESS = re.compile(rf"<[a-z][^<>]{{{_MAX_TAG},}}>", re.IGNORECASE)
# An inner subset of declarations is XML's; HTML has none, and would show its end.
_DOCTYPE = re.compile(r"<!doctype\b[^<>\[]*\[", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*+>")

# lxml.html asks Python for the class of each element, whenever one comes up that is not at hand.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)


def _without_subset(text: str) -> str:
    doctype = _DOCTYPE.search(text, 0, _HEAD)
    end = doctype and _SUBSET_END.search(text, doctype.end())
    if not doctype or not end:
        return text
    return f"{text[: doctype.start()]}<!doctype html>{text[end.end() :]}"


def parse(text: str) -> HtmlElement | None:
    """The tree of a page; None if there is none. No entity but HTML's own is expanded."""
    text = _without_subset(text)
    if _has_long_run(text):
        text = _ENDLESS.sub(" ", text)
    if text.count("<") > 2 * text.count(">") + 1_000:
        text = _UNFINISHED.sub(" ", text)
    tree = _parsed(text)
    if tree is not None and not (deep := _is_too_deep(tree)):
        deep = put_in_place(tree, text, _DEEPEST) and _is_too_deep(tree)
    if tree is not None and deep:
        # What is nested too deeply is lost; without its containers the text stays.
        tree = _parsed(_CONTAINER.sub("\n\n", text))
    return tree


def _parsed(text: str) -> HtmlElement | None:
    # Comments would tear the paragraphs that they stand in.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _has_long_run(text: str) -> bool:
    """Tell if there are more than `_MAX_TAG` characters without a `<`; it looks at few of them."""
    start = 0
    while len(text) - start > _MAX_TAG:
        start = text.rfind("<", start, start + _MAX_TAG + 1) + 1
        if not start:
            return True
    return False


def _is_too_deep(tree: HtmlElement) -> bool:
    if not _AT_DEPTH(tree):
        return False
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Tag:
    """A value in the head or the markup of a page, and the place that states it."""

    value: str
    method: str


@dataclass(slots=True)
class Page:
    """The parts of a page that state something about its article."""

    tree: HtmlElement
    text: str
    metas: dict[str, list[str]] = field(init=False)
    linked: JsonLd = field(init=False)
    #: In their order; as long as they are kept, lxml does not make them anew.
    elements: list[HtmlElement] = field(init=False)
    _addresses: list[Tag] = field(init=False)
    _items: list[HtmlElement] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.elements = list(self.tree.iter())
        self.metas = {}
        for meta in self.tree.iter("meta"):
            # Postlight's parser writes `value` for `content` into the pages that it keeps.
            content = (meta.get("content") or meta.get("value") or "").strip()
            for key in {meta.get("property"), meta.get("name"), meta.get("http-equiv")}:
                if key and content:
                    self.metas.setdefault(key.strip().lower(), []).append(content)
        self._addresses = list(self._stated_addresses())
        self.linked = JsonLd(self.tree, [tag.value for tag in self._addresses])

    def stated(self, names: Sequence[str]) -> Iterator[Tag]:
        """The contents of the meta tags with these names, in the order of the names."""
        for name in names:
            yield from (Tag(content, f"meta {name}") for content in self.metas.get(name, ()))

    def addresses(self) -> Sequence[Tag]:
        """The addresses that links and meta tags state, absolute, the best first."""
        return self._addresses

    def _stated_addresses(self) -> Iterator[Tag]:
        base = next((tag.value for tag in self.stated(("og:url",))), "")
        for link in self.tree.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                yield Tag(absolute(link.get("href") or "", base), "link canonical")
        for tag in self.stated(("og:url", "citation_public_url", "parsely-link", "twitter:url")):
            yield Tag(absolute(tag.value, base), tag.method)
        for match in _SAVED_FROM.finditer(self.text[:_HEAD]):
            yield Tag(match[1], "note of the program that saved the page")
        if source := self.tree.get("data-scrapbook-source"):
            yield Tag(absolute(source), "note of the program that saved the page")

    def language(self) -> str:
        """The language that the page states, such as `de` or `en-GB`; empty if it does not."""
        root = self.tree
        tags = self.stated(("content-language", "og:locale", "dc.language"))
        return root.get("lang") or root.get("xml:lang") or next((t.value for t in tags), "")

    def summaries(self) -> list[str]:
        """The short descriptions of the article, which the page may also show above its text."""
        metas = [
            tag.value
            for tag in self.stated(("description", "og:description", "twitter:description"))
        ]
        linked = self.linked
        return metas + [
            s.text for node in linked.articles for s in linked.strings(node, "description")
        ]

    def headings(self) -> list[str]:
        """The texts of the first-level headings that are not empty."""
        return list(filter(None, (text_of(heading) for heading in self.tree.iter("h1"))))

    def items(self, name: str) -> Iterator[Tag]:
        """The values that the article's own microdata has under `name`."""
        if self._items is None:
            self._items = [e for e in self.elements if e.get("itemprop") is not None]
        for element in self._items:
            if (
                element.get("itemprop") == name
                and _is_of_article(element)
                and (value := _item_value(element))
            ):
                yield Tag(value, f"itemprop {name}")


def absolute(url: str, base: str = "") -> str:
    """An address with its scheme; empty if it is none for the web."""
    try:
        whole = urljoin(base, url.strip()) if base else url.strip()
        whole = f"https:{whole}" if whole.startswith("//") else whole
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""


def writable(text: str) -> str:
    """A text as a tree takes it: without the characters that only a reference can bring into it."""
    return text if text.isprintable() else text.translate(_UNWRITABLE)


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _is_of_article(element: HtmlElement) -> bool:
    """Tell if the nearest thing that an item's value describes is an article, or not named."""
    for above in element.iterancestors():
        if above.get("itemscope") is not None or above.get("itemtype"):
            return any(map(is_article_type, (above.get("itemtype") or "").split()))
        if above.tag in ("aside", "footer", "nav"):
            return False
    return True


def _item_value(element: HtmlElement) -> str:
    if element.get("itemscope") is not None and element.tag != "meta":
        for name in element.xpath(".//*[@itemprop='name']"):
            return name.get("content") or text_of(name)
    value = element.get("content") or element.get("datetime")
    # Blogs write the moment into the title of an abbreviation, which shows the hour.
    return value or (element.tag == "abbr" and element.get("title")) or text_of(element)
