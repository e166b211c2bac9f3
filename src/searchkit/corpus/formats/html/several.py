"""Pages that hold several articles of equal weight: live blogs, lists of pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from searchkit import quick_re as re

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Words of running text in an article, in one of its paragraphs, and the shares of the page's text
#: that all articles together must have and one alone may have.
_MIN_WORDS, _MIN_PARAGRAPH, _MIN_SHARE, _MAX_SHARE = 40, 8, 0.5, 0.7
_MAX_ARTICLES = 1_000
_MAX_ABOVE = 8
_OTHERS = re.compile(
    r"comment|repl(?:y|ies)|related|teaser|sidebar|promo|newsletter|recommend", re.I
)
_EDGES = frozenset({"aside", "footer", "nav", "form"})
_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "time"})
_PROBE = 8


def article_texts(tree: HtmlElement) -> list[str]:
    """The texts of the articles of a page, in their order; none of a page that has one article."""
    groups: dict[HtmlElement, list[tuple[int, str]]] = {}
    headed = 0
    for article in list(tree.iter("article"))[:_MAX_ARTICLES]:
        if article.find(".//article") is not None or _is_beside(article):
            continue
        words, text = _text(article)
        if words >= _MIN_WORDS and (parent := article.getparent()) is not None:
            groups.setdefault(parent, []).append((words, text))
            headed += article.find(".//h1") is not None
    if len(groups) != 1:
        return []  # one article, and others that it is shown with
    (best,) = groups.values()
    if 0 < headed < len(best):
        return []  # that with the headline of the page is the article
    total = sum(words for words, _ in best)
    if len(best) < 2 or max(words for words, _ in best) > _MAX_SHARE * total:
        return []
    page = sum(_prose(element) for element in tree.iter("p"))
    return [text for _, text in best] if total >= _MIN_SHARE * page else []


def with_all(text: str, texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The text of a page with all its articles, and a warning if it has several."""
    if not texts:
        return text, ()
    known = " ".join(text.split())
    missing = [part for part in texts if _probe(part) not in known]
    if 2 * len(missing) > len(texts):
        text = "\n\n".join(texts)
    elif missing:
        text = "\n\n".join([text, *missing])
    return text, (f"the page holds {len(texts)} articles; they are read as one",)


def _is_beside(article: HtmlElement) -> bool:
    """Tell if an article is a comment, a teaser or the like, by itself or by what holds it."""
    above = [article]
    while len(above) < _MAX_ABOVE and (parent := above[-1].getparent()) is not None:
        above.append(parent)
    return any(
        node.tag in _EDGES or _OTHERS.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        for node in above
        if node.tag not in ("body", "html")
    )


def _text(article: HtmlElement) -> tuple[int, str]:
    """The words of running text in an article, and its text."""
    words = 0
    blocks: list[str] = []
    for element in article.iter():
        if element.tag in _TEXTS and not any(above.tag in _TEXTS for above in _two_above(element)):
            words += _prose(element)
            blocks.append(" ".join(element.text_content().split()))
    return words, "\n\n".join(filter(None, blocks))


def _two_above(element: HtmlElement) -> list[HtmlElement]:
    first = element.getparent()
    second = first.getparent() if first is not None else None
    return [node for node in (first, second) if node is not None]


def _prose(element: HtmlElement) -> int:
    """The words of a paragraph; none of a short one or a mere link."""
    words = len(element.text_content().split())
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return words if words >= _MIN_PARAGRAPH and 2 * linked < words else 0


def _probe(text: str) -> str:
    """The first words of the longest paragraph, by which a text is found in another."""
    longest = max(text.split("\n\n"), key=len)
    return " ".join(longest.split()[:_PROBE])
