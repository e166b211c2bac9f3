"""The lines around the headline of a page, where readers look for date and byline."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence

from lxml import etree
from lxml.html import HtmlElement

from searchkit import quick_re as re
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.quick_dataclass import dataclass

#: Words; a paragraph with more is the article's own text, where date and byline end.
_MIN_PARAGRAPH = 25
#: Characters of such a paragraph in a script without blanks.
_MIN_PARAGRAPH_LENGTH = 160
_MAX_BELOW = 40
_MAX_BELOW_DECK = 8
#: Words of a headline that tell it from others.
_MIN_SHARED = 3
_MAX_ABOVE = 12
_MAX_LINES = 20_000
_MAX_ANCESTORS = 60
_MAX_LEVELS = 4
_MIN_DATE_LENGTH = 6
#: Characters; a longer line is running text.
MAX_LINE_LENGTH = 160

_NO_TEXT = frozenset(
    "script style noscript template form iframe svg head object select button audio video".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table td th tr ul".split()
)
_ELSEWHERE_TAGS = frozenset("aside footer nav form figure figcaption".split())
_PARTS = frozenset({"article", "table", "dl"})
_PARTS_AND_LISTS = _PARTS | {"li"}
_ELSEWHERE = re.compile(
    r"""(?:^|[\s_-])(?:comments?|respond|replies|disqus|related|teasers?|recommend\w*|sidebar|side-bar
    |widgets?|promo\w*|popular|trending|newsletters?|infobox|biography|bday|dtstart|vevent|footer|more
    |breaking|ticker|latest|archives?|calendar|weather|read-?next|you-?may|today|masthead|top-?bar
    |caption|legend|copyright)(?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
_FOOTER = re.compile(r"(?:^|[\s_-])footer(?:$|[\s_-])", re.IGNORECASE)
_POST = re.compile(r"(?:^|\s)(?:h-?entry|post|article)(?:$|\s)", re.IGNORECASE)
_DETAILS = re.compile(
    r"(?:^|[\s_-])(?:meta|byline|dateline|posted|published|pubdate)(?:$|[\s_-])", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|disqus|infobox|vcard)(?:$|[\s_-])", re.IGNORECASE
)
_HIDDEN = re.compile(r"display:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a page shows, and the element in which it begins."""

    text: str
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines below a headline up to the text, those above it, and all of the page."""

    headline: HtmlElement | None = None
    paragraph: HtmlElement | None = None
    below: Sequence[Line] = ()
    above: Sequence[Line] = ()
    all: Sequence[Line] = ()

    def is_elsewhere(
        self, element: HtmlElement, *, in_list: bool = False, in_footer: bool = False
    ) -> bool:
        """Tell if an element is part of something else than the article: a teaser, a comment.

        `in_list` says that it may stand in a list of its own, as date and byline do, `in_footer`
        that it may stand at the foot of the article, as bylines do.
        """
        for above in _up(element):
            tag = above.tag
            if tag in ("html", "body"):
                return False
            if tag == "aside" and self._is_of_details(element, above):
                continue
            if in_footer and self._is_foot_of_article(above):
                continue
            if tag in _ELSEWHERE_TAGS or _HIDDEN.search(above.get("style") or ""):
                return True
            parts = _PARTS if in_list else _PARTS_AND_LISTS
            if tag in parts and self.headline is not None and not self._holds_article(above):
                return True
            names = f"{above.get('class') or ''} {above.get('id') or ''}"
            if names == " " or not _ELSEWHERE.search(names) or self._is_beside_headline(above):
                continue
            if not self._holds_article(above):
                return True
        return False

    def is_headline(self, element: HtmlElement) -> bool:
        """Tell if an element stands in the headline."""
        return self.headline is not None and self.headline in _up(element)

    def _is_foot_of_article(self, footer: HtmlElement) -> bool:
        """Tell if it is the footer of the part of the page in which headline and text stand."""
        if not _FOOTER.search(f"{footer.tag} {footer.get('class') or ''}"):
            return False
        for above in _up(footer)[1 : _MAX_LEVELS + 1]:
            if above.tag in ("html", "body"):
                return False
            if above.tag == "article" or _POST.search(above.get("class") or ""):
                return self._holds_article(above)
        return False

    def _is_beside_headline(self, element: HtmlElement) -> bool:
        """Tell if an element has the headline for a neighbour, right before or behind it."""
        headline = self.headline
        return headline is not None and element in (headline.getprevious(), headline.getnext())

    def _is_of_details(self, element: HtmlElement, aside: HtmlElement) -> bool:
        """Tell if an element of an aside near the headline is marked as data of the article."""
        within = [node for node in _up(element) if aside in _up(node)]
        return any(_DETAILS.search(node.get("class") or "") for node in within) and self.is_near(
            element
        )

    def is_near(self, element: HtmlElement) -> bool:
        """Tell if an element stands in a line between headline and text, or right above them.

        On a page without a headline any line of its own must do.
        """
        words = " ".join("".join(element.itertext()).split())
        lines = (*self.below, *self.above)
        if self.headline is None:
            if len(words) < _MIN_DATE_LENGTH:
                return False
            lines = tuple(line for line in self.all if len(line.text) <= 2 * len(words))
        around = _up(element)[:_MAX_LEVELS]
        return any(
            words in line.text and (line.element in around or element in _up(line.element))
            for line in lines
        )

    def is_with_headline(self, element: HtmlElement) -> bool:
        """Tell if an element stands near the headline, in no picture, menu or comment."""
        # Of two names in a line only the first begins it.
        nodes = (element, element.getprevious())
        if self.headline is None or not any(
            self.is_near(node) for node in nodes if node is not None
        ):
            return False
        return not any(
            above.tag in _ELSEWHERE_TAGS - {"aside"}
            or _COMMENTS.search(f"{above.get('class') or ''} {above.get('id') or ''}")
            for above in _up(element)
        )

    def _holds_article(self, element: HtmlElement) -> bool:
        """Tell if the headline or the first paragraph stands in an element."""
        own = [node for node in (self.headline, self.paragraph) if node is not None]
        return any(element in _up(node) for node in own)


def without_comments(tree: HtmlElement) -> HtmlElement:
    """A copy of a tree without comments, boxes of facts and what stands aside."""
    bare = copy.deepcopy(tree)
    for script in list(bare.iter("script")):
        if "ld+json" in (script.get("type") or ""):
            script.text = ""  # what it declares has been read
    for element in list(bare.iter("aside", "div", "section", "ul", "ol", "table")):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        outside = element.tag == "aside" or (names != " " and _COMMENTS.search(names))
        if outside and element.getparent() is not None and next(element.iter("h1"), None) is None:
            element.drop_tree()
    return bare


def surroundings(tree: HtmlElement, titles: Collection[str]) -> Surroundings:
    """The lines around the headline, which is an element with one of the titles, or the only h1."""
    lines = _lines(tree)
    headline = _headline(tree, {folded(title) for title in titles} - {""})
    if headline is None:
        return Surroundings(all=lines)
    inside = set(headline.iter())
    at = next((n for n, line in enumerate(lines) if line.element in inside), None)
    if at is None:
        return Surroundings(headline, all=lines)
    end = at
    while end < len(lines) and lines[end].element in inside:
        end += 1
    below = lines[end : end + _MAX_BELOW]
    stops = [n for n, line in enumerate(below) if _is_paragraph(line.text)]
    paragraph = below[stops[0]].element if stops else None
    # The first one may be a standfirst, with date and byline below it.
    stop = min(stops[1], stops[0] + _MAX_BELOW_DECK) if len(stops) > 1 else len(below)
    return Surroundings(
        headline,
        paragraph,
        below[:stop],
        _above(lines[max(0, at - _MAX_ABOVE) : at], headline, paragraph),
        lines,
    )


def _above(
    lines: Sequence[Line], headline: HtmlElement, paragraph: HtmlElement | None
) -> Sequence[Line]:
    """Those of the lines that stand in the part of the page that headline and text share."""
    if paragraph is None:
        return ()
    around = set(_up(paragraph))
    shared = next((node for node in _up(headline) if node in around), None)
    if shared is None or shared.tag in ("html", "body"):
        return ()
    return [line for line in lines if shared in _up(line.element)]


def _headline(tree: HtmlElement, titles: set[str]) -> HtmlElement | None:
    headings = [heading for heading in tree.iter("h1") if _has_text(heading)]
    others = [heading for heading in tree.iter("h2", "h3") if _has_text(heading)]
    for is_same in (_is_equal, _is_within):
        for heading in (*headings, *others):
            words = folded("".join(heading.itertext()))
            if any(is_same(words, title) for title in titles):
                return heading
    return headings[0] if len(headings) == 1 else None


def _is_equal(heading: str, title: str) -> bool:
    return heading == title


def _is_within(heading: str, title: str) -> bool:
    """Tell if one of them is the other with something before or behind it."""
    short, long = sorted((heading, title), key=len)
    return short.count(" ") >= _MIN_SHARED - 1 and f" {short} " in f" {long} "


def _has_text(element: HtmlElement) -> bool:
    return any(text.strip() for text in element.itertext())


def _is_paragraph(text: str) -> bool:
    if len(text) < _MIN_PARAGRAPH_LENGTH // 2:
        return False
    return len(text.split()) > _MIN_PARAGRAPH or (
        not text.isascii() and " " not in text and len(text) > _MIN_PARAGRAPH_LENGTH // 2
    )


def _lines(tree: HtmlElement) -> list[Line]:
    lines: list[Line] = []
    parts: list[str] = []
    start: HtmlElement | None = None
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag
        if tag in _NO_TEXT:
            hidden += 1 if event == "start" else -1
        if tag in _BLOCKS and parts:
            if start is not None and (text := " ".join("".join(parts).replace("\xad", "").split())):
                lines.append(Line(text, start))
                if len(lines) == _MAX_LINES:
                    return lines
            parts, start = [], None
        words = node.text if event == "start" else node.tail
        if words and not hidden and words.strip():
            if start is None:
                start = node if event == "start" else node.getparent()
            parts.append(words)
        elif words and parts:
            parts.append(" ")
    return lines


def _up(element: HtmlElement) -> list[HtmlElement]:
    """An element and those around it, from the inside."""
    around = [element]
    for above in element.iterancestors():
        around.append(above)
        if len(around) == _MAX_ANCESTORS:
            break
    return around
