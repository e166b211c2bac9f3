"""The text of a web page in lines, as `read_export` takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit import quick_re as re

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN = frozenset({"script", "style", "head", "title", "noscript", "template", "iframe", "svg"})
_LINES = frozenset({"br", "tr", "li", "dt", "dd", "option"})
_PARAGRAPHS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 section article header footer aside main table ul ol dl blockquote"
    " pre form center address figure figcaption body text".split()
)
_CELLS = frozenset({"td", "th"})
#: What databases set at each article where no rule is: ProQuest a name, Factiva a class.
_ARTICLE_NAME = "docid_"
_ARTICLE_CLASS = re.compile(r"(?:^|\s)[a-z]{2}Article(?:\s|$)")
_HEADLINE_CLASS = re.compile(r"(?:^|\s)[a-z]{2}Headline(?:\s|$)")
_RULE = "_" * 60
#: Stands before the headline of an article of Factiva, where byline and section have no label.
HEADLINE_MARK = "\x02"
_LINE, _PARAGRAPH, _CELL = "\n", "\n\n", "\t"


def lines_of(tree: _Element) -> str:
    """The text of a page: paragraphs, lines, rules and the cells of rows."""
    from lxml.etree import iterwalk

    text = _Text()
    hidden = 0
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _HIDDEN
            text.open(tag, element)
            text.add("" if hidden else element.text)
            continue
        if event == "end":
            hidden -= tag in _HIDDEN
            text.close(tag)
        text.add("" if hidden else element.tail)
    return "".join(text.pieces)


class _Text:
    """The pieces of a text, and the break that stands before the next one."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._break = ""
        self._is_headline = False

    def add(self, text: str | None) -> None:
        """Take the text of an element, its blank space being one space."""
        if not text:
            return
        words = " ".join(text.split())
        if words and self._is_headline:
            words = f"{HEADLINE_MARK}{words}"
            self._is_headline = False
        if self._break and words:
            self.pieces.append(self._break)
            self._break = ""
        elif not self._break and text[0].isspace():
            self.pieces.append(" ")
        self.pieces.append(words)
        if words and text[-1].isspace():
            self.pieces.append(" ")

    def open(self, tag: str, element: _Element) -> None:
        """Take the break that stands before an element."""
        if _HEADLINE_CLASS.search(element.get("class") or ""):
            self._is_headline = True
        if tag in _CELLS:
            self._break = _LINE if element.getprevious() is None else _CELL
        elif tag == "hr" or _opens_article(element):
            self.pieces.append(_PARAGRAPH + _RULE)
            self._break = _PARAGRAPH
        elif tag in _PARAGRAPHS:
            self._widen(_PARAGRAPH)
        elif tag in _LINES:
            self._widen(_PARAGRAPH if self._break == _LINE and tag == "br" else _LINE)

    def close(self, tag: str) -> None:
        """Take the break that stands behind an element."""
        if tag in _PARAGRAPHS:
            self._widen(_PARAGRAPH)
        elif tag in _LINES:
            self._widen(_LINE)

    def _widen(self, gap: str) -> None:
        # The first paragraph of a cell goes on behind the cell before it.
        if self._break != _CELL and len(gap) > len(self._break):
            self._break = gap


def _opens_article(element: _Element) -> bool:
    name, style = element.get("name"), element.get("class")
    if name and name.lower().startswith(_ARTICLE_NAME):
        return True
    return bool(style and _ARTICLE_CLASS.search(style))
