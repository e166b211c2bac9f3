"""The page of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from searchkit import Article, HitPlace, Mark, MarkedArticle, Provenance, SimilarHit
from searchkit.web.params import PAGE_SIZE, SearchParams
from searchkit.web.views.edit import edit_href
from searchkit.web.views.highlighting import (
    Segment,
    Sentence,
    paragraph_spans,
    paragraphs,
    segments,
    visible,
    window,
)
from searchkit.web.views.labels import (
    Labelled,
    date_label,
    language_of,
    origin,
    origin_place,
    value_label,
)
from searchkit.web.views.quote import QuoteLinkView, quote_links
from searchkit.web.views.story import StoryBadgeView, badge, story_href

#: Marks that have their own ways to the next, in a short text and in a long one, in which the page
#: would grow by as much again.
MAX_STEPS = 200
MIN_STEPS = 50
#: In characters. What a page may take, and what each step takes of it.
_PAGE, _STEP = 38_000, 200
#: In characters; a browser chokes on much more, and a command prints the rest.
MAX_SHOWN = 1_000_000
#: So many of the words that two articles share are named.
MAX_TERMS = 6

_NAMES = {
    "title": "Title",
    "source": "Source",
    "authors": "Author",
    "date": "Date",
    "agency": "Agency",
    "url": "Address",
    "language": "Language",
}


@dataclass(frozen=True, slots=True)
class OriginView:
    """The origin of one piece of metadata; `rivals` are the values that were not taken."""

    name: str
    text: str
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemovedView:
    """A piece that was removed from the text, and its kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SimilarView:
    """An article like the one that is shown, and the words that both have."""

    title: str
    href: str
    source: str
    date: Labelled
    terms: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The place of the article among the results, and the ways to those beside it.

    An address is empty at the first and the last result.
    """

    text: str
    total: int
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article. `marks` are counted over title and body; the first `steps` lead to each other.

    `kinds` has for each paragraph the kind of the inset that it is of; empty for running text.
    `url` is set if it may be followed, `language` if HTML can have it as a language tag.
    """

    title_text: str
    title: tuple[Segment, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]
    kinds: tuple[str, ...]
    left_out: int
    marks: int
    steps: int
    source: Labelled
    authors: Labelled
    date: Labelled
    agency: Labelled
    url: str
    url_text: str
    language: str
    path: str
    encoding: str
    origins: tuple[OriginView, ...]
    removed: tuple[RemovedView, ...]
    warnings: tuple[str, ...]
    stale: bool
    back: str
    cite_href: str
    edit_href: str
    story_href: str
    tags: str
    note: str
    quotations: tuple[QuoteLinkView, ...]
    similar: tuple[SimilarView, ...]
    params: SearchParams
    article_id: str
    place: PlaceView | None
    versions: StoryBadgeView | None

    def cite_at(self, sentence: Sentence) -> str:
        """The address of how to cite a sentence; empty for the rest of one."""
        return self.params.cite_href(self.article_id, sentence.number) if sentence.number else ""


def article_view(
    params: SearchParams,
    marked: MarkedArticle,
    similar: Sequence[SimilarHit] = (),
    place: HitPlace | None = None,
) -> ArticleView:
    """The page of an article that was opened from a search, with those most like it."""
    article = marked.article
    titled = len(marked.title_marks)
    shown = window(article.body, marked.body_marks, marked.sentences, MAX_SHOWN)
    marks = titled + bisect_left(marked.body_marks, (shown[1],))
    return ArticleView(
        title_text=article.title,
        title=segments(article.title, marked.title_marks, first=1),
        paragraphs=paragraphs(
            article.body, marked.body_marks, marked.sentences, first=titled + 1, within=shown
        ),
        kinds=_kinds(article, shown),
        left_out=len(article.body) - (shown[1] - shown[0]),
        marks=marks,
        steps=min(marks, _steps(shown[1] - shown[0])),
        source=value_label(article.source or "unknown", article.came_from("source")),
        authors=value_label(", ".join(article.authors), article.came_from("authors")),
        date=date_label(article),
        agency=value_label(article.agency or "", article.came_from("agency")),
        url=_safe_url(article.url),
        url_text=visible(article.url or ""),
        language=language_of(article),
        path=visible(article.path),
        encoding=article.encoding,
        origins=tuple(_origin(name, article.came_from(field)) for field, name in _NAMES.items()),
        removed=tuple(RemovedView(part.kind, part.text) for part in article.removed),
        warnings=article.warnings,
        stale=marked.stale,
        back="" if params.is_blank else params.href,
        cite_href=params.cite_href(article.id),
        edit_href=edit_href(params, article.id),
        story_href=story_href(article.id),
        tags=visible(", ".join(article.fields.get("tag", ()))),
        note=visible(" ".join(article.fields.get("note", ()))),
        quotations=quote_links(marked, within=shown),
        similar=tuple(map(_similar, similar)),
        params=params,
        article_id=article.id,
        place=_place(params, place) if place else None,
        versions=badge(article, place.story) if place else None,
    )


def _steps(length: int) -> int:
    """The marks that lead to each other in so long a text."""
    return max(MIN_STEPS, min(MAX_STEPS, (_PAGE - length) // _STEP))


def _place(params: SearchParams, place: HitPlace) -> PlaceView:
    def href(article_id: str | None, rank: int) -> str:
        # A link keeps the page of results that it leads from, so that the way back is right.
        page = (rank - 1) // PAGE_SIZE + 1
        return replace(params, page=page).article_href(article_id) if article_id else ""

    return PlaceView(
        f"Result {place.rank:,} of {place.total:,}",
        place.total,
        href(place.previous, place.rank - 1),
        href(place.following, place.rank + 1),
    )


def _kinds(article: Article, shown: Mark) -> tuple[str, ...]:
    """For each paragraph that is shown the kind of the inset that begins with it, or is in it."""
    kinds = []
    for start, _ in paragraph_spans(article.body, shown):
        at = bisect_left(article.insets, start + 1, key=lambda inset: inset.start) - 1
        inside = at >= 0 and start < article.insets[at].end
        kinds.append(article.insets[at].kind if inside else "")
    return tuple(kinds)


def _similar(similar: SimilarHit) -> SimilarView:
    article = similar.hit.article
    return SimilarView(
        article.title,
        SearchParams().article_href(article.id),
        article.source or "",
        date_label(article),
        ", ".join(similar.terms[:MAX_TERMS]),
    )


def _origin(name: str, came: Provenance) -> OriginView:
    rivals = (
        f"{rival.value}, from {origin_place(rival.method)}: “{rival.evidence}”"
        for rival in came.rivals
    )
    return OriginView(name, origin(came), tuple(rivals))


def _safe_url(url: str | None) -> str:
    """The URL if it is an address of the web; else nothing, for a link could run a script."""
    try:
        parts = urlsplit(url or "")
        safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if url and safe and url.isprintable() else ""
