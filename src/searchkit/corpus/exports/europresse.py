"""Europresse and Eureka: web pages with an `article`, or a table, for each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import date_at_start, is_copyright
from searchkit.corpus.exports.names import names_of
from searchkit.corpus.exports.page_lines import lines_of
from searchkit.corpus.exports.reading import finished
from searchkit.corpus.plain.months import WEEKDAYS
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

SERVICE = "Europresse"

#: The class of the name of the paper, which every article of such a page has.
SIGN = "DocPublicationName"

_NUMBER = re.compile(r"(?:num[ée]ro de document|document number)\s*:\s*(?P<id>\S+)", re.IGNORECASE)
_PAGE = re.compile(r"p\.\s*(?P<page>\S.*)")
_CLASS = "contains(concat(' ', normalize-space({}@class), ' '), ' {} ')"
_MAX_NAME_WORDS = 5
#: How far above its name the element of an article may be.
_MAX_DEPTH = 40
_OWN_WORDS = ("certificat", "date d'émission", "le présent document", "this document", "issued to")


def read_articles(
    tree: _Element, encoding: str, warnings: tuple[str, ...]
) -> list[ParsedDocument | Unread] | None:
    """The articles of a page; None if it has none."""
    articles = _articles(tree)
    if not articles:
        return None
    drafts = [_read(article) for article in articles]
    return finished(drafts, encoding, warnings)


def _articles(tree: _Element) -> list[_Element]:
    """The elements that hold one article each: around each name of a paper the widest such."""
    names = tree.xpath(f"//*[{_CLASS.format('', SIGN)}]")
    around = {name: [name, *islice(name.iterancestors(), _MAX_DEPTH)] for name in names}
    counts = Counter(above for elements in around.values() for above in elements)
    articles: list[_Element] = []
    for within in around.values():
        alone = [node for node in within if counts[node] == 1 and node.tag not in ("body", "html")]
        articles += alone[-1:]
    return articles


def _read(article: _Element) -> ArticleDraft:
    draft = ArticleDraft(SERVICE)
    name = _texts(article, SIGN)
    draft.state("source", name[0].partition("•")[0].strip() if name else "", SIGN)
    _read_header(", ".join(_texts(article, "DocHeader")), draft)
    titles = _texts(article, "titreArticleVisu") or _texts(article, "TitreArticleVisu")
    draft.state("title", " ".join(titles), "titreArticleVisu")
    for author in _texts(article, "docAuthors") or list(_below_title(article)):
        if names_of(author) and not draft.has("authors"):
            draft.state_authors(author, "docAuthors")
    if match := _NUMBER.search(lines_of(article)):
        draft.fields.append(("accession_number", match["id"]))
    draft.text = _text(article, draft, titles)
    first, _, below = draft.text.partition("\n\n")
    if not draft.has("authors") and len(first.split()) <= _MAX_NAME_WORDS and names_of(first):
        draft.state_authors(first, "line below the title")
        draft.text = below
    return draft


def _texts(article: _Element, name: str) -> list[str]:
    elements = article.xpath(f".//*[{_CLASS.format('', name)}]")
    return list(
        filter(None, (" ".join("".join(element.itertext()).split()) for element in elements))
    )


def _below_title(article: _Element) -> Iterator[str]:
    """What stands between the title and the text in the header of an article."""
    for header in article.iter("header"):
        for title in header.xpath(".//*[contains(@class, 'titreArticle')]")[-1:]:
            block = title if title.getparent() is header else title.getparent()
            for below in block.itersiblings():
                yield " ".join("".join(below.itertext()).split())


def _read_header(text: str, draft: ArticleDraft) -> None:
    """Section, date and page of `Politique, jeudi 5 octobre 2013, p. 4`."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for at, part in enumerate(parts):
        dated = next((date for words in _ends(part) if (date := date_at_start(words))), None) or (
            date_at_start(f"{part}, {parts[at + 1]}") if at + 1 < len(parts) else None
        )
        if dated:
            draft.state_date(dated[0], "DocHeader", dated[1])
            draft.add("section", ", ".join(_without_weekday(parts[:at])))
            break
    for part in parts:
        if page := _PAGE.match(part):
            draft.add("pages", page["page"])


def _without_weekday(parts: list[str]) -> list[str]:
    return [part for part in parts if part.lower() not in WEEKDAYS]


def _ends(part: str) -> Iterator[str]:
    """The ends of a text that begin at a word, the longest first."""
    words = part.split()[-5:]
    return (" ".join(words[at:]) for at in range(len(words)))


def _text(article: _Element, draft: ArticleDraft, titles: list[str]) -> str:
    sections = list(article.iter("section"))
    if sections:
        for below in (*article.iter("aside"), *article.iter("footer")):
            draft.remove(lines_of(below), "database record")
        return "\n\n".join(filter(None, (lines_of(section).strip() for section in sections)))
    # The older page has no elements for its parts: all below the title, above the certificate.
    lines = lines_of(article).split("\n")
    title = titles[-1] if titles else ""
    top = next((at + 1 for at, line in enumerate(lines) if title and title in line), 0)
    end = next((at for at in range(top, len(lines)) if _ends_text(lines[at])), len(lines))
    draft.remove("\n".join(lines[:top]), "database record")
    draft.remove("\n".join(lines[end:]), "database record")
    return "\n".join(lines[top:end]).strip()


def _ends_text(line: str) -> bool:
    text = line.strip().lower()
    return is_copyright(text) or bool(_NUMBER.match(text)) or text.startswith(_OWN_WORDS)
