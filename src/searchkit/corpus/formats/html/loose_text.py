"""Text of a container that is in none of its paragraphs: it is put into one of its own.

Extraction takes the paragraphs of a container. Where a page leaves out the tag of the first one, or
a browser ended a paragraph before a block in it, that text would be lost.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

_HOLDERS = frozenset("div section article main td body center".split())
_IN_LINE = frozenset(
    "a abbr acronym b big cite code em font i kbd mark q s small span strike strong sub sup time tt"
    " u var wbr".split()
)
#: Words; what is shorter is a label.
_MIN_WORDS = 8
#: Characters, for scripts without blanks.
_MIN_LENGTH = 60
_MAX_HOLDERS = 5_000


def with_paragraphs(tree: HtmlElement) -> None:
    """Wraps loose text beside paragraphs into paragraphs of their own."""
    holders: dict[HtmlElement, None] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in _HOLDERS:
            holders[parent] = None
        if len(holders) == _MAX_HOLDERS:
            break
    for holder in holders:
        _wrap(holder)


def _wrap(holder: HtmlElement) -> None:
    """Each run of text and of elements within a line, between the blocks of one holder."""
    run: list[HtmlElement] = []
    before: HtmlElement | None = None
    for child in [*holder, None]:
        if child is not None and child.tag in _IN_LINE and child.find(".//p") is None:
            run.append(child)
            continue
        _wrap_run(holder, before, run)
        run, before = [], child


def _wrap_run(holder: HtmlElement, before: HtmlElement | None, run: list[HtmlElement]) -> None:
    text = (holder.text if before is None else before.tail) or ""
    whole = text + "".join("".join(element.itertext()) + (element.tail or "") for element in run)
    own = text + "".join(element.tail or "" for element in run)
    if not _is_prose(whole) or not own.strip():
        return
    paragraph = etree.SubElement(holder, "p")
    if before is None:
        holder.text = None
        holder.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.text = text
    for element in run:
        paragraph.append(element)


def _is_prose(text: str) -> bool:
    words = len(text.split())
    return words >= _MIN_WORDS or (words > 0 and len(text.strip()) >= _MIN_LENGTH)
