"""The article's own text in the tree of a web page, without what stands around it."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Sequence
from functools import cache

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import xpaths
from trafilatura.settings import DEFAULT_CONFIG, Extractor

from searchkit import quick_re as re
from searchkit.article import Removed
from searchkit.corpus.formats.html.boilerplate import begins_other_articles, folded, is_boilerplate
from searchkit.corpus.formats.html.continuations import continued
from searchkit.corpus.formats.html.hidden import hidden_and_boxes
from searchkit.corpus.formats.html.insets import (
    EMBEDDED_POST,
    Found,
    of_article,
    take_captions,
    take_posts,
)
from searchkit.corpus.formats.html.loose_text import with_paragraphs
from searchkit.corpus.formats.html.overlooked import unnamed
from searchkit.corpus.formats.html.page import writable
from searchkit.corpus.formats.html.quick_paths import quickened
from searchkit.corpus.plain.boilerplate import boilerplate_of
from searchkit.corpus.plain.other_articles import lists_other_articles, opens_other_articles
from searchkit.corpus.reader import STANDFIRST
from searchkit.quick_dataclass import dataclass

#: A hidden element with more text than this is the article behind a paywall, not a label.
_MAX_LABEL_LENGTH = 200
#: The text in the metadata is taken if it is this much longer than the text on the page.
_FULLER = 1.5
_MIN_WORDS = 50
#: What stands above the article's first paragraph: headline, standfirst, byline, date.
_TOP = 4
#: The most words of a section's name above the headline.
_KICKER = 4
#: No teaser of another article has more words.
_LONG = 40
_MAX_SUMMARY_LENGTH = 600
_MIN_SUMMARY_LENGTH = 6

_GLUED = ("div", "section", "li", "p", "td", "th", "dt", "dd", "ul", "ol", "h2", "h3", "h4", "br")
_CELLS = frozenset({"li", "td", "th", "dd"})
_NO_TEXT = frozenset(
    "script style noscript template nav header footer aside form iframe svg head object select "
    "button audio video canvas noframes".split()
)
_NEVER_TEXT = (
    "head script style noscript template svg iframe object embed audio video canvas link map area"
).split()
_BLOCKS = frozenset(
    "address article blockquote body br center dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr "
    "html li main ol p pre section table td th tr ul".split()
)
#: Elements of trafilatura's tree: those that hold paragraphs, paragraphs, and what breaks a line.
_HOLDING = frozenset({"quote", "div", "body", "main"})
_PARAGRAPHS = frozenset({"p", "head", "list", "table", "quote", "div"})
_BREAKING = _PARAGRAPHS | {"lb", "item", "row", "cell"}
#: Characters; an article that is shorter may not have been found.
_MIN_LENGTH = 600
_LINKED = etree.XPath("//p[a or */a]")
_MAY_HOLD_SUMMARY = ("h1", "h2", "h3", "p", "div", "span")
_SUMMARY_CLASS = re.compile(
    r"(?:^|[-_\s])(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|excerpt|teaser-text)"
    r"(?:$|[-_\s])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Metadata of a page that helps to tell its text from what surrounds it."""

    titles: Sequence[str] = ()
    authors: Sequence[str] = ()
    summaries: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of an article, blank lines between them, and what was taken out of them.

    `insets` are what the page sets apart from them, each with its kind.
    """

    text: str
    removed: tuple[Removed, ...] = ()
    warnings: tuple[str, ...] = ()
    insets: tuple[tuple[str, str], ...] = ()


def article_text(tree: HtmlElement, known: Known) -> Body:
    """The article's own text; empty if the page has no visible text. Changes the tree."""
    apart = _prune(tree)
    whole = continued(tree, _extracted(tree))
    visible = whole.blocks or visible_blocks(tree)
    blocks, surrounding = _cleaned(visible, known)
    if not blocks:
        blocks, surrounding = list(visible), ()
    standfirst = _standfirst(tree, blocks, known)
    if len(blocks) > 1 and folded(blocks[0]) == folded(standfirst):
        del blocks[0]
    text = "\n\n".join(blocks)
    own = of_article(apart, text)
    insets = tuple((inset.text, inset.kind) for inset in own)
    posts = (inset for inset in apart if inset.kind == EMBEDDED_POST and inset not in own)
    removed = (*(Removed(post.text, post.kind) for post in posts), *surrounding)
    if len(known.body.split()) > max(_MIN_WORDS, _FULLER * len(text.split())):
        return Body(_paragraphs(known.body), removed, insets=insets)
    if standfirst and standfirst != text:
        insets = ((standfirst, STANDFIRST), *insets)
    doubt = f"text of {whole.left_out} words that may belong to the article was left out"
    return Body(text, removed, (doubt,) if whole.left_out else (), insets)


