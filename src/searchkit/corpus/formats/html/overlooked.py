"""Running text that an extraction overlooked, as its containers have names of something else.

A whole article stands in `commentOnSelection` or `audioPlayerHidden`, and is taken for comments or
for what is hidden.
"""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

#: Characters of a paragraph of running text, and of those of an article.
_MIN_PARAGRAPH, _MIN_ARTICLE = 80, 2_000
#: So much more text there must be than was found.
_TIMES = 5
#: The part of the text that its container has.
_MOST = 0.8
_NAMES = ("class", "id", "role", "style")


def unnamed(tree: HtmlElement, found: int) -> bool:
    """Take their names off the elements that hold most running text, if little was `found` of it.

    `found` is a number of characters. Changes the tree, and tells if it did.
    """
    lengths: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in tree.iter("p"):
        length = _running(paragraph)
        if length >= _MIN_PARAGRAPH:
            total += length
            for holder in paragraph.iterancestors():
                lengths[holder] += length
    if total < max(_MIN_ARTICLE, _TIMES * found):
        return False
    for holder, length in lengths.items():
        if length >= _MOST * total:
            for name in _NAMES:
                holder.attrib.pop(name, None)
    return True


def _running(paragraph: HtmlElement) -> int:
    """The characters of a paragraph outside of links."""
    links = sum(len(link.text_content()) for link in paragraph.iter("a"))
    return len(" ".join(paragraph.text_content().split())) - links
