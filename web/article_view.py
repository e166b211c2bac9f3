"""What the page of one article shows: a view model free of Flask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from searchkit.article import Article
from searchkit.results import MarkedArticle
from searchkit.web.labels import Labelled, date_label, origin, value_label
from searchkit.web.request import SearchRequest
from searchkit.web.texts import Run, paragraphs, runs, visible

#: A page stays small in a text of a million marks.
MOST_STEPS = 1_000

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAMES = {
    "title": "Title",
    "source": "Source",
    "authors": "Author",
    "date": "Date",
    "url": "Address",
    "language": "Language",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one piece of metadata comes from."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article. `marks` are counted over title and body; the first `steps` lead to each other.

    `url` is set if it may be followed, `language` if HTML can have it as a language tag.
    """

    title_text: str
    title: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    marks: int
    steps: int
    source: Labelled
    authors: Labelled
    date: Labelled
    url: str
    url_text: str
    language: str
    path: str
    encoding: str
    origins: tuple[Origin, ...]
    warnings: tuple[str, ...]
    stale: bool
    back: str


def article_view(asked: SearchRequest, found: MarkedArticle) -> ArticleView:
    """The page of an article that was opened from what was asked."""
    article = found.article
    titled = len(found.title_marks)
    marks = titled + len(found.body_marks)
    return ArticleView(
        title_text=article.title,
        title=runs(article.title, found.title_marks, first=1),
        paragraphs=paragraphs(article.body, found.body_marks, first=titled + 1),
        marks=marks,
        steps=min(marks, MOST_STEPS),
        source=value_label(article.source or "unknown", article.came_from("source")),
        authors=value_label(", ".join(article.authors), article.came_from("authors")),
        date=date_label(article),
        url=_safe_url(article.url),
        url_text=visible(article.url or ""),
        language=_language(article),
        path=visible(article.path),
        encoding=article.encoding,
        origins=tuple(
            Origin(name, origin(article.came_from(field))) for field, name in _NAMES.items()
        ),
        warnings=article.warnings,
        stale=found.stale,
        back="" if asked.is_blank else asked.href,
    )


def _safe_url(url: str | None) -> str:
    """The URL if it is an address of the web; else nothing, for a link could run a script."""
    try:
        parts = urlsplit(url or "")
        safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if url and safe and url.isprintable() else ""


def _language(article: Article) -> str:
    tag = article.language or ""
    return tag if _LANGUAGE.fullmatch(tag) else ""
