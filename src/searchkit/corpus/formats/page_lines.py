"""All the text of a web page, in lines as a browser breaks them; for letters, not for articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit import quick_re as re

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    """address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2
    h3 h4 h5 h6 header hr li main ol p pre section table tr ul""".split()
)
_SPACED = frozenset("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_SKIPPED = frozenset("head noscript script select style template title".split())
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


def page_lines(html: str) -> str:
    """The text of a page with its line breaks; empty if there is none."""
    from searchkit.corpus.formats.html.page import parse

    tree = parse(html)
    if tree is None:
        return ""
    pieces: list[str] = []
    _write(tree, pieces)
    lines = _AROUND_BREAK.sub("\n", "".join(pieces))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _write(tree: HtmlElement, pieces: list[str]) -> None:
    from lxml import etree

    skipped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipped += tag in _SKIPPED
            if not skipped:
                pieces.append(_break_at(tag))
                pieces.append(_SPACE.sub(" ", element.text or ""))
            continue
        if not skipped and tag != "br":
            pieces.append(_break_at(tag))
        skipped -= tag in _SKIPPED
        if not skipped:
            pieces.append(_SPACE.sub(" ", element.tail or ""))


def _break_at(tag: str) -> str:
    if tag in _SPACED:
        return "\n\n"
    if tag in ("td", "th"):
        return "\t"
    return "\n" if tag in _BLOCKS or tag == "br" else ""
