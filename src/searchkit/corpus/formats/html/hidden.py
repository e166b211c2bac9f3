"""What a page hides, and what it opens over its text or puts beside it."""

from __future__ import annotations

from functools import lru_cache

from lxml.html import HtmlElement

_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_HIDING = frozenset({"visually-hidden", "sr-only", "screen-reader-text"})
#: What cards are called that open over a name, which stand in the middle of its sentence.
_CARDS = ("tooltip", "popover", "hovercard", "hover-card")
#: What Substack puts between paragraphs: buttons to subscribe, share and comment.
_BUTTONS = frozenset({"button-wrapper", "subscription-widget", "subscription-widget-wrap"})


def hidden_and_boxes(
    tree: HtmlElement,
) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """The hidden elements, and the boxes beside the text or cards that open over a word of it."""
    hidden: list[HtmlElement] = []
    boxes: list[HtmlElement] = []
    for element in tree.iter():
        get = element.get
        if classes := get("class"):
            hides, tags = _meaning(classes)
            if tags and element.tag in tags:
                boxes.append(element)
        else:
            hides = False
        style = get("style")
        if (
            hides
            or get("hidden") is not None
            or (style and "display:none" in style.replace(" ", ""))
        ):
            hidden.append(element)
    return hidden, boxes


@lru_cache(1 << 12)
def _meaning(classes: str) -> tuple[bool, frozenset[str]]:
    """Whether these classes hide an element, and the tags of elements that are boxes by them."""
    tags = set()
    if "infobox" in classes.replace("I", "i"):
        tags |= {"div", "table"}
    is_card = any(card in classes for card in _CARDS)
    if is_card or ("rollover" in classes and "block" in classes):
        tags |= {"div", "span"}
    names = classes.translate(_BLANKS).split(" ")
    if not _BUTTONS.isdisjoint(names):
        tags |= {"p", "div"}
    return not _HIDING.isdisjoint(names), frozenset(tags)
