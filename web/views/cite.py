"""The citation of an article, or of one sentence of it: plain, Markdown, BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from werkzeug.exceptions import NotFound

from searchkit import Article, MarkedArticle, PartialDate
from searchkit.export import bibtex_entry, csl_item, markdown_link, markdown_text, ris_entry
from searchkit.web.params import SearchParams
from searchkit.web.views.labels import date_text


@dataclass(frozen=True, slots=True)
class CiteView:
    """The forms by their names, the sentence they quote if any, and the sentences next to it.

    `article_href` leads to that sentence in the article.
    """

    title: str
    quote: str
    forms: tuple[tuple[str, str], ...]
    article_href: str
    previous_href: str
    next_href: str


def cite_view(
    params: SearchParams, marked: MarkedArticle, sentence: int | None, base: str
) -> CiteView:
    """The citation; `sentence` counts from 1. Raises `NotFound` for one that does not exist.

    `base` is the address of the page, up to its last slash.
    """
    article, starts = marked.article, marked.sentences
    if sentence is not None and sentence > len(starts):
        raise NotFound(f"this article has no sentence {sentence}")
    quote, place = "", ""
    if sentence is not None:
        end = starts[sentence] if sentence < len(starts) else len(article.body)
        quote = " ".join(article.body[starts[sentence - 1] : end].split())
        place = f"#s{sentence}"
    # A permalink is to the article alone, not to the search that led to it.
    link = base + SearchParams().article_href(article.id)[1:] + place
    at = sentence or 0
    return CiteView(
        title=article.title,
        quote=quote,
        forms=tuple(_forms(marked, quote, link)),
        article_href=params.article_href(article.id) + place,
        previous_href=params.cite_href(article.id, at - 1) if at > 1 else "",
        next_href=params.cite_href(article.id, at + 1) if at < len(starts) else "",
    )


def _forms(marked: MarkedArticle, quote: str, link: str) -> Iterator[tuple[str, str]]:
    """The citation in each form. Only an article that names no place of its own is here."""
    article, accessed = marked.article, marked.added
    yield "Plain", _plain(marked, quote, article.url or link)
    yield "Markdown", _markdown(marked, quote, article.url or link)
    yield "BibTeX", bibtex_entry(article, accessed=accessed, address=link)
    yield "RIS", ris_entry(article, accessed=accessed, address=link).rstrip()
    item = csl_item(article, accessed=accessed, address=link)
    yield "CSL-JSON", json.dumps([item], ensure_ascii=False, indent=2)


def _plain(marked: MarkedArticle, quote: str, link: str) -> str:
    article = marked.article
    facts = (
        ", ".join(article.authors),
        f"“{article.title}”",
        article.source or "",
        _date(article),
        link,
    )
    cited = ", ".join(filter(None, facts)) + _accessed(marked)
    return f"“{quote}” — {cited}" if quote else cited


def _markdown(marked: MarkedArticle, quote: str, link: str) -> str:
    article = marked.article
    facts = ", ".join(markdown_text(fact) for fact in (article.source, _date(article)) if fact)
    cited = f"{markdown_link(article.title, link)}, {facts}{_accessed(marked)}"
    return f"> {markdown_text(quote)}\n>\n> — {cited}" if quote else cited


def _date(article: Article) -> str:
    return date_text(replace(article.date, time=None)) if article.date else "undated"


def _accessed(marked: MarkedArticle) -> str:
    """The day on which the copy came in, which is when the address gave this text."""
    day = marked.added
    return f" (accessed {date_text(PartialDate(day.year, day.month, day.day))})" if day else ""