def visible_blocks(tree: HtmlElement, *, without: frozenset[str] = _NO_TEXT) -> list[str]:
    """All text of a page but that of scripts, navigation, forms and page edges, block by block."""
    blocks = [""]
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        plain = isinstance(node.tag, str)
        if plain and node.tag in without:
            hidden += 1 if event == "start" else -1
        if plain and node.tag in _BLOCKS:
            blocks.append("")
        words = node.text if event == "start" else node.tail
        if words and not hidden and (plain or event != "start"):
            blocks[-1] += words
    return [line for block in blocks if (line := " ".join(block.split()))]


def _prune(tree: HtmlElement) -> list[Found]:
    """Takes out of the tree what is no running text; captions and posts are handed over."""
    for element in list(tree.iter(*_NEVER_TEXT)):
        _drop(element)
    apart = take_posts(tree)
    hidden, boxes = hidden_and_boxes(tree)
    for element in hidden:
        if len(element.text_content().strip()) <= _MAX_LABEL_LENGTH:
            _drop(element)
    apart += take_captions(tree)
    for box in boxes:
        _drop(box)
    for paragraph in _LINKED(tree):
        if _is_mere_link(paragraph):
            _drop(paragraph)
    _part(tree)
    with_paragraphs(tree)
    return apart


def _part(tree: HtmlElement) -> None:
    """Puts a break or a blank between blocks that have none, lest their words become one."""
    for element in list(tree.iter(*_GLUED)):
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if (
            element.tag == "div"
            and parent.tag in _CELLS
            and next(element.iterdescendants(*_BLOCKS), None) is None
        ):
            element.tag = "p"  # of divisions in an item only the text would be left
        elif before is not None and before.tail and not before.tail[-1].isspace():
            before.tail = f"{writable(before.tail)}\n"
        elif before is None and parent.text and not parent.text[-1].isspace():
            parent.text = f"{writable(parent.text)}\n"
        if element.tail and not element.tail[0].isspace():
            element.tail = f"\n{writable(element.tail)}"


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_mere_link(paragraph: HtmlElement) -> bool:
    """Tell if a paragraph is nothing but one link, set off by capitals or bold type."""
    words = folded(paragraph.text_content())
    links = [link for link in paragraph.iter("a") if folded(link.text_content())]
    if len(links) != 1 or folded(links[0].text_content()) != words:
        return False
    return (
        paragraph.text_content().isupper() or next(paragraph.iter("strong", "b"), None) is not None
    )


@cache
def _quicken() -> None:
    """Has trafilatura find elements by quick functions, in the place of its expressions."""
    for expressions in vars(xpaths).values():
        if isinstance(expressions, list):
            expressions[:] = map(quickened, expressions)


def _extracted(tree: HtmlElement) -> list[str]:
    """The blocks that trafilatura takes for the article.

    Its comparison with other extractors is asked for only where it found little: where there is
    more, they lose paragraphs or bring what is none.
    """
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    _quicken()
    try:
        blocks = _blocks_of(tree, fast=True)
        if _length(blocks) < _MIN_LENGTH:
            shown = visible_blocks(tree, without=_NO_TEXT - {"header"})
            blocks = _blocks_of(tree, fast=False) or blocks
            if unnamed(tree, _length(blocks)):
                blocks = max(blocks, _blocks_of(tree, fast=True), key=_length)
            if len(blocks) == 1 and len(blocks[0]) < _MIN_LENGTH:
                blocks = _in_paragraphs(blocks[0], shown)
    except RecursionError:
        return []
    return blocks


def _length(blocks: Sequence[str]) -> int:
    return sum(map(len, blocks))


def _in_paragraphs(text: str, shown: Sequence[str]) -> list[str]:
    """A text that extraction joined into one paragraph, in the paragraphs of the page."""
    rest = f"{folded(text)} "
    parts: list[str] = []
    for block in shown:
        words = f"{folded(block)} "
        if words != " " and rest.startswith(words):
            rest = rest[len(words) :]
            parts.append(block)
    return [text] if rest else parts


@cache
def _options(*, fast: bool) -> Extractor:
    """The settings for trafilatura, with which it writes no text itself.

    The fast ones give what little it finds, not all text of the page.
    """
    config = copy.deepcopy(DEFAULT_CONFIG)
    if fast:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    return Extractor(config=config, output_format="txt", comments=False, fast=fast)


