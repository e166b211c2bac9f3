"""What a page sets apart from the text of its article: captions and embedded posts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from searchkit.corpus.formats.html.page import writable
from searchkit.corpus.plain.blocks import word_count
from searchkit.corpus.reader import CAPTION
from searchkit.quick_dataclass import dataclass

EMBEDDED_POST = "embedded post"

_POSTS = etree.XPath(
    "//blockquote[contains(@class, 'twitter-') or contains(@class, 'instagram-media')"
    " or contains(@class, 'tiktok-embed') or contains(@class, 'bluesky-embed')"
    " or contains(@class, 'mastodon-embed') or contains(@class, 'fb-post')]"
)
_CAPTIONS = etree.XPath(
    "//figcaption | //p[contains(@class, 'caption')] | //div[contains(@class, 'caption')]"
    " | //span[contains(@class, 'caption')]"
)
_BLOCKS = ("p", "div", "br", "li", "blockquote")
_CREDITS = etree.XPath(
    "descendant::small | descendant::cite"
    " | descendant::*[contains(@class, 'credit') or contains(@class, 'copyright')]"
)
_OUTSIDE = frozenset("nav footer aside form".split())
_MAX_INSETS = 100
_MAX_LEVELS = 12
_MAX_PARAGRAPHS = 500
#: Words of a caption: with fewer it is a credit or a button, with more a text of its own.
_MIN_CAPTION, _MAX_CAPTION = 3, 150
#: Words of a paragraph that tells whose text it is, and those by which it is found there.
_MIN_PARAGRAPH, _PROBE = 12, 6


@dataclass(frozen=True, slots=True)
class Found:
    """A text that is set apart somewhere on a page, and what is around it, from the inside."""

    text: str
    kind: str
    around: Sequence[HtmlElement]


def take_posts(tree: HtmlElement) -> list[Found]:
    """The embedded posts of a page, which are taken out of the tree."""
    return _taken(_POSTS(tree), EMBEDDED_POST)


def take_captions(tree: HtmlElement) -> list[Found]:
    """The captions of a page, which are taken out of the tree.

    What is too long for one stays: many a page calls the whole of its text `has-captions`.
    """
    elements = _CAPTIONS(tree)
    return _taken([element for element in elements if not _is_too_long(element)], CAPTION)


def _taken(elements: Sequence[HtmlElement], kind: str) -> list[Found]:
    insets: list[Found] = []
    taken: set[HtmlElement] = set()
    for element in elements:
        around = list(element.iterancestors())
        parted = [part for part in _CREDITS(element) if len(part.text_content().split()) > 1]
        for block in (*element.iter(*_BLOCKS), *parted):
            block.text, block.tail = (
                writable(f" {part or ''}") for part in (block.text, block.tail)
            )
        text = " ".join(element.text_content().split())
        if text and len(insets) < _MAX_INSETS and taken.isdisjoint(around):
            insets.append(Found(text, kind, around[:_MAX_LEVELS]))
        taken.add(element)
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
    return insets


def _is_too_long(element: HtmlElement) -> bool:
    return word_count(element.text_content()) > _MAX_CAPTION


def of_article(insets: Sequence[Found], text: str) -> list[Found]:
    """Those of the found ones that stand among the paragraphs of a text, each once.

    Of a page without a paragraph, such as a series of pictures, they are the text.
    """
    plain = " ".join(text.split())
    is_bare = word_count(plain) < _MIN_PARAGRAPH
    known: dict[HtmlElement, bool | None] = {}
    chosen: dict[str, Found] = {}
    for inset in insets:
        words = word_count(inset.text)
        fits = inset.kind != CAPTION or _MIN_CAPTION <= words <= _MAX_CAPTION
        is_own = _is_inside(inset) if is_bare else _stands_in(inset, plain, known)
        if fits and is_own and inset.text not in plain:
            chosen.setdefault(inset.text, inset)
    return list(chosen.values())


def _is_inside(inset: Found) -> bool:
    """Tell if an inset stands in nothing that is outside of an article."""
    return all(element.tag not in _OUTSIDE for element in inset.around)


def _stands_in(inset: Found, text: str, known: dict[HtmlElement, bool | None]) -> bool:
    """Tell if the paragraphs nearest to an inset are those of the text."""
    for element in inset.around:
        if element.tag in _OUTSIDE:
            return False
        if element not in known:
            known[element] = _has_paragraphs_of(element, text)
        if (is_own := known[element]) is not None:
            return is_own
    return False


def _has_paragraphs_of(element: HtmlElement, text: str) -> bool | None:
    """Tell if a paragraph in an element is one of a text; None if it has none at all."""
    answer = None
    for paragraph in islice(element.iter("p"), _MAX_PARAGRAPHS):
        words = paragraph.text_content().split()
        if word_count(" ".join(words)) >= _MIN_PARAGRAPH:
            if " ".join(words[:_PROBE]) in text:
                return True
            answer = False
    return answer
