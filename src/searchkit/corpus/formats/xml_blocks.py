"""The paragraphs within an element of XML, and the captions of its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.corpus.formats.xml_tree import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    """p para hl2 h1 h2 h3 h4 h5 h6 li tr pre blockquote bq block div dt dd note headline title
    caption section datacontent body body.content text""".split()
)
_SKIPPED = frozenset(
    """script style head body.head headline hedline byline dateline copyrite media-metadata
    media-reference media-producer metadata meta teiheader""".split()
)
#: Words; the head of a text in XHTML has the day, topics and the headline, seldom a standfirst.
_MIN_STANDFIRST = 12
_CAPTIONS = frozenset({"media-caption", "figcaption", "caption"})
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(slots=True)
class Blocks:
    """The paragraphs in their order, and the captions."""

    texts: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def blocks_in(element: _Element) -> Blocks:
    """The paragraphs within an element; blank lines part them where no element does."""
    from lxml import etree

    blocks = Blocks()
    pieces: list[str] = []
    caption: list[str] | None = None
    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = local_name(node)
        if event == "start":
            skipped += _is_skipped(node, name) and node is not element
            if name in _CAPTIONS and not skipped:
                caption = []
            elif name in _BLOCKS and not skipped and caption is None:
                _end(pieces, blocks.texts)
            text = node.text if name else ""
        else:
            if name in _CAPTIONS and caption is not None:
                blocks.captions.append(" ".join("".join(caption).split()))
                caption = None
            elif name in _BLOCKS and not skipped and caption is None:
                _end(pieces, blocks.texts)
            elif name in ("br", "td", "th", "tab"):
                pieces.append("\n" if name == "br" else "\t")
            skipped -= _is_skipped(node, name) and node is not element
            text = node.tail if node is not element else ""
        if text and not skipped:
            (pieces if caption is None else caption).append(text)
    _end(pieces, blocks.texts)
    return blocks


def _is_skipped(node: _Element, name: str) -> bool:
    if name in ("time", "ul", "p", "h1") and local_name(node.getparent()) == "header":
        return name != "p" or len("".join(node.itertext()).split()) < _MIN_STANDFIRST
    return name in _SKIPPED


def _end(pieces: list[str], texts: list[str]) -> None:
    """End a paragraph; text with blank lines of its own is several."""
    for part in _BLANK_LINE.split("".join(pieces)):
        if text := " ".join(part.split()):
            texts.append(text)
    pieces.clear()