def _blocks_of(tree: HtmlElement, *, fast: bool) -> list[str]:
    document = trafilatura.bare_extraction(tree, options=_options(fast=fast))
    body = getattr(document, "body", None)
    return [] if body is None else [block for part in body for block in _blocks(part)]


def _blocks(element: etree._Element) -> Iterator[str]:
    """The paragraphs of a part of the text; a list or a table is one, with a line for each item."""
    if element.tag in ("list", "table"):
        if lines := list(_lines_of_items(element)):
            yield "\n".join(lines)
    elif element.tag in _HOLDING and any(child.tag in _PARAGRAPHS for child in element):
        yield from _loose(element.text)
        for child in element:
            if child.tag in _PARAGRAPHS:
                yield from _blocks(child)
            else:
                yield from _loose(_text(child) + (child.tail or ""))
        if element.tail:
            yield from _loose(element.tail)
        return
    elif line := _text(element):
        yield line
    yield from _loose(element.tail)


def _loose(text: str | None) -> Iterator[str]:
    """Text that stands between paragraphs, in none."""
    if text and (line := " ".join(text.split())):
        yield line


def _lines_of_items(element: etree._Element) -> Iterator[str]:
    """A line for each item of a list, those of lists within it after it, or for each row."""
    for child in element:
        if child.tag == "item":
            own = _text(child, but="list")
            if own:
                yield f"- {own}"
            for inner in child.iter("list"):
                if next(inner.iterancestors("item")) is child:
                    yield from _lines_of_items(inner)
        elif child.tag == "row":
            cells = filter(None, (_text(cell) for cell in child))
            if line := " | ".join(cells):
                yield line
        elif child.tag == "list":
            yield from _lines_of_items(child)
        elif line := _text(child):
            yield line


def _text(element: etree._Element, *, but: str = "") -> str:
    """The text of an element, with a line break where blocks and breaks within it have one."""
    parts = [element.text or ""]
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        if skipped is not None:
            if node is skipped and event == "end":
                skipped = None
                parts += ["\n", node.tail or ""]
            continue
        if event == "start" and but and node.tag == but:
            skipped = node
            continue
        if node.tag in _BREAKING:
            parts.append("\n")
        parts.append((node.text if event == "start" else node.tail) or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _cleaned(blocks: Sequence[str], known: Known) -> tuple[list[str], tuple[Removed, ...]]:
    """The blocks but for the headline, what stands above it, and what only surrounds an article."""
    titles = {folded(title) for title in known.titles}
    authors = {folded(author) for author in known.authors}
    headline = [at for at, block in enumerate(blocks[:_TOP]) if folded(block) in titles]
    kept: list[str] = []
    removed: list[Removed] = []
    for at, block in enumerate(blocks):
        if kept and at < _TOP and not _is_long(block) and folded(block) == folded(kept[-1]):
            continue  # a standfirst above the text and in it
        if at in headline or (headline and at < headline[0] and len(block.split()) <= _KICKER):
            removed.append(Removed(block, "title"))
        elif kept and begins_other_articles(block) and not any(map(_is_long, blocks[at:])):
            removed += [Removed(other, "other articles") for other in blocks[at:]]
            break
        elif is_boilerplate(block, authors):
            removed.append(Removed(block, "boilerplate"))
        elif at and opens_other_articles(blocks[at - 1]) and lists_other_articles(block):
            removed.append(Removed(block, "other articles"))
        else:
            kept.append(block)
    return kept, tuple(removed)


def _is_long(block: str) -> bool:
    return len(block.split()) > _LONG


def _standfirst(tree: HtmlElement, blocks: Sequence[str], known: Known) -> str:
    """The standfirst: what stands between headline and text and is marked or known as a summary.

    One that the text begins with is told only by its mark: many a text is described by its first
    paragraph.
    """
    wanted = {folded(summary) for summary in known.summaries}
    first = {folded(block) for block in blocks[:_TOP]}
    seen_headline = False
    for element in tree.iter(*_MAY_HOLD_SUMMARY):
        if element.tag == "h1":
            seen_headline = True
            continue
        if (
            len(element) > _TOP
            or len(words := " ".join(element.text_content().split())) > _MAX_SUMMARY_LENGTH
        ):
            continue
        plain = folded(words)
        marked = seen_headline and _SUMMARY_CLASS.search(element.get("class") or "")
        if plain in first:
            is_long_enough = len(plain.split()) >= _MIN_SUMMARY_LENGTH
            return words if marked and is_long_enough and plain == folded(blocks[0]) else ""
        if (
            len(plain.split()) >= _MIN_SUMMARY_LENGTH
            and (marked or plain in wanted)
            and not boilerplate_of(words)
        ):
            return words
    return ""


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(filter(None, lines))
