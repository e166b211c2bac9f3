"""The citation of an article, or of one sentence of it: plain, BibTeX, Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from werkzeug.exceptions import NotFound

from searchkit import Article, MarkedArticle
from searchkit.export import bibtex_entry, markdown_link, markdown_text
from searchkit.web.params import SearchParams
from searchkit.web.views.labels import date_text


@dataclass(frozen=True, slots=True)
class CiteView:
    """The three forms, the sentence they quote if any, and the sentences next to it.

    `article_href` leads to that sentence in the article.
    """

    title: str
    quote: str
    plain: str
    bibtex: str
    markdown: str
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
        plain=_plain(article, quote, article.url or link),
        bibtex=bibtex_entry(article),
        markdown=_markdown(article, quote, link),
        article_href=params.article_href(article.id) + place,
        previous_href=params.cite_href(article.id, at - 1) if at > 1 else "",
        next_href=params.cite_href(article.id, at + 1) if at < len(starts) else "",
    )


def _plain(article: Article, quote: str, link: str) -> str:
    facts = (
        ", ".join(article.authors),
        f"“{article.title}”",
        article.source or "",
        date_text(replace(article.date, time=None)) if article.date else "undated",
        link,
    )
    return (f"“{quote}” — " if quote else "") + ", ".join(filter(None, facts))


def _markdown(article: Article, quote: str, link: str) -> str:
    date = date_text(replace(article.date, time=None)) if article.date else "undated"
    facts = ", ".join(markdown_text(fact) for fact in (article.source, date) if fact)
    cited = f"{markdown_link(article.title, link)}, {facts}"
    return f"> {markdown_text(quote)}\n>\n> — {cited}" if quote else cited
