"""Citations: what an assistant is told of an article and of its sentences, each with its link."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from searchkit import Article, MarkedArticle
from searchkit.assistants.answers import MAX_LIST, shortened
from searchkit.quick_dataclass import dataclass

#: Characters of a title in a citation, and of another short value.
MAX_TITLE, MAX_VALUE = 120, 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, counted from 1; `marks` are how many matches it has."""

    number: int
    text: str
    marks: int = 0


def sentences(marked: MarkedArticle) -> Iterator[Sentence]:
    """The sentences of an article that have any text, as the page numbers them."""
    body = marked.article.body
    starts = list(marked.sentences) or [0]
    marks = [0] * len(starts)
    for start, _ in marked.body_marks:
        marks[max(0, bisect_right(starts, start) - 1)] += 1
    for number, start in enumerate(starts, start=1):
        end = starts[number] if number < len(starts) else len(body)
        if text := shortened(body[start:end]):
            yield Sentence(number, text, marks[number - 1])


def sentence_at(marked: MarkedArticle, offset: int) -> int:
    """The number of the sentence that an offset of the body is in."""
    return max(1, bisect_right(marked.sentences, offset))


@dataclass(frozen=True, slots=True)
class Citations:
    """Citations of articles. `page` is the address of the search page, for the links."""

    page: str

    def link(self, article_id: str, sentence: int | None = None) -> str:
        """The address of an article on the page, or of a sentence in it."""
        place = "" if sentence is None else f"#s{sentence}"
        return f"{self.page.rstrip('/')}/article/{quote(article_id, safe='/')}{place}"

    def sentence(self, article: Article, sentence: Sentence) -> dict[str, Any]:
        """A sentence with its citation and its link."""
        return {"text": sentence.text, **self.place(article, sentence.number)}

    def place(self, article: Article, number: int) -> dict[str, str]:
        """The citation and the link of the sentence with that number."""
        return {
            "citation": f"{cited(article)}, sentence {number}",
            "link": self.link(article.id, number),
        }

    def article(self, article: Article, added: dt.date | None = None) -> dict[str, Any]:
        """The facts of an article; what is not known of it is left out."""
        facts = {
            "id": article.id,
            "title": shortened(article.title, MAX_VALUE),
            "source": shortened(article.source or "", MAX_VALUE),
            "authors": [shortened(name, MAX_VALUE) for name in article.authors[:MAX_LIST]],
            "date": article.date.isoformat() if article.date else "",
            "date_status": article.came_from("date").status,
            "agency": shortened(article.agency or "", MAX_VALUE),
            "language": article.language or "",
            "original": shortened(article.url or "", MAX_VALUE),
            "saved": added.isoformat() if added else "",
            "citation": cited(article),
            "link": self.link(article.id),
        }
        return {name: value for name, value in facts.items() if value}


def cited(article: Article) -> str:
    """An article in one line, as in `The Herald, 2016-02-20, “Harbour strike ends”`."""
    date = article.date.isoformat()[:10] if article.date else "undated"
    source = shortened(article.source or "unknown source", MAX_TITLE)
    return f"{source}, {date}, “{shortened(article.title, MAX_TITLE)}”"
