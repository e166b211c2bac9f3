"""The article's own text in the tree of a web page, without what stands around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from searchkit.article import Removed
from searchkit.corpus.formats.html.boilerplate import begins_other_articles, folded, is_boilerplate

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

_NO_TEXT = frozenset(
    "script style noscript template nav header footer aside form iframe svg head object select "
    "button audio video canvas noframes".split()
)
_BLOCKS = frozenset(
    "address article blockquote body br center dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr "
    "html li main ol p pre section table td th tr ul".split()
)
_CLASSES = "concat(' ', normalize-space(@class), ' ')"
_EMBEDDED_POSTS = etree.XPath(
    "//blockquote[contains(@class, 'twitter-') or contains(@class, 'instagram-media')"
    " or contains(@class, 'tiktok-embed') or contains(@class, 'bluesky-embed')"
    " or contains(@class, 'mastodon-embed') or contains(@class, 'fb-post')]"
)
_HIDDEN = etree.XPath(
    "//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')"
    f" or contains({_CLASSES}, ' visually-hidden ') or contains({_CLASSES}, ' sr-only ')"
    f" or contains({_CLASSES}, ' screen-reader-text ')]"
)
_CAPTIONS = etree.XPath(
    "//figcaption | //*[self::p or self::div or self::span][contains(@class, 'caption')]"
)
_INFO_BOXES = etree.XPath("//div[contains(translate(@class, 'I', 'i'), 'infobox')]")
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


def article_text(tree: HtmlElement, known: Known) -> tuple[str, tuple[Removed, ...]]:
    """The paragraphs of the article, blank lines between them, and what was taken out of them.

    Empty if the page has no visible text. Changes the tree.
    """
    removed = _prune(tree)
    found = _extracted(tree) or visible_blocks(tree)
    blocks, surrounding = _cleaned(found, known)
    if blocks:
        removed += surrounding
    else:
        blocks = found
    if summary := _summary(tree, blocks, known):
        blocks.insert(0, summary)
    text = "\n\n".join(blocks)
    if len(known.body.split()) > max(_MIN_WORDS, _FULLER * len(text.split())):
        return _paragraphs(known.body), removed
    return text, removed


def visible_blocks(tree: HtmlElement) -> list[str]:
    """All text of a page but that of scripts, navigation, forms and page edges, block by block."""
    blocks = [""]
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        plain = isinstance(node.tag, str)
        if plain and node.tag in _NO_TEXT:
            hidden += 1 if event == "start" else -1
        if plain and node.tag in _BLOCKS:
            blocks.append("")
        words = node.text if event == "start" else node.tail
        if words and not hidden and (plain or event != "start"):
            blocks[-1] += words
    return [line for block in blocks if (line := " ".join(block.split()))]


def _prune(tree: HtmlElement) -> tuple[Removed, ...]:
    """Takes out of the tree what is no text of the article; the posts of others are handed over."""
    for element in list(tree.iter("script", "style", "noscript", "template")):
        _drop(element)
    posts = []
    for post in _EMBEDDED_POSTS(tree):
        if words := " ".join(post.text_content().split()):
            posts.append(Removed(words, "embedded post"))
        _drop(post)
    for hidden in _HIDDEN(tree):
        if len(hidden.text_content().strip()) <= _MAX_LABEL_LENGTH:
            _drop(hidden)
    for caption in _CAPTIONS(tree) + _INFO_BOXES(tree):
        _drop(caption)
    for paragraph in _LINKED(tree):
        if _is_mere_link(paragraph):
            _drop(paragraph)
    return tuple(posts)


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


def _extracted(tree: HtmlElement) -> list[str]:
    """The blocks that trafilatura takes for the article."""
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False)
    except RecursionError:
        return []
    body = getattr(document, "body", None)
    return [] if body is None else list(_blocks(body))


def _blocks(body: etree._Element) -> Iterator[str]:
    for element in body:
        if element.tag in ("list", "table"):
            mark = "- " if element.tag == "list" else ""
            rows = element.iter("item" if element.tag == "list" else "row")
            lines = [mark + line for row in rows if (line := _line(row))]
            if lines:
                yield "\n".join(lines)
        elif element.tag in ("quote", "div") and len(element):
            inner = list(element.iter("p", "head", "item"))
            if inner:
                yield from filter(None, map(_line, inner))
            elif line := _line(element):
                yield line
        elif line := _line(element):
            yield line
        if element.tail and element.tail.strip():
            yield " ".join(element.tail.split())


def _line(element: etree._Element) -> str:
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node.tag == "cell" and parts:
                parts.append(" | ")
            parts.append("\n" if node.tag == "lb" else node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
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
        if at in headline or (headline and at < headline[0] and len(block.split()) <= _KICKER):
            removed.append(Removed(block, "title"))
        elif kept and begins_other_articles(block) and not any(map(_is_long, blocks[at:])):
            removed += [Removed(other, "other articles") for other in blocks[at:]]
            break
        elif is_boilerplate(block, authors):
            removed.append(Removed(block, "boilerplate"))
        else:
            kept.append(block)
    return kept, tuple(removed)


def _is_long(block: str) -> bool:
    return len(block.split()) > _LONG


def _summary(tree: HtmlElement, blocks: Sequence[str], known: Known) -> str:
    """The standfirst: what stands between headline and text and is marked or known as a summary."""
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
        if plain in first:
            return ""
        marked = seen_headline and _SUMMARY_CLASS.search(element.get("class") or "")
        if len(plain.split()) >= _MIN_SUMMARY_LENGTH and (marked or plain in wanted):
            return words
    return ""


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(filter(None, lines))
